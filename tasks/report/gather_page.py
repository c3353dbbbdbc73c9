"""Gather all that the page shows of a version."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..store.versions import Version
from .gather_verdicts import IS_TRANSLATION, gather_agreements, gather_conflicts
from .model import Bar, Card, Count, Entry, Listing, Page, Reason, Rejected
from .read_rows import Row, count_values, read_first
from .write_text import clip_text, tag_language

STATUSES = ("agree", "conflict", "only_zh", "only_en", "not_comparable")
"""In the order of the page; a status that is not known here comes last."""
CARDS = (
    ("documents", "charset"),
    ("segments", "lang"),
    ("alignments", "kind"),
    ("facts", "kind"),
    ("agreements", "kind"),
    ("edits", "rule"),
    ("rejects", "error_type"),
)
"""Tables that are counted, and the column by which."""
INPUTS_SHOWN = 5
PARTS_SHOWN = 4
LABEL_CHARS = 32
TITLE_CHARS = 160
MESSAGE_CHARS = 600
CLEAR_SHARE = 0.9
"""From this share of its characters on, the language of a document is taken for that of its title."""
ENTRY_COLUMNS = (
    "document_id",
    "uri",
    "title",
    "charset",
    "is_lossy",
    "lang_share",
    "n_segments",
    "n_edits",
)
REJECT_COLUMNS = ("uri", "stage", "error_type", "message")


def gather_page(version: Version, max_rows: int) -> Page:
    """Counts over whole tables and at most `max_rows` rows of every list. The texts of documents are not read."""
    manifest = version.manifest
    reasons = _gather_reasons(version)
    cards = [_gather_card(version, table, column) for table, column in CARDS]
    inputs = [str(name) for name in manifest["run"].get("inputs", [])]
    totals = Counter[str]()
    for reason in reasons:
        totals[reason.status] += reason.n
    return Page(
        version=version.name,
        created_at=manifest["created_at"],
        parent=manifest["parent"],
        inputs=Listing(tuple(inputs[:INPUTS_SHOWN]), len(inputs)),
        cards=(_note_losses(cards[0], version), *cards[1:]),
        n_compared=totals.total(),
        bars=_lay_bars(totals),
        conflict_reasons=tuple(reason for reason in reasons if reason.status == "conflict"),
        other_reasons=tuple(reason for reason in reasons if reason.status not in ("conflict", "agree")),
        conflicts=Listing(gather_conflicts(version, max_rows), totals["conflict"]),
        agreements=Listing(gather_agreements(version, max_rows), totals["agree"]),
        documents=Listing(_gather_documents(version, max_rows), manifest["tables"]["documents"]["rows"]),
        rejects=Listing(_gather_rejects(version, max_rows), manifest["tables"]["rejects"]["rows"]),
    )


def _gather_reasons(version: Version) -> list[Reason]:
    counts = count_values(version, "agreements", ["status", "reason", "kind"], IS_TRANSLATION)
    rows = [Reason(status, reason, n) for (status, reason, _), n in counts.items()]
    return sorted(rows, key=lambda row: (_rank_status(row.status), -row.n, row.reason or ""))


def _rank_status(status: str) -> tuple[int, str]:
    return STATUSES.index(status) if status in STATUSES else len(STATUSES), status


def _lay_bars(totals: Counter[str]) -> tuple[Bar, ...]:
    """The known statuses always, so that a zero is seen; the others when they occur."""
    whole = max(1, totals.total())
    bars, start = [], 0.0
    for status in sorted({*STATUSES, *totals}, key=_rank_status):
        width = 100 * totals[status] / whole
        bars.append(Bar(status, totals[status], round(start, 3), round(width, 3)))
        start += width
    return tuple(bars)


def _gather_card(version: Version, table: str, column: str) -> Card:
    counts = count_values(version, table, [column])
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0][0])))
    parts = [Count(clip_text(str(label), LABEL_CHARS), n) for (label,), n in ranked]
    rest = Count("other", sum(part.n for part in parts[PARTS_SHOWN:]))
    shown = parts[:PARTS_SHOWN] + ([rest] if rest.n else [])
    return Card(table, version.manifest["tables"][table]["rows"], tuple(shown))


def _note_losses(card: Card, version: Version) -> Card:
    """The card of documents with the number of those that lost text."""
    n_lossy = count_values(version, card.name, ["is_lossy"])[(True,)]
    return replace(card, parts=(*card.parts, Count("lossy", n_lossy))) if n_lossy else card


def _gather_documents(version: Version, limit: int) -> tuple[Entry, ...]:
    rows = read_first(version, "documents", ENTRY_COLUMNS, limit)
    listed = pc.field("document_id").isin(pa.array([row["document_id"] for row in rows], pa.string()))
    n_facts = count_values(version, "facts", ["document_id"], listed)
    return tuple(_make_entry(row, n_facts[(row["document_id"],)]) for row in rows)


def _make_entry(row: Row, n_facts: int) -> Entry:
    languages = _rank_shares(row["lang_share"])
    return Entry(
        document_id=row["document_id"],
        uri=row["uri"],
        title=row["title"] and clip_text(row["title"], TITLE_CHARS),
        title_lang=tag_language(languages[0][0]) if languages and languages[0][1] >= CLEAR_SHARE else "",
        charset=row["charset"],
        is_lossy=row["is_lossy"],
        languages=languages,
        n_segments=row["n_segments"],
        n_facts=n_facts,
        n_edits=row["n_edits"],
    )


def _rank_shares(shares: Iterable[tuple[str, Any]]) -> tuple[tuple[str, float], ...]:
    return tuple(sorted(shares, key=lambda share: (-share[1], share[0])))


def _gather_rejects(version: Version, limit: int) -> tuple[Rejected, ...]:
    rows = read_first(version, "rejects", REJECT_COLUMNS, limit)
    return tuple(
        Rejected(
            uri=row["uri"],
            stage=clip_text(row["stage"], LABEL_CHARS),
            error_type=clip_text(row["error_type"], LABEL_CHARS),
            message=clip_text(row["message"], MESSAGE_CHARS),
        )
        for row in rows
    )
