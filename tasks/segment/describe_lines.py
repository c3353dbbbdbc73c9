"""What a line looks like to the model of boilerplate: itself, its neighbours, its place, and the page around it.

Nothing here knows a word of any language but through the cues (`match_cues`), so that what is learned on pages in some
languages holds for pages in others. The ideas are those of Kohlschütter et al., "Boilerplate detection using shallow
text features" (2010), and of Pasternack and Roth, "Extracting article text from the web with maximum subsequence
segmentation" (2009).
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .count_signs import SIGNS
from .measure_lines import LineMeasure

Column = npt.NDArray[np.float64]
"""Shape (n_lines,)."""
Columns = dict[str, Column]

CUES = ("nav", "footer", "meta", "caption", "related-news", "tagcloud", "browser-warning")
_FOLLOWED_CUES = ("nav", "footer", "meta", "related-news")
_WINDOWS = (2, 5, 12)
_OFFSETS = (-3, -2, -1, 1, 2, 3)
_MAX_WORDS = 60.0
"""Words of a line that count."""
_FAR = 40.0
"""Lines beyond which a distance no longer counts."""
_RUN_GAIN, _RUN_LOSS = 40.0, 8.0
_EPSILON = 1e-9


class LineArrays(NamedTuple):
    """The lines of a page as arrays: words, flags as 0 or 1, repeats, all of shape (n,); cues of shape (n, 7).

    `prose` is the words of lines of prose without a cue.
    """

    words: Column
    is_prose: Column
    has_end: Column
    has_sentence: Column
    is_item: Column
    repeats: Column
    has_label: Column
    cues: Column
    has_cue: Column
    prose: Column


def describe_lines(
    counts: npt.NDArray[np.int64], measures: Sequence[LineMeasure], cues: Sequence[str | None]
) -> Columns:
    """The features of the lines of a page, by name; there is at least one line. `counts` are those of `count_signs`."""
    lines = as_arrays(measures, cues)
    columns: Columns = {
        "log_words": np.log1p(lines.words),
        "is_prose": lines.is_prose,
        "has_end": lines.has_end,
        "has_sentence": lines.has_sentence,
        "is_item": lines.is_item,
        "has_label": lines.has_label,
        "n_repeats": np.minimum(lines.repeats, 9),
        "has_cue": lines.has_cue,
    }
    columns |= {f"cue_{name}": lines.cues[:, place] for place, name in enumerate(CUES)}
    columns |= _describe_signs(counts)
    columns |= _describe_neighbours(columns)
    columns |= _describe_windows(lines)
    columns |= _describe_places(lines)
    columns |= _describe_stretches(lines)
    columns |= _describe_page(lines)
    return columns


def as_arrays(measures: Sequence[LineMeasure], cues: Sequence[str | None]) -> LineArrays:
    """Measures and cues of lines as arrays."""
    own = np.array(measures, dtype=np.float64).T
    places = {name: place for place, name in enumerate(CUES)}
    codes = np.array([places[cue] if cue else -1 for cue in cues])
    kinds = (codes[:, None] == np.arange(len(CUES))).astype(np.float64)
    has_cue = (codes >= 0).astype(np.float64)
    words = np.minimum(own[0], _MAX_WORDS)
    return LineArrays(
        words, own[1], own[2], own[3], own[4], own[5], own[6], kinds, has_cue, words * own[1] * (1 - has_cue)
    )


def _describe_signs(counts: npt.NDArray[np.int64]) -> Columns:
    sizes = counts.sum(axis=1).astype(np.float64)
    shares = (counts / sizes[:, None]).T
    columns = {f"share_{name}": shares[place] for place, name in enumerate(SIGNS)}
    han = counts[:, SIGNS.index("han")]
    return columns | {"log_size": np.log1p(sizes), "page_han": np.full(len(sizes), han.sum() / sizes.sum())}


def _describe_neighbours(columns: Columns) -> Columns:
    """Size and form of the three lines above and below, -1 beyond the ends."""
    names = ("log_words", "is_prose", "has_end", "has_cue", "has_label")
    chosen = np.stack([columns[name] for name in names])
    wide = np.pad(chosen, ((0, 0), (3, 3)), constant_values=-1)
    n = chosen.shape[1]
    return {
        f"{name}_{offset:+d}": wide[place, 3 + offset : 3 + offset + n]
        for offset in _OFFSETS
        for place, name in enumerate(names)
    }


def _describe_windows(lines: LineArrays) -> Columns:
    """Means over some lines above and below: words of prose, cues, short lines without an end."""
    n = len(lines.words)
    short = (1 - lines.is_prose) * (1 - lines.has_end)
    sums = np.zeros((3, n + 1))
    np.cumsum(np.stack([lines.prose, lines.has_cue, short]), axis=1, out=sums[:, 1:])
    at = np.arange(n)
    columns: Columns = {}
    for width in _WINDOWS:
        low, high = np.maximum(at - width, 0), np.minimum(at + width + 1, n)
        above = (sums[:, at] - sums[:, low]) / np.maximum(at - low, 1)
        below = (sums[:, high] - sums[:, at + 1]) / np.maximum(high - at - 1, 1)
        for place, name in enumerate(("prose", "cues", "short")):
            columns[f"{name}_above_{width}"] = above[place]
            columns[f"{name}_below_{width}"] = below[place]
    return columns


def _describe_places(lines: LineArrays) -> Columns:
    """Where a line stands in the page, and how far from prose, from cues, and from the run with most prose."""
    n, prose = len(lines.prose), lines.prose
    at = np.arange(n, dtype=np.float64)
    total = max(1.0, float(prose.sum()))
    before = np.cumsum(prose)
    start, end = find_best_run(prose)
    columns: Columns = {
        "place": at / max(1, n - 1),
        "from_start": np.minimum(at, _FAR),
        "to_end": np.minimum(n - 1 - at, _FAR),
        "prose_before": (before - prose) / total,
        "prose_after": 1 - before / total,
        "from_run": np.clip(at - start, -_FAR, _FAR),
        "past_run": np.clip(at - end, -_FAR, _FAR),
        "in_run": ((at >= start) & (at < end)).astype(np.float64),
        "run_share": np.full(n, prose[start:end].sum() / total),
    }
    marks = np.stack([prose > 0, *(lines.cues[:, CUES.index(name)] > 0 for name in _FOLLOWED_CUES)])
    since, until = measure_distances(marks), measure_distances(marks[:, ::-1])[:, ::-1]
    for row, name in enumerate(("prose", *_FOLLOWED_CUES)):
        columns[f"since_{name}"], columns[f"until_{name}"] = since[row], until[row]
    return columns


def find_best_run(prose: Column) -> tuple[int, int]:
    """First line and one past the last of the run with the greatest sum: words of prose, less 8 for any other line."""
    sums = np.concatenate([[0.0], np.cumsum(np.where(prose > 0, np.minimum(prose, _RUN_GAIN), -_RUN_LOSS))])
    end = int(np.argmax(sums - np.minimum.accumulate(sums)))
    return int(np.argmin(sums[: end + 1])), end


def measure_distances(marked: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """Lines since the last marked line above each line, at most 40; each row by itself, shape (n_rows, n_lines)."""
    at = np.arange(marked.shape[1])
    last = np.full(marked.shape, -1000)
    np.maximum.accumulate(np.where(marked, at, -1000)[:, :-1], axis=1, out=last[:, 1:])
    distances: npt.NDArray[np.float64] = np.minimum(at - last, _FAR)
    return distances


def _describe_stretches(lines: LineArrays) -> Columns:
    """The stretch of lines between two cues: how long it is, and how much of it is prose."""
    group = np.cumsum(lines.has_cue).astype(np.int64)
    size = np.bincount(group)
    words = np.bincount(group, lines.words * (1 - lines.has_cue))
    prose = np.bincount(group, lines.prose)
    first = np.concatenate([[0], np.cumsum(size)[:-1]])
    return {
        "stretch_lines": np.log1p(size)[group],
        "stretch_words": np.log1p(words)[group],
        "stretch_prose": np.log1p(prose)[group],
        "stretch_share": (prose / np.maximum(words, 1))[group],
        "stretch_of_page": (prose / max(1.0, float(prose.sum())))[group],
        "stretch_is_best": (prose >= prose.max() - _EPSILON).astype(np.float64)[group],
        "stretch_before": np.minimum(np.arange(len(group)) - first[group], _FAR),
    }


def _describe_page(lines: LineArrays) -> Columns:
    n, prose = len(lines.words), float(lines.prose.sum())
    return {
        "page_lines": np.full(n, np.log1p(n)),
        "page_prose": np.full(n, prose / max(1.0, float(lines.words.sum()))),
        "page_cues": np.full(n, lines.has_cue.mean()),
        "page_short": np.full(n, (lines.words < 8).mean()),
        "page_mean_prose": np.full(n, prose / max(1, int((lines.prose > 0).sum()))),
    }
