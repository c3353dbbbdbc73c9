"""`m` right behind digits in press English: 7.6m patients are millions, a track 300m long is metres, 5m is open.

Source of the usage: the style guides of the British press (m for million behind figures, metres spelt out).
"""

import re
from decimal import Decimal

from .mention import Mention
from .read_english_noun import read_noun_phrase
from .tables.read_tables import word_set

MILLIONS = "english-millions"
_MILLION = Decimal(10) ** 6
_SIGN = re.compile(r"m(?![A-Za-z0-9²³/^])(?!-(?![$£€]?[0-9][0-9.]*m\b))")
_UNTIL = re.compile(r"m(?:[-–—]| to | and )[0-9][0-9.]{0,8}(?=m\b)")
"""The first `m` of a range is what the second is."""
_LENGTH_AFTER = re.compile(
    r" ?(?:[x×*]|(?:long|high|tall|wide|deep|thick|above|below|away|apart|across|upstream|offshore"
    r"|north|south|east|west|in (?:length|height|width|depth|diameter|altitude)"
    r"|of (?:the|road|cable|pipe|coast|track|fabric|cloth))\b)"
)
_LENGTH_BEFORE = re.compile(
    r"\b(?:heights?|lengths?|depths?|widths?|distances?|altitudes?|elevations?|diameters?|radius|range|every|within|gauge"
    r"|high|long|deep|wide|tall|measur\w+|cleared|jump(?:s|ed)?|leapt|leaps?|vault(?:s|ed)?|thr[eo]wn?|throws?|stretch\w+|(?:kilo|centi|milli)?met(?:er|re)s?|km|cm|mm|feet|ft)\b"
)
_MOVED = re.compile(
    r"\b(?:to|from|by|of|at|reached|hit|totall?ed|than)(?: (?:about|around|over|nearly|almost|some))? \Z"
)
_MEASURE = re.compile(r" (?:TEUs?|people|tons?|tonnes?|barrels|hectares|acres|mu|litres|liters|bushels|dwt)\b")
_WINDOW = 60


def is_million_sign(text: str, at: int) -> bool:
    """Whether an `m` by itself stands at a place."""
    return text[at : at + 1] == "m" and _SIGN.match(text, at) is not None


def counts_millions(text: str, at: int) -> bool:
    """Whether `m` at a place says how many million of what follows: 7.6m patients, 178m tonnes; not 100m hurdles."""
    until = _UNTIL.match(text, at)
    if until is not None:
        at = until.end()
    if _MEASURE.match(text, at + 1):
        return True
    phrase = read_noun_phrase(text, at + 1, is_singular=False) if text[at + 1 : at + 2] == " " else None
    if phrase is None or _LENGTH_AFTER.match(text, at + 1):
        return False
    first = text[phrase.start :].split(" ", 1)[0].lower()
    return phrase.head not in word_set("measured_in_meters") and first not in word_set("measured_in_meters")


def is_length(text: str, mention: Mention) -> bool:
    """Whether `m` behind a number is metres: a word of length is near, or nothing speaks of a number."""
    low, at = max(0, mention.start - _WINDOW), mention.number_end
    if _LENGTH_AFTER.match(text, at + 1) or _LENGTH_BEFORE.search(text, low, mention.start):
        return True
    is_whole = mention.value is not None and mention.value == mention.value.to_integral_value()
    return is_whole and _MOVED.search(text, low, mention.start) is None


def read_millions(mention: Mention) -> None:
    """Make the number one of millions, its sign a part of it."""
    mention.value = (mention.value or Decimal(0)) * _MILLION
    mention.number_end, mention.rule = mention.number_end + 1, MILLIONS
