import contextlib
import errno
import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.core.digests import digest_bytes
from tasks.core.errors import NothingToPublishError, StoreError, VerifyError, WrongCallError
from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.publish.verify_version import find_faults
from tasks.schema import PUBLISHED, REJECTS
from tasks.schema.rejects import Reject
from tasks.store.artifacts import ArtifactStore
from tasks.store.versions import Version, open_version, read_pointer

from .sample import make_tables, store_shards

SETTINGS = PublishSettings()


def publish(folder: Path, *shards: dict[str, pa.Table], settings: PublishSettings = SETTINGS) -> Version:
    store = ArtifactStore(folder / "artifacts")
    return publish_version(store, store_shards(store, *shards), folder / "out", settings, {"inputs": ["in"]})


def test_a_version_holds_what_went_in(tmp_path: Path) -> None:
    tables = make_tables(["a", "b"])
    version = publish(tmp_path, tables)
    assert version.name == open_version(tmp_path / "out").name
    for name in PUBLISHED:
        assert version.read(name).equals(tables[name]), name
    assert list(find_faults(version)) == []
    assert {path.name for path in version.folder.iterdir()} == {
        *PUBLISHED,
        "manifest.json",
        "README.md",
        "dictionary.json",
        "views.sql",
        "sources.yml",
    }
    assert not (tmp_path / "out" / "staging").exists()


def test_the_pointer_names_the_digest_of_the_manifest(tmp_path: Path) -> None:
    version = publish(tmp_path, make_tables(["a"]))
    pointer = read_pointer(tmp_path / "out")
    assert pointer is not None
    assert pointer["manifest_sha256"] == digest_bytes((version.folder / "manifest.json").read_bytes())


def test_the_same_rows_publish_nothing_new(tmp_path: Path) -> None:
    first = publish(tmp_path, make_tables(["a", "b"]))
    again = publish(tmp_path, make_tables(["a"]), make_tables(["b"]) | {"rejects": REJECTS.empty()})
    assert again.name == first.name
    assert len(list((tmp_path / "out" / "versions").iterdir())) == 1


def test_files_do_not_depend_on_the_shards(tmp_path: Path) -> None:
    names = [f"{index:03d}" for index in range(60)]
    settings = PublishSettings(row_group_rows=7, max_part_bytes=1 << 16)
    nothing = {"rejects": REJECTS.empty()}
    one = publish(tmp_path / "one", make_tables(names), settings=settings)
    shards = [make_tables(names[i : i + 11]) | (nothing if i else {}) for i in range(0, 60, 11)]
    many = publish(tmp_path / "many", *shards, settings=settings)
    assert one.manifest["tables"] == many.manifest["tables"]


def test_parts_and_row_groups_are_cut(tmp_path: Path) -> None:
    settings = PublishSettings(row_group_rows=500, max_part_bytes=1 << 16)
    version = publish(tmp_path, make_tables([f"{index:05d}" for index in range(1500)]), settings=settings)
    parts = version.manifest["tables"]["facts"]["parts"]
    assert len(parts) > 1
    assert sum(part["rows"] for part in parts) == 3000
    with pq.ParquetFile(version.paths("facts")[0]) as file:
        assert file.metadata.row_group(0).num_rows == 500
        assert file.metadata.row_group(0).column(0).has_offset_index
    assert list(find_faults(version)) == []


def test_changed_rows_make_a_new_version_and_the_old_one_stays(tmp_path: Path) -> None:
    first = publish(tmp_path, make_tables(["a"]))
    before = first.read("facts")
    second = publish(tmp_path, make_tables(["a"], value=16000.0))
    assert second.manifest["parent"] == first.name
    assert open_version(tmp_path / "out").name == second.name
    assert open_version(tmp_path / "out", first.name).read("facts").equals(before)


def test_a_version_cannot_be_written_to(tmp_path: Path) -> None:
    version = publish(tmp_path, make_tables(["a"]))
    for path in [version.folder, *version.folder.rglob("*")]:
        assert path.stat().st_mode & 0o222 == 0, path


def test_edits_of_rejected_documents_are_left_out(tmp_path: Path) -> None:
    whole, kept = make_tables(["a", "b"]), make_tables(["a"])
    version = publish(tmp_path, kept | {"edits": whole["edits"]})
    assert version.read("edits").equals(kept["edits"])


def test_a_reject_that_names_a_document_by_its_id_gets_its_uri(tmp_path: Path) -> None:
    tables = make_tables(["a"])
    document_id = tables["documents"]["document_id"][0].as_py()
    rows = [Reject(document_id, document_id, "align", "E", "wrong"), Reject(None, "in/0.txt", "ingest", "E", "wrong")]
    version = publish(tmp_path, tables | {"rejects": REJECTS.from_rows(rows)})
    assert version.read("rejects")["uri"].to_pylist() == ["in/0.txt", "in/a.txt"]


