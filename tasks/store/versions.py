"""Published versions: what a reader needs to know. The writer is the `publish` stage.

    <output>/current.json                       {"version": …, "manifest_sha256": …}
    <output>/versions/<version>/manifest.json   what the version holds
    <output>/versions/<version>/<table>/part-*.parquet

A reader resolves the pointer once and then reads files that never change.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

import pyarrow as pa
import pyarrow.parquet as pq

from ..core.digests import digest_bytes
from ..core.errors import StoreError, WrongCallError

POINTER = "current.json"
MANIFEST = "manifest.json"


class PartEntry(TypedDict):
    """One Parquet file of a table; `path` is relative to the version."""

    path: str
    sha256: str
    bytes: int
    rows: int


class TableEntry(TypedDict):
    """One table of a version. `rows_sha256` is the digest of the rows whatever wrote them."""

    schema_version: str
    rows: int
    rows_sha256: str
    parts: list[PartEntry]


class Manifest(TypedDict):
    """What a version holds and where it came from. `digest` stands for all rows and schemas."""

    version: str
    digest: str
    created_at: str
    parent: str | None
    tables: dict[str, TableEntry]
    run: dict[str, Any]


@dataclass(frozen=True)
class Version:
    """A published version, opened once."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """The name of the version: UTC time and digest."""
        return self.manifest["version"]

    def paths(self, table: str) -> list[Path]:
        """The Parquet files of a table, in order.

        Raises WrongCallError when there is no such table.
        """
        if table not in self.manifest["tables"]:
            raise WrongCallError(f"there is no table {table}; there are {', '.join(sorted(self.manifest['tables']))}")
        return [self.folder / part["path"] for part in self.manifest["tables"][table]["parts"]]

    def read(self, table: str, columns: Sequence[str] | None = None, filters: Any = None) -> pa.Table:
        """The rows of a table, or those that match `filters` (as in pyarrow.parquet.read_table)."""
        names = None if columns is None else list(columns)
        parts = [pq.read_table(path, columns=names, filters=filters, partitioning=None) for path in self.paths(table)]
        return pa.concat_tables(parts)


class Pointer(TypedDict):
    """What `current.json` says."""

    version: str
    manifest_sha256: str


def read_pointer(output: Path) -> Pointer | None:
    """The pointer of an output folder; None when nothing was published yet.

    Raises StoreError when the file is no pointer.
    """
    try:
        pointer = json.loads((output / POINTER).read_bytes())
        return Pointer(version=str(pointer["version"]), manifest_sha256=str(pointer["manifest_sha256"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{output / POINTER} is damaged ({error}); publish again to make it anew") from error


def open_version(output: Path, name: str | None = None) -> Version:
    """The current version of an output folder, or the one with this name.

    Raises WrongCallError when there is none, StoreError when its manifest is damaged.
    """
    pointer = read_pointer(output)
    chosen = name or (pointer["version"] if pointer else None)
    if chosen is None:
        raise WrongCallError(f"nothing is published in {output}; run `hedui run INPUT --output {output}` first")
    folder = output / "versions" / chosen
    try:
        data = (folder / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise WrongCallError(f"there is no version {chosen} in {output}") from None
    if pointer and pointer["version"] == chosen and pointer["manifest_sha256"] != digest_bytes(data):
        raise StoreError(f"{folder / MANIFEST} is damaged: its digest is not the one that {POINTER} names")
    return Version(folder, json.loads(data))
