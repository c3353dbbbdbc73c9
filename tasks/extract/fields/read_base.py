"""Figures and times that a sentence only compares with: 由2020年的32%提高到76%, `up from 655 a year earlier`.

A time behind a word of comparison holds for the figure that stands beside it and for no other one of the sentence. A
figure that is the old level of a change has the time that is said beside it; where none is, its time is open.
"""

import re
from datetime import date
from typing import NamedTuple

from .read_time import Period

BASE = "time-base"
"""The rule of a time that a sentence compares with."""
YEAR, UNKNOWN = "year", "unknown"
"""An old level was a year before the time of its sentence, or at a time that is not said."""

_FIGURE = r"[A-Z]{0,4}[$€£¥]?[0-9][0-9.,]*"
_FILLED = r"(?:(?!to\b|and\b|but\b)[\w'’%$€£¥-]+(?:[.,][0-9]+)* ){0,8}"
_AT = "(?:in |for |at |during |of |on )?(?:the )?"
_CHANGED = (
    r"(?:[0-9%]|\b(?:cent|percent|points?|[mb]illion|more|fewer|less|up|down|changed?|unchanged|increased?|decreased?|rise|rose"
    r"|growth|grew|drop|dropped|fall|fell|decline|declined|gain|improvement))"
)
_BASE_ENGLISH = re.compile(
    rf"{_CHANGED} from (?:the )?(?:levels? )?{_AT}\Z"
    r"|\b(?:below|above|versus|vs\.?|than) (?:the )?(?:levels? )?(?:in |at |of |during )?(?:the )?(?:early |late )?\Z"
    rf"|\bthan (?:that|those) (?:[\w'’-]+ ){{0,3}}{_AT}\Z"
    rf"|\b(?:from|(?:than|from) the) {_FIGURE} {_FILLED}(?:in|for|at|during|of|on) (?:the )?\Z"
    rf"|\b(?:against|versus|vs\.?) (?:the )?{_FIGURE} {_FILLED}{_AT}\Z"
    rf"|\bcompared (?:with|to) {_FILLED}{_AT}\Z"
    r"|\b(?:from|than|over|with|to|on) (?:in |at |for )?(?:the |that of the )?(?:same|corresponding) [a-z]+"
    r" (?:of|in) \Z"
)
_OVER_YEAR = re.compile(rf"{_CHANGED} (?:over|on) (?:that of )?\Z")
"""Not a day: stood at 635,112 on 30 June."""
_SUPERLATIVE = re.compile(r"\b(?:[a-z]+est|most|least|first|worst|best)(?: [\w'’-]+){0,3} \Z")
_BASE_CHINESE = ("较", "比", "比较", "相比", "与", "同", "对比")
_FROM_CHINESE = ("由", "从", "自", "高于", "低于", "好于", "不及", "少于", "多于")
_OPENING = frozenset(("(", "（"))
_IS = re.compile("(?:同期|全年|年?底|年?末)?(?:[为是][约近]?|[:：] ?)")
"""63.6万只（2022年为74.2万只）, （2024年：35亿元）: the year of what stands in the brackets, and of nothing else."""
_OF = re.compile("(?:同期|全年|年?底|年?末|初)?的[^，。；0-9]{0,8}[0-9]")
_OF_YEAR = re.compile("(?:同期|全年|年?底|年?末|初)?的[^，。；0-9]{0,8}")
_TIMES = re.compile(
    "(?:同期|全年|年?底|年?末|初)?的(?:[约近超逾]|将近|超过)?[0-9.一二三四五六七八九十两几]+(?:多|余|点[一二三四五六七八九])?倍"
)
"""是2020年的1.8倍: the year of what a figure is so many times as much as."""
_SAME_PERIOD = re.compile("同期(?:的|水平|[约近]?[0-9.]+(?:%|成))")
"""恢复至2019年同期的77%: the year is what it is compared with."""
_BESIDE = re.compile(
    r" (?:(?!than\b|from\b|over\b|compared\b|against\b|versus\b|vs\b|below\b|above\b|since\b|to\b)[\w'’-]+ ){0,6}"
)
_IN = frozenset((" in ", " by ", " for ", " during ", " on ", " "))
_IN_BRACKET = re.compile(r"[(（](?:FY ?)?(?P<year>(?:19|20)[0-9]{2})年?[:：] ?\Z")
_WINDOW = 90
_NEAR, _YEAR_CHARS = 12, 4
_OLD_CHINESE = re.compile(
    "(?P<year>(?:上年|去年|上一年)同期|(?:上年|上一年)(?:度|全年)?|去年全年)(?:的|为|是|仅|仅为|只有|约|近|超)+[^，。；：0-9]{0,6}\\Z"
    "|(?:前年|上月|上季度?|上周|上期|上届|前一?(?:[年月周季]|星期|季度?)|(?:上|前)一(?:[年月周季期届]|星期|季度?)|同期|此前|原来|原先|原有|最初)"
    "(?:的|是|为)[^，。；：0-9]{0,6}\\Z"
)
_FROM = re.compile("[由从自](?:原来|原先|此前|最初|起初|过去|以前)?的?[^，。；：0-9年月]{0,6}\\Z")
_MOVED_TO = re.compile(
    "[^，。；0-9]{0,8}?(?:提高|增加|上升|增长|提升|下降|降低|减少|缩短|压缩|压减|扩大|调整|回落|回升|上调|下调|调升|调高|拓展|发展"
    "|[增升降涨跌减扩调])了?[到至为]"
)
_OLD_ENGLISH = re.compile(
    r"(?:\b(?:from|against|versus|vs\.?|than the)|\bcompared (?:with|to)|\b(?:higher|lower|more|less|fewer) than)"
    r" (?:about |around |nearly |some |just |only |the |an? |over |under )*\Z"
)
_LAST_YEARS = re.compile(r"\b(?P<said>(?:last|the (?:previous|prior|preceding)) year)['’]s (?:[a-z-]+ ){0,3}\Z")
_A_YEAR_EARLIER = re.compile(
    r" (?:(?!to\b)[\w'’%-]+ ){0,5}?(?P<said>a year (?:earlier|ago|before)"
    r"|(?:in |for |during )?the (?:previous|preceding|prior) year"
    r"|the year before|(?:in |for |during |over )?the same (?:period|quarter|month|months|time) "
    r"(?:last year|of last year|of the (?:previous|preceding) year|a year (?:earlier|ago)|in the previous year)"
    r"|last year)\b"
)
_EARLIER = re.compile(
    r" (?:(?!to\b)[\w'’%-]+ ){0,5}?(?:earlier|ago|before|in the (?:previous|preceding|prior) [a-z]+|last [a-z]+)\b"
)
_TO = re.compile(r" (?:(?!and\b|but\b)[\w'’%-]+ ){0,6}to (?:[a-z]+ ){0,3}[A-Z]{0,4}[$€£¥]?[0-9]")
_UP_FROM = re.compile(
    r"\b(?:up|down|increase|decrease|rise|fall|drop|growth|jump|improvement|decline|higher|lower) from"
    r" (?:about |around |nearly |some |just |only |the |an? )*\Z"
    r"|\bto [^,;]{1,40} from \Z"
)
_YEARS = re.compile("(?<![0-9-])[0-9]{4}")
_LEAP_DAY = 29


