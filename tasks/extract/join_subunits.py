"""One amount written in a unit and its parts: 五元三毛, 3 dollars 50 cents, 2小时10分, 5 feet 2 inches."""

import re
from decimal import Decimal
from functools import cache

from ..core.numerals import read_han
from .mention import Mention
from .tables.read_tables import Subunit, subunits

_NUMBER = "[又零]?(?P<number>[0-9]{1,2}|[零一二两三四五六七八九十]{1,3})"
_INCHES = re.compile(r"-([0-9]{1,2})(?:-inch(?:es)?)?(?![0-9.,:%-])")
_INCHES_OF_A_FOOT = 12
_LINKS = frozenset((" ", " and ", ", "))


@cache
def _behind() -> dict[str, tuple[tuple[re.Pattern[str], Subunit], ...]]:
    return {
        unit: tuple((re.compile(f"{_NUMBER}(?:{'|'.join(part.words)})(?![之钟米升克])"), part) for part in parts)
        for unit, parts in subunits().items()
    }


def lengthen_by_subunits(text: str, mention: Mention) -> None:
    """Add the parts of its unit that stand right behind a Chinese mention: 五元三毛."""
    for pattern, part in _behind().get(mention.unit or "", ()):
        match = pattern.match(text, mention.end)
        number = match["number"] if match else ""
        value = Decimal(number) if number.isdecimal() and number.isascii() else read_han(number) if number else None
        if match is not None and value is not None and value < part.n_in_one:
            _add(mention, part, value, match.end())
            if mention.unit_class == "duration":
                lengthen_by_subunits(text, mention)
                return


def join_subunits(text: str, mentions: list[Mention]) -> list[Mention]:
    """English mentions with the parts of a unit joined to it: 3 dollars 50 cents."""
    joined: list[Mention] = []
    for mention in mentions:
        part = _part_of(text, joined[-1], mention) if joined else None
        if part is None or mention.value is None:
            joined.append(mention)
        else:
            _add(joined[-1], part, mention.value, mention.end)
    return joined


def add_inches(text: str, mention: Mention) -> None:
    """Add the inches of `a 6-foot-6 forward`, which stand without their unit."""
    inches = _INCHES.match(text, mention.end)
    if inches is not None and int(inches[1]) < _INCHES_OF_A_FOOT and mention.value is not None:
        mention.value, mention.end = mention.value + Decimal(inches[1]) / _INCHES_OF_A_FOOT, inches.end()


def _add(mention: Mention, part: Subunit, value: Decimal, end: int) -> None:
    """Add some parts of its unit that end at a place; a length of time is then counted in those, to stay exact."""
    if mention.unit_class == "duration" and part.unit is not None:
        mention.value, mention.unit, mention.unit_text = (mention.value or 0) * part.n_in_one + value, part.unit, None
    else:
        mention.value = (mention.value or 0) + value / part.n_in_one
    mention.end = end


def _part_of(text: str, before: Mention, after: Mention) -> Subunit | None:
    if text[before.end : after.start] not in _LINKS or before.unit is None or before.value is None:
        return None
    parts = (part for part in subunits().get(before.unit, ()) if part.unit is not None and part.unit == after.unit)
    return next((part for part in parts if after.value is not None and after.value < part.n_in_one), None)
