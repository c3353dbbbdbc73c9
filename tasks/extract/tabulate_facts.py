"""Turn facts into the table `facts`: numbers as columns want them, and what many facts share written down once."""

import decimal
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from operator import attrgetter
from typing import Any

import pyarrow as pa

from ..schema.facts import FACTS
from .fields.gazetteer import Place
from .fields.read_fields import What, When, Where
from .make_facts import Span, StatedFact
from .mention import STATEMENTS, Mention

_PLACES = Decimal("0.000000001")
_WIDE = decimal.Context(prec=80, traps=[])
_LIMIT = Decimal(10) ** 29
"""decimal(38, 9) holds 29 digits before the point."""
_COPIED = (
    "kind",
    "rule",
    "unit",
    "currency",
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
_Stated = tuple[str, Mention]
_Said = tuple[str, What]
"""A mention, or what is said of it, with the text that its spans count in."""


def tabulate_facts(facts: Sequence[StatedFact]) -> pa.Table:
    """The table `facts`; columns of which this stage knows nothing are null."""
    ids, documents, segments, mentions, spans, fields = zip(*facts, strict=True) if facts else ((),) * 6
    texts = [segment.words.sentence.text for segment in segments]
    times, places, said, currencies = zip(*fields, strict=True) if fields else ((),) * 4
    columns = {
        "fact_id": ids,
        "document_id": documents,
        "segment_id": [segment.segment_id for segment in segments],
        "lang": [segment.lang for segment in segments],
        **_tabulate_spans(spans),
        # a sentence that documents repeat has its mentions once, a document its time and place
        **_spread(mentions, zip(texts, mentions, strict=True), _tabulate_mentions),
        **_spread(said, zip(texts, said, strict=True), _tabulate_said),
        **_spread(times, times, _tabulate_times),
        **_spread(places, places, _tabulate_places),
        **_tabulate_currencies(mentions, currencies),
    }
    return FACTS.from_columns(columns, len(facts))


def _spread(keys: Sequence[object], values: Iterable[Any], tabulate: Callable[[Sequence[Any]], _Columns]) -> _Columns:
    """The columns of n values, made of those whose keys are different objects."""
    ids = list(map(id, keys))
    distinct = dict(zip(ids, values, strict=True))
    columns = tabulate(list(distinct.values()))
    if len(distinct) == len(ids):
        return columns
    places = dict(zip(distinct, range(len(distinct)), strict=True))
    indices = pa.array(list(map(places.__getitem__, ids)), pa.int32())
    return {name: pa.array(column, FACTS.arrow.field(name).type).take(indices) for name, column in columns.items()}


def exact_decimal(value: Decimal | None) -> Decimal | None:
    """The value as decimal(38, 9) holds it; None when it does not hold it exactly."""
    if value is None or abs(value) >= _LIMIT:
        return None
    quantized = value.quantize(_PLACES, context=_WIDE)
    return quantized if quantized == value else None


def _tabulate_currencies(mentions: Sequence[Mention], currencies: Sequence[str | None]) -> _Columns:
    """Unit and currency, where a bare 元 is the dollar of the place that a document is about."""
    if not any(currencies):
        return {}
    said = list(zip(mentions, currencies, strict=True))
    units = [currency or mention.unit for mention, currency in said]
    return {"unit": units, "currency": [currency or mention.currency for mention, currency in said]}


def _tabulate_spans(spans: Sequence[Span]) -> _Columns:
    names = ("char_start", "char_end", "byte_start", "byte_end")
    return dict(zip(names, zip(*spans, strict=True) if spans else ((),) * 4, strict=True))


def _tabulate_mentions(stated: Sequence[_Stated]) -> _Columns:
    """What mentions say in the words of the columns, their numbers and quotes."""
    copied = zip(*(_read_copied(m) for _, m in stated), strict=True) if stated else ((),) * len(_COPIED)
    numbers = zip(*(_read_numbers(m) for _, m in stated), strict=True) if stated else ((),) * len(_NUMBERS)
    return {
        **dict(zip(_COPIED, copied, strict=True)),
        **dict(zip(_NUMBERS, numbers, strict=True)),
        "qualifier": [m.qualifier or (None if m.kind in STATEMENTS else "exact") for _, m in stated],
        "entities": [list(m.entities) or None for _, m in stated],
        "quote": [text[m.start : m.end] for text, m in stated],
        "cue_text": [text[m.number_start : m.number_end] if m.kind in STATEMENTS else None for text, m in stated],
        "value_text": [None if m.kind in STATEMENTS else text[m.number_start : m.number_end] for text, m in stated],
    }


def _read_numbers(mention: Mention) -> tuple[Any, ...]:
    """The columns `_NUMBERS` of a mention."""
    value = mention.value
    numbers = _float(value), _float(mention.low), _float(mention.high), exact_decimal(value)
    return round(mention.confidence, 2), *numbers


def _tabulate_said(said: Sequence[_Said]) -> _Columns:
    return {
        "metric_text": [_cut(text, what.metric) for text, what in said],
        "metric_key": [what.key.key if what.key else None for _, what in said],
        "subject_text": [_cut(text, what.actor.subject) for text, what in said],
        "actor_text": [_cut(text, what.actor.actor) for text, what in said],
        "modality": [what.modality.name for _, what in said],
    }


def _cut(text: str, span: tuple[int, int] | None) -> str | None:
    return text[span[0] : span[1]] if span else None


def _tabulate_times(times: Sequence[When]) -> _Columns:
    periods = [when.period for when in times]
    return {
        "time_text": [when.text for when in times],
        "time_start": [period.first if period else None for period in periods],
        "time_end": [period.last if period else None for period in periods],
        "time_edtf": [period.edtf if period else None for period in periods],
        "time_source": [when.source for when in times],
    }


def _tabulate_places(found: Sequence[Where]) -> _Columns:
    places = [where.found.place if where.found else None for where in found]
    return {
        "place_text": [where.text for where in found],
        "place_iso": [place.iso or None if place else None for place in places],
        "place_gbt2260": [place.code or None if place else None for place in places],
        "place_source": [where.source for where in found],
    }


def place_codes(place: Place | None) -> str | None:
    """GB/T 2260 and ISO 3166 code of a place, those that it has; None where a place has none."""
    return " ".join(code for code in (place.code, place.iso) if code) or None if place else None


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
