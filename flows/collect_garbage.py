"""Remove artifacts that no step of late has used, and the records of steps that no run asked for."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath

from tasks.core.errors import StoreError
from tasks.store.artifacts import ArtifactStore, as_reference, list_uses
from tasks.store.files import hold_lock
from tasks.store.locations import Entry, Location, list_files
from tasks.store.objects import ObjectPath
from tasks.store.task import load_record

DAY_SECONDS = 86400.0
ARTIFACT = "*/??/*.parquet"


@dataclass(frozen=True)
class Freed:
    """What was removed, or would be."""

    n_files: int
    n_bytes: int


def collect_artifacts(root: Location, days: float, dry_run: bool = False) -> Freed:
    """Remove records that no run has used for `days`, and artifacts as old that no record names.

    Raises StoreError while a run is using the store.
    """
    if not root.is_dir():
        return Freed(0, 0)
    with _unused(root):
        limit = time.time() - days * DAY_SECONDS
        store = ArtifactStore(root)
        records = list(list_files(store.results))
        needed = {path for record in records if record.modified >= limit for path in _tables_of(store, record)}
        artifacts = [entry for entry in list_files(root) if PurePosixPath(str(entry.location)).match(ARTIFACT)]
        old = [record for record in records if record.modified < limit]
        old += [entry for entry in artifacts if entry.modified < limit and entry.location not in needed]
        return _remove(old, dry_run)


@contextmanager
def _unused(root: Location) -> Iterator[None]:
    """Run the block while no run uses the store; in a bucket, a run that begins meanwhile is not kept out."""
    if isinstance(root, ObjectPath):
        uses = list_uses(root)
        if uses:
            raise StoreError(f"a run uses {root}; wait for it to end, or remove {uses[0]} if it was killed")
        yield
        return
    with hold_lock(root / ".lock"):
        yield


def _tables_of(store: ArtifactStore, record: Entry) -> list[Location]:
    reference = as_reference(load_record(record.location))
    return [store.root / table["path"] for table in reference["tables"].values()] if reference else []


def _remove(files: Iterable[Entry], dry_run: bool) -> Freed:
    n_files = n_bytes = 0
    for file in files:
        n_files, n_bytes = n_files + 1, n_bytes + file.bytes
        if not dry_run:
            file.location.unlink()
    return Freed(n_files, n_bytes)
