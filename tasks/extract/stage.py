"""The `extract` stage: from documents, segments and edits to facts."""

from collections.abc import Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..core.spans import Edit, SourceMap
from ..core.stage import Tables
from ..schema.edits import edits_by_document
from ..schema.rejects import REJECTS, Reject, rejecting
from .extract_facts import read_sentence
from .fields.metric_words import read_metric_words
from .fields.surroundings import Surroundings
from .gate import may_hold_figure, sift_texts
from .make_facts import SegmentFacts, StatedFact, make_facts, tabulate_facts
from .mention import Sentence
from .settings import ExtractSettings
from .statements.sift_statements import sift_statements

_DOCUMENT_COLUMNS = (
    "document_id", "uri", "text", "charset", "size_bytes", "extracted_text", "title", "published_on",
)  # fmt: skip
_SEGMENT_COLUMNS = ("document_id", "segment_id", "lang", "char_start", "text")
_Segment = tuple[str, str, str, int, str, int, bool, bool, int]
"""The columns, where the paragraph begins, whether characters open the gate, whether number words may be in it, and
the finders of statements to ask."""

_SIMPLIFIED = frozenset(("zh-Hans", "en"))
_NO_EDITS: list[Edit] = []


def extract_documents(tables: Mapping[str, pa.Table], settings: ExtractSettings) -> Tables:
    """The facts of all segments but boilerplate, in the order of documents, and the documents that failed.

    Takes `documents`, `segments` and `edits`; gives `facts` and `rejects`.
    """
    edits = edits_by_document(tables["edits"])
    segments = _segments_by_document(tables["segments"], reads_all=bool(settings.extractors))
    columns = [tables["documents"].column(name).to_pylist() for name in _DOCUMENT_COLUMNS]
    words = read_metric_words(settings.vocabulary.metrics)
    facts: list[StatedFact] = []
    rejects: list[Reject] = []
    for document_id, uri, text, charset, size_bytes, extracted, title, published_on in zip(*columns, strict=True):
        with rejecting(rejects, "extract", document_id, uri):
            found = _read_segments(segments.get(document_id, []), settings)
            if found:
                n_bytes = size_bytes if extracted is None else len(extracted.encode())
                source = SourceMap(text, charset, edits.get(document_id, _NO_EDITS), n_bytes)
                is_simplified = all(segment.lang in _SIMPLIFIED for segment in found)
                around = Surroundings(text, title, published_on, is_simplified, settings.vocabulary)
                facts += make_facts(document_id, source, found, around, words)
    return {"facts": tabulate_facts(facts), "rejects": REJECTS.from_rows(rejects)}


def _segments_by_document(segments: pa.Table, reads_all: bool) -> dict[str, list[_Segment]]:
    """The segments that may state facts, in order, by document; all but boilerplate if extractors of the user ask."""
    has_characters, may_hold_words = sift_texts(segments.column("text"))
    finders = pa.array(sift_statements(segments.column("text")))
    may_state = pc.or_(pc.or_(has_characters, may_hold_words), pc.greater(finders, 0))
    if reads_all:
        may_state = pc.is_valid(segments.column("text"))
    is_read = pc.and_not(may_state, segments.column("is_boilerplate"))
    starts = pa.chunked_array([find_paragraph_starts(segments)])
    columns = [*(segments.column(name) for name in _SEGMENT_COLUMNS), starts, has_characters, may_hold_words, finders]
    grouped: dict[str, list[_Segment]] = {}
    for row in zip(*(column.filter(is_read).to_pylist() for column in columns), strict=True):
        grouped.setdefault(row[0], []).append(row)
    return grouped


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


def _read_segments(segments: list[_Segment], settings: ExtractSettings) -> list[SegmentFacts]:
    """Segments that state facts, with them."""
    found = []
    for _, segment_id, lang, char_start, text, paragraph_start, has_characters, may_hold_words, finders in segments:
        has_figures = has_characters or (may_hold_words and may_hold_figure(text))
        if not (has_figures or finders or settings.extractors):
            continue
        sentence = Sentence(text, lang, may_hold_words)
        mentions = read_sentence(sentence, settings, finders, has_figures)
        if mentions:
            found.append(SegmentFacts(segment_id, lang, char_start, paragraph_start, sentence, mentions))
    return found
