"""What changed from one version to another: documents, facts, verdicts."""

from collections.abc import Mapping
from dataclasses import dataclass

import pyarrow.compute as pc

from ..store.versions import Version
from .check_keys import hash_values
from .match_facts import FactChange, match_facts
from .match_verdicts import VerdictChange, match_verdicts


@dataclass(frozen=True)
class DocumentChange:
    """A document that was added, removed, changed (other bytes under its uri), or reread (same bytes, other text)."""

    uri: str
    change: str


@dataclass(frozen=True)
class Changes:
    """What changed from `old` to `new`, in order of uri. Facts of added and removed documents are not listed."""

    old: str
    new: str
    documents: list[DocumentChange]
    facts: list[FactChange]
    verdicts: list[VerdictChange]


def compare_versions(old: Version, new: Version) -> Changes:
    """Everything that differs between two versions, whichever is the newer. Rows that are equal are never unpacked.

    Raises WrongCallError when one of them has no such tables.
    """
    before, after = _read_documents(old), _read_documents(new)
    matched = match_facts(old, new, *({row[0]: uri for uri, row in found.items()} for found in (before, after)))
    documents = [DocumentChange(uri, change) for uri, change in sorted(_compare_documents(before, after).items())]
    return Changes(old.name, new.name, documents, matched.changes, match_verdicts(old, new, matched.renamed))


Documents = Mapping[str, tuple[str, int]]
"""document_id and hash of the text, by uri."""


def _read_documents(version: Version) -> Documents:
    found: dict[str, tuple[str, int]] = {}
    for rows in version.iterate("documents", ["uri", "document_id", "text"]):
        hashes = hash_values(rows["text"].combine_chunks()).tolist()
        ids = zip(rows["document_id"].to_pylist(), hashes, strict=True)
        found |= zip(rows["uri"].to_pylist(), ids, strict=True)
    return found


def _compare_documents(before: Documents, after: Documents) -> dict[str, str]:
    changes = dict.fromkeys(after.keys() - before.keys(), "added") | dict.fromkeys(
        before.keys() - after.keys(), "removed"
    )
    for uri in before.keys() & after.keys():
        if before[uri][0] != after[uri][0]:
            changes[uri] = "changed"
        elif before[uri][1] != after[uri][1]:
            changes[uri] = "reread"
    return changes


def count_changes(old: Version, new: Version) -> dict[str, dict[str, int]]:
    """How many documents and facts were added, removed or changed, by their ids alone: for the manifest."""
    before, after = _read_ids(old), _read_ids(new)
    shared = before.keys() & after.keys()
    documents = {
        "added": len(after.keys() - before.keys()),
        "removed": len(before.keys() - after.keys()),
        "changed": sum(before[uri] != after[uri] for uri in shared),
    }
    ids, new_ids = (version.read("facts", ["fact_id"])["fact_id"] for version in (old, new))
    kept = pc.sum(pc.is_in(new_ids, value_set=ids.combine_chunks())).as_py() or 0
    return {"documents": documents, "facts": {"added": len(new_ids) - kept, "removed": len(ids) - kept}}


def _read_ids(version: Version) -> dict[str, str]:
    rows = version.read("documents", ["uri", "document_id"])
    return dict(zip(rows["uri"].to_pylist(), rows["document_id"].to_pylist(), strict=True))