def base_pattern() -> str:
    """What a sentence must hold to state an old level."""
    return (
        "同期|[由从自]|去年全年|[上前]一?(?:[年月周季期届]|星期)|此前|原来|原先|原有|最初"
        r"|[(（](?:FY ?)?(?:19|20)[0-9]{2}年?[:：]|\b(?:from|against|versus|vs|than|compared)\b|year['’]s"
    )


class Base(NamedTuple):
    """An old level: the words that say so, as a span, and `YEAR`, `UNKNOWN` or the number of its year."""

    start: int
    end: int
    when: str


def mark_base(text: str, period: Period) -> Period:
    """The period, with the rule `BASE` where the words before it compare with it."""
    return period._replace(rule=BASE) if is_base(text, period.start, period.end) else period


def is_base(text: str, start: int, end: int) -> bool:
    """Whether a time at start:end of a folded text is one that something is compared with."""
    low, before = max(0, start - _WINDOW), text[start - 1 : start]
    if before in _OPENING and _IS.match(text, end):
        return True
    if before > "\u3400":
        if text.endswith(_BASE_CHINESE, low, start) or _TIMES.match(text, end) or _SAME_PERIOD.match(text, end):
            return True
        return text.endswith(_FROM_CHINESE, low, start) and _OF.match(text, end) is not None
    if before != " ":
        return False
    if text.startswith(("since ", "Since "), start):
        return _SUPERLATIVE.search(text, low, start) is not None
    if end - start == _YEAR_CHARS and _OVER_YEAR.search(text, low, start):
        return True
    return _BASE_ENGLISH.search(text, low, start) is not None


