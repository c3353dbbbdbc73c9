"""The `extract` stage: from documents, segments and edits to facts."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter

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
from .grids.find_grids import find_grids
from .grids.read_grid import GridLine
from .make_facts import DocumentFacts, SegmentFacts, make_facts
from .mention import STATEMENTS, Mention, Sentence
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
_NO_ROW = GridLine([], is_head=False)
_start = attrgetter("start")


def extract_documents(tables: Mapping[str, pa.Table], settings: ExtractSettings) -> Tables:
    """The facts of all segments but boilerplate, in the order of documents, and the documents that failed.

    Takes `documents`, `segments` and `edits`; gives `facts` and `rejects`.
    """
    facts, rejects = state_facts(tables, settings)
    return {"facts": tabulate_facts(facts), "rejects": REJECTS.from_rows(rejects)}


def state_facts(tables: Mapping[str, pa.Table], settings: ExtractSettings) -> tuple[list[DocumentFacts], list[Reject]]:
    """The same before it is put into tables."""
    edits = edits_by_document(tables["edits"])
    documents = tables["documents"]
    texts_by_document = dict(zip(documents["document_id"].to_pylist(), documents["text"].to_pylist(), strict=True))
    rows = find_grids(tables["segments"], texts_by_document)
    segments, texts = sift_segments(tables["segments"], settings, rows)
    columns = [tables["documents"].column(name).to_pylist() for name in _DOCUMENT_COLUMNS]
    phrasings = Phrasings(read_metric_words(settings.vocabulary.metrics))
    facts: list[DocumentFacts] = []
    rejects: list[Reject] = []
    known: _Known = {}

    def read_words(at: int, lang: str, row: GridLine) -> SentenceWords | None:
        if (at, lang) not in known:
            known[at, lang] = _read_text(texts, at, lang, settings, phrasings)
        read, cells = known[at, lang], [cell for cell in row.figures if cell.confidence >= settings.min_confidence]
        if not cells and (read is None or not (row.is_head or row.silent)):
            return read
        return _add_cells(Sentence(texts.texts[at], lang), read, row._replace(figures=cells), phrasings)

    stated: dict[str, list[SegmentFacts]] = {}
    for document_id, uri, *_ in zip(*columns, strict=True):
        with rejecting(rejects, "extract", document_id, uri):
            stated[document_id] = list(_read_segments(segments.get(document_id, []), rows, read_words))
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
    segments: list[Segment],
    rows: Mapping[str, GridLine],
    read_words: Callable[[int, str, GridLine], SentenceWords | None],
) -> Iterator[SegmentFacts]:
    """Segments that state facts, with them; `rows` are the cells of those that are rows of a table."""
    for _, segment_id, lang, char_start, paragraph_start, at in segments:
        read = read_words(at, lang, rows.get(segment_id, _NO_ROW))
        if read is not None:
            yield SegmentFacts(segment_id, lang, char_start, paragraph_start, read)


def _add_cells(sentence: Sentence, read: SentenceWords | None, row: GridLine, phrasings: Phrasings) -> SentenceWords:
    """What a line of a table says: its cells, and what its text says by itself beside them.

    Numbers of a line that heads others, such as 10,000 tonnes, are no figures.
    """
    spans = [(cell.start, cell.end) for cell in row.figures] + [*row.silent]
    others = [one for one in read.mentions if not _overlaps(one, spans)] if read is not None else []
    beside = [] if row.is_head else [one for one in others if one.kind not in STATEMENTS]
    figures = sorted(beside + row.figures, key=_start)
    return SentenceWords(sentence, figures + [one for one in others if one.kind in STATEMENTS], phrasings)


def _overlaps(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in spans)


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
