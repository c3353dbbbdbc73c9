"""SHA-256 digests of bytes, files, structures and table rows."""

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

BLOCK_BYTES = 1 << 20


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
        self._feed(f"{name}.valid", np.packbits(_numpy(pc.is_valid(array)).astype(np.uint8)[:, None], axis=1).tobytes())
        kind = array.type
        if pa.types.is_string(kind) or pa.types.is_binary(kind):
            filled = pc.fill_null(array, b"" if pa.types.is_binary(kind) else "")
            self._feed(f"{name}.length", _numpy(pc.binary_length(filled)).astype("<i8").tobytes())
            self._feed(f"{name}.value", memoryview(_joined(filled)))
        elif pa.types.is_map(kind) or pa.types.is_list(kind):
            lists = _as_lists(array)
            self._feed(f"{name}.length", _numpy(pc.fill_null(pc.list_value_length(lists), -1)).astype("<i8").tobytes())
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


def _joined(array: pa.Array) -> pa.Buffer:
    """The values of a string or binary array behind each other."""
    offsets = np.frombuffer(array.buffers()[1], dtype=np.int32)[array.offset : array.offset + len(array) + 1]
    values = array.buffers()[2]
    return values.slice(int(offsets[0]), int(offsets[-1] - offsets[0])) if values is not None else pa.py_buffer(b"")


def _as_lists(array: pa.Array) -> pa.Array:
    """Maps as lists of entries; lists as they are."""
    kind = array.type
    if not pa.types.is_map(kind):
        return array
    return array.cast(pa.list_(pa.struct([("key", kind.key_type), ("value", kind.item_type)])))


def _fixed_width(array: pa.Array) -> bytes:
    if pa.types.is_boolean(array.type):
        return bytes(_numpy(pc.fill_null(array, False)).astype(np.uint8).tobytes())
    if pa.types.is_date32(array.type):
        array = array.cast(pa.int32())
    filled = pc.fill_null(array, 0)
    return bytes(_numpy(filled).tobytes())
