"""The words around an English noun phrase that tell what was done to what it counts, in front of it and behind it.

`delivered notices to 312 vessels`, `administrative opinions on 8,342 cases`, `were the pilot sites for broadband`.
"""

import re
from functools import cache
from typing import NamedTuple

from ...core.numerals.read_tables import alternation
from ..tables.read_tables import word_set

Span = tuple[int, int]
WORD = r"[A-Za-zÀ-ɏ0-9](?:[\w'’&/+-]|[.,](?=[0-9]))*"
_LIST_GOES_ON = rf" {WORD}(?: {WORD})?(?:, |,? and )"
LISTED_COMMA = rf",(?={_LIST_GOES_ON})"
"""A comma of a list: infringing, counterfeit and shoddy goods."""

_PREPOSITION = re.compile(
    r"(?<! total)(?<! number)(?<!,) (?:in|on|of|for|to|from|with|at|against|among|into|by)"
    r"(?: (?:the|its|their|more|than|over|nearly|almost|about|around|some|all|only|another|a|an|total|of|at|least|most"
    r"|up|to|as|many|these|those))* ?\Z"
)
_ABSOLUTE = re.compile(r",? with (?:the |an? )?(?:[^,;.()]|[,.](?=[0-9]))*\Z")
_LEFT_END = re.compile(
    r"[.;:()“”\"] ?|, (?:and |with (?:the |an? )?|which |who |while |but )?|\b(?:which|who|that|while|where) "
)
_SENTENCE_END = re.compile(r"[.;:] ")
_AND = re.compile(r" and ")
_PASSIVE = re.compile(r"(?:\S+ ){1,5}(?:was|were|been|is|are) (?:[a-z]+ly )?\Z")
_NOUNS_LEFT = re.compile(
    r"(?<![\w'’&/-])"
    r"(?:(?!(?:the|an?|its|their|with|by|in|of|and|from) )[A-Za-z][\w'’&/-]* ){0,5}[A-Za-z][\w'’&/-]*\Z"
)
_BACK, _FARTHEST_VERB = 160, 120
_STOP = (
    r"[;()“”\"]|[.:](?![0-9])|\b(?:by|while|which|who|that|when|where|after|before|since|during|throughout|because"
    r"|annually|respectively)\b| and (?:was|were|is|are|has|have|had|made|brought|held|[a-z]{3,}ed)\b"
    r"|\b(?:in|as of|by|in early|in late) (?:19|20)[0-9]{2}\b| last (?:year|month|week)| this year"
)
_END = re.compile(rf"{_STOP}|,(?![0-9])")
_LIST_END = re.compile(rf"{_STOP}|,(?![0-9])(?!{_LIST_GOES_ON})")
_MODIFIERS = re.compile(
    r"(?: \([^()\n]{1,40}\))?"
    r"(?: (?:newly |jointly |already )?[a-z]{2,}ed(?= (?:in|on|for|at|to|from|under|into|as|of)\b))?"
    r" (?:worth )?(?:of|for|on|against|in|under|at|to|with|from|regarding|concerning|involving|about|into|along|across"
    rf"|among|between)(?: {WORD}|{LISTED_COMMA}){{1,11}}"
)
_LISTED = re.compile(r"(?:, [a-z][\w-]*(?: [a-z][\w-]*)?){1,3},? and [a-z][\w-]*s\b")
_PREDICATE = re.compile(
    r"(?: \([^()\n]{1,60}\))?(?P<named> (?:including|such as|led by) [^.;]{1,120}?)?"
    r"(?: (?:in|of|from|at|across|on) (?:the )?[A-Za-z' -]{2,40}?)?"
    r" (?P<verb>(?:(?:have|has|had|were|was|being|been|are|is|will|also|all|both|newly|jointly|successfully) )*"
    r"(?:were|was|are|is|have|has|had|won|ranked|being|been|set up|took|made|held|built|[a-z]{2,}ed|[a-z]{3,}ing)\b)"
    rf"(?: {WORD}){{0,11}}"
)


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b(?:[a-z]{{2,}}ed|{alternation(sorted(word_set('past_verbs')))})\b(?! (?:to be|by)\b)")


class Governor(NamedTuple):
    """Where a phrase begins that governs a figure, and whether it acts: it has a verb."""

    start: int
    is_act: bool


def read_governor(text: str, start: int) -> Governor | None:
    """Where the phrase begins of which a figure at `start` is a part by a preposition; None where none governs it.

    That is the verb, as in `raised objections in 21 tenders`, the subject of a passive one, or the noun phrase in front
    of the preposition.
    """
    low = max(0, start - _BACK)
    preposition = _PREPOSITION.search(text, low, start)
    if preposition is None:
        return None
    at = preposition.start()
    low = _find_left_end(text, low, at)
    last_and = max((match.end() for match in _AND.finditer(text, low, at)), default=low)
    if last_and > low and any(char.isdigit() for char in text[low:last_and]) and not _verb().search(text, last_and, at):
        low = last_and
    verb = None
    for match in _verb().finditer(text, max(low, at - _FARTHEST_VERB), at):
        verb = match.start()
    if verb is None:
        nouns = _NOUNS_LEFT.search(text, low, at)
        return Governor(nouns.start(), False) if nouns else None
    passive = _PASSIVE.search(text, low, verb)
    return Governor(passive.start() if passive else verb, True)


def find_amount_of(text: str, at: int) -> int | None:
    """Where the verb begins of whose thing an amount at a place is stated: seized goods, with the quantity of."""
    lead = _ABSOLUTE.search(text, max(0, at - _BACK), at)
    return find_verb_left(text, lead.start()) if lead else None


def find_verb_left(text: str, at: int, farthest: int = _BACK) -> int | None:
    """Where the last verb of the sentence in front of a place begins, not farther off than so many characters."""
    low = first = max(0, at - farthest)
    for match in _SENTENCE_END.finditer(text, first, at):
        low = match.end()
    verb = None
    for match in _verb().finditer(text, low, at):
        verb = match.start()
    return verb


def _find_left_end(text: str, low: int, at: int) -> int:
    end = low
    for match in _LEFT_END.finditer(text, low, at):
        end = match.end()
    if end == low and low:
        end = text.find(" ", low, at) + 1 or low
    return end


def read_modifiers(text: str, end: int) -> int:
    """The end of a noun phrase with what is said of it behind: a list, `at township level`, `to curb noise`."""
    listed = _LISTED.match(text, end)
    at = listed.end() if listed else end
    behind = _MODIFIERS.match(text, at)
    return cut_phrase(text, at, behind.end()) if behind else at


def read_predicate(text: str, end: int) -> tuple[bool, Span] | None:
    """The predicate behind a noun phrase, and whether names stand between (Six firms including A, B and C signed …)."""
    match = _PREDICATE.match(text, end)
    if match is None:
        return None
    return match["named"] is not None, (match.start("verb"), cut_phrase(text, match.end("verb"), match.end()))


def cut_phrase(text: str, start: int, end: int, is_list: bool = True) -> int:
    """The end of a phrase at start:end, cut where something else begins; a list of words goes on behind a comma."""
    skipped = start + 4 if end - start > 4 else start
    stop = (_LIST_END if is_list else _END).search(text, skipped, end)
    at = stop.start() if stop else end
    while at > start and text[at - 1] in " ,":
        at -= 1
    return at
