"""The stage `segment`: repaired texts to documents and segments."""

from collections.abc import Mapping
from itertools import compress
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from ..core.spans import Edit, SourceMap
from ..core.stage import Tables
from ..schema.artifacts import Text
from ..schema.documents import DOCUMENTS, Document
from ..schema.edits import edits_by_document
from ..schema.rejects import REJECTS, Reject, rejecting
from .cut_texts import Pieces, cut_lines, find_lines, open_memory
from .judge_kind import BOILERPLATE, judge_kinds
from .read_document_fields import Stated, find_author, find_published_on, find_source, find_title, share_languages
from .read_lines import Lines
from .settings import SegmentSettings
from .tabulate_segments import Located, tabulate_segments

STAGE = "segment"


class Draft(NamedTuple):
    """A document whose lines are found."""

    text: Text
    source: SourceMap
    lines: Lines


def segment_documents(tables: Mapping[str, pa.Table], settings: SegmentSettings) -> Tables:
    """Documents, segments and rejects of the tables `texts` and `edits`, in the order of the texts.

    The lines of all documents are judged together, for that is many times as fast; each as if it stood alone, but for
    the table `repeats`, which may be missing: lines that stand in several documents of the run.
    """
    edits = edits_by_document(tables["edits"])
    memory = open_memory(tables["repeats"]["key"].to_pylist() if "repeats" in tables else ())
    drafts: list[Draft] = []
    documents: list[Document] = []
    located: list[Located] = []
    rejects: list[Reject] = []
    for row in tables["texts"].to_pylist():
        text = Text(**row)
        with rejecting(rejects, STAGE, text.document_id, text.uri):
            source = map_source(text, edits.get(text.document_id, []))
            lines = find_lines(text.text, settings, memory, find_main_spans(text, source))
            drafts.append(Draft(text, source, lines))
    for (text, source, lines), kinds in zip(drafts, judge_kinds([draft.lines for draft in drafts]), strict=True):
        with rejecting(rejects, STAGE, text.document_id, text.uri):
            pieces = cut_lines(text.text, lines, kinds, settings, memory)
            spans = source.byte_spans(pieces.starts, pieces.ends)
            documents.append(describe_document(text, pieces))
            located.append(Located(text.document_id, pieces, *spans))
    return {
        "documents": DOCUMENTS.from_rows(documents),
        "segments": tabulate_segments(located),
        "rejects": REJECTS.from_rows(rejects),
    }


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
    at = int(pieces.starts[stated.segment])
    return at + stated.start, at + stated.end
