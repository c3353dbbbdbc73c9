"""Turn mentions into the table `facts`: offsets in document and source, numbers as columns want them."""

import decimal
import hashlib
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from ..core.spans import SourceMap
from ..schema.facts import FACTS
from .fields.gazetteer import Place
from .fields.read_fields import Fields
from .fields.read_paragraph import ParagraphReader
from .fields.sentence_words import SentenceWords
from .fields.surroundings import Surroundings
from .mention import STATEMENTS, Mention, Sentence

_PLACES = Decimal("0.000000001")
_WIDE = decimal.Context(prec=80, traps=[])
_LIMIT = Decimal(10) ** 29
"""decimal(38, 9) holds 29 digits before the point."""
_COPIED = (
    "kind",
    "rule",
    "unit_text",
    "unit_class",
    "measure",
    "direction",
    "base_period",
    "rank",
    "rank_scope",
)
"""Fields of a mention that are columns as they stand."""
_NUMBERS = ("confidence", "value", "value_low", "value_high", "value_decimal")
_read_copied = attrgetter(*_COPIED)
_Columns = dict[str, Sequence[Any]]


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


_Span = tuple[int, int, int, int]
StatedFact = tuple[str, str, SegmentFacts, Mention, _Span, Fields]
"""Id, document, segment and mention of a fact, its span (first and end of code points, then of bytes), its fields."""


def make_facts(
    document_id: str,
    source: SourceMap,
    segments: Sequence[SegmentFacts],
    surroundings: Surroundings,
    paragraphs: ParagraphReader,
) -> list[StatedFact]:
    """One document's facts by span and kind; a figure that two segments share is stated once."""
    starts = np.array([s.char_start + m.start for s in segments for m in s.words.mentions], dtype=np.int64)
    ends = np.array([s.char_start + m.end for s in segments for m in s.words.mentions], dtype=np.int64)
    byte_starts, byte_ends = source.byte_spans(starts, ends)
    spans = zip(starts.tolist(), ends.tolist(), byte_starts.tolist(), byte_ends.tolist(), strict=True)
    stated = [(segment, mention) for segment in segments for mention in segment.words.mentions]
    facts: dict[tuple[str, int, int], StatedFact] = {}
    fields = _read_paragraphs(segments, surroundings, paragraphs)
    for (segment, mention), said, span in zip(stated, fields, spans, strict=True):
        key = (mention.kind, span[2], span[3])
        if key not in facts:
            facts[key] = (name_fact(document_id, *key), document_id, segment, mention, span, said)
    return sorted(facts.values(), key=_order)


def _read_paragraphs(
    segments: Sequence[SegmentFacts], surroundings: Surroundings, paragraphs: ParagraphReader
) -> Iterator[Fields]:
    """The fields of all facts of segments in order."""
    for start, group in groupby(segments, key=attrgetter("paragraph_start")):
        yield from paragraphs.read(surroundings, start, [(segment.char_start, segment.words) for segment in group])


def _order(fact: StatedFact) -> tuple[int, int, str]:
    _, _, _, mention, span, _ = fact
    return span[0], span[1], mention.kind


def tabulate_facts(facts: Sequence[StatedFact]) -> pa.Table:
    """The table `facts`; columns of which this stage knows nothing are null."""
    ids, documents, segments, mentions, spans, fields = zip(*facts, strict=True) if facts else ((),) * 6
    texts = [segment.sentence.text for segment in segments]
    columns = {
        "fact_id": ids,
        "document_id": documents,
        "segment_id": [segment.segment_id for segment in segments],
        "lang": [segment.lang for segment in segments],
        **_tabulate_spans(spans),
        **_tabulate_mentions(mentions),
        **_tabulate_units(mentions, fields),
        **_tabulate_quotes(texts, mentions),
        **_tabulate_fields(texts, fields),
    }
    return FACTS.from_columns(columns, len(facts))


def name_fact(document_id: str, kind: str, byte_start: int, byte_end: int) -> str:
    """The id of a fact: stable while document, kind and span stay."""
    digest = hashlib.sha256(f"{document_id}\t{kind}\t{byte_start}\t{byte_end}".encode()).hexdigest()
    return "f" + digest[:16]


