"""The stage `segment`: repaired texts to documents and segments."""

from collections.abc import Mapping
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
from .detect_language import detect_languages
from .judge_kind import BOILERPLATE, judge_kinds
from .read_document_fields import find_published_on, find_title, share_languages
from .settings import SegmentSettings
from .split_paragraphs import split_paragraphs
from .split_sentences import split_sentences

STAGE = "segment"
SPLIT_KINDS = frozenset(("body", "list-item", "footer", "related-news", "browser-warning"))
"""Kinds of paragraphs that are cut into sentences; each other paragraph is one segment."""


class Piece(NamedTuple):
    """One segment, before its bytes are known; the span is half-open and counts code points."""

    paragraph: int
    kind: str
    lang: str
    lang_confidence: float
    start: int
    end: int


def segment_documents(tables: Mapping[str, pa.Table], settings: SegmentSettings) -> Tables:
    """Documents, segments and rejects of the tables `texts` and `edits`, in the order of the texts."""
    edits = edits_by_document(tables["edits"])
    documents: list[Document] = []
    columns: list[list[Any]] = [[] for _ in SEGMENTS.names]
    rejects: list[Reject] = []
    for row in tables["texts"].to_pylist():
        text = Text(**row)
        with rejecting(rejects, STAGE, text.document_id, text.uri):
            pieces = segment_text(text.text, settings)
            located = locate_segments(text, pieces, edits.get(text.document_id, []))
            documents.append(describe_document(text, pieces))
            for column, values in zip(columns, located, strict=True):
                column += values
    arrays = [pa.array(values, type=field.type) for values, field in zip(columns, SEGMENTS.arrow, strict=True)]
    return {
        "documents": DOCUMENTS.from_rows(documents),
        "segments": SEGMENTS.check(pa.Table.from_arrays(arrays, schema=SEGMENTS.arrow)),
        "rejects": REJECTS.from_rows(rejects),
    }


def segment_text(text: str, settings: SegmentSettings) -> list[Piece]:
    """The segments of one text, in order; every character that is not blank lies in exactly one.

    Raises EmptyDocumentError when the text is blank.
    """
    paragraphs = split_paragraphs(text, settings.join_wrapped_lines)
    if not paragraphs:
        raise EmptyDocumentError("the document holds nothing but white space; remove it or supply its text")
    cut: list[tuple[int, str]] = []
    spans: list[tuple[int, int]] = []
    for ordinal, (paragraph, kind) in enumerate(zip(paragraphs, judge_kinds(text, paragraphs), strict=True)):
        start, end, _ = paragraph
        sentences = split_sentences(text, start, end) if kind in SPLIT_KINDS else [(start, end)]
        spans += sentences
        cut += [(ordinal, kind)] * len(sentences)
    languages = detect_languages(text, spans, settings)
    return [Piece(*where, *guess, *span) for where, guess, span in zip(cut, languages, spans, strict=True)]


def locate_segments(text: Text, pieces: list[Piece], edits: list[Edit]) -> list[list[Any]]:
    """The columns of `segments` for one document, with the source bytes that its segments stand for.

    Columns and not rows, for there are some ten thousand segments to a megabyte.
    """
    source = SourceMap(text.text, text.charset, edits, text.size_bytes)
    paragraphs, kinds, langs, confidences, starts, ends = map(list, zip(*pieces, strict=True))
    byte_starts, byte_ends = source.byte_spans(np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64))
    content, prefix, n = text.text, text.document_id[:16], len(pieces)
    return [
        [f"{prefix}-{ordinal}" for ordinal in range(n)],
        [text.document_id] * n,
        list(range(n)),
        paragraphs,
        kinds,
        [kind in BOILERPLATE for kind in kinds],
        langs,
        confidences,
        starts,
        ends,
        byte_starts.tolist(),
        byte_ends.tolist(),
        [content[start:end] for start, end in zip(starts, ends, strict=True)],
    ]


def describe_document(text: Text, pieces: list[Piece]) -> Document:
    """The row of one document; languages are shares of the code points of all that is not boilerplate."""
    kinds = [piece.kind for piece in pieces]
    texts = [text.text[piece.start : piece.end] for piece in pieces]
    return Document(
        text.document_id,
        text.uri,
        text.media_type,
        text.size_bytes,
        text.charset,
        text.charset_confidence,
        text.is_lossy,
        find_title(kinds, texts),
        find_published_on(kinds, texts),
        share_languages((p.lang, p.end - p.start) for p in pieces if p.kind not in BOILERPLATE),
        text.n_edits,
        len(pieces),
        text.text,
    )
