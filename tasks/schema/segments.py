"""Table `segments`: sentences, titles, list items and other pieces of a document, in order."""

from typing import NamedTuple

import pyarrow as pa

from .table import Column, Table


class Segment(NamedTuple):
    """A row of `segments`."""

    segment_id: str
    document_id: str
    ordinal: int
    paragraph: int
    kind: str
    is_boilerplate: bool
    lang: str
    lang_confidence: float
    char_start: int
    char_end: int
    byte_start: int
    byte_end: int
    text: str
    lang_code: str | None = None


SEGMENTS = Table(
    name="segments",
    version="1.1.0",
    description="Sentences, titles, list items and other pieces of a document, in order.",
    key=("segment_id",),
    order=("document_id", "char_start"),
    references=(("document_id", "documents.document_id"),),
    columns=(
        Column("segment_id", pa.string(), "First 16 hex digits of the document, a hyphen, the ordinal"),
        Column("document_id", pa.string(), "The document it stands in", coded=True),
        Column("ordinal", pa.int32(), "Place in the document, from 0"),
        Column("paragraph", pa.int32(), "Paragraph of the document, from 0"),
        Column(
            "kind",
            pa.string(),
            "title, body, list-item, nav, footer, meta, caption, tagcloud, browser-warning or related-news",
            coded=True,
        ),
        Column("is_boilerplate", pa.bool_(), "It belongs to the page and not to the text"),
        Column("lang", pa.string(), "en, zh-Hans, zh-Hant, zh (script undecidable), mixed, other or none", coded=True),
        Column("lang_confidence", pa.float64(), "How sure the language is, 0 to 1", coded=True),
        Column("char_start", pa.int64(), "First code point in the repaired text", unit="code point"),
        Column("char_end", pa.int64(), "One past the last code point", unit="code point"),
        Column(
            "byte_start",
            pa.int64(),
            "First byte in the source, or in `extracted_text` of its document",
            unit="byte",
        ),
        Column("byte_end", pa.int64(), "One past the last byte, counted likewise", unit="byte"),
        Column("text", pa.string(), "The repaired text of the segment", coded=True),
        Column(
            "lang_code",
            pa.string(),
            "ISO 639-1 code of the language, that of `other` too; null for mixed, none and what nothing names",
            nullable=True,
            coded=True,
        ),
    ),
)
