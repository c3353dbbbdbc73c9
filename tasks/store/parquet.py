"""The one way tables become Parquet bytes: the same rows give the same bytes within one version of pyarrow.

Options after measurement: zstd, dictionaries only for coded columns, page index, page checksums, no pandas metadata.
"""

from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..schema import Table

ARTIFACT_COMPRESSION_LEVEL = 1
VERSION_COMPRESSION_LEVEL = 3


def writer_options(table: Table, level: int) -> dict[str, Any]:
    """Keyword arguments for `pyarrow.parquet.ParquetWriter`."""
    return {
        "compression": "zstd",
        "compression_level": level,
        "use_dictionary": [column.name for column in table.columns if column.coded] or False,
        "column_encoding": _choose_encodings(table),
        "write_page_index": True,
        "write_page_checksum": True,
        "store_schema": True,
        "version": "2.6",
    }


def _choose_encodings(table: Table) -> dict[str, str]:
    """Encodings that were smaller and quicker than plain ones: differences of integers, shared beginnings of ids."""
    ids = {*table.key, *(column for column, _ in table.references)}
    chosen = {}
    for column in table.columns:
        if column.coded:
            continue
        if pa.types.is_integer(column.type):
            chosen[column.name] = "DELTA_BINARY_PACKED"
        elif pa.types.is_string(column.type) and column.name in ids:
            chosen[column.name] = "DELTA_BYTE_ARRAY"
    return chosen


def to_parquet(table: Table, rows: pa.Table, level: int = ARTIFACT_COMPRESSION_LEVEL) -> bytes:
    """One Parquet file with all rows in one row group.

    Raises SchemaError when the rows do not fit the table.
    """
    rows = table.check(rows).combine_chunks()
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, table.arrow, **writer_options(table, level)) as writer:
        writer.write_table(rows, row_group_size=max(1, rows.num_rows))
    return bytes(sink.getvalue())
