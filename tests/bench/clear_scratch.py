"""Temporary folders that are gone afterwards, also when they hold published versions, which are read-only."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tasks.store.locations import remove_tree


@contextmanager
def cleared(folder: Path) -> Iterator[Path]:
    """Make a folder for the block and remove it behind it."""
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        remove_tree(folder)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for the block, where the system keeps temporary files (TMPDIR)."""
    folder = Path(tempfile.mkdtemp(prefix="hedui-bench-"))
    try:
        yield folder
    finally:
        remove_tree(folder)
