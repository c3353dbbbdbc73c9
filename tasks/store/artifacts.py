"""Artifacts: what a stage made of a shard, as Parquet files named by the digest of their bytes.

`root/<table>/<first two hex digits>/<sha256>.parquet` hold the rows, `root/results/<cache key>` the records by which
Prefect knows that a step is done, `root/tmp` what is being written.
"""

import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any, Self, TypedDict

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..core.digests import digest_bytes
from ..core.errors import StoreError
from ..core.stage import Tables
from ..schema import TABLES
from .files import hold_lock, share_lock
from .locations import Location, is_intact, locate, remove_tree, replace_file
from .objects import ObjectPath
from .parquet import to_parquet

PAIRED, SIDES = ("pairs", "alignments"), ("zh_document_id", "en_document_id")
USES = "uses"
"""Below it, runs leave notes in a bucket."""
USE_SECONDS = 2 * 86400.0


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
    """The artifacts below one folder, or below one name of a bucket."""

    root: Location

    @classmethod
    def at(cls, root: str) -> Self:
        """The store below a folder or a URL."""
        return cls(locate(root))

    @property
    def results(self) -> Location:
        """The folder of result records."""
        return self.root / "results"

    @property
    def scratch(self) -> Location:
        """The folder of half-written files."""
        return self.root / "tmp"

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the store from being collected while the block runs; sweeps what a killed run left half-written."""
        if isinstance(self.root, ObjectPath):
            with _noting_use(self.root / USES / uuid.uuid4().hex):
                yield
            return
        path = self.root / ".lock"
        with ExitStack() as stack:
            try:
                descriptor = stack.enter_context(hold_lock(path))
            except StoreError:  # another run is at work here: its half-written files are not ours to sweep
                stack.enter_context(hold_lock(path, shared=True, timeout_seconds=60.0))
            else:
                with suppress(OSError, StoreError):
                    remove_tree(self.scratch)
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
        """Tables by name; the part of a name before a colon is only a role.

        Of tables in the role of `partner`, which belong to other shards, only the documents are kept that `pairs` or
        `alignments` name: a shard may have a partner in each other one, and must not hold them all.
        """
        own = {name: self.read(name, found) for name, found in inputs.items() if ":" not in name}
        wanted = _list_paired(own)
        partners = {name: self._read_documents(name, found, wanted) for name, found in inputs.items() if ":" in name}
        return own | partners

    def _read_documents(self, role: str, references: Sequence[TableReference], wanted: pa.Array) -> pa.Table:
        """The rows of some documents, from one artifact after the other."""
        name = role.rpartition(":")[2]
        tables = (self.read(name, [reference]) for reference in references)
        kept = [rows.filter(pc.is_in(rows["document_id"], value_set=wanted)) for rows in tables]
        return pa.concat_tables(kept) if kept else TABLES[name].empty()

    def is_sound(self, reference: TableReference) -> bool:
        """The file is there and holds the bytes that were written."""
        return is_intact(self.root / reference["path"], reference["sha256"], reference["bytes"])

    def _open(self, reference: TableReference) -> pa.BufferReader:
        path = self.root / reference["path"]
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise StoreError(f"the artifact {path} is gone; run again to make it anew") from None
        if digest_bytes(data) != reference["sha256"]:
            if isinstance(path, ObjectPath):
                path.unlink(missing_ok=True)  # its size is right, so nothing else would have it made anew
            raise StoreError(f"the artifact {path} is damaged; run again to make it anew")
        return pa.BufferReader(data)


def _list_paired(tables: Tables) -> pa.Array:
    """The documents of both sides that the tables `pairs` and `alignments` name."""
    sides = [tables[name][side] for name in PAIRED for side in SIDES if name in tables]
    return pa.concat_arrays([chunk for side in sides for chunk in side.chunks]) if sides else pa.array([], pa.string())


@contextmanager
def _noting_use(note: ObjectPath) -> Iterator[None]:
    """Leave a note in the bucket while the block runs: a bucket has no locks."""
    note.put(b"")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def list_uses(root: ObjectPath) -> list[str]:
    """The notes of runs that use the artifacts of a bucket; that of a run that was killed counts for two days."""
    limit = time.time() - USE_SECONDS
    return [str(note) for note, _, modified in (root / USES).walk() if modified > limit]


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
