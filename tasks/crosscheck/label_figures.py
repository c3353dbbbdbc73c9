"""The words that stand beside each figure, and how well those of both languages translate each other."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..core.lexicon import find_stems, load_lexicon
from ..core.numerals import read_han
from .locate_figures import Span

_CUT = {
    "zh": re.compile(r"[，。；、：！？,;（）()]|[和与與及而]"),
    "en": re.compile(r"[,.;:!?()](?![0-9])|\b(?:and|while|but|whereas|or|to|with)\b"),
}
_ITEM = {
    "zh": re.compile("(?:^|[。；：:;])[（(]?([一二三四五六七八九十]{1,3}|[0-9]{1,2})[、）)]"),
    "en": re.compile(r"(?:^|[.;:] )\(?([0-9]{1,2})(?:\)|\.)(?= )"),
}
_NO_WORDS = frozenset("的在有及以者得为為上下")
_LONGEST = 60
_NEAR, _NEAR_WORDS = 9, 6
"""Characters of Chinese and words of English in front of a first figure that surely belong to it."""
FAR = 0.3
"""What words count that both languages say in front of their first figure, whichever that is."""
_NOUN = re.compile("[0-9a-z][ -](?!per ?cent|million|billion|thousand)[a-z]{3,}")
_WORD = re.compile("[A-Za-z]+")
_LETTERS = {"甲": "A", "乙": "B", "丙": "C", "丁": "D"}
_LETTER = re.compile(r"(?<=[a-z] )[A-D]\b")
_LATIN = re.compile("[A-Za-z]{2,}")


class Label(NamedTuple):
    """The words beside a figure, its own among them, and the number of the item of a list that it stands in.

    `far` are words in front of the first figure of a text that may be said of the others as well, as subjects are.
    """

    near: str
    far: str
    item: int | None


def read_label(text: str, lang: str, spans: Sequence[Span], at: int) -> Label:
    """The words around the figure at spans[at] of a text, up to the figures or the first mark or `and` between them.

    `lang` is `zh` or `en`.
    """
    start, end = spans[at]
    before = max((last for _, last in spans if last <= start), default=0)
    low = max(before, start - _LONGEST)
    high = min([len(text), end + _LONGEST, *(first for first, _ in spans if first >= end)])
    items = list(_ITEM[lang].finditer(text, low, start))
    item = _read_item(items[-1][1]) if items else None
    marks = list(_CUT[lang].finditer(text, low, start))
    if before and marks:
        low = marks[-1].end() if lang == "zh" else marks[0].end()
    behind = _CUT[lang].search(text, end, high)
    if behind:
        high = behind.start()
    elif any(first == high for first, _ in spans):
        high = end  # words right before the next figure are rather its own
    middle = low if before else max(low, _find_near(text, lang, start, end))
    return Label(text[middle:high], text[low:middle], item)


def _find_near(text: str, lang: str, start: int, end: int) -> int:
    """Where the words begin that surely belong to a first figure: none in front of one that has its noun behind it."""
    if lang == "zh":
        return start - _NEAR
    if _NOUN.search(text, start, end):
        return start
    words = list(_WORD.finditer(text, max(0, start - _LONGEST), start))
    return words[-_NEAR_WORDS].start() if len(words) >= _NEAR_WORDS else 0


def _read_item(written: str) -> int | None:
    value = int(written) if written.isdecimal() else read_han(written)
    return None if value is None else int(value)


def compare_labels(zh: Label, en: Label) -> float:
    """How many words of a Chinese label have a translation in an English one, each by the share of its gloss.

    Names in Latin letters count as words, and so does the number of an item.
    """
    near, far = frozenset(find_stems(en.near)), frozenset(find_stems(en.far))
    return (
        _count_words(zh.near, near | far)
        + FAR * _count_words(zh.far, near)
        + FAR * _count_words(zh.far, far - near)
        + _count_names(zh.near, en.near)
        + (zh.item is not None and zh.item == en.item)
    )


def _count_words(zh: str, stems: frozenset[str]) -> float:
    if not stems:
        return 0.0
    words = (word for word in _split(zh) if word not in _NO_WORDS)
    return sum(min(1.0, sum(weight**2 for stem, weight in _translate(word) if stem in stems)) for word in words)


def _count_names(zh: str, en: str) -> int:
    """Names in Latin letters, and 甲乙丙丁, which are A to D."""
    letters = {letter for stem, letter in _LETTERS.items() if stem in zh} & set(_LETTER.findall(en))
    return len(letters) + len(
        {name.lower() for name in _LATIN.findall(zh)} & {name.lower() for name in _LATIN.findall(en)}
    )


@lru_cache(maxsize=4096)
def _split(zh: str) -> tuple[str, ...]:
    """The words of a short text that lie in no longer one that begins before their end; each once."""
    found: dict[str, None] = {}
    words, longest = load_lexicon().words, load_lexicon().longest
    reach = 0
    for at in range(len(zh)):
        for end in range(min(len(zh), at + longest.get(zh[at : at + 2], 1)), max(at, reach), -1):
            if zh[at:end] in words:
                found[zh[at:end]] = None
                reach = end
                break
    return tuple(found)


@lru_cache(maxsize=4096)
def _translate(word: str) -> tuple[tuple[str, float], ...]:
    lexicon = load_lexicon()
    place = lexicon.words[word]
    names = _stem_names()
    low, high = lexicon.starts[place], lexicon.starts[place + 1]
    return tuple(
        (names[stem_id], float(weight))
        for stem_id, weight in zip(lexicon.stem_ids[low:high], lexicon.weights[low:high], strict=True)
    )


@lru_cache(maxsize=1)
def _stem_names() -> tuple[str, ...]:
    return tuple(load_lexicon().stems)
