"""The times that a text states with their year: years, months, dates, quarters and their ranges, with EDTF and days."""

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from ...core.numerals import read_han
from ...core.numerals.read_tables import alternation
from ..tables.read_tables import months
from .find_signs import TimeSigns

AS_OF = "time-as-of"
"""The rule of a state at one day, which holds for its own sentence only."""
_YEAR = "(?:19|20)[0-9]{2}"
_HAN_DIGITS = {
    char: str(value)
    for chars, value in (("〇零○", 0), *zip("一二三四五六七八九", range(1, 10), strict=True))
    for char in chars
}
_HAN_ERA = "(?:[〇零○一二三四五六七八九]{2,3}|(?:一百零?)?(?:[一二三四五六七八九]?十)?[一二三四五六七八九]?)"
_CHINESE = re.compile(
    rf"(?P<from>{_YEAR})年?[-–—~至到](?P<to>{_YEAR})年(?!第)"
    rf"|(?P<year>(?:民[国國])?(?<![0-9]){_YEAR}|民[国國](?:[0-9]{{2,3}}|{_HAN_ERA})|[一二][〇零○九][〇零○一二三四五六七八九]{{2}})年"
    r"(?:(?P<first>1[0-2]|[1-9])(?:月)?[-–—~至到](?P<last>1[0-2]|[1-9])月(?:份)?"
    r"|(?P<month>1[0-2]|0?[1-9])月(?:(?P<month_end>份?[末底])|份)?(?:(?P<day>3[01]|[12][0-9]|0?[1-9])日)?"
    r"|[前首](?P<n_months>1[01]|[2-9]|十一?|[二两三四五六七八九])个?月(?!内)|(?P<half>上半年|下半年)|(?P<quarter>[前首][二两三]个?季度?|首季度?|末季度?|第?[一二三四]季度|第[一二三四]季)|(?P<end>(?:年)?[末底]))?(?P<open>以来|至今)?"
)
_FIRST_AND_LAST = str.maketrans("首末", "一四")
_PART_END = re.compile("[;；。]")
FOUNDING = 1911
"""The year before the first of the Republic, from which Taiwan counts."""
_CENTURIES = ("19", "20")
_HAN_YEAR = re.compile("民[国國][0-9〇零○一二三四五六七八九十]|一[〇零○九]|二[〇零○九]")
_BEFORE_YEAR, _BEHIND_YEAR = 48, 40
"""What stands so near to a year can be a part of its time, or tell that it is none."""
_AS_OF = re.compile(r"(?:\b[Bb]y|\b[Aa]s of|\b[Aa]s at|\b[Uu]ntil|\b[Aa]t)(?: the)? \Z|截[至止]|[至到]\Z")
_NAMED = re.compile(rf"\b(?:the|its|their) (?P<year>{_YEAR}) (?=[A-Za-z“\"])")
_LONGEST_TITLE = 120
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4, "final": 4}


@cache
def _english() -> re.Pattern[str]:
    month, other_month, lone_month = (
        rf"(?P<{name}>{alternation(months())})\.?" for name in ("month", "month2", "month3")
    )
    preposition = r"(?:[Ii]n|[Bb]y|[Dd]uring|[Tt]hroughout|[Oo]f|[Ff]or|[Uu]ntil|[Ff]rom|[Aa]t)"
    return re.compile(
        r"\b(?=[AaBbDdeFfIiJlMNOoQSsTtUu0-9])(?:"
        rf"(?P<end>(?:[Aa]t |[Bb]y |[Aa]s of )?(?:the )?end of (?P<end_year>{_YEAR}))\b"
        rf"|(?:the )?(?P<half>first|second) half (?:of |in )?(?P<half_year>{_YEAR})\b"
        rf"|(?:the )?(?:(?P<quarter>first|second|third|fourth|last|final) quarter|Q(?P<q>[1-4])),? (?:of "
        rf"|in )?(?P<quarter_year>{_YEAR})\b"
        rf"|(?:the )?first three quarters (?:of |in )?(?P<quarters_year>{_YEAR})\b"
        rf"|{month} (?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?,? (?P<year>{_YEAR})\b"
        rf"|(?<![0-9.,])(?P<day2>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)? {other_month},? (?P<year2>{_YEAR})\b"
        rf"|(?P<month_end>(?:the )?end of )?{lone_month},? (?:of )?(?P<year3>{_YEAR})\b"
        rf"|(?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])\b)"
        rf"|(?:from |between |[Ii]n )?(?P<from>{_YEAR}) (?:to|and|through) (?P<to>{_YEAR})\b"
        rf"|[Ss]ince (?P<open>{_YEAR})\b(?! [A-Z][a-z]+ [A-Z])"
        rf"|{preposition} (?:the year |fiscal year |fiscal )?(?P<plain>{_YEAR})(?![A-Za-z0-9-]| [A-Z][a-z]+ [A-Z]))"
    )


