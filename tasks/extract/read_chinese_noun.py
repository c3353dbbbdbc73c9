"""The noun that a Chinese classifier counts: 3个国家人工智能应用中试基地 is base, 全球灯塔工厂增至10家 is factory."""

import re
from functools import cache, lru_cache

from ..core.numerals.read_tables import sizes_by_last
from .tables.read_tables import base_periods, changes, chinese_nouns, qualifiers, read_rows, word_set, words_of

WINDOW = 28
"""A noun phrase is not followed further than this many characters."""

_MARKS = "。；：、！？，,.;:!?（(）)《》\n 0-9"
_FIRST = re.compile(r"(?:\(\?<![^)]*\))?(\[[^]]*\]|.)")
"""The first character, or class of them, of a pattern of `phrase_ends_zh.tsv`."""
_SKIPPED = frozenset('“”「」"')
_RATES_TOLD = ("自然增长率为", "自然增长率是", "自然增长率达")
"""增长率为 is a link behind other nouns."""
_VERBAL = frozenset("的了")
"""Behind a noun that is a verb as well they show the verb: 记录了183次, 组织的五次."""
_MAX_REST = 7
"""A phrase that goes on longer behind its last known noun has a head that is not known."""


@cache
def phrase_end() -> re.Pattern[str]:
    """A pattern that finds where a noun phrase behind a classifier ends."""
    ends = [row[0] for row in read_rows("phrase_ends_zh.tsv")]
    firsts = "".join(_FIRST.match(end)[1].strip("[]") for end in ends)  # type: ignore[index]
    # the characters an end begins with are asked first: trying a hundred words at every character takes long
    return re.compile(f"[{_MARKS}]|(?=[{firsts}])(?:{'|'.join(ends)})")


@cache
def links() -> frozenset[str]:
    """What may stand between a noun and its number: 达, 增至, 超过, 约, 有."""
    words = set(words_of("links_zh.tsv")) | set(qualifiers("zh", "before")) | base_periods("zh").keys()
    words.update(word + end for word in changes("zh", "before") for end in ("至", "到", "为", "了", ""))
    return frozenset(words)


@cache
def _tails() -> tuple[str, ...]:
    return ("", *sorted(word_set("noun_tail"), key=lambda word: (-len(word), word)))


@cache
def _noun_sizes() -> dict[str, tuple[int, ...]]:
    return sizes_by_last(chinese_nouns())


@cache
def _link_sizes() -> dict[str, tuple[int, ...]]:
    return sizes_by_last(links())


def read_noun_after(text: str, at: int, is_body: bool) -> tuple[str, int, int] | None:
    """The noun counted by a classifier that ends at `at`, as (unit, start and end of the phrase).

    The last known noun of the phrase counts: what stands before it modifies it. With `is_body` only organisations do.
    """
    if text[at : at + 1] == "的":
        return None
    stop = phrase_end().search(text, at, at + WINDOW)
    high = stop.start() if stop else min(len(text), at + WINDOW)
    is_word = stop is not None and len(stop.group()) > 1  # 营运 is no 营 of 市营
    is_attributive = not is_word and text[high : high + 1] in word_set("attributive")
    found = _find_last_noun(text[at:high], is_body, is_attributive)
    return (found[0], at, at + found[1]) if found is not None else None


@lru_cache(maxsize=8192)
def _find_last_noun(phrase: str, is_body: bool, is_attributive: bool) -> tuple[str, int] | None:
    """The last known noun of a phrase, as (unit, its end); `is_attributive` where what follows makes it modify that."""
    low = 0 if is_body else max(0, len(phrase) - _MAX_REST)
    sizes, attributive = _noun_sizes(), word_set("attributive")
    for end in range(len(phrase), low, -1):
        is_last = end == len(phrase)
        if phrase[end - 1] in sizes and not (is_attributive if is_last else phrase[end] in attributive):
            name = _noun_ending_at(phrase, 0, end, is_body, is_last)
            if name is not None:
                return name, end
    return None


def read_noun_before(text: str, at: int, is_body: bool, is_thing: bool = False) -> tuple[str, int, int] | None:
    """The noun whose count stands behind it at `at`, as (unit, start and end of the noun).

    With `is_body` only organisations are counted, with `is_thing` everything else.
    """
    low = max(0, at - WINDOW)
    window = strip_links(text[low:at])
    if text[low + len(window) : low + len(window) + 1] in _VERBAL:
        return None
    for tail in _tails():
        if window.endswith(tail):
            end = low + len(window) - len(tail)
            name = _noun_ending_at(text, low, end, is_body, False, is_thing)
            if name is not None:
                return name, low, end
    return None


def strip_links(window: str) -> str:
    """The window without the verbs, adverbs and marks at its end."""
    known, sizes = links(), _link_sizes()
    if window.endswith(_RATES_TOLD):
        window = window[:-1]
    while window and not window.endswith(("自然增长率", "平均")):
        if window[-1] in _SKIPPED:
            window = window[:-1]
            continue
        size = next((size for size in sizes.get(window[-1], ()) if window[-size:] in known), 0)
        if not size:
            break
        window = window[:-size]
    return window


def _noun_ending_at(text: str, low: int, end: int, is_body: bool, is_last: bool, is_thing: bool = False) -> str | None:
    """The unit of the longest known noun that ends here; of one character only the last of a phrase counts."""
    nouns = chinese_nouns()
    for size in _noun_sizes().get(text[end - 1 : end], ()):
        if size > end - low or (size == 1 and not is_last):
            continue
        noun = nouns.get(text[end - size : end])
        if noun is not None and (noun[1] or not is_body):
            return None if is_thing and noun[1] else noun[0]
    return None
