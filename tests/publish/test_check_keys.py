from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.publish.check_keys import KeyCheck, find_key_faults, hash_values
from tasks.schema.table import Column, Table

TEXTS = st.lists(st.one_of(st.none(), st.text(max_size=30)), max_size=30)
ONE = Table("one", "1.0.0", "One.", (Column("id", pa.string(), "Id."),), ("id",))
TWO = Table(
    "two",
    "1.0.0",
    "Two.",
    (
        Column("one_id", pa.string(), "Reference.", nullable=True),
        Column("ordinal", pa.int32(), "Place."),
        Column("many", pa.list_(pa.string()), "References.", nullable=True),
    ),
    ("one_id", "ordinal"),
    (("one_id", "one.id"), ("many", "one.id")),
)


@given(TEXTS, st.integers(0, 5), st.integers(0, 30))
def test_equal_texts_have_equal_hashes_wherever_they_stand(texts: list[str | None], start: int, length: int) -> None:
    whole = pa.array(texts, pa.string())
    hashes = hash_values(whole)
    assert np.array_equal(hash_values(whole.slice(start, length)), hashes[start : start + length])
    alone = [hash_values(pa.array([text], pa.string()))[0] for text in texts]
    assert hashes.tolist() == alone


@given(st.lists(st.text(max_size=20), unique=True, max_size=50))
def test_different_texts_have_different_hashes(texts: list[str]) -> None:
    assert len(set(hash_values(pa.array(texts, pa.string())).tolist())) == len(texts)


def test_texts_that_differ_in_one_place_are_told_apart() -> None:
    texts = [f"{index:016x}-{ordinal}" for index in range(2000) for ordinal in range(50)]
    texts += ["\0" * length for length in range(40)]
    assert len(np.unique(hash_values(pa.array(texts)))) == len(texts)


def test_integers_are_hashed_whatever_their_width() -> None:
    small, large = (hash_values(pa.array([1, -1, 0], kind)) for kind in (pa.int32(), pa.int64()))
    assert small.tolist() == large.tolist()
    assert len(set(small.tolist())) == 3


def faults(ones: Sequence[str], *twos: list[tuple[str | None, int, list[str] | None]]) -> list[str]:
    checks = {"one": KeyCheck(ONE), "two": KeyCheck(TWO)}
    checks["one"].take(ONE.from_rows([(text,) for text in ones]))
    for rows in twos:
        checks["two"].take(TWO.from_rows(rows))
    return list(find_key_faults(checks))


@pytest.mark.parametrize(
    ("ones", "twos", "expected"),
    [
        (["a", "b"], [[("a", 0, ["b", "a"]), ("a", 1, None)], [("b", 0, [])]], []),
        (["a"], [[(None, 0, None)]], []),
        ([], [[]], []),
        (["a", "b", "a"], [[]], ["one: 1 rows repeat the key id"]),
        (["a"], [[("a", 0, None)], [("a", 0, None)]], ["two: 1 rows repeat the key one_id, ordinal"]),
        (["a"], [[("b", 0, None), ("b", 1, None), ("c", 0, None)]], ["two.one_id: 2 values are not in one.id"]),
        (["a"], [[("a", 0, ["a", "x", "y", "x"])]], ["two.many: 2 values are not in one.id"]),
        ([], [[("a", 0, None)]], ["two.one_id: 1 values are not in one.id"]),
    ],
)
def test_repeated_and_dangling_keys(ones: list[str], twos: list[Any], expected: list[str]) -> None:
    assert faults(ones, *twos) == expected


def test_order_of_parts_of_a_key_matters() -> None:
    assert faults(["a"], [("a", 0, None), ("a", 1, None)]) == []
