"""Table `indicators`: what the documents of a run say of one thing, at one place, in one period."""

import datetime
from typing import NamedTuple

import pyarrow as pa

from .table import Column, Table


class Indicator(NamedTuple):
    """A row of `indicators`."""

    indicator_id: str
    metric_key: str
    measure: str
    modality: str
    direction: str | None
    base_period: str | None
    place_iso: str | None
    place_gbt2260: str | None
    place_text: str | None
    place_document_id: str | None
    time_edtf: str | None
    time_start: datetime.date | None
    time_end: datetime.date | None
    value: float | None
    unit: str | None
    qualifier: str | None
    n_facts: int
    n_documents: int
    langs: list[str]
    has_conflict: bool
    fact_ids: list[str]


def _text(name: str, description: str, nullable: bool = True) -> Column:
    return Column(name, pa.string(), description, nullable=nullable, coded=True)


INDICATORS = Table(
    name="indicators",
    version="1.1.0",
    description="One row for each indicator of a place in a period, whatever the language or document that states it.",
    key=("indicator_id",),
    order=("metric_key",),
    references=(("fact_ids", "facts.fact_id"), ("place_document_id", "documents.document_id")),
    columns=(
        Column("indicator_id", pa.string(), "Digest of metric, measure, place, period, unit and modality"),
        _text("metric_key", "What is measured", nullable=False),
        _text("measure", "level, change_pct, change_abs, share or cumulative", nullable=False),
        _text("modality", "actual, planned or required", nullable=False),
        _text("direction", "increase or decrease, of a change"),
        _text("base_period", "Against what a change is measured"),
        _text("place_iso", "Where, ISO 3166-1 or 3166-2"),
        _text("place_gbt2260", "Where, GB/T 2260"),
        _text("place_text", "Where, in the words of the first fact, for a place without a code"),
        _text("place_document_id", "The only document of a place that has no name in these words: 全市, the city"),
        _text("time_edtf", "When, in the Extended Date/Time Format"),
        Column("time_start", pa.date32(), "First day", nullable=True),
        Column("time_end", pa.date32(), "Last day", nullable=True),
        Column(
            "value",
            pa.float64(),
            "The value that the facts state, the most precise one; null where they contradict each other",
            nullable=True,
            unit="as the column unit says",
        ),
        _text("unit", "ISO 4217 for money, percent, percentage_point or a singular English noun"),
        _text("qualifier", "Qualifier of the value"),
        Column("n_facts", pa.int32(), "Facts behind the row", unit="fact"),
        Column("n_documents", pa.int32(), "Documents that state them", unit="document"),
        Column("langs", pa.list_(pa.string()), "Languages of these facts, sorted"),
        Column("has_conflict", pa.bool_(), "Two of the facts cannot both be right"),
        Column("fact_ids", pa.list_(pa.string()), "The facts behind the row, sorted"),
    ),
)
