from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tasks.publish.settings import PublishSettings
from tasks.publish.verify_version import find_faults
from tasks.publish.write_parts import write_table
from tasks.schema import PUBLISHED
from tasks.store.versions import Version, digest_tables

from .sample import make_tables


def write(folder: Path, tables: dict[str, pa.Table]) -> Version:
    """A version as it is, without the checks of publishing."""
    entries = {name: write_table(folder, PUBLISHED[name], [rows], PublishSettings()) for name, rows in tables.items()}
    manifest: Any = {
        "version": "v",
        "digest": digest_tables(entries),
        "created_at": "",
        "parent": None,
        "tables": entries,
        "run": {},
    }
    return Version(folder, manifest)


def change(rows: pa.Table, column: str, values: list[Any]) -> pa.Table:
    index = rows.schema.get_field_index(column)
    return rows.set_column(index, rows.schema.field(index), pa.array(values, rows.schema.field(index).type))


TABLES = make_tables(["a", "b"])
N_FACTS = TABLES["facts"].num_rows


def test_a_sound_version_has_no_faults(tmp_path: Path) -> None:
    assert list(find_faults(write(tmp_path, TABLES))) == []


@pytest.mark.parametrize(
    ("table", "column", "values", "fault"),
    [
        ("facts", "document_id", ["x"] * N_FACTS, "facts.document_id: 1 values are not in documents.document_id"),
        ("facts", "segment_id", ["x"] * N_FACTS, "facts.segment_id: 1 values are not in segments.segment_id"),
        ("facts", "fact_id", ["x"] * N_FACTS, "facts: 3 rows repeat the key fact_id"),
        ("facts", "char_end", [99] * N_FACTS, "char_start and char_end do not fit quote"),
        ("segments", "char_start", [9] * 4, "char_start and char_end do not fit text"),
        ("segments", "byte_start", [900] * 4, "byte_end before byte_start"),
        ("edits", "byte_start", [66] * 2, "byte_start and byte_end do not fit before"),
        ("edits", "ordinal", [0, 0], None),
        ("documents", "uri", ["in/b.txt", "in/a.txt"], "1 rows do not stand in the order of uri"),
        ("segments", "char_start", [0, 15, 15, 0], "1 rows do not stand in the order of document_id, char_start"),
        ("edits", "document_id", ["x"] * 2, "edits: 1 rows repeat the key document_id, ordinal"),
        ("alignments", "zh_segment_ids", [["x"], ["y"]], "alignments.zh_segment_ids: 2 values are not in segments"),
        ("agreements", "en_fact_id", ["x", None], "agreements.en_fact_id: 1 values are not in facts.fact_id"),
    ],
)
def test_each_fault_is_named(tmp_path: Path, table: str, column: str, values: list[Any], fault: str | None) -> None:
    faults = list(find_faults(write(tmp_path, TABLES | {table: change(TABLES[table], column, values)})))
    assert [True for found in faults if fault and fault in found] == ([True] if fault else []), faults
    assert fault is not None or faults == []


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    version = write(tmp_path, TABLES)
    version.paths("facts")[0].unlink()
    assert list(find_faults(version)) == ["facts/part-00000.parquet: the file is gone"]


def test_a_table_that_the_manifest_forgets_is_named(tmp_path: Path) -> None:
    version = write(tmp_path, TABLES)
    del version.manifest["tables"]["facts"]
    (fault,) = find_faults(version)
    assert fault == "manifest.json: the digest of the version is not that of the tables it names"


def test_rows_that_another_writer_changed_are_found_by_their_digest(tmp_path: Path) -> None:
    version = write(tmp_path, TABLES)
    other = write(tmp_path / "other", TABLES | {"facts": change(TABLES["facts"], "value", [1.0] * N_FACTS)})
    entry, changed = version.manifest["tables"]["facts"], other.manifest["tables"]["facts"]
    version.paths("facts")[0].write_bytes(other.paths("facts")[0].read_bytes())
    entry["parts"] = changed["parts"]
    assert list(find_faults(version)) == ["facts: the rows are not those that were published"]


def test_many_keys_are_told_apart(tmp_path: Path) -> None:
    tables = make_tables([f"{index:05d}" for index in range(2000)])
    assert pc.count_distinct(tables["facts"]["fact_id"]).as_py() == 4000
    assert list(find_faults(write(tmp_path, tables))) == []
