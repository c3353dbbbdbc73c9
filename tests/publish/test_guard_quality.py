"""A version that is much poorer than the last one is not published."""

import copy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.publish.guard_quality import QualityDroppedError, find_drops, guard_quality
from tasks.publish.publish_version import publish_version
from tasks.publish.settings import GuardSettings, PublishSettings
from tasks.store.artifacts import ArtifactStore
from tasks.store.versions import open_version

from .sample import make_tables, store_shards

BOUNDS = GuardSettings()
GOOD: Any = {
    "version": "20260101T000000Z-0",
    "tables": {
        "documents": {"rows": 100}, "segments": {"rows": 4000}, "facts": {"rows": 900}, "alignments": {"rows": 300},
        "agreements": {"rows": 200}, "rejects": {"rows": 5},
    },
    "profile": {
        "segments": {"lang": {"en": 2000, "zh-Hans": 2000}},
        "agreements": {"status": {"agree": 190, "conflict": 10}},
    },
}  # fmt: skip


def changed(path: str, value: Any) -> Any:
    manifest = copy.deepcopy(GOOD)
    *folders, name = path.split("/")
    entry = manifest
    for folder in folders:
        entry = entry[folder]
    entry[name] = value
    return manifest


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ("tables/documents/rows", 40, "40 documents after 100"),
        ("tables/facts/rows", 400, "4.00 facts a document after 9.00"),
        ("tables/segments/rows", 100, "1.00 segments a document after 40.00"),
        ("tables/rejects/rows", 60, "rejects 38% after 5%"),
        ("profile/segments/lang", {"en": 3900, "other": 100}, "segments in zh-Hans 0% after 50%"),
        ("profile/agreements/status", {"agree": 100, "conflict": 100}, "conflicts 50% after 5%"),
    ],
)
def test_each_drop_is_named(path, value, said):
    with pytest.raises(QualityDroppedError, match=said):
        guard_quality(GOOD, changed(path, value), BOUNDS)
    guard_quality(GOOD, changed(path, value), GuardSettings(force=True))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("tables/documents/rows", 60),
        ("tables/facts/rows", 2000),
        ("tables/rejects/rows", 0),
        ("profile/agreements/status", {"agree": 200}),
        ("profile", {}),
    ],
)
def test_what_is_better_or_little_worse_passes(path, value):
    assert [drop for drop in find_drops(GOOD, changed(path, value), BOUNDS) if "segments in" not in drop] == []


def test_small_versions_pass():
    small = changed("tables/documents/rows", 3)
    guard_quality(small, GOOD, BOUNDS)
    guard_quality(GOOD, small, BOUNDS)


@given(st.integers(20, 500), st.integers(0, 5000))
def test_the_same_version_never_drops(documents, facts):
    manifest = changed("tables/documents/rows", documents)
    manifest["tables"]["facts"]["rows"] = facts
    guard_quality(manifest, manifest, GuardSettings(max_drop=0, max_shift=0))


def test_nothing_is_published_and_nothing_left(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path / "artifacts")
    names = [f"d{number:02d}" for number in range(30)]
    first = publish_version(store, store_shards(store, make_tables(names)), tmp_path / "out", PublishSettings(), {})
    fewer = store_shards(store, make_tables(names[:10]))
    bounds = PublishSettings(guard=GuardSettings(least_documents=5))
    with pytest.raises(QualityDroppedError, match="10 documents after 30"):
        publish_version(store, fewer, tmp_path / "out", bounds, {})
    assert open_version(tmp_path / "out").name == first.name
    assert [path.name for path in (tmp_path / "out" / "versions").iterdir()] == [first.name]
    forced = PublishSettings(guard=GuardSettings(least_documents=5, force=True))
    assert publish_version(store, fewer, tmp_path / "out", forced, {}).name != first.name
