"""Publish: write to staging, fsync, read back and check, rename, move the pointer.

A reader sees the old version until the pointer is replaced, and the new one from then on. Whatever is killed in between
leaves only staging behind, which the next publisher sweeps.
"""

import datetime
import json
import os
import stat
import uuid
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..core.digests import digest_bytes, digest_json
from ..core.errors import NothingToPublishError, StoreError, VerifyError
from ..schema import PUBLISHED, REJECTS
from ..schema.rejects import Reject
from ..store.artifacts import ArtifactStore, Reference, references_of
from ..store.files import hold_lock, replace_file, sync_folder, write_durably
from ..store.versions import (
    MANIFEST,
    POINTER,
    Manifest,
    Pointer,
    TableEntry,
    Version,
    open_version,
    read_pointer,
)
from .describe_version import describe
from .settings import PublishSettings
from .verify_version import find_faults
from .write_parts import write_table

LOCK_SECONDS = 3600.0
MAX_FAULTS_SHOWN = 5


def publish_version(
    store: ArtifactStore,
    upstream: Mapping[str, Sequence[Reference]],
    output: Path,
    settings: PublishSettings,
    run: dict[str, Any],
) -> Version:
    """Bring the tables of all shards together; gives the current version when its rows are the same.

    `upstream` has for each published table the references of all shards in order; `run` goes into the manifest.
    Raises NothingToPublishError without documents, VerifyError when what was written does not read back right,
    StoreError when another publisher holds the output, OSError when the disk is full or read-only.
    """
    with hold_lock(output / ".lock", timeout_seconds=LOCK_SECONDS):
        staging = output / "staging"
        remove_tree(staging)
        draft = staging / uuid.uuid4().hex
        draft.mkdir(parents=True)
        try:
            entries = {name: _write(store, draft, name, upstream, settings) for name in PUBLISHED}
            if not entries["documents"]["rows"]:
                raise NothingToPublishError("no document could be used, so nothing is published; see the rejects")
            return _release(draft, output, entries, run)
        finally:
            remove_tree(staging)


def _write(
    store: ArtifactStore,
    draft: Path,
    name: str,
    upstream: Mapping[str, Sequence[Reference]],
    settings: PublishSettings,
) -> TableEntry:
    references = upstream.get(name, [])
    if name == REJECTS.name:
        batches: Iterator[pa.Table] = iter([_read_rejects(store, references, upstream["documents"])])
    elif name == "edits":
        batches = _read_edits(store, references, upstream["documents"])
    else:
        batches = (store.read(name, [table]) for table in references_of(name, *references))
    return write_table(draft, PUBLISHED[name], batches, settings)


def _read_rejects(store: ArtifactStore, rejects: Sequence[Reference], documents: Sequence[Reference]) -> pa.Table:
    """All rejects in order of uri. Stages that see no uri name a document by its id; here it gets its uri."""
    rows = store.read("rejects", references_of("rejects", *rejects)).to_pylist()
    unnamed = {row["uri"] for row in rows if row["uri"] == row["document_id"]}
    uris: dict[str, str] = {}
    for reference in documents if unnamed else []:
        found = store.read("documents", references_of("documents", reference), columns=["document_id", "uri"])
        uris.update(zip(found["document_id"].to_pylist(), found["uri"].to_pylist(), strict=True))
    named: list[Reject] = [Reject(**{**row, "uri": uris.get(row["uri"], row["uri"])}) for row in rows]
    named.sort(key=lambda reject: (reject.uri, reject.stage))
    return REJECTS.from_rows(named)


def _read_edits(store: ArtifactStore, edits: Sequence[Reference], documents: Sequence[Reference]) -> Iterator[pa.Table]:
    """Edits of documents that a later stage rejected are left out, shard by shard."""
    for reference, kept in zip(edits, documents, strict=True):
        rows = store.read("edits", references_of("edits", reference))
        known = store.read("documents", references_of("documents", kept), columns=["document_id"])["document_id"]
        yield rows.filter(pc.is_in(rows["document_id"], value_set=known.combine_chunks()))


def _release(draft: Path, output: Path, entries: dict[str, TableEntry], run: dict[str, Any]) -> Version:
    digest = digest_json({name: [entry["schema_version"], entry["rows_sha256"]] for name, entry in entries.items()})
    current = _current(output)
    if current is not None and current.manifest["digest"] == digest and not any(find_faults(current)):
        return current
    now = datetime.datetime.now(datetime.UTC)
    name = f"{now:%Y%m%dT%H%M%SZ}-{digest[:12]}"
    folder = output / "versions" / name
    pointer = read_pointer(output) if current else None
    manifest = Manifest(
        version=name,
        digest=digest,
        created_at=now.isoformat(timespec="seconds"),
        parent=pointer["version"] if pointer else None,
        tables=entries,
        run=run,
    )
    version = _finish(draft, folder, manifest)
    _move_pointer(output, version)
    return version


def _current(output: Path) -> Version | None:
    """The current version; None when there is none or when it is damaged, so that a sound one is put in its place."""
    try:
        return open_version(output) if read_pointer(output) else None
    except Exception:
        return None


def _finish(draft: Path, folder: Path, manifest: Manifest) -> Version:
    """Complete the draft, check it, and give it its place."""
    for name, data in describe(manifest, folder.absolute()).items():
        write_durably(draft / name, data)
    write_durably(draft / MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False).encode())
    faults = list(find_faults(Version(draft, manifest)))
    if faults:
        raise VerifyError("what was written does not read back right: " + "; ".join(faults[:MAX_FAULTS_SHOWN]))
    _forbid_writing(draft)
    sync_folder(draft)
    folder.parent.mkdir(parents=True, exist_ok=True)
    if folder.exists():
        remove_tree(folder)  # the same rows in the same second: a version that lost its pointer to a crash
    draft.rename(folder)
    folder.chmod(0o555)
    sync_folder(folder.parent)
    return Version(folder, manifest)


def _move_pointer(output: Path, version: Version) -> None:
    digest = digest_bytes((version.folder / MANIFEST).read_bytes())
    pointer = Pointer(version=version.name, manifest_sha256=digest)
    replace_file(output / POINTER, (json.dumps(pointer) + "\n").encode(), output / "staging")


def _forbid_writing(draft: Path) -> None:
    """Everything but the top folder, which must still be renamed."""
    for path in draft.rglob("*"):
        path.chmod(0o555 if path.is_dir() else 0o444)


def remove_tree(path: Path) -> None:
    """Remove a folder, also one whose files and folders are read-only."""
    if not path.exists():
        return
    for folder, _, _ in os.walk(path):
        os.chmod(folder, stat.S_IRWXU)  # noqa: PTH101  # os.walk gives names
    rmtree(path)
    if path.exists():
        raise StoreError(f"{path} cannot be removed")
