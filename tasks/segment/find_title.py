"""Which line of a document is its title.

Of a page every line down to the first of its text that may be one is weighed by its own form, by what stands around it
and by what the model of boilerplate says (a conditional logit, McFadden 1974, over the lines of a page). The weights
stand in `title_weights.tsv`, which `python -m tests.segment.train_titles` writes.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from .find_date import find_date
from .find_echoes import ECHOES
from .load_tables import read_rows
from .measure_lines import LineMeasure
from .read_lines import Lines
from .score_lines import SCALE, Scores

_MAX_WORDS, _MIN_WORDS, _FULL_WORDS, _MIN_PLAIN_WORDS, _MIN_OUTSIDE_WORDS = 60, 1.2, 7.0, 2.1, 4.0
"""Words of a title; up to seven, more words speak for a title more."""
_COLONS = (":", "：", "、", "，", ",")
"""A line that ends so goes on and is no title."""
_REACH = 20
"""Lines above the text among which its title is looked for."""
_META_REACH = 4
_PATH_MARKS = frozenset(">»›→/")
_NAME = re.compile("[\u4e00-\u9fff]{2,4}|[^\\W\\d]\\w{1,11}")
_PRICE = re.compile("[¥￥$]|[0-9]+[元人次条件%]")
TITLE_FEATURES = (
    "words",
    "distance",
    "is_first",
    "echo_in_path",
    "behind_path",
    "behind_frame",
    "before_meta",
    "right_before_meta",
    "is_item",
    "is_repeated",
    "is_sentence",
    "opens_text",
    "stands_below",
    "has_label",
    "has_date",
    "is_name",
    "has_price",
    "is_bracketed",
    "behind_cue",
    "behind_choice",
    "is_below_longer",
    "wording",
    "score",
    "is_text",
)


def find_title(lines: Lines, start: int, scores: Scores | None = None) -> int | None:
    """The line that is the title of the document, None when none looks like one.

    `start` is the first line of the text. Without the scores of a page only that line is looked at.
    """
    if scores is None:
        fits = start < len(lines.cues) and not lines.cues[start] and _fits_plain(lines, start)
        return start if fits else None
    places = find_choices(lines, start)
    if not places:
        return None
    odds = describe_choices(lines, start, scores, places) @ title_weights()
    best = int(np.argmax(odds))
    return places[best] if odds[best] >= 0 else None


def _fits_plain(lines: Lines, at: int) -> bool:
    measure, text = lines.measures[at], lines.paragraphs[at].text
    is_sentence = measure.has_sentence and not text.endswith(("？", "?", "！", "!"))
    fits = _may_be_title(text, measure) and not measure.is_item and not is_sentence
    return fits and measure.n_words >= (_MIN_PLAIN_WORDS if lines.repeats[at] == 1 else _FULL_WORDS)


@lru_cache(maxsize=1)
def title_weights() -> npt.NDArray[np.float64]:
    """Weight of each feature, shape (len(TITLE_FEATURES) + 1,): the last is what stands for a title at all."""
    weights = {name: float(weight) for name, weight in read_rows("title_weights.tsv")}
    return np.array([weights[name] for name in (*TITLE_FEATURES, "any")])


def find_choices(lines: Lines, start: int) -> list[int]:
    """The lines that may be the title: in the twenty lines above the text and its first one, or right below a path."""
    paragraphs, measures, cues = lines.paragraphs, lines.measures, lines.cues
    low, high = max(0, start - _REACH), min(start + 1, len(measures))
    places = [at for at in range(1, low) if cues[at - 1] == "nav" and _is_path(paragraphs[at - 1].text)]
    return [
        at
        for at in [*places, *range(low, high)]
        if not cues[at] and _may_be_title(paragraphs[at].text, measures[at]) and _is_given(lines, at)
    ]


def _is_given(lines: Lines, at: int) -> bool:
    """Whether the format lets a line be the title: a short one outside of the text proper is the name of the site."""
    return lines.main is None or lines.main[at] or lines.measures[at].n_words >= _MIN_OUTSIDE_WORDS


def describe_choices(lines: Lines, start: int, scores: Scores, places: Sequence[int]) -> npt.NDArray[np.float64]:
    """What speaks for each of some lines, shape (n_places, len(TITLE_FEATURES) + 1)."""
    paths = [(at, lines.paragraphs[at].text) for at in range(start) if lines.cues[at] == "nav"]
    rows = [_describe(lines, at, start, paths) for at in places]
    longest = np.maximum.accumulate([0.0, *(lines.measures[at].n_words for at in places)])
    said = np.clip(scores[list(places)] / SCALE, -4, 4)
    return np.array(
        [
            [
                *row,
                at - 1 in places,
                longer > lines.measures[at].n_words + 3,
                lines.wordings[at] / 100,
                odds,
                odds <= 0,
                1,
            ]
            for at, row, longer, odds in zip(places, rows, longest[:-1], said, strict=True)
        ],
        dtype=np.float64,
    )


def _describe(lines: Lines, at: int, start: int, paths: Sequence[tuple[int, str]]) -> list[float]:
    measure, text, cues = lines.measures[at], lines.paragraphs[at].text, lines.cues
    behind = [cue for cue in cues[at + 1 : at + 1 + _META_REACH] if cue != "nav"]
    above = lines.paragraphs[at - 1].text if at else ""
    echoes = dict(zip(ECHOES, lines.echoes[at].tolist(), strict=True))
    return [
        min(measure.n_words / _FULL_WORDS, 1.0),
        min(start - at, _REACH),
        at == start,
        any(place < at and text in line and line != text for place, line in paths),
        bool(at and cues[at - 1] == "nav" and _is_path(above)),
        at - 1 in lines.frame,
        behind[:1] == ["meta"],
        cues[at + 1 : at + 2] == ["meta"],
        measure.is_item,
        lines.repeats[at] > 1,
        measure.has_sentence and not text.endswith(("？", "?", "！", "!")),
        echoes["opens"],
        echoes["below"] > 0,
        measure.has_label,
        find_date(text) is not None,
        _NAME.fullmatch(text) is not None,
        _PRICE.search(text) is not None,
        text[0] in "【[（(“《「〔",
        bool(at and cues[at - 1]),
    ]


def _is_path(text: str) -> bool:
    return bool(_PATH_MARKS & set(text)) or "位置" in text


def _may_be_title(text: str, measure: LineMeasure) -> bool:
    is_sized = _MIN_WORDS <= measure.n_words <= _MAX_WORDS and not (measure.is_prose and measure.n_words > 25)
    return is_sized and not text.endswith(_COLONS) and not text.endswith(("。", ".", "；", ";"))
