"""The conflicts of a version, with the words of both sides: for the Prefect UI and whoever listens to events."""

from itertools import chain
from typing import Any

import pyarrow.compute as pc
from prefect.artifacts import create_table_artifact
from prefect.events import emit_event

from tasks.core.errors import JobError
from tasks.publish.add_reviews import CONFLICT, stands
from tasks.store.versions import Version

from .display import Display

MAX_SHOWN = 500
COLUMNS = ["agreement_id", "kind", "reason", "ratio", "confidence", "fact_ids"]
UNTOLD = ["status", "review_verdict", "zh_fact_id", "alignment_id", "number_text", "en_number_text"]
"""Columns that are needed and not told."""


class TooManyConflictsError(JobError):
    """The version is published and holds more conflicts, reviewers' refusals aside, than the run allows."""


def list_conflicts(version: Version, limit: int = MAX_SHOWN) -> list[dict[str, Any]]:
    """Conflicts that no reviewer called wrong, the surest first, each with document, quote and bytes of its figures."""
    rows = version.read("agreements", [*COLUMNS, *UNTOLD], filters=[("status", "=", CONFLICT)])
    order = [("confidence", "descending"), ("agreement_id", "ascending")]
    rows = rows.filter(stands(rows)).sort_by(order).slice(0, limit)
    fact_ids = pc.unique(pc.list_flatten(rows["fact_ids"])).to_pylist()
    facts = _read_by_id(version, "facts", ["fact_id", "document_id", "quote", "byte_start", "byte_end"], fact_ids)
    beads = _read_beads(version, [row["alignment_id"] for row in rows.to_pylist() if not row["fact_ids"]])
    document_ids = [found["document_id"] for found in (*facts.values(), *chain(*beads.values()))]
    documents = _read_by_id(version, "documents", ["document_id", "uri"], document_ids)
    conflicts = []
    for row in rows.to_pylist():
        stated = [facts[fact_id] for fact_id in row["fact_ids"]]
        placed = stated or beads[row["alignment_id"]]
        places = [f"{documents[f['document_id']]['uri']}:{f['byte_start']}-{f['byte_end']}" for f in placed]
        told = {name: row[name] for name in COLUMNS if name != "fact_ids"}
        conflicts.append({**told, "quotes": _list_quotes(row, stated), "places": places})
    return conflicts


def _list_quotes(row: dict[str, Any], facts: list[dict[str, Any]]) -> list[str]:
    """The words of all figures, and of numbers that were read as no fact; Chinese first."""
    quotes = [fact["quote"] for fact in facts]
    if row["number_text"] is None:
        return quotes
    if row["en_number_text"] is not None:
        return [row["number_text"], row["en_number_text"]]
    return [row["number_text"], *quotes] if row["zh_fact_id"] is None else [*quotes, row["number_text"]]


def _read_beads(version: Version, ids: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The first segment of each side of some beads: the place of a conflict between numbers that are no facts."""
    beads = _read_by_id(version, "alignments", ["alignment_id", "zh_segment_ids", "en_segment_ids"], ids)
    firsts = {id_: [bead["zh_segment_ids"][0], bead["en_segment_ids"][0]] for id_, bead in beads.items()}
    columns = ["segment_id", "document_id", "byte_start", "byte_end"]
    segments = _read_by_id(version, "segments", columns, list(chain(*firsts.values())))
    return {id_: [segments[segment] for segment in some] for id_, some in firsts.items()}


def _read_by_id(version: Version, table: str, columns: list[str], ids: list[str]) -> dict[str, dict[str, Any]]:
    wanted = sorted(set(ids))
    rows = version.read(table, columns, filters=[(columns[0], "in", wanted)]).to_pylist() if wanted else []
    return {row[columns[0]]: row for row in rows}


def announce_conflicts(version: Version, display: Display, n_conflicts: int, n_refuted: int) -> None:
    """A table in the Prefect UI, and an event for each conflict shown there; both leave out what a reviewer refuted."""
    conflicts = list_conflicts(version)
    table = [
        {
            "figures": " / ".join(conflict["quotes"]),
            "reason": conflict["reason"],
            "ratio": conflict["ratio"],
            "confidence": conflict["confidence"],
            "places": " / ".join(conflict["places"]),
        }
        for conflict in conflicts
    ]
    described = _describe(len(table), n_conflicts, n_refuted)
    display.show(create_table_artifact, table, key="hedui-conflicts", description=described)
    for conflict in conflicts:
        emit_event(
            "hedui.conflict.found",
            resource={
                "prefect.resource.id": f"hedui.agreement.{conflict['agreement_id']}",
                "prefect.resource.name": " / ".join(conflict["quotes"]),
            },
            payload=conflict,
        )


def _describe(n_shown: int, n_conflicts: int, n_refuted: int) -> str:
    first = f", the first {n_shown} are shown" if n_shown < n_conflicts else ""
    refuted = f"; {n_refuted} more were called wrong by a reviewer" if n_refuted else ""
    return f"{n_conflicts} {'conflict' if n_conflicts == 1 else 'conflicts'}, the surest first{first}{refuted}"


def limit_conflicts(n_conflicts: int, limit: int | None, page: str) -> None:
    """Raise TooManyConflictsError above the limit of the settings; `n_conflicts` leaves out what a reviewer refuted."""
    if limit is not None and n_conflicts > limit:
        raise TooManyConflictsError(
            f"conflicts that no reviewer called wrong: {n_conflicts}, max_conflicts is {limit}; "
            f"the version is published, look at {page}"
        )
