"""Which line of a document is its title."""

from collections.abc import Sequence

from .measure_lines import LineMeasure
from .read_lines import Lines

_MAX_WORDS, _MIN_WORDS, _FULL_WORDS = 60, 1.2, 7.0
"""Words of a title; up to seven, more words speak for a title more."""
_COLONS = (":", "：", "、", "，", ",")
"""A line that ends so goes on and is no title."""
_REACH = 12
"""Lines above the text among which its title is looked for."""
_ECHO, _BEHIND_PATH, _BEHIND_FRAME, _BEFORE_META, _ITEM_LOSS, _REPEAT_LOSS, _SENTENCE_LOSS, _LINE_LOSS = (
    3.0,
    1.0,
    1.0,
    2.0,
    2.0,
    1.0,
    1.5,
    0.25,
)
_META_REACH = 4
_MIN_SCORE = 0.6
_PATH_MARKS = frozenset(">»›→/")


def find_title(lines: Lines, start: int) -> int | None:
    """The line that is the title of the document, None when none looks like one.

    Looked for in the first line of the text, `start`, in the lines above it, and right below a path of pages. For a
    line speak its length, that a path of pages above it ends with it, that such a path or the frame of the site stands
    right above, that source and date stand right below; against it that it is an item, is repeated or ends as a
    sentence, and every line between it and the text.
    """
    paragraphs, measures, cues = lines.paragraphs, lines.measures, lines.cues
    low, high = max(0, start - _REACH), min(start + 1, len(measures))
    places = [at for at in range(1, low) if cues[at - 1] == "nav" and _is_path(paragraphs[at - 1].text)]
    choices = [
        at for at in [*places, *range(low, high)] if not cues[at] and _may_be_title(paragraphs[at].text, measures[at])
    ]
    if not choices:
        return None
    paths = [(at, paragraphs[at].text) for at in range(max(0, choices[0] - _REACH), start) if cues[at] == "nav"]
    scores = [_score(lines, at, start, paths) for at in choices]
    best = max(range(len(choices)), key=lambda place: (scores[place], place))
    return choices[best] if scores[best] >= _MIN_SCORE else None


def _is_path(text: str) -> bool:
    return bool(_PATH_MARKS & set(text)) or "位置" in text


def _may_be_title(text: str, measure: LineMeasure) -> bool:
    is_sized = _MIN_WORDS <= measure.n_words <= _MAX_WORDS and not (measure.is_prose and measure.n_words > 25)
    return is_sized and not text.endswith(_COLONS) and not text.endswith(("。", ".", "；", ";"))


def _score(
    lines: Lines,
    at: int,
    start: int,
    paths: Sequence[tuple[int, str]],
) -> float:
    measure, text, cues = lines.measures[at], lines.paragraphs[at].text, lines.cues
    below = next((cues[i] for i in range(at + 1, min(at + 1 + _META_REACH, len(cues))) if cues[i] != "nav"), None)
    score = 2 * min(measure.n_words / _FULL_WORDS, 1.0) - _LINE_LOSS * min(start - at, _REACH)
    score += _ECHO * any(above < at and text in line and line != text for above, line in paths)
    score += _BEHIND_PATH * bool(at and cues[at - 1] == "nav" and _is_path(lines.paragraphs[at - 1].text))
    score += _BEHIND_FRAME * (at - 1 in lines.frame)
    score += _BEFORE_META * (below == "meta")
    score -= _ITEM_LOSS * measure.is_item + _REPEAT_LOSS * (lines.repeats[at] > 1)
    return score - _SENTENCE_LOSS * (measure.has_sentence and not text.endswith(("？", "?", "！", "!")))
