"""Places of a text where misread bytes may stand, and how a repaired place is asked for.

In a text about misread bytes they are examples: short ones, in a text that is clean for the most part, are left alone.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from ..measure_bits import load_costs

ALPHANUMERIC = re.compile("([0-9A-Za-z]+)")

CHARSET = "(?:UTF-?8|GBK|GB ?2312|GB ?18030|Big ?5|Latin-?1|ISO[- ]8859|Windows-?125[0-9]|CP ?125[0-9])"
ABOUT = re.compile(
    f"mojibake|乱码|亂碼|文字化け|Unicode(?:De|En)codeError|{CHARSET}[^\n]{{1,60}}{CHARSET}", re.IGNORECASE
)
"""Words of a text about misread bytes: those for them, or two charsets in a line."""
HINTS = (
    *(
        "乱码",
        "亂碼",
        "文字化け",
        "ojibake",
        "codeError",
        "UTF-",
        "UTF8",
        "utf-",
        "utf8",
        "GBK",
        "gbk",
        "GB2312",
        "gb2312",
    ),
    *("GB18030", "gb18030", "Big5", "big5", "Latin-1", "latin-1", "Latin1", "latin1", "8859", "1252"),
)
"""One of these stands in any such text; to look for them is ten times as fast."""
MAX_EXAMPLE_CHARS = 24
MAX_EXAMPLES_SHARE = 0.2


LETTERS = re.compile("[\u0370-\u052f]{3}")
FIRST_LETTER, LAST_LETTER = 0x0370, 0x052F
"""Greek and Cyrillic."""
MIN_LETTER_SHARE = 0.9
MAX_BITS_OF_LETTERS = 6.2
"""Of a letter in a line of such an alphabet; in misread bytes capitals and rare letters are as many as the others."""


class Run(NamedTuple):
    """The characters start:end of a text."""

    start: int
    end: int


def find_runs(text: str, gate: re.Pattern[str], run: re.Pattern[str]) -> Iterator[Run]:
    """Runs of characters (matches of `run`, no line feed in them) that hold a match of `gate`, but for examples."""
    found = list(_find_all(text, gate, run))
    if not found or not _is_about(text):
        return iter(found)
    sizes = [sum(char > "\x7f" for char in text[start:end]) for start, end in found]
    if sum(sizes) > MAX_EXAMPLES_SHARE * len(text):
        return iter(found)
    return (some for some, size in zip(found, sizes, strict=True) if size > MAX_EXAMPLE_CHARS)


@lru_cache(maxsize=2)
def _is_about(text: str) -> bool:
    """Whether a text is about misread bytes; kept, for more than one rule asks."""
    return any(hint in text for hint in HINTS) and ABOUT.search(text) is not None


def _find_all(text: str, gate: re.Pattern[str], run: re.Pattern[str]) -> Iterator[Run]:
    at, plain = 0, find_alphabetic_lines(text)
    while match := gate.search(text, at):
        line_start = text.rfind("\n", 0, match.start()) + 1
        line_end = text.find("\n", match.end())
        line_end = len(text) if line_end < 0 else line_end
        for found in run.finditer(text, max(line_start, at), line_end) if line_start not in plain else ():
            if gate.search(text, found.start(), found.end()):
                yield Run(*found.span())
        at = line_end


@lru_cache(maxsize=2)
def find_alphabetic_lines(text: str) -> frozenset[int]:
    """Where lines start that are plainly Greek or Cyrillic: frequent letters are nearly all that is beyond ASCII."""
    if not LETTERS.search(text):
        return frozenset()
    units = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    starts = np.concatenate([[0], np.flatnonzero(units == 0x0A) + 1])
    starts = starts[starts < len(units)]
    is_letter = (units >= FIRST_LETTER) & (units <= LAST_LETTER)
    n_letters = np.add.reduceat(is_letter, starts, dtype=np.int64)
    n_beyond = np.add.reduceat(units > 0x7F, starts, dtype=np.int64)
    bits = np.add.reduceat(np.where(is_letter, load_costs().bits[np.minimum(units, 0xFFFF)], 0), starts)
    is_plain = (n_letters > 0) & (n_letters >= MIN_LETTER_SHARE * n_beyond) & (bits <= MAX_BITS_OF_LETTERS * n_letters)
    return frozenset(starts[is_plain].tolist())


def trim_ascii(before: str, after: str) -> tuple[int, int]:
    """How many ASCII characters at the start and at the end of a run a repair leaves as they are."""
    limit = min(len(before), len(after))
    head = 0
    while head < limit and before[head] == after[head] and before[head].isascii():
        head += 1
    tail = 0
    while tail < limit - head and before[-1 - tail] == after[-1 - tail] and before[-1 - tail].isascii():
        tail += 1
    return head, tail


def align_words(before: str, after: str) -> list[tuple[int, int, str]]:
    """What differs between the letters and digits of ASCII that both texts have: start, end, text after.

    One difference over all when their letters and digits are not the same.
    """
    olds, news = ALPHANUMERIC.split(before), ALPHANUMERIC.split(after)
    if olds[1::2] != news[1::2]:
        return [(0, len(before), after)]
    differences, at = [], 0
    for old, new in zip(olds, news, strict=True):
        if old != new:
            head, tail = trim_ascii(old, new)
            differences.append((at + head, at + len(old) - tail, new[head : len(new) - tail]))
        at += len(old)
    return differences


def is_line_break(gap: str) -> bool:
    """Whether only the ends of two lines and blank lines stand between two repaired runs."""
    first, *blank = gap.split("\n")
    return bool(blank) and gap.isascii() and not any(line.strip() for line in blank[:-1]) and len(first) < 80
