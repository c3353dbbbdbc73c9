"""English figures of indices, scores and coefficients, whose unit no word behind them names: the index stood at 50.2,
a GPA of 3.4, rated 4.6 out of 5, fell 3.2 points to 1,204.5."""

import re
from functools import cache

from .mention import Mention
from .tables.read_tables import Unit, months, read_rows, word_set

RULE = "english-score"
_CLOSED = re.compile(
    r"(?=[,.;:)]|$| (?:in|from|to|by|a|last|this|on|after|since|while|as|between|during|over|at|for|and|or|but|versus"
    r"|compared|against|before|with|points?|when|which|is|was|were|then|out of|higher|lower"
    r"|above|below|up|down|among|per)\b)"
)
_POINTS_TO = re.compile(
    r"(?<!age )(?<!cent )(?<!asis )\b[Pp](?:oin)?ts?(?:,? (?:or|\() ?"
    r"(?:about |nearly |some )?[0-9.]{1,6} ?(?:%|per ?cent)\)?,?)? (?:to|at) \Z"
)
_OUT_OF = re.compile(r" (?:points )?out of (?:a (?:possible|maximum|total) |the maximum )?[1-9][0-9]{0,3}\b(?!,[0-9])")
_GRADED = re.compile(
    r"\b(?:scor(?:e|es|ed|ing)|rat(?:e|es|ed|ing|ings)|marks?|grades?|averag(?:e|es|ed|ing)|satisfaction|graded)\b"
)
_SCORED = re.compile(
    r"\b(?:scor(?:es|ed|ing)|rated|graded)(?: (?:the|its|their|her|his)(?: [a-z]+){1,3})?"
    r"(?: (?:at|an?|just|only|about|over|nearly|around|average|of)){0,4} \Z"
)
_MEAN_SCORE = re.compile(
    r"\b(?:scor(?:e|es|ed|ing)|graded|marked) (?:an?|the) (?:[a-z]+ )?(?:average|mean|median) of "
    r"(?:about |over |just )?\Z"
)
_PREPOSITIONS = frozenset(("of", "for", "in", "on", "among", "at", "by", "with"))
_NUMBER = re.compile(r"[(]?[0-9][0-9.,]*%?[)]?")
_LONGEST_COMPLEMENT = 7
_WINDOW = 130
_AGAIN = re.compile(r"(?:[^.;:!?]|\.(?=[0-9]))*\bthat(?= (?:of|for|in) )")
"""The Gini of wealth was 0.68, while that of incomes stayed at 0.33."""
_ONE_TO_ONE = re.compile(" to 1(?![0-9]|[.,][0-9])| ?: ?[0-9]")
_NO_COEFFICIENT = re.compile(
    r"%|cent\b|\bpoints?\b|[0-9] to \Z(?<!from [0-9] to )(?<!from [0-9].[0-9] to )(?<!from [0-9].[0-9]{2} to )"
)
"""A ratio of 17 to 1; one that moves by points is told in percent."""
_BREAK = re.compile(r"[;:!?]|\.(?= )|(?<=[A-Za-z])\.\Z")


@cache
def _units() -> dict[str, Unit]:
    return {name: Unit(unit, kind) for unit, kind, names, _ in read_rows("bare_units.tsv") for name in names.split("|")}


@cache
def _name() -> re.Pattern[str]:
    forms = {form for name in _units() for form in (name, name.upper(), name.capitalize(), name.title())} | {"pH"}
    names = "|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form)))
    return re.compile(rf"(?<![A-Za-z])(?P<name>{names}|[Ii]ndice)s?\b")


@cache
def _moves() -> frozenset[str]:
    return word_set("moves_en") - {
        "has",
        "have",
        "had",
        "will",
        "should",
        "must",
        "may",
        "can",
        "would",
        "could",
        "shall",
    }


@cache
def _known_between() -> frozenset[str]:
    return (
        word_set("score_between")
        | word_set("score_links")
        | word_set("moves_en")
        | {name.lower().rstrip(".") for name in months()}
    )


_HINT = re.compile(
    r"[Ss]cor|[Rr]ate[sd]?\b|[Rr]ating|[Gg]rade|[Aa]verag|[Mm]arks?\b|out of|\b[Pp](?:oin)?ts?\b|[Ii]ndice"
)


def may_hold_score(text: str) -> bool:
    """Whether a word of a text may name an index or a score; False proves that `read_score` finds none."""
    return _HINT.search(text) is not None or _name().search(text) is not None


def read_score(text: str, mention: Mention) -> bool:
    """Take a bare number for a figure of the index, score or coefficient that the words before it name."""
    low, at = max(0, mention.start - _WINDOW), mention.number_end
    if _CLOSED.match(text, at) is None:
        return False
    window = text[low : mention.start]
    is_graded = _OUT_OF.match(text, at) is not None and _GRADED.search(window) is not None
    is_whole = mention.value is not None and mention.value == mention.value.to_integral_value()
    if (
        is_graded
        or _MEAN_SCORE.search(window)
        or _POINTS_TO.search(window)
        or (not is_whole and _SCORED.search(window))
    ):
        _set(mention, Unit("point", "count"))
        return True
    unit, name = _find_name(window)
    if unit is None or (unit.name == "coefficient" and _ONE_TO_ONE.match(text, at)):
        return False
    _set(mention, unit)
    if unit.unit_class == "count":
        mention.metric = low + name[0], low + name[1]
    return True


def _set(mention: Mention, unit: Unit) -> None:
    mention.unit, mention.unit_class, mention.rule, mention.confidence = unit.name, unit.unit_class, RULE, 0.7


def _find_name(window: str) -> tuple[Unit | None, tuple[int, int]]:
    """The unit that the last name in the words before a number implies, if nothing but how it moves stands between.

    With the span of the name in these words.
    """
    names = list(_name().finditer(window))
    named = names[-1] if names else None
    if named is None:
        return None, (0, 0)
    gap = window[named.end() :]
    again = _AGAIN.match(gap)
    gap = gap[again.end() :] if again else gap
    name = named["name"].lower()
    unit = _units()["index" if name == "indice" else name]
    if gap in (": ", " (") or (gap == " " and (named["name"].isupper() or unit.name == "ph")):
        return unit, named.span()
    if unit.name == "coefficient" and _NO_COEFFICIENT.search(gap):
        return None, (0, 0)
    is_led = _BREAK.search(gap) is None and _leads_to_number(gap.split())
    return unit if is_led else None, named.span()


def _leads_to_number(words: list[str]) -> bool:
    """Whether words are `of` something or of what else, then how it moved or stands: `for services fell in May to`."""
    if not words or not _is_link(words[-1]):
        return False
    at = len(words)
    while at and _is_between(words[at - 1]):
        at -= 1
    if at == 0:
        return True
    return at < len(words) and at <= _LONGEST_COMPLEMENT and words[0] in _PREPOSITIONS and words[at - 1].isalpha()


def _is_link(word: str) -> bool:
    return word in word_set("score_links") or word in _moves()


def _is_between(word: str) -> bool:
    bare = word.strip(",()").lower()
    return bare in _known_between() or bare.endswith("ly") or _NUMBER.fullmatch(word.rstrip(",")) is not None