def test_nothing_is_published_without_documents(tmp_path: Path) -> None:
    empty = {name: table.empty() for name, table in PUBLISHED.items()}
    with pytest.raises(NothingToPublishError, match="rejects"):
        publish(tmp_path, empty)
    assert read_pointer(tmp_path / "out") is None
    assert not (tmp_path / "out" / "staging").exists()


def test_tables_that_do_not_fit_together_are_not_published(tmp_path: Path) -> None:
    publish(tmp_path, make_tables(["a"]))
    wrong = make_tables(["b"]) | {"facts": make_tables(["c"])["facts"]}
    with pytest.raises(VerifyError, match="facts.document_id"):
        publish(tmp_path, wrong)
    assert open_version(tmp_path / "out").read("documents")["uri"].to_pylist() == ["in/a.txt"]
    assert not (tmp_path / "out" / "staging").exists()


def test_a_damaged_current_version_is_replaced(tmp_path: Path) -> None:
    first = publish(tmp_path, make_tables(["a"]))
    flip_byte(first.paths("facts")[0])
    second = publish(tmp_path, make_tables(["a"]))
    assert list(find_faults(second)) == []
    assert open_version(tmp_path / "out").name == second.name


def flip_byte(path: Path) -> None:
    path.chmod(0o644)
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("name", sorted(PUBLISHED))
def test_a_flipped_bit_in_any_table_is_found(tmp_path: Path, name: str) -> None:
    version = publish(tmp_path, make_tables(["a"]))
    flip_byte(version.paths(name)[0])
    assert list(find_faults(version)) == [f"{name}/part-00000.parquet: the bytes are not those that were published"]


def test_a_damaged_manifest_is_found(tmp_path: Path) -> None:
    version = publish(tmp_path, make_tables(["a"]))
    flip_byte(version.folder / "manifest.json")
    with pytest.raises(StoreError, match="manifest.json is damaged"):
        open_version(tmp_path / "out")


def test_versions_and_tables_that_are_not_there_are_wrong_calls(tmp_path: Path) -> None:
    with pytest.raises(WrongCallError, match="nothing is published"):
        open_version(tmp_path / "out")
    version = publish(tmp_path, make_tables(["a"]))
    with pytest.raises(WrongCallError, match="no version"):
        open_version(tmp_path / "out", "x")
    with pytest.raises(WrongCallError, match="there are agreements"):
        version.paths("x")


def count_calls(monkeypatch: pytest.MonkeyPatch, fail_at: int) -> list[str]:
    """Count every step by which publishing changes the disk; one of them fails before it happens."""
    calls: list[str] = []

    def watch(owner: Any, name: str, is_write: Any = lambda *a, **k: True) -> None:
        real = getattr(owner, name)

        def watched(*arguments: Any, **options: Any) -> Any:
            if is_write(*arguments, **options):
                calls.append(name)
                if len(calls) == fail_at + 1:
                    raise OSError(errno.ENOSPC, "No space left on device")
            return real(*arguments, **options)

        monkeypatch.setattr(owner, name, watched)

    watch(Path, "open", lambda path, mode="r", *a, **k: "w" in mode)
    for owner, name in ((os, "fsync"), (Path, "replace"), (Path, "rename"), (Path, "chmod"), (Path, "mkdir")):
        watch(owner, name)
    return calls


@pytest.mark.parametrize("stride", [10, pytest.param(1, marks=pytest.mark.slow)])
def test_the_pointer_is_right_whatever_step_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stride: int) -> None:
    first = publish(tmp_path, make_tables(["a"]))
    store = ArtifactStore(tmp_path / "artifacts")
    upstream = store_shards(store, make_tables(["b"]))
    for fail_at in range(0, 1000, stride):
        with monkeypatch.context() as patch:
            calls = count_calls(patch, fail_at)
            with contextlib.suppress(OSError):
                publish_version(store, upstream, tmp_path / "out", SETTINGS, {})
        current = open_version(tmp_path / "out")
        assert list(find_faults(current)) == []
        assert current.read("documents")["uri"].to_pylist() in (["in/a.txt"], ["in/b.txt"])
        assert not (tmp_path / "out" / "staging").exists() or len(calls) <= fail_at
        if current.name != first.name:
            break
    assert fail_at >= len(calls) - 4, "the pointer moved before the end"
    done = publish(tmp_path, make_tables(["b"]))
    assert list(find_faults(done)) == []
    assert not (tmp_path / "out" / "staging").exists()


def test_a_read_only_output_is_an_error_that_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, *arguments: Any, **options: Any) -> None:
        raise PermissionError(errno.EROFS, "Read-only file system", str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OSError, match="Read-only file system"):
        publish_version(ArtifactStore(tmp_path), {}, tmp_path / "out", SETTINGS, {})


def test_the_dictionary_explains_every_column(tmp_path: Path) -> None:
    version = publish(tmp_path, make_tables(["a"]))
    dictionary = json.loads((version.folder / "dictionary.json").read_text())
    for name, table in PUBLISHED.items():
        assert [column["name"] for column in dictionary[name]["columns"]] == table.names
        assert all(column["description"] for column in dictionary[name]["columns"])
