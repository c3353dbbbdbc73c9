"""Tables that only travel between stages; they are never published."""

from typing import NamedTuple

import pyarrow as pa

from .table import Column, Table

_ID = Column("document_id", pa.string(), "SHA-256 of the source bytes, lower-case hex")
_URI = Column("uri", pa.string(), "Where the bytes were read", coded=False)

_MAIN_SPANS = Column(
    "main_spans",
    pa.list_(pa.int64()),
    "Bytes of the extracted text that its format gives out as text proper: start and end in turn",
    nullable=True,
    unit="byte",
)
_EXTRACTED_BY = Column(
    "extracted_by",
    pa.string(),
    "Library that took the text out of the source; null when the bytes are the text",
    nullable=True,
    coded=True,
)


class Member(NamedTuple):
    """A row of `members`."""

    document_id: str
    uri: str
    size_bytes: int


MEMBERS = Table(
    name="members",
    version="1.0.0",
    description="The documents of one shard, in order of uri.",
    key=("document_id",),
    columns=(
        _ID,
        _URI,
        Column("size_bytes", pa.int64(), "Size of the source", unit="byte"),
    ),
)


class Source(NamedTuple):
    """A row of `sources`."""

    document_id: str
    uri: str
    media_type: str
    size_bytes: int
    content: bytes
    main_spans: list[int] | None = None
    extracted_by: str | None = None


SOURCES = Table(
    name="sources",
    version="1.1.0",
    description="Source bytes of the documents of one shard, or the text that was taken out of them.",
    key=("document_id",),
    columns=(
        _ID,
        _URI,
        Column("media_type", pa.string(), "IANA media type, judged by content", coded=True),
        Column("size_bytes", pa.int64(), "Size of the source", unit="byte"),
        Column("content", pa.binary(), "The source bytes; where text was taken out of them, that text in UTF-8"),
        _MAIN_SPANS,
        _EXTRACTED_BY,
    ),
)


class Text(NamedTuple):
    """A row of `texts`."""

    document_id: str
    uri: str
    media_type: str
    size_bytes: int
    charset: str
    charset_confidence: float
    is_lossy: bool
    n_edits: int
    text: str
    main_spans: list[int] | None = None
    extracted_by: str | None = None
    extracted_text: str | None = None


TEXTS = Table(
    name="texts",
    version="1.1.0",
    description="Repaired texts of one shard.",
    key=("document_id",),
    columns=(
        _ID,
        _URI,
        Column("media_type", pa.string(), "IANA media type, judged by content", coded=True),
        Column("size_bytes", pa.int64(), "Size of the source", unit="byte"),
        Column("charset", pa.string(), "Charset of all bytes that no edit covers", coded=True),
        Column("charset_confidence", pa.float64(), "How sure the charset is, 0 to 1"),
        Column("is_lossy", pa.bool_(), "Some bytes could not be read as text"),
        Column("n_edits", pa.int64(), "Edits made to the decoded text", unit="edit"),
        Column("text", pa.string(), "The repaired text"),
        _MAIN_SPANS,
        _EXTRACTED_BY,
        Column("extracted_text", pa.string(), "The text as it was taken out, before repair", nullable=True),
    ),
)


class LineKeys(NamedTuple):
    """A row of `lines`."""

    document_id: str
    keys: list[int]


LINES = Table(
    name="lines",
    version="1.0.0",
    description="The lines at the head and the foot of the documents of one shard, by which repeated ones are found.",
    key=("document_id",),
    columns=(
        _ID,
        Column("keys", pa.list_(pa.int64()), "A number for each distinct line, in rising order; see `key_lines`"),
    ),
)


class Repeat(NamedTuple):
    """A row of `repeats`."""

    key: int


REPEATS = Table(
    name="repeats",
    version="1.0.0",
    description="The lines of one shard that stand in several documents of the run, in order.",
    key=("key",),
    columns=(Column("key", pa.int64(), "The number of the line; see `key_lines`"),),
)


class Signature(NamedTuple):
    """A row of `signatures`."""

    document_id: str
    features: list[int]
    counts: list[float]
    n_bytes: int


SIGNATURES = Table(
    name="signatures",
    version="1.0.0",
    description="The words and figures by which the translations of the documents of one shard are looked for.",
    key=("document_id",),
    columns=(
        _ID,
        Column("features", pa.list_(pa.int64()), "Stems of English words and figures, as numbers in rising order"),
        Column("counts", pa.list_(pa.float32()), "How often each stands in the document or may in its translation"),
        Column("n_bytes", pa.int64(), "Length of the text in the main language in UTF-8", unit="byte"),
    ),
)


class Pair(NamedTuple):
    """A row of `pairs`."""

    zh_document_id: str
    en_document_id: str


PAIRS = Table(
    name="pairs",
    version="2.0.0",
    description="Documents that translate each other; a document in both languages pairs with itself."
    " Not how sure that is, which changes with every document that comes: what is aligned stays done.",
    key=("zh_document_id", "en_document_id"),
    columns=(
        Column("zh_document_id", pa.string(), "The Chinese document"),
        Column("en_document_id", pa.string(), "The English document"),
    ),
)


class Review(NamedTuple):
    """A row of `reviews`."""

    agreement_id: str
    review_verdict: str | None
    review_note: str | None
    reviewed_by: str | None
    status: str | None
    reason: str | None


REVIEWS = Table(
    name="reviews",
    version="1.0.0",
    description="What reviewers said of agreements, in order of agreement_id.",
    key=("agreement_id",),
    columns=(
        Column("agreement_id", pa.string(), "The row of `agreements` that was judged"),
        Column("review_verdict", pa.string(), "right or wrong; null where there is only a note", nullable=True),
        Column("review_note", pa.string(), "What the reviewer noted", nullable=True),
        Column("reviewed_by", pa.string(), "Name that the reviewer gave", nullable=True),
        Column("status", pa.string(), "The status that was judged; null: whatever it is", nullable=True),
        Column("reason", pa.string(), "The reason that was judged, where a status is named", nullable=True),
    ),
)
