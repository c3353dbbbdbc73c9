"""SHA-256 digests of bytes, files, structures and table rows."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

VALID = b"\x80"
"""What a value that is not null adds to the stream of null flags."""


def digest_bytes(data: bytes) -> str:
    """SHA-256 of bytes, lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def digest_json(value: Any) -> str:
    """SHA-256 of a structure of plain JSON values, whatever the order of its keys."""
    return digest_bytes(json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode())


def digest_file(path: Path) -> str:
    """SHA-256 of a local file, read in blocks.

    Raises OSError when it cannot be read.
    """
    with path.open("rb", buffering=0) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class RowsDigest:
    """SHA-256 of the rows of a table: the same whatever wrote them and however they were cut into batches.

    Each column is hashed apart, as a stream of null flags, a stream of lengths and a stream of values; nested columns
    go on with their children. The column names and these digests are hashed together.
    """

    def __init__(self, schema: pa.Schema):
        self._schema = schema
        self._streams: dict[str, Any] = {}
        self.n_rows = 0

    def update(self, table: pa.Table | pa.RecordBatch) -> None:
        """Take the next rows."""
        self.n_rows += table.num_rows
        for name in self._schema.names:
            column = table.column(name)
            for chunk in column.chunks if isinstance(column, pa.ChunkedArray) else [column]:
                self._add(name, chunk)

    def hexdigest(self) -> str:
        """The digest of all rows so far."""
        streams = {name: stream.hexdigest() for name, stream in self._streams.items()}
        return digest_json({"columns": self._schema.names, "rows": self.n_rows, "streams": streams})

    def _feed(self, stream: str, data: Any) -> None:
        if stream not in self._streams:
            self._streams[stream] = hashlib.sha256()
        self._streams[stream].update(data)

    def _add(self, name: str, array: pa.Array) -> None:
        if len(array) == 0:
            return
        self._feed(f"{name}.valid", _valid(array))
        kind = array.type
        if pa.types.is_string(kind) or pa.types.is_binary(kind):
            lengths, values = _lengths_and_values(array)
            self._feed(f"{name}.length", lengths)
            self._feed(f"{name}.value", values)
        elif pa.types.is_map(kind) or pa.types.is_list(kind):
            lists = _as_lists(array)
            self._feed(f"{name}.length", _numpy(_filled(pc.list_value_length(lists), -1)).astype("<i8"))
            self._add(f"{name}.item", pc.list_flatten(lists))
        elif pa.types.is_struct(kind):
            for index in range(kind.num_fields):
                self._add(f"{name}.{kind.field(index).name}", pc.struct_field(array, index))
        elif pa.types.is_decimal(kind):
            self._add(f"{name}.text", array.cast(pa.string()))
        else:
            self._feed(f"{name}.value", _fixed_width(array))


def _numpy(array: pa.Array) -> Any:
    return array.to_numpy(zero_copy_only=False)


def _filled(array: pa.Array, value: Any) -> pa.Array:
    """The array with a value in place of nulls; an array without nulls as it is, which is most of them."""
    return pc.fill_null(array, value) if array.null_count else array


def _valid(array: pa.Array) -> Any:
    """A byte for each value: 128, or 0 for null."""
    if not array.null_count:
        return VALID * len(array)
    return _numpy(pc.is_valid(array)).view(np.uint8) << 7


def _lengths_and_values(array: pa.Array) -> tuple[Any, Any]:
    """Lengths in bytes, shape (values,), and the joined values of a string or binary array; null is empty."""
    lengths, values = _measure_and_join(array)
    # a null takes no bytes, as a rule; where it does, as Arrow allows, it is emptied first
    if array.null_count and lengths[_numpy(pc.is_null(array))].any():
        lengths, values = _measure_and_join(pc.fill_null(array, b"" if pa.types.is_binary(array.type) else ""))
    return lengths, values


def _measure_and_join(array: pa.Array) -> tuple[Any, Any]:
    """The same, with nulls as long as they are."""
    offsets = np.frombuffer(array.buffers()[1], dtype="<i4")[array.offset : array.offset + len(array) + 1]
    values = array.buffers()[2]
    joined = b"" if values is None else memoryview(values)[int(offsets[0]) : int(offsets[-1])]
    return np.diff(offsets).astype("<i8"), joined


def _as_lists(array: pa.Array) -> pa.Array:
    """Maps as lists of entries; lists as they are."""
    kind = array.type
    if not pa.types.is_map(kind):
        return array
    return array.cast(pa.list_(pa.struct([("key", kind.key_type), ("value", kind.item_type)])))


def _fixed_width(array: pa.Array) -> Any:
    """The values behind each other; null counts as zero."""
    if pa.types.is_boolean(array.type):
        return _numpy(_filled(array, False)).astype(np.uint8)
    if pa.types.is_date32(array.type):
        array = array.cast(pa.int32())
    return np.ascontiguousarray(_numpy(_filled(array, 0)))
