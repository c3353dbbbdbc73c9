"""The `gather` stage: from the facts of a run to indicators."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ..core.digests import digest_json
from ..core.stage import Tables
from ..schema.indicators import INDICATORS, Indicator
from .find_scope import find_scope, has_code
from .group_rows import list_columns, number_groups, order_groups
from .settings import GatherSettings
from .statement import COLUMNS, Statement, agree, read_statement

_MAX_COMPARED = 64
"""So many different values of an indicator are compared with each other; more contradict for sure."""
_APART = ("batch", "enterprise", "household")
"""Units that count something else than the thing itself: 15 batches of goods are no 15 goods. Persons are no such unit:

only what is a person has a key where persons are counted, and 5 nurses are 5人."""


class Group(NamedTuple):
    """What facts must have in common to be one indicator."""

    metric_key: str
    measure: str
    modality: str
    direction: str | None
    base_period: str | None
    place_iso: str | None
    place_gbt2260: str | None
    place_text: str | None
    time_edtf: str | None
    unit: str | None
    place_document_id: str | None


def gather_indicators(tables: Mapping[str, pa.Table], settings: GatherSettings) -> Tables:
    """From `facts` to `indicators`, in the order of key, place and time."""
    facts = select_facts(tables["facts"], settings)
    shared = _share(facts)
    order, starts = order_groups(number_groups(shared[name] for name in Group._fields))
    facts = facts.take(pa.array(order))
    firsts = shared.take(pa.array(order[starts[:-1]]))
    groups = map(Group._make, zip(*list_columns(firsts, Group._fields), strict=True))
    columns = list_columns(facts, _Members._fields[1:])
    rows = []
    for group, (start, end) in zip(groups, pairwise(starts.tolist()), strict=True):
        members = _Members(start, *(column[start:end] for column in columns))
        rows.append(make_indicator(group, members, facts))
    rows.sort(key=lambda row: (*(str(value or "") for value in row[1:11]), row.indicator_id))
    return {"indicators": INDICATORS.from_rows(rows)}


def select_facts(facts: pa.Table, settings: GatherSettings) -> pa.Table:
    """The facts that state an indicator: with a key, a value and, where the settings ask for it, place and time."""
    is_wanted = pc.and_(pc.is_valid(facts["metric_key"]), pc.is_valid(facts["value"]))
    is_wanted = pc.and_(is_wanted, pc.greater_equal(facts["confidence"], settings.min_confidence))
    if settings.needs_time:
        is_wanted = pc.and_(is_wanted, pc.is_valid(facts["time_edtf"]))
    if settings.needs_place:
        is_wanted = pc.and_(is_wanted, pc.is_valid(facts["place_text"]))
    return facts.select(COLUMNS).filter(is_wanted)


def _share(facts: pa.Table) -> pa.Table:
    """The columns of a group: a place with a code needs no words, and things that are counted have one unit."""
    columns = {name: facts[name] for name in Group._fields[:-1]}
    columns["place_document_id"] = find_scope(facts)
    columns["place_text"] = pc.if_else(has_code(facts), pa.scalar(None, pa.string()), facts["place_text"])
    is_item = pc.fill_null(pc.equal(facts["unit_class"], "count"), fill_value=False)
    is_item = pc.and_(is_item, pc.invert(pc.is_in(facts["unit"], value_set=pa.array(_APART))))
    columns["unit"] = pc.if_else(is_item, "item", facts["unit"])
    return pa.table(columns)


class _Members(NamedTuple):
    """The facts of a group in order, a list a column; the first is row `start` of the table."""

    start: int
    fact_id: list[str]
    document_id: list[str]
    lang: list[str]
    value: list[float]
    value_text: list[str | None]
    qualifier: list[str | None]
    unit: list[str | None]


def make_indicator(group: Group, members: _Members, facts: pa.Table) -> Indicator:
    """The row of facts that have key, measure, place and period in common; `facts` knows their dates."""
    stated = dict.fromkeys(zip(members.value, members.value_text, members.qualifier, strict=True))
    best = choose_best(read_statement(*one) for one in stated)
    first = members.start + members.fact_id.index(min(members.fact_id))
    return Indicator(
        indicator_id="i" + digest_json([*group[:-1], *filter(None, group[-1:])])[:16],
        metric_key=group.metric_key,
        measure=group.measure,
        modality=group.modality,
        direction=group.direction,
        base_period=group.base_period,
        place_iso=group.place_iso,
        place_gbt2260=group.place_gbt2260,
        place_text=group.place_text,
        place_document_id=group.place_document_id,
        time_edtf=group.time_edtf,
        time_start=_at(facts, "time_start", first),
        time_end=_at(facts, "time_end", first),
        value=best.value if best else None,
        unit=_choose_unit(members.unit),
        qualifier=best.qualifier if best else None,
        n_facts=len(members.fact_id),
        n_documents=len(set(members.document_id)),
        langs=sorted(set(members.lang)),
        has_conflict=best is None,
        fact_ids=sorted(members.fact_id),
    )


def _at(facts: pa.Table, name: str, row: int) -> Any:
    return facts[name][row].as_py()


def choose_best(statements: Iterable[Statement]) -> Statement | None:
    """The most precise statement; None when two of them contradict each other."""
    distinct = list(dict.fromkeys(statements))
    if len(distinct) > _MAX_COMPARED or not all(agree(one, other) for one, other in combinations(distinct, 2)):
        return None
    return min(distinct, key=lambda s: (s.qualifier != "exact", s.place, s.value))


def _choose_unit(named: Sequence[str | None]) -> str | None:
    """The unit that most of the facts name; the generic `item` only where there is no other."""
    units = Counter(unit for unit in named if unit is not None)
    return min(units, key=lambda unit: (unit == "item", -units[unit], unit), default=None)
