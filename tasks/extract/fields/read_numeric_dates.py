"""Dates in digits alone, as tables and letters write them: 2023/7/20, 13.5.2015, 2023-07, 7/2023."""

import re
from collections.abc import Iterator

from .read_time import Period, make_day, make_months, make_years

_ALONE = r"(?<![0-9A-Za-z./-])(?<![A-Z] )"
_CLOSED = r"(?![0-9]|[-/.][0-9]|[%A-Za-z])"
_MARK_CLOSED = r"(?![0-9]|(?P=mark)[0-9]|\.[0-9]|[%A-Za-z])"
_YEAR_FIRST = re.compile(
    r"(?<![0-9A-Za-z./])(?<![A-Z] )(?<![A-Za-z]-)"
    r"(?P<year>[12][0-9]{3})(?P<mark>[-/.])(?P<month>1[0-2]|0?[1-9])(?P=mark)(?P<day>3[01]|[12][0-9]|0?[1-9])"
    rf"{_MARK_CLOSED}"
)
_YEAR_LAST = re.compile(
    rf"{_ALONE}(?P<one>3[01]|[12][0-9]|0?[1-9])(?P<mark>[-/.])(?P<two>3[01]|[12][0-9]|0?[1-9])(?:(?P=mark)|,)"
    rf"(?P<year>[12][0-9]{{3}}|(?<=/)[3-9][2-9]|(?<=/)[4-9][0-9]){_MARK_CLOSED}"
)
_YEARS = re.compile(
    r"(?:\b(?:[Bb]etween|[Ff]rom|[Dd]uring|[Ii]n|[Oo]ver|[Ff]or) (?:the )?(?:years )?|[从自])"
    r"(?P<first>(?:19|20)[0-9]{2}) ?(?:[-–—~]|至|到) ?(?P<last>(?:19|20)[0-9]{2})(?![0-9A-Za-z年-]| [A-Z])"
)
_MONTH_OF = re.compile(
    rf"{_ALONE}(?:(?P<year>(?:19|20)[0-9]{{2}}) ?[-/] ?(?P<month>1[0-2]|0?[1-9])"
    rf"|(?P<month2>1[0-2]|0?[1-9]) ?[-/] ?(?P<year2>(?:19|20)[0-9]{{2}})){_CLOSED}(?! ?[-/])"
)
_SEASON = re.compile(
    r"(?:(?<=\bin )|(?<=\bIn )|(?<=\bfor )|(?<=\bof )|(?<=\bfrom )|(?<=\bto )|(?<=\bthe )|(?<=\bduring ))"
    r"(?P<from>(?:19|20)[0-9]{2})[-–/](?P<until>[0-9]{2})(?![0-9%]|[-/.,][0-9])"
    "|(?<![0-9])(?P<from2>(?:19|20)[0-9]{2})[-–/至到](?P<until2>[0-9]{2})(?=学年|赛季|财年|财政年度|年度)"
)
_MONTHS, _HUNDRED = 12, 100


def read_numeric_dates(text: str) -> Iterator[Period]:
    """Days and months written in digits, in no order.

    Where day and month could change places (3-7-2017) the date is left undecided; 2009-10 is a span of two years, and
    what stands behind capitals (GB 11-2016) the number of a standard.
    """
    for match in _YEAR_FIRST.finditer(text):
        period = make_day(match.span(), int(match["year"]), int(match["month"]), int(match["day"]))
        if period is not None:
            yield period
    for match in _YEAR_LAST.finditer(text):
        period = _read_year_last(match)
        if period is not None:
            yield period
    for match in _MONTH_OF.finditer(text):
        year, month = int(match["year"] or match["year2"]), int(match["month"] or match["month2"])
        if not (match["year"] and month == (year + 1) % 100):
            yield make_months(match.span(), year, month, month)

    for match in _SEASON.finditer(text):
        first, until = int(match["from"] or match["from2"]), int(match["until"] or match["until2"])
        if until == (first + 1) % _HUNDRED:
            yield make_years(match.span(), first, first + 1)
    for match in _YEARS.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if first < last:
            yield make_years((match.start("first"), match.end()), first, last)


def _read_year_last(match: re.Match[str]) -> Period | None:
    one, two = int(match["one"]), int(match["two"])
    if one != two and max(one, two) <= _MONTHS:
        return None
    month, day = (one, two) if one <= _MONTHS else (two, one)
    year = int(match["year"])
    return make_day(match.span(), year if year > _HUNDRED else year + 1900, month, day) if month <= _MONTHS else None
