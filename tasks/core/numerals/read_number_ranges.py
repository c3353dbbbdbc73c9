"""Ranges of numbers and bounds in either language: 大于10小于20, 五百多, between 20 and 30, no less than 30.

Both ends of a range that is named by two numbers belong to it; a bound says itself whether its number does.
"""

import re
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from .numeral import Numeral
from .read_any_chinese import make_narrow, read_any_chinese
from .read_any_english import read_any_english
from .read_tables import read_rows


class NumberRange(NamedTuple):
    """Numbers between two ends, None where there is none: span, ends, and whether each end belongs to it."""

    start: int
    end: int
    low: Decimal | None
    high: Decimal | None
    has_low: bool = True
    has_high: bool = True


_WINDOW = 40
_LINK = re.compile(r"\s*(?:到|至|[-–—~～]|and|和|与|to|through)\s*\Z")
_HYPHENS = frozenset("-−")
_FROM = re.compile(r"(?:从|位于|在|[Ff]rom|[Bb]etween)(?:\s+the)?\s*\Z")
_BETWEEN_ONLY = re.compile(r"\s*(?:and|和|与)\s*\Z")
_BETWEEN_AFTER = re.compile(r"\s*之?间")
_JOIN = re.compile(r"\s*(?:的?同时|并且?|且|[,，]|and|but|\s)*\s*\Z")
_THAN, _MORE, _UPWARD = re.compile(r"比\s*\Z"), re.compile(r"\s*([大高多低小少])"), frozenset("大高多")
_VAGUE = re.compile("[余餘多几幾]")
_VAGUE_SCALE = re.compile("([余餘多几幾])([万萬亿億])?")
_SCALES = {"万": Decimal(10**4), "萬": Decimal(10**4), "亿": Decimal(10**8), "億": Decimal(10**8)}
_PHONE = re.compile(r"\+?[0-9]+-[0-9]+-")


@cache
def _comparisons(lang: str, side: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    end = r"\s*\Z" if side == "before" else ""
    return tuple(
        (sign, re.compile(f"(?:{words.replace(' ', '|').replace('_', ' ')}){end}", re.IGNORECASE))
        for of, where, sign, words in read_rows("comparisons.tsv")
        if (of, where) == (lang, side)
    )


def read_number_ranges(text: str, lang: str) -> list[NumberRange]:
    """The ranges and bounds of a text in order; `lang` is zh or en. A bare number is none."""
    plain = make_narrow(text)
    if _PHONE.search(plain):
        return []
    numerals = read_any_chinese(plain) if lang == "zh" else read_any_english(plain)
    found: list[NumberRange] = []
    for at, numeral in enumerate(numerals):
        end = found[-1].end if found else 0
        if numeral.start < end:
            continue  # the second number of a pair
        pair = _read_pair(plain, numeral, numerals[at + 1]) if at + 1 < len(numerals) else None
        bound = pair or _read_bound(plain, numeral, lang, end)
        if bound is not None:
            found.append(bound)
    return _merge(plain, found)


def _read_pair(text: str, first: Numeral, second: Numeral) -> NumberRange | None:
    link = text[first.end : second.start]
    low, high = first.value, second.value
    if text[second.start] in _HYPHENS and not link.strip():
        link, high = "-", abs(high)  # 1000 -5000
    if not _LINK.match(link) or low >= high:
        return None
    opening = _FROM.search(text, max(0, first.start - _WINDOW), first.start)
    closing = _BETWEEN_AFTER.match(text, second.end)
    if _BETWEEN_ONLY.match(link) and not (opening or closing):
        return None
    start = opening.start() if opening else first.start
    return NumberRange(start, closing.end() if closing else second.end, low, high)


def _read_bound(text: str, numeral: Numeral, lang: str, low: int) -> NumberRange | None:
    low = max(low, numeral.start - _WINDOW)
    if lang == "zh":
        special = _read_than(text, numeral, low) or _read_vague(text, numeral)
        if special is not None:
            return special
    before = _find_before(text, numeral, lang, low)
    for sign, pattern in _comparisons(lang, "after"):
        match = pattern.match(text, numeral.end)
        if match is not None and sign == "=":  # less than 5000 or equal
            return _bound(numeral.value, before[0] + "=", before[1], match.end()) if before else None
        if match is not None:
            start = before[1] if before and before[0] in ("=", sign, sign[0]) else numeral.start
            return _bound(numeral.value, sign, start, match.end())
    return _bound(numeral.value, before[0], before[1], numeral.end) if before else None


def _read_than(text: str, numeral: Numeral, low: int) -> NumberRange | None:
    """比四分之一大, 比170低."""
    than = _THAN.search(text, low, numeral.start)
    more = _MORE.match(text, numeral.end) if than else None
    if than is None or more is None:
        return None
    return _bound(numeral.value, ">" if more[1] in _UPWARD else "<", than.start(), more.end())


def _find_before(text: str, numeral: Numeral, lang: str, low: int) -> tuple[str, int] | None:
    """Sign and start of the longest comparison in front of a number."""
    found = [
        (match.start(), sign)
        for sign, pattern in _comparisons(lang, "before")
        if (match := pattern.search(text, low, numeral.start)) is not None
    ]
    if not found:
        return None
    start, sign = min(found)
    is_arrow = text[start] in "<>=" and text[start - 1 : start] in ("<", ">", "=")
    return None if is_arrow else (sign, start)


def _bound(value: Decimal, sign: str, start: int, end: int) -> NumberRange:
    if sign == "=":
        return NumberRange(start, end, value, value)
    is_in = sign.endswith("=")
    if sign[0] == ">":
        return NumberRange(start, end, value, None, has_low=is_in)
    return NumberRange(start, end, None, value, has_high=is_in)


def _read_vague(text: str, numeral: Numeral) -> NumberRange | None:
    """五百多, 二百三十余万, 十几万多亿: some more than the number."""
    behind = _VAGUE_SCALE.match(text, numeral.end)
    if behind is not None:
        value = numeral.value * _SCALES.get(behind[2] or "", Decimal(1))
        return NumberRange(numeral.start, behind.end(), value, None, has_low=False)
    if _VAGUE.search(text, numeral.start, numeral.end):
        return NumberRange(numeral.start, numeral.end, numeral.value, None, has_low=False)
    return None


def _merge(text: str, bounds: list[NumberRange]) -> list[NumberRange]:
    """Two bounds side by side make one range where a number can lie between them."""
    merged: list[NumberRange] = []
    for bound in bounds:
        before = merged[-1] if merged else None
        if before is not None and _JOIN.fullmatch(text[before.end : bound.start]) and _can_join(before, bound):
            low, high = (before, bound) if before.low is not None else (bound, before)
            merged[-1] = NumberRange(before.start, bound.end, low.low, high.high, low.has_low, high.has_high)
        else:
            merged.append(bound)
    return merged


def _can_join(one: NumberRange, other: NumberRange) -> bool:
    low, high = (one, other) if one.low is not None else (other, one)
    if low.low is None or high.high is None or low.high is not None or high.low is not None:
        return False
    return low.low < high.high
