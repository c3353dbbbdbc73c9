"""English figures that are compared with what a sentence counts, and have no noun of their own.

`up from 655`, `a decrease of 282`, `1,100 fewer than a year before`, `an average of 29,568 per game`,
`from 38 hours to 31`.
"""

import re

from .mention import Mention
from .read_english_bare import AT_ALL, LONG_WINDOW, QUALIFIER, count_as

_COMPARED_AFTER = re.compile(r" (?:more|fewer|less|higher|lower) than (?:[Ii]n |the |a |at |last |its |[12][0-9]{3})")
_CHANGE_OF = re.compile(
    rf"\b(?:an?|the) (?:[a-z]+ ){{0,2}}(?:increase|decrease|rise|fall|drop|decline|reduction|gain|growth|jump|loss) of "
    rf"{QUALIFIER}\Z"
)
_OLD_LEVEL = re.compile(
    rf"\b(?:(?:up|down|increased|decreased|rise|fall|drop|increase|rising|falling) from"
    rf"|compared (?:with|to)|against|versus) {QUALIFIER}\Z"
)
_TOTAL_TO = re.compile(
    rf"\b(?:bring(?:ing|s)?|brought|tak(?:ing|es)|took|lift(?:ing|ed)|rais(?:ing|ed)) (?:the|its|their) "
    rf"(?:[a-z]+ ){{0,2}}(?:total|number|tally|count)(?: [a-z]+)? to {QUALIFIER}\Z"
)
_AVERAGE_OF = re.compile(rf"\ban average of {QUALIFIER}\Z")
_PER = re.compile(" (?:per|a|each|every|for each|for every) (?!year|month|week|day|hour|quarter)")
_REMAIN = re.compile(r" (?:remain(?:s|ed)?|survive[sd]?|were left|are left|is left)\b")
_FILED = re.compile(
    r" (?:filed|registered|received|reported|recorded|lodged|sold|built|planned|issued|approved)(?=[,.;)]|$| in\b)"
)
_NEW_LEVEL = re.compile(rf"(?: (?:in|at|on) [\w ]{{2,24}}?)?(?: [a-z]+ [a-z]+)? to {QUALIFIER}")
_FROM_BEFORE = re.compile(rf"\bfrom {QUALIFIER}\Z")
_WINDOW = 48


def read_compared(text: str, mention: Mention, first: Mention | None) -> bool:
    """The old level, the difference or the mean of what the first figure of a sentence counts: `up from 655`.

    Also `a decrease of 282`, `1,100 fewer than a year before`, `an average of 29,568 per game`, `only 212 remain`.
    """
    if first is None or first.unit is None or first.value is None or mention.value is None:
        return False
    low, start, end = max(0, mention.start - LONG_WINDOW), mention.start, mention.number_end
    is_closed = AT_ALL.match(text, end) is not None
    is_said = (is_closed or _FILED.match(text, end)) and (
        _CHANGE_OF.search(text, low, start) or _OLD_LEVEL.search(text, low, start) or _TOTAL_TO.search(text, low, start)
    )
    is_mean = _AVERAGE_OF.search(text, low, start) and _PER.match(text, end)
    if not (is_said or is_mean or _COMPARED_AFTER.match(text, end) or _REMAIN.match(text, end)):
        return False
    count_as(mention, first.unit, "english-compared")
    mention.confidence = 0.6
    return True


def read_new_level(text: str, before: Mention, mention: Mention) -> bool:
    """The second of two levels, where only the first one has its unit: from 38 hours to 31."""
    if before.unit is None or before.value is None or before.unit_class == "money":
        return False
    link = _NEW_LEVEL.fullmatch(text, before.end, mention.start)
    is_old = link is not None and _FROM_BEFORE.search(text, max(0, before.start - _WINDOW), before.start)
    if not is_old or not AT_ALL.match(text, mention.number_end):
        return False
    mention.unit, mention.unit_class, mention.metric = before.unit, before.unit_class, before.metric
    mention.rule, mention.confidence = "english-new-level", 0.7
    return True
