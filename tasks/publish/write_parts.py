"""Write the rows of a table as Parquet parts: the same rows give the same files, however they come in."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..core.digests import RowsDigest, digest_file
from ..schema import Table
from ..store.files import sync_folder
from ..store.parquet import VERSION_COMPRESSION_LEVEL, writer_options
from ..store.versions import PartEntry, TableEntry
from .settings import PublishSettings

ROW_BYTES = 64
"""What a row weighs beyond its text, about."""


def write_table(folder: Path, table: Table, batches: Iterable[pa.Table], settings: PublishSettings) -> TableEntry:
    """Write all rows below `folder/<table>`, fsynced; memory is bounded by a row group and a batch.

    Raises SchemaError when rows do not fit, OSError when they cannot be written.
    """
    (folder / table.name).mkdir(parents=True)
    writer = _PartWriter(folder, table, settings)
    for group in cut_groups(table, batches, settings):
        writer.write(group)
    writer.close()
    sync_folder(folder / table.name)
    return TableEntry(
        schema_version=table.version,
        rows=writer.digest.n_rows,
        rows_sha256=writer.digest.hexdigest(),
        parts=writer.parts,
    )


def cut_groups(table: Table, batches: Iterable[pa.Table], settings: PublishSettings) -> Iterator[pa.Table]:
    """The same rows as row groups; where they are cut does not depend on the batches. Each row is weighed once."""
    pending: list[pa.Table] = []
    n_rows = n_bytes = 0
    for batch in batches:
        rows = table.check(batch)
        weights = weigh_rows(rows)
        while cut := _find_cut(weights, n_rows, n_bytes, settings):
            yield pa.concat_tables([*pending, rows.slice(0, cut)]).combine_chunks()
            rows, weights = rows.slice(cut), weights[cut:]
            pending, n_rows, n_bytes = [], 0, 0
        pending.append(rows)
        n_rows, n_bytes = n_rows + rows.num_rows, n_bytes + int(weights.sum())
    if n_rows:
        yield pa.concat_tables(pending).combine_chunks()


def _find_cut(weights: npt.NDArray[np.int64], n_rows: int, n_bytes: int, settings: PublishSettings) -> int:
    """Rows that fill the row group in which `n_rows` of `n_bytes` wait already; 0 when they do not fill it."""
    by_bytes = int(np.searchsorted(np.cumsum(weights), settings.row_group_bytes - n_bytes)) + 1
    cut = min(by_bytes, settings.row_group_rows - n_rows)
    return cut if cut <= len(weights) else 0


def weigh_rows(rows: pa.Table) -> npt.NDArray[np.int64]:
    """About how many bytes each row takes, shape (rows,)."""
    weights = np.full(rows.num_rows, ROW_BYTES, dtype=np.int64)
    for column in rows.columns:
        if pa.types.is_string(column.type) or pa.types.is_binary(column.type):
            lengths = pc.binary_length(column)
            weights += (pc.fill_null(lengths, 0) if column.null_count else lengths).to_numpy()
    return weights


class _PartWriter:
    """Writes row groups, a new file whenever the last one is large enough."""

    def __init__(self, folder: Path, table: Table, settings: PublishSettings):
        self.parts: list[PartEntry] = []
        self.digest = RowsDigest(table.arrow)
        self._folder, self._table, self._limit = folder, table, settings.max_part_bytes
        self._open()

    def write(self, group: pa.Table) -> None:
        if self._sink.tell() >= self._limit:
            self._finish()
            self._open()
        self._writer.write_table(group, row_group_size=group.num_rows)
        self._rows += group.num_rows
        self.digest.update(group)

    def close(self) -> None:
        self._finish()

    def _open(self) -> None:
        self._path = f"{self._table.name}/part-{len(self.parts):05d}.parquet"
        self._sink = (self._folder / self._path).open("wb")
        options = writer_options(self._table, VERSION_COMPRESSION_LEVEL)
        self._writer = pq.ParquetWriter(self._sink, self._table.arrow, **options)
        self._rows = 0

    def _finish(self) -> None:
        self._writer.close()
        self._sink.flush()
        os.fsync(self._sink.fileno())
        self._sink.close()
        path = self._folder / self._path
        entry = PartEntry(path=self._path, sha256=digest_file(path), bytes=path.stat().st_size, rows=self._rows)
        self.parts.append(entry)
