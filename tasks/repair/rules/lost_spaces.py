"""Put back spaces that were lost between English words: thePlan, enhancedoverseas, strength,and, (2023)with.

Two words run together are parted only if both stand by themselves in the text (`the` and its like before a capital need
no other proof than that the rest is a word), the joined form does not, and no dictionary has it; in lower case only if
the text has lost other spaces. So names stay: WeChat, iPhone, GitHub, McDonald, PhD, eBay, JavaScript, Zhongguancun.
Refuses markup and programs, what occurs more than twice, and what stands in an address of the web or of mail. Two long
words of a dictionary that the text does not have otherwise (EnglishChannel) are a suggestion.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

from ...core.lexicon.english_words import is_english_word
from ..settings import RepairSettings
from ..sift import sift
from ..stretches import Change

RULE = "lost-space"
JOINING_WORDS = Path(__file__).parent / "joining_words.tsv"
TOKENS = re.compile("[A-Za-z]+")
MARKUP = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>|[{};]\s*\n|=\"")
"""HTML, XML and programs."""
DOMAIN = re.compile(r"\.[a-z]")
BEFORE = re.compile("[A-Z]?[a-z]+$|[A-Z]+$")
ADDRESS_SIGNS = re.compile(r"://|www\.|@|\.(?:com|cn|org|net|gov|edu|html?)\b")
NO_SPACE = re.compile(r"[^\s\u3400-\u9fff]{0,200}")
CAMELS = re.compile("(?<![A-Za-z])([A-Za-z][a-z]+)([A-Z][a-z]{2,}|[A-Z]{2,5})(?![A-Za-z])")
ACRONYMS = re.compile("(?<![A-Za-z])([A-Z]{2,5})([a-z]{3,})(?![A-Za-z])")
LONG_WORDS = re.compile("(?<![A-Za-z])[A-Za-z][a-z]{11,}(?![A-Za-z])")
MARKS = re.compile(
    "(?<=[a-z]{2}),(?=[a-z]{2})|(?<=[0-9A-Za-z][0-9A-Za-z])\\)(?=[a-z]{2})"
    "|(?<=[A-Za-z]{4})(?=\\((?:19|20)[0-9]{2}[-–—](?:19|20)?[0-9]{2}\\))"
)
"""Marks that a space belongs behind, and a bracket with a year that it belongs before."""
QUOTES = (("”,“", re.compile("”,(?=“[A-Za-z])")), ("s’", re.compile("’(?<=[a-z]s’)(?=[a-z]{4})")))
"""Quotes that a space belongs behind, each with what must stand in a text before it is searched."""
NUMBERED = re.compile("^(?:[IVX]{1,5}|[0-9]{1,2})\\.(?=([A-Z][a-z]{2,}))", re.M)
SPACED_NUMBERED = re.compile("^(?:[IVX]{1,5}|[0-9]{1,2})\\. [A-Z]", re.M)
SPECIAL = frozenset("#@/_“”\"'’-")
"""Signs beside a word that is a tag, a name of an account, or a part of an address."""
MAX_WINDOW = 60
MIN_HALF = 5
MAX_JOINED = 2
MIN_ACRONYMS = 3
MIN_SPACED = 3
"""Numbers of lines with a space for each that has none."""
MIN_LONG = 14
"""Letters of a word of which one half is enough to stand in the text, the other in a dictionary."""
MAX_FOUND = 16
"""Words that are looked for one by one, before it takes less time to count all."""
MIN_OTHERS = 2
"""Other spaces that were lost, before a word in lower case is parted."""


class Cut(NamedTuple):
    """Where in a word a space was lost, and what says so; is_proven: the text itself does."""

    at: int
    evidence: str
    is_proven: bool


def find_changes(text: str, _: RepairSettings) -> list[Change]:
    """One change for each space that is put back, and one for each that is suggested."""
    windows = find_windows(text)
    if not windows:
        return []
    words = _Words(text)
    changes = [_ask(match, cut) for match, cut in words.cut_all(CAMELS, _cut_camel, windows)]
    changes += _part_marks(text, words, windows)
    if not changes or MARKUP.search(text):
        return []
    whole = [(0, len(text))]
    if sum(change.suggestion is None for change in changes) >= MIN_OTHERS:
        changes += [_ask(match, cut) for match, cut in words.cut_all(ACRONYMS, _cut_acronym, whole)]
        changes += [_ask(match, cut) for match, cut in words.cut_all(LONG_WORDS, _cut_plain, whole)]
    addresses = _find_addresses(text) if changes else []
    apart = [change for change in changes if not any(start <= change.char_start < end for start, end in addresses)]
    return sorted(apart, key=lambda change: change.char_start)


def _find_addresses(text: str) -> list[tuple[int, int]]:
    """Where addresses of the web and of mail stand."""
    spans = []
    for match in ADDRESS_SIGNS.finditer(text):
        before = NO_SPACE.match(text[max(0, match.start() - 200) : match.start()][::-1])
        behind = NO_SPACE.match(text, match.end())
        spans.append((match.start() - len(before[0] if before else ""), behind.end() if behind else match.end()))
    return spans


def find_windows(text: str) -> list[tuple[int, int]]:
    """What stands around a capital behind a small letter, or a comma or bracket beside one, from space to space."""
    windows: list[tuple[int, int]] = []
    for at in sift(text).joints.tolist():
        if not windows or at >= windows[-1][1]:
            behind = text.find(" ", at + 1, at + MAX_WINDOW)
            start = max(text.rfind(" ", max(0, at - MAX_WINDOW), at) + 1, at - MAX_WINDOW, 0)
            windows.append((start, min(behind if behind >= 0 else at + MAX_WINDOW, len(text))))
    return windows


class _Words:
    """The words of a text, and how often each is written so; counted when first asked for."""

    def __init__(self, text: str):
        self.text = text
        self._found: dict[str, int] = {}

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(TOKENS.findall(self.text))

    def count_as_written(self, word: str) -> int:
        """How often a word stands by itself; all words are counted only when several were asked for."""
        if len(self._found) >= MAX_FOUND:
            return self._counts[word]
        if word not in self._found:
            self._found[word] = sum(1 for _ in _find_word(self.text, word))
        return self._found[word]

    def count(self, word: str) -> int:
        """How often a word stands by itself, in lower case or with a capital."""
        return self.count_as_written(word.lower()) + self.count_as_written(word.capitalize())

    def cut_all(
        self, pattern: re.Pattern[str], cut_word: "CutWord", windows: list[tuple[int, int]]
    ) -> Iterator[tuple[re.Match[str], Cut]]:
        """The words of a shape that are cut somewhere, but for those that are frequent or part of a tag or address."""
        for match in (match for window in windows for match in pattern.finditer(self.text, *window)):
            around = self.text[max(0, match.start() - 1) : match.start()] + self.text[match.end() : match.end() + 1]
            is_address = SPECIAL.intersection(around) or DOMAIN.match(self.text, match.end())
            cut = None if is_address else cut_word(match, self)
            if cut is not None and self.count_as_written(match[0]) <= MAX_JOINED:
                yield match, cut


def _find_word(text: str, word: str) -> Iterator[int]:
    """Where a word stands between characters that are no letters of ASCII."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        if not _is_letter(text[at - 1 : at]) and not _is_letter(text[end : end + 1]):
            yield at
        at = text.find(word, end)


