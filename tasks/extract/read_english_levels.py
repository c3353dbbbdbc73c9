"""English levels without a unit that a figure beside them has: from 38 hours to 31, by 2,300 tonnes to 410, to 86.4
percent from 90.1, 12 percent in May and 14 in June, double the 980 of last spring."""

import re

from ..core.numerals.read_tables import alternation
from .mention import Mention
from .read_english_bare import AT_ALL, QUALIFIER
from .tables.read_tables import months

_PLACE_OR_TIME = r"(?: (?:in|at|on|by) [\w ]{2,24}?)?(?: [a-z]+ [a-z]+)?"
_NEW_LEVEL = re.compile(rf"{_PLACE_OR_TIME},? to {QUALIFIER}")
_OLD_LEVEL = re.compile(
    rf"(?:{_PLACE_OR_TIME},? from|,?{_PLACE_OR_TIME},? (?:up|down|compared (?:with|to)|against|versus|rising|falling)"
    rf"(?: sharply| slightly)?(?: from)?(?: just| only)?) {QUALIFIER}"
)
_FROM_BEFORE = re.compile(rf"\bfrom {QUALIFIER}\Z")
_MOVES = (
    r"(?:r[oi]se[sn]?|rising|f[ae]ll(?:s|en|ing)?|gr[eo]w[sn]?|growing|(?:increas|declin|decreas|reduc|narrow|widen|shorten"
    r"|climb|jump|soar|surg|slump|dropp|slipp|improv|edg|eas|tumbl|plung|dipp|doubl|tripl|expand|lengthen|extend|lower|rais"
    r"|recover|contract|slow|accelerat|advanc)(?:ed|es?|s|ing)|drops?|slips?|slid(?:es?)?|up|down|cuts?|sank|shr[aiu]nk"
    r"|went|was|were|is|are|brought|lost|gained|added)"
)
_MOVED_BY = re.compile(rf"\b(?:by|{_MOVES}(?: by)?) {QUALIFIER}\Z")
_MOVED_TO = re.compile(rf"\b{_MOVES}\b[^.;]{{0,50}}?\b(?:to|at|was|were|is) {QUALIFIER}\Z")
_STANDS = re.compile(r",? (?:up|down|compared|against|versus|rising|falling)\b")
_TIME = rf"(?:(?:early |late |mid-)?(?:19|20)[0-9]{{2}}|{alternation(months())}(?: (?:19|20)[0-9]{{2}})?)"
_IN_TIME = re.compile(rf" (?:in|at the end of) {_TIME}(?:,| and|, and|, but|;| to| against) {QUALIFIER}")
_AT_TIME = re.compile(rf" (?:in|at the end of) {_TIME}\b")
_IN_SUBJECT = re.compile(rf" in [a-z]+(?: [a-z]+)?(?:,| and|, and|, against) {QUALIFIER}")
_AT_SUBJECT = re.compile(" in [a-z]")
"""512 in mathematics and 498 in reading."""
_TO_BEFORE = re.compile(rf"\b(?:to|at|was|were|is) {QUALIFIER}\Z")
_FROM_OLD = re.compile(rf" from {QUALIFIER}")
_MULTIPLE = re.compile(
    r"\b(?:the same as|equal to|double|twice|triple|treble|half|times|more than|fewer than|less than|above|below)"
    rf" (?:the|last year's|its) {QUALIFIER}\Z"
)
_AT_MULTIPLE = re.compile(
    r"(?=[,.;)]|$| (?:of (?:the |a |last |[12][0-9]{3}\b)|in|on|a|seen|recorded|reported|sold|paid"
    r"|made|registered|last|handled|carried|issued|built|treated"
    r"|at|before|during|then|it|they|two|three|five|ten)\b| [a-z]+ (?:earlier|ago|before)\b)"
)
_SCALED = re.compile(r"illion|thousand|[0-9](?:m|bn|k)\b")
_LEVEL_OF = {"percentage_point": ("percent", "ratio"), "basis_point": ("percent", "ratio")}
"""What a level is told in that moves by so many points."""
_WINDOW, _FAR = 80, 60
_FAR_SCALE = 50


def read_level(text: str, told: list[Mention], mention: Mention) -> bool:
    """Give a bare level the unit of the one that it is moved from, moved by, told beside or a multiple of.

    `told` are the figures before it in order. Where that is written with `million` and this is not, it stays open.
    """
    before = told[-1] if told else None
    if before is None or mention.value is None:
        return False
    if before.unit == "times" or (before.unit == "fraction" and len(told) > 1):
        before = told[-2] if len(told) > 1 else before
    if before.unit is None or before.value is None or not _is_level(text, before, told[-1], mention):
        return False
    if _is_far_in_scale(text, before, mention):
        return False
    unit = _LEVEL_OF.get(before.unit, (before.unit, before.unit_class))
    mention.unit, mention.unit_class = unit
    mention.metric, mention.currency = before.metric, before.currency
    mention.rule, mention.confidence = "english-new-level", 0.7
    return True


def share_old(text: str, new: Mention, old: Mention) -> None:
    """Give the first of two levels the unit that only the second has: eased to 7.1 from 8.6 per cent."""
    if new.unit is not None or old.unit_class != "ratio" or old.unit == "times" or new.is_chinese:
        return
    is_moved = _FROM_OLD.fullmatch(text, new.number_end, old.start) is not None
    if is_moved and _TO_BEFORE.search(text, max(0, new.start - _WINDOW), new.start):
        new.unit, new.unit_class, new.rule, new.confidence = old.unit, old.unit_class, "english-new-level", 0.7


def _is_level(text: str, before: Mention, last: Mention, mention: Mention) -> bool:
    start, at, low = mention.start, mention.number_end, max(0, before.start - _WINDOW)
    if start - last.end > _FAR:
        return False
    if _MULTIPLE.search(text, last.start, start):
        return _AT_MULTIPLE.match(text, at) is not None and before.unit_class != "ratio"
    if last is not before:
        return False
    if AT_ALL.match(text, at) is None:
        return False
    if _NEW_LEVEL.fullmatch(text, before.end, start):
        is_moved = before.unit != "percent" and _MOVED_BY.search(text, low, before.start) is not None
        return is_moved or _FROM_BEFORE.search(text, low, before.start) is not None
    if _OLD_LEVEL.fullmatch(text, before.end, start):
        is_count = before.unit_class == "count"
        is_told = _STANDS.match(text, before.end) is not None and not is_count
        return is_told or _MOVED_TO.search(text, low, before.start) is not None
    if before.unit == "point" and _IN_SUBJECT.fullmatch(text, before.end, start):
        return _AT_SUBJECT.match(text, at) is not None
    return _IN_TIME.fullmatch(text, before.end, start) is not None and _AT_TIME.match(text, at) is not None


def _is_far_in_scale(text: str, before: Mention, mention: Mention) -> bool:
    """Whether one is written with a scale and the other is not, so that it is open which they share."""
    scaled = [_SCALED.search(text, m.number_start, m.number_end + 2) is not None for m in (before, mention)]
    if scaled[0] == scaled[1] or not before.value or not mention.value:
        return False
    return abs(before.value / mention.value) > _FAR_SCALE or abs(mention.value / before.value) > _FAR_SCALE
