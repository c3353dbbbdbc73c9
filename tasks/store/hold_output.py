"""Hold an output while something in it changes: one publisher at a time, and a pointer that moves at once.

A folder is locked. A bucket has no locks; there the pointer only moves if it still is what its holder found.
"""

import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ..core.digests import digest_bytes
from ..core.errors import TransientError
from .files import hold_lock
from .locations import Location, remove_tree, replace_file
from .objects import ObjectPath, TakenError
from .versions import LOCK, LOCK_SECONDS, MANIFEST, POINTER, STAGING, Pointer, Version


@dataclass(frozen=True)
class HeldOutput:
    """An output while its holder publishes; `mark` is the tag that the pointer of a bucket had when this began."""

    location: Location
    mark: str | None = None

    @contextmanager
    def drafting(self) -> Iterator[Path]:
        """An empty folder to write a version in; what a killed publisher left behind is swept, and so is this."""
        if isinstance(self.location, ObjectPath):
            with TemporaryDirectory(prefix="hedui-") as folder:
                yield Path(folder)
            return
        staging = self.location / STAGING
        remove_tree(staging)
        try:
            draft = staging / uuid.uuid4().hex
            draft.mkdir(parents=True)
            yield draft
        finally:
            remove_tree(staging)

    def move_pointer(self, version: Version) -> None:
        """Make a version current. Raises TransientError when somebody else published to the bucket meanwhile."""
        digest = digest_bytes((version.folder / MANIFEST).read_bytes())
        data = (json.dumps(Pointer(version=version.name, manifest_sha256=digest)) + "\n").encode()
        pointer = self.location / POINTER
        if not isinstance(pointer, ObjectPath):
            replace_file(pointer, data, self.location / STAGING)
            return
        try:
            pointer.swap(data, self.mark)
        except TakenError:
            raise TransientError(f"{pointer} was moved by another publisher meanwhile; publish again") from None


@contextmanager
def hold_output(output: Location) -> Iterator[HeldOutput]:
    """Publish, move the pointer or remove versions inside the block, one at a time.

    A folder is locked. A bucket has no locks: there, of several publishers at once one moves the pointer, and the
    others fail and try again from the version that it published. Raises StoreError when the lock is held for an hour.
    """
    if isinstance(output, ObjectPath):
        yield HeldOutput(output, (output / POINTER).read_mark())
        return
    with hold_lock(output / LOCK, timeout_seconds=LOCK_SECONDS):
        yield HeldOutput(output)
