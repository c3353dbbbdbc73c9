"""Figures that documents of one language state more than once: do the statements agree?

A restatement has the metric, measure, place, period, modality and unit of the first statement and stands in another
sentence, of the same document or another one. Where two differ, most are two things that merely look alike. So only
what looks like a slip is a conflict, and only where both name subject and time alike; other pairs are left out.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..core.slips import count_digits, is_scaled, is_slip
from ..schema.agreements import AGREEMENTS, RESTATEMENT, Agreement, name_agreement
from .find_scope import find_scope
from .group_rows import Numbers, list_columns, number_groups, order_groups
from .name_metric import name_metrics, strip_metric
from .statement import COLUMNS, Statement, agree, read_statement

RESTATED_COLUMNS = (*COLUMNS, "segment_id", "metric_text", "heading_text", "subject_text", "time_source")
"""The columns of `facts` that are read."""

AGREE, CONFLICT = "agree", "conflict"
CONFIDENCE = {AGREE: 0.9, CONFLICT: 0.6}
"""Estimates by hand."""
SCALE_DIGITS = 2
NEAR, NEAR_DIGITS = 1.02, 3
"""Two numbers of so many digits that differ by less than this factor are a figure and its revision or slip."""
MOST_COMPARED, MOST_FIRSTS = 64, 8
_LEAD = re.compile(r"(?:[Ii]n|[Bb]y|[Dd]uring|[Ss]ince) [0-9]{4},? ")
_TELLS = re.compile(
    r"(?:[Aa]s|(?:[Tt]he |[Oo]fficial |[Tt]his )?(?:[Rr]eports?|[Oo]fficials?|[Ff]igures|[Dd]ata|[Pp]lan|[Bb]ulletin"
    r"|[Nn]otice|[Ss]tatistics|[Ss]tatement|[Ss]pokesman|[Ss]pokesperson|[Dd]ocument|[Pp]aper|[Ss]urvey))"
)
"""Subjects of sentences that only tell what somebody said."""
_NAMED = ("sentence", "paragraph")


class _Restated(NamedTuple):
    """A statement and what a conflict must have in common besides."""

    statement: Statement
    document_id: str
    metric: str | None
    subject: str | None
    time_source: str | None


def find_restatements(facts: pa.Table, min_confidence: float) -> pa.Table:
    """Rows of `agreements` of kind restatement, by first statement; `facts` has the columns above, in order.

    Each statement is compared with the first one of each figure before it, and restates that which it agrees with.
    """
    stated = select_restated(facts, min_confidence)
    order, starts = _choose_rows(stated)
    rows = stated.take(pa.array(order))
    columns = list_columns(rows, ("value", "value_text", "qualifier"))
    statements = [read_statement(*one) for one in zip(*columns, strict=True)]
    beside = list_columns(rows, ("document_id", "metric_text", "subject_text", "time_source"))
    restated = [_Restated(*one) for one in zip(statements, *beside, strict=True)]
    named = list_columns(rows, ("fact_id", "lang", "confidence"))
    identities = [_Identity(*one) for one in zip(*named, strict=True)]
    return AGREEMENTS.from_rows(list(_compare(restated, identities, starts.tolist())))


def select_restated(facts: pa.Table, min_confidence: float) -> pa.Table:
    """The facts that state a figure of something, with a time; their metrics are in plain words without numbers."""
    is_named = pc.or_(pc.is_valid(facts["metric_key"]), pc.is_valid(facts["metric_text"]))
    is_wanted = pc.and_(is_named, pc.greater_equal(facts["confidence"], min_confidence))
    for name in ("value", "time_edtf", "measure", "modality"):
        is_wanted = pc.and_(is_wanted, pc.is_valid(facts[name]))
    return name_metrics(facts.select(RESTATED_COLUMNS).filter(is_wanted))


class _Identity(NamedTuple):
    """What a row of `agreements` says of a fact."""

    fact_id: str
    lang: str
    confidence: float


def _choose_rows(facts: pa.Table) -> tuple[Numbers, Numbers]:
    """The rows that are compared, group by group, and where each group begins, with the end.

    Groups come in the order of their first rows; of each the first statements are kept, one a sentence.
    """
    numbers = number_groups(_list_keys(facts))
    order, starts = order_groups(numbers)
    sizes = np.diff(starts)
    ranks = np.arange(len(order)) - np.repeat(starts[:-1], sizes)
    order = order[(ranks <= MOST_COMPARED) & (np.repeat(sizes, sizes) > 1)]
    sentences = number_groups([facts["segment_id"].take(pa.array(order))])
    _, places = np.unique(np.stack([numbers[order], sentences]), axis=1, return_index=True)
    order = order[np.sort(places)]
    firsts = np.flatnonzero(np.diff(numbers[order], prepend=-1) != 0)
    sizes = np.diff(np.append(firsts, len(order)))
    order = order[np.lexsort((np.arange(len(order)), np.repeat(order[firsts], sizes)))]
    return order, np.append(np.flatnonzero(np.diff(numbers[order], prepend=-1) != 0), len(order))


def _list_keys(facts: pa.Table) -> Iterator[pa.ChunkedArray]:
    """The columns that statements of one thing have in common."""
    yield pc.utf8_slice_codeunits(facts["lang"], 0, 2)
    yield pc.coalesce(facts["metric_key"], facts["metric_text"])
    for name in ("heading_text", "measure", "modality", "direction", "base_period", "time_edtf", "unit"):
        yield facts[name]
    place = pc.coalesce(facts["place_gbt2260"], facts["place_iso"], find_scope(facts), facts["place_text"])
    yield pc.coalesce(place, facts["document_id"])


def _compare(
    restated: Sequence[_Restated], identities: Sequence[_Identity], starts: Sequence[int]
) -> Iterator[Agreement]:
    for start, end in pairwise(starts):
        firsts = [start]
        for other in range(start + 1, end):
            judged = ((first, judge_restatement(restated[first], restated[other])) for first in firsts)
            found = [(first, verdict) for first, verdict in judged if verdict]
            if found:
                first, verdict = min(found, key=lambda one: one[1][0])
                ratio = _divide(restated[other].statement, restated[first].statement)
                yield _make_row(identities[first], identities[other], *verdict, ratio)
            elif len(firsts) < MOST_FIRSTS:
                firsts.append(other)


def judge_restatement(first: _Restated, other: _Restated) -> tuple[str, str | None] | None:
    """Status and reason of two statements; None where they may be of two things."""
    one, two = first.statement, other.statement
    if agree(one, two):
        return AGREE, None
    is_exact = one.qualifier == two.qualifier == "exact"
    is_dated = first.document_id == other.document_id or (first.time_source in _NAMED and other.time_source in _NAMED)
    if not is_exact or not is_dated or first.metric != other.metric or not _may_be_one(first, other):
        return None
    if is_scaled(one.value, two.value):
        return (CONFLICT, "scale") if count_digits(one.value) >= SCALE_DIGITS else None
    low, high = sorted((abs(one.value), abs(two.value)))
    is_near = low > 0 and high / low <= NEAR and min(map(count_digits, (low, high))) >= NEAR_DIGITS
    return (CONFLICT, "value") if is_near or is_slip(one.value, two.value) else None


def _may_be_one(one: _Restated, other: _Restated) -> bool:
    """Whether two subjects are the same, or one of them is not named: `The report says that …` names none.

    Nor does one that is the metric itself: `exports`, but for whose it is.
    """
    subjects = [
        strip_metric(_LEAD.sub("", said.subject), said.metric or "")
        for said in (one, other)
        if said.subject is not None
    ]
    named = {subject for subject in subjects if subject and not _TELLS.fullmatch(subject)}
    return len(named) < 2


def _divide(one: Statement, other: Statement) -> float | None:
    return one.value / other.value if other.value else None


def _make_row(one: _Identity, two: _Identity, status: str, reason: str | None, ratio: float | None) -> Agreement:
    is_english = one.lang == "en"
    return Agreement(
        agreement_id=name_agreement(RESTATEMENT, one.fact_id, two.fact_id),
        kind=RESTATEMENT,
        alignment_id=None,
        zh_fact_id=None if is_english else one.fact_id,
        en_fact_id=one.fact_id if is_english else None,
        status=status,
        reason=reason,
        ratio=ratio,
        confidence=round(CONFIDENCE[status] * min(one.confidence, two.confidence), 4),
        fact_ids=[one.fact_id, two.fact_id],
    )
