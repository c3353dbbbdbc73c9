"""Large tables from small ones: the tables of a corpus several times over, each time as other documents.

In a copy all ids are spelled with other hex digits, the same in every table, so that keys stay unique and references
lead where they led. Texts stay: copies lie megabytes apart, where no compression of Parquet pages sees them together.
"""

import random
from collections.abc import Mapping

import pyarrow as pa

from tasks.schema import PUBLISHED
from tasks.store.artifacts import ArtifactStore, Reference

OF_ALL = ("rejects", "indicators")
DIGITS, LETTERS = "0123456789", "abcdef"


def copy_tables(tables: Mapping[str, pa.Table], seed: int) -> dict[str, pa.Table]:
    """All rows as those of other documents further down; seed 0 gives the rows as they are."""
    spelling = _make_spelling(seed)
    copied = {name: _copy_ids(name, rows, spelling) for name, rows in tables.items()}
    documents = copied["documents"]
    below = pa.array([f"~{seed:08d}/{uri}" if seed else uri for uri in documents["uri"].to_pylist()], pa.string())
    at = documents.schema.get_field_index("uri")
    return copied | {"documents": documents.set_column(at, documents.schema.field(at), below)}


def store_copies(store: ArtifactStore, tables: Mapping[str, pa.Table], n_copies: int) -> dict[str, list[Reference]]:
    """So many shards, in the shape that publishing takes; what is one table for all of them stands in the first."""
    upstream: dict[str, list[Reference]] = {name: [] for name in PUBLISHED}
    for seed in range(n_copies):
        written = {name: store.write(name, rows) for name, rows in copy_tables(tables, seed).items()}
        for name in PUBLISHED if not seed else [name for name in PUBLISHED if name not in OF_ALL]:
            upstream[name].append(Reference(stage="copy", tables=written, counts={}))
    return upstream


def _make_spelling(seed: int) -> bytes:
    """A table for `bytes.translate`: digits become digits and letters of hex letters, so that ordinals stay numbers."""
    dice = random.Random(seed)
    spelled = "".join("".join(dice.sample(group, len(group))) for group in (DIGITS, LETTERS))
    return bytes.maketrans((DIGITS + LETTERS).encode(), (spelled if seed else DIGITS + LETTERS).encode())


def _copy_ids(name: str, rows: pa.Table, spelling: bytes) -> pa.Table:
    table = PUBLISHED[name]
    ids = {
        column
        for column in (*table.key, *(column for column, _ in table.references))
        if column.endswith(("_id", "_ids"))
    }
    for column in sorted(ids):
        index = rows.schema.get_field_index(column)
        array = rows[column].combine_chunks()
        rows = rows.set_column(index, rows.schema.field(index), _spell(array, spelling))
    return rows


def _spell(array: pa.Array, spelling: bytes) -> pa.Array:
    if pa.types.is_list(array.type):
        return pa.ListArray.from_arrays(array.offsets, _spell(array.values, spelling), type=array.type)
    valid, offsets, values = array.buffers()
    spelled = pa.py_buffer(bytes(values or b"").translate(spelling))
    return pa.Array.from_buffers(array.type, len(array), [valid, offsets, spelled], array.null_count, array.offset)
