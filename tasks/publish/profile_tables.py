"""What is in the tables of a version, in numbers: for its card and its manifest."""

from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..core.digests import digest_bytes
from ..store.versions import InputEntry, Version

COUNTED = {
    "documents": ("charset", "is_lossy"),
    "segments": ("lang", "kind"),
    "alignments": ("kind",),
    "facts": ("kind", "lang"),
    "agreements": ("status", "reason"),
    "edits": ("rule",),
    "rejects": ("stage", "error_type"),
}
"""Columns whose values are counted: few values, and what a reader wants to know first."""
CONFIDENCE = "confidence"
NULL = "null"

Profile = dict[str, dict[str, Any]]


def profile_tables(version: Version) -> Profile:
    """For each table how often each value of some columns occurs, and the mean of its confidences."""
    found = {name: _profile_table(version, name) for name in version.manifest["tables"]}
    return {name: counts for name, counts in found.items() if counts}


def _profile_table(version: Version, name: str) -> dict[str, Any]:
    there = version.columns(name)
    columns = [column for column in (*COUNTED.get(name, ()), CONFIDENCE) if column in there]
    if not columns:
        return {}
    rows = version.read(name, columns)
    found: dict[str, Any] = {column: _count_values(rows[column]) for column in columns if column != CONFIDENCE}
    if CONFIDENCE in columns and rows.num_rows:
        found["mean_confidence"] = round(pc.mean(rows[CONFIDENCE]).as_py(), 4)
    return found


def _count_values(column: pa.ChunkedArray) -> dict[str, int]:
    """Counts by value, the most frequent first, equals in order of value."""
    counts = {
        str(item["values"]) if item["values"] is not None else NULL: item["counts"]
        for item in column.value_counts().to_pylist()
    }
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def list_inputs(version: Version) -> InputEntry:
    """How many documents went in, their bytes, and the digest of the list of them, which the table `documents` holds.

    The digest is that of the lines `document_id`, space, `uri`, in order, each ended by a newline.
    """
    rows = version.read("documents", ["document_id", "uri", "size_bytes"])
    pairs = zip(rows["document_id"].to_pylist(), rows["uri"].to_pylist(), strict=True)
    lines = "".join(f"{document_id} {uri}\n" for document_id, uri in pairs)
    n_bytes = pc.sum(rows["size_bytes"]).as_py() or 0
    return InputEntry(documents=rows.num_rows, bytes=n_bytes, sha256=digest_bytes(lines.encode()))
