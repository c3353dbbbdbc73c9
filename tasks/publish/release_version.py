"""Make a version of written tables: name it, describe it, check it, give it its place, move the pointer."""

import datetime
import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..core.errors import HeduiError, VerifyError
from ..store.files import sync_folder, write_durably
from ..store.versions import (
    MANIFEST,
    VERSIONS,
    ChangeCounts,
    Manifest,
    TableEntry,
    Version,
    digest_tables,
    move_pointer,
    open_version,
    read_pointer,
)
from .compare_versions import count_changes
from .describe_version import describe
from .guard_quality import guard_quality
from .profile_tables import list_inputs, profile_tables
from .settings import PublishSettings
from .verify_version import find_faults

MAX_FAULTS_SHOWN = 5
TIME = "%Y%m%dT%H%M%SZ"
"""How the name of a version begins."""


def release_version(
    draft: Path, output: Path, entries: dict[str, TableEntry], settings: PublishSettings, run: dict[str, Any]
) -> Version:
    """Publish the tables in the folder `draft`; gives the current version when its rows are the same and it is sound.

    The caller holds the lock of the output. Raises VerifyError when what was written does not read back right,
    QualityDroppedError when it is much poorer than the current version.
    """
    digest = digest_tables(entries)
    current = _open_current(output)
    if current is not None and current.manifest["digest"] == digest and not any(find_faults(current)):
        return current
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    manifest = Manifest(
        version=f"{_follow(now, output / VERSIONS):{TIME}}-{digest[:12]}",
        digest=digest,
        created_at=max(now, _created_at(current, now)).isoformat(timespec="seconds"),
        parent=current.name if current else None,
        licence=settings.licence,
        tables=entries,
        run=run,
    )
    drafted = Version(draft, manifest)
    manifest["inputs"] = list_inputs(drafted)
    manifest["profile"] = profile_tables(drafted)
    if current is not None:
        guard_quality(current.manifest, manifest, settings.guard)
    manifest["changes"] = _count_changes(current, drafted)
    version = _finish(drafted, output / VERSIONS / manifest["version"])
    move_pointer(output, version)
    return version


def _open_current(output: Path) -> Version | None:
    """The current version; None when there is none or when it is damaged, so that a sound one is put in its place."""
    try:
        return open_version(output) if read_pointer(output) else None
    except (OSError, ValueError, HeduiError):
        return None


def _created_at(version: Version | None, default: datetime.datetime) -> datetime.datetime:
    """When a version was made. No version is older than its parent, so that a clock set back ages none."""
    return datetime.datetime.fromisoformat(version.manifest["created_at"]) if version else default


def _follow(now: datetime.datetime, versions: Path) -> datetime.datetime:
    """The time in the name of a new version: now, but later than every other.

    So names stand in the order of publishing, whatever the clock does, and no name comes again.
    """
    taken = [time for path in versions.glob("*") if (time := _read_time(path.name))]
    return max([now, *(time + datetime.timedelta(seconds=1) for time in taken)])


def _read_time(name: str) -> datetime.datetime | None:
    try:
        return datetime.datetime.strptime(name.partition("-")[0], TIME).replace(tzinfo=datetime.UTC)
    except ValueError:
        return None


def _count_changes(current: Version | None, drafted: Version) -> ChangeCounts | None:
    """What changed since the parent; None without one, or with one that cannot be read."""
    try:
        return count_changes(current, drafted) if current else None
    except (OSError, HeduiError, pa.ArrowException):
        return None


def _finish(drafted: Version, folder: Path) -> Version:
    """Complete the draft, check it, and give it its place."""
    draft, manifest = drafted.folder, drafted.manifest
    for name, data in describe(manifest, folder.absolute()).items():
        write_durably(draft / name, data)
    write_durably(draft / MANIFEST, (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode())
    faults = list(find_faults(drafted))
    if faults:
        raise VerifyError("what was written does not read back right: " + "; ".join(faults[:MAX_FAULTS_SHOWN]))
    _forbid_writing(draft)
    sync_folder(draft)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft.rename(folder)
    folder.chmod(0o555)
    sync_folder(folder.parent)
    return Version(folder, manifest)


def _forbid_writing(draft: Path) -> None:
    """Everything but the top folder, which must still be renamed."""
    for path in draft.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)