class Period(NamedTuple):
    """A time: its span, EDTF, first and last day (None for an open end).

    `rule` is how it was read; a `time-as-of` (截至2023年底, by the end of 2023) holds for its own sentence only.
    """

    start: int
    end: int
    edtf: str
    first: date
    last: date | None
    rule: str = "time-stated"


def find_periods(text: str, signs: TimeSigns) -> list[Period]:
    """The explicit times of a text in order, in both languages; numbers without 年, month or preposition are none.

    `signs` as `find_signs` gives them.
    """
    years = _find_years(text, signs)
    found = [
        period
        for start, end in _find_windows(text, years)
        for match in _english().finditer(text, start, end)
        if (period := _read_english(match)) is not None
    ]
    if not text.isascii():
        found += [period for match in _find_chinese(text, years) if (period := _read_chinese(match)) is not None]
        found = _drop_shared(sorted(found))
        if "《" in text:
            found = [period for period in found if not is_in_title(text, period.start)]
    return [mark_state(text, period) for period in found]


def _find_years(text: str, signs: TimeSigns) -> list[int]:
    """Where the years of two centuries begin that share no digit, and those in characters."""
    years: list[int] = []
    for at in signs.years:
        if text.startswith(_CENTURIES, at) and not (years and at < years[-1] + 4):
            years.append(at)
    heads = [at for at in signs.heads if _HAN_YEAR.match(text, at)]
    return sorted(years + heads) if heads else years


def _find_windows(text: str, years: Sequence[int]) -> list[tuple[int, int]]:
    """Spans about the years that no 年 follows: where an English time can be; `years` are where they begin."""
    windows: list[tuple[int, int]] = []
    for at in years:
        if text[at] > "2" or text.startswith("年", at + 4):
            continue
        start, end = at - _BEFORE_YEAR, at + 4 + _BEHIND_YEAR
        if windows and start <= windows[-1][1]:
            windows[-1] = windows[-1][0], end
        else:
            windows.append((max(0, start), end))
    return windows


def _find_chinese(text: str, years: Sequence[int]) -> Iterator[re.Match[str]]:
    """The Chinese times of a text, apart and in order."""
    end = 0
    for at in years:
        match = _CHINESE.match(text, at) if at >= end else None
        if match is not None:
            end = match.end()
            yield match


def _drop_shared(periods: list[Period]) -> list[Period]:
    """Periods in order without those that begin before the one before them ends."""
    apart: list[Period] = []
    for period in periods:
        if not apart or apart[-1].end <= period.start:
            apart.append(period)
    return apart


def find_named_year(text: str) -> Period | None:
    """The year in the name of something, where a sentence states no other: `the 2022 assessment`."""
    match = _NAMED.search(text)
    if match is None:
        return None
    return make_year(match.span("year"), int(match["year"]))._replace(rule="time-in-name")


def named_year_pattern() -> str:
    """The pattern of `find_named_year`."""
    return _NAMED.pattern


def nearest_period(text: str, periods: list[Period], at: int) -> Period | None:
    """The last period before a place, else the first one behind it in the same part of the sentence."""
    n_before = bisect_right(periods, at, key=_end)
    if n_before:
        return periods[n_before - 1]
    return periods[0] if periods and not _PART_END.search(text, at, periods[0].start) else None


def drop_overlaps(stated: list[Period], partial: list[Period]) -> list[Period]:
    """Both kinds in order of position, without the partial ones that share a character with a stated one."""
    if not stated:
        return partial
    taken = {at for period in stated for at in range(period.start, period.end)}
    return sorted(stated + [one for one in partial if taken.isdisjoint(range(one.start, one.end))])


def shift_period(period: Period, by: int) -> Period:
    """The same time at another place of a text."""
    start, end, edtf, first, last, rule = period
    return Period(start + by, end + by, edtf, first, last, rule)


def make_months(span: tuple[int, int], year: int, first: int, last: int) -> Period:
    """The period from one month of a year to another."""
    start, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    edtf = f"{year:04d}-{first:02d}" + ("" if first == last else f"/{year:04d}-{last:02d}")
    return Period(*span, edtf, start, end)


def make_day(span: tuple[int, int], year: int, month: int, day: int) -> Period | None:
    """One day; None when the month has no such day."""
    if day > monthrange(year, month)[1]:
        return None
    when = date(year, month, day)
    return Period(*span, when.isoformat(), when, when)


def make_days(span: tuple[int, int], first: date, last: date) -> Period | None:
    """The days from one to another, both inside; None when they are out of order. All of a month are that month."""
    next_day = last + timedelta(days=1)
    if first.day == next_day.day == 1 and (first.year, first.month) == (last.year, last.month):
        return make_months(span, first.year, first.month, first.month)
    return Period(*span, f"{first.isoformat()}/{last.isoformat()}", first, last) if first < last else None


def make_years(span: tuple[int, int], first: int, last: int) -> Period:
    """From the first day of a year to the last one of another."""
    return Period(*span, f"{first:04d}/{last:04d}", date(first, 1, 1), date(last, 12, 31))


