"""Files that are whole or not there: atomic writes, fsync, advisory locks."""

import fcntl
import os
import stat
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree

from ..core.errors import StoreError

LOCK_POLL_SECONDS = 0.05


def sync_folder(folder: Path) -> None:
    """Make the names inside a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_durably(path: Path, data: bytes) -> None:
    """Write a new file and wait until its bytes are on disk. Not atomic: for staging only."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def replace_local_file(path: Path, data: bytes, scratch: Path) -> None:
    """Put a whole file in place at once: written in `scratch` (same file system), fsynced, renamed.

    Raises OSError when the disk is full or read-only; then nothing has changed.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = scratch / uuid.uuid4().hex
    try:
        write_durably(staged, data)
        staged.replace(path)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def remove_folder(path: Path) -> None:
    """Remove a folder, also one whose files and folders are read-only. Raises StoreError when that cannot be."""
    if not path.exists():
        return
    for folder, _, _ in os.walk(path):
        os.chmod(folder, stat.S_IRWXU)  # noqa: PTH101  # os.walk gives names
    rmtree(path)
    if path.exists():
        raise StoreError(f"{path} cannot be removed")


def forbid_writing(folder: Path) -> None:
    """Make everything in a folder read-only; not the folder itself, which must still be renamed."""
    for path in folder.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)


@contextmanager
def hold_lock(
    path: Path, *, shared: bool = False, timeout_seconds: float | None = 0.0, create: bool = True
) -> Iterator[int]:
    """Hold an advisory lock on a file while the block runs; the kernel frees it when the process dies.

    Yields the file descriptor. With `create` False the file must be there and may be read-only. Raises StoreError when
    another process holds the lock for longer than `timeout_seconds` (None waits without end), FileNotFoundError when
    the file is to be there and is not.
    """
    if create:
        path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT if create else os.O_RDONLY, 0o644)
    try:
        _acquire(descriptor, path, fcntl.LOCK_SH if shared else fcntl.LOCK_EX, timeout_seconds)
        yield descriptor
    finally:
        os.close(descriptor)


def share_lock(descriptor: int) -> None:
    """Turn an exclusive lock into a shared one."""
    fcntl.flock(descriptor, fcntl.LOCK_SH)


def _acquire(descriptor: int, path: Path, mode: int, timeout_seconds: float | None) -> None:
    deadline = None if timeout_seconds is None else time.monotonic() + timeout_seconds
    while True:
        try:
            fcntl.flock(descriptor, mode | fcntl.LOCK_NB)
            return
        except BlockingIOError:
            if deadline is not None and time.monotonic() >= deadline:
                raise StoreError(f"another process holds {path}; wait for it to end and try again") from None
            time.sleep(LOCK_POLL_SECONDS)
