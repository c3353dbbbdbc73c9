"""Names that English text spells in pinyin: Qingyang for 清扬, Wang for 王."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

from ..core.lexicon import Lexicon
from ..core.lexicon.stem_words import stem_word

MOST_SYLLABLES = 3
SHORTEST = 3
"""Letters of the shortest name: many words of two letters are syllables by chance."""
_NAME = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{2,17}(?![A-Za-z])")


def find_spellings(zh: Sequence[str], en: Sequence[str], lexicon: Lexicon) -> list[list[str]]:
    """For each Chinese segment, the stems of the capitalised English words that spell some of its characters."""
    names = sorted({name.lower() for text in en for name in _NAME.findall(text)})
    spelt = {name: stem for name in names if (stem := stem_word(name)) and split_syllables(name, lexicon.syllables)}
    if not spelt:
        return [[] for _ in zh]
    heads = {name[:size] for name in spelt for size in range(1, len(name) + 1)}
    starts = {
        character: some
        for character in set().union(*zh)
        if (some := [syllable for syllable in lexicon.readings.get(character, ()) if syllable in heads])
    }
    found = (_find_in(text, spelt, heads, starts, lexicon) if not starts.keys().isdisjoint(text) else () for text in zh)
    return [sorted({spelt[name] for name in some}) for some in found]


def _find_in(
    text: str, spelt: Mapping[str, str], heads: set[str], starts: Mapping[str, list[str]], lexicon: Lexicon
) -> list[str]:
    """The names that begin at any character of the text, grown syllable by syllable as long as some name goes on so.

    `starts` are the syllables of each character by which a name may begin.
    """
    found: list[str] = []
    for at, character in enumerate(text):
        open_heads = starts.get(character)
        behind = at
        while open_heads:
            found += [head for head in open_heads if head in spelt]
            behind += 1
            if behind == min(at + MOST_SYLLABLES, len(text)):
                break
            grown = product(open_heads, lexicon.readings.get(text[behind], ()))
            open_heads = [head + syllable for head, syllable in grown if head + syllable in heads]
    return found


@lru_cache(maxsize=1 << 16)
def split_syllables(name: str, syllables: frozenset[str]) -> bool:
    """Whether a name in lower case is made of one to MOST_SYLLABLES syllables."""
    ends = {0}
    for _ in range(MOST_SYLLABLES):
        ends = {end + size for end in ends for size in range(1, 7) if name[end : end + size] in syllables}
        if len(name) in ends:
            return True
    return False
