"""Align the segments of documents that translate each other, and the two languages of one document."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ..core.digests import digest_bytes
from ..core.stage import Tables
from ..schema import ALIGNMENTS, REJECTS
from ..schema.alignments import Alignment
from ..schema.rejects import Reject, rejecting
from .align_mixture import Mixture
from .keys import Keys, read_keys
from .make_beads import Bead, align_languages, align_translations
from .passage import Passage, group_paragraphs
from .settings import AlignSettings

STAGE = "align"
FIGURE, WORD = "number:", "word:"
"""How evidence of these kinds begins; all other is of names."""
_COLUMNS = ("segment_id", "document_id", "paragraph", "lang", "text")


class Lines(NamedTuple):
    """The segments of one language of one document. `places` count its runs of one paragraph and one language."""

    ids: list[str]
    texts: list[str]
    places: list[int]

    def read(self, keys: Sequence[Keys]) -> Passage:
        """The passage of these segments."""
        return Passage([len(text.encode()) for text in self.texts], keys, group_paragraphs(self.places), self.texts)

    def place_paragraphs(self) -> list[int]:
        """The place of each paragraph."""
        return list(dict.fromkeys(self.places))


class Document(NamedTuple):
    """Both languages of one document."""

    zh: Lines
    en: Lines


def align_segments(tables: Mapping[str, pa.Table], settings: AlignSettings) -> Tables:
    """From `segments` of all documents in `pairs` to `alignments` and `rejects`.

    `partner:segments` are those of documents of other shards, and may be absent.
    Boilerplate and segments that are in neither language, or in both, take no part. A pair without beads is no error.
    """
    pairs = list(
        zip(*(tables["pairs"][name].to_pylist() for name in ("zh_document_id", "en_document_id")), strict=True)
    )
    segments = pa.concat_tables(tables[name] for name in ("segments", "partner:segments") if name in tables)
    documents = read_documents(segments, {document_id for pair in pairs for document_id in pair})
    alignments: list[Alignment] = []
    rejects: list[Reject] = []
    for zh_id, en_id in pairs:
        with rejecting(rejects, STAGE, zh_id, zh_id):
            zh, en = _lines_of(documents, zh_id).zh, _lines_of(documents, en_id).en
            alignments += [_make_row(zh_id, en_id, zh, en, bead) for bead in _align(zh, en, zh_id == en_id, settings)]
    return {"alignments": ALIGNMENTS.from_rows(alignments), "rejects": REJECTS.from_rows(rejects)}


def _align(zh: Lines, en: Lines, is_one_document: bool, settings: AlignSettings) -> list[Bead]:
    if not zh.ids or not en.ids:
        return []
    keys = read_keys(zh.texts, en.texts)
    zh_passage, en_passage = zh.read(keys.zh), en.read(keys.en)
    if not is_one_document:
        return align_translations(zh_passage, en_passage, keys.overlap, settings)
    mixture = Mixture(zh_passage, en_passage, zh.place_paragraphs(), en.place_paragraphs())
    return align_languages(mixture, settings)


def read_documents(segments: pa.Table, wanted: set[str]) -> dict[str, Document]:
    """The documents that take part, by id."""
    documents: dict[str, Document] = {}
    last: dict[str, tuple[int, bool]] = {}
    places: dict[str, int] = {}
    for segment_id, document_id, paragraph, lang, text in _rows(segments, wanted):
        is_en = lang == "en"
        if last.get(document_id) != (paragraph, is_en):
            last[document_id] = paragraph, is_en
            places[document_id] = places.get(document_id, -1) + 1
        document = documents.get(document_id)
        if document is None:
            document = documents[document_id] = _no_lines()
        lines = document[is_en]
        lines.ids.append(segment_id)
        lines.texts.append(text)
        lines.places.append(places[document_id])
    return documents


def _rows(segments: pa.Table, wanted: set[str]) -> Iterator[tuple[Any, ...]]:
    """The columns that count of all segments of the documents that may be aligned."""
    lang = segments["lang"]
    is_usable = pc.and_(
        pc.is_in(segments["document_id"], value_set=pa.array(sorted(wanted), pa.string())),
        pc.and_(pc.invert(segments["is_boilerplate"]), pc.or_(pc.equal(lang, "en"), pc.starts_with(lang, "zh"))),
    )
    usable = segments.select(_COLUMNS).filter(is_usable)
    return zip(*(usable[name].to_pylist() for name in _COLUMNS), strict=True)


def _lines_of(documents: Mapping[str, Document], document_id: str) -> Document:
    return documents.get(document_id) or _no_lines()


def _no_lines() -> Document:
    return Document(Lines([], [], []), Lines([], [], []))


def _make_row(zh_id: str, en_id: str, zh: Lines, en: Lines, bead: Bead) -> Alignment:
    zh_ids, en_ids = [zh.ids[at] for at in bead.zh], [en.ids[at] for at in bead.en]
    return Alignment(
        alignment_id="a" + digest_bytes("\n".join([*zh_ids, "", *en_ids]).encode())[:16],
        zh_document_id=zh_id,
        en_document_id=en_id,
        zh_segment_ids=zh_ids,
        en_segment_ids=en_ids,
        zh_text="".join([zh.texts[at] for at in bead.zh]),
        en_text=" ".join([en.texts[at] for at in bead.en]),
        kind=f"{len(zh_ids)}-{len(en_ids)}",
        score=bead.score,
        confidence=bead.confidence,
        method=bead.method,
        evidence=list(bead.evidence),
        n_shared_figures=_count(bead, FIGURE),
        n_shared_names=len(bead.evidence) - _count(bead, FIGURE) - _count(bead, WORD),
        n_shared_words=bead.n_words,
    )


def _count(bead: Bead, kind: str) -> int:
    return sum(some.startswith(kind) for some in bead.evidence)
