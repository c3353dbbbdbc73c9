"""Artifacts: what a stage made of a shard, as Parquet files named by the digest of their bytes.

`root/<table>/<first two hex digits>/<sha256>.parquet` hold the rows, `root/results/<cache key>` the records by which
Prefect knows that a step is done, `root/tmp` what is being written.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any, Self, TypedDict

import pyarrow as pa
import pyarrow.parquet as pq

from ..core.digests import digest_bytes, digest_file
from ..core.errors import StoreError
from ..core.stage import Tables
from ..schema import TABLES
from .files import hold_lock, replace_file, share_lock
from .parquet import to_parquet


class TableReference(TypedDict):
    """Where one table of an artifact lies: path below the root, digest of the file, rows, size in bytes."""

    path: str
    sha256: str
    rows: int
    bytes: int


class Reference(TypedDict):
    """What a step returns: small, plain JSON. `counts` are for people to read.

    It does not name its shard: the same rows may stand in another place when the next run finds them in the cache.
    """

    stage: str
    tables: dict[str, TableReference]
    counts: dict[str, int]


@dataclass(frozen=True)
class ArtifactStore:
    """The artifacts below one folder."""

    root: Path

    @classmethod
    def at(cls, root: str) -> Self:
        """The store below a folder."""
        return cls(Path(root))

    @property
    def results(self) -> Path:
        """The folder of result records."""
        return self.root / "results"

    @property
    def scratch(self) -> Path:
        """The folder of half-written files."""
        return self.root / "tmp"

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the store from being collected while the block runs; sweeps what a killed run left half-written."""
        path = self.root / ".lock"
        with ExitStack() as stack:
            try:
                descriptor = stack.enter_context(hold_lock(path))
            except StoreError:  # another run is at work here: its half-written files are not ours to sweep
                stack.enter_context(hold_lock(path, shared=True, timeout_seconds=60.0))
            else:
                rmtree(self.scratch, ignore_errors=True)
                share_lock(descriptor)
            yield

    def write(self, name: str, rows: pa.Table) -> TableReference:
        """Store a table of the schema `name`; the same rows are stored once.

        Raises SchemaError when the rows do not fit, OSError when they cannot be written.
        """
        data = to_parquet(TABLES[name], rows)
        reference = _refer(name, rows, data)
        replace_file(self.root / reference["path"], data, self.scratch)
        return reference

    def refer(self, name: str, rows: pa.Table) -> TableReference:
        """What `write` would return, without writing."""
        return _refer(name, rows, to_parquet(TABLES[name], rows))

    def read(self, name: str, references: Sequence[TableReference], columns: Sequence[str] | None = None) -> pa.Table:
        """The rows of one or several artifacts of the schema `name`, behind each other.

        Raises StoreError when a file is missing or its bytes are not those that were written.
        """
        names = None if columns is None else list(columns)
        tables = [pq.ParquetFile(self._open(reference)).read(columns=names) for reference in references]
        return pa.concat_tables(tables) if tables else TABLES[name].empty()

    def read_all(self, inputs: dict[str, list[TableReference]]) -> Tables:
        """Tables by name; the part of a name before a colon is only a role."""
        return {name: self.read(name.rpartition(":")[2], references) for name, references in inputs.items()}

    def is_sound(self, reference: TableReference) -> bool:
        """The file is there and holds the bytes that were written."""
        try:
            return digest_file(self.root / reference["path"]) == reference["sha256"]
        except OSError:
            return False

    def _open(self, reference: TableReference) -> pa.BufferReader:
        path = self.root / reference["path"]
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise StoreError(f"the artifact {path} is gone; run again to make it anew") from None
        if digest_bytes(data) != reference["sha256"]:
            raise StoreError(f"the artifact {path} is damaged; run again to make it anew")
        return pa.BufferReader(data)


def _refer(name: str, rows: pa.Table, data: bytes) -> TableReference:
    sha256 = digest_bytes(data)
    path = f"{name}/{sha256[:2]}/{sha256}.parquet"
    return TableReference(path=path, sha256=sha256, rows=rows.num_rows, bytes=len(data))


def references_of(name: str, *references: Reference) -> list[TableReference]:
    """The tables called `name` of several references; a reference without one adds none."""
    return [reference["tables"][name] for reference in references if name in reference["tables"]]


def name_shard(index: int) -> str:
    """The name of the shard in this place of the listing."""
    return f"{index:04d}"


def as_reference(value: Any) -> Reference | None:
    """The value if it has the shape of a reference."""
    is_reference = isinstance(value, dict) and {"stage", "tables", "counts"} <= value.keys()
    return value if is_reference else None
