"""Gather all that the page shows of a version."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..schema.agreements import TRANSLATION, WRONG
from ..store.versions import Version
from .gather_findings import gather_findings
from .gather_text import gather_text
from .model import Bar, Card, Count, Entry, Listing, Page, Reason, Rejected
from .read_rows import Row, count_values, read_first
from .write_text import clip_text, tag_language

STATUSES = ("conflict", "not_comparable", "only_zh", "only_en", "agree")
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


def gather_page(version: Version, max_rows: int, max_segments: int) -> Page:
    """Counts over whole tables, at most `max_rows` rows of every list, and about `max_segments` segments of text.

    The texts of documents are not read.
    """
    manifest = version.manifest
    judged = count_values(version, "agreements", ["kind", "status", "reason", "review_verdict"])
    reasons = _list_reasons(judged)
    conflicts, inner = gather_findings(version, max_rows)
    focus = [figure.segment_id for finding in conflicts for side in finding.sides for figure in side.figures]
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
        folder=_find_folder(version),
        cards=(_note_losses(cards[0], version), *cards[1:]),
        n_compared=totals.total(),
        bars=_lay_bars(totals),
        reasons=tuple(reason for reason in reasons if reason.reason is not None),
        n_refuted=sum(n for (_, status, _, verdict), n in judged.items() if (status, verdict) == ("conflict", WRONG)),
        conflicts=Listing(conflicts, totals["conflict"]),
        inner=Listing(inner, _count_inner(judged)),
        text=gather_text(version, focus, max_segments),
        documents=Listing(_gather_documents(version, max_rows), manifest["tables"]["documents"]["rows"]),
        rejects=Listing(_gather_rejects(version, max_rows), manifest["tables"]["rejects"]["rows"]),
    )


def _find_folder(version: Version) -> str:
    """What all uris begin with, to the last slash: what the first and the last of them in order of letters share."""
    uris = version.read("documents", ["uri"])["uri"]
    first, last = (str(uri or "") for uri in pc.min_max(uris).as_py().values())
    n_shared = next((n for n, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    return first[: first.rfind("/", 0, n_shared) + 1]


def _list_reasons(judged: Mapping[tuple[Any, ...], int]) -> list[Reason]:
    counts: Counter[tuple[str, str | None]] = Counter()
    for (_, status, reason, _), n in judged.items():
        counts[status, reason] += n
    most = max((n for (_, reason), n in counts.items() if reason is not None), default=1)
    rows = [Reason(status, reason, n, min(1.0, n / most)) for (status, reason), n in counts.items()]
    return sorted(rows, key=lambda row: (_rank_status(row.status), -row.n, row.reason or ""))


def _count_inner(judged: Mapping[tuple[Any, ...], int]) -> int:
    """Verdicts inside one language that are no conflicts."""
    return sum(n for (kind, status, _, _), n in judged.items() if kind != TRANSLATION and status != "conflict")


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
