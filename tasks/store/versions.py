"""Published versions: what a reader needs to know. The writer is the `publish` stage.

    <output>/current.json                       {"version": …, "manifest_sha256": …}
    <output>/versions/<version>/manifest.json   what the version holds
    <output>/versions/<version>/<table>/part-*.parquet

A reader resolves the pointer once and then reads files that never change. One that takes longer than versions are kept
holds a shared lock on the manifest (`using_version`), and garbage collection leaves its version alone.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NotRequired, TypedDict

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from pyarrow.fs import LocalFileSystem

from ..core.digests import digest_bytes, digest_json
from ..core.errors import StoreError, WrongCallError
from ..schema import TABLES, Table
from .files import hold_lock
from .locations import Location, open_parquet, parquet_source
from .objects import ObjectPath

POINTER = "current.json"
MANIFEST = "manifest.json"
VERSIONS = "versions"
STAGING = "staging"
LOCK = ".lock"
"""Held by whoever publishes, moves the pointer or removes versions."""
LOCK_SECONDS = 3600.0
"""How long to wait for it."""


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


class InputEntry(TypedDict):
    """The documents that went in: how many, their bytes, and the digest of the list of their ids and uris."""

    documents: int
    bytes: int
    sha256: str


ChangeCounts = dict[str, dict[str, int]]
"""Documents and facts that were added, removed, changed since the parent, by table."""


class Manifest(TypedDict):
    """What a version holds and where it came from. `digest` stands for all rows and schemas.

    `run` has inputs, settings, the digests of code and settings of each stage, and the versions of libraries. What is
    not required came later than the first versions.
    """

    version: str
    digest: str
    created_at: str
    parent: str | None
    tables: dict[str, TableEntry]
    run: dict[str, Any]
    licence: NotRequired[str | None]
    inputs: NotRequired[InputEntry]
    profile: NotRequired[dict[str, dict[str, Any]]]
    changes: NotRequired[ChangeCounts | None]


def digest_tables(entries: Mapping[str, TableEntry]) -> str:
    """The digest of a version: of the rows and schemas of its tables, whatever wrote them."""
    return digest_json({name: [entry["schema_version"], entry["rows_sha256"]] for name, entry in entries.items()})


@dataclass(frozen=True)
class Version:
    """A published version, opened once."""

    folder: Location
    manifest: Manifest

    @property
    def name(self) -> str:
        """The name of the version: UTC time and digest."""
        return self.manifest["version"]

    def paths(self, table: str) -> list[Location]:
        """The Parquet files of a table, in order.

        Raises WrongCallError when there is no such table.
        """
        if table not in self.manifest["tables"]:
            raise WrongCallError(f"there is no table {table}; there are {', '.join(sorted(self.manifest['tables']))}")
        return [self.folder / part["path"] for part in self.manifest["tables"][table]["parts"]]

    def columns(self, table: str) -> list[str]:
        """The columns that the files of a table have, in order."""
        return list(pq.read_schema(parquet_source(self.paths(table)[0])).names)

    def read(self, table: str, columns: Sequence[str] | None = None, filters: Any = None) -> pa.Table:
        """The rows of a table, or those that match `filters` (as in pyarrow.parquet.read_table).

        A column that came after this version was made is null throughout; so a version is read as today's tables are.
        With filters, row groups are read one after the other, without those that cannot match by their statistics: a
        scan of the whole table reads many ahead, and what it held grew with the version. Raises StoreError when the
        table is of another major version.
        """
        present, missing = self._choose_columns(table, columns)
        if filters is None:
            parts = [
                pq.read_table(parquet_source(path), columns=present, partitioning=None) for path in self.paths(table)
            ]
        else:
            where = pq.filters_to_expression(filters) if isinstance(filters, list) else filters
            coded = TABLES[table].coded if table in TABLES else []
            parts = [rows for path in self.paths(table) for rows in _read_matching(path, present, where, coded)]
        return _fill_up(pa.concat_tables(parts), missing, [*(columns or self._expected(table))])

    def iterate(self, table: str, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows of a table, a row group at a time, with columns as `read` gives them."""
        present, missing = self._choose_columns(table, columns)
        for path in self.paths(table):
            with open_parquet(path) as file:
                for index in range(file.num_row_groups):
                    rows = file.read_row_group(index, columns=present)
                    yield _fill_up(rows, missing, [*(columns or self._expected(table))])

    def _expected(self, table: str) -> list[str]:
        return TABLES[table].names if table in TABLES else self.columns(table)

    def _choose_columns(self, table: str, columns: Sequence[str] | None) -> tuple[list[str], dict[str, pa.Field]]:
        """The columns to read, and the fields of those that came later."""
        there = self.columns(table)
        if table not in TABLES:
            return list(columns or there), {}
        schema, version = TABLES[table].arrow, self.manifest["tables"][table]["schema_version"]
        missing = {name: schema.field(name) for name in columns or schema.names if name not in there}
        if not is_readable(version, TABLES[table].version) or not all(field.nullable for field in missing.values()):
            raise StoreError(
                f"version {self.name} holds {table} {version} and this release reads {TABLES[table].version}; "
                "publish again, or read it with the release that made it"
            )
        present = [name for name in columns or schema.names if name in there]
        return present or there[:1], missing  # some column must be read to know how many rows there are


