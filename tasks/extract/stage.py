"""The `extract` stage: from documents, segments and edits to facts."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from ..core.spans import Edit, SourceMap
from ..core.stage import Tables
from ..schema.edits import edits_by_document
from ..schema.rejects import REJECTS, Reject, rejecting
from .extract_facts import extract_facts
from .gate import may_hold_figure, sift_texts
from .make_facts import SegmentFacts, StatedFact, make_facts, tabulate_facts
from .settings import ExtractSettings

_DOCUMENT_COLUMNS = ("document_id", "uri", "text", "charset", "size_bytes", "extracted_text")
_SEGMENT_COLUMNS = ("document_id", "segment_id", "lang", "char_start", "text")
_Segment = tuple[str, str, str, int, str, bool, bool]
"""The columns, then whether characters of the text open the gate and whether number words may be in it."""

_NO_EDITS: list[Edit] = []


def extract_documents(tables: Mapping[str, pa.Table], settings: ExtractSettings) -> Tables:
    """The facts of all segments but boilerplate, in the order of documents, and the documents that failed.

    Takes `documents`, `segments` and `edits`; gives `facts` and `rejects`.
    """
    edits = edits_by_document(tables["edits"])
    segments = _segments_by_document(tables["segments"])
    columns = [tables["documents"].column(name).to_pylist() for name in _DOCUMENT_COLUMNS]
    facts: list[StatedFact] = []
    rejects: list[Reject] = []
    for document_id, uri, text, charset, size_bytes, extracted in zip(*columns, strict=True):
        with rejecting(rejects, "extract", document_id, uri):
            found = _read_segments(segments.get(document_id, []), settings)
            if found:
                n_bytes = size_bytes if extracted is None else len(extracted.encode())
                source = SourceMap(text, charset, edits.get(document_id, _NO_EDITS), n_bytes)
                facts += make_facts(document_id, source, found)
    return {"facts": tabulate_facts(facts), "rejects": REJECTS.from_rows(rejects)}


def _segments_by_document(segments: pa.Table) -> dict[str, list[_Segment]]:
    """The segments that may state facts, in order, by document."""
    has_characters, may_hold_words = sift_texts(segments.column("text"))
    is_read = pc.and_not(pc.or_(has_characters, may_hold_words), segments.column("is_boilerplate"))
    columns = [*(segments.column(name) for name in _SEGMENT_COLUMNS), has_characters, may_hold_words]
    grouped: dict[str, list[_Segment]] = {}
    for row in zip(*(column.filter(is_read).to_pylist() for column in columns), strict=True):
        grouped.setdefault(row[0], []).append(row)
    return grouped


def _read_segments(segments: list[_Segment], settings: ExtractSettings) -> list[SegmentFacts]:
    """Segments that state facts, with them."""
    found = []
    for _, segment_id, lang, char_start, text, has_characters, may_hold_words in segments:
        if not (has_characters or may_hold_figure(text)):
            continue
        mentions = extract_facts(text, lang, settings, may_hold_words)
        if mentions:
            found.append(SegmentFacts(segment_id, lang, char_start, text, mentions))
    return found
