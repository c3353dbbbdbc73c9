"""Table `agreements`: for each figure of an aligned pair, whether both languages say the same."""

from typing import NamedTuple

import pyarrow as pa

from .table import Column, Table


class Agreement(NamedTuple):
    """A row of `agreements`."""

    agreement_id: str
    alignment_id: str
    zh_fact_id: str | None
    en_fact_id: str | None
    status: str
    reason: str | None
    ratio: float | None
    confidence: float


AGREEMENTS = Table(
    name="agreements",
    version="1.0.0",
    description="For each figure of aligned segments, whether the two languages agree.",
    key=("agreement_id",),
    references=(
        ("alignment_id", "alignments.alignment_id"),
        ("zh_fact_id", "facts.fact_id"),
        ("en_fact_id", "facts.fact_id"),
    ),
    columns=(
        Column("agreement_id", pa.string(), "Digest of bead and facts"),
        Column("alignment_id", pa.string(), "The bead that both facts stand in"),
        Column("zh_fact_id", pa.string(), "The Chinese fact; null for only_en", nullable=True),
        Column("en_fact_id", pa.string(), "The English fact; null for only_zh", nullable=True),
        Column("status", pa.string(), "agree, conflict, only_zh, only_en or not_comparable", coded=True),
        Column(
            "reason",
            pa.string(),
            "What differs: value, scale, unit, currency, qualifier, direction, …; null when nothing does",
            nullable=True,
            coded=True,
        ),
        Column("ratio", pa.float64(), "Chinese value by English value", nullable=True),
        Column("confidence", pa.float64(), "Estimated probability that the verdict is right, 0 to 1"),
    ),
)
