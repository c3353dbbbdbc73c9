"""Table `edits`: every place where the repaired text is not the plain decoding of the source bytes."""

from typing import NamedTuple

import pyarrow as pa

from ..core.spans import Edit
from .table import Column, Table


class EditRow(NamedTuple):
    """A row of `edits`."""

    document_id: str
    ordinal: int
    byte_start: int
    byte_end: int
    char_start: int
    char_end: int
    before: bytes
    after: str
    codec: str | None
    rule: str
    is_lossy: bool
    evidence: str | None
    suggestion: str | None = None


EDITS = Table(
    name="edits",
    version="1.1.0",
    description="Every place where the repaired text is not the plain decoding of the bytes, in order and apart.",
    key=("document_id", "ordinal"),
    order=("document_id", "ordinal"),
    references=(("document_id", "documents.document_id"),),
    columns=(
        Column("document_id", pa.string(), "The document that was mended", coded=True),
        Column("ordinal", pa.int32(), "Place among the edits of the document, from 0"),
        Column("byte_start", pa.int64(), "First source byte replaced", unit="byte"),
        Column("byte_end", pa.int64(), "One past the last source byte replaced", unit="byte"),
        Column("char_start", pa.int64(), "First code point of `after` in the repaired text", unit="code point"),
        Column("char_end", pa.int64(), "One past its last code point", unit="code point"),
        Column("before", pa.binary(), "The source bytes"),
        Column("after", pa.string(), "The text that stands for them"),
        Column(
            "codec",
            pa.string(),
            "Chain of codecs that turns `before` into `after` character by character, as in "
            "utf-8>latin-1>gb18030 (decode, encode, decode); null when the edit is one piece",
            nullable=True,
            coded=True,
        ),
        Column("rule", pa.string(), "The rule that made the edit", coded=True),
        Column("is_lossy", pa.bool_(), "The original text is lost here"),
        Column("evidence", pa.string(), "What spoke for the edit", nullable=True, coded=True),
        Column(
            "suggestion",
            pa.string(),
            "What the text may have been; the edit then changes nothing, for it is not proven",
            nullable=True,
        ),
    ),
)


def edit_rows(document_id: str, edits: list[Edit]) -> list[EditRow]:
    """The rows of one document's edits."""
    return [
        EditRow(
            document_id,
            ordinal,
            e.byte_start,
            e.byte_end,
            e.char_start,
            e.char_end,
            e.before,
            e.after,
            e.codec,
            e.rule,
            e.is_lossy,
            e.evidence,
            e.suggestion,
        )
        for ordinal, e in enumerate(edits)
    ]


def edits_by_document(edits: pa.Table) -> dict[str, list[Edit]]:
    """The edits of a table of `edits`, in order, by document."""
    names = list(Edit.__dataclass_fields__)
    columns = [edits.column(name).to_pylist() for name in names]
    grouped: dict[str, list[Edit]] = {}
    for document_id, *values in zip(edits.column("document_id").to_pylist(), *columns, strict=True):
        grouped.setdefault(document_id, []).append(Edit(*values))
    return grouped
