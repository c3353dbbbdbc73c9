"""Which rule and which words decided each field of a fact: read again from the document, as they are not stored."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pyarrow as pa

from .fields.read_fields import Fields
from .fields.read_paragraph import settle
from .make_facts import DocumentFacts
from .mention import TABLE_CELL, Mention
from .settings import ExtractSettings
from .stage import state_facts
from .tabulate_facts import place_codes

DEFAULT = "default"
"""The rule of what a field is where no words say another thing."""


class Evidence(NamedTuple):
    """A field of a fact, its value, the rule that decided it and the words that the rule went by, if any."""

    field: str
    value: str | None
    rule: str
    words: str | None


def explain_fields(tables: Mapping[str, pa.Table], settings: ExtractSettings, fact_id: str) -> list[Evidence]:
    """The evidence of each field of one fact, of the tables `documents`, `segments` and `edits` of its document.

    Empty when the document states no such fact: another version of the code has read it.
    """
    facts, _ = state_facts(tables, settings)
    return next((list(_explain(found, fact_id)) for found in facts if fact_id in found.fact_ids), [])


def _explain(found: DocumentFacts, fact_id: str) -> Iterator[Evidence]:
    at = found.fact_ids.index(fact_id)
    mention, said = found.mentions[at], settle(found.fields[at], found.heritage)
    text = found.segments[found.at_segment[at]].sentence.text
    yield Evidence("metric", _cut(text, said.what.metric), said.what.metric_rule, _cut(text, said.what.metric))
    yield from _explain_key(said)
    if mention.rule == TABLE_CELL:
        yield Evidence("unit", mention.unit, "unit-of-table", mention.unit_text)
    yield from _explain_measure(text, mention)
    yield from _explain_time_and_place(said)
    subject, actor, cue, rule = said.what.actor
    for field, span in (("subject", subject), ("actor", actor)):
        yield Evidence(field, _cut(text, span), rule if span else "actor-none", _cut(text, cue) if span else None)
    if said.currency is not None:
        yield Evidence("currency", said.currency, "currency-of-place", mention.unit_text)
    start, end = said.what.modality.start, said.what.modality.end
    yield Evidence("modality", said.what.modality.name, said.what.modality.rule, text[start:end] or None)


def _explain_key(said: Fields) -> Iterator[Evidence]:
    key = said.what.key
    yield Evidence("metric_key", key.key if key else None, key.rule if key else "key-none", key.words if key else None)


def _explain_measure(text: str, mention: Mention) -> Iterator[Evidence]:
    """Whether a change, and against what; one that is a change by itself (doubled, 翻一番) says so in its number."""
    is_default = mention.measure in (None, "level")
    cue = mention.cue or (None if is_default else text[mention.number_start : mention.number_end])
    name = mention.kind if mention.kind in ("change", "share") else mention.measure
    rule = f"measure-{DEFAULT if is_default else name if mention.cue else 'word'}"
    yield Evidence("measure", mention.measure, rule, cue)
    if mention.direction is not None:
        yield Evidence("direction", mention.direction, rule.replace("measure", "direction"), cue)
    if mention.base_period is not None:
        yield Evidence("base_period", mention.base_period, "base-period-stated", mention.base_cue)


def _explain_time_and_place(said: Fields) -> Iterator[Evidence]:
    time, place = said.when.period, said.where.found
    rule = f"{time.rule} ({said.when.source})" if time else "time-none"
    yield Evidence("time", time.edtf if time else None, rule, said.when.text)
    rule = f"{place.rule} ({said.where.source})" if place else "place-none"
    yield Evidence("place", place_codes(place.place) if place else None, rule, said.where.text)


def _cut(text: str, span: tuple[int, int] | None) -> str | None:
    return text[slice(*span)] if span else None
