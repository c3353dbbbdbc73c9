"""The dictionary that keys of metrics are made of: terms by word in both languages, with those of the user."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ...core.numerals.read_tables import sizes_by_first
from ...core.scripts import to_simplified
from ..read_english_noun import singularize
from ..tables.read_tables import read_rows
from ..vocabulary import OwnMetricTerm

OBJECT, VAGUE, ACTION, MODIFIER, TOPIC, AMOUNT, NEUTRAL = (
    "object", "vague", "action", "modifier", "topic", "amount", "neutral",
)  # fmt: skip
ROLES = (OBJECT, VAGUE, ACTION, MODIFIER, TOPIC, AMOUNT, NEUTRAL)


class Term(NamedTuple):
    """A part of a key: its role, its name, and the unit classes it is counted in (empty for any)."""

    role: str
    name: str
    classes: tuple[str, ...]


class MetricWords(NamedTuple):
    """Terms by form of each language; what to try where a form can begin: the lengths of the forms that begin with a

    character, and the numbers of words of those that begin with a word, longest first; and each word of a form.
    """

    chinese: dict[str, tuple[Term, ...]]
    english: dict[str, tuple[Term, ...]]
    chinese_sizes: dict[str, tuple[int, ...]]
    english_sizes: dict[str, tuple[int, ...]]
    english_words: frozenset[str]


@cache
def read_metric_words(own: tuple[OwnMetricTerm, ...] = ()) -> MetricWords:
    """The dictionary, with the terms of a user in front, so that they win."""
    chinese: dict[str, tuple[Term, ...]] = {}
    english: dict[str, tuple[Term, ...]] = {}
    for term in own:
        known = Term(term.role, term.name, term.unit_classes)
        _add(chinese, map(to_simplified, term.zh), known)
        _add(english, map(normalize, term.en), known)
    for role, name, classes, zh, en in read_rows("metric_terms.tsv"):
        known = Term(role, name, () if classes == "-" else tuple(classes.split("|")))
        _add(chinese, zh.split("|"), known)
        _add(english, map(normalize, en.split("|")), known)
    words = frozenset(word for form in english for word in form.split(" "))
    return MetricWords(chinese, english, sizes_by_first(chinese), _word_sizes(english), words)


def _word_sizes(forms: Iterable[str]) -> dict[str, tuple[int, ...]]:
    sizes: dict[str, set[int]] = {}
    for form in forms:
        words = form.split(" ")
        sizes.setdefault(words[0], set()).add(len(words))
    return {word: tuple(sorted(found, reverse=True)) for word, found in sizes.items()}


def normalize(form: str) -> str:
    """An English form with each of its words in lower case and in the singular."""
    words = form.lower().split()
    return " ".join(singularize(word) or word for word in words)


def _add(terms: dict[str, tuple[Term, ...]], forms: Iterable[str], term: Term) -> None:
    for form in forms:
        if form:
            terms[form] = (*terms.get(form, ()), term)
