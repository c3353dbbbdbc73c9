"""What a line looks like to the model of boilerplate: itself, its neighbours, its place, and the page around it.

Nothing here knows a word of any language but through the cues (`match_cues`), so that what is learned on pages in some
languages holds for pages in others. The ideas are those of Kohlschütter et al., "Boilerplate detection using shallow
text features" (2010), and of Pasternack and Roth, "Extracting article text from the web with maximum subsequence
segmentation" (2009).

The lines of many pages are described at once, for pages are short and every array has a price; sums are whole numbers,
so that a page looks the same whatever pages stand beside it.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .count_signs import SIGNS, Counts
from .find_echoes import ECHOES
from .gather_lines import CUES, LineArrays, Whole, gather_lines
from .measure_lines import PARTS
from .read_lines import Lines

Column = npt.NDArray[np.float64]
"""Shape (n_lines,)."""
Columns = dict[str, Column]

_FOLLOWED_CUES = ("nav", "footer", "meta", "related-news")
_NEIGHBOURS = ("log_words", "is_prose", "has_end", "has_cue", "has_label", "wording")
_CLOSE_NEIGHBOURS = ("is_item", "share_digit", "share_separator", "n_repeats", *(f"echo_{name}" for name in ECHOES))
_WINDOWS = (2, 5, 12)
_OFFSETS = (-3, -2, -1, 1, 2, 3)
_REACH = 3
_AROUND = 4
"""Lines above and below whose wording is summed up."""
_FAR = 40
"""Lines beyond which a distance no longer counts."""
_RUN_GAIN, _RUN_LOSS = 40 * PARTS, 8 * PARTS


def describe_lines(pages: Sequence[Lines]) -> Columns:
    """The features of the lines of some pages, by name, page behind page; each page has a line at least."""
    lines = gather_lines(pages)
    columns: Columns = {
        "log_words": np.log1p(lines.words / PARTS),
        "is_prose": lines.is_prose.astype(np.float64),
        "has_end": lines.has_end.astype(np.float64),
        "has_sentence": lines.has_sentence.astype(np.float64),
        "is_item": lines.is_item.astype(np.float64),
        "has_label": lines.has_label.astype(np.float64),
        "n_repeats": np.minimum(lines.repeats, 9).astype(np.float64),
        "has_cue": lines.has_cue.astype(np.float64),
        "wording": lines.wordings.astype(np.float64),
    }
    columns |= {f"cue_{name}": (lines.cues == place).astype(np.float64) for place, name in enumerate(CUES)}
    columns |= _describe_signs(np.concatenate([page.counts for page in pages]), lines)
    columns |= {f"echo_{name}": lines.echoes[:, place].astype(np.float64) for place, name in enumerate(ECHOES)}
    columns |= _describe_neighbours(columns, lines, _NEIGHBOURS, _OFFSETS)
    columns |= _describe_neighbours(columns, lines, _CLOSE_NEIGHBOURS, (-1, 1))
    columns |= _describe_contents(lines)
    columns |= _describe_windows(lines)
    columns |= _describe_places(lines)
    columns |= _describe_stretches(lines)
    return columns | _describe_page(lines)


def _describe_signs(counts: Counts, lines: LineArrays) -> Columns:
    sizes = counts.sum(axis=1)
    shares = (counts / sizes[:, None]).T
    columns = {f"share_{name}": shares[place] for place, name in enumerate(SIGNS)}
    han = lines.sum_by_page(counts[:, SIGNS.index("han")]) / lines.sum_by_page(sizes)
    return columns | {"log_size": np.log1p(sizes), "page_han": lines.spread(han)}


def _describe_neighbours(columns: Columns, lines: LineArrays, names: Sequence[str], offsets: Sequence[int]) -> Columns:
    """Some features of lines above and below, -1 beyond the ends of the page."""
    # Between two pages lie as many rows of -1 as a neighbour is away.
    places = np.arange(len(lines.words)) + _REACH * (1 + lines.pages)
    wide = np.full((len(names), places[-1] + _REACH + 1), -1.0)
    wide[:, places] = np.stack([columns[name] for name in names])
    return {f"{name}_{offset:+d}": wide[row, places + offset] for offset in offsets for row, name in enumerate(names)}


def _describe_contents(lines: LineArrays) -> Columns:
    """Runs of lines that all stand again further down, as contents do, and runs of items and of properties."""
    below, above = lines.echoes[:, ECHOES.index("below")] > 0, lines.echoes[:, ECHOES.index("above")] > 0
    marks = {"echo": below, "echoed": above, "item": lines.is_item, "label": lines.has_label}
    return {f"run_{name}": measure_runs(marked, lines) for name, marked in marks.items()}


def measure_runs(marked: npt.NDArray[np.bool_], lines: LineArrays) -> Column:
    """Lines of the run of marked lines that each line stands in, at most 40, 0 outside of runs; runs end with pages."""
    at = np.arange(len(marked))
    is_first = (at == lines.low) | (np.diff(marked, prepend=False))
    group = np.cumsum(is_first) - 1
    sizes = np.bincount(group)
    return np.where(marked, np.minimum(sizes[group], _FAR), 0).astype(np.float64)


def _describe_windows(lines: LineArrays) -> Columns:
    """Means over some lines above and below: words of prose, cues, short lines without an end."""
    n = len(lines.words)
    short = ~(lines.is_prose | lines.has_end)
    sums = np.zeros((3, n + 1), dtype=np.int64)
    np.cumsum(np.stack([lines.prose, lines.has_cue, short]), axis=1, out=sums[:, 1:])
    units = np.array([[PARTS], [1], [1]])
    at = np.arange(n)
    columns: Columns = {}
    for width in _WINDOWS:
        low, high = np.maximum(at - width, lines.low), np.minimum(at + width + 1, lines.high)
        above = (sums[:, at] - sums[:, low]) / (units * np.maximum(at - low, 1))
        below = (sums[:, high] - sums[:, at + 1]) / (units * np.maximum(high - at - 1, 1))
        for row, name in enumerate(("prose", "cues", "short")):
            columns[f"{name}_above_{width}"] = above[row]
            columns[f"{name}_below_{width}"] = below[row]
    wordings = np.concatenate([[0], np.cumsum(lines.wordings)])
    low, high = np.maximum(at - _AROUND, lines.low), np.minimum(at + _AROUND + 1, lines.high)
    return columns | {"wording_around": (wordings[high] - wordings[low]) / (high - low)}


def _describe_places(lines: LineArrays) -> Columns:
    """Where a line stands in the page, and how far from prose, from cues, and from the run with most prose."""
    at = np.arange(len(lines.words))
    sums = np.concatenate([[0], np.cumsum(lines.prose)])
    before = sums[at] - sums[lines.low]
    total = np.maximum(PARTS, sums[lines.high] - sums[lines.low])
    runs = [find_best_run(lines.prose[start:end]) for start, end in zip(lines.starts, lines.ends, strict=True)]
    start, end = (lines.spread(np.array(side) + lines.starts) for side in zip(*runs, strict=True))
    columns: Columns = {
        "place": (at - lines.low) / np.maximum(1, lines.high - lines.low - 1),
        "from_start": np.minimum(at - lines.low, _FAR),
        "to_end": np.minimum(lines.high - 1 - at, _FAR),
        "prose_before": before / total,
        "prose_after": 1 - (before + lines.prose) / total,
        "from_run": np.clip(at - start, -_FAR, _FAR),
        "past_run": np.clip(at - end, -_FAR, _FAR),
        "in_run": ((at >= start) & (at < end)).astype(np.float64),
        "run_share": (sums[end] - sums[start]) / total,
    }
    marks = np.stack([lines.prose > 0, *(lines.cues == CUES.index(name) for name in _FOLLOWED_CUES)])
    since = measure_distances(marks, lines.low)
    until = measure_distances(marks[:, ::-1], len(at) - lines.high[::-1])[:, ::-1]
    for row, name in enumerate(("prose", *_FOLLOWED_CUES)):
        columns[f"since_{name}"], columns[f"until_{name}"] = since[row], until[row]
    return columns


def find_best_run(prose: Whole) -> tuple[int, int]:
    """First line and one past the last of the run with the greatest sum: parts of words of prose, up to 40 words a
    line, less 8 words for any other line."""
    gains = np.where(prose > 0, np.minimum(prose, _RUN_GAIN), -_RUN_LOSS)
    sums = np.concatenate([[0], np.cumsum(gains)])
    end = int(np.argmax(sums - np.minimum.accumulate(sums)))
    return int(np.argmin(sums[: end + 1])), end


def measure_distances(marked: npt.NDArray[np.bool_], low: Whole) -> Column:
    """Lines since the last marked line above each line of the page, at most 40; each row by itself.

    Shape (n_rows, n_lines); `low`, of shape (n_lines,), is the first line of the page that each line stands in.
    """
    at = np.arange(marked.shape[1])
    last = np.full(marked.shape, -_FAR)
    np.maximum.accumulate(np.where(marked, at, -_FAR)[:, :-1], axis=1, out=last[:, 1:])
    distances: Column = np.where(last < low, _FAR, np.minimum(at - last, _FAR)).astype(np.float64)
    return distances


def _describe_stretches(lines: LineArrays) -> Columns:
    """The stretch of lines between two cues: how long it is, and how much of it is prose."""
    at = np.arange(len(lines.words))
    is_first = lines.has_cue | (at == lines.low)
    group, first = np.cumsum(is_first) - 1, np.flatnonzero(is_first)
    size = np.diff(first, append=len(at))
    words = np.add.reduceat(np.where(lines.has_cue, 0, lines.words), first)
    prose = np.add.reduceat(lines.prose, first)
    best = np.maximum.reduceat(prose, group[lines.starts])
    total = np.maximum(PARTS, lines.sum_by_page(lines.prose))
    by_line = prose[group]
    return {
        "stretch_lines": np.log1p(size)[group],
        "stretch_words": np.log1p(words / PARTS)[group],
        "stretch_prose": np.log1p(prose / PARTS)[group],
        "stretch_share": (prose / np.maximum(words, PARTS))[group],
        "stretch_of_page": by_line / lines.spread(total),
        "stretch_is_best": (by_line == lines.spread(best)).astype(np.float64),
        "stretch_before": np.minimum(at - first[group], _FAR),
    }


def _describe_page(lines: LineArrays) -> Columns:
    sizes, prose = lines.ends - lines.starts, lines.sum_by_page(lines.prose)
    columns = {
        "page_lines": np.log1p(sizes),
        "page_prose": prose / np.maximum(PARTS, lines.sum_by_page(lines.words)),
        "page_cues": lines.sum_by_page(lines.has_cue) / sizes,
        "page_short": lines.sum_by_page(lines.words < 8 * PARTS) / sizes,
        "page_mean_prose": prose / (PARTS * np.maximum(1, lines.sum_by_page(lines.prose > 0))),
    }
    return {name: lines.spread(values) for name, values in columns.items()}