def make_year(span: tuple[int, int], year: int) -> Period:
    """One year."""
    return Period(*span, f"{year:04d}", date(year, 1, 1), date(year, 12, 31))


def mark_state(text: str, period: Period) -> Period:
    """The period, with the rule of a state where the words before it say that something holds on its day."""
    if period.first == period.last and _AS_OF.search(text, max(0, period.start - 12), period.start):
        return period._replace(rule=AS_OF)
    return period


def is_in_title(text: str, at: int) -> bool:
    """Whether a place lies in title marks."""
    low = max(0, at - _LONGEST_TITLE)
    return text.rfind("《", low, at) > text.rfind("》", low, at)


def _end(period: Period) -> int:
    return period.end


def _make_years(span: tuple[int, int], first: int, last: int) -> Period | None:
    return make_years(span, first, last) if first < last else None


def _since(span: tuple[int, int], year: int) -> Period:
    return Period(*span, f"{year:04d}/..", date(year, 1, 1), None)


def make_month_end(span: tuple[int, int], year: int, month: int) -> Period:
    """The last day of a month, as the day at which a state is taken."""
    when = date(year, month, monthrange(year, month)[1])
    return Period(*span, when.isoformat(), when, when, AS_OF)


def read_era(written: str) -> int:
    """The number of a year of the Republic: 114, 一一四, 一百一十四."""
    digits = "".join(_HAN_DIGITS.get(char, char) for char in written)
    return int(digits) if digits.isdigit() else int(read_han(written) or 0)


def _read_chinese_year(written: str) -> int:
    if written[0] == "民":
        number = read_era(written[2:])
        return number + FOUNDING if number < 1000 else number
    return int("".join(_HAN_DIGITS.get(char, char) for char in written))


def _read_chinese(match: re.Match[str]) -> Period | None:
    span = match.span()
    if match["from"]:
        return _make_years(span, int(match["from"]), int(match["to"]))
    year = _read_chinese_year(match["year"])
    if match["first"]:
        first, last = int(match["first"]), int(match["last"])
        return make_months(span, year, first, last) if first < last else None
    if match["day"]:
        return make_day(span, year, int(match["month"]), int(match["day"]))
    if match["month"]:
        month = int(match["month"])
        return make_month_end(span, year, month) if match["month_end"] else make_months(span, year, month, month)
    if match["end"]:
        return Period(*span, f"{year:04d}-12-31", date(year, 12, 31), date(year, 12, 31), AS_OF)
    if match["n_months"]:
        return make_months(span, year, 1, int(read_han(match["n_months"]) or 1))
    if match["half"]:
        return make_months(span, year, *read_half(match["half"]))
    if match["quarter"]:
        return make_months(span, year, *read_quarter(match["quarter"]))
    return _since(span, year) if match["open"] else make_year(span, year)


def read_half(written: str) -> tuple[int, int]:
    """First and last month of 上半年 or 下半年."""
    return (1, 6) if written[0] == "上" else (7, 12)


def read_quarter(written: str) -> tuple[int, int]:
    """First and last month of 一季度, 第二季度, 前三季度, 首两季."""
    if written[0] in "前首" and written[1] in "二两三":
        return 1, 9 if written[1] == "三" else 6
    number = "一二三四".index(written.lstrip("第").translate(_FIRST_AND_LAST)[0]) + 1
    return 3 * number - 2, 3 * number


def _read_english(match: re.Match[str]) -> Period | None:
    span = match.span()
    if match["end"]:
        when = date(int(match["end_year"]), 12, 31)
        return Period(*span, when.isoformat(), when, when, AS_OF)
    if match["day"]:
        return make_day(span, int(match["year"]), months()[match["month"]], int(match["day"]))
    if match["day2"]:
        return make_day(span, int(match["year2"]), months()[match["month2"]], int(match["day2"]))
    if match["month3"]:
        year, number = int(match["year3"]), months()[match["month3"]]
        return make_month_end(span, year, number) if match["month_end"] else make_months(span, year, number, number)
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return make_day(span, year, month, day)
    return _read_english_years(match, span)


def _read_english_years(match: re.Match[str], span: tuple[int, int]) -> Period | None:
    if match["half_year"]:
        return make_months(span, int(match["half_year"]), *((1, 6) if match["half"] == "first" else (7, 12)))
    if match["quarters_year"]:
        return make_months(span, int(match["quarters_year"]), 1, 9)
    if match["quarter_year"]:
        number = int(match["q"]) if match["q"] else _ORDINALS[match["quarter"]]
        return make_months(span, int(match["quarter_year"]), 3 * number - 2, 3 * number)
    if match["from"]:
        return _make_years(span, int(match["from"]), int(match["to"]))
    if match["open"]:
        return _since(span, int(match["open"]))
    return make_year((match.start("plain"), match.end("plain")), int(match["plain"]))
