"""The tables of words of this stage, read once."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent


class Unit(NamedTuple):
    """A unit by name and class; `naming` is open or body where the noun that is counted names it, else closed."""

    name: str
    unit_class: str
    naming: str = "closed"


@cache
def read_rows(name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table in order, without the lines that start with `#`.

    Raises OSError when there is no such table.
    """
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return tuple(tuple(line.split("\t")) for line in lines if line and not line.startswith("#"))


@cache
def english_units() -> dict[str, Unit]:
    """Units of measure and money by English form, singular and lower case."""
    rows = read_rows("units.tsv")
    units = {form.lower(): Unit(name, kind) for name, kind, forms, _ in rows for form in _split(forms)}
    for code, _, names, _ in read_rows("currencies.tsv"):
        units |= {form.lower(): Unit(code, "money") for form in _split(names)}
    for name, coin in coins().items():
        units |= {form.lower(): Unit(name, "money") for form in coin.english}
    return units


@cache
def english_unit_openings() -> frozenset[str]:
    """First words of the English forms of units up to a mark (u of u.s. dollar), and with the plural that adds s."""
    first = {form.split(" ")[0].split("-")[0].split(".")[0] for form in english_units()} - {""}
    return frozenset(first | {word + "s" for word in first})


@cache
def chinese_units() -> dict[str, Unit]:
    """Units of measure, money and classifiers by Chinese form."""
    units = {word: Unit(name, "count", naming) for word, name, naming in read_rows("classifiers.tsv")}
    units |= {form: Unit(name, kind) for name, kind, _, forms in read_rows("units.tsv") for form in _split(forms)}
    for code, _, _, names in read_rows("currencies.tsv"):
        units |= {form: Unit(code, "money") for form in _split(names)}
    for name, coin in coins().items():
        units |= {form: Unit(name, "money") for form in coin.chinese}
    return units


@cache
def currency_signs() -> dict[str, str]:
    """ISO 4217 codes by what stands before an amount: a sign, a code or a Chinese name."""
    signs: dict[str, str] = {}
    for code, before, _, names in read_rows("currencies.tsv"):
        signs |= dict.fromkeys(_split(before), code)
        signs |= {form: code for form in _split(names) if len(form) > 1}
    return signs


@cache
def signs_behind() -> dict[str, Unit]:
    """Money by the signs that may stand behind an amount too: 10 €, 100₾."""
    signs = ((code, sign) for code, before, _, _ in read_rows("currencies.tsv") for sign in _split(before))
    return {sign: Unit(code, "money") for code, sign in signs if not any(map(str.isalnum, sign))}


class Coin(NamedTuple):
    """A part of one currency: its ISO 4217 code, how many make one, letters before the number or `-`, names."""

    currency: str
    n_in_one: int
    letters: str
    english: tuple[str, ...]
    chinese: tuple[str, ...]


@cache
def coins() -> dict[str, Coin]:
    """Coins whose name says of which currency, by name."""
    return {
        name: Coin(code, int(n_in_one), letters, tuple(_split(english)), tuple(_split(chinese)))
        for name, code, n_in_one, letters, english, chinese in read_rows("coins.tsv")
    }


class Subunit(NamedTuple):
    """What a unit is divided into: how many make one, its Chinese words, its English unit or None."""

    n_in_one: int
    words: tuple[str, ...]
    unit: str | None


@cache
def subunits() -> dict[str, tuple[Subunit, ...]]:
    """Subunits by unit, the largest first."""
    found: dict[str, list[Subunit]] = {}
    for units, n_in_one, words, unit in read_rows("subunits.tsv"):
        for name in _split(units):
            found.setdefault(name, []).append(
                Subunit(int(n_in_one), tuple(_split(words)), None if unit == "-" else unit)
            )
    return {name: tuple(sorted(parts, key=lambda part: part.n_in_one)) for name, parts in found.items()}


