"""Dates of English text beyond the plain ones: days and years in words, ranges of days, weeks, halves, decades."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from ...core.numerals import read_any_english
from ...core.numerals.read_tables import alternation
from ..tables.read_tables import months, read_rows
from .read_time import Period, make_day, make_days, make_months, make_year, make_years

_CENTURY_WORDS = "(?:seventeen|eighteen|nineteen|twenty)"
_UNIT = "(?:one|two|three|four|five|six|seven|eight|nine)"
_TEEN = "(?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen)"
_TENS = rf"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -]{_UNIT})?"
_TWO_THOUSAND = rf"two thousand(?:(?: and)? (?:{_TENS}|{_TEEN}|{_UNIT}))?"
_CENTURY_AND = rf"{_CENTURY_WORDS}[ -](?:(?:zero|oh)[ -]{_UNIT}|{_TEEN}|{_TENS})"
_YEAR = rf"(?:[12][0-9]{{3}}(?![0-9])|{_CENTURY_AND}|{_TWO_THOUSAND})"
_LINK = "(?: ?[-–—] ?| to | and | until | through )"
_TO = "(?: ?[-–—] ?| to | until | through )"
_WEEK_SPAN = timedelta(days=6)
_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_DOUBTFUL = "(?:may|mar|march)"
"""Behind a year mostly the verb, a name or a walk."""


@cache
def _days() -> dict[str, int]:
    """Days of a month by the words for them."""
    return {word: int(number) for number, words in read_rows("days_of_month.tsv") for word in words.split("|")}


@cache
def _months() -> dict[str, int]:
    return {name.lower(): number for name, number in months().items()}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """Days, ranges of days, months; then halves and quarters."""
    day = rf"(?:(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?\b\.?|{alternation(_days())}\b)"
    month = rf"{alternation(_months())}\b\.?"
    open_, year = r"(?<![0-9.,/-])\b", f"(?P<year>{_YEAR})"
    written = (
        rf"{open_}(?P<day>{day}) (?:of )?(?P<month>{month}),? {year}\b",
        rf"\b(?P<month>{month}) (?:the )?(?P<day>{day}),? {year}\b",
        rf"{open_}{year}(?P<mark>[-/ ])(?P<month>{month})(?P=mark)(?P<day>{day})",
        rf"(?:\b(?:from|between) )?{open_}(?P<day>{day}){_LINK}(?P<day2>{day}) (?:of )?(?P<month>{month}),? {year}\b",
        rf"\b(?P<month>{month}) (?:from |between )?(?P<day>{day}){_LINK}(?P<day2>{day}),? {year}\b",
        rf"\bfrom (?P<day>{day}) to (?P<month>{month}) (?P<day2>{day}),? {year}\b",
        rf"\b(?:(?:from )?(?P<month>{month})(?: (?P<day>{day}))?{_TO}"
        rf"|between (?P<month3>{month})(?: (?P<day3>{day}))? and )"
        rf"(?P<month2>{month})(?: (?P<day2>{day}),?)? {year}\b",
        rf"\b(?P<month>{month}) ?,? (?:of )?{year}\b",
        rf"{open_}{year} ?,? (?P<month>(?!{_DOUBTFUL}\b){month}|{_DOUBTFUL}(?=[.,;:)]|$| (?:and|to) [12][0-9]{{3}}\b))"
        rf"(?! (?:the )?{day})",
    )
    return tuple(re.compile(pattern) for pattern in written)


_PART = re.compile(
    rf"\b(?P<part>[qh][1-4]),? ?(?P<year>{_YEAR})\b|\b(?P<year2>[12][0-9]{{3}}) ?(?P<part2>[qh][1-4])\b"
    rf"|\b(?:the )?(?P<number>first|second|third|fourth) (?P<name>quarter|half) (?:of |in )?(?P<year3>{_YEAR})\b"
    r"|\b(?P<year4>[12][0-9]{3}) the (?P<number4>first|second|third|fourth) (?P<name4>quarter|half)\b"
)
_FIRST_MONTHS = re.compile(
    r"\b(?:the )?first (?P<n>[2-9]|1[01]|two|three|four|five|six|seven|eight|nine|ten|eleven) months "
    rf"(?:of |in )?(?P<year>{_YEAR})\b"
)
_WEEK = re.compile(rf"\b(?:the )?(?P<number>first|second|third|fourth|fifth|last) week of (?P<year>{_YEAR})\b")
_DECADE_WORDS = {name: 10 * at for at, name in enumerate(
    ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), start=2)
} | {"tens": 10}  # fmt: skip
_DECADE = re.compile(
    rf"\bthe (?:early |mid-|late )?(?:(?P<decade>(?:1[0-9]|20)[0-9]0)'?s"
    rf"|(?P<century>{_CENTURY_WORDS})[ -](?P<tens>{'|'.join(_DECADE_WORDS)})"
    rf"|(?P<thousands>two thousand(?:s| and (?P<after>{'|'.join(_DECADE_WORDS)}))))\b"
)
_LONE = re.compile(rf"\bin (?P<year>{_CENTURY_AND})\b(?! [a-z]+s\b)")
_BETWEEN = re.compile(
    r"\bbetween (?P<low>[12][0-9]{3})(?= and )|\bbetween [a-z1-9][^.;\n]{3,24} and (?P<high>[12][0-9]{3})\b"
)


def read_english_dates(text: str) -> Iterator[Period]:
    """Days, months, weeks, quarters, halves and decades with their year, in no order; the text is in lower case."""
    for pattern in _patterns():
        for match in pattern.finditer(text):
            period = _read_date(match)
            if period is not None:
                yield period
    for match in _PART.finditer(text):
        yield _read_part(match)
    for match in _FIRST_MONTHS.finditer(text):
        yield make_months(match.span(), read_year(match["year"]), 1, int(read_any_english(match["n"])[0].value))
    for match in _WEEK.finditer(text):
        monday = _find_monday(match)
        sunday = monday + _WEEK_SPAN
        yield Period(*match.span(), f"{monday.isoformat()}/{sunday.isoformat()}", monday, sunday)
    for match in _DECADE.finditer(text):
        first = _read_decade(match)
        yield make_years(match.span(), first, first + 9)
    for match in _LONE.finditer(text):
        yield make_year(match.span("year"), read_year(match["year"]))
    for match in _BETWEEN.finditer(text):
        side = "low" if match["low"] else "high"
        yield make_year(match.span(side), int(match[side]))


def read_year(written: str) -> int:
    """The year that digits or words stand for: 1978, nineteen seventy eight, two thousand and eighteen."""
    if written.isdigit():
        return int(written)
    words = written.lower().replace("-", " ").replace(" oh ", " zero ").split(" ")
    rest = " ".join(word for word in words[1:] if word not in ("thousand", "and", "zero"))
    below = int(read_any_english(rest)[0].value) if rest else 0
    return (2000 if words[1] == "thousand" else 100 * int(read_any_english(words[0])[0].value)) + below


def _read_date(match: re.Match[str]) -> Period | None:
    """A month, a day, some days or months; None for a day that is not in the calendar."""
    said, span = match.groupdict(), match.span()
    year, month, day = read_year(match["year"]), _read_month(said), said.get("day") or said.get("day3")
    last_month = _months()[said["month2"].rstrip(".").lower()] if said.get("month2") else month
    if day is None and said.get("day2") is None:
        return make_months(span, year, month, last_month) if month <= last_month else None
    first, last = (make_day(span, year, *at) for at in _ends(said, day, month, last_month))
    if first is None or last is None:
        return None
    return make_days(span, first.first, last.first) if last.first != first.first else first


def _ends(said: dict[str, str | None], day: str | None, first: int, last: int) -> tuple[tuple[int, int], ...]:
    """Month and day of both ends; a month without its day begins with the first one."""
    begin = _read_day(day) if day else 1
    after = said.get("day2")
    return (first, begin), (last, _read_day(after) if after else begin)


def _read_month(said: dict[str, str | None]) -> int:
    name = said.get("month") or said.get("month3") or ""
    return _months()[name.rstrip(".").lower()]


def _read_day(written: str) -> int:
    digits = re.match("[0-9]+", written)
    return int(digits[0]) if digits else _days()[written.lower()]


def _read_part(match: re.Match[str]) -> Period:
    """A quarter or half of a year."""
    part = match["part"] or match["part2"]
    number = int(part[1]) if part else _ORDER[match["number"] or match["number4"]]
    is_half = (part or match["name"] or match["name4"])[0] == "h"
    year = read_year(match["year"] or match["year2"] or match["year3"] or match["year4"])
    size = 6 if is_half else 3
    return make_months(match.span(), year, size * min(number, 12 // size) - size + 1, size * min(number, 12 // size))


def _find_monday(match: re.Match[str]) -> date:
    """The first day of a week as ISO 8601 counts them: the first is the one with the first Thursday of the year."""
    year, number = read_year(match["year"]), match["number"]
    last = date(year, 12, 28).isocalendar().week
    return date.fromisocalendar(year, last if number == "last" else _ORDER[number], 1)


def _read_decade(match: re.Match[str]) -> int:
    if match["decade"]:
        return int(match["decade"])
    if match["thousands"]:
        return 2000 + _DECADE_WORDS.get(match["after"], 0)
    return 100 * int(read_any_english(match["century"])[0].value) + _DECADE_WORDS[match["tens"]]
