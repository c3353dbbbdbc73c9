"""Publish: write to staging, fsync, read back and check, rename, move the pointer.

A reader sees the old version until the pointer is replaced, and the new one from then on. Whatever is killed in between
leaves only staging behind, which the next publisher sweeps.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..core.errors import NothingToPublishError
from ..schema import AGREEMENTS, PUBLISHED, REJECTS
from ..schema.rejects import Reject
from ..store.artifacts import ArtifactStore, Reference, references_of
from ..store.hold_output import hold_output
from ..store.locations import Location
from ..store.versions import TableEntry, Version
from .add_reviews import add_reviews
from .release_version import release_version
from .settings import PublishSettings
from .write_parts import write_table


def publish_version(
    store: ArtifactStore,
    upstream: Mapping[str, Sequence[Reference]],
    output: Location,
    settings: PublishSettings,
    run: dict[str, Any],
) -> Version:
    """Bring the tables of all shards together; gives the current version when its rows are the same.

    `upstream` has for each published table the references of all shards in order, and maybe `reviews` of agreements;
    `run` goes into the manifest.
    Raises NothingToPublishError without documents, VerifyError when what was written does not read back right,
    StoreError when another publisher holds the output, TransientError when one was quicker in a bucket, OSError when
    the disk is full or read-only.
    """
    with hold_output(output) as held, held.drafting() as draft:
        entries = {name: _write(store, draft, name, upstream, settings) for name in PUBLISHED}
        if not entries["documents"]["rows"]:
            raise NothingToPublishError("no document could be used, so nothing is published; see the rejects")
        return release_version(draft, held, entries, settings, run)


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
    elif name == AGREEMENTS.name and upstream.get("reviews"):
        batches = _read_agreements(store, references, upstream["reviews"])
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


def _read_agreements(
    store: ArtifactStore, agreements: Sequence[Reference], reviews: Sequence[Reference]
) -> Iterator[pa.Table]:
    """Agreements with what reviewers said of them."""
    judged = store.read("reviews", references_of("reviews", *reviews))
    for table in references_of(AGREEMENTS.name, *agreements):
        yield add_reviews(store.read(AGREEMENTS.name, [table]), judged)
