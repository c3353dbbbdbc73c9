"""English figures whose unit stands elsewhere than behind them: magnitudes, the dead and injured, parts of a number,
and counts that move: claims rose by 13,000 to 231,000, 14 of its 60 stores, killing at least 55."""

import re

from .mention import Mention, Sentence
from .read_chinese_points import MAGNITUDE
from .read_english_noun import singularize
from .read_unit import set_unit
from .tables.read_tables import Unit

QUALIFIER = (
    "(?:at least |more than |over |about |around |nearly |almost |some |up to |an estimated |another |less than "
    "|fewer than )?"
)
_QUAKE_BEFORE = re.compile(r"\b[Mm]agnitude[ -](?:of )?(?:about |around |at least )?\Z")
_QUAKE_AFTER = re.compile(r"[ -](?:magnitude\b|on the Richter\b)")
_HARMED = re.compile(
    r"\b(?:kill(?:ing|ed|s)|injur(?:ing|ed|es)|wound(?:ing|ed|s)|displac(?:ing|ed)|hospitali[sz](?:ing|ed))"
    rf" {QUALIFIER}\Z"
)
_HARMED_AFTER = re.compile(r"(?=[,.;:)]|$| (?:and|in|on|at|after|when|including|others|more|dead|injured)\b)")
_LEFT_AFTER = re.compile(
    " (?:injured|dead|homeless|wounded|missing|displaced|stranded|unaccounted|[0-9]{1,3}-year-olds)\\b"
)
_OF_ALL = re.compile(
    r" of (?:(?:the |its |an? )?(?:[\w-]+ ){0,2}[\w-]+'s? |its|the|their|all|his|her|our|these|those|some"
    r"|about|around|nearly|more than|over| )*\Z"
)
_MOVED = re.compile(
    r"(?:^|[ \"“(])(?<!\bto )(?<!\bfor )(?<!\bwith )(?P<noun>[A-Za-z][a-z]+)"
    r"(?: (?:from|of|in|among|at|by|for) (?:[\w'’-]+ ){0,2}[\w'’-]+)?"
    r"(?: had| has| have)?"
    r" (?:r[oi]se[sn]?|fell|falls?|fallen|dropp?(?:ed|s)?|grew|grows?|increased?s?|decreased?s?|climb(?:ed|s)?"
    r"|jump(?:ed|s)?|soar(?:ed|s)?|declined?s?|slump(?:ed|s)?|surged?s?|slipp?(?:ed|s)?)"
    r"(?: (?:by|to|from|in|a|last|year|month|week|earlier|sharply|slightly|further"
    r"|[0-9][0-9,.]*(?: million| billion| ?%| per ?cent)?))*"
    rf" {QUALIFIER}\Z"
)
_LINKS = ("to ", "from ", "by ", "than ", "about ", "around ", "nearly ", "almost ", "over ", "least ", "some ")
_DEGREES = {"C": Unit("degree_celsius", "temperature"), "F": Unit("degree_fahrenheit", "temperature")}
_WEATHER = re.compile(
    r"[Tt]emperatures?\b|\b(?:heat|mercury|thermometers?|degrees|forecast|heatwave|weather|scorching|swelter)"
)
_WINDOW, LONG_WINDOW = 48, 110
AT_ALL = re.compile(
    r"(?=[,.;:)]|$| (?:in|from|to|by|a|last|this|on|after|since|while|as|between|during|over|at|for|and)\b)"
)
_NO_COUNTS = frozenset(
    (
        "list",
        "sale",
        "profit",
        "price",
        "cost",
        "share",
        "revenue",
        "rate",
        "yield",
        "earning",
        "loss",
        "asset",
        "income",
    )
)
"""Nouns in the plural that are amounts of money or prices, of which a bare number says nothing."""


def read_magnitude(sentence: Sentence, mention: Mention) -> bool:
    """`a magnitude 6.1 earthquake`, `7.5-magnitude`, `6.2 on the Richter scale`."""
    text, at = sentence.folded, mention.number_end
    behind = _QUAKE_AFTER.match(text, at)
    if behind is None and not _QUAKE_BEFORE.search(text, max(0, mention.start - 24), mention.start):
        return False
    set_unit(sentence, mention, MAGNITUDE, at, at, "english-magnitude")
    mention.unit_text = None
    return True


def read_centigrade(sentence: Sentence, mention: Mention) -> bool:
    """`41.3C`, `90F` where a sentence speaks of the weather; elsewhere they name seats, flats and grades."""
    text, at = sentence.folded, mention.number_end
    unit = _DEGREES.get(text[at : at + 1])
    if unit is None or text[at + 1 : at + 2].isalnum() or not _WEATHER.search(text):
        return False
    set_unit(sentence, mention, unit, at, at + 1, "english-degrees")
    return True


def read_harmed(text: str, mention: Mention) -> bool:
    """People, where no noun follows: `killing at least 55 and injuring 380`, `left 1,500 hurt`, `two 18-year-olds`."""
    if _LEFT_AFTER.match(text, mention.number_end):
        count_as(mention, "person", "english-harmed")
        return True
    if text[mention.start - 1 : mention.start] != " " or not _HARMED_AFTER.match(text, mention.number_end):
        return False
    if not _HARMED.search(text, max(0, mention.start - _WINDOW), mention.start):
        return False
    count_as(mention, "person", "english-harmed")
    return True


def read_moved(text: str, mention: Mention) -> bool:
    """`Jobless claims rose by 13,000 to 231,000`: the plural subject of a verb of change names what is counted."""
    if not text.endswith(_LINKS, 0, mention.start) or not AT_ALL.match(text, mention.number_end):
        return False
    low = max(0, mention.start - LONG_WINDOW)
    subject = _MOVED.search(text, low, mention.start)
    noun = singularize(subject["noun"]) if subject else None
    if subject is None or noun is None or noun in _NO_COUNTS:
        return False
    count_as(mention, noun, "english-moved")
    mention.metric = subject.span("noun")
    return True


def share_whole(text: str, before: Mention, after: Mention) -> bool:
    """Give the first number of `14 of its 60 stores` the noun of the second."""
    if before.unit is not None or before.value is None or after.unit_class != "count" or after.value is None:
        return False
    if before.value > after.value or not _OF_ALL.match(text[before.number_end : after.start]):
        return False
    before.unit, before.unit_class, before.metric = after.unit, after.unit_class, after.metric
    before.rule, before.confidence = "english-part", 0.7
    return True


def count_as(mention: Mention, noun: str, rule: str) -> None:
    """Make a number a count of a noun."""
    mention.unit, mention.unit_class, mention.rule, mention.confidence = noun, "count", rule, 0.7
