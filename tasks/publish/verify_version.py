"""Check that a version holds what its manifest says: digests, schemas, keys between tables, order, offsets."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..core.digests import RowsDigest
from ..schema import DOCUMENTS, PUBLISHED, Table
from ..store.locations import digest_location, is_intact, open_parquet, parquet_source, size_of
from ..store.versions import PartEntry, Version, digest_tables, fill_up, find_schema_fault
from .check_keys import KeyCheck, find_key_faults
from .check_order import DocumentPlaces, OrderCheck


def find_faults(version: Version) -> Iterator[str]:
    """The faults of a version, one line each; nothing when it is sound. Memory grows by 8 bytes a key.

    A version of an older release is held to the tables and columns that it was made with.
    """
    entries = version.manifest["tables"]
    if version.manifest["digest"] != digest_tables(entries):
        yield "manifest.json: the digest of the version is not that of the tables it names"
        return
    tables = {name: table for name, table in PUBLISHED.items() if name in entries}
    for find in (find_damaged_files, _find_schema_faults):
        faults = list(find(version))
        if faults:
            yield from faults  # the rows prove nothing more
            return
    keys = {name: KeyCheck(table) for name, table in tables.items()}
    places: DocumentPlaces | None = None
    for name, table in tables.items():
        yield from _check_rows(version, table, keys[name], OrderCheck(table, places))
        if table is DOCUMENTS:  # the first of all, so that the others can be held against it
            places = DocumentPlaces(keys[name].keys())
    yield from find_key_faults(keys)


def find_damaged_files(version: Version) -> Iterator[str]:
    """The files of a version that are gone or hold other bytes than were published, one line each."""
    for part in (part for entry in version.manifest["tables"].values() for part in entry["parts"]):
        path = version.folder / part["path"]
        if not path.is_file():
            yield f"{part['path']}: the file is gone"
        elif size_of(path) != part["bytes"] or digest_location(path) != part["sha256"]:
            yield f"{part['path']}: the bytes are not those that were published"


def has_all_files(version: Version) -> bool:
    """All files of a version are there with the bytes that were published, as far as that is known without reading them
    from a bucket.
    """
    parts = (part for entry in version.manifest["tables"].values() for part in entry["parts"])
    return all(is_intact(version.folder / part["path"], part["sha256"], part["bytes"]) for part in parts)


def _find_schema_faults(version: Version) -> Iterator[str]:
    for name, entry in version.manifest["tables"].items():
        for part in entry["parts"] if name in PUBLISHED else []:
            schema = pq.read_schema(parquet_source(version.folder / part["path"]))
            fault = find_schema_fault(entry["schema_version"], schema, PUBLISHED[name])
            if fault:
                yield f"{part['path']}: {fault}"


def _check_rows(version: Version, table: Table, keys: KeyCheck, order: OrderCheck) -> Iterator[str]:
    entry = version.manifest["tables"][table.name]
    digest = RowsDigest(pq.read_schema(parquet_source(version.paths(table.name)[0])))
    for part in entry["parts"]:
        for rows in _read_groups(version, part, digest):
            rows = fill_up(rows, table)
            keys.take(rows)
            for fault in (*_check_values(table, rows), *order.find_faults(rows)):
                yield f"{part['path']}: {fault}"
    if digest.n_rows != entry["rows"]:
        yield f"{table.name}: {digest.n_rows} rows, the manifest says {entry['rows']}"
    elif digest.hexdigest() != entry["rows_sha256"]:
        yield f"{table.name}: the rows are not those that were published"


def _read_groups(version: Version, part: PartEntry, digest: RowsDigest) -> Iterator[pa.Table]:
    with open_parquet(version.folder / part["path"]) as file:
        for index in range(file.num_row_groups):
            rows = file.read_row_group(index)
            digest.update(rows)
            yield rows


def _check_values(table: Table, rows: pa.Table) -> Iterator[str]:
    for column in table.columns:
        if not column.nullable and rows[column.name].null_count:
            yield f"nulls in {column.name}"
    for start, end, text in (
        ("char_start", "char_end", {"segments": "text", "facts": "quote", "edits": "after"}),
        ("byte_start", "byte_end", {"edits": "before"}),
    ):
        if start not in table.names:
            continue
        length = pc.subtract(rows[end], rows[start])
        if pc.any(pc.less(length, 0)).as_py():
            yield f"{end} before {start}"
        column_name = text.get(table.name)
        if column_name and pc.any(pc.not_equal(length, _measure(rows[column_name]))).as_py():
            yield f"{start} and {end} do not fit {column_name}"


def _measure(column: pa.ChunkedArray) -> pa.ChunkedArray:
    lengths = pc.binary_length(column) if pa.types.is_binary(column.type) else pc.utf8_length(column)
    return lengths.cast(pa.int64())
