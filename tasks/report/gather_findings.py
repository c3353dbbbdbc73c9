"""Put the facts, sentences and documents to rows of `agreements`, read by their ids."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

import pyarrow.compute as pc

from ..schema.agreements import SUM, TRANSLATION
from ..store.versions import Version
from .cut_text import Span, cut_pieces
from .find_numbers import add_numbers, find_numbers
from .make_figures import FACT_COLUMNS, make_figure
from .model import Excerpt, Figure, Finding, Side
from .read_rows import Row, read_by_key, read_first, read_largest
from .write_figures import read_verdict
from .write_text import clip_around, tag_language

REVIEW_COLUMNS = ("review_verdict", "review_note", "reviewed_by")
AGREEMENT_COLUMNS = (
    "agreement_id", "kind", "alignment_id", "zh_fact_id", "en_fact_id", "status", "reason", "ratio", "confidence",
    "fact_ids", "number_text", "en_number_text", *REVIEW_COLUMNS,
)  # fmt: skip
ALIGNMENT_COLUMNS = ("alignment_id", "zh_segment_ids", "en_segment_ids")
SEGMENT_COLUMNS = ("segment_id", "document_id", "kind", "lang", "char_start", "byte_start", "byte_end", "text")
DOCUMENT_COLUMNS = ("document_id", "uri")
IS_CONFLICT = pc.field("status") == "conflict"

RADIUS = 320
"""Code points shown on either side of a figure, and of a sentence beside it twice as many."""
FIGURES_SHOWN = 20
"""Figures of a sum or a restatement that are shown at most."""


class _Context(NamedTuple):
    """What the rows point to, by id."""

    beads: dict[str, Row]
    facts: dict[str, Row]
    segments: dict[str, Row]
    documents: dict[str, Row]


def gather_findings(version: Version, limit: int) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The conflicts of all kinds, surest first, and the first sums and restatements that are none.

    Conflicts of translations have all sentences of their beads; the others stand in the order of the table. What both
    lists point to is looked up once.
    """
    conflicts = read_largest(version, "agreements", AGREEMENT_COLUMNS, limit, IS_CONFLICT, by="confidence")
    is_inner = (pc.field("kind") != TRANSLATION) & ~IS_CONFLICT
    found = _join(version, conflicts + read_first(version, "agreements", AGREEMENT_COLUMNS, limit, is_inner))
    return found[: len(conflicts)], found[len(conflicts) :]


def _join(version: Version, rows: Sequence[Row]) -> tuple[Finding, ...]:
    facts = read_by_key(
        version, "facts", FACT_COLUMNS, [id_ for row in rows for id_ in row["fact_ids"][:FIGURES_SHOWN]]
    )
    ids = [row["alignment_id"] for row in rows if row["alignment_id"] is not None]
    beads = read_by_key(version, "alignments", ALIGNMENT_COLUMNS, ids)
    segment_ids = [fact["segment_id"] for fact in facts.values()]
    for bead in beads.values():
        segment_ids += bead["zh_segment_ids"] + bead["en_segment_ids"]
    segments = read_by_key(version, "segments", SEGMENT_COLUMNS, segment_ids)
    rows = [_complete(row, beads, segments, facts) for row in rows]
    documents = read_by_key(version, "documents", DOCUMENT_COLUMNS, [fact["document_id"] for fact in facts.values()])
    context = _Context(beads, facts, segments, documents)
    return tuple(_make_finding(row, context) for row in rows)


def _complete(row: Row, beads: dict[str, Row], segments: dict[str, Row], facts: dict[str, Row]) -> Row:
    """The row with what is known of numbers that are no facts, which are put among the facts."""
    numbers = find_numbers(row, beads.get(row["alignment_id"]), segments)
    facts.update({number["fact_id"]: number for number in numbers.values()})
    return add_numbers(row, numbers)


def _make_finding(row: Row, context: _Context) -> Finding:
    sides = _translated(row, context) if row["kind"] == TRANSLATION else _stated(row, context)
    return Finding(
        **read_verdict(row),
        sides=tuple(sides),
    )


def _translated(row: Row, context: _Context) -> Iterator[Side]:
    """The Chinese side and the English one, as far as they have a figure."""
    bead = context.beads.get(row["alignment_id"], {"zh_segment_ids": [], "en_segment_ids": []})
    for name, side in (("Chinese", "zh"), ("English", "en")):
        if row[f"{side}_fact_id"] is not None:
            fact = context.facts[row[f"{side}_fact_id"]]
            around = [*bead[f"{side}_segment_ids"]]
            around += [] if fact["segment_id"] in around else [fact["segment_id"]]
            sentences = (_quote_segment(id_, [fact], context) for id_ in around)
            yield Side(name, (_make_figure(fact, "", context),), tuple(sentences))


def _stated(row: Row, context: _Context) -> Iterator[Side]:
    """A side for each segment that states some of the figures."""
    total = row["zh_fact_id"] or row["en_fact_id"]
    facts = [context.facts[id_] for id_ in row["fact_ids"][:FIGURES_SHOWN]]
    for segment_id, found in groupby(facts, key=itemgetter("segment_id")):
        some = list(found)
        is_sum = row["kind"] == SUM
        roles = ["" if not is_sum else "total" if fact["fact_id"] == total else "part" for fact in some]
        figures = tuple(_make_figure(fact, role, context) for fact, role in zip(some, roles, strict=True))
        yield Side("Sum" if is_sum else "Statement", figures, (_quote_segment(segment_id, some, context),))


def _make_figure(fact: Row, role: str, context: _Context) -> Figure:
    return make_figure(fact, context.documents[fact["document_id"]]["uri"], role)


def _quote_segment(segment_id: str, facts: Sequence[Row], context: _Context) -> Excerpt:
    """What stands around those of the facts that stand in the segment; of a segment without any the beginning."""
    segment = context.segments[segment_id]
    text, start = segment["text"], segment["char_start"]
    spans = [
        Span(fact["char_start"] - start, fact["char_end"] - start, number)
        for number, fact in enumerate(facts)
        if fact["segment_id"] == segment_id
    ]
    first = min((span.start for span in spans), default=0)
    last = max((span.end for span in spans), default=0)
    if last - first > 2 * RADIUS:  # figures far apart, or a quote as long as a page
        last = first + 2 * RADIUS
    kept = clip_around(text, first, last, RADIUS if spans else 2 * RADIUS)
    return Excerpt(tag_language(segment["lang"]), cut_pieces(text, spans, kept=[kept]), segment["kind"])
