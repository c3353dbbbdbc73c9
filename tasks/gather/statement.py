"""One fact that states an indicator, and whether two of them can both be right."""

import re
from functools import lru_cache
from typing import NamedTuple

COLUMNS = (
    "fact_id", "document_id", "lang", "kind", "metric_key", "measure", "modality", "direction", "base_period",
    "place_iso", "place_gbt2260", "place_text", "time_edtf", "time_start", "time_end", "value", "value_text",
    "qualifier", "unit", "unit_class", "confidence",
)  # fmt: skip
"""The columns of `facts` that are read."""

_DIGITS = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?")
_AT_LEAST = frozenset(("more_than", "at_least"))
_AT_MOST = frozenset(("less_than", "at_most", "up_to", "nearly"))

_TOLERANCE = 0.05
"""What `about` leaves open, as a share of the value."""


class Statement(NamedTuple):
    """What a fact says of its figure; `place` is what its last written digit is worth."""

    value: float
    place: float
    qualifier: str


@lru_cache(maxsize=1 << 14)
def read_statement(value: float, text: str | None, qualifier: str | None) -> Statement:
    """The statement of a fact with this `value`, `value_text` and `qualifier`."""
    return Statement(value, _place_of(value, text or ""), qualifier or "exact")


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
