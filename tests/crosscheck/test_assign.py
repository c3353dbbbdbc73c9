"""The assignment: as cheap as the best of all."""

from itertools import permutations
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.crosscheck.assign import assign

ALONE = 4.0
cost = st.one_of(st.integers(0, 12).map(float), st.just(inf))


@st.composite
def matrices(draw) -> list[list[float]]:
    n_columns = draw(st.integers(0, 5))
    return draw(st.lists(st.lists(cost, min_size=n_columns, max_size=n_columns), max_size=5))


def price(costs: list[list[float]], columns: tuple[int | None, ...]) -> float:
    return sum(ALONE if column is None else costs[row][column] for row, column in enumerate(columns))


def try_everything(costs: list[list[float]]) -> float:
    n_rows, n_columns = len(costs), len(costs[0]) if costs else 0
    places = [*range(n_columns), *[None] * n_rows]
    return min(price(costs, columns) for columns in set(permutations(places, n_rows)))


@given(matrices())
def test_it_is_the_cheapest(costs):
    columns = assign(costs, ALONE)
    used = [column for column in columns if column is not None]
    assert len(used) == len(set(used))
    assert price(costs, tuple(columns)) == pytest.approx(try_everything(costs))


@pytest.mark.parametrize(
    ("costs", "columns"),
    [
        ([], []),
        ([[]], [None]),
        ([[inf, inf]], [None]),
        ([[1.0], [0.5]], [None, 0]),
        ([[5.0]], [None]),
        ([[0.0, 1.0], [0.1, 3.0]], [1, 0]),
    ],
    ids=["nothing", "no column", "all forbidden", "the dearer stays alone", "too dear", "greedy would be dearer"],
)
def test_small(costs, columns):
    assert assign(costs, ALONE) == columns


def test_a_large_table_is_done_in_time():
    costs = [[float((row * 7 + column * 13) % 11) for column in range(48)] for row in range(48)]
    assert sorted(assign(costs, 100.0)) == list(range(48))
