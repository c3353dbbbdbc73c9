"""Words as evidence: which words of a bead translate each other, written so that a reader can check them."""

from collections.abc import Sequence

from .likeness import Span, WordLikeness
from .weighted_words import WordsOfPair

MOST_WORDS = 4
"""Words shown for a bead, the weightiest first."""


def describe_words(words: WordsOfPair, likeness: WordLikeness, links: Sequence[Span]) -> list[list[str]]:
    """For each link `word:研究=study` for words that translate each other, `name:qingyang` for one spelt by sound.

    All of them, the weightiest first.
    """
    return [[_describe(words, stem, source) for stem, source in shared] for shared in likeness.find_shared(links)]


def _describe(words: WordsOfPair, stem: int, source: int) -> str:
    form = words.en_forms[words.stems[stem]]
    return f"word:{words.zh_forms[source]}={form}" if source >= 0 else f"name:{form}"
