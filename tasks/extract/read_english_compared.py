"""English figures that are compared with what a sentence counts, and have no noun of their own.

`up from 655`, `a decrease of 282`, `1,100 fewer than a year before`, `an average of 29,568 per game`.
"""

import re
from collections.abc import Sequence

from .mention import Mention
from .read_english_bare import AT_ALL, LONG_WINDOW, QUALIFIER, count_as

_COMPARED_AFTER = re.compile(
    r" (?:more|fewer|less|higher|lower) than (?:[Ii]n |the |a |at |last |its |[12][0-9]{3}"
    r"|(?:budgeted|planned|expected|forecast|targeted|usual|normal|average|before)\b)"
)
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
_PEAK_OF = re.compile(rf"\ban? (?:[a-z-]+ )?(?:peak|record|high|low|maximum|minimum) of {QUALIFIER}\Z")
_PER = re.compile(" (?:per|a|each|every|for each|for every) (?!year|month|week|day|hour|quarter)(?P<noun>[a-z]+)")
_REMAIN = re.compile(r" (?:remain(?:s|ed)?|survive[sd]?|were left|are left|is left)\b")
_FILED = re.compile(
    r" (?:filed|registered|received|reported|recorded|lodged|sold|built|planned|issued|approved)(?=[,.;)]|$| in\b)"
)
_THAN_THE = re.compile(r"\b(?:more|less|fewer|higher|lower|larger|smaller) than the \Z")
_THAT_DID = re.compile(" (?:it|they|that|which|recorded|carried|handled|sold|made|reported|counted|registered|seen)\\b")


def read_compared(text: str, mention: Mention, counts: Sequence[Mention]) -> bool:
    """The old level, the difference or the mean of what a sentence counts before: `up from 655`, `only 212 remain`.

    A difference (`a decrease of 282`, `1,100 fewer than a year before`) is of what is counted first, a level of
    what was counted last; a mean (`an average of 29,568 per game`) is of what is not counted out.
    """
    if not counts or mention.value is None:
        return False
    low, start, end = max(0, mention.start - LONG_WINDOW), mention.start, mention.number_end
    counted: Mention | None = None
    if AT_ALL.match(text, end) is not None or _FILED.match(text, end) is not None:
        if _CHANGE_OF.search(text, low, start):
            counted = counts[0]
        elif _OLD_LEVEL.search(text, low, start) or _TOTAL_TO.search(text, low, start):
            counted = counts[-1]
    if counted is None and AT_ALL.match(text, end) is not None and _PEAK_OF.search(text, low, start):
        counted = counts[-1]
    if counted is None and _THAN_THE.search(text, low, start) and _THAT_DID.match(text, end):
        counted = counts[0]
    if counted is None and _COMPARED_AFTER.match(text, end):
        counted = counts[0]
    elif counted is None and _REMAIN.match(text, end):
        counted = counts[-1]
    counted = counted or _find_whole(text, mention, counts, low)
    if counted is None or counted.unit is None:
        return False
    count_as(mention, counted.unit, "english-compared")
    mention.unit_class, mention.currency, mention.confidence = counted.unit_class, counted.currency, 0.6
    mention.metric = counted.metric
    return True


def _find_whole(text: str, mention: Mention, counts: Sequence[Mention], low: int) -> Mention | None:
    """What a mean is of: the last count before that is more and is not what it is parted among."""
    per = _PER.match(text, mention.number_end) if _AVERAGE_OF.search(text, low, mention.start) else None
    if per is None:
        return None
    wholes = (count for count in reversed(counts) if count.unit != per["noun"])
    return next((count for count in wholes if (count.value or 0) > (mention.value or 0)), None)
