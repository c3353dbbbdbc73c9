"""Check that rows ascend as their table promises, which keeps the rows of a document together for its readers."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ..schema import Table
from .check_keys import Hashes, hash_values

Ranks = npt.NDArray[np.int64]


class DocumentPlaces:
    """Where each document stands in `documents`, found by the hash of its id: 16 bytes a document."""

    def __init__(self, hashes: Hashes):
        self._order = np.argsort(hashes, kind="stable")
        self._sorted = hashes[self._order]

    def find(self, document_ids: pa.Array) -> Ranks:
        """Places of documents, shape (rows,); of an id that is not known any place (the keys are checked elsewhere)."""
        if not len(self._sorted):
            return np.zeros(len(document_ids), dtype=np.int64)
        runs = pc.run_end_encode(document_ids)
        at = np.searchsorted(self._sorted, hash_values(runs.values))
        places = self._order[np.minimum(at, len(self._order) - 1)]
        return np.repeat(places, np.diff(runs.run_ends.to_numpy(), prepend=0))


class OrderCheck:
    """Compares each row of one table with the row before it, over the row groups in turn."""

    def __init__(self, table: Table, places: DocumentPlaces | None):
        """`places` is None for the table of documents itself, which has no order by document."""
        self._table, self._places = table, places
        self._last: pa.Table | None = None

    def find_faults(self, rows: pa.Table) -> Iterator[str]:
        """One line when these rows do not ascend, or do not go on from the ones before."""
        if not self._table.order or not rows.num_rows:
            return
        rows = rows.select(list(self._table.order))
        joined = pa.concat_tables([self._last, rows]) if self._last is not None else rows
        self._last = rows.slice(rows.num_rows - 1)
        n_wrong = self._count_descents(joined.combine_chunks())
        if n_wrong:
            yield f"{n_wrong} rows do not stand in the order of {', '.join(self._table.order)}"

    def _count_descents(self, rows: pa.Table) -> int:
        """Rows that come before their forerunner by the first column in which the two differ."""
        descends = np.zeros(rows.num_rows - 1, dtype=bool)
        are_equal = np.ones(rows.num_rows - 1, dtype=bool)
        for name in self._table.order:
            values = self._comparable(name, rows[name])
            before, after = values.slice(0, len(values) - 1), values.slice(1)
            descends |= are_equal & pc.less(after, before).to_numpy(zero_copy_only=False)
            are_equal &= pc.equal(after, before).to_numpy(zero_copy_only=False)
        return int(descends.sum())

    def _comparable(self, name: str, column: pa.ChunkedArray) -> pa.Array:
        values = pa.concat_arrays(column.chunks)
        return pa.array(self._places.find(values)) if name == "document_id" and self._places else values
