"""The values of English number words: `fifteen`, `twenty-one`, `two hundred and five thousand`, `a dozen`."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .read_han import EXACT
from .read_tables import alternation, cased, read_rows

WORDS = {word: (kind, Decimal(value)) for word, kind, value in read_rows("english_numerals.tsv")}
SCALES = {word: value for word, (kind, value) in WORDS.items() if kind in ("hundred", "scale")}

ANY = alternation(cased(WORDS))
_AFTER_A = alternation(SCALES)
WORD_RUN = re.compile(rf"\b(?:[Aa][ \u00a0]{_AFTER_A}|{ANY})\b(?>(?:[ \u00a0-](?:and[ \u00a0])?{ANY}\b)*)")
_PART = re.compile(r"[A-Za-z]+")
_ONE = Decimal(1)


def read_words(run: str, offset: int) -> Iterator[tuple[int, int, Decimal]]:
    """The numbers of a run of number words as (start, end, value), spans shifted by `offset`.

    A run falls apart where a word cannot join the number before it: `two three`, `between two and three`.
    """
    number = _Number()
    for part in _PART.finditer(run):
        word = part.group().lower()
        if word == "a":
            number = _Number(part.start())
        elif word == "and":
            number.has_and = True
        elif not number.take(word, part.start(), part.end()):
            if number.value is not None:
                yield offset + number.start, offset + number.end, number.value
            number = _Number()
            number.take(word, part.start(), part.end())
    if number.value is not None:
        yield offset + number.start, offset + number.end, number.value


class _Number:
    """A number that is being read word by word."""

    def __init__(self, start: int = -1):
        self.start, self.end = start, -1
        self.has_and = False
        self._total, self._section = Decimal(0), Decimal(0)
        self._room, self._lowest_scale = Decimal(10) ** 30, Decimal(10) ** 30
        self._is_empty = True

    @property
    def value(self) -> Decimal | None:
        return None if self._is_empty else EXACT.add(self._total, self._section)

    def take(self, word: str, start: int, end: int) -> bool:
        """Join a word; False when it begins another number."""
        kind, value = WORDS[word]
        has_and, self.has_and = self.has_and, False
        if kind in ("unit", "tens"):
            if value >= self._room or (has_and and self._room < 100) or (value == 0 and not self._is_empty):
                return False
            self._section = EXACT.add(self._section, value)
            self._room = Decimal(10) if kind == "tens" else _ONE
        elif has_and:
            return False
        elif kind == "hundred":
            if not self._is_empty and not 0 < self._section < 100:
                return False
            self._section = EXACT.multiply(self._section or _ONE, value)
            self._room = Decimal(100) if value == 100 else Decimal(0)
        else:
            if not self._is_empty and (not self._section or value >= self._lowest_scale):
                return False
            self._total = EXACT.add(self._total, EXACT.multiply(self._section or _ONE, value))
            self._section, self._room, self._lowest_scale = Decimal(0), Decimal(1000), value
        self._is_empty, self.end = False, end
        self.start = start if self.start < 0 else self.start
        return True
