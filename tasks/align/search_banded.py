"""The best chain of beads of many units: the dynamic program row by row over arrays, inside a band."""

from bisect import bisect_left
from collections import defaultdict
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .find_band import Block, find_band, place_keys
from .keys import Key
from .model import LARGEST
from .problem import Link, Problem

Floats = npt.NDArray[np.float64]
Moves = npt.NDArray[np.int8]
"""What leads to each cell: a kind of bead, or one of the two numbers behind the last: a zh or an en unit alone."""


class _Passed(NamedTuple):
    """What is kept of a block: the move into each cell and its score."""

    moves: Moves
    gains: npt.NDArray[np.float32]


def search_banded(problem: Problem, max_half_width: int) -> list[Link]:
    """The links of the best chain in order; time and memory grow with the number of units times the band."""
    blocks = find_band(problem, max_half_width)
    scorer, rows = _BlockScorer(problem), _Rows(problem)
    passed = [rows.pass_block(block, scorer.score(block)) for block in blocks]
    return _walk_back(problem, blocks, passed)


class _BlockScorer:
    """Scores all beads that end in a block at once.

    Sums are moved by LARGEST places so that no index is negative; a bead that would reach before the first unit is
    scored like any other and never taken, because no chain comes from there.
    """

    def __init__(self, problem: Problem):
        self._problem = problem
        pad = np.zeros(LARGEST)
        self._zh_lengths, self._en_lengths, self._zh_costs, self._en_costs = (
            np.concatenate((pad, sums))
            for sums in (problem.zh.lengths, problem.en.lengths, problem.zh.costs, problem.en.costs)
        )
        self._en_places = place_keys(problem.en.keys)

    def score(self, block: Block) -> Floats:
        """Scores of each kind of bead, and of a zh unit alone, in each cell; shape (rows, kinds + 1, columns)."""
        kinds = self._problem.model.kind_scores
        n_rows, n_columns = block.row_end - block.row_start, block.column_end - block.column_start
        scores = np.empty((n_rows, len(kinds) + 1, n_columns))
        scores[:, -1] = self._problem.model.skip_score
        matched = self._add_up_matches(block)
        zh, en = slice(block.row_start, block.row_end), slice(block.column_start, block.column_end)
        for index, ((a, b), kind_score) in enumerate(kinds):
            zh_lengths, zh_costs = _spans(self._zh_lengths, zh, a), _spans(self._zh_costs, zh, a)
            en_lengths, en_costs = _spans(self._en_lengths, en, b), _spans(self._en_costs, en, b)
            layer = self._score_lengths(zh_lengths[:, None], en_lengths[None, :])
            layer += (kind_score - zh_costs)[:, None] - en_costs[None, :]
            if matched is not None:
                below, above = matched[LARGEST:], matched[LARGEST - a : LARGEST - a + n_rows]
                left = slice(LARGEST - b, LARGEST - b + n_columns)
                layer += below[:, LARGEST:] - below[:, left] - above[:, LARGEST:] + above[:, left]
            scores[:, index] = layer
        if self._problem.likeness:
            likeness = self._problem.likeness.score_block(
                range(block.row_start, block.row_end), range(block.column_start, block.column_end)
            )
            scores[:, :-1] += likeness.transpose(1, 0, 2)
        return scores

    def _score_lengths(self, zh_lengths: Floats, en_lengths: Floats) -> Floats:
        """`problem.score_lengths` over arrays."""
        model = self._problem.model
        constant, linear, square = model.length_variance
        mean = (zh_lengths + en_lengths) / 2
        gap = zh_lengths - en_lengths
        variance = constant + mean * (linear + mean * square)
        scores: Floats = np.log1p(gap * gap / (variance * model.length_freedom))
        scores *= -model.length_weight
        return scores

    def _add_up_matches(self, block: Block) -> Floats | None:
        """Sums of matched weights from LARGEST places before the block; None where nothing matches."""
        first_row, first_column = block.row_start - LARGEST, block.column_start - LARGEST
        units: dict[Key, list[int]] = defaultdict(list)
        for unit in range(max(first_row, 0), block.row_end - 1):
            for key in self._problem.zh.keys[unit]:
                units[key].append(unit)
        sums = np.zeros((block.row_end - first_row, block.column_end - first_column))
        has_match = False
        for key, zh_units in units.items():
            places = self._en_places.get(key, [])
            en_units = places[bisect_left(places, first_column) : bisect_left(places, block.column_end - 1)]
            if en_units:
                sums[np.ix_(np.array(zh_units) + 1 - first_row, np.array(en_units) + 1 - first_column)] += (
                    self._problem.shared[key]
                )
                has_match = True
        return sums.cumsum(0).cumsum(1) if has_match else None


