"""The `extract` stage: from documents, segments and edits to facts."""

from collections.abc import Mapping

import pyarrow as pa

from ..core.spans import Edit, SourceMap
from ..core.stage import Tables
from ..schema.edits import edits_by_document
from ..schema.rejects import REJECTS, Reject, rejecting
from .extract_facts import read_sentence
from .fields.mark_signs import mark_signs
from .fields.metric_words import read_metric_words
from .fields.read_lines import LineReader
from .fields.read_paragraph import ParagraphReader
from .fields.read_phrasing import Phrasings
from .fields.sentence_words import SentenceWords
from .fields.surroundings import Surroundings
from .gate import may_hold_figure
from .make_facts import DocumentFacts, SegmentFacts, make_facts
from .mention import Sentence
from .settings import ExtractSettings
from .sift_segments import Segment, Texts, sift_segments
from .tabulate_facts import tabulate_facts

_DOCUMENT_COLUMNS = (
    "document_id", "uri", "text", "charset", "size_bytes", "extracted_text", "title", "published_on",
)  # fmt: skip

_Known = dict[tuple[int, str], SentenceWords | None]
"""What was read of a text in a language; None where it states nothing. Documents repeat each other's sentences."""

_SIMPLIFIED = frozenset(("zh-Hans", "en"))
_NO_EDITS: list[Edit] = []


def extract_documents(tables: Mapping[str, pa.Table], settings: ExtractSettings) -> Tables:
    """The facts of all segments but boilerplate, in the order of documents, and the documents that failed.

    Takes `documents`, `segments` and `edits`; gives `facts` and `rejects`.
    """
    facts, rejects = state_facts(tables, settings)
    return {"facts": tabulate_facts(facts), "rejects": REJECTS.from_rows(rejects)}


def state_facts(tables: Mapping[str, pa.Table], settings: ExtractSettings) -> tuple[list[DocumentFacts], list[Reject]]:
    """The same before it is put into tables."""
    edits = edits_by_document(tables["edits"])
    segments, texts = sift_segments(tables["segments"], settings)
    columns = [tables["documents"].column(name).to_pylist() for name in _DOCUMENT_COLUMNS]
    phrasings = Phrasings(read_metric_words(settings.vocabulary.metrics))
    facts: list[DocumentFacts] = []
    rejects: list[Reject] = []
    known: _Known = {}
    stated: dict[str, list[SegmentFacts]] = {}
    for document_id, uri, *_ in zip(*columns, strict=True):
        with rejecting(rejects, "extract", document_id, uri):
            stated[document_id] = _read_segments(segments.get(document_id, []), texts, settings, phrasings, known)
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
                facts.append(make_facts(document_id, source, found, around, paragraphs))
    return facts, rejects


def _read_segments(
    segments: list[Segment], texts: Texts, settings: ExtractSettings, phrasings: Phrasings, known: _Known
) -> list[SegmentFacts]:
    """Segments that state facts, with them; what is read of a text is added to `known`, and read once."""
    found = []
    for _, segment_id, lang, char_start, paragraph_start, at in segments:
        if (at, lang) not in known:
            known[at, lang] = _read_text(texts, at, lang, settings, phrasings)
        read = known[at, lang]
        if read is not None:
            found.append(SegmentFacts(segment_id, lang, char_start, paragraph_start, read))
    return found


def _read_text(
    texts: Texts, at: int, lang: str, settings: ExtractSettings, phrasings: Phrasings
) -> SentenceWords | None:
    text, may_hold_words, finders = texts.texts[at], texts.may_hold_words[at], texts.finders[at]
    has_figures = texts.has_characters[at] or (may_hold_words and may_hold_figure(text))
    if not (has_figures or finders or settings.extractors):
        return None
    sentence = Sentence(text, lang, may_hold_words)
    mentions = read_sentence(sentence, settings, finders, has_figures)
    return SentenceWords(sentence, mentions, phrasings) if mentions else None
