"""A table as CSV (RFC 4180) that no spreadsheet takes for a program.

A cell that begins with one of `=+-@`, their full-width forms, a tab or a line end is run as a formula by spreadsheets
(https://owasp.org/www-community/attacks/CSV_Injection). Texts are data from anywhere, so such a cell gets an apostrophe
in front, which spreadsheets do not show. Numbers stay numbers.
"""

import json
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from ..store.versions import Version
from .plain_values import plain_rows

FORMULA = r"^([=+\-@＝＋－＠\t\r\n])"
OPTIONS = pyarrow.csv.WriteOptions(quoting_style="needed")
"""Texts are quoted and nulls are not, so that an empty text is no null."""


def write_csv(version: Version, table: str, sink: BinaryIO) -> None:
    """Write all rows of a table, in order, with a line of column names.

    Lists and maps are written as JSON, bytes as hex. Raises WrongCallError when there is no such table, OSError when
    the sink cannot be written.
    """
    writer = None
    for rows in version.iterate(table):
        flat = flatten(rows)
        writer = writer or pyarrow.csv.CSVWriter(sink, flat.schema, write_options=OPTIONS)
        writer.write_table(flat)
    if writer is None:
        flat = flatten(version.read(table))
        writer = pyarrow.csv.CSVWriter(sink, flat.schema, write_options=OPTIONS)
    writer.close()


def flatten(rows: pa.Table) -> pa.Table:
    """The rows with columns that CSV can hold, texts made safe."""
    columns = {name: _flatten_column(rows, name) for name in rows.column_names}
    return pa.table(columns)


def _flatten_column(rows: pa.Table, name: str) -> pa.ChunkedArray:
    column, kind = rows[name], rows[name].type
    if pa.types.is_nested(kind) or pa.types.is_binary(kind):
        values = (row[name] for row in plain_rows(rows.select([name])))
        column = pa.chunked_array([pa.array([_write_value(value) for value in values], pa.string())])
    elif pa.types.is_decimal(kind):
        return column.cast(pa.string())
    if not pa.types.is_string(column.type):
        return column
    return pc.replace_substring_regex(column, FORMULA, r"'\1")


def _write_value(value: object) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)
