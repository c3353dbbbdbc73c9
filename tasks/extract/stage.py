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
from .fields.mark_signs import mark_signs
from .fields.metric_words import MetricWords, read_metric_words
from .fields.read_lines import LineReader
from .fields.read_paragraph import ParagraphReader
from .fields.sentence_words import SentenceWords
from .fields.surroundings import Surroundings
from .gate import may_hold_figure, sift_texts
from .make_facts import SegmentFacts, StatedFact, make_facts
from .mention import Sentence
from .settings import ExtractSettings
from .statements.sift_statements import sift_statements
from .tabulate_facts import tabulate_facts

_DOCUMENT_COLUMNS = (
    "document_id", "uri", "text", "charset", "size_bytes", "extracted_text", "title", "published_on",
)  # fmt: skip
_SEGMENT_COLUMNS = ("document_id", "segment_id", "lang", "char_start", "text")
_Segment = tuple[str, str, str, int, str, int, bool, bool, int]
"""The columns, where the paragraph begins, whether characters open the gate, whether number words may be in it, and
the finders of statements to ask."""

_Known = dict[tuple[str, str], SentenceWords | None]
"""What was read of a text in a language; None where it states nothing. Documents repeat each other's sentences."""

_SIMPLIFIED = frozenset(("zh-Hans", "en"))
_NO_EDITS: list[Edit] = []


def extract_documents(tables: Mapping[str, pa.Table], settings: ExtractSettings) -> Tables:
    """The facts of all segments but boilerplate, in the order of documents, and the documents that failed.

    Takes `documents`, `segments` and `edits`; gives `facts` and `rejects`.
    """
    facts, rejects = state_facts(tables, settings)
    return {"facts": tabulate_facts(facts), "rejects": REJECTS.from_rows(rejects)}


def state_facts(tables: Mapping[str, pa.Table], settings: ExtractSettings) -> tuple[list[StatedFact], list[Reject]]:
    """The same before it is put into tables."""
    edits = edits_by_document(tables["edits"])
    segments = _segments_by_document(tables["segments"], settings)
    columns = [tables["documents"].column(name).to_pylist() for name in _DOCUMENT_COLUMNS]
    words = read_metric_words(settings.vocabulary.metrics)
    facts: list[StatedFact] = []
    rejects: list[Reject] = []
    known: _Known = {}
    stated: dict[str, list[SegmentFacts]] = {}
    for document_id, uri, *_ in zip(*columns, strict=True):
        with rejecting(rejects, "extract", document_id, uri):
            stated[document_id] = _read_segments(segments.get(document_id, []), settings, words, known)
    mark_signs([read.sentence for read in known.values() if read is not None])
    lines, paragraphs = LineReader(), ParagraphReader()
    for document_id, uri, text, charset, size_bytes, extracted, title, published_on in zip(*columns, strict=True):
        with rejecting(rejects, "extract", document_id, uri):
            found = stated.get(document_id)
            if found:
                n_bytes = size_bytes if extracted is None else len(extracted.encode())
                source = SourceMap(text, charset, edits.get(document_id, _NO_EDITS), n_bytes)
                is_simplified = all(segment.lang in _SIMPLIFIED for segment in found)
                around = Surroundings(text, title, published_on, is_simplified, settings.vocabulary, lines)
                facts += make_facts(document_id, source, found, around, paragraphs)
    return facts, rejects


def _segments_by_document(segments: pa.Table, settings: ExtractSettings) -> dict[str, list[_Segment]]:
    """The segments that may state facts, in order, by document; all but boilerplate if extractors of the user ask."""
    is_body = pc.invert(segments.column("is_boilerplate"))
    starts = find_paragraph_starts(segments).filter(is_body.combine_chunks())
    body = segments.select(_SEGMENT_COLUMNS).filter(is_body)
    # each text is sifted once: documents repeat each other's lines
    texts = body.column("text").combine_chunks().dictionary_encode()
    distinct = pa.chunked_array([texts.dictionary])
    has_characters, may_hold_words = sift_texts(distinct, has_rules=not settings.vocabulary.is_empty)
    finders = pa.array(sift_statements(distinct))
    may_state = pc.or_(pc.or_(has_characters, may_hold_words), pc.greater(finders, 0))
    sifted = [pc.take(column, texts.indices) for column in (may_state, has_characters, may_hold_words, finders)]
    is_read = pc.is_valid(texts) if settings.extractors else sifted[0]
    columns = [*body.columns, starts, *sifted[1:]]
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


def _read_segments(
    segments: list[_Segment], settings: ExtractSettings, words: MetricWords, known: _Known
) -> list[SegmentFacts]:
    """Segments that state facts, with them; what is read of a text is added to `known`, and read once."""
    found = []
    for segment in segments:
        _, segment_id, lang, char_start, text, paragraph_start = segment[:6]
        if (text, lang) not in known:
            known[text, lang] = _read_segment(segment, settings, words)
        read = known[text, lang]
        if read is not None:
            found.append(SegmentFacts(segment_id, lang, char_start, paragraph_start, read))
    return found


def _read_segment(segment: _Segment, settings: ExtractSettings, words: MetricWords) -> SentenceWords | None:
    _, _, lang, _, text, _, has_characters, may_hold_words, finders = segment
    has_figures = has_characters or (may_hold_words and may_hold_figure(text))
    if not (has_figures or finders or settings.extractors):
        return None
    sentence = Sentence(text, lang, may_hold_words)
    mentions = read_sentence(sentence, settings, finders, has_figures)
    return SentenceWords(sentence, mentions, words) if mentions else None
