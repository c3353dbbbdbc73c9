"""Turn facts into the table `facts`: numbers as columns want them, and what many facts share written down once."""

import decimal
import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain, repeat
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..schema.facts import FACTS
from .fields.gazetteer import Place
from .fields.read_fields import PLACE_OF_DOCUMENT, TIME_OF_DOCUMENT, Fields, What, When, Where
from .fields.read_paragraph import Heritage
from .make_facts import DocumentFacts, Positions
from .mention import STATEMENTS, Mention

_ITEM_MARK = re.compile(r"(?:[•·▪▫◦‣⁃●○■□◆◇►▶▸★☆※①-⑳❶-❿]\s*|[-–—*] )+")
_PLACES = Decimal("0.000000001")
_WIDE = decimal.Context(prec=80, traps=[])
_LIMIT = Decimal(10) ** 29
"""decimal(38, 9) holds 29 digits before the point."""
_COPIED = {
    name: attrgetter(name)
    for name in (
        "kind", "rule", "unit", "currency", "unit_text", "unit_class", "measure", "direction", "base_period", "rank",
        "rank_scope",
    )
}  # fmt: skip
"""Fields of a mention that are columns as they stand."""
_OF_SEGMENT = ("segment_id", "lang")
_SPANS = ("char_start", "char_end", "byte_start", "byte_end")
_mentions, _fields = attrgetter("mentions"), attrgetter("fields")
_Columns = dict[str, Sequence[Any] | pa.Array]
_Stated = tuple[str, Mention]
_Said = tuple[str, What]
"""A mention, or what is said of it, with the text that its spans count in."""


def tabulate_facts(found: Sequence[DocumentFacts]) -> pa.Table:
    """The table `facts`; columns of which this stage knows nothing are null."""
    n_facts = [len(document.fact_ids) for document in found]
    of_document = np.repeat(np.arange(len(found)), n_facts)
    offsets = np.cumsum([0, *(len(document.segments) for document in found)])[:-1]
    at_segment = _join([document.at_segment for document in found]) + offsets[of_document]
    segments = list(chain.from_iterable(document.segments for document in found))
    mentions, fields = (list(chain.from_iterable(map(read, found))) for read in (_mentions, _fields))
    # a sentence that documents repeat has its mentions and fields once
    of_mention, of_fields = _number_objects(mentions), _number_objects(fields)
    texts = [segments[at].words.sentence.text for at in at_segment[of_mention.first]]
    said = [fields[at] for at in of_fields.first.tolist()]
    stated = list(zip(texts, [mentions[at] for at in of_mention.first.tolist()], strict=True))
    said_texts = [segments[at].words.sentence.text for at in at_segment[of_fields.first]]
    columns = {
        "fact_id": list(chain.from_iterable(document.fact_ids for document in found)),
        **_take({"document_id": [document.document_id for document in found]}, of_document),
        **_take({name: [getattr(segment, name) for segment in segments] for name in _OF_SEGMENT}, at_segment),
        **dict(zip(_SPANS, _join([document.spans for document in found], shape=(4, 0)), strict=True)),
        **_take(_tabulate_mentions(stated), of_mention.places),
        **_take(_tabulate_said([*zip(said_texts, (one.what for one in said), strict=True)]), of_fields.places),
        **_take_inherited(said, of_fields.places, [document.heritage for document in found], of_document),
    }
    if any(document.heritage.currency for document in found):
        columns |= _replace_yuan(columns, found, fields)
    return FACTS.from_columns(columns, int(sum(n_facts)))


class _Numbering(NamedTuple):
    """Of n objects the places of those that are different, shape (m,), and for each object which of them it is."""

    first: Positions
    places: Positions


def _number_objects(objects: Sequence[object]) -> _Numbering:
    ids = np.fromiter(map(id, objects), np.int64, len(objects))
    _, first, places = np.unique(ids, return_index=True, return_inverse=True)
    return _Numbering(first, places)


def _join(arrays: Sequence[Positions], shape: tuple[int, ...] = (0,)) -> Positions:
    return np.concatenate(arrays, axis=-1) if arrays else np.empty(shape, dtype=np.int64)


