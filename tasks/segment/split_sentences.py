"""Sentences of a paragraph, Chinese, English or both in one line.

Policy. A sentence ends at 。！？ and at . ! ? … where they close a sentence; closing quotes and brackets and a
bracketed citation behind the mark belong to it. `；` `;` `：` `:` and commas never end one, nor does anything inside
《…》, inside a bracket of up to 120 code points, or a quotation that its own sentence goes on behind
(「這是什麼？」他問。). In a line that counts up (`1. … 2. …`) each number begins a sentence; `(1) …; (2) …` and
`（一）…；（二）…` are one. A dash ends a sentence only before a word that opens them, a smiley before a capital
(`find_turns`). The foot of a page ends none (`join_pages`). Spans leave out blanks at both ends, and every other
character lies in exactly one span.
"""

import re
from collections.abc import Sequence

from ..core.lines import BLANK
from .find_enumerations import find_enumerations
from .find_turns import find_turns
from .load_tables import abbreviations, english_vocabulary, english_words, sentence_starters, time_words

Pair = tuple[str, str, int]
"""Opener, closer, and the code points within which it must close."""

_FULL = "。！？｡"
_CLOSERS = "”’」』）)】〕》〉\\]］}｝\"'»"
_INSIDE_WORD = "[0-9a-z,;:]"
"""What behind a full stop says that it stands inside a word or a number."""
_END = re.compile(
    f"([{_FULL}!?….](?:(?<!\\.)|(?!{_INSIDE_WORD}))[{_FULL}!?….]*(?:(?<!\\.)|(?!{_INSIDE_WORD}))"
    f"(?: ?[.…](?![0-9A-Za-z]))*)"
    f"((?:[{_CLOSERS}]|“(?= ))*)((?: ?\\[[\\d,;–\\- ]{{1,20}}\\])*)[{BLANK}]*"
)
_MARKS, _CITED = 1, 3
"""Groups of `_END`; the citation stands last, its end is that of the closers where there is none."""
_NEXT_WORD = re.compile("[\"'“‘(\\[]*([A-Za-z]+)")
_OPENERS = "\"'“‘(（[「『《〈【•"
_GOES_ON = frozenset("、，,；;：:。！？!?)）」』”’》")
_SPEAKS = re.compile("[^。！？，,；“”「」]{0,8}?[问問说說道喊叫答笑嚷]")
_PAIRS: tuple[Pair, ...] = (("《", "》", 60), ("（", "）", 120), ("(", ")", 120))
"""What no sentence ends in."""
_QUOTES = frozenset("”’」』\"'»")
_COUNTER = re.compile("(?:[A-Z]|[IVXLC]{1,6}|[a-h]|[0-9]{1,3}(?:\\.[0-9]{1,2}){0,3})\\Z")
_MIN_ASIDE, _MAX_ASIDE = 12, 300
_MIN_PLAIN = 5
"""Letters of a word that is not frequent and yet no abbreviation of one."""
_MAX_WORD = 24
"""Code points that are looked at before a full stop."""


def split_sentences(paragraph: str) -> list[tuple[int, int]]:
    """Half-open spans of the sentences of a paragraph without blanks at its ends, in order."""
    spans: list[tuple[int, int]] = []
    begin = 0
    for stop, resume in _find_boundaries(paragraph):
        if stop > begin:
            spans.append((begin, stop))
            begin = resume
    if begin < len(paragraph):
        spans.append((begin, len(paragraph)))
    return spans


