"""Where a document in traditional characters is at home that names no place: by bodies and words of one place alone.

Its bare 元 is then the dollar of that place: a figure in yuan would be wrong and look right.
"""

import re
from collections import Counter
from functools import cache
from typing import NamedTuple

from ...core.numerals.read_tables import alternation
from ..tables.read_tables import read_rows
from .find_places import Found
from .gazetteer import Place, places_by_code

HOME = "place-home-word"
"""The rule of a place that words of its own stand for."""
_READ_CHARS = 20_000


class Home(NamedTuple):
    """A place and its currency, of a word."""

    code: str
    currency: str


@cache
def _homes() -> dict[str, Home]:
    return {word: Home(code, money) for code, money, words in read_rows("home_words.tsv") for word in words.split("|")}


@cache
def _words() -> re.Pattern[str]:
    return re.compile(alternation(_homes()))


def find_home(text: str) -> Found | None:
    """The first word of the place that most such words of a folded document belong to; None when two are as many."""
    found = list(_words().finditer(text, 0, _READ_CHARS))
    counts = Counter(_homes()[match.group()].code for match in found).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    code = counts[0][0]
    first = next(match for match in found if _homes()[match.group()].code == code)
    return Found(*first.span(), places_by_code()[code], HOME)


def is_region(place: Place) -> bool:
    """Whether a place is Hong Kong, Macao or Taiwan, or lies there."""
    return currency_of(place) is not None


def currency_of(place: Place | None) -> str | None:
    """The currency of Hong Kong, Macao or Taiwan; None elsewhere."""
    if place is None:
        return None
    return next((home.currency for home in _homes().values() if home.code == place.province_code), None)
