import datetime
import decimal
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.digests import RowsDigest, digest_json

TYPES: dict[str, tuple[pa.DataType, list[Any]]] = {
    "string": (pa.string(), ["a", None, "", "漢字", "ab"]),
    "binary": (pa.binary(), [b"a", None, b"", b"\xff\x00", b"ab"]),
    "int": (pa.int64(), [1, None, -1, 0, 2**60]),
    "float": (pa.float64(), [1.5, None, -0.0, 0.0, 1e300]),
    "bool": (pa.bool_(), [True, None, False, True, False]),
    "date": (pa.date32(), [datetime.date(2024, 5, 17), None, datetime.date(1970, 1, 1), datetime.date(1, 1, 1), None]),
    "decimal": (pa.decimal128(38, 9), [decimal.Decimal("1.5"), None, decimal.Decimal(0), decimal.Decimal(-1), None]),
    "list": (pa.list_(pa.string()), [["a", None], None, [], ["b"], ["a", "b"]]),
    "map": (pa.map_(pa.string(), pa.float64()), [[("a", 1.0)], None, [], [("b", None)], [("a", 1.0), ("b", 2.0)]]),
}


def digest(*tables: pa.Table) -> str:
    found = RowsDigest(tables[0].schema)
    for table in tables:
        found.update(table)
    return found.hexdigest()


def table(name: str, values: list[Any]) -> pa.Table:
    return pa.table({"c": pa.array(values, TYPES[name][0])})


@pytest.mark.parametrize("name", sorted(TYPES))
@pytest.mark.parametrize("cut", range(6))
def test_where_rows_are_cut_does_not_matter(name: str, cut: int) -> None:
    whole = table(name, TYPES[name][1])
    assert digest(whole.slice(0, cut), whole.slice(cut)) == digest(whole)
    assert digest(whole.slice(1).slice(0, 3)) == digest(table(name, TYPES[name][1][1:4]))


@pytest.mark.parametrize("name", sorted(TYPES))
def test_any_other_rows_have_another_digest(name: str) -> None:
    values = TYPES[name][1]
    variants = [values, values[::-1], values[:-1], [*values, None], [values[0]] * 5, [None] * 5, []]
    assert len({digest(table(name, variant)) for variant in variants}) == len(variants)


def test_what_stands_in_for_a_null_does_not_matter() -> None:
    plain = pa.array(["a", None, "b"])
    hidden = pa.StringArray.from_buffers(
        3, pa.py_buffer(b"\x00\0\0\0\x01\0\0\0\x03\0\0\0\x04\0\0\0"), pa.py_buffer(b"axxb"), pa.py_buffer(b"\x05")
    )
    assert hidden.to_pylist() == plain.to_pylist()
    assert digest(pa.table({"c": hidden})) == digest(pa.table({"c": plain}))


@given(st.lists(st.lists(st.text(max_size=3), max_size=3), max_size=6), st.integers(0, 6))
def test_lists_of_texts(rows: list[list[str]], cut: int) -> None:
    whole = pa.table({"c": pa.array(rows, pa.list_(pa.string()))})
    assert digest(whole.slice(0, cut), whole.slice(cut)) == digest(whole)


def test_structures_do_not_depend_on_the_order_of_keys() -> None:
    assert digest_json({"a": 1, "b": [2]}) == digest_json({"b": [2], "a": 1})
    assert digest_json([1, 2]) != digest_json([2, 1])
