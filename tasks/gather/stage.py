"""The `gather` stage: from the facts of a run to indicators."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

import pyarrow as pa
import pyarrow.compute as pc

from ..core.digests import digest_json
from ..core.stage import Tables
from ..schema.indicators import INDICATORS, Indicator
from .settings import GatherSettings
from .statement import COLUMNS, Group, Statement, agree, read_statement

_MAX_COMPARED = 64
"""So many different values of an indicator are compared with each other; more contradict for sure."""


def gather_indicators(tables: Mapping[str, pa.Table], settings: GatherSettings) -> Tables:
    """From `facts` to `indicators`, in the order of key, place and time."""
    statements = [read_statement(row) for row in select_facts(tables["facts"], settings).to_pylist()]
    groups: dict[Group, list[Statement]] = {}
    for statement in statements:
        groups.setdefault(statement.group, []).append(statement)
    rows = [make_indicator(group, some) for group, some in groups.items()]
    rows.sort(key=lambda row: (*(str(value or "") for value in row[1:10]), row.indicator_id))
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


def make_indicator(group: Group, statements: Sequence[Statement]) -> Indicator:
    """The row of facts that have key, measure, place and period in common."""
    best = choose_best(statements)
    first = min(statements, key=lambda statement: statement.fact_id)
    return Indicator(
        indicator_id="i" + digest_json(list(group))[:16],
        metric_key=group.metric_key,
        measure=group.measure,
        modality=group.modality,
        direction=group.direction,
        base_period=group.base_period,
        place_iso=group.place_iso,
        place_gbt2260=group.place_gbt2260,
        place_text=group.place_text,
        time_edtf=group.time_edtf,
        time_start=first.time_start,
        time_end=first.time_end,
        value=best.value if best else None,
        unit=_choose_unit(statements),
        qualifier=best.qualifier if best else None,
        n_facts=len(statements),
        n_documents=len({statement.document_id for statement in statements}),
        langs=sorted({statement.lang for statement in statements}),
        has_conflict=best is None,
        fact_ids=sorted(statement.fact_id for statement in statements),
    )


def choose_best(statements: Sequence[Statement]) -> Statement | None:
    """The most precise statement; None when two of them contradict each other."""
    distinct = list({(s.value, s.place, s.qualifier): s for s in statements}.values())
    if len(distinct) > _MAX_COMPARED or not all(agree(one, other) for one, other in combinations(distinct, 2)):
        return None
    return min(distinct, key=lambda s: (s.qualifier != "exact", s.place, s.value))


def _choose_unit(statements: Sequence[Statement]) -> str | None:
    """The unit that most of the facts name; the generic `item` only where there is no other."""
    units = Counter(statement.unit for statement in statements if statement.unit is not None)
    return min(units, key=lambda unit: (unit == "item", -units[unit], unit), default=None)
