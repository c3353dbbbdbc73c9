"""Names that English text spells in pinyin: Qingyang for 清扬, Wang for 王."""

import re
from collections.abc import Sequence
from itertools import product

from ..core.lexicon import Lexicon
from ..core.lexicon.stem_words import stem_word

MOST_SYLLABLES = 3
SHORTEST = 3
"""Letters of the shortest name: many words of two letters are syllables by chance."""
_NAME = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{2,17}(?![A-Za-z])")


def find_spellings(zh: Sequence[str], en: Sequence[str], lexicon: Lexicon) -> list[list[str]]:
    """For each Chinese segment, the stems of the capitalised English words that spell some of its characters."""
    syllables = read_syllables(lexicon)
    names = sorted({name.lower() for text in en for name in _NAME.findall(text)})
    spelt = {name for name in names if stem_word(name) and split_syllables(name, syllables)}
    if not spelt:
        return [[] for _ in zh]
    heads = {name[:size] for name in spelt for size in range(1, len(name) + 1)}
    return [sorted({stem_word(name) for name in _find_in(text, spelt, heads, lexicon)}) for text in zh]


def _find_in(text: str, spelt: set[str], heads: set[str], lexicon: Lexicon) -> list[str]:
    """The names that begin at any character of the text, grown syllable by syllable as long as some name goes on so."""
    found: list[str] = []
    readings = [lexicon.readings.get(character, ()) for character in text]
    for at in range(len(text)):
        open_heads = [""]
        for behind in range(at, min(at + MOST_SYLLABLES, len(text))):
            grown = (head + syllable for head, syllable in product(open_heads, readings[behind]))
            open_heads = [head for head in grown if head in heads]
            found += [head for head in open_heads if head in spelt]
            if not open_heads:
                break
    return found


def read_syllables(lexicon: Lexicon) -> frozenset[str]:
    """All syllables that a character may be read as."""
    return frozenset(syllable for readings in lexicon.readings.values() for syllable in readings)


def split_syllables(name: str, syllables: frozenset[str]) -> bool:
    """Whether a name in lower case is made of one to MOST_SYLLABLES syllables."""
    ends = {0}
    for _ in range(MOST_SYLLABLES):
        ends = {end + size for end in ends for size in range(1, 7) if name[end : end + size] in syllables}
        if len(name) in ends:
            return True
    return False
