"""The band: it covers what it must, and fixed points are the heaviest rising chain."""

import random
from decimal import Decimal
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.align.find_band import (
    FULL_CELLS,
    LEAST_POINTS,
    Block,
    find_band,
    find_fixed_points,
    find_heaviest_chain,
    measure_order,
)
from tasks.align.model import MODEL
from tasks.align.problem import Problem, Side, state_problem
from tasks.align.weigh_keys import weigh_keys


def state(zh_lengths, en_lengths, zh_keys=None, en_keys=None) -> Problem:
    zh = Side(zh_lengths, zh_keys or [frozenset()] * len(zh_lengths))
    en = Side(en_lengths, en_keys or [frozenset()] * len(en_lengths))
    return state_problem(zh, en, weigh_keys(zh.keys, en.keys, MODEL), 1.3, MODEL)


lengths = st.lists(st.integers(1, 200), min_size=1, max_size=400)


@given(lengths, lengths, st.integers(24, 100))
@settings(max_examples=40, deadline=None)
def test_blocks_cover_all_rows_and_meet(zh, en, max_half_width):
    blocks = find_band(state(zh, en), max_half_width)
    assert blocks[0].row_start == blocks[0].column_start == 0
    assert blocks[-1].row_end == len(zh) + 1
    assert blocks[-1].column_end == len(en) + 1
    for before, after in pairwise(blocks):
        assert before.row_end == after.row_start
        assert before.column_start <= after.column_start < before.column_end <= after.column_end


def test_a_small_problem_is_one_block():
    assert FULL_CELLS >= (40 + 1) * (50 + 1)
    assert find_band(state([10] * 40, [10] * 50), 24) == [Block(0, 41, 0, 51)]


def test_the_band_of_a_long_text_is_narrow():
    blocks = find_band(state([50] * 4000, [65] * 4000), 200)
    cells = sum((block.row_end - block.row_start) * (block.column_end - block.column_start) for block in blocks)
    assert cells < 4000 * (2 * 200 + 2 * 64)


def test_rare_figures_lead_the_band_around_a_gap():
    keys = [frozenset({Decimal(10000 + at)}) if at % 5 == 0 else frozenset() for at in range(1000)]
    in_both = keys[:200] + [frozenset()] * 300 + keys[500:]
    blocks = find_band(state([50] * 1000, [65] * 700, in_both, keys[:200] + keys[500:]), 512)
    at_600 = next(block for block in blocks if block.row_start <= 600 < block.row_end)
    assert at_600.column_start <= 300 < at_600.column_end
    assert at_600.column_end - at_600.column_start < 200


def test_a_few_fixed_points_may_be_chance():
    keys = [frozenset({Decimal(10000 + at)}) for at in range(LEAST_POINTS - 1)]
    assert find_fixed_points(state([50] * 3, [50] * 3, keys, keys)) == []


points = st.dictionaries(st.tuples(st.integers(0, 6), st.integers(0, 6)), st.integers(1, 9).map(float), max_size=9)


@given(points)
def test_the_chain_is_the_heaviest_of_all(weights):
    chain = find_heaviest_chain(weights)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))
    rising = [
        subset
        for size in range(len(weights) + 1)
        for subset in combinations(sorted(weights), size)
        if all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(subset))
    ]
    assert sum(weights[point] for point in chain) == max(sum(weights[point] for point in subset) for subset in rising)


def test_a_long_chain_is_found_quickly():
    weights = {(at, at if at % 3 else 20000 - at): 1.0 for at in range(20000)}
    assert len(find_heaviest_chain(weights)) == pytest.approx(13333, abs=3)


def scatter(n: int, seed: int) -> dict[tuple[int, int], float]:
    source = random.Random(seed)
    return {(source.randrange(300), source.randrange(300)): source.uniform(1, 5) for _ in range(n)}


def test_order_tells_translations_from_chance():
    in_order = {(at, at): 2.0 for at in range(0, 300, 3)}
    moved = {(at, (at + 100) % 300): 2.0 for at in range(0, 300, 3)}
    assert max(measure_order(scatter(400, seed)) for seed in range(20)) < 1.1
    assert measure_order(scatter(400, 1) | in_order) > 1.5
    assert measure_order(scatter(400, 1) | moved) > 1.2
    assert measure_order({}) == 0.0
