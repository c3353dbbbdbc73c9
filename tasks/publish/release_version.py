"""Make a version of written tables: name it, describe it, check it, give it its place, move the pointer."""

import datetime
import json
from pathlib import Path
from typing import Any

import pyarrow as pa

from ..core.errors import HeduiError, VerifyError
from ..store.files import write_durably
from ..store.hold_output import HeldOutput
from ..store.locations import Location, adopt_folder
from ..store.versions import (
    MANIFEST,
    VERSIONS,
    ChangeCounts,
    Manifest,
    TableEntry,
    Version,
    digest_tables,
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
    draft: Path, held: HeldOutput, entries: dict[str, TableEntry], settings: PublishSettings, run: dict[str, Any]
) -> Version:
    """Publish the tables in the folder `draft`; gives the current version when its rows are the same and it is sound.

    Raises VerifyError when what was written does not read back right,
    QualityDroppedError when it is much poorer than the current version.
    """
    digest, output = digest_tables(entries), held.location
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
    version = _finish(draft, manifest, output / VERSIONS / manifest["version"])
    held.move_pointer(version)
    return version


def _open_current(output: Location) -> Version | None:
    """The current version; None when there is none or when it is damaged, so that a sound one is put in its place."""
    try:
        return open_version(output) if read_pointer(output) else None
    except (OSError, ValueError, HeduiError):
        return None


def _created_at(version: Version | None, default: datetime.datetime) -> datetime.datetime:
    """When a version was made. No version is older than its parent, so that a clock set back ages none."""
    return datetime.datetime.fromisoformat(version.manifest["created_at"]) if version else default


def _follow(now: datetime.datetime, versions: Location) -> datetime.datetime:
    """The time in the name of a new version: now, but later than every other.

    So names stand in the order of publishing, whatever the clock does, and no name comes again.
    """
    names = [path.name for path in versions.iterdir()] if versions.is_dir() else []
    taken = [time for name in names if (time := _read_time(name))]
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


def _finish(draft: Path, manifest: Manifest, folder: Location) -> Version:
    """Complete the draft, check it, and give it its place."""
    for name, data in describe(manifest, folder.absolute()).items():
        write_durably(draft / name, data)
    write_durably(draft / MANIFEST, (json.dumps(manifest, indent=1, ensure_ascii=False) + "\n").encode())
    faults = list(find_faults(Version(draft, manifest)))
    if faults:
        raise VerifyError("what was written does not read back right: " + "; ".join(faults[:MAX_FAULTS_SHOWN]))
    adopt_folder(draft, folder, last=MANIFEST)
    return Version(folder, manifest)
