"""Table `agreements`: whether both languages say the same, and whether figures that should add up do."""

from typing import NamedTuple

import pyarrow as pa

from ..core.digests import digest_bytes
from .table import Column, Table

TRANSLATION, SUM, RESTATEMENT = "translation", "sum", "restatement"
RIGHT, WRONG = "right", "wrong"
"""What a reviewer says of a verdict."""
REASONS = {
    "value": "The figures differ",
    "scale": "The figures differ by a power of ten",
    "unit": "The units differ",
    "currency": "The currencies differ",
    "qualifier": "The bounds contradict each other",
    "direction": "One rises where the other falls",
    "time": "The years differ",
    "percentage_point": "Percent stands against percentage points",
    "order": "Two figures changed places",
    "sum": "The parts do not add up to the total",
}
"""What the reasons of conflicts mean."""


class Agreement(NamedTuple):
    """A row of `agreements`."""

    agreement_id: str
    kind: str
    alignment_id: str | None
    zh_fact_id: str | None
    en_fact_id: str | None
    status: str
    reason: str | None
    ratio: float | None
    confidence: float
    fact_ids: list[str]
    review_verdict: str | None = None
    review_note: str | None = None
    reviewed_by: str | None = None
    number_text: str | None = None
    en_number_text: str | None = None


def name_agreement(*parts: str) -> str:
    """The id of a row: stable while what it compares stays."""
    return "g" + digest_bytes("\n".join(parts).encode())[:16]


AGREEMENTS = Table(
    name="agreements",
    version="2.3.0",
    description="Whether figures of aligned segments agree in both languages; whether sums and restated figures do.",
    key=("agreement_id",),
    references=(
        ("alignment_id", "alignments.alignment_id"),
        ("zh_fact_id", "facts.fact_id"),
        ("en_fact_id", "facts.fact_id"),
        ("fact_ids", "facts.fact_id"),
    ),
    columns=(
        Column("agreement_id", pa.string(), "Digest of kind, bead and facts"),
        Column(
            "kind",
            pa.string(),
            "translation: two languages; sum: figures of a sentence or of a table's column, and their total; "
            "restatement: a figure stated twice",
            coded=True,
        ),
        Column(
            "alignment_id",
            pa.string(),
            "The bead that both facts stand in; null for a sum or restatement",
            nullable=True,
        ),
        Column(
            "zh_fact_id",
            pa.string(),
            "The Chinese fact, the total of a Chinese sum, or what is restated; else null",
            nullable=True,
        ),
        Column(
            "en_fact_id",
            pa.string(),
            "The English fact, the total of an English sum, or what is restated; else null",
            nullable=True,
        ),
        Column("status", pa.string(), "agree, conflict, only_zh, only_en or not_comparable", coded=True),
        Column(
            "reason",
            pa.string(),
            "What differs: value, scale, unit, currency, qualifier, direction, …; null when nothing does",
            nullable=True,
            coded=True,
        ),
        Column(
            "ratio",
            pa.float64(),
            "Chinese value by English value, sum of the parts by total, or restated value by the first",
            nullable=True,
        ),
        Column("confidence", pa.float64(), "Estimated probability that the verdict is right, 0 to 1"),
        Column(
            "fact_ids",
            pa.list_(pa.field("element", pa.string(), nullable=False)),
            "All facts: both sides, total and parts, or both statements",
        ),
        Column(
            "review_verdict",
            pa.string(),
            "What a reviewer says of the status: right or wrong; null while nobody judged it",
            nullable=True,
            coded=True,
        ),
        Column("review_note", pa.string(), "What the reviewer noted", nullable=True),
        Column("reviewed_by", pa.string(), "Name that the reviewer gave", nullable=True, coded=True),
        Column(
            "number_text",
            pa.string(),
            "The number that stands on the side without a fact, verbatim: one whose unit was not read; the Chinese one "
            "where neither side has a fact",
            nullable=True,
            coded=True,
        ),
        Column(
            "en_number_text",
            pa.string(),
            "The English number of a conflict in which neither side has a fact, verbatim",
            nullable=True,
            coded=True,
        ),
    ),
)
