"""Table `documents`: one row for each distinct document that was read."""

from typing import NamedTuple

import pyarrow as pa

from .table import Column, Table


class Document(NamedTuple):
    """A row of `documents`; lang_share is a list of (language, share of characters) pairs."""

    document_id: str
    uri: str
    media_type: str
    size_bytes: int
    charset: str
    charset_confidence: float
    is_lossy: bool
    title: str | None
    published_on: object
    lang_share: list[tuple[str, float]]
    n_edits: int
    n_segments: int
    text: str
    title_char_start: int | None = None
    title_char_end: int | None = None
    published_char_start: int | None = None
    published_char_end: int | None = None
    source: str | None = None
    source_char_start: int | None = None
    source_char_end: int | None = None
    author: str | None = None
    author_char_start: int | None = None
    author_char_end: int | None = None
    extracted_by: str | None = None
    extracted_text: str | None = None


def _span(name: str, what: str) -> tuple[Column, Column]:
    return (
        Column(f"{name}_char_start", pa.int64(), f"Where {what} begins in the text", nullable=True, unit="code point"),
        Column(f"{name}_char_end", pa.int64(), f"One past the end of {what}", nullable=True, unit="code point"),
    )


DOCUMENTS = Table(
    name="documents",
    version="1.1.0",
    description="One row for each distinct document: where it came from, how its bytes were read, its repaired text.",
    key=("document_id",),
    order=("uri",),
    columns=(
        Column("document_id", pa.string(), "SHA-256 of the source bytes, lower-case hex"),
        Column("uri", pa.string(), "Where the bytes were read, relative to the working folder of the run or absolute"),
        Column("media_type", pa.string(), "IANA media type, judged by content", coded=True),
        Column("size_bytes", pa.int64(), "Size of the source", unit="byte"),
        Column(
            "charset", pa.string(), "Charset of all bytes that no edit covers, by its Python codec name", coded=True
        ),
        Column("charset_confidence", pa.float64(), "How sure the charset is, 0 to 1"),
        Column("is_lossy", pa.bool_(), "Some bytes could not be read as text; they stand as U+FFFD"),
        Column("title", pa.string(), "Title of the document, null when none was recognised", nullable=True),
        Column("published_on", pa.date32(), "Date of publication that the page states", nullable=True),
        Column("lang_share", pa.map_(pa.string(), pa.float64()), "Share of characters of text by language"),
        Column("n_edits", pa.int64(), "Edits made to the decoded text", unit="edit"),
        Column("n_segments", pa.int64(), "Segments of the document", unit="segment"),
        Column("text", pa.string(), "The repaired text, whole"),
        *_span("title", "the title"),
        *_span("published", "the date of publication"),
        Column("source", pa.string(), "Who published it first, as the page states it", nullable=True),
        *_span("source", "the source"),
        Column("author", pa.string(), "Who wrote it, as the page states it", nullable=True),
        *_span("author", "the author"),
        Column(
            "extracted_by",
            pa.string(),
            "Library that took the text out of the source (HTML, PDF, DOCX); null when the bytes are the text",
            nullable=True,
            coded=True,
        ),
        Column(
            "extracted_text",
            pa.string(),
            "What `extracted_by` took out; byte offsets of this document count in it, as UTF-8, not in the source",
            nullable=True,
        ),
    ),
)
