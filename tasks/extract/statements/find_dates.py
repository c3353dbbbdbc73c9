"""Where a date stands in a text, as an event needs it: days, months, weekdays and years. What day it is, others say."""

import re
from collections.abc import Iterator
from functools import cache

from ...core.numerals.read_tables import alternation
from ..tables.read_tables import months

Span = tuple[int, int]
_YEAR = "(?:1[6-9]|20)[0-9]{2}"
_DAYS = r"(?:3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?"
_BEFORE_MONTH = re.compile(
    rf"(?:\b(?:[Oo]n|[Ff]rom|[Bb]etween|[Ii]n|[Ee]ffective) )?(?:[A-Z][a-z]+day,? )?(?:{_DAYS}(?: ?(?:to|-|–|and) "
    rf"?{_DAYS})? (?:of )?|(?:early|late|mid)[ -])?$"
)
_IN = re.compile(r"\b[Ii]n (?:early |late |mid-)?$")
_RELATIVE = re.compile(
    r"\b(?:[Oo]n|[Ll]ast|[Tt]his) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\b[Yy]esterday\b"
    rf"|\b{_YEAR}-(?:0[1-9]|1[0-2])-(?:[0-2][0-9]|3[01])\b"
)
_HAS_RELATIVE = re.compile(r"day\b|esterday|[0-9]-[0-9]")
ENGLISH_YEAR = re.compile(
    rf"\b(?:[Ii]n|[Dd]uring) (?:early |late |mid-)?(?:{_YEAR})(?: and {_YEAR})?\b(?![-\w])(?! [A-Z][a-z]+ [A-Z])"
    r"|\b(?:[Nn]ext|[Ll]ast) (?:year|month|week)\b"
)
"""A year in English behind a preposition that makes it a time."""


@cache
def _month() -> re.Pattern[str]:
    names = alternation(months())
    other = rf"(?: ?(?:to|-|–|and) ?(?:{names}\.? )?{_DAYS})?"
    day = rf"\.? {_DAYS}\b(?![0-9]){other}(?:,? {_YEAR})?"
    return re.compile(rf"\b{names}\b(?P<rest>{day}|\.?,? {_YEAR})?(?![-\w])")


def find_english_days(text: str) -> Iterator[Span]:
    """Days and months in English, in no order: August 11, 5 to 10 May 2024, October 2022, in June, on Tuesday."""
    for match in _month().finditer(text):
        before = _BEFORE_MONTH.search(text, max(0, match.start() - 40), match.start())
        start = before.start() if before else match.start()
        lead = text[start : match.start()]
        if match["rest"] or any(char.isdigit() for char in lead) or _IN.search(lead):
            yield start, match.end()
    if _HAS_RELATIVE.search(text):
        for match in _RELATIVE.finditer(text):
            yield match.span()


CHINESE_DAY = re.compile(
    rf"(?:{_YEAR}年)?(?:1[0-2]|0?[1-9])月(?:3[01]|[12][0-9]|0?[1-9])日(?:[-—–~至到](?:(?:1[0-2]|0?[1-9])月)?(?:3[01]"
    rf"|[12][0-9]|0?[1-9])日)?"
    rf"|{_YEAR}年(?:1[0-2]|0?[1-9])月(?!至|以)(?:份|上旬|中旬|下旬|底|初)?"
    r"|(?:去年|今年|上月|本月|同年|次年|当年|明年)?(?:1[0-2]|[1-9])月(?:份|上旬|中旬|下旬|底|初)|(?:今年|去年|同年|当年)(?:1[0-2]|[1-9])月"
    r"|(?:上|本|这)(?:周|星期|礼拜)[一二三四五六日天]|昨天|昨日"
    r"|[〇零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?"
    r"|民[国國][0-9]{1,3}年[0-9]{1,2}月(?:[0-9]{1,2}日)?"
)
"""A day or month in Chinese."""

CHINESE_YEAR = re.compile(rf"(?<![至到—–~-]){_YEAR}年(?![年底末末来以度至到—–~\-]|前|上半|下半|[一二三四]季)")
"""A year in Chinese that is no span and no end of a year."""

CHINESE_SPAN = re.compile(
    rf"(?:自|从|为)?{_YEAR}年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?(?:起)?[-—–~至到]{{1,2}}"
    rf"(?:{_YEAR}年(?:[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)?|[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?)"
)
"""From one date to another in Chinese."""
