"""One fact that states an indicator, and whether two of them can both be right."""

import datetime
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

COLUMNS = (
    "fact_id", "document_id", "lang", "kind", "metric_key", "measure", "modality", "direction", "base_period",
    "place_iso", "place_gbt2260", "place_text", "time_edtf", "time_start", "time_end", "value", "value_text",
    "qualifier", "unit", "unit_class", "confidence",
)  # fmt: skip
"""The columns of `facts` that are read."""

_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?")
_AT_LEAST = frozenset(("more_than", "at_least"))
_AT_MOST = frozenset(("less_than", "at_most", "up_to", "nearly"))
_APART = frozenset(("batch", "person", "person_time", "enterprise", "household"))
"""Units that count something else than the thing itself: 15 batches of goods are no 15 goods."""

_TOLERANCE = 0.05
"""What `about` leaves open, as a share of the value."""


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


class Statement(NamedTuple):
    """A fact that states an indicator; `place` is what its last written digit is worth."""

    group: Group
    fact_id: str
    document_id: str
    lang: str
    value: float
    place: float
    qualifier: str
    unit: str | None
    time_start: datetime.date | None
    time_end: datetime.date | None


def read_statement(row: Mapping[str, Any]) -> Statement:
    """The statement of a row of `facts` with the columns above, which has a key and a value."""
    is_coded = row["place_iso"] or row["place_gbt2260"]
    unit = row["unit"]
    group = Group(
        row["metric_key"], row["measure"], row["modality"], row["direction"], row["base_period"],
        row["place_iso"], row["place_gbt2260"], None if is_coded else row["place_text"], row["time_edtf"],
        "item" if row["unit_class"] == "count" and unit not in _APART else unit,
    )  # fmt: skip
    return Statement(
        group, row["fact_id"], row["document_id"], row["lang"], row["value"],
        _place_of(row["value"], row["value_text"] or ""), row["qualifier"] or "exact", unit,
        row["time_start"], row["time_end"],
    )  # fmt: skip


def _place_of(value: float, text: str) -> float:
    """What the last written digit is worth: 100 for 91,000 read as 9.1万 (0.1 of ten thousand is 1000)."""
    written = _DIGITS.search(text)
    if written is None or not value:
        return 0.0
    mantissa = float(written[0].replace(",", ""))
    return abs(value) / mantissa / 10 ** len(written[1] or "") if mantissa else 0.0


def agree(one: Statement, other: Statement) -> bool:
    """Whether two statements can both be right: equal within what the coarser one leaves open."""
    if other.place > one.place:
        one, other = other, one
    low, high = _bounds(one)
    return low - 1e-9 * abs(low) <= other.value <= high + 1e-9 * abs(high)


def _bounds(statement: Statement) -> tuple[float, float]:
    value, half = statement.value, statement.place / 2
    if statement.qualifier in _AT_LEAST:
        return value - half, value + max(half, statement.place) * 10
    if statement.qualifier in _AT_MOST:
        return value - max(half, statement.place) * 10, value + half
    if statement.qualifier == "about":
        return value * (1 - _TOLERANCE), value * (1 + _TOLERANCE)
    return value - half, value + half