@cache
def chinese_nouns() -> dict[str, tuple[str, bool]]:
    """By Chinese counted noun: the singular English noun, and whether it is an organisation or a place of work."""
    return {noun: (name, kind == "body") for noun, name, kind in read_rows("nouns.tsv")}


@cache
def elided_units() -> dict[str, Unit]:
    """Units that a Chinese subject implies, by subject."""
    return {word: Unit(name, kind) for name, kind, words in read_rows("elided_units.tsv") for word in _split(words)}


@cache
def qualifiers(lang: str, side: str) -> dict[str, str]:
    """Qualifiers by word, of one language and one side of the number."""
    rows = [row for row in read_rows("qualifiers.tsv") if row[1:3] == (lang, side)]
    return {word: qualifier for qualifier, _, _, words in rows for word in _split(words)}


@cache
def changes(lang: str, side: str) -> dict[str, str]:
    """Directions of change by word, of one language and one side of the number."""
    rows = [row for row in read_rows("changes.tsv") if row[1:3] == (lang, side)]
    return {word: direction for direction, _, _, words in rows for word in _split(words)}


@cache
def base_periods(lang: str) -> dict[str, str]:
    """Base periods of changes by word of one language, in lower case."""
    rows = [row for row in read_rows("times_of_change.tsv") if row[1] == lang]
    return {word.lower(): period for period, _, words in rows for word in _split(words)}


@cache
def words_of(name: str, lang: str | None = None) -> frozenset[str]:
    """The last column of a table, of the rows of one language where the first column says it."""
    return frozenset(row[-1] for row in read_rows(name) if lang is None or row[0] == lang)


@cache
def word_set(name: str) -> frozenset[str]:
    """A set of `word_sets.tsv`.

    Raises KeyError when there is no such set.
    """
    return {key: frozenset(_split(words)) for key, words in read_rows("word_sets.tsv")}[name]


@cache
def _words(name: str) -> re.Pattern[str]:
    forms = sorted(word_set(name), key=len, reverse=True)
    whole = [
        rf"(?<![a-z]){re.escape(form.strip())}(?:e?s|d)?(?![a-z])"
        for form in forms
        if form.strip().isascii() and form.strip()[-1].isalpha()
    ]
    parts = [re.escape(form) for form in forms if not (form.strip().isascii() and form.strip()[-1].isalpha())]
    return re.compile("|".join(whole + parts))


def holds_word(text: str, name: str) -> bool:
    """Whether a text in lower case holds one of a set of words: English ones whole, others anywhere."""
    return _words(name).search(text) is not None


@cache
def irregular_plurals() -> dict[str, str]:
    """Singular nouns by irregular or invariant plural."""
    return {plural: singular for plural, singular in read_rows("irregular_plurals.tsv")}  # noqa: C416  # pairs for mypy


@cache
def months() -> dict[str, int]:
    """Numbers of months by English name, capitalised as in print."""
    return {form: int(number) for number, forms in read_rows("months.tsv") for form in _split(forms)}


def longest(words: Iterable[str]) -> int:
    """Length of the longest word; 0 when there is none."""
    return max(map(len, words), default=0)


def _split(forms: str) -> list[str]:
    return [form for form in forms.split("|") if form]


@cache
def forms_of(name: str, *keys: str) -> tuple[str, ...]:
    """The forms in the last column of the rows of a table whose first columns are `keys`, longest first."""
    rows = [row for row in read_rows(name) if row[: len(keys)] == keys]
    return tuple(sorted({form for row in rows for form in _split(row[-1])}, key=lambda form: (-len(form), form)))


@cache
def title_heads(lang: str) -> dict[str, tuple[str, str]]:
    """Type and strength of each word that heads a title, of one language."""
    at = 2 if lang == "en" else 3
    return {form: (row[0], row[1]) for row in read_rows("title_heads.tsv") for form in _split(row[at])}


@cache
def rank_scopes(lang: str) -> dict[str, str]:
    """Scopes of rankings by word of one language, lower case."""
    at = 1 if lang == "en" else 2
    return {form: row[0] for row in read_rows("rank_scopes.tsv") for form in _split(row[at])}
