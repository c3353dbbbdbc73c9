"""Put the facts, sentences and documents to rows of `agreements`, read by their ids."""

from collections.abc import Sequence
from typing import NamedTuple

import pyarrow.compute as pc

from ..schema.agreements import TRANSLATION
from ..store.versions import Version
from .model import Note, Sentence, Side, Verdict
from .read_rows import Row, read_by_key, read_first, read_largest
from .write_figures import spell, write_ratio, write_value
from .write_text import clip_text, mark_quote, tag_language

AGREEMENT_COLUMNS = (
    "agreement_id",
    "kind",
    "alignment_id",
    "zh_fact_id",
    "en_fact_id",
    "status",
    "reason",
    "ratio",
    "confidence",
    "number_text",
)
IS_TRANSLATION = pc.field("kind") == TRANSLATION
HAS_FACTS = pc.field("zh_fact_id").is_valid() & pc.field("en_fact_id").is_valid()
ALIGNMENT_COLUMNS = ("alignment_id", "zh_segment_ids", "en_segment_ids")
FACT_COLUMNS = (
    "fact_id",
    "document_id",
    "segment_id",
    "lang",
    "quote",
    "char_start",
    "char_end",
    "byte_start",
    "byte_end",
    "value",
    "value_low",
    "value_high",
    "value_decimal",
    "qualifier",
    "unit",
    "metric_text",
    "direction",
    "base_period",
    "time_text",
    "time_edtf",
    "place_text",
    "modality",
)
SEGMENT_COLUMNS = ("segment_id", "document_id", "lang", "char_start", "byte_start", "byte_end", "text")
DOCUMENT_COLUMNS = ("document_id", "uri")

CONFLICT_RADIUS = 320
"""Code points shown on either side of a figure, and of a sentence beside it twice as many."""
AGREEMENT_RADIUS = 36
QUOTE_CHARS = 120
UNIT_CHARS = 40


class _Context(NamedTuple):
    """What the rows point to, by id."""

    beads: dict[str, Row]
    facts: dict[str, Row]
    segments: dict[str, Row]
    documents: dict[str, Row]
    radius: int


def gather_conflicts(version: Version, limit: int) -> tuple[Verdict, ...]:
    """The surest conflicts, surest first, with all sentences of their beads."""
    is_conflict = IS_TRANSLATION & (pc.field("status") == "conflict")
    rows = read_largest(version, "agreements", AGREEMENT_COLUMNS, limit, is_conflict, by="confidence")
    beads = read_by_key(version, "alignments", ALIGNMENT_COLUMNS, [row["alignment_id"] for row in rows])
    return _join(version, rows, beads, CONFLICT_RADIUS)


def gather_agreements(version: Version, limit: int) -> tuple[Verdict, ...]:
    """The first figures on which both languages agree, in the order of the table, each with its own sentence."""
    is_wanted = IS_TRANSLATION & HAS_FACTS & (pc.field("status") == "agree")
    rows = read_first(version, "agreements", AGREEMENT_COLUMNS, limit, is_wanted)
    return _join(version, rows, {}, AGREEMENT_RADIUS)


def _join(version: Version, rows: Sequence[Row], beads: dict[str, Row], radius: int) -> tuple[Verdict, ...]:
    fact_ids = [row[column] for row in rows for column in ("zh_fact_id", "en_fact_id") if row[column]]
    facts = read_by_key(version, "facts", FACT_COLUMNS, fact_ids)
    segment_ids = [fact["segment_id"] for fact in facts.values()]
    for bead in beads.values():
        segment_ids += bead["zh_segment_ids"] + bead["en_segment_ids"]
    segments = read_by_key(version, "segments", SEGMENT_COLUMNS, segment_ids)
    document_ids = [row["document_id"] for row in (*facts.values(), *segments.values())]
    documents = read_by_key(version, "documents", DOCUMENT_COLUMNS, document_ids)
    context = _Context(beads, facts, segments, documents, radius)
    return tuple(_make_verdict(row, context) for row in rows)


def _make_verdict(row: Row, context: _Context) -> Verdict:
    bead = context.beads.get(row["alignment_id"], {"zh_segment_ids": [], "en_segment_ids": []})
    return Verdict(
        agreement_id=row["agreement_id"],
        reason=row["reason"],
        ratio=write_ratio(row["ratio"]),
        confidence=row["confidence"],
        zh=_make_side(_read_fact(row, "zh", bead, context), bead["zh_segment_ids"], context),
        en=_make_side(_read_fact(row, "en", bead, context), bead["en_segment_ids"], context),
    )


def _read_fact(row: Row, side: str, bead: Row, context: _Context) -> Row:
    """The fact of one side; where there is none, what is known of the number that stands there, its segment's span."""
    fact_id, number = row[f"{side}_fact_id"], row["number_text"] or ""
    if fact_id is not None:
        return context.facts[fact_id]
    segments = [context.segments[segment_id] for segment_id in bead[f"{side}_segment_ids"]]
    segment = next((segment for segment in segments if number in segment["text"]), segments[0])
    at = segment["char_start"] + max(0, segment["text"].find(number))
    known = {"quote": number, "char_start": at, "char_end": at + len(number)}
    return dict.fromkeys(FACT_COLUMNS) | segment | known


def _make_side(fact: Row, segment_ids: Sequence[str], context: _Context) -> Side:
    own = fact["segment_id"]
    around = segment_ids if own in segment_ids else [*segment_ids, own]
    return Side(
        document_id=fact["document_id"],
        uri=context.documents[fact["document_id"]]["uri"],
        byte_start=fact["byte_start"],
        byte_end=fact["byte_end"],
        lang=tag_language(fact["lang"]),
        quote=clip_text(fact["quote"], QUOTE_CHARS),
        value=write_value(fact),
        unit=clip_text(spell(fact["unit"] or ""), UNIT_CHARS),
        notes=_make_notes(fact),
        sentences=tuple(_make_sentence(context.segments[id_], fact, context.radius) for id_ in around),
    )


def _make_sentence(segment: Row, fact: Row, radius: int) -> Sentence:
    text, lang = segment["text"], segment["lang"]
    if segment["segment_id"] != fact["segment_id"]:
        return Sentence(tag_language(lang), clip_text(text, 2 * radius), "", "")
    offset = segment["char_start"]
    return mark_quote(text, fact["char_start"] - offset, fact["char_end"] - offset, radius, lang)


def _make_notes(fact: Row) -> tuple[Note, ...]:
    lang = tag_language(fact["lang"])
    change = " ".join(spell(code) for code in (fact["direction"], fact["base_period"]) if code)
    modality = "" if fact["modality"] in (None, "actual") else fact["modality"]
    notes = (
        Note("what", fact["metric_text"] or "", lang),
        Note("change", change, "en"),
        Note("when", fact["time_text"] or fact["time_edtf"] or "", lang if fact["time_text"] else ""),
        Note("where", fact["place_text"] or "", lang),
        Note("state", modality, "en"),
    )
    return tuple(note._replace(text=clip_text(note.text, QUOTE_CHARS)) for note in notes if note.text)