def exact_decimal(value: Decimal | None) -> Decimal | None:
    """The value as decimal(38, 9) holds it; None when it does not hold it exactly."""
    if value is None or abs(value) >= _LIMIT:
        return None
    quantized = value.quantize(_PLACES, context=_WIDE)
    return quantized if quantized == value else None


def _tabulate_spans(spans: Sequence[_Span]) -> _Columns:
    names = ("char_start", "char_end", "byte_start", "byte_end")
    return dict(zip(names, zip(*spans, strict=True) if spans else ((),) * 4, strict=True))


def _tabulate_mentions(mentions: Sequence[Mention]) -> _Columns:
    """What a mention says in the words of the columns, and its numbers."""
    copied = zip(*map(_read_copied, mentions), strict=True) if mentions else ((),) * len(_COPIED)
    # a sentence that documents repeat has its mentions once
    numbers = {key: _read_numbers(m) for key, m in {id(m): m for m in mentions}.items()}
    values = zip(*(numbers[id(m)] for m in mentions), strict=True) if mentions else ((),) * len(_NUMBERS)
    return {
        **dict(zip(_COPIED, copied, strict=True)),
        "qualifier": [m.qualifier or (None if m.kind in STATEMENTS else "exact") for m in mentions],
        "entities": [list(m.entities) or None for m in mentions],
        **dict(zip(_NUMBERS, values, strict=True)),
    }


def _tabulate_units(mentions: Sequence[Mention], fields: Sequence[Fields]) -> _Columns:
    """Unit and currency; a bare 元 is the dollar of the place that a document is about."""
    stated = list(zip(mentions, fields, strict=True))
    return {
        "unit": [said.currency or mention.unit for mention, said in stated],
        "currency": [said.currency or mention.currency for mention, said in stated],
    }


def _read_numbers(mention: Mention) -> tuple[Any, ...]:
    """The columns `_NUMBERS` of a mention."""
    value = mention.value
    numbers = _float(value), _float(mention.low), _float(mention.high), exact_decimal(value)
    return round(mention.confidence, 2), *numbers


def _tabulate_quotes(texts: Sequence[str], mentions: Sequence[Mention]) -> _Columns:
    stated = list(zip(texts, mentions, strict=True))
    return {
        "quote": [text[m.start : m.end] for text, m in stated],
        "cue_text": [text[m.number_start : m.number_end] if m.kind in STATEMENTS else None for text, m in stated],
        "value_text": [None if m.kind in STATEMENTS else text[m.number_start : m.number_end] for text, m in stated],
    }


def _tabulate_fields(texts: Sequence[str], fields: Sequence[Fields]) -> _Columns:
    periods = [said.time for said in fields]
    places = [said.place.place if said.place else None for said in fields]
    subjects = [(text, said.actor.subject, said.actor.actor) for text, said in zip(texts, fields, strict=True)]
    return {
        "metric_text": [
            text[said.metric[0] : said.metric[1]] if said.metric else None
            for text, said in zip(texts, fields, strict=True)
        ],
        "metric_key": [said.key.key if said.key else None for said in fields],
        "time_text": [said.time_text for said in fields],
        "time_start": [p.first if p else None for p in periods],
        "time_end": [p.last if p else None for p in periods],
        "time_edtf": [p.edtf if p else None for p in periods],
        "time_source": [said.time_source for said in fields],
        "place_text": [said.place_text for said in fields],
        "place_iso": [place.iso or None if place else None for place in places],
        "place_gbt2260": [place.code or None if place else None for place in places],
        "place_source": [said.place_source for said in fields],
        "subject_text": [text[span[0] : span[1]] if span else None for text, span, _ in subjects],
        "actor_text": [text[span[0] : span[1]] if span else None for text, _, span in subjects],
        "modality": [said.modality.name for said in fields],
    }


def place_codes(place: Place | None) -> str | None:
    """GB/T 2260 and ISO 3166 code of a place, those that it has; None where a place has none."""
    return " ".join(code for code in (place.code, place.iso) if code) or None if place else None


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
