"""Places in an order and the group in which they are held, in both languages."""

import re
from functools import cache

from ...core.numerals.read_han import read_han
from ...core.numerals.read_tables import alternation
from ..tables.read_tables import rank_scopes

ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
    "nineteenth", "twentieth",
)  # fmt: skip
CARDINALS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ROUND = {"hundred": 100, "dozen": 12, "twenty": 20, "fifty": 50, "thirty": 30, "top": 1}
BOUNDS = r"(?:[0-9]{1,3}|ten|five|three|twenty|hundred|fifty|four|six|two|thirty)"
ENGLISH_RANK = (
    rf"(?:{'|'.join(ORDINALS)}|[1-9][0-9]{{0,2}}(?:st|nd|rd|th)|[Nn]o\.? ?[1-9][0-9]{{0,2}}"
    r"|[Nn]umber (?:one|two|three|[1-9])|#[1-9][0-9]?)"
)
CHINESE_NUMBER = "[0-9一二三四五六七八九十百两]{1,4}"
_DIGITS = re.compile("[0-9]{1,3}")
_SCOPE_LOOK = 90
_HIGHEST = 1000


def read_english_rank(words: str) -> int | None:
    """The place that English words state (first, 12th, No. 3, top ten); None when they state none."""
    digits = _DIGITS.search(words)
    if digits:
        return int(digits[0])
    lower = words.lower().split()
    for word in reversed(lower):
        part = word.split("-")[0]
        for names in (ORDINALS, CARDINALS):
            if part in names:
                return names.index(part) + 1
    return (
        {"hundred": 100, "dozen": 12, "twenty": 20, "fifty": 50, "thirty": 30, "top": 1}.get(lower[-1])
        if lower
        else None
    )


def read_chinese_rank(words: str) -> int | None:
    """The place that a Chinese numeral states; None when it is no whole number from 1 to 1,000."""
    if words == "百":
        return 100
    value = read_han(words)
    return int(value) if value is not None and value == int(value) and 1 <= value <= _HIGHEST else None


@cache
def _english_scope() -> re.Pattern[str]:
    words = alternation(sorted(rank_scopes("en")))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def _chinese_scope() -> re.Pattern[str]:
    return re.compile(alternation(sorted(rank_scopes("zh"))))


def find_english_scope(text: str, start: int, end: int) -> str | None:
    """The group named first in text[start:end]; None when it is none of the table."""
    match = _english_scope().search(text, start, min(end, start + _SCOPE_LOOK))
    return rank_scopes("en")[match[0].lower()] if match else None


def find_chinese_scope(text: str, start: int, end: int) -> str | None:
    """The group named first in text[start:end]; None when it is none of the table."""
    match = _chinese_scope().search(text, max(start, end - _SCOPE_LOOK), end)
    return rank_scopes("zh")[match[0]] if match else None
