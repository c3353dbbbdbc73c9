"""Times that a race took, written as a clock: `won in 2:15:41`, `clocked 1:07:24`, 以2:03:12的成绩夺冠.

Hours, minutes and seconds. A time of day has no word of racing in front of it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from .mention import Mention

_CLOCK = re.compile(
    r"(?<![0-9:.])(?:(?P<hours>[0-9]|1[0-9]):(?P<minutes>[0-5][0-9]):(?P<seconds>[0-5][0-9](?:\.[0-9]{1,3})?)"
    r"|(?P<few>[0-9]|[1-5][0-9]):(?P<exact>[0-5][0-9]\.[0-9]{1,3}))(?![0-9:]|\.[0-9]| ?[ap]\.?m\b)"
)
_CUE = re.compile(
    r"(?:\b(?:in|of|clock(?:ed|ing|s)|timed at|time(?: of)?|ran|ran an?|run(?:ning)?|under|over|below|recorded|set"
    r"|record|best|beat|to|posted|finished|from|(?:time|best|record) (?:was|is))(?: an?| the| about| nearly| just)? "
    "|(?:以|用时|耗时|成绩|跑出|游出|创造|纪录)(?:为|是|约|了|达)?[：:]?)\\Z"
)
_WINDOW = 24
_HOUR, _MINUTE = 3600, 60
RULE = "clock"


def find_clocks(text: str) -> Iterator[Mention]:
    """The times of races of a folded sentence in order, in seconds."""
    for match in _CLOCK.finditer(text):
        start, end = match.span()
        if _CUE.search(text, max(0, start - _WINDOW), start) is None:
            continue
        minutes, seconds = match["minutes"] or match["few"], match["seconds"] or match["exact"]
        value = Decimal(seconds) + int(minutes) * _MINUTE + int(match["hours"] or 0) * _HOUR
        yield Mention(start, end, value, start, end, unit="second", unit_class="duration", rule=RULE, confidence=0.8)
