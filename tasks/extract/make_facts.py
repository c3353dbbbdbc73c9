"""Turn mentions into rows of `facts`: offsets in document and source, numbers as columns want them."""

import decimal
import hashlib
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from ..core.spans import SourceMap
from ..schema.facts import Fact
from .mention import Mention
from .read_time import Period, find_periods, nearest_period

_PLACES = Decimal("0.000000001")
_WIDE = decimal.Context(prec=80, traps=[])
_LIMIT = Decimal(10) ** 29
"""decimal(38, 9) holds 29 digits before the point."""


class SegmentFacts(NamedTuple):
    """The mentions of one segment, and the code point of the document at which its text begins."""

    segment_id: str
    lang: str
    char_start: int
    text: str
    mentions: list[Mention]


def make_facts(document_id: str, source: SourceMap, segments: Sequence[SegmentFacts]) -> list[Fact]:
    """The rows of one document's facts in order; a figure that two segments share is stated once."""
    starts = np.array([s.char_start + m.start for s in segments for m in s.mentions], dtype=np.int64)
    ends = np.array([s.char_start + m.end for s in segments for m in s.mentions], dtype=np.int64)
    byte_starts, byte_ends = source.byte_spans(starts, ends)
    spans = iter(zip(starts.tolist(), ends.tolist(), byte_starts.tolist(), byte_ends.tolist(), strict=True))
    facts: dict[str, Fact] = {}
    for segment in segments:
        periods = find_periods(segment.text) if segment.mentions else []
        for mention in segment.mentions:
            fact = _make_fact(document_id, segment, mention, next(spans), periods)
            facts.setdefault(fact.fact_id, fact)
    return list(facts.values())


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


def _make_fact(
    document_id: str, segment: SegmentFacts, mention: Mention, span: tuple[int, int, int, int], periods: list[Period]
) -> Fact:
    char_start, char_end, byte_start, byte_end = span
    text = segment.text
    period = nearest_period(text, periods, mention.start) if periods else None
    return Fact(
        fact_id=name_fact(document_id, mention.kind, byte_start, byte_end),
        kind=mention.kind,
        document_id=document_id,
        segment_id=segment.segment_id,
        lang=segment.lang,
        quote=text[mention.start : mention.end],
        char_start=char_start,
        char_end=char_end,
        byte_start=byte_start,
        byte_end=byte_end,
        rule=mention.rule,
        confidence=round(mention.confidence, 2),
        value=_float(mention.value),
        value_low=_float(mention.low),
        value_high=_float(mention.high),
        value_decimal=exact_decimal(mention.value),
        value_text=text[mention.number_start : mention.number_end],
        qualifier=mention.qualifier or "exact",
        unit=mention.unit,
        unit_text=mention.unit_text,
        unit_class=mention.unit_class,
        currency=mention.currency,
        metric_text=text[slice(*mention.metric)] if mention.metric else None,
        measure=mention.measure,
        direction=mention.direction,
        base_period=mention.base_period,
        time_text=text[period.start : period.end] if period else None,
        time_start=period.first if period else None,
        time_end=period.last if period else None,
        time_edtf=period.edtf if period else None,
        time_source="sentence" if period else None,
    )


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