def _take(columns: _Columns, places: Positions) -> _Columns:
    """The columns with the rows at some places."""
    indices = pa.array(places)
    return {name: pa.array(column, FACTS.arrow.field(name).type).take(indices) for name, column in columns.items()}


def _take_inherited(
    said: Sequence[Fields], places: Positions, heritages: Sequence[Heritage], of_document: Positions
) -> _Columns:
    """The columns of time and place; those of the document where a fact leaves them to it."""
    whens, wheres = [one.when for one in said], [one.where for one in said]
    times = _place_open([when is TIME_OF_DOCUMENT for when in whens], places, of_document)
    where = _place_open([where is PLACE_OF_DOCUMENT for where in wheres], places, of_document)
    return {
        **_take(_tabulate_times([*whens, *(heritage.when for heritage in heritages)]), times),
        **_take(_tabulate_places([*wheres, *(heritage.where for heritage in heritages)]), where),
    }


def _place_open(is_open: Sequence[bool], places: Positions, of_document: Positions) -> Positions:
    """For each fact which of the values it has: its own, or the one of its document, which stand behind those."""
    return np.where(np.array(is_open, dtype=bool)[places], len(is_open) + of_document, places)


def _replace_yuan(columns: _Columns, found: Sequence[DocumentFacts], fields: Sequence[Fields]) -> _Columns:
    """Unit and currency, where a bare 元 is the dollar of the place that a document is about."""
    own = chain.from_iterable(repeat(document.heritage.currency, len(document.fact_ids)) for document in found)
    named = pa.array(
        [currency if said.currency is not None else None for said, currency in zip(fields, own, strict=True)],
        pa.string(),
    )
    return {name: pc.coalesce(named, columns[name]) for name in ("unit", "currency")}


def exact_decimal(value: Decimal | None) -> Decimal | None:
    """The value as decimal(38, 9) holds it; None when it does not hold it exactly."""
    if value is None or abs(value) >= _LIMIT:
        return None
    quantized = value.quantize(_PLACES, context=_WIDE)
    return quantized if quantized == value else None


def _tabulate_mentions(stated: Sequence[_Stated]) -> _Columns:
    """What mentions say in the words of the columns, their numbers and quotes."""
    mentions = [m for _, m in stated]
    values = [m.value for m in mentions]
    return {
        **{name: list(map(read, mentions)) for name, read in _COPIED.items()},
        "confidence": [round(m.confidence, 2) for m in mentions],
        "value": list(map(_float, values)),
        "value_low": [None if m.low is None else float(m.low) for m in mentions],
        "value_high": [None if m.high is None else float(m.high) for m in mentions],
        "value_decimal": tabulate_decimals(values),
        "qualifier": [m.qualifier or (None if m.kind in STATEMENTS else "exact") for m in mentions],
        "entities": [list(m.entities) if m.entities else None for m in mentions],
        "quote": [text[m.start : m.end] for text, m in stated],
        "heading_text": [m.labels for m in mentions],
        "cue_text": [text[m.number_start : m.number_end] if m.kind in STATEMENTS else None for text, m in stated],
        "value_text": [None if m.kind in STATEMENTS else text[m.number_start : m.number_end] for text, m in stated],
    }


def tabulate_decimals(values: Sequence[Decimal | None]) -> pa.Array:
    """The values, null where decimal(38, 9) does not hold one exactly; nearly always it holds all."""
    kind = FACTS.arrow.field("value_decimal").type
    try:
        return pa.array(values, kind)
    except pa.ArrowInvalid:
        return pa.array([exact_decimal(value) for value in values], kind)


def _tabulate_said(said: Sequence[_Said]) -> _Columns:
    return {
        "metric_text": [_cut(text, what.metric) for text, what in said],
        "metric_key": [what.key.key if what.key else None for _, what in said],
        "subject_text": [_cut(text, what.actor.subject) for text, what in said],
        "actor_text": [_cut(text, what.actor.actor) for text, what in said],
        "modality": [what.modality.name for _, what in said],
    }


def _cut(text: str, span: tuple[int, int] | None) -> str | None:
    """The words of a span without the mark of the list item that they may begin."""
    if span is None:
        return None
    mark = _ITEM_MARK.match(text, *span)
    return text[mark.end() if mark else span[0] : span[1]]


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
