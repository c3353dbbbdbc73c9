"""Whatever dies, fills up, or happens twice at once: the pointer names a whole version."""

import errno
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.publish.verify_version import find_damaged_files, find_faults
from tasks.store.artifacts import ArtifactStore
from tasks.store.versions import list_versions, open_version

from .sample import make_tables, store_shards

ROOT = Path(__file__).resolve().parents[2]
RACE = """
import sys
import tempfile
from pathlib import Path
from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.store.artifacts import ArtifactStore
from tests.publish.sample import make_tables, store_shards
root, first = Path(sys.argv[1]), int(sys.argv[2])
store = ArtifactStore(root / "artifacts")
for value in range(first, first + 4):
    publish_version(store, store_shards(store, make_tables(["a"], value=float(value))), root / "out", PublishSettings(), {})
"""


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A file system of its own, so small that it fills up; skips where none can be mounted."""
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "hedui-test", str(folder)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
def test_a_publisher_killed_at_any_step_leaves_a_whole_version(tmp_path: Path) -> None:
    memory = Path("/dev/shm")  # a file system where an fsync takes no time; the steps are the same
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else tmp_path) as folder:
        command = [sys.executable, "-m", "tests.publish.kill_publisher", folder]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert json.loads(done.stdout)["steps"] > 200


def test_a_full_disk_is_an_error_and_leaves_a_whole_version(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path / "artifacts")
    small, large = (
        store_shards(store, make_tables(names)) for names in (["a"], [f"{index:04d}" for index in range(400)])
    )
    n_failed = 0
    for kilobytes in range(200, 1400, 100):
        with small_disk(tmp_path / str(kilobytes), kilobytes) as disk:
            first = publish_version(store, small, disk, PublishSettings(), {})
            try:
                publish_version(store, large, disk, PublishSettings(), {})
            except OSError as error:
                assert error.errno == errno.ENOSPC, error
                assert open_version(disk).name == first.name
                assert not (disk / "staging").exists()
                n_failed += 1
            current = open_version(disk)
            assert list(find_faults(current)) == []
            if current.name != first.name:
                break
    assert n_failed > 0
    assert current.name != first.name


def test_a_read_only_disk_is_an_error_and_can_be_read(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path / "artifacts")
    old, new = (store_shards(store, make_tables([name])) for name in "ab")
    with small_disk(tmp_path / "disk", 4096) as disk:
        first = publish_version(store, old, disk, PublishSettings(), {})
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with pytest.raises(OSError, match="Read-only file system"):
            publish_version(store, new, disk, PublishSettings(), {})
        current = open_version(disk)
        assert current.name == first.name
        assert list(find_faults(current)) == []


def test_two_publishers_at_once_take_turns(tmp_path: Path) -> None:
    command = [sys.executable, "-c", RACE, str(tmp_path)]
    publishers = [subprocess.Popen([*command, str(first)], cwd=ROOT) for first in (0, 100)]
    assert [publisher.wait() for publisher in publishers] == [0, 0]
    versions = list_versions(tmp_path / "out")
    assert len(versions) == 8
    assert [version.manifest["parent"] for version in versions] == [None, *(version.name for version in versions[:-1])]
    assert open_version(tmp_path / "out").name == versions[-1].name
    assert [fault for version in versions for fault in find_faults(version)] == []
    values = [version.read("facts")["value"][0].as_py() for version in versions]
    assert sorted(values) == [*range(4), *range(100, 104)]


def test_a_reader_that_has_files_open_reads_them_to_the_end(tmp_path: Path) -> None:
    from tasks.publish.collect_versions import collect_versions

    store = ArtifactStore(tmp_path / "artifacts")
    shards = [store_shards(store, make_tables(["a"], value=value)) for value in (1.0, 2.0)]
    old = publish_version(store, shards[0], tmp_path / "out", PublishSettings(), {})
    path = old.paths("facts")[0]
    expected = path.read_bytes()
    with path.open("rb") as reader:
        beginning = reader.read(100)
        publish_version(store, shards[1], tmp_path / "out", PublishSettings(), {})
        assert collect_versions(tmp_path / "out", keep=1, days=0.0).removed == [old.name]
        assert not path.exists()
        assert beginning + reader.read() == expected


@pytest.mark.parametrize("table", ["facts", "documents"])
def test_a_bit_flipped_anywhere_is_found(tmp_path: Path, table: str) -> None:
    store = ArtifactStore(tmp_path / "artifacts")
    version = publish_version(store, store_shards(store, make_tables(["a"])), tmp_path / "out", PublishSettings(), {})
    path = version.paths(table)[0]
    path.chmod(0o644)
    data = path.read_bytes()
    for at in range(0, len(data), 97):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1 << at % 8]) + data[at + 1 :])
        assert len(list(find_damaged_files(version))) == 1, at
    path.write_bytes(data)
    assert list(find_damaged_files(version)) == []
