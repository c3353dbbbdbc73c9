"""Table `facts`: what a segment states, with the bytes that prove it."""

import datetime
import decimal
from typing import NamedTuple

import pyarrow as pa

from .table import Column, Table


class Fact(NamedTuple):
    """A row of `facts`. A field that was not determined is None."""

    fact_id: str
    kind: str
    document_id: str
    segment_id: str
    lang: str
    quote: str
    char_start: int
    char_end: int
    byte_start: int
    byte_end: int
    rule: str
    confidence: float
    value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    value_decimal: decimal.Decimal | None = None
    value_text: str | None = None
    qualifier: str | None = None
    unit: str | None = None
    unit_text: str | None = None
    unit_class: str | None = None
    currency: str | None = None
    metric_text: str | None = None
    metric_key: str | None = None
    subject_text: str | None = None
    heading_text: str | None = None
    measure: str | None = None
    direction: str | None = None
    base_period: str | None = None
    cue_text: str | None = None
    rank: int | None = None
    rank_scope: str | None = None
    entities: list[str] | None = None
    time_text: str | None = None
    time_start: datetime.date | None = None
    time_end: datetime.date | None = None
    time_edtf: str | None = None
    time_source: str | None = None
    place_text: str | None = None
    place_iso: str | None = None
    place_gbt2260: str | None = None
    place_source: str | None = None
    actor_text: str | None = None
    modality: str | None = None


def _text(name: str, description: str, coded: bool = False) -> Column:
    return Column(name, pa.string(), description, nullable=True, coded=coded)


def _number(name: str, description: str) -> Column:
    return Column(name, pa.float64(), description, nullable=True, unit="as the column unit says", coded=True)


FACTS = Table(
    name="facts",
    version="1.2.0",
    description="What a segment states: quantities, changes, ranges and more. A field that was not determined is null.",
    key=("fact_id",),
    order=("document_id", "char_start", "char_end"),
    references=(("document_id", "documents.document_id"), ("segment_id", "segments.segment_id")),
    columns=(
        Column("fact_id", pa.string(), "Digest of document, kind and byte span: stable while these stay"),
        Column("kind", pa.string(), "quantity, change, range, share, ranking, designation, event or title", coded=True),
        Column("document_id", pa.string(), "The document that states it", coded=True),
        Column("segment_id", pa.string(), "The segment that states it"),
        Column("lang", pa.string(), "Language of the segment", coded=True),
        Column(
            "quote",
            pa.string(),
            "The words of the fact: a number with its unit, verbatim in the repaired text",
            coded=True,
        ),
        Column("char_start", pa.int64(), "First code point of the quote in the repaired text", unit="code point"),
        Column("char_end", pa.int64(), "One past its last code point", unit="code point"),
        Column("byte_start", pa.int64(), "First byte of the quote in the source", unit="byte"),
        Column("byte_end", pa.int64(), "One past its last byte", unit="byte"),
        Column("rule", pa.string(), "The rule that read the fact", coded=True),
        Column("confidence", pa.float64(), "Estimated probability that the fact is right, 0 to 1", coded=True),
        _number("value", "The value in base units; of a range, null"),
        _number("value_low", "Lower end of a range"),
        _number("value_high", "Upper end of a range"),
        Column(
            "value_decimal",
            pa.decimal128(38, 9),
            "The value, exact",
            nullable=True,
            unit="as the column unit says",
            coded=True,
        ),
        _text("value_text", "The number as written, without unit", coded=True),
        _text("qualifier", "exact, more_than, at_least, less_than, at_most, up_to, about or nearly", coded=True),
        _text(
            "unit",
            "ISO 4217 for money, percent, percentage_point, fraction, times, or a singular English noun",
            coded=True,
        ),
        _text("unit_text", "The unit as written", coded=True),
        _text(
            "unit_class",
            "count, money, ratio, duration, length, area, volume, mass, energy, power, speed, temperature or data",
            coded=True,
        ),
        _text("currency", "ISO 4217 code of an amount of money", coded=True),
        _text("metric_text", "What is measured, verbatim", coded=True),
        _text("metric_key", "What is measured, the same in both languages", coded=True),
        _text("subject_text", "Of whom or what it is measured, verbatim", coded=True),
        _text(
            "heading_text",
            "Of a figure of a table, what stands above it and says more of what is measured, parted by ` > `: "
            "headings, the row that its row is a part of, the heading of its column",
            coded=True,
        ),
        _text("measure", "level, change_pct, change_abs, share, rank, cumulative or target", coded=True),
        _text("direction", "increase or decrease", coded=True),
        _text("base_period", "Against what a change is measured: yoy, mom, or as written", coded=True),
        _text("cue_text", "Of a ranking, designation, event or title, the words that decided, verbatim"),
        Column("rank", pa.int32(), "Place in an order, from 1", nullable=True),
        _text("rank_scope", "Among whom the place is held", coded=True),
        Column("entities", pa.list_(pa.string()), "Who or what is named", nullable=True),
        _text("time_text", "When, verbatim", coded=True),
        Column("time_start", pa.date32(), "First day", nullable=True),
        Column("time_end", pa.date32(), "Last day", nullable=True),
        _text("time_edtf", "When, in the Extended Date/Time Format", coded=True),
        _text(
            "time_source",
            "Where the time was found: sentence, paragraph, table (the header of its column) or document",
            coded=True,
        ),
        _text("place_text", "Where, verbatim", coded=True),
        _text("place_iso", "Where, ISO 3166-1 or 3166-2", coded=True),
        _text("place_gbt2260", "Where, GB/T 2260", coded=True),
        _text("place_source", "Where the place was found: sentence, paragraph or document", coded=True),
        _text("actor_text", "Who acts, verbatim", coded=True),
        _text("modality", "actual, planned or required", coded=True),
    ),
)
