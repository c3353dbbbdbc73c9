"""How a figure becomes a change: direction, measure, and what it is compared with."""

import re
from functools import cache

from ..core.numerals.read_tables import alternation
from .mention import Mention
from .tables.read_tables import base_periods

_SIGNS = frozenset("+＋-－−")
_SIGNED_BEHIND = ("(", "（", "同比", "环比", "按年", "按月")
_YEAR = "(?<![0-9])((?:19|20)[0-9]{2}|[一二][〇零○九][〇零○一二三四五六七八九]{2}|1[0-4][0-9])年"
_STATED_YEAR, _THAN_YEAR = re.compile(_YEAR), re.compile(f"[较比]{_YEAR}(?:的?同[期月季]|全年|度)?")
_YEAR_ENGLISH = re.compile(r"(?<![0-9.,/-])((?:19|20)[0-9]{2})(?![0-9/-]|[.,][0-9])")
_THAN_YEAR_ENGLISH = re.compile(
    r" (?:[a-z]+ ){0,3}?(?:than|over|on|from|compared (?:with|to)) (?:in |that of |that in )?((?:19|20)[0-9]{2})"
    r"(?=[,.;)]|$| (?:and|but|while)\b)"
)
_HAN_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_CLAUSE_END = re.compile("[，。；;]|,(?![0-9])")
_SINCE_THEN = re.compile(
    "(?:[与同和]|相?[较比])(?P<base>[上去]年(?:同期|同月|同季)?|上月(?:同期)?|[上前]一?(?:季度?|年|月)(?:同期)?)(?:相比|比较|对比|相较)[，,]"
)
"""与上年同期相比，…: with what all the changes behind it are compared."""
WINDOW, SHARE_WINDOW, _PART = 60, 50, 160
SHARES = frozenset(("percent", "fraction"))
RATIOS = frozenset(("percent", "permille", "times", "fraction"))


def mark_change(mention: Mention, direction: str, cue: str) -> None:
    """Make a figure a change, of percent or of an amount; `cue` are the words that say so."""
    mention.kind, mention.direction, mention.cue = "change", direction, cue
    mention.measure = "change_pct" if mention.unit in RATIOS else "change_abs"
    mention.rule += "-change"


def find_base(text: str) -> str | None:
    """The base period that a text names: 同比, year-on-year, from a year earlier; the first of several."""
    pattern, periods = find_base_periods()
    found = pattern.search(text)
    return periods[found.group().lower()] if found else None


@cache
def find_base_periods() -> tuple[re.Pattern[str], dict[str, str]]:
    """The words that name what a change is compared with, as one pattern, and the base period of each."""
    periods = base_periods("zh") | base_periods("en")
    return re.compile(alternation(periods), re.IGNORECASE), periods


def set_base(text: str, mention: Mention) -> None:
    """The base period from the clause of the figure: 同比, year-on-year, from a year earlier."""
    pattern, periods = find_base_periods()
    low = max(0, mention.start - WINDOW)
    cut = max(text.rfind(mark, low, mention.start) for mark in "，。；;、")
    found = [match.group() for match in pattern.finditer(text, max(low, cut + 1), mention.start)]
    if not found:
        high = mention.end + WINDOW
        stop = _CLAUSE_END.search(text, mention.end, high)
        found = [match.group() for match in pattern.finditer(text, mention.end, stop.start() if stop else high)][:1]
    if found:
        mention.base_period, mention.base_cue = periods[found[-1].lower()], found[-1]
    elif mention.is_chinese and (than := _THAN_YEAR.search(text, max(low, cut + 1), mention.start)) is not None:
        stated = list(_STATED_YEAR.finditer(text, 0, than.start()))
        if stated and _read_year(stated[-1][1]) == _read_year(than[1]) + 1:
            mention.base_period, mention.base_cue = "yoy", than.group()
    elif not mention.is_chinese:
        _set_base_of_year(text, mention)
    if mention.is_chinese and mention.base_period is None:
        _set_base_of_part(text, mention)


def _set_base_of_year(text: str, mention: Mention) -> None:
    """`In 2023 … 1,118 more than in 2022`: the year that is compared with is the one before the year in front."""
    than = _THAN_YEAR_ENGLISH.match(text, mention.end)
    stated = _YEAR_ENGLISH.findall(text, 0, mention.start) if than is not None else []
    if than is not None and stated and int(stated[-1]) == int(than[1]) + 1:
        mention.base_period, mention.base_cue = "yoy", than.group().strip()


def _set_base_of_part(text: str, mention: Mention) -> None:
    """The base period that the part of a sentence begins with, for all the changes in it."""
    low = max(text.rfind(mark, 0, mention.start) for mark in "。；\n") + 1
    found = list(_SINCE_THEN.finditer(text, max(low, mention.start - _PART), mention.start))
    if found:
        said = found[-1]
        base = find_base(said["base"] if "同" in said["base"] else f"较{said['base']}")
        mention.base_period, mention.base_cue = base, said["base"] if base else None


def _read_year(written: str) -> int:
    return int(written.translate(_HAN_DIGITS))


def read_signed_change(text: str, mention: Mention) -> None:
    """Make a ratio with a sign in brackets or behind 同比 a change: `Food (+3.2%)`, 百货公司货品（-15.9%）."""
    sign = text[mention.start - 1 : mention.start] if mention.value is not None and mention.value > 0 else ""
    at = mention.start - 1 if sign in _SIGNS and sign else mention.start
    sign = text[at : at + 1]
    if sign not in _SIGNS or not text.endswith(_SIGNED_BEHIND, max(0, at - 2), at) or mention.value is None:
        return
    mark_change(mention, "increase" if sign in "+＋" else "decrease", sign)
    mention.value = abs(mention.value)
    set_base(text, mention)
