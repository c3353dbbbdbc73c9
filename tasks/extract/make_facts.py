"""State the facts of documents: mentions with the offsets at which they stand in text and source, and their fields."""

import hashlib
from collections.abc import Sequence
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.spans import SourceMap
from .fields.read_fields import Fields
from .fields.read_paragraph import Heritage, ParagraphReader, find_heritage
from .fields.sentence_words import SentenceWords
from .fields.surroundings import Surroundings
from .mention import Mention, Sentence

_paragraph_start, _start, _end = attrgetter("paragraph_start"), attrgetter("start"), attrgetter("end")
Positions = npt.NDArray[np.int64]


class SegmentFacts(NamedTuple):
    """The mentions of one segment, and the code points at which it and its paragraph begin."""

    segment_id: str
    lang: str
    char_start: int
    paragraph_start: int
    words: SentenceWords

    @property
    def sentence(self) -> Sentence:
        """The segment as a sentence."""
        return self.words.sentence

    @property
    def mentions(self) -> list[Mention]:
        """Its facts in order."""
        return self.words.mentions


class DocumentFacts(NamedTuple):
    """The n facts of a document by span and kind: id, segment and mention of each, and what the text says of it.

    `spans` are first and end of code points, then of bytes, shape (4, n); `at_segment` are places in `segments`, shape
    (n,); `fields` leave to the document what `heritage` holds.
    """

    document_id: str
    heritage: Heritage
    segments: Sequence[SegmentFacts]
    fact_ids: list[str]
    at_segment: Positions
    mentions: list[Mention]
    spans: Positions
    fields: list[Fields]


def make_facts(
    document_id: str,
    source: SourceMap,
    segments: Sequence[SegmentFacts],
    surroundings: Surroundings,
    paragraphs: ParagraphReader,
) -> DocumentFacts:
    """One document's facts; a figure that two segments share is stated once."""
    mentions = [mention for segment in segments for mention in segment.words.mentions]
    counts = [len(segment.words.mentions) for segment in segments]
    spans = _locate(source, np.repeat([segment.char_start for segment in segments], counts), mentions)
    fields = list(
        chain.from_iterable(
            paragraphs.read(surroundings, start, [(segment.char_start, segment.words) for segment in group])
            for start, group in groupby(segments, key=_paragraph_start)
        )
    )
    order, names = _order_facts(document_id, [mention.kind for mention in mentions], spans)
    places = order.tolist()
    return DocumentFacts(
        document_id,
        find_heritage(surroundings, fields),
        segments,
        names,
        np.repeat(np.arange(len(segments)), counts)[order],
        [mentions[at] for at in places],
        spans[:, order],
        [fields[at] for at in places],
    )


def _locate(source: SourceMap, begins: Positions, mentions: Sequence[Mention]) -> Positions:
    """The spans of mentions of segments that begin at some code points, shape (4, n)."""
    n = len(mentions)
    starts, ends = (begins + np.fromiter(map(read, mentions), np.int64, n) for read in (_start, _end))
    return np.stack((starts, ends, *source.byte_spans(starts, ends)))


def _order_facts(document_id: str, kinds: Sequence[str], spans: Positions) -> tuple[Positions, list[str]]:
    """The places of the facts that are stated, by span and kind, and their ids; of one id the first."""
    ranks = {kind: rank for rank, kind in enumerate(sorted(set(kinds)))}
    order = np.lexsort(([ranks[kind] for kind in kinds], spans[1], spans[0]))
    names = name_facts(document_id, [kinds[at] for at in order.tolist()], *spans[2:, order].tolist())
    if len(set(names)) == len(names):
        return order, names
    first = {name: at for at, name in reversed(list(enumerate(names)))}
    kept = sorted(first.values())
    return order[kept], [names[at] for at in kept]


def name_facts(
    document_id: str, kinds: Sequence[str], byte_starts: Sequence[int], byte_ends: Sequence[int]
) -> list[str]:
    """The ids of facts of a document: stable while document, kind and span of each stay.

    They are digests of `document_id<tab>kind<tab>byte_start<tab>byte_end`; what all begin with is digested once.
    """
    begun = hashlib.sha256(f"{document_id}\t".encode())
    names = []
    for kind, byte_start, byte_end in zip(kinds, byte_starts, byte_ends, strict=True):
        digest = begun.copy()
        digest.update(f"{kind}\t{byte_start}\t{byte_end}".encode())
        names.append("f" + digest.digest()[:8].hex())
    return names