def _find_boundaries(text: str) -> list[tuple[int, int]]:
    """Where a sentence of a paragraph ends and where the next begins, in order; the last sentence is not closed."""
    marked = find_enumerations(text)
    turns = find_turns(text)
    if turns:
        marked = sorted(marked + turns)
    pairs = [pair for pair in _PAIRS if pair[0] in text]
    if marked or pairs or '"' in text:
        return _weigh_boundaries(text, marked, pairs)
    found: list[tuple[int, int]] = []
    begin, end = 0, len(text)
    for match in _END.finditer(text):
        at, resume = match.span()
        if resume == end:
            break
        if resume - at == 2 and text[at] == "." and text[resume].isupper() and _is_plain_word(text, begin, at):
            stop = at + 1
        else:
            stop = match.end(_CITED)
            if not _ends_sentence(text, begin, stop, match, pairs):
                continue
        found.append((stop, resume))
        begin = resume
    return found


def _weigh_boundaries(text: str, marked: list[tuple[int, int]], pairs: Sequence[Pair]) -> list[tuple[int, int]]:
    """The boundaries of a paragraph with numbers or turns (`marked`), brackets or straight quotes."""
    found: list[tuple[int, int]] = []
    begin = counted = n_quotes = at_mark = 0
    end = len(text)
    for match in _END.finditer(text):
        resume = match.end()
        if resume == end:
            break
        while at_mark < len(marked) and marked[at_mark][1] < resume:
            found.append(marked[at_mark])
            begin = marked[at_mark][1]
            at_mark += 1
        stop = match.end(_CITED)
        if at_mark < len(marked) and marked[at_mark][1] == resume:
            at_mark += 1
        elif not _ends_sentence(text, begin, stop, match, pairs):
            continue
        elif stop == resume and text[stop - 1] == '"':
            n_quotes += text.count('"', counted, stop)
            counted = stop
            if n_quotes % 2:
                stop = resume = stop - 1
        found.append((stop, resume))
        begin = resume
    return found + marked[at_mark:]


def _ends_sentence(text: str, begin: int, stop: int, match: re.Match[str], pairs: Sequence[Pair]) -> bool:
    """Whether the marks of a match end the sentence from `begin`; `stop` is the end of marks, closers and citation.

    `pairs` are those of `_PAIRS` that the paragraph opens.
    """
    at, resume = match.span()
    if resume - at == 1 and text[at] in _FULL:
        return text[resume] not in _GOES_ON and not (pairs and _is_inside(text, begin, at, pairs))
    marks_end = match.end(_MARKS)
    mark, after = text[marks_end - 1], text[resume]
    if after in _GOES_ON and not match[_CITED]:
        return False
    if mark in _FULL or (at > begin and _is_han(text[at - 1])):
        if (mark == "." or mark == "…") and resume == marks_end:
            return False
        if stop > marks_end and _SPEAKS.match(text, resume):
            return False
        return not (pairs and _is_inside(text, begin, at, pairs))
    if mark == ".":
        ends = _ends_at_full_stop(text, begin, stop, match)
    else:
        ends = (resume > stop and _may_begin(text, resume)) or _is_han(after) or _asks_on(text, match)
    return ends and not (pairs and _is_inside(text, begin, at, pairs))


def _is_inside(text: str, begin: int, at: int, pairs: Sequence[Pair]) -> bool:
    """Whether a position lies inside 《…》 or a bracket that closes soon."""
    return any(
        text.find(closer, at, at + reach) >= 0 and text.rfind(opener, low, at) > text.rfind(closer, low, at)
        for opener, closer, reach in pairs
        if (low := max(begin, at - reach)) < at
    )


def _ends_at_full_stop(text: str, begin: int, stop: int, match: re.Match[str]) -> bool:
    """Whether a full stop behind Latin letters, figures or signs ends a sentence."""
    at, resume = match.start(), match.end()
    if resume > stop and not _may_begin(text, resume):
        return match.end(_MARKS) - at == 1 and (_begins_small(text, begin, at, resume) or _is_aside(text, resume))
    if resume - at == 2 and stop == at + 1 and _is_plain_word(text, begin, at):
        return True
    words = text[max(begin, at - _MAX_WORD) : at].rsplit(maxsplit=1)
    before = words[-1].lstrip("(\"'“‘[（") if words else ""
    if resume == stop:
        return _is_glued(text, before, match)
    if match.end(_MARKS) - at > 1:
        return True
    if at - len(before) <= begin and _COUNTER.match(before):
        return False
    return text[at + 1] in _QUOTES or _allows_end(text, before, resume)


