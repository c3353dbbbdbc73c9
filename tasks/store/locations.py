"""Where things lie: in a folder of this machine (or mounted on it), or in a bucket. One set of verbs for both.

A folder promises by fsync, rename and locks what a bucket promises by whole puts and conditional ones.
"""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from ..core.digests import digest_bytes, digest_file
from ..core.errors import VerifyError, WrongCallError
from .files import forbid_writing, remove_folder, replace_local_file, sync_folder
from .objects import SCHEMES, ObjectPath

Location = Path | ObjectPath

USE_SECONDS = 86400.0
"""An object that is used is put again when its time is older: that is how its last use is kept."""
READ_BYTES = 8 << 20


class Entry(NamedTuple):
    """A file below a location: its size in bytes, and when it was last written or used, in seconds since 1970."""

    location: Location
    bytes: int
    modified: float


def locate(name: str) -> Location:
    """The location of a path, or of a URL such as `s3://bucket/folder`.

    Raises WrongCallError for a URL of a place that has no conditional put.
    """
    scheme, separator, _ = name.partition("://")
    if not separator:
        return Path(name)
    if scheme not in SCHEMES:
        raise WrongCallError(
            f"{scheme}:// cannot hold artifacts or versions: it knows no conditional put; give a folder or one of "
            + ", ".join(f"{known}://" for known in SCHEMES)
        )
    return ObjectPath.parse(name)


def replace_file(location: Location, data: bytes, scratch: Location) -> None:
    """Put a whole file in place at once; `scratch` is a folder for half-written files on the same file system.

    Raises OSError or TransientError when that cannot be; then nothing has changed.
    """
    if isinstance(location, ObjectPath):
        location.put(data)
    else:
        assert isinstance(scratch, Path)  # noqa: S101  # both lie below one root
        replace_local_file(location, data, scratch)


def remove_tree(location: Location) -> None:
    """Remove a folder and all in it, also what is read-only. Raises StoreError when that cannot be."""
    if isinstance(location, Path):
        remove_folder(location)
        return
    for item, _, _ in list(location.walk()):
        item.unlink(missing_ok=True)


def list_files(location: Location) -> Iterator[Entry]:
    """All files below a location, in order of name."""
    if isinstance(location, ObjectPath):
        yield from (Entry(*found) for found in location.walk())
        return
    for path in sorted(location.rglob("*")):
        with suppress(FileNotFoundError):
            status = path.stat()
            if path.is_file():
                yield Entry(path, status.st_size, status.st_mtime)


def mark_used(location: Location) -> None:
    """Keep the time of the last use, by which garbage is collected."""
    if isinstance(location, Path):
        os.utime(location)
        return
    if time.time() - location.modified() > USE_SECONDS:
        location.put(location.read_bytes())


def size_of(location: Location) -> int:
    """Bytes of a file. Raises FileNotFoundError when there is none."""
    return location.stat().st_size if isinstance(location, Path) else location.size()


def digest_location(location: Location) -> str:
    """SHA-256 of a file, hex, read in pieces. Raises FileNotFoundError when there is none."""
    if isinstance(location, Path):
        return digest_file(location)
    digest, size = hashlib.sha256(), location.size()
    for start in range(0, size, READ_BYTES):
        digest.update(location.read_range(start, min(size, start + READ_BYTES)))
    return digest.hexdigest()


def is_intact(location: Location, sha256: str, n_bytes: int) -> bool:
    """The file is there and holds what was written.

    A bucket holds whole puts only and checks its bytes itself; there the size is enough, and who reads the file still
    compares the digest.
    """
    try:
        if isinstance(location, ObjectPath):
            return location.size() == n_bytes
        return location.stat().st_size == n_bytes and digest_file(location) == sha256
    except OSError:
        return False


def parquet_source(location: Location) -> Any:
    """What pyarrow opens to read a Parquet file that lies here."""
    return location if isinstance(location, Path) else pa.PythonFile(location.open(), mode="r")


def open_parquet(location: Location) -> pq.ParquetFile:
    """The Parquet file that lies here; a context manager. Raises FileNotFoundError when there is none."""
    return pq.ParquetFile(parquet_source(location), pre_buffer=isinstance(location, ObjectPath))


def adopt_folder(draft: Path, folder: Location, last: str) -> None:
    """Give a finished local folder its place. Until its file `last` is there, nobody takes it for anything.

    In a file system it is renamed and read-only from then on. In a bucket its files are put, read back and compared,
    `last` behind all others and only where there is none. Raises VerifyError when other bytes are read back.
    """
    if isinstance(folder, ObjectPath):
        _upload(draft, folder, last)
        return
    forbid_writing(draft)
    sync_folder(draft)
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft.rename(folder)
    folder.chmod(0o555)
    sync_folder(folder.parent)


def _upload(draft: Path, folder: ObjectPath, last: str) -> None:
    for path in sorted(path for path in draft.rglob("*") if path.is_file() and path != draft / last):
        target = folder / path.relative_to(draft).as_posix()
        data = path.read_bytes()
        target.put(data)
        if digest_location(target) != digest_bytes(data):
            raise VerifyError(f"{target} does not read back as it was written")
    (folder / last).swap((draft / last).read_bytes(), None)
