"""A version that an older release made, with the tables and columns of then, is read and checked by this one.

`stored/` was published by the first state of the tables: documents, segments and facts have since got columns that may
be null (1.1), agreements a column that may not (2.0).
"""

import json
from pathlib import Path

import pyarrow as pa
import pytest

from tasks.core.errors import StoreError
from tasks.publish.compare_versions import count_changes
from tasks.publish.verify_version import find_damaged_files, find_faults
from tasks.schema import PUBLISHED
from tasks.store import versions as store
from tasks.store.versions import Version, fill_up, find_schema_fault, is_readable, open_version

from .sample import make_tables

STORED = Path(__file__).parent / "stored"
OLD = open_version(STORED)
DICTIONARY = json.loads((OLD.folder / "dictionary.json").read_text(encoding="utf-8"))
READABLE = sorted(
    name
    for name, entry in OLD.manifest["tables"].items()
    if is_readable(entry["schema_version"], PUBLISHED[name].version)
)


def as_numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def test_the_stored_version_has_tables_of_older_schemas() -> None:
    assert list(find_damaged_files(OLD)) == []
    older = [name for name in READABLE if PUBLISHED[name].names != OLD.columns(name)]
    assert {"documents", "facts"} <= set(older)


@pytest.mark.parametrize("name", READABLE)
def test_an_older_table_is_read_as_today_with_nulls(name: str) -> None:
    there = OLD.columns(name)
    rows = OLD.read(name)
    assert rows.column_names == PUBLISHED[name].names
    assert rows.schema.types == PUBLISHED[name].arrow.types
    assert rows.num_rows == OLD.manifest["tables"][name]["rows"]
    for column in set(PUBLISHED[name].names) - set(there):
        assert rows[column].null_count == rows.num_rows
        assert OLD.read(name, [column])[column].null_count == rows.num_rows
    expected = make_tables(["a", "b"])[name]
    for column in there:
        assert rows[column].equals(expected[column]), column
    assert pa.concat_tables(OLD.iterate(name)).equals(rows)


def test_an_older_version_is_checked_by_what_it_was_made_with() -> None:
    """What this release can read is sound; what it cannot is named and not guessed at."""
    faults = list(find_faults(OLD))
    unreadable = sorted(set(OLD.manifest["tables"]) - set(READABLE))
    assert unreadable == ["agreements"]
    assert faults == [
        f"agreements/part-00000.parquet: agreements is of schema 1.0.0, which this release "
        f"({PUBLISHED['agreements'].version}) does not read"
    ]
    with pytest.raises(StoreError, match="read it with the release that made it"):
        OLD.read("agreements")
    tables = {name: OLD.manifest["tables"][name] for name in READABLE if name != "alignments"}
    part = Version(OLD.folder, {**OLD.manifest, "tables": tables, "digest": store.digest_tables(tables)})
    assert list(find_faults(part)) == []


def test_an_older_version_can_be_a_parent() -> None:
    assert count_changes(OLD, OLD) == {
        "documents": {"added": 0, "removed": 0, "changed": 0},
        "facts": {"added": 0, "removed": 0},
    }


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_schema_versions_say_what_changed(name: str) -> None:
    """Patch for words, minor for new columns that may be null, major for the rest: against the stored version."""
    if name not in DICTIONARY:
        return
    table, old = PUBLISHED[name], DICTIONARY[name]
    was, now = as_numbers(old["schema_version"]), as_numbers(table.version)
    assert now >= was
    columns = {column["name"]: (column["type"], column["nullable"]) for column in old["columns"]}
    today = {column.name: (str(column.type), column.nullable) for column in table.columns}
    kept = {column: today.get(column) for column in columns}
    added = {column: nullable for column, (_, nullable) in today.items() if column not in columns}
    if now[0] == was[0]:
        assert kept == columns, f"{name}: a column changed or went; that is a new major version of its schema"
        assert all(added.values()), f"{name}: a new column that is never null is a new major version of its schema"
    if now[:2] == was[:2]:
        assert not added, f"{name}: new columns are a new minor version of its schema"


def test_what_no_version_explains_is_a_fault() -> None:
    table = PUBLISHED["facts"]
    fields = list(table.arrow)
    assert find_schema_fault(table.version, table.arrow, table) is None
    assert find_schema_fault(table.version, pa.schema(fields[:-1]), table) is not None, "the same version lacks none"
    assert find_schema_fault("1.0.0", pa.schema(fields[1:]), table) is not None, "a key is never new"
    assert find_schema_fault("1.0.0", pa.schema([*fields[:-1], pa.field("x", pa.int8())]), table) is not None
    assert find_schema_fault("9.0.0", table.arrow, table) is not None
    rows = table.empty().drop_columns(["modality"])
    assert fill_up(rows, table).column_names == table.names
