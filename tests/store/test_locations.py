"""Folders and buckets keep the same promises."""

import io
import threading
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from tasks.core.digests import digest_bytes
from tasks.core.errors import StoreError, TransientError, WrongCallError
from tasks.schema import REJECTS
from tasks.schema.rejects import Reject
from tasks.store import objects
from tasks.store.artifacts import ArtifactStore, list_uses
from tasks.store.hold_output import hold_output
from tasks.store.locations import (
    Location,
    adopt_folder,
    digest_location,
    is_intact,
    list_files,
    locate,
    mark_used,
    open_parquet,
    parquet_source,
    remove_tree,
    replace_file,
    size_of,
)
from tasks.store.objects import ObjectPath, TakenError
from tasks.store.versions import MANIFEST, POINTER, Manifest, Version, read_pointer

ROWS = REJECTS.from_rows([Reject("a" * 64, "a.txt", "repair", "DamagedError", "no reason")])


def put(location: Location, data: bytes) -> None:
    replace_file(location, data, location.parent / "tmp")


def make_version(output: Location, name: str) -> Version:
    manifest = Manifest(version=name, digest="0", created_at="", parent=None, tables={}, run={})
    put(output / "versions" / name / MANIFEST, b"{}")
    return Version(output / "versions" / name, manifest)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("s3://bucket/a/b", ObjectPath("s3://bucket", "a/b")),
        ("s3://bucket", ObjectPath("s3://bucket")),
        ("s3://bucket//a/", ObjectPath("s3://bucket", "a")),
        ("data/outputs", Path("data/outputs")),
    ],
)
def test_names(name: str, expected: Location) -> None:
    assert locate(name) == expected


@pytest.mark.parametrize("name", ["s3://", "s3://key:secret@bucket/a", "http://host/a", "memory://a", "sftp://host/a"])
def test_places_that_cannot_keep_the_promises_are_refused(name: str) -> None:
    with pytest.raises(WrongCallError) as caught:
        locate(name)
    assert "secret" not in str(caught.value)


def test_a_name_has_parts() -> None:
    path = ObjectPath.parse("s3://bucket/a") / "b/c"
    assert (str(path), path.name, path.parent.key, path.absolute()) == ("s3://bucket/a/b/c", "c", "a/b", path)
    assert path / "s3://other/x" == ObjectPath("s3://other", "x")


def test_files_are_whole_and_listed(location: Location) -> None:
    assert not location.exists()
    put(location / "b" / "two", b"22")
    put(location / "a", b"1")
    put(location / "a", b"333")
    assert (location / "a").read_bytes() == b"333"
    assert [(entry.location, entry.bytes) for entry in list_files(location)] == [
        (location / "a", 3),
        (location / "b" / "two", 2),
    ]
    assert {item.name for item in location.iterdir()} - {"tmp"} == {"a", "b"}
    assert [(location / name).is_file() for name in ("a", "b", "c")] == [True, False, False]
    assert [(location / name).is_dir() for name in ("a", "b", "c")] == [False, True, False]
    remove_tree(location)
    assert not location.exists()


def test_what_is_gone_is_not_found(location: Location) -> None:
    with pytest.raises(FileNotFoundError):
        (location / "a").read_bytes()
    with pytest.raises(FileNotFoundError):
        size_of(location / "a")
    with pytest.raises(FileNotFoundError):
        (location / "a").unlink()
    (location / "a").unlink(missing_ok=True)


