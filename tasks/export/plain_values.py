"""Values of Arrow as values of JSON."""

import datetime
import decimal
from collections.abc import Iterator
from typing import Any

import pyarrow as pa


def plain_rows(rows: pa.Table) -> Iterator[dict[str, Any]]:
    """The rows of a table as objects of JSON, by column name."""
    maps = [field.name for field in rows.schema if pa.types.is_map(field.type)]
    for batch in rows.to_batches(max_chunksize=1 << 12):
        for row in batch.to_pylist():
            for name in maps:
                row[name] = None if row[name] is None else dict(row[name])
            yield {name: plain_value(value) for name, value in row.items()}


def plain_value(value: Any) -> Any:
    """Dates in ISO 8601, decimals as text with all their digits, bytes in lower-case hex; the rest as it is."""
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, decimal.Decimal) else value
