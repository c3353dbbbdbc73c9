"""Read and count rows of a version batch by batch, with only the columns that are asked for: memory stays bounded."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..store.versions import Version

Row = dict[str, Any]
"""Values by column."""


def count_values(
    version: Version, table: str, columns: Sequence[str], where: pc.Expression | None = None
) -> Counter[tuple[Any, ...]]:
    """How often each combination of values of the columns stands in the rows that match `where`."""
    counts: Counter[tuple[Any, ...]] = Counter()
    for rows in read_batches(version, table, columns, where):
        grouped = rows.group_by(list(columns)).aggregate([([], "count_all")])
        keys = zip(*(grouped[column].to_pylist() for column in columns), strict=True)
        counts.update(dict(zip(keys, grouped["count_all"].to_pylist(), strict=True)))
    return counts


def read_first(
    version: Version, table: str, columns: Sequence[str], limit: int, where: pc.Expression | None = None
) -> list[Row]:
    """The first rows that match, in the order of the table; no more is read than they need."""
    found: list[Row] = []
    for rows in read_batches(version, table, columns, where):
        found += rows.slice(0, limit - len(found)).to_pylist()
        if len(found) == limit:
            break
    return found


def read_largest(
    version: Version, table: str, columns: Sequence[str], limit: int, where: pc.Expression, by: str
) -> list[Row]:
    """The matching rows with the largest values of the column `by`, largest first, equals in the order of the table."""
    kept: pa.Table | None = None
    for rows in read_batches(version, table, columns, where):
        seen = rows if kept is None else pa.concat_tables([kept, rows])
        kept = seen.sort_by([(by, "descending")]).slice(0, limit)  # the sort is stable
    return [] if kept is None else list(kept.to_pylist())


def read_by_key(version: Version, table: str, columns: Sequence[str], keys: Iterable[str]) -> dict[str, Row]:
    """The rows whose first column is one of `keys`, by that column."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    rows = version.read(table, columns, filters=[(columns[0], "in", wanted)])
    return {row[columns[0]]: row for row in rows.to_pylist()}


def read_batches(
    version: Version, table: str, columns: Sequence[str], where: pc.Expression | None = None
) -> Iterator[pa.Table]:
    """The rows of a table that match `where`, a row group at a time."""
    for rows in version.iterate(table, columns):
        yield rows if where is None else rows.filter(where)
