"""Stems of English words: what the forms of a word have in common, good enough to find it again in a gloss.

The endings are those of step 1 of M. F. Porter, "An algorithm for suffix stripping" (1980), with a table for irregular
forms. A stem is a key, not a word: `make`, `makes`, `making` and `made` are all `mak`.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

SHORTEST = 3
"""A word of so many letters is its own stem."""

_WORD = re.compile(r"[a-z]+")
_VOWELS = frozenset("aeiouy")
_FOLDER = Path(__file__).parent


def find_stems(text: str) -> list[str]:
    """The stems of the words of a text that say something, in order; digits, other scripts and signs are left out."""
    return [stem for word in _WORD.findall(text.lower()) if (stem := stem_word(word))]


def find_forms(texts: Iterable[str]) -> dict[str, str]:
    """For each stem of some texts the first of its forms there, by the alphabet."""
    forms = sorted({form for text in texts for form in _WORD.findall(text.lower())}, reverse=True)
    return {stem_word(form): form for form in forms}


@lru_cache(maxsize=1 << 18)
def stem_word(word: str) -> str:
    """The stem of a word in lower case; empty for a single letter and for words such as `the` and `of`."""
    if len(word) < 2 or word in read_stop_words():
        return ""
    word = _base(word)
    if len(word) <= SHORTEST:
        return word
    word = _base(_strip_verb(_strip_adverb(_strip_plural(word))))
    if len(word) > SHORTEST and word[-1] == "e":
        word = word[:-1]
    return word[:-1] + "i" if len(word) > SHORTEST and word[-1] == "y" else word


def _base(word: str) -> str:
    return read_irregular_forms().get(word, word)


def _strip_plural(word: str) -> str:
    if word.endswith(("ies", "ied")):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith("sses"):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _strip_adverb(word: str) -> str:
    return word[:-2] if len(word) > 5 and word.endswith("ly") else word


def _strip_verb(word: str) -> str:
    for ending in ("ing", "ed"):
        head = word[: -len(ending)]
        if word.endswith(ending) and len(head) >= SHORTEST and not _VOWELS.isdisjoint(head):
            return head[:-1] if head[-1] == head[-2] and head[-1] not in "lsz" else head
    return word


@lru_cache(maxsize=1)
def read_irregular_forms() -> dict[str, str]:
    """The base form of each irregular form."""
    rows = (line.split("\t") for line in _read_lines("irregular_forms.tsv"))
    return {form: base for base, forms in rows for form in forms.split("|")}


@lru_cache(maxsize=1)
def read_stop_words() -> frozenset[str]:
    """Words that say too little to be keys."""
    return frozenset(_read_lines("stop_words.tsv"))


def _read_lines(name: str) -> list[str]:
    lines = (_FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
