"""State the facts of documents: mentions with the offsets at which they stand in text and source, and their fields."""

import hashlib
from collections.abc import Sequence
from itertools import chain, groupby, repeat
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from ..core.spans import SourceMap
from .fields.read_fields import Fields
from .fields.read_paragraph import ParagraphReader
from .fields.sentence_words import SentenceWords
from .fields.surroundings import Surroundings
from .mention import Mention, Sentence

_paragraph_start = attrgetter("paragraph_start")


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


Span = tuple[int, int, int, int]
StatedFact = tuple[str, str, SegmentFacts, Mention, Span, Fields]
"""Id, document, segment and mention of a fact, its span (first and end of code points, then of bytes), its fields."""


def make_facts(
    document_id: str,
    source: SourceMap,
    segments: Sequence[SegmentFacts],
    surroundings: Surroundings,
    paragraphs: ParagraphReader,
) -> list[StatedFact]:
    """One document's facts by span and kind; a figure that two segments share is stated once."""
    stated = [(segment, mention) for segment in segments for mention in segment.words.mentions]
    starts = np.array([segment.char_start + mention.start for segment, mention in stated], dtype=np.int64)
    ends = np.array([segment.char_start + mention.end for segment, mention in stated], dtype=np.int64)
    byte_starts, byte_ends = source.byte_spans(starts, ends)
    columns = [positions.tolist() for positions in (starts, ends, byte_starts, byte_ends)]
    kinds = [mention.kind for _, mention in stated]
    ids = map(name_fact, repeat(document_id), kinds, *columns[2:])
    said = chain.from_iterable(
        paragraphs.read(surroundings, start, [(segment.char_start, segment.words) for segment in group])
        for start, group in groupby(segments, key=_paragraph_start)
    )
    spans = zip(*columns, strict=True)
    facts = [
        (name, document_id, *of, span, fields) for name, of, span, fields in zip(ids, stated, spans, said, strict=True)
    ]
    order = list(zip(columns[0], columns[1], kinds, range(len(kinds)), strict=True))
    order.sort()
    first = {facts[at][0]: at for *_, at in reversed(order)}
    return [facts[at] for *_, at in order if first[facts[at][0]] == at]


def name_fact(document_id: str, kind: str, byte_start: int, byte_end: int) -> str:
    """The id of a fact: stable while document, kind and span stay."""
    digest = hashlib.sha256(f"{document_id}\t{kind}\t{byte_start}\t{byte_end}".encode()).hexdigest()
    return "f" + digest[:16]