def test_digests_and_sizes(location: Location, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.store.locations.READ_BYTES", 7)
    data = bytes(range(256))
    put(location / "a", data)
    assert digest_location(location / "a") == digest_bytes(data)
    assert is_intact(location / "a", digest_bytes(data), 256)
    assert not is_intact(location / "a", digest_bytes(data), 255)
    assert not is_intact(location / "b", digest_bytes(data), 256)
    mark_used(location / "a")
    assert size_of(location / "a") == 256


def test_old_use_is_renewed_in_a_bucket(bucket: ObjectPath, monkeypatch: pytest.MonkeyPatch) -> None:
    put(bucket / "a", b"1")
    before = (bucket / "a").modified()
    mark_used(bucket / "a")
    assert (bucket / "a").modified() == before
    monkeypatch.setattr("tasks.store.locations.USE_SECONDS", -10.0)
    mark_used(bucket / "a")
    assert (bucket / "a").modified() > before


def test_parquet_is_read_in_place(location: Location) -> None:
    table = pa.table({"n": list(range(1000)), "s": ["x"] * 1000})
    sink = io.BytesIO()
    pq.write_table(table, sink, row_group_size=100)
    put(location / "t.parquet", sink.getvalue())
    with open_parquet(location / "t.parquet") as file:
        assert file.num_row_groups == 10
        assert file.read_row_group(3, columns=["n"])["n"].to_pylist() == list(range(300, 400))
    source = parquet_source(location / "t.parquet")
    assert pq.read_table(source, filters=[("n", ">", 997)])["n"].to_pylist() == [998, 999]


def test_artifacts(location: Location) -> None:
    store = ArtifactStore(location)
    reference = store.write("rejects", ROWS)
    assert store.refer("rejects", ROWS) == reference
    assert store.is_sound(reference)
    assert store.read("rejects", [reference]).equals(ROWS)
    put(location / reference["path"], b"x" * reference["bytes"])
    with pytest.raises(StoreError, match="damaged"):
        store.read("rejects", [reference])
    assert not store.is_sound(reference)  # so the next run makes it anew


def test_a_store_in_use_says_so(bucket: ObjectPath) -> None:
    with ArtifactStore(bucket).in_use(), ArtifactStore(bucket).in_use():
        assert len(list_uses(bucket)) == 2
    assert list_uses(bucket) == []


def test_the_pointer_moves(location: Location) -> None:
    with hold_output(location) as held:
        held.move_pointer(make_version(location, "one"))
    with hold_output(location) as held:
        held.move_pointer(make_version(location, "two"))
    pointer = read_pointer(location)
    assert pointer is not None
    assert pointer["version"] == "two"


def test_of_two_publishers_in_a_bucket_one_moves_the_pointer(bucket: ObjectPath) -> None:
    for first in ("one", "three"):
        with hold_output(bucket) as held, hold_output(bucket) as late:
            held.move_pointer(make_version(bucket, first))
            with pytest.raises(TransientError, match="another publisher"):
                late.move_pointer(make_version(bucket, "two"))
        pointer = read_pointer(bucket)
        assert pointer is not None
        assert pointer["version"] == first


def test_of_many_writers_one_wins(bucket: ObjectPath) -> None:
    won: list[int] = []

    def write(number: int) -> None:
        try:
            (bucket / "a").swap(str(number).encode(), None)
            won.append(number)
        except TakenError:
            pass

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [(bucket / "a").read_bytes()] == [str(number).encode() for number in won]


def test_a_draft_gets_its_place(location: Location, tmp_path: Path) -> None:
    draft = tmp_path / "draft"
    (draft / "facts").mkdir(parents=True)
    (draft / "facts" / "part").write_bytes(b"rows")
    (draft / MANIFEST).write_bytes(b"{}")
    adopt_folder(draft, location / "v", last=MANIFEST)
    assert [str(entry.location).rpartition("/v/")[2] for entry in list_files(location)] == ["facts/part", MANIFEST]
    assert (location / "v" / "facts" / "part").read_bytes() == b"rows"


def test_a_draft_replaces_no_version(bucket: ObjectPath, tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_bytes(b"new")
    put(bucket / "v" / MANIFEST, b"old")
    with pytest.raises(TakenError):
        adopt_folder(tmp_path, bucket / "v", last=MANIFEST)
    assert (bucket / "v" / MANIFEST).read_bytes() == b"old"


def test_drafts_leave_nothing_behind(location: Location) -> None:
    with hold_output(location) as held:
        with pytest.raises(ZeroDivisionError), held.drafting() as draft:
            (draft / "half").write_bytes(b"1")
            raise ZeroDivisionError
        assert not draft.exists()
        assert read_pointer(location) is None
        assert not (location / POINTER).exists()


def test_a_server_that_does_not_answer_is_a_passing_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("obstore", reason="needs the extra hedui[s3]")
    for name, value in {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ALLOW_HTTP": "true",
        "AWS_ACCESS_KEY_ID": "AKIAEXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "open-sesame",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(objects, "RETRY", {"max_retries": 0})
    with pytest.raises(TransientError) as caught:
        (locate("s3://bucket/a")).read_bytes()
    assert "s3://bucket/a cannot be used now" in str(caught.value)
    assert "open-sesame" not in repr(caught.value)
    assert "AKIAEXAMPLE" not in repr(caught.value)


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "obstore", None)
    with pytest.raises(WrongCallError, match=r"hedui\[s3\]"):
        locate("s3://bucket/a").read_bytes()
