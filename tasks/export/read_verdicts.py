"""What the verdicts of a version say of each bead, and the conflicts with both sides."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..store.versions import Version

CONFLICT = "conflict"
GRAVITY = (CONFLICT, "not_comparable", "only_zh", "only_en", "agree")
"""The verdict of a bead is the gravest of its figures."""
FACT_COLUMNS = ["fact_id", "document_id", "quote", "value", "value_low", "value_high", "unit", "qualifier"]


@dataclass(frozen=True)
class Verdict:
    """The gravest status of the figures of a bead, and the reasons of those that have it."""

    status: str
    reasons: tuple[str, ...]


def read_verdicts(version: Version) -> dict[str, Verdict]:
    """The verdict of every bead with figures, by alignment_id."""
    found: dict[str, Verdict] = {}
    for rows in version.iterate("agreements", ["alignment_id", "status", "reason"]):
        for bead, status, reason in zip(*(rows[name].to_pylist() for name in rows.column_names), strict=True):
            if bead is not None:
                found[bead] = _worse(found.get(bead), status, reason)
    return found


def _worse(known: Verdict | None, status: str, reason: str | None) -> Verdict:
    reasons = (reason,) if reason else ()
    if known is None or GRAVITY.index(status) < GRAVITY.index(known.status):
        return Verdict(status, reasons)
    if status == known.status and not set(reasons) <= set(known.reasons):
        return Verdict(status, known.reasons + reasons)
    return known


def read_uris(version: Version) -> dict[str, str]:
    """The uri of every document, by document_id."""
    rows = version.read("documents", ["document_id", "uri"])
    return dict(zip(rows["document_id"].to_pylist(), rows["uri"].to_pylist(), strict=True))


def read_conflicts(version: Version) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each conflict with its facts: both sides of a translation, or total and parts of a sum."""
    rows = version.read("agreements", filters=pc.field("status") == CONFLICT).to_pylist()
    wanted = pa.array(sorted({fact_id for row in rows for fact_id in row["fact_ids"]}), pa.string())
    facts = version.read("facts", FACT_COLUMNS, pc.field("fact_id").isin(wanted)).to_pylist()
    by_id = {fact["fact_id"]: fact for fact in facts}
    for row in rows:
        yield row, [by_id[fact_id] for fact_id in row["fact_ids"]]
