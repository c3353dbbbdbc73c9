"""The best chain of beads of many units: the dynamic program row by row over arrays, inside a band."""

from bisect import bisect_left
from collections import defaultdict
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .find_band import Block, find_band, place_keys
from .keys import Key
from .model import LARGEST
from .problem import Link, Price, Problem
from .sum_beads import group_kinds, sum_matches, sum_spans

Floats = npt.NDArray[np.float64]
Moves = npt.NDArray[np.int8]
"""What leads to each cell: a kind of bead, or one of the two numbers behind the last: a zh or an en unit alone."""


class _Passed(NamedTuple):
    """What is kept of a block: the move into each cell and its score."""

    moves: Moves
    gains: npt.NDArray[np.float32]


KEPT_CELLS = 1 << 22
"""Scores that a search keeps for another pass; one with more works them out again, to bound memory."""


class BandedSearch:
    """A search that can be passed again at another price of a unit that stays alone; beads are scored once.

    Time and memory grow with the number of units times the band.
    """

    def __init__(self, problem: Problem, max_half_width: int):
        self._problem = problem
        self._blocks = find_band(problem, max_half_width)
        self._scorer = _BlockScorer(problem)
        n_cells = sum((some.row_end - some.row_start) * (some.column_end - some.column_start) for some in self._blocks)
        is_kept = n_cells * (len(problem.kind_scores) + 1) <= KEPT_CELLS
        self._kept = [self._scorer.score(block) for block in self._blocks] if is_kept else None

    def find_links(self, price: Price) -> list[Link]:
        """The links of the best chain, in order."""
        rows = _Rows(self._problem, price)
        scores = self._kept or (self._scorer.score(block) for block in self._blocks)
        passed = [rows.pass_block(block, some) for block, some in zip(self._blocks, scores, strict=True)]
        return _walk_back(self._problem, self._blocks, passed)


class _BlockScorer:
    """Scores all beads that end in a block at once.

    A bead that would reach before the first unit is scored like any other and never taken, because no chain comes from
    there.
    """

    def __init__(self, problem: Problem):
        self._problem = problem
        self._kinds = [kind for kind, _ in problem.model.kind_scores]
        self._kind_scores = np.array([score for _, score in problem.model.kind_scores])
        zh, en = problem.zh, problem.en
        self._zh_lengths, self._zh_costs = np.array(zh.lengths, np.float64), np.array(zh.costs, np.float64)
        self._en_lengths, self._en_costs = np.array(en.lengths, np.float64), np.array(en.costs, np.float64)
        self._en_places = place_keys(problem.en.keys)

    def score(self, block: Block) -> Floats:
        """Scores of each kind of bead in each cell, and room for one more move; shape (rows, kinds + 1, columns)."""
        rows, columns = range(block.row_start, block.row_end), range(block.column_start, block.column_end)
        scores = np.empty((len(rows), len(self._kinds) + 1, len(columns)))
        zh_sizes, en_sizes = zip(*self._kinds, strict=True)
        zh_lengths, en_lengths = (
            sum_spans(self._zh_lengths, rows, zh_sizes),
            sum_spans(self._en_lengths, columns, en_sizes),
        )
        zh_costs = self._kind_scores[:, None] - sum_spans(self._zh_costs, rows, zh_sizes)
        en_costs = sum_spans(self._en_costs, columns, en_sizes)
        matched = self._match(block)
        likeness = self._problem.likeness.score_block(rows, columns) if self._problem.likeness else None
        for some in group_kinds(len(self._kinds), len(rows) * len(columns)):
            layers = self._score_lengths(zh_lengths[some, :, None], en_lengths[some, None, :])
            layers += zh_costs[some, :, None] - en_costs[some, None, :]
            if matched is not None:
                layers += matched[some]
            if likeness is not None:
                layers += likeness[some]
            scores[:, :-1][:, some] = layers.transpose(1, 0, 2)
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

    def _match(self, block: Block) -> Floats | None:
        """Weights of the keys that the beads of each kind share; None where nothing matches."""
        first_row, first_column = block.row_start - LARGEST, block.column_start - LARGEST
        units: dict[Key, list[int]] = defaultdict(list)
        for unit in range(max(first_row, 0), block.row_end - 1):
            for key in self._problem.zh.keys[unit]:
                units[key].append(unit)
        weights = np.zeros((block.row_end - first_row, block.column_end - first_column))
        has_match = False
        for key, zh_units in units.items():
            places = self._en_places.get(key, [])
            en_units = places[bisect_left(places, first_column) : bisect_left(places, block.column_end - 1)]
            if en_units:
                weights[np.ix_(np.array(zh_units) + 1 - first_row, np.array(en_units) + 1 - first_column)] += (
                    self._problem.shared[key]
                )
                has_match = True
        return sum_matches(weights, self._kinds) if has_match else None


class _Rows:
    """The best scores of the last rows, and the step from row to row."""

    def __init__(self, problem: Problem, price: Price):
        self._kinds = [kind for kind, _ in problem.model.kind_scores] + [(1, 0)]
        self._skip, self._bead = price
        self._best = np.full((LARGEST + 1, LARGEST + len(problem.en.keys) + 1), -np.inf)

    def pass_block(self, block: Block, scores: Floats) -> _Passed:
        """Fill the rows of a block; the last layer of the scores is set to that of a zh unit alone."""
        scores[:, -1] = self._skip
        width = block.column_end - block.column_start
        moves = np.empty((block.row_end - block.row_start, width), dtype=np.int8)
        origins = self._find_origins(block)
        candidates = np.empty((len(self._kinds), width))
        alone = np.arange(width) * self._skip
        for index, row in enumerate(range(block.row_start, block.row_end)):
            self._best.take(origins[row % (LARGEST + 1)], out=candidates, mode="clip")
            candidates += scores[index]
            if self._bead:
                candidates[:-1] += self._bead
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
        sizes = np.array(self._kinds)
        columns = np.arange(LARGEST + block.column_start, LARGEST + block.column_end) - sizes[:, 1, None]
        rows = (np.arange(n_kept)[:, None] - sizes[:, 0]) % n_kept * stride
        return [columns + own[:, None] for own in rows]


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
