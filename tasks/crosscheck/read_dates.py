"""The dates that a text names, in pieces: years, months, days, quarters, halves of a year, its first months."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ..core.numerals import read_han

FIRST_YEAR_OF_THE_REPUBLIC = 1911
"""民國107年 is 2018."""
FIRST_YEAR_OF_LAWS, LAST_YEAR = 1950, 2099
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NTH = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_WORDS = {
    word: n
    for n, word in enumerate(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"], 1
    )
}
_HALVES = {"上": 1, "下": 2, "first": 1, "second": 2}
_LUNAR = re.compile("[农農][历曆]|[阴陰][历曆]|正月|腊月|臘月")
_CLEAR_MONTH = (
    r"Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Apr(?:il|\.)?|June|July|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?"
    r"|Nov(?:ember|\.)?|Dec(?:ember|\.)?"
)
_WORD_MONTH = (
    r"(?:(?<=in )|(?<=In )|(?<=of )|(?<=by )|(?<=By )|(?<=since )|(?<=until )|(?<=from )|(?<=to )|(?<=through )"
    r"|(?<=last )|(?<=[0-9] ))(?:March|May)|(?:March|May|Mar\.)(?= [0-9])"
)
"""March and May where they are no verbs."""
_ANY_MONTH = rf"\b(?:{_CLEAR_MONTH}|{_WORD_MONTH})"


class Date(NamedTuple):
    """A piece of a date at `start` of a text: its unit, and its number (of a year, a month from 1, a day, …)."""

    start: int
    unit: str
    number: int


_Reader = tuple[str, re.Pattern[str], Callable[[str], int | None]]


def _read_han_or_digits(written: str) -> int | None:
    value = int(written) if written.isdigit() and written.isascii() else read_han(written)
    return None if value is None else int(value)


def _read_republic(written: str) -> int | None:
    value = _read_han_or_digits(written)
    return None if value is None else value + FIRST_YEAR_OF_THE_REPUBLIC


def _read_late_republic(written: str) -> int | None:
    """九十八 of a date without 民國, which laws name once only; smaller numbers may be terms or of other eras."""
    year = _read_republic(written)
    return year if year and FIRST_YEAR_OF_LAWS <= year <= LAST_YEAR else None


def _read_month_name(written: str) -> int | None:
    return _MONTHS.index(written[:3].lower()) + 1


def _read_span(written: str) -> int | None:
    return _read_han_or_digits(written.translate(_TWO))


def _read_english_span(written: str) -> int | None:
    return int(written) if written.isdigit() else _WORDS.get(written)


_TWO = str.maketrans("两兩", "二二")
_HAN = "一二三四五六七八九十〇零"
_CHINESE: tuple[_Reader, ...] = (
    ("year", re.compile(r"(?<![0-9.,])((?:19|20)[0-9]{2})(?= ?年| ?[-—–~～至到] ?(?:19|20)?[0-9]{2} ?年)"), int),
    ("year", re.compile(rf"(?<![{_HAN}])([一二][{_HAN}]{{3}})(?=年)"), _read_han_or_digits),
    ("year", re.compile(rf"(?:民國|民国) ?([0-9]{{2,3}}|[{_HAN}百]{{2,6}})(?= ?年)"), _read_republic),
    ("year", re.compile("(?<![0-9.,])([7-9][0-9]|1[0-4][0-9])(?= ?(?:[学學]年|年度))"), _read_republic),
    (
        "year",
        re.compile(rf"(?<![{_HAN}百])([{_HAN}百]{{2,6}})(?=年[{_HAN}]{{1,3}}月[{_HAN}]{{1,3}}日)"),
        _read_late_republic,
    ),
    (
        "month",
        re.compile(rf"(?<![0-9{_HAN}.])([01]?[0-9]|十?[一二三四五六七八九]|十)(?= ?月| ?[-—–~～至到] ?[01]?[0-9] ?月)"),
        _read_han_or_digits,
    ),
    ("day", re.compile(rf"月 ?([0-3]?[0-9]|[{_HAN}]{{1,3}})(?= ?[日号號])"), _read_han_or_digits),
    ("quarter", re.compile("(?<!前)(?:第)?([一二三四1-4])(?= ?季)"), _read_han_or_digits),
    ("half", re.compile("([上下])(?=半年)"), _HALVES.__getitem__),
    ("months", re.compile(rf"[前首头頭]([0-9]{{1,2}}|[两兩{_HAN}]{{1,2}})(?= ?[个個]月)"), _read_span),
    ("quarters", re.compile(f"[前首头頭]([1-4]|[两兩{_HAN}])(?= ?[个個]?季)"), _read_span),
)
_ENGLISH_HALF = re.compile(r"\b(first|second)(?= half of (?:the (?:\w+ )?year|this year|last year|(?:19|20)[0-9]{2}))")
_ENGLISH: tuple[_Reader, ...] = (
    ("year", re.compile(r"(?<![0-9.,$£€¥/-])\b((?:19|20)[0-9]{2})\b(?![,.%][0-9]|[-/%])"), int),
    ("year", re.compile(r"\b((?:19|20)[0-9]{2})(?=[-–—](?:19|20)[0-9]{2}\b)"), int),
    ("month", re.compile(rf"({_ANY_MONTH})"), _read_month_name),
    ("day", re.compile(rf"{_ANY_MONTH} (?:the )?([0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9,.:]*[0-9])"), int),
    ("day", re.compile(rf"(?<![0-9.,:])([0-3]?[0-9])(?:st|nd|rd|th)?(?= (?:of )?{_ANY_MONTH[2:]})"), int),
    ("quarter", re.compile(r"\b(first|second|third|fourth)(?=[ -]quarter\b)"), _NTH.__getitem__),
    ("quarter", re.compile(r"\bQ([1-4])\b"), int),
    ("half", _ENGLISH_HALF, _HALVES.__getitem__),
    ("months", re.compile(r"\bfirst ([a-z]{3,6}|[0-9]{1,2})(?= months)"), _read_english_span),
    ("quarters", re.compile(r"\bfirst ([a-z]{3,6}|[0-9])(?= quarters)"), _read_english_span),
)  # fmt: skip


def read_dates(text: str, is_chinese: bool) -> Iterator[Date]:
    """The pieces of dates of a text, in order of unit; a text that counts by the moon has neither months nor days."""
    is_lunar = is_chinese and _LUNAR.search(text) is not None
    for unit, pattern, read in _CHINESE if is_chinese else _ENGLISH:
        if is_lunar and unit in ("month", "day"):
            continue
        for match in pattern.finditer(text):
            number = read(match[1])
            if number is not None:
                yield Date(match.start(1), unit, number)


def find_other_date(zh_text: str, en_text: str) -> int | None:
    """Where the Chinese text names another year, month, day, quarter or half than the English one; None if nowhere.

    Both must name as many of the kind, and all but one must be equal: what stands on one side only is no other date.
    """
    if "年" not in zh_text and "月" not in zh_text and "季" not in zh_text:
        return None
    sides = list(read_dates(zh_text, is_chinese=True))
    if not sides:
        return None
    others = list(read_dates(en_text, is_chinese=False))
    for unit in dict.fromkeys(date.unit for date in sides):
        here = {date.number: date.start for date in reversed(sides) if date.unit == unit}
        there = {date.number for date in others if date.unit == unit}
        alone = [number for number in here if number not in there]
        if len(here) == len(there) and len(alone) == 1:
            return here[alone[0]]
    return None
