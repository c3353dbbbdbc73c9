"""Where the best chain may run: blocks of rows with the columns around a rough path, so that a search stays linear."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .keys import Key, Keys
from .problem import Problem
from .trace_groups import trace_groups

BLOCK_ROWS = 64
FULL_CELLS = 4096
"""A problem of at most so many cells is searched whole."""
NEAR, DRIFT = 24, 6.0
"""Half width of the band at a fixed point, and its growth with the square root of the distance to the next one."""
MOST_PLACES = 3
"""A key that stands more often on one side fixes nothing."""
WIDE_GAP = 160
"""Units of both sides between two fixed points from which a path between groups of units is looked for."""
LEAST_POINTS = 4
"""A chain of fewer fixed points may be chance."""

Point = tuple[int, int]
Integers = npt.NDArray[np.int64]


class Block(NamedTuple):
    """Rows (positions between zh units) and columns (positions between en units) to search, half-open."""

    row_start: int
    row_end: int
    column_start: int
    column_end: int


def find_band(problem: Problem, max_half_width: int) -> list[Block]:
    """Blocks that cover the rows 0..n in order and meet from one to the next; their columns never go back."""
    n_zh, n_en = len(problem.zh.keys), len(problem.en.keys)
    if (n_zh + 1) * (n_en + 1) <= FULL_CELLS:
        return [Block(0, n_zh + 1, 0, n_en + 1)]
    points = np.array([(0, 0), *_fill_gaps(problem, find_fixed_points(problem), max_half_width), (n_zh, n_en)])
    zh_sums, en_sums = np.array(problem.zh.lengths), np.array(problem.en.lengths)
    targets = np.interp(zh_sums, zh_sums[points[:, 0]], en_sums[points[:, 1]])
    centres = np.minimum(np.searchsorted(en_sums, targets), n_en)
    widths = np.minimum(NEAR + DRIFT * np.sqrt(_distances(centres, points)), max_half_width).astype(np.int64)
    lows = np.minimum.accumulate((centres - widths)[::-1])[::-1].clip(0)
    lows[0] = 0
    following = np.append(centres[1:], n_en)
    highs = np.maximum.accumulate(following + widths).clip(None, n_en)
    starts = range(0, n_zh + 1, BLOCK_ROWS)
    ends = [min(start + BLOCK_ROWS, n_zh + 1) for start in starts]
    return [
        Block(start, end, int(lows[start]), int(highs[end - 1]) + 1) for start, end in zip(starts, ends, strict=True)
    ]


def _fill_gaps(problem: Problem, points: list[Point], max_half_width: int) -> list[Point]:
    """The fixed points, and between those that are far apart points of a rough path."""
    ends = [(0, 0), *points, (len(problem.zh.keys), len(problem.en.keys))]
    filled: list[Point] = []
    for (zh_start, en_start), (zh_end, en_end) in pairwise(ends):
        if problem.likeness and min(zh_end - zh_start, en_end - en_start) > WIDE_GAP:
            zh_lengths = np.array(problem.zh.lengths[zh_start : zh_end + 1]) - problem.zh.lengths[zh_start]
            en_lengths = np.array(problem.en.lengths[en_start : en_end + 1]) - problem.en.lengths[en_start]
            words = problem.likeness.by_words.cut(zh_start, zh_end, en_start, en_end)
            path = trace_groups(words, zh_lengths, en_lengths, max_half_width)
            filled += [(zh_start + i, en_start + j) for i, j in path]
        filled.append((zh_end, en_end))
    return filled[:-1]


def _distances(centres: Integers, points: Integers) -> Integers:
    """How far each row is from the nearer fixed point, in rows or columns, whichever is more."""
    rows = np.arange(len(centres))
    after = np.searchsorted(points[:, 0], rows).clip(1, len(points) - 1)
    gaps = [np.maximum(abs(rows - points[near, 0]), abs(centres - points[near, 1])) for near in (after - 1, after)]
    nearest: Integers = np.minimum(*gaps)
    return nearest


def find_fixed_points(problem: Problem) -> list[Point]:
    """The heaviest chain of pairs of units that share rare keys, both coordinates rising; empty when it is short."""
    weights: dict[Point, float] = defaultdict(float)
    if problem.likeness:
        weights.update(problem.likeness.propose_points())
    en_places = place_keys(problem.en.keys)
    for key, zh_units in place_keys(problem.zh.keys).items():
        en_units = en_places.get(key, ())
        if len(zh_units) <= MOST_PLACES and len(en_units) <= MOST_PLACES:
            for zh_unit in zh_units:
                for en_unit in en_units:
                    weights[zh_unit, en_unit] += problem.shared[key]
    chain = find_heaviest_chain(weights)
    return chain if len(chain) >= LEAST_POINTS else []


def measure_order(points: dict[Point, float]) -> float:
    """How much of the weight of points lies on their heaviest chain, by what that of as many random points has.

    The longest rising run of n random points has about 2 * sqrt(n) of them: A. M. Vershik and S. V. Kerov (1977).
    """
    on_chain = sum(points[point] for point in find_heaviest_chain(points))
    return on_chain / sum(points.values()) * sqrt(len(points)) / 2 if points else 0.0


def place_keys(keys: Sequence[Keys]) -> dict[Key, list[int]]:
    """The units that hold each key, in order."""
    places: dict[Key, list[int]] = defaultdict(list)
    for unit, some in enumerate(keys):
        for key in some:
            places[key].append(unit)
    return places


def find_heaviest_chain(weights: dict[Point, float]) -> list[Point]:
    """The subset of points with the largest sum of weights in which both coordinates rise strictly; O(n log n)."""
    ends: list[int] = []
    sums: list[float] = []
    tails: list[Point] = []
    before: dict[Point, Point | None] = {}
    for point in sorted(weights, key=lambda point: (point[0], -point[1])):
        at = bisect_left(ends, point[1])
        total = weights[point] + (sums[at - 1] if at else 0.0)
        before[point] = tails[at - 1] if at else None
        stop = at
        while stop < len(ends) and sums[stop] <= total:
            stop += 1
        if at and sums[at - 1] >= total:
            continue
        ends[at:stop], sums[at:stop], tails[at:stop] = [point[1]], [total], [point]
    chain: list[Point] = []
    last = tails[-1] if tails else None
    while last is not None:
        chain.append(last)
        last = before[last]
    return chain[::-1]
