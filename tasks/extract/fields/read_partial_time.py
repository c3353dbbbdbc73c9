"""Times that leave out their year, completed from what surrounds them: 6月, on August 11, throughout the year, 去年."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import NamedTuple

from ...core.numerals import read_han
from ...core.numerals.read_tables import alternation
from ..tables.read_tables import months
from .read_time import (
    FOUNDING,
    Period,
    make_day,
    make_days,
    make_month_end,
    make_months,
    make_year,
    read_era,
    read_half,
    read_quarter,
)

_CHINESE = re.compile(
    "(?<![0-9〇零○一二三四五六七八九十百])(?P<era4>一[〇零○一二三四][〇零○一二三四五六七八九])年(?![来间前后老]|[0-9一二三四五六七八九十]{1,2}月)"
    "|(?<![0-9\u3400-\u9fff])(?P<era>(?:9[0-9]|1[0-4][0-9]))年(?![来间前后老以，。、；）]|[的之]?历史|[0-9]{1,2}月)|(?<=[较比自从由至到于在])(?P<era2>1[0-4][0-9])年(?=的|同期|编列|[底末]?[起增减上下提降成])|(?<![0-9])(?P<era3>1[0-4][0-9])年(?=起(?![步伏码]))"
    "|(?:(?<![比较同与])(?P<of>今年|本年|去年|上年)|(?<![0-9年个]))"
    "(?:(?P<first>1[0-2]|[1-9])月?[-–—~至到](?P<last>1[0-2]|[1-9])月份?(?!球)"
    "|(?P<month>1[0-2]|[1-9])月(?:(?P<day>3[01]|[12][0-9]|[1-9])(?:日?[-–—~至到](?:(?P<month2>1[0-2]|[1-9])月)?(?P<day2>3[01]|[12][0-9]|[1-9])日|日)|(?P<month_end>份?[末底])|份)?"
    "|(?<![一二三四五六七八九十零〇])(?P<han>十[一二]?|[一二三四五六七八九])月(?:(?P<han_day>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
    "(?:日?[-–—~至到](?:(?P<han_month2>十[一二]?|[一二三四五六七八九])月)?(?P<han_day2>三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])日|日)"
    "|(?P<han_end>份?[末底])|份))"
    "|(?<![比较同与])(?P<of_first>今年|本年|去年|上年)[首前](?P<n_months>1[01]|[2-9]|十一?|[二两三四五六七八九])个?月(?!内)"
    "|(?<![年度比较同])(?P<half>[上下]半年)|(?<![年度比较])(?P<quarter>[前首][二两三]个?季度?(?!节)|首季度?(?![冠亚])|第?[一二三四]季度|第[一二三四]季(?!节))"
    "|(?<![0-9一二三四五六七八九〇零上去今本每前近全常当同比较])(?P<end>年[末底])(?![前起来])"
    "|(?P<whole>全年)(?!级)|(?<![比较同与])(?P<this>今年|本年度)(?!度?[^，。]{0,6}(?:计划|目标|将|安排|力争|要))"
    "|(?<![比较同与为是占])(?P<before>去年)(?!同期|底|末|[的]?[0-9.]+(?:倍|%))"
)


@cache
def _english() -> re.Pattern[str]:
    names = ("month", "lone", "month_end", "first", "last", "between", "until")
    month, lone_month, end_month, first, last, between, until = (
        rf"(?P<{name}>{alternation(months())})" for name in names
    )
    no_date = "(?! [0-9])(?!, (?:19|20)[0-9]{2}(?![0-9,]))"
    return re.compile(
        rf"\b(?:[Ff]rom |[Ii]n |[Dd]uring )?{first}(?: to | through |[-–—]){last}\b{no_date}"
        r"(?: (?P<of>this|last) year)?"
        rf"|\b[Bb]etween {between} and {until}\b{no_date}"
        rf"|\b(?:[Oo]n )?{month}\.? (?P<day>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)?(?![0-9:%,.]*[0-9]| [a-z]*percent)"
        rf"|\b(?:[Bb]y |[Aa]t |[Aa]s of )?the end of {end_month}\b{no_date}"
        rf"|\b[Ii]n {lone_month}\b{no_date}"
        r"|\b[Tt]he (?P<half>first|second) half of the year|\b[Tt]he (?P<quarter>first|second|third"
        r"|fourth) quarter\b(?! of [0-9])"
        r"|\b(?P<end>(?:[Bb]y |[Aa]t |[Aa]s of |[Aa]s at )?(?:the )?"
        r"(?:end of the (?:financial )?year|year[- ]end))\b(?! (?:19|20)[0-9]{2}\b)"
        r"|\b(?P<whole>(?:[Tt]hroughout|[Dd]uring|[Oo]ver|[Ii]n) the (?:whole |entire |full )?year\b"
        r"|[Tt]he whole year\b)(?! [0-9])"
        r"|(?<!from )(?<!than )(?<!with )(?<!to )\b(?P<this>[Tt]his year)(?!'s)\b"
        r"|(?<!from )(?<!than )(?<!with )(?<!over )\b(?P<before>[Ll]ast year)(?!'s)\b"
    )


_ORDER = {"first": 1, "second": 2, "third": 3, "fourth": 4}


def english_pattern() -> str:
    """The pattern of English times without a year."""
    return _english().pattern


def chinese_pattern() -> str:
    """The pattern of Chinese times without a year."""
    return _CHINESE.pattern


class Clock(NamedTuple):
    """What is known of the year: of the sentence or paragraph, of the period the document reports on, and its date.

    `before` is the only year that the document has stated so far; a document of Taiwan counts years from 1911.
    """

    stated: int | None
    reported: int | None
    published_on: date | None
    before: int | None = None
    is_taiwan: bool = False


def find_partial_periods(text: str, read_clock: Callable[[], Clock], is_english: bool) -> list[Period]:
    """The times of a text that state no year, in order, as far as it is known; the clock is read when needed."""
    matches = list((_english() if is_english else _CHINESE).finditer(text))
    if not matches:
        return []
    clock, read = read_clock(), _read_english if is_english else _read_chinese
    rules = {"time-stated": "time-completed"}
    found = [period for match in matches if (period := read(match, clock)) is not None]
    return [period._replace(rule=rules.get(period.rule, period.rule)) for period in found]


def _complete(clock: Clock, month: int, day: int) -> int | None:
    """The year of a day: the stated one, else the last such day before publication, else that of the document."""
    if clock.stated is not None:
        return clock.stated
    if clock.published_on is not None:
        return clock.published_on.year - ((month, day) > (clock.published_on.month, clock.published_on.day))
    return clock.reported or clock.before


def _relative(span: tuple[int, int], match: re.Match[str], clock: Clock) -> Period | None:
    year = clock.published_on.year if clock.published_on else None
    if match["end"]:
        year = clock.stated or clock.reported
        return make_month_end(span, year, 12) if year else None
    if match["whole"]:
        year = clock.stated or clock.reported
    elif match["before"]:
        year = year - 1 if year else None
    elif year is not None and clock.reported not in (None, year):
        return None  # a report on one year that came out in another: either may be meant
    else:
        year = year or clock.reported or clock.stated
    return make_year(span, year) if year else None


def _make_in_month(match: re.Match[str], month: int, clock: Clock) -> Period | None:
    """The month, its end or a day of it, whichever is named; None where the year is open."""
    span, written = match.span(), match["day"] or match.groupdict().get("han_day")
    day = _number(written) if written else 1
    year = _read_year(match, clock, month, day)
    if year is None:
        return None
    if match["month_end"] or match.groupdict().get("han_end"):
        return make_month_end(span, year, month)
    if not written:
        return make_months(span, year, month, month)
    first = make_day(span, year, month, day)
    return first and _make_last(match, first)


def _make_last(match: re.Match[str], first: Period) -> Period | None:
    """The days from the first one to the last that is written: 六月三日至五日; the first one alone where none is."""
    groups = match.groupdict()
    written = groups.get("day2") or groups.get("han_day2")
    if not written:
        return first
    month = groups.get("month2") or groups.get("han_month2")
    last = make_day(match.span(), first.first.year, _number(month) if month else first.first.month, _number(written))
    return make_days(match.span(), first.first, last.first) if last else None


def _number(written: str) -> int:
    return int(written) if written.isdigit() else int(read_han(written) or 1)


def _make_months(match: re.Match[str], first: int, last: int, clock: Clock) -> Period | None:
    year = _read_year(match, clock, last, 1)
    return make_months(match.span(), year, first, last) if year and first < last else None


def _read_year(match: re.Match[str], clock: Clock, month: int, day: int) -> int | None:
    """The year of a day: of 今年3月, 去年1至3月, January to March last year that of the document and no other one."""
    groups = match.groupdict()
    of = groups.get("of") or groups.get("of_first")
    if of is None:
        return _complete(clock, month, day)
    year = clock.published_on.year if clock.published_on is not None else clock.reported
    if clock.published_on is None and year == clock.stated:
        return None  # 2022年落成；今年5月: the year that is named is another one
    return year - (of in ("去年", "上年", "last")) if year is not None else None


def _read_chinese(match: re.Match[str], clock: Clock) -> Period | None:
    span = match.span()
    era = match["era"] or match["era2"] or match["era3"] or match["era4"]
    if era:
        return make_year(span, FOUNDING + read_era(era)) if clock.is_taiwan else None
    if match["month"]:
        return _make_in_month(match, int(match["month"]), clock)
    if match["han"]:
        return _make_in_month(match, int(read_han(match["han"]) or 1), clock)
    if match["first"]:
        return _make_months(match, int(match["first"]), int(match["last"]), clock)
    if match["of_first"]:
        return _make_months(match, 1, int(read_han(match["n_months"]) or 0), clock)
    year = clock.stated or clock.reported or clock.before
    if match["half"] or match["quarter"]:
        ends = read_half(match["half"]) if match["half"] else read_quarter(match["quarter"])
        return make_months(span, year, *ends) if year else None
    return _relative(span, match, clock)


def _read_english(match: re.Match[str], clock: Clock) -> Period | None:
    span, name = match.span(), match["month"] or match["lone"] or match["month_end"]
    if name:
        return _make_in_month(match, months()[name], clock)
    if match["first"]:
        return _make_months(match, months()[match["first"]], months()[match["last"]], clock)
    if match["between"]:
        return _make_months(match, months()[match["between"]], months()[match["until"]], clock)
    year = clock.stated or clock.reported or clock.before
    if match["half"]:
        return make_months(span, year, *((1, 6) if match["half"] == "first" else (7, 12))) if year else None
    if match["quarter"]:
        number = _ORDER[match["quarter"]]
        return make_months(span, year, 3 * number - 2, 3 * number) if year else None
    return _relative(span, match, clock)
