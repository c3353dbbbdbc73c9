"""Remove artifacts that no step of late has used, and the records of steps that no run asked for."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tasks.store.artifacts import ArtifactStore, as_reference
from tasks.store.files import hold_lock
from tasks.store.task import load_record

DAY_SECONDS = 86400.0


@dataclass(frozen=True)
class Freed:
    """What was removed, or would be."""

    n_files: int
    n_bytes: int


def collect_artifacts(root: Path, days: float, dry_run: bool = False) -> Freed:
    """Remove records that no run has used for `days`, and artifacts as old that no record names.

    Raises StoreError while a run is using the store.
    """
    if not root.is_dir():
        return Freed(0, 0)
    with hold_lock(root / ".lock"):
        limit = time.time() - days * DAY_SECONDS
        store = ArtifactStore(root)
        records = sorted(store.results.iterdir()) if store.results.is_dir() else []
        needed = {path for record in records if not _is_older(record, limit) for path in _tables_of(record)}
        old = [record for record in records if _is_older(record, limit)]
        old += [file for file in sorted(root.glob("*/??/*.parquet")) if _is_older(file, limit) and file not in needed]
        return _remove(old, dry_run)


def _tables_of(record: Path) -> list[Path]:
    reference = as_reference(load_record(record))
    root = record.parent.parent
    return [root / table["path"] for table in reference["tables"].values()] if reference else []


def _is_older(path: Path, limit: float) -> bool:
    return path.stat().st_mtime < limit


def _remove(files: Iterable[Path], dry_run: bool) -> Freed:
    n_files = n_bytes = 0
    for file in files:
        n_files, n_bytes = n_files + 1, n_bytes + file.stat().st_size
        if not dry_run:
            file.unlink()
    return Freed(n_files, n_bytes)
