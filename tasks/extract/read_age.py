"""Ages that stand without a unit, as the press writes them: `Jones, 52, joined`, `three men, aged 33, 34 and 39`."""

import re

from .mention import Mention

_AGED = re.compile(r"\b[Aa]ged? (?:between )?(?:[0-9]{1,3}(?:, and |, | and | to |-))*\Z")
_NAMED = re.compile(
    r"(?:\b[A-Z][a-z'’-]+(?<!January)(?<!February)(?<!March)(?<!April)(?<!May)(?<!June)(?<!July)(?<!August)(?<!September)"
    r"(?<!October)(?<!November)(?<!December)|\b(?:man|woman|boy|girl|student|teacher|driver|worker|farmer|officer|pupil|nurse))"
    r", \Z"
)
_TURNED = re.compile(
    r"\b(?:[Hh]e|[Ss]he|who|[A-Z][a-z]+|person|people|child|patient|driver|worker) (?:had |has )?turn(?:s|ed)? \Z"
)
_TURNED_AFTER = re.compile(r"(?=[,.;)]|$| (?:in|on|before|this|last|next|today|and)\b)")
_LIMITED = re.compile(
    r"\b(?:adults|people|men|women|children|those|workers|persons|residents|patients|youths|youngsters|anyone|everyone|girls"
    r"|boys|drivers|voters|pupils|students|employees|citizens|teenagers|farmers|migrants|passengers|refugees|[Pp]ensioners)"
    r"(?: aged)? (?:under|over|above|below|older than|younger than) (?:the age of )?\Z"
)
_LIMIT_AFTER = re.compile(r"(?=[,.;:)]|$| (?!(?:per|years?|months?|weeks?|days?|hours?|kg|kilo|percent|cent)\b)[a-z])")
_CLOSED = re.compile(r",(?: [a-z]|$| of)|\.$|\)")
_WINDOW = 40
_YOUNGEST, _OLDEST = 1, 120
_LIMITS = ("under ", "over ", "above ", "below ", "than ", "age of ")
UNIT, UNIT_CLASS = "year_of_age", "duration"


def is_age_limit(text: str, mention: Mention) -> bool:
    """Whether a number says up to or from which age people are meant: adults under 30 live with parents."""
    if not text.endswith(_LIMITS, 0, mention.number_start) or _LIMIT_AFTER.match(text, mention.number_end) is None:
        return False
    return _LIMITED.search(text, max(0, mention.number_start - _WINDOW), mention.number_start) is not None


def read_age(text: str, mention: Mention) -> bool:
    """Take a bare number for an age where `aged` stands before it, or a name and a comma, and a comma behind.

    Refuses numbers over 120, and lists of numbers and dates, in which figures stand before and behind the comma.
    """
    value, at = mention.value, mention.number_start
    written = text[at : mention.number_end]
    if value is None or not written.isdigit() or not _YOUNGEST <= value <= _OLDEST:
        return False
    before = text[max(0, at - _WINDOW) : at]
    is_aged = "ge" in before and _AGED.search(text, max(0, at - _WINDOW), at) is not None
    is_said = is_aged or is_age_limit(text, mention) or ("turn" in before and _turns(text, at, mention.number_end))
    is_beside_name = (
        before.endswith(", ")
        and _NAMED.search(text, max(0, at - _WINDOW), at)
        and _CLOSED.match(text, mention.number_end)
    )
    if not (is_said or is_beside_name):
        return False
    mention.unit, mention.unit_class, mention.unit_text = UNIT, UNIT_CLASS, None
    mention.rule, mention.confidence = "english-age", 0.9 if is_said else 0.85
    return True


def _turns(text: str, start: int, end: int) -> bool:
    """Whether somebody turns so old: `she turns 70 next month`."""
    return bool(_TURNED.search(text, max(0, start - _WINDOW), start) and _TURNED_AFTER.match(text, end))
