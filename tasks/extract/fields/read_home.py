"""Where a document in traditional characters is at home that names no place: by bodies and words of one place alone.

Its bare 元 is then the dollar of that place: a figure in yuan would be wrong and look right.
"""

import re
from collections import Counter
from collections.abc import Iterable
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
    """A place and its currency, of a word; whether the word names more than its money."""

    code: str
    currency: str
    is_body: bool


@cache
def _homes() -> dict[str, Home]:
    rows = read_rows("home_words.tsv")
    return {word: Home(code, money, kind == "body") for code, money, kind, words in rows for word in words.split("|")}


@cache
def _words() -> re.Pattern[str]:
    return re.compile(alternation(_homes()))


def find_home(text: str) -> Found | None:
    """The first word of the place that most such words of a folded document belong to, if one names more than money.

    None when two places have as many.
    """
    found = list(_words().finditer(text, 0, _READ_CHARS))
    code = _most(_homes()[match.group()].code for match in found)
    bodies = (match for match in found if _homes()[match.group()].code == code and _homes()[match.group()].is_body)
    first = next(bodies, None)
    return Found(*first.span(), places_by_code()[code], HOME) if first is not None and code is not None else None


def find_currency(text: str) -> str | None:
    """The currency that most such words of a folded document belong to; None when two have as many."""
    return _most(_homes()[match.group()].currency for match in _words().finditer(text, 0, _READ_CHARS))


def _most(values: Iterable[str]) -> str | None:
    counts = Counter(values).most_common(2)
    return None if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]) else counts[0][0]


def is_region(place: Place) -> bool:
    """Whether a place is Hong Kong, Macao or Taiwan, or lies there."""
    return currency_of(place) is not None


def currency_of(place: Place | None) -> str | None:
    """The currency of Hong Kong, Macao or Taiwan; None elsewhere."""
    if place is None:
        return None
    return next((home.currency for home in _homes().values() if home.code == place.province_code), None)
