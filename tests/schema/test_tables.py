import datetime
from typing import Any, NamedTuple

import pyarrow as pa
import pytest

from tasks.core.errors import SchemaError
from tasks.schema import (
    PUBLISHED,
    TABLES,
    agreements,
    alignments,
    artifacts,
    documents,
    edits,
    facts,
    indicators,
    rejects,
    segments,
)
from tasks.schema.table import Column, Table

ROWS: dict[str, type[NamedTuple]] = {
    "documents": documents.Document,
    "segments": segments.Segment,
    "edits": edits.EditRow,
    "alignments": alignments.Alignment,
    "facts": facts.Fact,
    "agreements": agreements.Agreement,
    "indicators": indicators.Indicator,
    "rejects": rejects.Reject,
    "members": artifacts.Member,
    "sources": artifacts.Source,
    "texts": artifacts.Text,
    "lines": artifacts.LineKeys,
    "repeats": artifacts.Repeat,
    "signatures": artifacts.Signature,
    "pairs": artifacts.Pair,
    "reviews": artifacts.Review,
}
TABLE = Table(
    "t", "1.0.0", "A table.", (Column("a", pa.int64(), "A."), Column("b", pa.string(), "B.", nullable=True)), ("a",)
)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_the_row_type_has_the_columns_of_the_table(name: str) -> None:
    assert list(ROWS[name]._fields) == TABLES[name].names


@pytest.mark.parametrize("name", sorted(TABLES))
def test_every_column_is_explained(name: str) -> None:
    table = TABLES[name]
    assert table.description
    assert all(column.description for column in table.columns)
    assert set(table.key) <= set(table.names)
    assert table.arrow.metadata[b"schema_version"].decode() == table.version
    for column, target in table.references:
        other, key = target.split(".")
        assert column in table.names
        assert key in PUBLISHED[other].names


def test_rows_become_a_table() -> None:
    made = TABLE.from_rows([(1, "x"), (2, None)])
    assert made.to_pylist() == [{"a": 1, "b": "x"}, {"a": 2, "b": None}]
    assert TABLE.from_rows([]).equals(TABLE.empty())


@pytest.mark.parametrize("row", [(None, "x"), ("1", "x"), (1, 2), (2**70, "x"), (datetime.date(2024, 1, 1), None)])
def test_a_value_that_does_not_fit_is_named(row: tuple[Any, ...]) -> None:
    with pytest.raises(SchemaError, match="t"):
        TABLE.from_rows([row])


def test_another_schema_is_refused() -> None:
    with pytest.raises(SchemaError, match="the table t has the columns"):
        TABLE.check(pa.table({"a": [1]}))


def test_a_table_is_made_of_columns() -> None:
    rows = [(1, "x"), (2, None)]
    names = TABLE.names
    assert TABLE.from_columns({names[0]: [1, 2], names[1]: ["x", None]}, 2).equals(TABLE.from_rows(rows))
    assert TABLE.from_columns({names[0]: [1, 2]}, 2).equals(TABLE.from_rows([(1, None), (2, None)]))


@pytest.mark.parametrize("columns", [{"none such": [1]}, {}, {TABLE.names[0]: [1, 2]}, {TABLE.names[0]: [None]}])
def test_columns_that_do_not_fit_are_refused(columns: dict[str, list[int | None]]) -> None:
    with pytest.raises(SchemaError):
        TABLE.from_columns(columns, 1)
