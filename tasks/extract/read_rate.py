"""Rates in so many of a round number: 6.8/10万, 2.1 per thousand, 12 deaths per 100,000 people."""

import re
from decimal import Decimal

from ..core.numerals import Numeral
from .mention import Mention, Sentence
from .read_unit import set_unit
from .tables.read_tables import Unit

_PER = re.compile(
    r"(?: ?/ ?| per )(?:(?P<permille>1,?000(?!,?[0-9])|thousand\b|千(?![一-龥]))"
    r"|(?P<per_10000>10,?000(?!,?[0-9])|ten thousand\b|1?万(?![一-龥]))"
    r"|(?P<per_100000>100,?000(?!,?[0-9])|(?:a |one )?hundred thousand\b|(?:10|十)万)"
    r"|(?P<per_million>1,?000,?000(?!,?[0-9])|(?:a |one )?million\b|(?:100|百)万))"
)
_BASES = frozenset(Decimal(10) ** power for power in range(2, 10))
_EVERY = ("每", "每 ", " per ", " for every ")
_SHARES = ("股", " shares")
_EACH_BEFORE = re.compile("每(?:[百千万]|[十百]万|1?[05]0*万|100+(?!0)|1,000)[^，。；、,;0-9]{1,24}\\Z")
_PER_BEHIND = re.compile(
    r"[a-z -]{0,40} (?:per|for every|to every) "
    r"(?:100?|1,?000|10,?000|100,?000|1,000,000|(?:hundred |ten )?thousand|million)(?![0-9,])"
)
_WINDOW = 32
_SIGNS = frozenset("$£€¥")
_OPENINGS = ("/", " /", " per ")


def read_rate(sentence: Sentence, numeral: Numeral) -> Mention | None:
    """A bare number with what it is a rate of as a unit of the class `ratio`; None when nothing of the kind follows.

    `$3 per million` is money.
    """
    text, end = sentence.folded, numeral.end
    if text[numeral.start - 1 : numeral.start] in _SIGNS:
        return None
    match = _PER.match(text, end) if text.startswith(_OPENINGS, end) else None
    if match is None or match.lastgroup is None:
        return None
    mention = Mention(numeral.start, numeral.end, numeral.value, numeral.start, numeral.end)
    set_unit(sentence, mention, Unit(match.lastgroup, "ratio"), *match.span(), "rate")
    return mention


def is_base(text: str, mention: Mention) -> bool:
    """Whether a number is the round one that others are counted by: 每10万人, `per 100,000 people`."""
    is_each = text.endswith(_EVERY, 0, mention.start) and mention.value is not None
    return is_each and (mention.value in _BASES or text.startswith(_SHARES, mention.number_end))


def is_per_many(text: str, mention: Mention) -> bool:
    """Whether a figure is told of so many people or things: 每千人口执业医师3.62人, `3.62 doctors per 1,000 people`."""
    before = _EACH_BEFORE.search(text, max(0, mention.start - _WINDOW), mention.start)
    return (before or _PER_BEHIND.match(text, mention.end)) is not None