def _spans(sums: Floats, positions: slice, size: int) -> Floats:
    """Sums over the `size` units before each position of a padded array of sums."""
    start, stop = positions.start + LARGEST, positions.stop + LARGEST
    return sums[start:stop] - sums[start - size : stop - size]


class _Rows:
    """The best scores of the last rows, and the step from row to row."""

    def __init__(self, problem: Problem):
        self._kinds = [kind for kind, _ in problem.model.kind_scores] + [(1, 0)]
        self._skip = problem.model.skip_score
        self._best = np.full((LARGEST + 1, LARGEST + len(problem.en.keys) + 1), -np.inf)

    def pass_block(self, block: Block, scores: Floats) -> _Passed:
        """Fill the rows of a block."""
        width = block.column_end - block.column_start
        moves = np.empty((block.row_end - block.row_start, width), dtype=np.int8)
        origins = self._find_origins(block)
        candidates = np.empty((len(self._kinds), width))
        alone = np.arange(width) * self._skip
        for index, row in enumerate(range(block.row_start, block.row_end)):
            self._best.take(origins[row % (LARGEST + 1)], out=candidates, mode="clip")
            candidates += scores[index]
            if row == 0:
                candidates[-1, 0] = 0.0
            top = candidates.max(axis=0)
            top -= alone
            best = np.maximum.accumulate(top)
            moves[index] = np.where(best > top, len(self._kinds), candidates.argmax(axis=0))
            into = self._best[row % (LARGEST + 1)]
            into.fill(-np.inf)
            into[LARGEST + block.column_start : LARGEST + block.column_end] = best + alone
        kinds = np.minimum(moves, len(self._kinds) - 1)[:, None].astype(np.intp)
        return _Passed(moves, np.take_along_axis(scores, kinds, axis=1)[:, 0].astype(np.float32))

    def _find_origins(self, block: Block) -> list[npt.NDArray[np.intp]]:
        """For each row modulo the kept ones, where the beads of each kind come from, shape (kinds, columns).

        Places count through all kept rows. mode="clip" above only spares numpy a check: no place is outside.
        """
        n_kept, stride = self._best.shape
        columns = np.arange(LARGEST + block.column_start, LARGEST + block.column_end)
        return [
            np.array([(row - a) % n_kept * stride + columns - b for a, b in self._kinds], dtype=np.intp)
            for row in range(n_kept)
        ]


def _walk_back(problem: Problem, blocks: list[Block], passed: list[_Passed]) -> list[Link]:
    kinds = list(problem.kind_scores)
    i, j, at = len(problem.zh.keys), len(problem.en.keys), len(blocks) - 1
    links: list[Link] = []
    while i or j:
        while i < blocks[at].row_start:
            at -= 1
        cell = i - blocks[at].row_start, j - blocks[at].column_start
        move = int(passed[at].moves[cell])
        a, b = kinds[move] if move < len(kinds) else ((1, 0), (0, 1))[move - len(kinds)]
        if a and b:
            links.append(Link(i - a, i, j - b, j, float(passed[at].gains[cell])))
        i, j = i - a, j - b
    return links[::-1]
