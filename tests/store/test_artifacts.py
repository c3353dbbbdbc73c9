from pathlib import Path

import pyarrow as pa
import pytest

from tasks.core.errors import SchemaError, StoreError
from tasks.schema import MEMBERS, PAIRS
from tasks.schema.artifacts import Member, Pair
from tasks.store.artifacts import ArtifactStore, Reference, as_reference, references_of
from tests.publish.sample import make_tables

ROWS = MEMBERS.from_rows([Member("a" * 64, "a.txt", 1), Member("b" * 64, "b.txt", 2)])


def test_what_is_written_is_read(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    reference = store.write("members", ROWS)
    assert store.read("members", [reference]).equals(ROWS)
    assert store.read("members", [reference, reference]).num_rows == 4
    assert store.read("members", []).equals(MEMBERS.empty())
    assert reference["rows"] == 2
    assert reference["sha256"] in reference["path"]
    assert store.refer("members", ROWS) == reference


def test_the_same_rows_give_the_same_bytes_however_they_are_cut(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    pieces = pa.concat_tables([ROWS.slice(0, 1), ROWS.slice(1)])
    assert pieces["uri"].num_chunks == 2
    assert store.write("members", pieces) == store.write("members", ROWS)


@pytest.mark.parametrize("damage", ["flip", "remove", "truncate"])
def test_damage_is_seen(tmp_path: Path, damage: str) -> None:
    store = ArtifactStore(tmp_path)
    reference = store.write("members", ROWS)
    assert store.is_sound(reference)
    path = tmp_path / reference["path"]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    if damage == "remove":
        path.unlink()
    else:
        path.write_bytes(bytes(data) if damage == "flip" else bytes(data[:-1]))
    assert not store.is_sound(reference)
    with pytest.raises(StoreError, match="run again"):
        store.read("members", [reference])
    assert store.write("members", ROWS) == reference
    assert store.is_sound(reference)


def test_rows_of_another_table_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match="members"):
        ArtifactStore(tmp_path).write("members", pa.table({"x": [1]}))


def test_use_sweeps_what_a_killed_run_left_but_not_what_a_live_one_writes(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    store.scratch.mkdir()
    (store.scratch / "left").write_bytes(b"x")
    with store.in_use():
        assert not store.scratch.exists()
        store.scratch.mkdir()
        (store.scratch / "live").write_bytes(b"x")
        with store.in_use():
            assert (store.scratch / "live").exists()


def test_an_error_inside_the_use_of_a_store_comes_through(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="mine"), ArtifactStore(tmp_path).in_use():
        raise StoreError("mine")


def test_references_are_gathered_by_table(tmp_path: Path) -> None:
    table = ArtifactStore(tmp_path).write("members", ROWS)
    full = Reference(stage="s", tables={"members": table}, counts={})
    empty = Reference(stage="s", tables={}, counts={})
    assert references_of("members", full, empty, full) == [table, table]
    assert as_reference(full) == full
    assert as_reference({"stage": "s"}) is None
    assert as_reference("text") is None


def test_of_other_shards_only_paired_documents_are_read(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    ones, others = make_tables(["a", "b"]), make_tables(["c", "d"])
    zh_id = ones["documents"]["document_id"][0].as_py()
    en_id = others["documents"]["document_id"][1].as_py()
    pairs = PAIRS.from_rows([Pair(zh_id, en_id)])
    own, partner = store.write("segments", ones["segments"]), store.write("segments", others["segments"])
    inputs = {"segments": [own], "pairs": [store.write("pairs", pairs)], "partner:segments": [partner]}
    found = store.read_all(inputs)
    assert found["segments"].equals(ones["segments"])
    assert found["partner:segments"]["document_id"].unique().to_pylist() == [en_id]
    assert store.read_all(inputs | {"partner:segments": []})["partner:segments"].num_rows == 0
