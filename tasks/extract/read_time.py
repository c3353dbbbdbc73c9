"""The time a sentence states: years, months, dates and their ranges, with EDTF and first and last day."""

import re
from calendar import monthrange
from datetime import date
from functools import cache
from typing import NamedTuple

from ..core.numerals.read_tables import alternation
from .tables.read_tables import months

_YEAR = "(?:19|20)[0-9]{2}"
_CHINESE = re.compile(
    rf"(?P<from>{_YEAR})年?[-–—~至到](?P<to>{_YEAR})年(?!第)"
    rf"|(?P<year>{_YEAR})年(?:(?P<month>1[0-2]|0?[1-9])月(?:份)?(?:(?P<day>3[01]|[12][0-9]|0?[1-9])日)?"
    r"|(?P<half>上半年|下半年)|(?P<quarter>(?:前)?[一二三四]季度|前三季度)|(?P<end>(?:年)?[末底]))?"
)
_CHINESE_GATE = re.compile(f"{_YEAR}年")
_PART_END = re.compile("[;；。]")
_GATE = re.compile(_YEAR)
_ENGLISH_GATE = re.compile(f"[A-Za-z]|{_YEAR}-")


@cache
def _english() -> re.Pattern[str]:
    month, other_month, lone_month = (
        rf"(?P<{name}>{alternation(months())})\.?" for name in ("month", "month2", "month3")
    )
    preposition = r"(?:[Ii]n|[Bb]y|[Dd]uring|[Tt]hroughout|[Oo]f|[Ff]or|[Ss]ince|[Aa]s of|[Uu]ntil|[Ff]rom|[Aa]t)"
    return re.compile(
        rf"(?P<end>\b(?:[Aa]t |[Bb]y |[Aa]s of )?(?:the )?end of (?P<end_year>{_YEAR}))\b"
        rf"|\b{month} (?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?,? (?P<year>{_YEAR})\b"
        rf"|\b(?P<day2>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)? {other_month},? (?P<year2>{_YEAR})\b"
        rf"|\b{lone_month},? (?P<year3>{_YEAR})\b"
        rf"|(?P<iso>\b{_YEAR}-(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])\b)"
        rf"|\b(?:from |between )?(?P<from>{_YEAR}) (?:to|and|through) (?P<to>{_YEAR})\b"
        rf"|\b{preposition} (?:the year |fiscal year |fiscal )?(?P<plain>{_YEAR})(?![A-Za-z0-9-]| [A-Z][a-z]+ [A-Z])"
    )


class Period(NamedTuple):
    """A stated time: its span, EDTF, first and last day."""

    start: int
    end: int
    edtf: str
    first: date
    last: date


def find_periods(text: str) -> list[Period]:
    """The explicit times of a text in order, in both languages; numbers without 年, month or preposition are none."""
    if not _GATE.search(text):
        return []
    found: list[Period] = []
    if _ENGLISH_GATE.search(text):
        found = [period for match in _english().finditer(text) if (period := _read_english(match)) is not None]
    if not text.isascii() and _CHINESE_GATE.search(text):
        found += [period for match in _CHINESE.finditer(text) if (period := _read_chinese(match)) is not None]
        found.sort()
    return found


def nearest_period(text: str, periods: list[Period], at: int) -> Period | None:
    """The last period before a place, else the first one behind it in the same part of the sentence."""
    before = [period for period in periods if period.end <= at]
    if before:
        return before[-1]
    return periods[0] if periods and not _PART_END.search(text, at, periods[0].start) else None


def _year(span: tuple[int, int], year: int) -> Period:
    return Period(*span, f"{year:04d}", date(year, 1, 1), date(year, 12, 31))


def _years(span: tuple[int, int], first: int, last: int) -> Period | None:
    return Period(*span, f"{first:04d}/{last:04d}", date(first, 1, 1), date(last, 12, 31)) if first < last else None


def _months(span: tuple[int, int], year: int, first: int, last: int) -> Period:
    start, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    edtf = f"{year:04d}-{first:02d}" + ("" if first == last else f"/{year:04d}-{last:02d}")
    return Period(*span, edtf, start, end)


def _day(span: tuple[int, int], year: int, month: int, day: int) -> Period | None:
    if day > monthrange(year, month)[1]:
        return None
    when = date(year, month, day)
    return Period(*span, when.isoformat(), when, when)


def _read_chinese(match: re.Match[str]) -> Period | None:
    span = match.span()
    if match["from"]:
        return _years(span, int(match["from"]), int(match["to"]))
    year = int(match["year"])
    if match["day"]:
        return _day(span, year, int(match["month"]), int(match["day"]))
    if match["month"]:
        return _months(span, year, int(match["month"]), int(match["month"]))
    if match["end"]:
        return _day(span, year, 12, 31)
    if match["half"]:
        return _months(span, year, *((1, 6) if match["half"][0] == "上" else (7, 12)))
    if match["quarter"]:
        number = "一二三四".index(match["quarter"].lstrip("前")[0]) + 1
        return _months(span, year, 1 if match["quarter"][0] == "前" else 3 * number - 2, 3 * number)
    return _year(span, year)


def _read_english(match: re.Match[str]) -> Period | None:
    span = match.span()
    if match["end"]:
        return _day(span, int(match["end_year"]), 12, 31)
    if match["day"]:
        return _day(span, int(match["year"]), months()[match["month"]], int(match["day"]))
    if match["day2"]:
        return _day(span, int(match["year2"]), months()[match["month2"]], int(match["day2"]))
    if match["month3"]:
        number = months()[match["month3"]]
        return _months(span, int(match["year3"]), number, number)
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return _day(span, year, month, day)
    if match["from"]:
        return _years(span, int(match["from"]), int(match["to"]))
    start = match.start("plain")
    return _year((start, match.end("plain")), int(match["plain"]))
