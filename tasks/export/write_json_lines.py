"""A table as JSON lines: one object a row, with every column (https://jsonlines.org)."""

import json
from typing import BinaryIO

from ..store.versions import Version
from .plain_values import plain_rows


def write_json_lines(version: Version, table: str, sink: BinaryIO) -> None:
    """Write all rows of a table, in order. Nulls are written as null.

    Raises WrongCallError when there is no such table, OSError when the sink cannot be written.
    """
    for rows in version.iterate(table):
        for row in plain_rows(rows):
            sink.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
