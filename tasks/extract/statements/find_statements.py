"""All facts of a sentence that are no figures."""

from collections.abc import Callable, Iterable

from ..mention import Mention, Sentence
from .find_chinese_designations import find_chinese_designations
from .find_chinese_events import find_chinese_events
from .find_chinese_rankings import find_chinese_rankings
from .find_chinese_titles import find_chinese_titles
from .find_english_designations import find_english_designations
from .find_english_events import find_english_events
from .find_english_rankings import find_english_rankings
from .find_english_titles import find_english_titles

_Finder = Callable[[Sentence], Iterable[Mention]]
FINDERS: tuple[_Finder, ...] = (
    find_chinese_titles,
    find_chinese_rankings,
    find_chinese_designations,
    find_chinese_events,
    find_english_titles,
    find_english_rankings,
    find_english_designations,
    find_english_events,
)
"""One finder a kind and language; a set of finders is written as bits in this order."""

ALL = (1 << len(FINDERS)) - 1
_CHINESE = 0b1111


def find_statements(sentence: Sentence, finders: int = ALL) -> list[Mention]:
    """Titles, rankings, designations and events of a sentence by place; `finders` are the bits of those to ask."""
    if sentence.is_ascii:
        finders &= ~_CHINESE
    found: list[Mention] = []
    for at, finder in enumerate(FINDERS):
        if finders >> at & 1:
            some = list(finder(sentence))
            for mention in some:
                mention.is_chinese = bool(_CHINESE >> at & 1)
            found += some
    return sorted(found, key=lambda mention: (mention.start, mention.end, mention.kind))
