"""Check that keys are unique and references lead somewhere, by 64-bit hashes: 8 bytes a key, whatever the rows hold.

Two different keys share a hash once in 10^7 versions of 2 million rows; that would be told as a fault, never hide one.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ..schema import Table

Hashes = npt.NDArray[np.uint64]

WORD_BYTES = 8
PRIME = np.uint64(0x9E3779B97F4A7C15)
"""2^64 by the golden ratio, odd: multiplying by it spreads bits (Knuth, The Art of Computer Programming, 6.4)."""
SHIFT = np.uint64(32)


class KeyCheck:
    """Keys and references of one table."""

    def __init__(self, table: Table):
        self.table = table
        self._keys: list[Hashes] = []
        self._references: dict[str, list[Hashes]] = {column: [] for column, _ in table.references}

    def take(self, rows: pa.Table) -> None:
        """Add the next rows."""
        self._keys.append(_hash_columns([_one_array(rows[name]) for name in self.table.key]))
        for column, found in self._references.items():
            values = _one_array(rows[column]).drop_null()
            flat = pc.list_flatten(values) if pa.types.is_list(values.type) else values
            found.append(hash_values(_without_runs(flat)))

    def keys(self) -> Hashes:
        """Hashes of all keys, in the order of the rows."""
        return np.concatenate(self._keys) if self._keys else np.empty(0, dtype=np.uint64)

    def references(self, column: str) -> Hashes:
        """Hashes of all values of a column that refers to another table, in order; some may stand more than once."""
        found = self._references[column]
        return np.sort(np.concatenate(found)) if found else np.empty(0, dtype=np.uint64)


def find_key_faults(checks: Mapping[str, KeyCheck]) -> Iterator[str]:
    """Repeated keys, and references to keys that are not there, one line each."""
    known = {name: np.sort(check.keys()) for name, check in checks.items()}
    for name, keys in known.items():
        repeated = int((keys[1:] == keys[:-1]).sum())
        if repeated:
            yield f"{name}: {repeated} rows repeat the key {', '.join(checks[name].table.key)}"
    for name, check in checks.items():
        for column, target in check.table.references:
            missing = _count_missing(check.references(column), known[target.split(".")[0]])
            if missing:
                yield f"{name}.{column}: {missing} values are not in {target}"


def _count_missing(wanted: Hashes, known: Hashes) -> int:
    """Distinct values that are wanted and not known; both in order."""
    if not len(known):
        return len(np.unique(wanted))
    places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    return len(np.unique(wanted[known[places] != wanted]))


def _one_array(column: pa.ChunkedArray) -> pa.Array:
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def _without_runs(values: pa.Array) -> pa.Array:
    """Neighbours that are equal once: rows that refer to one document stand together."""
    return pc.run_end_encode(values).values if len(values) else values


def _hash_columns(columns: list[pa.Array]) -> Hashes:
    """Hashes of whole keys; of one column they are those of its values, so that references find them."""
    combined = hash_values(columns[0])
    for column in columns[1:]:
        combined = _mix(combined ^ hash_values(column))
    return combined


def hash_values(values: pa.Array) -> Hashes:
    """A 64-bit hash of each text or integer, shape (values,). Equal values have equal hashes; null is as empty."""
    if pa.types.is_integer(values.type):
        return _mix(pc.fill_null(values, 0).to_numpy(zero_copy_only=False).astype(np.int64).view(np.uint64))
    filled = pc.fill_null(values, "")
    offsets = np.frombuffer(filled.buffers()[1], dtype=np.int32)[filled.offset : filled.offset + len(filled) + 1]
    return _hash_texts(filled.buffers()[2], offsets.astype(np.int64))


def _hash_texts(data: pa.Buffer | None, offsets: npt.NDArray[np.int64]) -> Hashes:
    """Eight bytes of every text at a time; the last ones of a text are filled up with zeros."""
    starts, lengths = offsets[:-1], np.diff(offsets)
    hashes = _mix(lengths.astype(np.uint64) + PRIME)
    if data is None or not len(lengths):
        return hashes
    words = _words_at_every_byte(data, int(offsets[0]), int(offsets[-1]))
    starts = starts - offsets[0]
    for at in range(0, int(lengths.max()), WORD_BYTES):
        left = lengths - at
        rows = slice(None) if left.min() > 0 else np.flatnonzero(left > 0)
        word = words[starts[rows] + at]
        unused = (WORD_BYTES - np.minimum(left[rows], WORD_BYTES)).astype(np.uint64) * np.uint64(8)
        hashes[rows] = _mix(hashes[rows] ^ ((word << unused) >> unused))
    return hashes


def _words_at_every_byte(data: pa.Buffer, start: int, end: int) -> Hashes:
    """The little-endian word that begins at each byte, shape (bytes,): a view, eight zeros behind the last byte."""
    padded = bytes(memoryview(data)[start:end]) + bytes(WORD_BYTES)
    return np.ndarray(shape=(end - start,), dtype="<u8", buffer=padded, strides=(1,))


def _mix(hashes: Hashes) -> Hashes:
    mixed = hashes * PRIME
    return mixed ^ (mixed >> SHIFT)
