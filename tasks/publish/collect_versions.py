"""Remove old versions: never the current one, one that a reader holds, or one young enough to be read still."""

import datetime
import uuid
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import StoreError
from ..store.files import hold_lock
from ..store.hold_output import hold_output
from ..store.locations import Location, list_files, remove_tree
from ..store.objects import ObjectPath
from ..store.versions import MANIFEST, STAGING, VERSIONS, read_manifest, read_pointer


@dataclass(frozen=True)
class Collected:
    """Names of the versions that were removed, or would be, and of those that stay because a reader holds them."""

    removed: list[str]
    in_use: list[str]


def collect_versions(output: Location, keep: int, days: float, dry_run: bool = False) -> Collected:
    """Remove all versions but the newest `keep`, those younger than `days`, the current one, and those in use.

    A reader that resolved an old version less than `days` ago can finish; one that needs longer holds a lock on it
    (`using_version`). Without a pointer nothing is removed: any version may be wanted back. A version leaves at once,
    by a rename. Raises StoreError when a publisher holds the output for an hour.
    """
    folder = output / VERSIONS
    if not folder.is_dir():
        return Collected([], [])
    with hold_output(output):
        pointer = read_pointer(output)
        names = sorted(path.name for path in folder.iterdir())
        limit = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=days)
        old = [name for name in names[:-keep] if _created(folder / name) < limit]
        chosen = [name for name in old if pointer is not None and name != pointer["version"]]
        free = [name for name in chosen if not _is_held(folder / name)]
        removed = free if dry_run else [name for name in free if _remove(folder / name, output / STAGING)]
        return Collected(removed, [name for name in chosen if name not in removed])


def _created(folder: Location) -> datetime.datetime:
    """When a version was made, by its manifest. A folder without one is as old as can be.

    In a bucket it may be one that is just being put, and is as old as its last object.
    """
    try:
        return datetime.datetime.fromisoformat(read_manifest(folder)["created_at"])
    except (OSError, StoreError, KeyError, ValueError):
        written = [entry.modified for entry in list_files(folder)] if isinstance(folder, ObjectPath) else []
        return datetime.datetime.fromtimestamp(max(written, default=0), datetime.UTC)


def _is_held(folder: Location) -> bool:
    if isinstance(folder, ObjectPath):
        return False
    try:
        with hold_lock(folder / MANIFEST, create=False):
            return False
    except StoreError:
        return True
    except FileNotFoundError:
        return False


def _remove(folder: Location, staging: Location) -> bool:
    """Take a version out of sight, then delete it; False when a reader holds it."""
    if isinstance(folder, ObjectPath):
        (folder / MANIFEST).unlink(missing_ok=True)
        remove_tree(folder)
        return True
    assert isinstance(staging, Path)  # noqa: S101  # both lie below one output
    return _remove_unheld(folder, staging)


def _remove_unheld(folder: Path, staging: Path) -> bool:
    """Move the version away while no reader can take hold of it, then delete it."""
    staging.mkdir(exist_ok=True)
    hidden = staging / uuid.uuid4().hex
    folder.chmod(0o755)  # or its owner could not rename it
    try:
        with hold_lock(folder / MANIFEST, create=False):
            folder.rename(hidden)
    except FileNotFoundError:
        folder.rename(hidden)
    except StoreError:
        folder.chmod(0o555)
        return False
    remove_tree(hidden)
    return True
