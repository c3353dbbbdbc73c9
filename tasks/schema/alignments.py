"""Table `alignments`: beads, groups of Chinese and English segments that say the same."""

from typing import NamedTuple

import pyarrow as pa

from .table import Column, Table


class Alignment(NamedTuple):
    """A row of `alignments`."""

    alignment_id: str
    zh_document_id: str
    en_document_id: str
    zh_segment_ids: list[str]
    en_segment_ids: list[str]
    zh_text: str
    en_text: str
    kind: str
    score: float
    confidence: float
    method: str
    evidence: list[str]
    n_shared_figures: int | None = None
    n_shared_names: int | None = None
    n_shared_words: int | None = None


ALIGNMENTS = Table(
    name="alignments",
    version="1.1.0",
    description="Beads: groups of Chinese and English segments that say the same. Both sides are filled.",
    key=("alignment_id",),
    references=(
        ("zh_document_id", "documents.document_id"),
        ("en_document_id", "documents.document_id"),
        ("zh_segment_ids", "segments.segment_id"),
        ("en_segment_ids", "segments.segment_id"),
    ),
    columns=(
        Column("alignment_id", pa.string(), "Digest of the segments of both sides"),
        Column("zh_document_id", pa.string(), "Document of the Chinese side", coded=True),
        Column("en_document_id", pa.string(), "Document of the English side", coded=True),
        Column("zh_segment_ids", pa.list_(pa.string()), "Chinese segments, in order"),
        Column("en_segment_ids", pa.list_(pa.string()), "English segments, in order"),
        Column("zh_text", pa.string(), "Chinese segments joined"),
        Column("en_text", pa.string(), "English segments joined by a space"),
        Column("kind", pa.string(), "Segments on each side, as in 1-2", coded=True),
        Column("score", pa.float64(), "How well the sides fit; comparable between documents"),
        Column("confidence", pa.float64(), "Estimated probability that the bead is right, 0 to 1"),
        Column("method", pa.string(), "By what the bead was found: figures, lexicon, encoder", coded=True),
        Column("evidence", pa.list_(pa.string()), "What both sides share, as in number:15766, word:研究=study"),
        Column("n_shared_figures", pa.int64(), "Figures that stand on both sides", nullable=True, unit="figure"),
        Column("n_shared_names", pa.int64(), "Names that stand on both sides", nullable=True, unit="name"),
        Column(
            "n_shared_words",
            pa.int64(),
            "Words that translate each other by the dictionary; null where words were not compared",
            nullable=True,
            unit="word",
        ),
    ),
)
