"""The noun that an English number counts: the head of the noun phrase behind it, in the singular."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from .tables.read_tables import english_units, irregular_plurals, word_set, words_of

MAX_WORDS = 12
"""A noun phrase is not followed further than this."""

_WORDS = re.compile(rf"(?: [A-Za-zÀ-ɏ][A-Za-z0-9À-ɏ'&/+-]*+){{1,{MAX_WORDS}}}")
_BRIDGE = re.compile(r" \([^()\n]{1,30}\)(?= [a-z])")
_COMMA = re.compile(r",(?= [A-Za-z])")
OTHER = "other"
"""In front of a noun it is no end: 24,485 other residents."""
_JOINING = frozenset(("and", "or", "&"))


class NounPhrase(NamedTuple):
    """A noun phrase: its span from the first word, and its head in the singular."""

    start: int
    end: int
    head: str


@lru_cache(maxsize=8192)
def singularize(word: str) -> str | None:
    """The singular of an English plural; None when the word is no plural.

    Source of the rules: Quirk et al. (1985), A Comprehensive Grammar of the English Language, 5.79 to 5.101.
    """
    lower = word.lower()
    irregular = irregular_plurals().get(lower)
    if irregular is not None:
        return irregular
    if not lower.endswith("s") or len(lower) < 3 or lower.endswith(("ss", "us", "is", "'s", "ous")):
        return None
    if lower in word_set("no_plural"):
        return None
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return lower[:-2]
    return lower[:-1] if lower[-2] != "'" else None


def read_noun_phrase(text: str, at: int, is_singular: bool) -> NounPhrase | None:
    """The noun phrase that begins at `at` with a space; with `is_singular` its last word is the head, else its first
    plural, or the last of several plurals side by side (software works registrations).
    """
    match = _WORDS.match(text, at)
    if match is None:
        return None
    phrase = _find_head(match.group(), at, is_singular)
    if phrase is None and not is_singular and not _is_ended(match.group()):
        # 2 national training (Guangdong) bases; 410 Guangdong-Hong Kong, Guangdong-Macao programs
        bridge = _BRIDGE.match(text, match.end())
        if bridge is None and match.group().rpartition(" ")[2][:1].isupper():
            bridge = _COMMA.match(text, match.end())
        more = _WORDS.match(text, bridge.end()) if bridge else None
        if more is not None:
            rest = _find_head(more.group(), more.start(), is_singular)
            phrase = rest and NounPhrase(at + 1, rest.end, rest.head)
    return phrase


def _is_ended(words: str) -> bool:
    ends = words_of("phrase_ends_en.tsv")
    return any(word.lower() in ends for word in words.split(" "))


class _Word(NamedTuple):
    """What a word of a noun phrase is."""

    lower: str
    is_end: bool
    is_joining: bool
    singular: str | None
    is_soft: bool


@lru_cache(maxsize=8192)
def _describe(word: str) -> _Word:
    lower = word.lower()
    is_end, is_joining = lower in words_of("phrase_ends_en.tsv"), lower in _JOINING
    return _Word(lower, is_end, is_joining, singularize(word), lower in word_set("soft_plural"))


def _find_head(words: str, at: int, is_singular: bool) -> NounPhrase | None:
    """The phrase at the beginning of words that follow each other; each has a space before it."""
    head, head_end, end, is_soft, is_first = None, at, at, False, True
    for word in words.split(" ")[1:]:
        if is_first and word == OTHER and not is_singular:
            end += len(word) + 1
            continue
        lower, is_end, is_joining, singular, is_soft_plural = _describe(word)
        if is_end or (is_joining and (head is not None or is_singular or lower == "or" or is_first)):
            break
        if head is not None and singular is None and not is_soft and not is_singular:
            break
        end, is_first = end + len(word) + 1, False
        if is_singular or singular is not None:
            head, head_end, is_soft = lower if is_singular else singular, end, is_soft_plural
    return NounPhrase(at + 1, head_end, head) if head is not None else None


@cache
def _last_words() -> frozenset[str]:
    return frozenset(form.split(" ")[-1] for form in english_units())


def name_unit(text: str, phrase: NounPhrase) -> tuple[str, str]:
    """Unit and class of a noun phrase: the longest ending that is a unit of measure, else its head, as a count."""
    if phrase.head not in _last_words():
        return phrase.head.replace(" ", "_").strip("'"), "count"
    words = text[phrase.start : phrase.end].lower().split()
    units = english_units()
    for size in (3, 2, 1):
        if len(words) >= size:
            unit = units.get(" ".join([*words[-size:-1], phrase.head]))
            if unit is not None and unit.unit_class != "money":
                return unit.name, unit.unit_class
    return phrase.head.replace(" ", "_").strip("'"), "count"