def _read_matching(path: Location, columns: list[str], where: pc.Expression, coded: list[str]) -> Iterator[pa.Table]:
    """The rows of a file that match, a row group at a time; at least one table, which may be empty.

    The columns `coded` are filtered as the codes that Parquet holds: to spell the words of rows that do not match took
    longer than all else. Statistics of row groups are of words and not of codes, so they are asked for first.
    """
    source = parquet_source(path)
    files = LocalFileSystem() if isinstance(source, Path) else None
    place = str(source) if isinstance(source, Path) else source
    part = ds.ParquetFileFormat().make_fragment(place, files)
    groups = [group.id for fragment in part.split_by_row_group(where) for group in fragment.row_groups]
    schema = part.physical_schema.empty_table().select(columns).schema
    yield schema.empty_table()
    if groups:
        as_codes = ds.ParquetFileFormat(dictionary_columns=coded)
        found = as_codes.make_fragment(place, files, row_groups=groups)
        for group in found.split_by_row_group():
            yield group.to_table(columns=columns, filter=where, use_threads=False).cast(schema)


def is_readable(version: str, known: str) -> bool:
    """Whether a table of a schema version can be read by who knows another: minor versions only add columns."""
    return version.split(".")[0] == known.split(".")[0]


def find_schema_fault(version: str, schema: pa.Schema, table: Table) -> str | None:
    """Why a file with this schema, of a table of this schema version, cannot be read as the table is today.

    The same version has the same columns; an older minor version may lack some that may be null.
    """
    if not is_readable(version, table.version):
        return f"{table.name} is of schema {version}, which this release ({table.version}) does not read"
    there = [field for field in table.arrow if field.name in schema.names]
    missing = [field for field in table.arrow if field.name not in schema.names]
    is_older = tuple(map(int, version.split("."))) < tuple(map(int, table.version.split(".")))
    if pa.schema(there).equals(schema) and (not missing or (is_older and all(field.nullable for field in missing))):
        return None
    return f"the columns are not those of {table.name} {version}"


def fill_up(rows: pa.Table, table: Table) -> pa.Table:
    """Rows of an older minor version with null for the columns that came later, in the order of today's."""
    missing = {field.name: field for field in table.arrow if field.name not in rows.column_names}
    return _fill_up(rows, missing, table.names)


def _fill_up(rows: pa.Table, missing: dict[str, pa.Field], names: list[str]) -> pa.Table:
    for field in missing.values():
        rows = rows.append_column(field, pa.nulls(rows.num_rows, field.type))
    return rows.select(names) if missing else rows


class Pointer(TypedDict):
    """What `current.json` says."""

    version: str
    manifest_sha256: str


def read_pointer(output: Location) -> Pointer | None:
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


def read_manifest(folder: Location) -> Manifest:
    """The manifest of the version in a folder.

    Raises FileNotFoundError when there is none, StoreError when it is none.
    """
    return _parse_manifest(folder, (folder / MANIFEST).read_bytes())


def _parse_manifest(folder: Location, data: bytes) -> Manifest:
    try:
        manifest: Manifest = json.loads(data)
        manifest["version"], manifest["tables"]
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{folder / MANIFEST} is damaged ({error})") from error
    return manifest


def list_versions(output: Location) -> list[Version]:
    """The versions of an output folder, oldest first; a folder without a whole manifest is none."""
    folder = output / VERSIONS
    folders: list[Location] = [*folder.iterdir()] if folder.is_dir() else []
    found = []
    for path in sorted(folders, key=lambda item: item.name):
        try:
            found.append(Version(path, read_manifest(path)))
        except (OSError, StoreError):
            continue
    return found


def open_version(output: Location, name: str | None = None) -> Version:
    """The current version of an output folder, or the one with this name.

    Raises WrongCallError when there is none, StoreError when its manifest is damaged.
    """
    pointer = read_pointer(output)
    chosen = name or (pointer["version"] if pointer else None)
    if chosen is None:
        raise WrongCallError(f"nothing is published in {output}; run `hedui run INPUT --output {output}` first")
    folder = output / VERSIONS / chosen
    try:
        data = (folder / MANIFEST).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise WrongCallError(f"there is no version {chosen} in {output}; `hedui versions` lists them") from None
    if pointer and pointer["version"] == chosen and pointer["manifest_sha256"] != digest_bytes(data):
        raise StoreError(f"{folder / MANIFEST} is damaged: its digest is not the one that {POINTER} names")
    return Version(folder, _parse_manifest(folder, data))


@contextmanager
def using_version(output: Location, name: str | None = None) -> Iterator[Version]:
    """Open a version and keep it from being collected while the block runs.

    Raises what `open_version` raises, and StoreError when the version is just being removed.
    """
    version = open_version(output, name)
    if isinstance(version.folder, ObjectPath):
        yield version  # a bucket has no locks: there, only their age keeps old versions from being collected
        return
    try:
        with hold_lock(version.folder / MANIFEST, shared=True, create=False, timeout_seconds=60.0) as descriptor:
            if not os.fstat(descriptor).st_nlink or not version.folder.exists():
                raise FileNotFoundError
            yield version
    except FileNotFoundError:
        if version.folder.exists():
            raise
        raise StoreError(f"version {version.name} was removed meanwhile; try again") from None