def _is_plain_word(text: str, begin: int, at: int) -> bool:
    """Whether a word in lower case that is no abbreviation stands before a position; a quick look at most cases."""
    word = text[max(begin, text.rfind(" ", begin, at) + 1, at - _MAX_WORD) : at]
    return len(word) > 2 and word.isascii() and word.isalpha() and word.islower() and word not in abbreviations()


def _begins_small(text: str, begin: int, at: int, resume: int) -> bool:
    """Whether a sentence of hasty writing begins in lower case: a word that opens sentences, behind a plain word."""
    following = _NEXT_WORD.match(text, resume)
    if following is None or following[0] not in sentence_starters() or not _is_plain_word(text, begin, at):
        return False
    word = text[max(begin, text.rfind(" ", begin, at) + 1) : at]
    return word in english_words() or (len(word) >= _MIN_PLAIN and word in english_vocabulary())


def _asks_on(text: str, match: re.Match[str]) -> bool:
    """Whether a question of hasty writing is over: a word that opens sentences stands behind it, in lower case."""
    following = _NEXT_WORD.match(text, match.end())
    is_bare = text[match.end() - 2 : match.end()] == "? "
    return is_bare and following is not None and following[0] in sentence_starters()


def _is_aside(text: str, resume: int) -> bool:
    """Whether a bracket behind a full stop is a sentence of its own, which begins in lower case: (see the plan ...)."""
    if text[resume] != "(":
        return False
    closed = text.find(")", resume + _MIN_ASIDE, resume + _MAX_ASIDE)
    following = text[closed + 1 : closed + 4].lstrip(" .")
    return closed >= 0 and (not following or following[0].isupper())


def _allows_end(text: str, before: str, stop: int) -> bool:
    """Whether the word before a full stop leaves it the end of a sentence."""
    kind = abbreviations().get(before)
    if kind is None and ((len(before) == 1 and before.isupper()) or _is_dotted(before)):
        kind = "rarely"
    if kind is None:
        return True
    if kind == "number":
        return not text[stop].isdigit()
    following = _NEXT_WORD.match(text, stop)
    if kind == "mostly":
        return following is None or following[1] not in time_words()
    return kind == "rarely" and following is not None and following[1].lower() in sentence_starters()


def _is_dotted(word: str) -> bool:
    """Whether a word is an acronym with full stops, without its last: U.S, a.m."""
    parts = word.split(".")
    return len(parts) > 1 and all(len(part) <= 2 and part.isalpha() for part in parts)


def _may_begin(text: str, at: int) -> bool:
    """Whether a sentence may begin at a position: a capital, a figure, a Chinese character, or these behind a quote."""
    first = text[at]
    if first.isupper() or (first.islower() and text[at + 1 : at + 2].isupper()):
        return True
    if first in _OPENERS:
        following = text[at + 1 : at + 3].lstrip(_OPENERS + " ")
        return bool(following) and not following[0].islower()
    return first.isdigit() or _is_han(first) or first in "#$€£¥@*·●■◆▪○※→"


def _is_glued(text: str, before: str, match: re.Match[str]) -> bool:
    """Whether a sentence ends where the space behind its full stop was lost: `protection.The province`."""
    after = text[match.end()]
    if _is_han(after) or after in "“‘「《":
        return len(before) > 1 and before.isalpha() and before not in abbreviations()
    following = text[match.end() : match.end() + _MAX_WORD].split(maxsplit=1)
    return (
        match.end(_MARKS) == match.end()
        and len(before) > 2
        and before.isalpha()
        and before.islower()
        and len(following) > 1
        and following[0].istitle()
        and following[0].isalpha()
    )


def _is_han(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff"
