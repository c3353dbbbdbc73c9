"""Rows numbered in columns are grouped as plain Python groups them."""

from itertools import pairwise

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tasks.gather.group_rows import number_groups, order_groups

VALUES = st.one_of(st.none(), st.sampled_from(["", "a", "b", "\n"]))


def group_plainly(rows: list[tuple[str | None, str | None]]) -> list[list[int]]:
    """The places of equal rows, each group by itself."""
    groups: dict[tuple[str, str], list[int]] = {}
    for place, (one, other) in enumerate(rows):
        groups.setdefault((one or "", other or ""), []).append(place)
    return sorted(groups.values())


@given(st.lists(st.tuples(VALUES, VALUES), max_size=20), st.integers(0, 20))
def test_groups_are_those_of_plain_python(rows: list[tuple[str | None, str | None]], cut: int) -> None:
    chunks = [[pa.array([row[at] for row in part], pa.string()) for part in (rows[:cut], rows[cut:])] for at in (0, 1)]
    order, starts = order_groups(number_groups(pa.chunked_array(chunk) for chunk in chunks))
    found = [order[start:end].tolist() for start, end in pairwise(starts)]
    assert sorted(found) == group_plainly(rows)


def test_many_columns_of_many_values_do_not_overflow() -> None:
    columns = [pa.chunked_array([pa.array([f"{(at * 7919) % 50_000}" for at in range(50_000)])])] * 6
    assert len(set(number_groups(columns).tolist())) == 50_000
