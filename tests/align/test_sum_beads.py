"""Sums over all beads that end in a block, compared with plain loops."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.align.model import LARGEST, WORD_MODEL
from tasks.align.sum_beads import GROUP_CELLS, group_kinds, sum_matches, sum_spans

KINDS = [kind for kind, _ in WORD_MODEL.kind_scores]
positions = st.tuples(st.integers(0, 9), st.integers(1, 6)).map(lambda some: range(some[0], some[0] + some[1]))


@given(positions)
def test_spans_hold_what_stands_before_each_position(places):
    values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0, 5.0, 8.0, 9.0, 7.0]
    sums = np.concatenate(([0.0], np.cumsum(values)))
    spans = sum_spans(sums, places, [a for a, _ in KINDS])
    for row, (a, _) in zip(spans.tolist(), KINDS, strict=True):
        assert row == [sum(values[max(at - a, 0) : at]) for at in places]


def test_matches_are_those_of_all_pairs_of_a_bead():
    matched = np.random.default_rng(1).integers(0, 9, (LARGEST + 4, LARGEST + 5)).astype(np.float64)
    summed = sum_matches(matched, KINDS)
    assert summed.shape == (len(KINDS), 4, 5)
    for layer, (a, b) in zip(summed, KINDS, strict=True):
        for i in range(4):
            for j in range(5):
                rows, columns = slice(LARGEST + i - a + 1, LARGEST + i + 1), slice(LARGEST + j - b + 1, LARGEST + j + 1)
                assert layer[i, j] == matched[rows, columns].sum()


@pytest.mark.parametrize("n_cells", [0, 1, 100, GROUP_CELLS, 10 * GROUP_CELLS])
def test_groups_hold_each_kind_once_and_few_cells(n_cells):
    groups = [KINDS[some] for some in group_kinds(len(KINDS), n_cells)]
    assert [kind for group in groups for kind in group] == KINDS
    assert all(len(group) * n_cells <= GROUP_CELLS or len(group) == 1 for group in groups)
