import datetime
from pathlib import Path
from typing import Any

import pytest

from tasks.core.errors import StoreError, VerifyError, WrongCallError
from tasks.publish import release_version as module
from tasks.publish.collect_versions import collect_versions
from tasks.publish.publish_version import publish_version
from tasks.publish.roll_back import roll_back
from tasks.publish.settings import PublishSettings
from tasks.publish.verify_version import find_faults
from tasks.store.artifacts import ArtifactStore
from tasks.store.versions import Version, list_versions, open_version, read_pointer, using_version

from .sample import make_tables, store_shards


def publish(folder: Path, value: float) -> Version:
    store = ArtifactStore(folder / "artifacts")
    upstream = store_shards(store, make_tables(["a"], value=value))
    return publish_version(store, upstream, folder / "out", PublishSettings(), {})


def names(output: Path) -> list[str]:
    return [version.name for version in list_versions(output)]


def test_old_versions_are_collected_but_never_the_current_one(tmp_path: Path) -> None:
    published = [publish(tmp_path, float(value)).name for value in range(5)]
    output = tmp_path / "out"
    assert collect_versions(output, keep=1, days=1.0).removed == []
    assert collect_versions(output, keep=2, days=0.0, dry_run=True).removed == published[:3]
    assert names(output) == published
    assert collect_versions(output, keep=2, days=0.0).removed == published[:3]
    assert names(output) == published[3:]
    assert open_version(output).name == published[-1]
    assert list(find_faults(open_version(output))) == []


def test_the_current_version_stays_however_old_it_is(tmp_path: Path) -> None:
    published = [publish(tmp_path, float(value)).name for value in range(3)]
    roll_back(tmp_path / "out", published[0])
    assert collect_versions(tmp_path / "out", keep=1, days=0.0).removed == [published[1]]
    assert names(tmp_path / "out") == [published[0], published[2]]


def test_a_version_that_a_reader_holds_stays(tmp_path: Path) -> None:
    old, _ = publish(tmp_path, 1.0), publish(tmp_path, 2.0)
    output = tmp_path / "out"
    with using_version(output, old.name) as held, using_version(output, old.name):
        for dry_run in (True, False):
            collected = collect_versions(output, 1, 0.0, dry_run)
            assert (collected.removed, collected.in_use) == ([], [old.name])
        assert held.read("facts")["value"].to_pylist() == [1.0, 1.0]
        assert held.folder.stat().st_mode & 0o222 == 0
    assert collect_versions(output, 1, 0.0).removed == [old.name]
    with pytest.raises(WrongCallError, match="no version"), using_version(output, old.name):
        pass


def test_a_reader_that_comes_while_a_version_is_removed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, _ = publish(tmp_path, 1.0), publish(tmp_path, 2.0)
    output = tmp_path / "out"
    opened = open_version(output, old.name)
    collect_versions(output, 1, 0.0)
    monkeypatch.setattr("tasks.store.versions.open_version", lambda *_: opened)
    with pytest.raises(StoreError, match="removed meanwhile"), using_version(output, old.name):
        pass


def test_what_is_no_version_goes_too_and_nothing_goes_without_a_pointer(tmp_path: Path) -> None:
    publish(tmp_path, 1.0)
    output = tmp_path / "out"
    (output / "versions" / "0").mkdir()
    publish(tmp_path, 2.0)
    pointer = (output / "current.json").read_bytes()
    (output / "current.json").unlink()
    assert collect_versions(output, 1, 0.0).removed == []
    (output / "current.json").write_bytes(pointer)
    assert "0" in collect_versions(output, 1, 0.0).removed
    assert len(list((output / "versions").iterdir())) == 1


def test_roll_back_to_the_parent_or_to_any_version(tmp_path: Path) -> None:
    published = [publish(tmp_path, float(value)) for value in range(3)]
    output = tmp_path / "out"
    assert roll_back(output).name == published[1].name
    assert open_version(output).name == published[1].name
    assert roll_back(output, published[2].name).name == published[2].name
    assert roll_back(output, published[0].name).name == published[0].name
    with pytest.raises(WrongCallError, match="is the first"):
        roll_back(output)
    again = publish(tmp_path, 2.0)
    assert again.manifest["parent"] == published[0].name
    assert names(output) == [version.name for version in [*published, again]]


def test_a_damaged_version_does_not_become_current(tmp_path: Path) -> None:
    first, second = publish(tmp_path, 1.0), publish(tmp_path, 2.0)
    path = first.paths("facts")[0]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(VerifyError, match="the pointer stays"):
        roll_back(tmp_path / "out")
    pointer = read_pointer(tmp_path / "out")
    assert pointer is not None
    assert pointer["version"] == second.name


def test_names_stand_in_the_order_of_publishing_when_the_clock_is_set_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [datetime.datetime(2030, 1, 1, tzinfo=datetime.UTC)]

    class Clock(datetime.datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime.datetime:
            return now[0]

    monkeypatch.setattr(module.datetime, "datetime", Clock)
    published = []
    for year in (2030, 2029, 2029, 2031, 2001):
        now[0] = datetime.datetime(year, 1, 1, 0, 0, 0, tzinfo=datetime.UTC)
        published.append(publish(tmp_path, float(len(published))))
    assert names(tmp_path / "out") == [version.name for version in published]
    assert [version.manifest["parent"] for version in published[1:]] == [version.name for version in published[:-1]]
    assert published[1].name.startswith("20300101T000001Z-")
    assert open_version(tmp_path / "out").name == published[-1].name
    monkeypatch.undo()
    assert collect_versions(tmp_path / "out", keep=1, days=0.0).removed == [], "what is from the future is not old"
