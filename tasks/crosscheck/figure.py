"""A figure: what of a fact is compared with the other language, in units that convert."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

KINDS = ("quantity", "change", "range", "share")
"""Kinds of facts that state a value or a range."""
COLUMNS = (
    "fact_id", "segment_id", "lang", "kind", "quote", "char_start", "value", "value_low", "value_high", "value_text",
    "qualifier", "unit", "unit_text", "unit_class", "currency", "measure", "direction", "time_edtf", "confidence",
)  # fmt: skip
"""The columns of `facts` that are read."""

_WRITTEN = re.compile(r"[0-9][0-9,]*(?:\.([0-9]+))?")


class Figure(NamedTuple):
    """A figure of one side of a bead.

    `low` and `high` are in units of the dimension, equal unless the fact is a range; `raw` is the value in the unit
    of the fact. `place` is what the last digit as written is worth, `round_place` what the last digit but zeros is.
    """

    fact_id: str
    low: float
    high: float
    raw: float
    is_range: bool
    dimension: str | None
    unit: str | None
    unit_class: str | None
    qualifier: str
    direction: str | None
    measure: str | None
    time: str | None
    place: float
    round_place: float
    n_digits: int
    is_currency_open: bool
    confidence: float


def read_figure(row: Mapping[str, Any]) -> Figure | None:
    """The figure of a row of `facts` with the columns above; None when it states neither value nor range."""
    value, low, high = row["value"], row["value_low"], row["value_high"]
    if value is not None:
        low = high = value
    elif low is None or high is None:
        return None
    unit, unit_class = row["unit"], row["unit_class"]
    dimension, factor = find_dimension(unit, unit_class)
    place, round_place = _read_places(high, row["value_text"] or "")
    return Figure(
        fact_id=row["fact_id"],
        low=low * factor,
        high=high * factor,
        raw=high,
        is_range=value is None,
        dimension=dimension,
        unit=unit,
        unit_class=unit_class,
        qualifier=row["qualifier"] or "exact",
        direction=row["direction"],
        measure=row["measure"],
        time=row["time_edtf"],
        place=place * factor,
        round_place=round_place * factor,
        n_digits=count_digits(high),
        is_currency_open=_is_currency_open(row),
        confidence=row["confidence"],
    )


def find_dimension(unit: str | None, unit_class: str | None) -> tuple[str | None, float]:
    """In which dimension a unit is compared, and by what its values are multiplied; None for a bare number.

    All counted things are one dimension: the noun that is counted has many translations.
    """
    if unit in read_conversions():
        return read_conversions()[unit]
    if unit_class == "count":
        return "count", 1.0
    return unit, 1.0


@lru_cache(maxsize=1)
def read_conversions() -> dict[str | None, tuple[str, float]]:
    """Dimension and factor of each unit of `conversions.tsv`."""
    lines = (Path(__file__).parent / "conversions.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {unit: (dimension, float(factor)) for unit, dimension, factor in rows}


def count_digits(value: float) -> int:
    """Significant digits, leading and trailing zeros aside; at least one."""
    digits = f"{abs(value):.12e}".partition("e")[0].replace(".", "")
    return max(1, len(digits.strip("0")))


def _read_places(value: float, text: str) -> tuple[float, float]:
    """What the last written digit is worth, and what the last written digit that is no zero is."""
    written = _WRITTEN.search(text)
    if written is None:
        return (1.0 if value == int(value) else 0.0), _last_digit(value)
    mantissa = float(written[0].replace(",", ""))
    if not mantissa or not value:
        return 0.0, 0.0
    decimals = written[1] or ""
    place = abs(value) / mantissa / 10 ** len(decimals)
    return place, place if decimals else max(place, _last_digit(value))


def _last_digit(value: float) -> float:
    """What the last significant digit of an integer is worth: 100 for 6400; 0 for a value that is no integer."""
    if not value or value != int(value):
        return 0.0
    digits = str(abs(int(value)))
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))


def _is_currency_open(row: Mapping[str, Any]) -> bool:
    """Whether an amount names no country: 元 outside simplified text, or dollars."""
    if row["currency"] is None:
        return False
    named = row["unit_text"] or ""
    if row["lang"] == "en":
        return named.lower() in ("dollar", "dollars", "$")
    return row["lang"] != "zh-Hans" and named in ("元", "圓", "圆", "塊", "块") and "人民" not in row["quote"]
