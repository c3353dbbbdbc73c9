"""Words of English: those that the glosses of CC-CEDICT are written in, and their regular forms."""

import re
from functools import lru_cache

from .keep_built import pack_lines, recall, unpack_lines
from .read_dictionary import read_entries

WORDS = re.compile("[a-z]+")
ENDINGS = (
    *(
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ed", ""),
        ("ed", "e"),
        ("ied", "y"),
        ("ing", ""),
        ("ing", "e"),
        ("ly", ""),
    ),
    *(("ization", "ize"), ("isation", "ise"), ("er", "e"), ("er", ""), ("ness", "")),
)
"""Endings of regular forms, and what the dictionary has instead."""


def is_english_word(word: str) -> bool:
    """Whether a word, in any case, is one of the dictionary or a regular form of one."""
    low = word.lower()
    words = load_english_words()
    return low in words or any(
        low.endswith(ending) and low[: -len(ending)] + instead in words for ending, instead in ENDINGS
    )


@lru_cache(maxsize=1)
def load_english_words() -> frozenset[str]:
    """About 45,000 words in lower case, read once by each process."""
    return frozenset(unpack_lines(recall("english_words", lambda: {"words": pack_lines(collect_words())})["words"]))


def collect_words() -> list[str]:
    """The words of all glosses in order of the alphabet."""
    return sorted({word for entry in read_entries() for gloss in entry.glosses for word in WORDS.findall(gloss)})
