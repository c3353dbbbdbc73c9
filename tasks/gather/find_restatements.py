"""Figures that documents of one language state more than once: do the statements agree?

A restatement has the metric, measure, place, period, modality and unit of the first statement and stands in another
sentence, of the same document or another one. Where two differ, most are two things that merely look alike. So only
what looks like a slip is a conflict, and only where both name subject and time alike; other pairs are left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ..core.slips import count_digits, is_scaled, is_slip
from ..schema.agreements import AGREEMENTS, RESTATEMENT, Agreement, name_agreement
from .statement import COLUMNS, Statement, agree, read_statement

RESTATED_COLUMNS = (*COLUMNS, "segment_id", "metric_text", "subject_text", "time_source")
"""The columns of `facts` that are read."""

AGREE, CONFLICT = "agree", "conflict"
CONFIDENCE = {AGREE: 0.9, CONFLICT: 0.6}
"""Estimates by hand."""
SCALE_DIGITS = 2
NEAR, NEAR_DIGITS = 1.02, 3
"""Two numbers of so many digits that differ by less than this factor are a figure and its revision or slip."""
MOST_COMPARED = 64
_KEY = "restated_key"
_NAMED = ("sentence", "paragraph")


class _Restated(NamedTuple):
    """A statement and what a conflict must have in common besides."""

    statement: Statement
    segment_id: str
    subject: str | None
    metric: str | None
    time_source: str | None
    confidence: float


def find_restatements(facts: pa.Table, min_confidence: float) -> pa.Table:
    """Rows of `agreements` of kind restatement, by first statement; `facts` has the columns above, in order.

    The first statement of each figure is compared with all later ones.
    """
    repeated = _keep_repeated(select_restated(facts, min_confidence))
    rows = repeated.sort_by([(_KEY, "ascending"), ("place", "ascending")]).to_pylist()
    groups = [list(group) for _, group in groupby(rows, key=lambda row: row[_KEY])]
    groups.sort(key=lambda group: group[0]["place"])
    return AGREEMENTS.from_rows([row for group in groups for row in _compare(group)])


def select_restated(facts: pa.Table, min_confidence: float) -> pa.Table:
    """The facts that state a figure of something, with a time."""
    is_named = pc.or_(pc.is_valid(facts["metric_key"]), pc.is_valid(facts["metric_text"]))
    is_wanted = pc.and_(is_named, pc.greater_equal(facts["confidence"], min_confidence))
    for name in ("value", "time_edtf", "measure", "modality"):
        is_wanted = pc.and_(is_wanted, pc.is_valid(facts[name]))
    return facts.select(RESTATED_COLUMNS).filter(is_wanted)


def _keep_repeated(facts: pa.Table) -> pa.Table:
    """The facts whose key stands more than once, with the key and their place in the table."""
    place = pc.coalesce(facts["place_gbt2260"], facts["place_iso"], facts["place_text"], facts["document_id"])
    parts = [
        pc.utf8_slice_codeunits(facts["lang"], 0, 2),
        pc.coalesce(facts["metric_key"], facts["metric_text"]),
        *(facts[name] for name in ("measure", "modality", "direction", "base_period", "time_edtf", "unit")),
        place,
    ]
    filled = [pc.fill_null(part, "").combine_chunks() for part in parts]
    facts = facts.append_column(_KEY, pc.binary_join_element_wise(*filled, "\n"))
    facts = facts.append_column("place", pa.array(range(facts.num_rows), pa.int64()))
    counted = pc.value_counts(facts[_KEY])
    many = counted.field("values").filter(pc.greater(counted.field("counts"), 1))
    return facts.filter(pc.is_in(facts[_KEY], value_set=many))


def _compare(rows: Iterable[Mapping[str, Any]]) -> Iterator[Agreement]:
    first, *others = (_read(row) for row in rows)
    seen = {first.segment_id}
    for other in others[:MOST_COMPARED]:
        if other.segment_id not in seen:
            seen.add(other.segment_id)
            found = judge_restatement(first, other)
            if found:
                yield _make_row(first, other, *found)


def _read(row: Mapping[str, Any]) -> _Restated:
    return _Restated(
        read_statement(row),
        row["segment_id"],
        row["subject_text"],
        row["metric_text"],
        row["time_source"],
        row["confidence"],
    )


def judge_restatement(first: _Restated, other: _Restated) -> tuple[str, str | None] | None:
    """Status and reason of two statements; None where they may be of two things."""
    one, two = first.statement, other.statement
    if agree(one, two):
        return AGREE, None
    is_exact = one.qualifier == two.qualifier == "exact"
    is_dated = one.document_id == two.document_id or (first.time_source in _NAMED and other.time_source in _NAMED)
    if not is_exact or not is_dated or (first.subject, first.metric) != (other.subject, other.metric):
        return None
    if is_scaled(one.value, two.value):
        return (CONFLICT, "scale") if count_digits(one.value) >= SCALE_DIGITS else None
    low, high = sorted((abs(one.value), abs(two.value)))
    is_near = low > 0 and high / low <= NEAR and min(map(count_digits, (low, high))) >= NEAR_DIGITS
    return (CONFLICT, "value") if is_near or is_slip(one.value, two.value) else None


def _make_row(first: _Restated, other: _Restated, status: str, reason: str | None) -> Agreement:
    one, two = first.statement, other.statement
    is_english = one.lang == "en"
    return Agreement(
        agreement_id=name_agreement(RESTATEMENT, one.fact_id, two.fact_id),
        kind=RESTATEMENT,
        alignment_id=None,
        zh_fact_id=None if is_english else one.fact_id,
        en_fact_id=one.fact_id if is_english else None,
        status=status,
        reason=reason,
        ratio=two.value / one.value if one.value else None,
        confidence=round(CONFIDENCE[status] * min(first.confidence, other.confidence), 4),
        fact_ids=[one.fact_id, two.fact_id],
    )