def find_beside(text: str, periods: list[Period], start: int, end: int) -> Period | None:
    """The time right beside a figure at start:end, of those of its sentence in order: 5 in 2020, 2020年的5."""
    behind = next((period for period in periods if period.start >= end), None)
    if behind is not None and behind.start - end < _WINDOW:
        gap = text[end : behind.start]
        if gap in _IN or (behind.rule == BASE and _BESIDE.fullmatch(gap)):
            return behind
    for period in periods:
        if period.rule == BASE and period.end <= start:
            is_bracketed = text[period.start - 1 : period.start] in _OPENING
            if (_IS if is_bracketed else _OF_YEAR).fullmatch(text, period.end, start):
                return period
    return None


def read_base(text: str, start: int, end: int, is_chinese: bool) -> Base | None:
    """Whether a figure at start:end of a folded sentence is an old level, of a time without a year."""
    low = max(0, start - _WINDOW)
    if is_chinese:
        old = _OLD_CHINESE.search(text, low, start)
        if old is not None:
            return Base(*old.span("year"), YEAR) if old["year"] else Base(*old.span(), UNKNOWN)
        moved = _FROM.search(text, max(0, start - _NEAR), start)
        if moved is not None and _MOVED_TO.match(text, end):
            return Base(*moved.span(), UNKNOWN)
    bracket = _IN_BRACKET.search(text, max(0, start - _NEAR), start)
    if bracket is not None:
        return Base(*bracket.span("year"), bracket["year"])
    return None if is_chinese else _read_english(text, low, start, end)


def _read_english(text: str, low: int, start: int, end: int) -> Base | None:
    owned = _LAST_YEARS.search(text, low, start)
    if owned is not None:
        return Base(*owned.span("said"), YEAR)
    old = _OLD_ENGLISH.search(text, low, start)
    if old is None:
        return None
    said = _A_YEAR_EARLIER.match(text, end)
    if said is not None:
        return Base(*said.span("said"), YEAR)
    is_moved = text.startswith("from ", old.start()) and _TO.match(text, end) is not None
    is_said = _UP_FROM.search(text, low, start) is not None or _EARLIER.match(text, end) is not None
    is_old = is_moved or is_said or text.startswith(("against ", "compared "), old.start())
    return Base(*old.span(), UNKNOWN) if is_old else None


def shift_year(period: Period, base: Base) -> Period:
    """The time a year before another one, said by the words of a base."""
    edtf = _YEARS.sub(lambda match: f"{int(match[0]) - 1:04d}", period.edtf).replace("-02-29", "-02-28")
    first, last = _shift(period.first), _shift(period.last) if period.last else None
    return Period(base.start, base.end, edtf, first, last, BASE)


def _shift(day: date) -> date:
    is_leap_day = day.month == 2 and day.day == _LEAP_DAY
    return day.replace(year=day.year - 1, day=_LEAP_DAY - 1 if is_leap_day else day.day)
