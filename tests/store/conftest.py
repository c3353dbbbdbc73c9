"""A bucket that lies in memory, and speaks like one: whole puts, conditional puts, no rename."""

from pathlib import Path

import pytest

from tasks.store import objects
from tasks.store.locations import Location
from tasks.store.objects import ObjectPath


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> ObjectPath:
    """An empty bucket."""
    store = pytest.importorskip("obstore.store", reason="needs the extra hedui[s3]").MemoryStore()
    monkeypatch.setattr(objects, "open_bucket", lambda url, credentials: store)
    return ObjectPath.parse("s3://memory/folder")


@pytest.fixture(params=["folder", "bucket"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> Location:
    """A place to store things: what is promised of one holds for the other."""
    return tmp_path / "root" if request.param == "folder" else request.getfixturevalue("bucket")
