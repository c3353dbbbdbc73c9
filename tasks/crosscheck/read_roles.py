"""Which of two figures is what something was and which what it became: 由12元增至14元, `$14 instead of $12`."""

import re
from collections.abc import Sequence

from .locate_figures import Span

ORIGIN, TARGET = "origin", "target"

Roles = tuple[str | None, str | None]
"""Of two figures; None for one whose words say nothing."""

_OPPOSITE = {ORIGIN: TARGET, TARGET: ORIGIN, None: None}
_LONGEST = 40
_BOUND = r"(?:(?:about|around|nearly|almost|over|more than|less than|some|just) )?"
_NO_TARGET = "compared", "according", "close", "up", "due", "equal", "next", "relative", "prior", "thanks"
"""Behind these words `to` says nothing of what something became."""
_NO_TO = "".join(f"(?<!{word} )" for word in _NO_TARGET)
_ORIGIN = {
    "zh": re.compile(
        r"(?:(?<![自以])由(?![于於此])|[从從](?![业業事而来來军軍不属屬]))(?:(?:19|20)[0-9]{2}年)?[^，。；、：由从從至到0-9]{0,14}\Z"
    ),
    "en": re.compile(
        rf"\b(?:(?<!apart )(?<!aside )from|instead of|rather than|compared (?:to|with))"
        rf" (?:(?:a|an|the|last|previous) |[a-z]+ [a-z]+'s |[a-z]+'s ){{0,2}}{_BOUND}(?:[A-Z]{{0,3}}[$£€¥])?\Z"
        r"|\b(?:the|its|their|his|her) (?:former|old|earlier|original) (?:[A-Z]{0,3}[$£€¥])?\Z",
        re.IGNORECASE,
    ),
}
_TARGET = {
    "zh": re.compile(
        r"(?:(?:[收開开]?[報报]|收於|收于)|[至到为為成](?:了|约|約|近|逾|超过|超過)?|[至到](?:每[^，。；、：0-9]{1,3}){1,2})\Z"
    ),
    "en": re.compile(rf"{_NO_TO}\bto {_BOUND}(?:[A-Z]{{0,3}}[$£€¥])?\Z"),
}


def compare_roles(zh: Roles, en: Roles) -> bool | None:
    """Whether the roles of two figures are the same in both languages; None where that is left open.

    Beside an origin the other is rather the target, and the other way round: enough to say that the roles are the same.
    They are not the same only where one side names both.
    """
    if zh[0] == zh[1] or en[0] == en[1]:
        return None
    if all(one == other for one, other in zip(_complete(zh), _complete(en), strict=True)):
        return True
    return False if None not in zh or None not in en else None


def _complete(roles: Roles) -> Roles:
    first, second = roles
    return first or _OPPOSITE[second], second or _OPPOSITE[first]


def read_roles(text: str, lang: str, spans: Sequence[Span], one: int, other: int) -> Roles:
    """The roles of the figures at spans[one] and spans[other] of a text, `lang` is `zh` or `en`."""
    return _read_role(text, lang, spans, one), _read_role(text, lang, spans, other)


def _read_role(text: str, lang: str, spans: Sequence[Span], at: int) -> str | None:
    start = spans[at][0]
    low = max([0, start - _LONGEST, *(last for _, last in spans if last <= start)])
    if _ORIGIN[lang].search(text, low, start):
        return ORIGIN
    return TARGET if _TARGET[lang].search(text, low, start) else None