def _is_letter(char: str) -> bool:
    return char.isascii() and char.isalpha()


CutWord = Callable[[re.Match[str], _Words], Cut | None]


def _ask(match: re.Match[str], cut: Cut) -> Change:
    at = match.start() + cut.at
    if cut.is_proven:
        return Change(at, at, " ", (RULE,), (cut.evidence,))
    parted = f"{match[0][: cut.at]} {match[0][cut.at :]}"
    return Change(match.start(), match.end(), match[0], (RULE,), (cut.evidence,), suggestion=parted)


def _cut_camel(match: re.Match[str], words: _Words) -> Cut | None:
    """The function word before a capital is cut off, and two long words that both stand in the text are parted."""
    left, right = match[1], match[2]
    if left.lower() in load_function_words():
        n_right = words.count_as_written(right) if right.isupper() else words.count(right)
        is_known = n_right >= MIN_ACRONYMS if right.isupper() else n_right > 0
        is_known = is_known or (len(right) > MIN_HALF and is_english_word(right))
        return Cut(len(left), _explain(left, right, words), True) if is_known else None
    if min(len(left), len(right)) < MIN_HALF or right.isupper():
        return None
    if words.count_as_written(left) and words.count_as_written(right):
        return Cut(len(left), _explain(left, right, words), True)
    if is_english_word(left) and is_english_word(right) and not is_english_word(left + right):
        return Cut(len(left), "both halves are words of a dictionary, but not of this text", False)
    return None


