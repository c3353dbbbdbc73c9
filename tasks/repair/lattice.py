"""The cheapest reading of bytes that several charsets share: which of them a character is in, and which bytes are lost.

All readings of a line form a lattice: at a byte, each charset reads its next character at the price of that character,
to go over to another charset has a price, and so has a byte that is given up. The cheapest way through is found by
dynamic programming (Viterbi 1967) in time linear in bytes and charsets. Refuses nothing: what a reading is worth
is for the caller to judge.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..core.scripts import to_simplified
from .measure_bits import BITS_OF_SCRIPT_CHANGE, bits_in_chinese, char_bits, load_pair_savings

Step = tuple[int, float, int]
"""Bytes that the next character takes, its bits by itself, and its code point, simplified; no bytes: there is none."""
Reader = Callable[[bytes, int], Step]

MIXED = {"utf-8": ("gb18030", "big5hkscs"), "gb18030": ("utf-8", "big5hkscs"), "big5hkscs": ("utf-8", "gb18030")}
"""What runs inside text of a charset may be in."""
MIXED_FAMILIES = {"gbk": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
"""Charsets that are read by a larger one."""
BITS_OF_SWITCH = 20.0
"""Into another charset and back is 40 bits: more than a bad byte costs, less than ten Chinese characters save."""
BITS_OF_BAD_BYTE = 25.0
BITS_OF_NEXT_BAD_BYTE = 10.0
BITS_OF_CUT_END = 18.0
"""The first bytes of a character at the end of the data: files are cut there."""
NOTHING: Step = (0, 0.0, 0)
INFINITE = float("inf")
EURO_STEP: Step = (1, 14.0, 0x20AC)
"""The euro sign where Windows added it to GBK."""
UTF8_SIZES = (0,) * 0xC2 + (2,) * 30 + (3,) * 16 + (4,) * 5 + (0,) * 11


class Part(NamedTuple):
    """The bytes start:end, read in one charset; None: lost."""

    start: int
    end: int
    charset: str | None


def read_mixed(
    data: bytes, charsets: Sequence[str], has_pairs: bool = True, may_lose: bool = True
) -> tuple[list[Part], float]:
    """The cheapest reading of bytes in charsets that are supersets of ASCII, and what it costs in bits.

    Data begin and end in the first of the charsets, or pay for the switch. `has_pairs`: a character costs less behind
    one that it often follows. `may_lose`: bytes may be given up; else the first charset must be able to read them all.
    """
    lattice = _Lattice(data, charsets, load_pair_savings() if has_pairs else {}, may_lose)
    for at in range(len(data)):
        lattice.switch(at)
        lattice.step(at)
    return lattice.finish()


class _Lattice:
    """What it costs to get to each byte in each way (a charset, or as lost), and from where."""

    def __init__(self, data: bytes, charsets: Sequence[str], savings: dict[int, int], may_lose: bool):
        self.data, self.charsets, self.savings = data, charsets, savings
        self.may_lose = may_lose
        self.readers = [find_reader(charset) for charset in charsets]
        self.lost = len(charsets)
        self.costs = [[INFINITE] * (len(data) + 1) for _ in range(self.lost + 1)]
        self.origins = [[(0, 0)] * (len(data) + 1) for _ in range(self.lost + 1)]
        self.points = [[0] * (len(data) + 1) for _ in range(self.lost + 1)]
        self.costs[0][0] = 0.0

    def switch(self, at: int) -> None:
        """Start every way from the cheapest one here, at the price of a switch; from a loss to the first is free."""
        costs, origins, lost = self.costs, self.origins, self.lost
        if costs[lost][at] < costs[0][at]:
            costs[0][at], origins[0][at], self.points[0][at] = costs[lost][at], (at, lost), 0
        way = 0
        for other in range(1, lost):
            if costs[other][at] < costs[way][at]:
                way = other
        for other in range(lost):
            if other != way and costs[way][at] + BITS_OF_SWITCH < costs[other][at]:
                costs[other][at], origins[other][at] = costs[way][at] + BITS_OF_SWITCH, (at, way)
                self.points[other][at] = self.points[way][at]
        cost = costs[0][at] + BITS_OF_BAD_BYTE - BITS_OF_NEXT_BAD_BYTE
        if cost < costs[lost][at] and self.may_lose:
            costs[lost][at], origins[lost][at] = cost, (at, 0)

    def step(self, at: int) -> None:
        """Read the next character in each way."""
        costs, origins = self.costs, self.origins
        for way, reader in enumerate(self.readers):
            cost = costs[way][at]
            if cost == INFINITE:
                continue
            n_bytes, bits, point = reader(self.data, at)
            cost += bits
            if point > 0x2E80:
                cost -= self.savings.get(self.points[way][at] << 16 | point, 0)
            if n_bytes and cost < costs[way][at + n_bytes]:
                costs[way][at + n_bytes], origins[way][at + n_bytes] = cost, (at, way)
                self.points[way][at + n_bytes] = point
        cost = costs[self.lost][at] + BITS_OF_NEXT_BAD_BYTE
        if cost < costs[self.lost][at + 1]:
            costs[self.lost][at + 1], origins[self.lost][at + 1] = cost, (at, self.lost)

    def finish(self) -> tuple[list[Part], float]:
        """The parts of the cheapest way to the end, and its cost."""
        end, lost = len(self.data), self.lost
        for at in range(max(0, end - 3), end):
            cost = self.costs[0][at] + BITS_OF_CUT_END
            if cost < self.costs[lost][end] and self.may_lose and is_cut(self.data[at:], self.charsets[0]):
                self.costs[lost][end], self.origins[lost][end] = cost, (at, 0)
        totals = [self.costs[way][end] + BITS_OF_SWITCH * (0 < way < lost) for way in range(lost + 1)]
        way = totals.index(min(totals))
        return self._trace(way), totals[way]

    def _trace(self, way: int) -> list[Part]:
        names = (*self.charsets, None)
        parts: list[Part] = []
        at = len(self.data)
        while at > 0:
            before, before_way = self.origins[way][at]
            if before < at and parts and parts[-1].charset == names[way]:
                parts[-1] = Part(before, parts[-1].end, names[way])
            elif before < at:
                parts.append(Part(before, at, names[way]))
            at, way = before, before_way
        return parts[::-1]


def is_cut(tail: bytes, charset: str) -> bool:
    """Whether bytes are the beginning of one character and no more."""
    if charset != "utf-8":
        return len(tail) == 1 and tail[0] >= 0x81
    return 0xC2 <= tail[0] < 0xF5 and UTF8_SIZES[tail[0]] > len(tail) and all(0x80 <= byte < 0xC0 for byte in tail[1:])


@lru_cache(maxsize=16)
def find_reader(charset: str) -> Reader:
    """The function that reads the next character in a charset."""
    if charset == "utf-8":
        return _read_utf8
    return _pair_reader(charset)


def _read_utf8(data: bytes, at: int) -> Step:
    lead = data[at]
    if lead < 0x80:
        return 1, char_bits(chr(lead)), lead
    size = UTF8_SIZES[lead]
    try:
        char = data[at : at + size].decode()
    except UnicodeDecodeError:
        return NOTHING
    if size == 2 and at and data[at - 1] >= 0x80 and not (data[at - 1] < 0xC0 and 0xC2 <= data[at - 2] < 0xE0):
        return 2, char_bits(char) + BITS_OF_SCRIPT_CHANGE, ord(char)
    return (size, char_bits(char), ord(to_simplified(char))) if size else NOTHING


def _pair_reader(charset: str) -> Reader:
    """Reader of a charset of one, two and, if it is GB 18030, four bytes."""
    codes = load_codes(charset)
    ascii_steps: list[Step] = [(1, char_bits(chr(byte)), byte) for byte in range(0x80)]
    has_four = charset == "gb18030"

    def read(data: bytes, at: int) -> Step:
        lead = data[at]
        if lead < 0x80:
            return ascii_steps[lead]
        if lead == 0x80 and has_four:
            return EURO_STEP
        trail = data[at + 1] if at + 1 < len(data) else 0
        if has_four and 0x30 <= trail <= 0x39:
            char = data[at : at + 4].decode(charset, "ignore")
            return (4, char_bits(char), ord(char)) if len(char) == 1 else NOTHING
        return codes[lead << 8 | trail]

    return read


@lru_cache(maxsize=8)
def load_codes(charset: str) -> list[Step]:
    """The character of each code of two bytes, shape (65536,)."""
    steps = [NOTHING] * 0x10000
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            char = bytes((lead, trail)).decode(charset, "ignore")
            if len(char) == 1 and char > "\x7f":
                steps[lead << 8 | trail] = (2, bits_in_chinese(char), ord(to_simplified(char)))
    return steps
