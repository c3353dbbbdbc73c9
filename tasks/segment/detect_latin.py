"""English or another language, for text in Latin letters.

Frequent English words decide first. What they leave open is weighed word by word: the runs of letters that English has
more or less often than the languages beside it, and whether the word stands in a list of English words. The weights
are a table made by `tests/segment/train_words.py`; the sum is the log odds of English.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from .load_tables import english_vocabulary, english_words, latin_grams

Guess = tuple[str, float]
"""Language and confidence from 0 to 1."""

WORD = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+(?:['’][A-Za-z]+)?")
_MAX_HEAD, _MAX_CHARS = 120, 240
"""Code points of a segment that are looked at first, and at most."""
_MIN_WORDS = 6
_MAX_GRAM = 5
_MAX_WORD = 40
"""Letters of a word that are weighed; what is longer is no word."""
_GRAM_WEIGHT, _KNOWN, _UNKNOWN, _BIAS = 0.45, 0.8, -1.35, -0.3
"""Weight of the runs of letters; what a word of the list and one that is not in it add to the log odds; their start.

Fitted on half of the single words and word pairs of lingua's test data.
"""
_NAME_WEIGHT = 0.3
"""Weight of an unknown capitalised word among others: a name says little of the language it stands in."""


class Evidence(NamedTuple):
    """What the words of a segment say: how many there are, and the log odds of English."""

    n_words: int
    odds: float


def is_surely_english(text: str) -> bool:
    """Whether six words or more open a text in Latin letters and three in ten are different frequent English ones."""
    words = text[:_MAX_HEAD].split()
    return len(words) >= _MIN_WORDS and 10 * len(english_words().intersection(words)) >= 3 * len(words)


def weigh_words(text: str) -> Evidence | None:
    """Log odds of English for a text in Latin letters, None when it holds no word."""
    words = WORD.findall(text[:_MAX_CHARS])
    if len(words) > 1:
        return Evidence(len(words), _BIAS + sum(map(_weigh_beside_others, words)))
    return Evidence(1, _BIAS + weigh_word(words[0])) if words else None


@lru_cache(maxsize=1 << 15)
def _weigh_beside_others(word: str) -> float:
    odds = weigh_word(word)
    is_name = word[0].isupper() and word.isascii() and not _is_known(word.lower())
    return _NAME_WEIGHT * odds if is_name else odds


def weigh_word(word: str) -> float:
    """Log odds of English for a word."""
    lower = word.lower()
    grams, head = latin_grams(), lower[:_MAX_WORD]
    total = sum(
        grams.get(head[at : at + size], 0.0) for size in range(1, _MAX_GRAM + 1) for at in range(len(head) - size + 1)
    )
    return _GRAM_WEIGHT * total + (_KNOWN if _is_known(lower) else _UNKNOWN)


def _is_known(word: str) -> bool:
    return word in english_vocabulary() or word.partition("'")[0] in english_vocabulary()


def count_english(words: Sequence[str]) -> int:
    """How many of some words are frequent in English."""
    return sum(word.lower() in english_words() for word in words)
