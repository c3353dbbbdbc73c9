"""Whether an English figure is a change (growth of 3.9%, down 12%) or a share (accounting for 24%)."""

import re
from functools import cache

from ..core.numerals.read_tables import alternation
from .mark_change import SHARE_WINDOW, SHARES, WINDOW, mark_change, read_signed_change, set_base
from .mention import Mention
from .tables.read_tables import changes, months, word_set

_SHARE_ENGLISH = re.compile(
    r"\b(?:account(?:s|ed|ing)? for|represent(?:s|ed|ing)?|mak(?:e|es|ing) up|made up|constitut\w{1,4}|compris\w{1,4}"
    r"|a share of)\b[^,.;]{0,20}\Z"
)
_OF_WHICH = re.compile(
    r"\b(?:[Oo]f (?:which|whom|these|those|them)|[Aa]mong (?:them|these|those)),? "
    r"(?:about |around |nearly |almost |some |over |more than |only |just |at least )?\Z"
)
_CHANGE_AFTER = re.compile(r" (?:year-on-year |annual )?([a-z]+)")
_PARTICIPLES = ("ed", "en", "wn", "led", "made", "run", "set", "built", "paid", "won", "held", "up", "down", "as")
_MOVING = frozenset(("money", "flow", "volume", "mass", "energy", "power", "temperature", "pressure"))
"""What moves by so much without a word in between; routes and tonnes of aid are dropped, mountains climbed."""
_TO_MONEY = re.compile(r" to (?:[A-Z]{1,4})?[$€£¥]?[0-9]")
_BY_FAR = re.compile(
    r"\b(?P<verb>rose|fell|grew|dropped|declined|increased|decreased|climbed)\b[^0-9;.,]{0,40}, by (?:[a-z]+ ){0,3}\Z"
)


def read_english_change(text: str, mention: Mention, words: list[str]) -> None:
    """Make an English mention a change: `up 12%`, `rose by 300`, `an increase of 5 points`, `a 20 percent rise`.

    `words` are the last ones in front of it, in lower case.
    """
    if mention.kind == "change":
        set_base(text, mention)
        return
    is_ratio = mention.unit_class == "ratio"
    if mention.unit == "percent":
        read_signed_change(text, mention)
        if mention.kind == "change":
            return
    word = _find_change_before(words, is_ratio)
    direction = changes("en", "before")[word] if word is not None else None
    if direction is None and is_ratio:
        match = _CHANGE_AFTER.match(text, mention.end)
        word = match[1] if match else ""
        direction = changes("en", "after").get(word)
    if direction is None and mention.kind == "quantity":
        direction, word = _find_difference(text, mention)
    if direction is None and mention.kind == "quantity":
        direction, word = _find_move(text, mention, words)
    if direction is not None:
        mark_change(mention, direction, word or "")
        set_base(text, mention)
    elif mention.unit in SHARES and (cue := find_english_share(text, mention)) is not None:
        mention.kind, mention.measure, mention.cue = "share", "share", cue


@cache
def _than() -> re.Pattern[str]:
    """A difference to another time: 475,000 tons more than a year ago."""
    return re.compile(
        r" (?:[a-z]+ ){0,2}?(?:(?:(?P<more>more|higher|longer|faster|larger|later|heavier|taller|warmer)"
        r"|(?P<less>fewer|less|lower|shorter|slower|smaller|earlier|lighter|cooler)) than"
        r"|(?P<above>above)|(?P<below>below)) "
        r"(?:in |at |during |for |on |those of |that of |the level of |the figure of |a |its |their |the )*"
        r"(?:(?:year|month|week|quarter|decade) (?:ago|earlier|before)\b|(?:last|previous|same|preceding|prior"
        r"|corresponding|record|end of)\b|pre-[a-z]+|[12][0-9]{3}(?![0-9]|,[0-9])"
        rf"|{alternation(months())}\b)"
    )


def _find_difference(text: str, mention: Mention) -> tuple[str | None, str]:
    """Direction and word of what a figure is more or less than at another time."""
    than = _than().match(text, mention.end)
    if than is None:
        return None, ""
    more = than["more"] or than["above"]
    return ("increase", more) if more else ("decrease", than["less"] or than["below"])


def _find_move(text: str, mention: Mention, words: list[str]) -> tuple[str | None, str]:
    """Direction and word of an amount behind a verb that has no object, or behind `, by`.

    `runs dropped 252,000 barrels`, `gained $2.03 to $75.23`, `fell for the fifth year, by just over 36,000`.
    """
    is_moving = mention.unit_class in _MOVING or mention.unit == "point"
    if not is_moving and "by" not in words:
        return None, ""
    known, verb = changes("en", "before"), next((w for w in reversed(words) if w not in word_set("before_change")), "")
    is_money = mention.currency is not None and _TO_MONEY.match(text, mention.end) is not None
    is_alone = is_moving and not text.startswith(" of ", mention.end)
    if (is_alone and verb in word_set("moves_alone")) or (is_money and verb in known):
        return known.get(verb), verb
    far = _BY_FAR.search(text, max(0, mention.start - WINDOW), mention.start) if "by" in words else None
    return (known.get(far["verb"]), far["verb"]) if far else (None, "")


def find_english_share(text: str, mention: Mention) -> str | None:
    """The words that make a ratio a share of something."""
    if text.startswith(" of ", mention.end):
        return "of"
    of_which = _OF_WHICH.search(text, max(0, mention.start - SHARE_WINDOW), mention.start)
    if of_which is not None:
        return of_which.group()
    share = _SHARE_ENGLISH.search(text, max(0, mention.start - SHARE_WINDOW), mention.start)
    return share.group() if share else None


def _find_change_before(words: list[str], is_ratio: bool) -> str | None:
    """The word of change before a number; a count needs `by`, `of`, `up` or `down`, not just `added`."""
    known, has_link = changes("en", "before"), False
    for at in range(len(words) - 1, -1, -1):
        word = words[at]
        if word == "up" and at and words[at - 1] in word_set("particle_up"):
            return None
        if word in known:
            return word if is_ratio or has_link or word in ("up", "down") else None
        if word not in word_set("before_change"):
            return _find_verb_of_object(words, at) if has_link and words[at + 1] == "by" else None
        has_link = has_link or word in word_set("change_by")
    return None


def _find_verb_of_object(words: list[str], at: int) -> str | None:
    """The word of change in front of what is changed by so much: `cut costs by`, `raise output by`.

    Not where somebody acts: `growth driven by`, `a rise announced by`.
    """
    noun, verb = words[at], words[at - 1] if at else ""
    if noun.endswith(_PARTICIPLES) or not noun.isalpha() or verb not in word_set("changes_object"):
        return None
    return verb
