"""The stage `segment`: repaired texts to documents and segments."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from ..core.errors import EmptyDocumentError
from ..core.spans import Edit, SourceMap
from ..core.stage import Tables
from ..schema.artifacts import Text
from ..schema.documents import DOCUMENTS, Document
from ..schema.edits import edits_by_document
from ..schema.rejects import REJECTS, Reject, rejecting
from ..schema.segments import SEGMENTS
from .detect_language import count_by_span, judge_segments
from .judge_kind import BOILERPLATE, judge_kinds
from .read_document_fields import Stated, find_author, find_published_on, find_source, find_title, share_languages
from .settings import SegmentSettings
from .split_paragraphs import Paragraph, split_paragraphs
from .split_sentences import split_sentences

STAGE = "segment"
SPLIT_KINDS = frozenset(("body", "list-item", "footer", "related-news", "browser-warning"))
"""Kinds of paragraphs that are cut into sentences; each other paragraph is one segment."""


class Pieces(NamedTuple):
    """The segments of a document before their bytes are known; columns, for there are ten thousand to a megabyte.

    Spans are half-open and count code points.
    """

    paragraphs: list[int]
    kinds: list[str]
    langs: list[str]
    confidences: list[float]
    starts: list[int]
    ends: list[int]
    texts: list[str]
    codes: list[str | None]


def segment_documents(tables: Mapping[str, pa.Table], settings: SegmentSettings) -> Tables:
    """Documents, segments and rejects of the tables `texts` and `edits`, in the order of the texts."""
    edits = edits_by_document(tables["edits"])
    documents: list[Document] = []
    columns: list[list[Any]] = [[] for _ in SEGMENTS.names]
    rejects: list[Reject] = []
    for row in tables["texts"].to_pylist():
        text = Text(**row)
        with rejecting(rejects, STAGE, text.document_id, text.uri):
            source = map_source(text, edits.get(text.document_id, []))
            pieces = segment_text(text.text, settings, find_main_spans(text, source))
            located = locate_segments(text, pieces, source)
            documents.append(describe_document(text, pieces))
            for column, values in zip(columns, located, strict=True):
                column += values
    arrays = [pa.array(values, type=field.type) for values, field in zip(columns, SEGMENTS.arrow, strict=True)]
    return {
        "documents": DOCUMENTS.from_rows(documents),
        "segments": SEGMENTS.check(pa.Table.from_arrays(arrays, schema=SEGMENTS.arrow)),
        "rejects": REJECTS.from_rows(rejects),
    }


def segment_text(text: str, settings: SegmentSettings, main_spans: Sequence[tuple[int, int]] | None = None) -> Pieces:
    """The segments of one text, in order; every character that is not blank lies in exactly one.

    `main_spans` are the half-open spans of code points that the format of the document gives out as text proper.
    Raises EmptyDocumentError when the text is blank.
    """
    paragraphs = split_paragraphs(text, settings.join_wrapped_lines)
    if not paragraphs:
        raise EmptyDocumentError("the document holds nothing but white space; remove it or supply its text")
    ordinals: list[int] = []
    kinds: list[str] = []
    spans: list[tuple[int, int]] = []
    found = judge_kinds(text, paragraphs, mark_main(paragraphs, main_spans) if main_spans else None)
    for ordinal, (paragraph, kind) in enumerate(zip(paragraphs, found, strict=True)):
        start, end, _ = paragraph
        sentences = split_sentences(text, start, end) if kind in SPLIT_KINDS else [(start, end)]
        spans += sentences
        ordinals += [ordinal] * len(sentences)
        kinds += [kind] * len(sentences)
    texts = [text[start:end] for start, end in spans]
    langs, confidences, codes = judge_segments(texts, count_by_span(text, spans), settings)
    starts, ends = map(list, zip(*spans, strict=True))
    return Pieces(ordinals, kinds, langs, confidences, starts, ends, texts, codes)


def find_main_spans(text: Text, source: SourceMap) -> list[tuple[int, int]] | None:
    """What the format of a document gives out as text proper, in code points of the repaired text.

    None where it says nothing, as plain text does.
    """
    if not text.main_spans:
        return None
    places = np.arange(len(text.text))
    begins, _ = source.byte_spans(places, places + 1)
    bounds = np.searchsorted(begins, text.main_spans).tolist()
    return list(zip(bounds[::2], bounds[1::2], strict=True))


def mark_main(paragraphs: Sequence[Paragraph], spans: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether each paragraph begins inside of a span; both are in order."""
    starts = [start for start, _ in spans]
    places = [bisect_right(starts, paragraph.start) - 1 for paragraph in paragraphs]
    return [place >= 0 and p.start < spans[place][1] for place, p in zip(places, paragraphs, strict=True)]


def locate_segments(text: Text, pieces: Pieces, source: SourceMap) -> list[list[Any]]:
    """The columns of `segments` for one document, with the source bytes that its segments stand for."""
    starts, ends = np.array(pieces.starts, dtype=np.int64), np.array(pieces.ends, dtype=np.int64)
    byte_starts, byte_ends = source.byte_spans(starts, ends)
    prefix, ordinals = text.document_id[:16], list(range(len(starts)))
    return [
        [f"{prefix}-{ordinal}" for ordinal in ordinals],
        [text.document_id] * len(ordinals),
        ordinals,
        pieces.paragraphs,
        pieces.kinds,
        [kind in BOILERPLATE for kind in pieces.kinds],
        pieces.langs,
        pieces.confidences,
        pieces.starts,
        pieces.ends,
        byte_starts.tolist(),
        byte_ends.tolist(),
        pieces.texts,
        pieces.codes,
    ]


def map_source(text: Text, edits: list[Edit]) -> SourceMap:
    """The map from characters to bytes: of the source, or of the text that was taken out of it."""
    n_bytes = text.size_bytes if text.extracted_text is None else len(text.extracted_text.encode())
    return SourceMap(text.text, text.charset, edits, n_bytes)


def describe_document(text: Text, pieces: Pieces) -> Document:
    """The row of one document; languages are shares of the code points of all that is not boilerplate."""
    main = [kind not in BOILERPLATE for kind in pieces.kinds]
    title, published = find_title(pieces.kinds, pieces.texts), find_published_on(pieces.kinds, pieces.texts)
    source, author = find_source(pieces.kinds, pieces.texts), find_author(pieces.kinds, pieces.texts)
    sizes = zip(compress(pieces.langs, main), map(len, compress(pieces.texts, main)), strict=True)
    return Document(
        text.document_id,
        text.uri,
        text.media_type,
        text.size_bytes,
        text.charset,
        text.charset_confidence,
        text.is_lossy,
        title and title.value,
        published and published.value,
        share_languages(sizes),
        text.n_edits,
        len(pieces.texts),
        text.text,
        *_locate(title, pieces),
        *_locate(published, pieces),
        source and source.value,
        *_locate(source, pieces),
        author and author.value,
        *_locate(author, pieces),
        text.extracted_by,
        text.extracted_text,
    )


def _locate(stated: Stated[Any] | None, pieces: Pieces) -> tuple[int | None, int | None]:
    """Where in the text of a document something is stated, in code points."""
    if stated is None:
        return None, None
    at = pieces.starts[stated.segment]
    return at + stated.start, at + stated.end