def _cut_acronym(match: re.Match[str], words: _Words) -> Cut | None:
    """IPRkey: the acronym stands in the text again and again, and what is behind it is a word of the text."""
    acronym, word = match[1], match[2]
    if words.count_as_written(acronym) >= MIN_ACRONYMS and words.count_as_written(word) and is_english_word(word):
        return Cut(len(acronym), _explain(acronym, word, words), True)
    return None


def _cut_plain(match: re.Match[str], words: _Words) -> Cut | None:
    """The one place where a long word falls into two of the text, if no dictionary has it as one."""
    word, cuts = match[0], []
    if is_english_word(word):
        return None
    for at in range(MIN_HALF, len(word) - 2):
        left, right = word[:at], word[at:]
        is_long = left.lower() not in load_compound_parts() and len(right) >= MIN_HALF
        is_function = right in load_function_words()
        is_likely = is_long and len(word) >= MIN_LONG and (words.count(left) or words.count(right)) >= MIN_ACRONYMS
        if ((is_long or is_function) and words.count(left) and words.count(right)) or (
            is_likely and is_english_word(left) and is_english_word(right)
        ):
            cuts.append(Cut(at, _explain(left, right, words), True))
    return cuts[0] if len(cuts) == 1 else None


def _part_marks(text: str, words: _Words, windows: list[tuple[int, int]]) -> Iterator[Change]:
    found = [match for window in windows for match in MARKS.finditer(text, *window)]
    found += [match for sign, pattern in QUOTES if sign in text for match in pattern.finditer(text)]
    for match in found:
        before, behind = BEFORE.search(text, max(0, match.start() - 30), match.start()), TOKENS.match(text, match.end())
        if all(side is None or _is_english(side[0]) for side in (before, behind)):
            at = match.end()
            yield Change(at, at, " ", (RULE,), ("a space belongs beside the mark",))
    if not found:
        return
    numbered = list(NUMBERED.finditer(text))
    if MIN_SPACED * len(numbered) > len(SPACED_NUMBERED.findall(text)):
        return
    for match in numbered:
        if is_english_word(match[1]):
            yield Change(match.end(), match.end(), " ", (RULE,), ("other numbers of the text have one",))


def _is_english(word: str) -> bool:
    return word in load_function_words() or (len(word) > 2 and is_english_word(word))


def _explain(left: str, right: str, words: _Words) -> str:
    counts = [words.count_as_written(word) if word.isupper() else words.count(word) for word in (left, right)]
    return f"{left} stands {counts[0]} times by itself, {right} {counts[1]}"


@lru_cache(maxsize=1)
def load_function_words() -> frozenset[str]:
    """Short words that stand between others."""
    return _load_words("function")


@lru_cache(maxsize=1)
def load_compound_parts() -> frozenset[str]:
    """Words that begin compounds."""
    return _load_words("compound")


def _load_words(wanted: str) -> frozenset[str]:
    rows = [line.split("\t") for line in JOINING_WORDS.read_text(encoding="utf-8").split("\n") if line]
    return frozenset(word for word, *kind in rows if kind == [wanted] and not word.startswith("#"))
