"""A figure: what of a fact is compared with the other language, in units that convert."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from ..core.slips import count_digits

KINDS = ("quantity", "change", "range", "share")
"""Kinds of facts that state a value or a range."""
COLUMNS = (
    "fact_id", "segment_id", "lang", "kind", "quote", "char_start", "value", "value_low", "value_high", "value_text",
    "qualifier", "unit", "unit_text", "unit_class", "currency", "measure", "direction", "time_text", "time_edtf",
    "time_source", "confidence", "metric_text", "subject_text",
)  # fmt: skip
"""The columns of `facts` that are read."""

_YEAR_NAMED = re.compile("(?:1[89]|20)[0-9]{2}|民[国國]|[一二][〇零一二三四五六七八九]{3}|世[纪紀]")
"""Words of a period that name a year: which one `this year` is, both documents know only from their dates."""
_REST = re.compile(r"其[余餘他它]|[余餘]下|剩[余餘]|\b(?:others?|rest|remain(?:ing|der))\b")
_EXCESS = re.compile("超[出过過]|[高多]出")
_WRITTEN = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")


class Figure(NamedTuple):
    """A figure of one side of a bead: the value of a fact, or one bound of a range.

    `value` is in units of the dimension, `raw` in the unit of the fact. `place` is what the last digit as written is
    worth, `round_place` what the last digit but zeros is. `time` is the period that the sentence, with its year, or
    the column of a table names, `column_year` the year above the column. The id of a number that was read as no fact
    begins with `#`.
    `is_rest`: its words say that it is what others leave.
    """

    fact_id: str
    quote: str
    bound: str
    value: float
    raw: float
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
    is_rest: bool = False
    column_year: str | None = None


def read_figures(row: Mapping[str, Any]) -> list[Figure]:
    """The figure of a row of `facts` with the columns above, or the two bounds of a range; none without a value.

    A range says `at least` its low bound and `at most` its high one: 三万元以上五万元以下 states two facts, `between
    30,000 and 50,000 yuan` one, and both mean the same.
    """
    value, low, high = row["value"], row["value_low"], row["value_high"]
    written = _WRITTEN.findall(row["value_text"] or "")
    if value is not None:
        return [_read_figure(row, "", value, row["qualifier"] or "exact", written[:1])]
    if low is None or high is None:
        return []
    return [
        _read_figure(row, "low", low, "at_least", written[:1]),
        _read_figure(row, "high", high, "at_most", written[-1:]),
    ]


def _read_figure(row: Mapping[str, Any], bound: str, value: float, qualifier: str, written: list[str]) -> Figure:
    unit, unit_class = row["unit"], row["unit_class"]
    dimension, factor = find_dimension(unit, unit_class)
    place, round_place = _read_places(value, written[0] if written else "")
    return Figure(
        fact_id=row["fact_id"],
        quote=row["quote"],
        bound=bound,
        value=value * factor,
        raw=value,
        dimension=dimension,
        unit=unit,
        unit_class=unit_class,
        qualifier=qualifier,
        direction=row["direction"] or _read_excess(row),
        measure=row["measure"],
        time=_read_time(row),
        place=place * factor,
        round_place=round_place * factor,
        n_digits=count_digits(value),
        is_currency_open=_is_currency_open(row),
        confidence=row["confidence"],
        column_year=(row["time_edtf"] or "")[:4] or None if row["time_source"] == "table" else None,
        is_rest=_REST.search(f"{row['metric_text']} {row['subject_text']}") is not None,
    )


def is_number(figure: Figure) -> bool:
    """Whether a figure was read as no fact."""
    return figure.fact_id.startswith("#")


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


@lru_cache(maxsize=1 << 14)
def _read_places(value: float, written: str) -> tuple[float, float]:
    """What the last written digit is worth, and what the last written digit that is no zero is."""
    mantissa = float(written.replace(",", "") or 0)
    if not written:
        return (1.0 if value == int(value) else 0.0), _last_digit(value)
    if not mantissa or not value:
        return 0.0, 0.0
    decimals = written.partition(".")[2]
    place = abs(value) / mantissa / 10 ** len(decimals)
    return place, place if decimals else max(place, _last_digit(value))


def _last_digit(value: float) -> float:
    """What the last significant digit of an integer is worth: 100 for 6400; 0 for a value that is no integer."""
    if not value or value != int(value):
        return 0.0
    digits = str(abs(int(value)))
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))


def _read_time(row: Mapping[str, Any]) -> str | None:
    """The period of a fact, if the column of a table or the words of the sentence name it with its year."""
    is_named = row["time_source"] == "sentence" and _YEAR_NAMED.search(row["time_text"] or "") is not None
    return row["time_edtf"] if is_named or row["time_source"] == "table" else None


def _read_excess(row: Mapping[str, Any]) -> str | None:
    """`increase` for 超出标准11倍, which is 12 times the standard; None for other figures."""
    is_excess = row["unit"] == "times" and _EXCESS.search(row["metric_text"] or "") is not None
    return "increase" if is_excess else None


def _is_currency_open(row: Mapping[str, Any]) -> bool:
    """Whether an amount names no country: 元 outside simplified text, or dollars, and nothing before the number."""
    if row["currency"] is None:
        return False
    named, quote = (row["unit_text"] or "").lstrip("十百千万亿"), row["quote"]  # 千元 above a column
    if row["lang"] == "en":
        return named.lower() in ("dollar", "dollars") or (named == "$" and not quote[:1].isalpha())
    is_bare = quote.startswith(row["value_text"] or "")
    return row["lang"] != "zh-Hans" and named in ("元", "圓", "圆", "塊", "块") and is_bare


def forget_times(figures: Sequence[Figure]) -> list[Figure]:
    """The figures without the periods that their sentences name."""
    return [figure._replace(time=None) for figure in figures]


def close_currencies(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of one side of a bead; an amount is of the country that another of the same currency names."""
    named = {figure.unit for figure in figures if figure.unit_class == "money" and not figure.is_currency_open}
    return [
        figure._replace(is_currency_open=figure.is_currency_open and figure.unit not in named) for figure in figures
    ]
