"""Which segments are read at all, and what a look at whole columns says of their texts, each sifted once."""

from collections.abc import Collection
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .gate import sift_texts
from .settings import ExtractSettings
from .statements.sift_statements import sift_statements

_COLUMNS = ("document_id", "segment_id", "lang", "char_start")
Segment = tuple[str, str, str, int, int, int]
"""Document, id, language and first code point, where its paragraph begins, and the place of its text."""


class Texts(NamedTuple):
    """The different texts of n segments: whether their characters open the gate, whether number words may be in them,

    and the finders of statements to ask, as bits.
    """

    texts: list[str]
    has_characters: list[bool]
    may_hold_words: list[bool]
    finders: list[int]


def sift_segments(
    segments: pa.Table, settings: ExtractSettings, rows: Collection[str] = ()
) -> tuple[dict[str, list[Segment]], Texts]:
    """The segments that may state facts, in order, by document; all but boilerplate if extractors of the user ask.

    `rows` are the segments that are rows of a table.
    """
    is_body = pc.invert(segments.column("is_boilerplate"))
    starts = find_paragraph_starts(segments).filter(is_body.combine_chunks())
    # documents repeat each other's lines
    texts = segments.column("text").filter(is_body).combine_chunks().dictionary_encode()
    distinct = pa.chunked_array([texts.dictionary])
    has_characters, may_hold_words = sift_texts(distinct, has_rules=not settings.vocabulary.is_empty)
    finders = pa.array(sift_statements(distinct))
    may_state = pc.or_(pc.or_(has_characters, may_hold_words), pc.greater(finders, 0))
    is_read = pc.is_valid(texts) if settings.extractors else pc.take(may_state, texts.indices)
    if rows:
        is_row = pc.is_in(segments.column("segment_id").filter(is_body), pa.array(sorted(rows), pa.string()))
        is_read = pc.or_(is_read, is_row.combine_chunks())
    columns = [*segments.select(_COLUMNS).filter(is_body).columns, starts, texts.indices]
    grouped: dict[str, list[Segment]] = {}
    for row in zip(*(column.filter(is_read).to_pylist() for column in columns), strict=True):
        grouped.setdefault(row[0], []).append(row)
    return grouped, Texts(*(column.to_pylist() for column in (distinct, has_characters, may_hold_words, finders)))


def find_paragraph_starts(segments: pa.Table) -> pa.Array:
    """Where the paragraph of each of n segments begins, in code points, shape (n,); segments are in order."""
    if not segments.num_rows:
        return pa.array([], pa.int64())
    paragraphs, starts = (segments.column(name).to_numpy() for name in ("paragraph", "char_start"))
    is_first = np.empty(segments.num_rows, dtype=bool)
    is_first[0] = True
    # a document begins anew at its first paragraph, and its offsets go back
    is_first[1:] = (paragraphs[1:] != paragraphs[:-1]) | (starts[1:] < starts[:-1])
    first = np.maximum.accumulate(np.where(is_first, np.arange(segments.num_rows), 0))
    return pa.array(starts[first])
