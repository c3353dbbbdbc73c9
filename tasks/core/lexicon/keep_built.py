"""Keeps what is built from the dictionary in a file of this machine: building takes seconds, reading a tenth of one.

A file is named by a digest of all that it was built from, so it is never out of date. A folder that cannot be written
and a file that is damaged are as good as none: then the dictionary is read anew, and the result is the same.
"""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from uuid import uuid4
from zipfile import BadZipFile

import numpy as np
import numpy.typing as npt

from ..digests import digest_bytes, digest_json
from .read_dictionary import find_dictionary

FOLDER_VARIABLE = "HEDUI_CACHE"
"""Environment variable that names another folder; an empty one turns keeping off."""

Array = npt.NDArray[np.generic]
Arrays = Mapping[str, Array]


def recall(name: str, build: Callable[[], Arrays]) -> Arrays:
    """The arrays that were built under a name, or are built and kept now."""
    folder = find_folder()
    if folder is None:
        return build()
    path = folder / f"{name}-{digest_sources()[:16]}.npz"
    with suppress(OSError, EOFError, ValueError, KeyError, BadZipFile):  # gone, cut off or overwritten
        return _read(path)
    arrays = build()
    with suppress(OSError):  # read-only, or full
        _write(path, arrays)
    return arrays


def find_folder() -> Path | None:
    """Where files are kept: `HEDUI_CACHE`, else `hedui` in the user's folder of caches; None for nowhere."""
    named = os.environ.get(FOLDER_VARIABLE)
    if named is not None:
        return Path(named) if named else None
    caches = os.environ.get("XDG_CACHE_HOME")
    with suppress(RuntimeError):  # a user without a home
        return (Path(caches) if caches else Path.home() / ".cache") / "hedui"
    return None


@lru_cache(maxsize=1)
def digest_sources() -> str:
    """Digest of the dictionary and of the code and tables of this package."""
    own = sorted(path for path in Path(__file__).parent.iterdir() if path.suffix in (".py", ".tsv"))
    return digest_json([digest_bytes(path.read_bytes()) for path in (*own, find_dictionary())])


def _read(path: Path) -> Arrays:
    """All arrays of a file; the checksums inside are compared, and nothing that could hold code is read."""
    with np.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}


def _write(path: Path, arrays: Arrays) -> None:
    """Whole or not at all: several processes may do it at once."""
    path.parent.mkdir(parents=True, exist_ok=True)
    staged = path.with_name(f".{uuid4().hex}.npz")
    try:
        np.savez(staged, **arrays)  # type: ignore[arg-type]  # one of its parameters is a flag
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)


def pack_lines(lines: list[str]) -> Array:
    """Strings without line feeds as one array of bytes."""
    return np.frombuffer("\n".join(lines).encode(), np.uint8)


def unpack_lines(packed: Array) -> list[str]:
    """The strings of `pack_lines`; at least one."""
    return packed.tobytes().decode().split("\n")
