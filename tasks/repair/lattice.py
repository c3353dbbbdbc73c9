"""The cheapest reading of bytes that several charsets share: which of them a character is in, and which bytes are lost.

All readings of a line form a lattice: at a byte, each charset reads its next character at the price of that character,
to go over to another charset has a price, and so has a byte that is given up. The cheapest way through is found by
dynamic programming (Viterbi 1967) in time linear in bytes and charsets. Refuses nothing: what a reading is worth
is for the caller to judge.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.scripts import to_simplified
from .measure_bits import BITS_OF_SCRIPT_CHANGE, bits_in_chinese, char_bits, load_pair_savings

Step = tuple[int, float, int]
"""Bytes that the next character takes, its bits by itself, and its code point, simplified; no bytes: there is none."""

MIXED = {"utf-8": ("gb18030", "big5hkscs"), "gb18030": ("utf-8", "big5hkscs"), "big5hkscs": ("utf-8", "gb18030")}
"""What runs inside text of a charset may be in."""
MIXED_FAMILIES = {"gbk": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}
"""Charsets that are read by a larger one."""
BITS_OF_SWITCH = 20.0
"""Into another charset and back is 40 bits: more than a bad byte costs, less than ten Chinese characters save."""
BITS_OF_BAD_BYTE = 20.0
BITS_OF_NEXT_BAD_BYTE = 10.0
BITS_OF_CUT_END = 14.0
"""The first bytes of a character at the end of the data: files are cut there."""
NOTHING: Step = (0, 0.0, 0)
INFINITE = float("inf")
NOWHERE = (0, 0)
MAX_BYTES = 5
"""One more than the longest character takes."""
FIRST_PAIRED = 0x2E80
"""Characters behind this one cost less behind some others."""
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
    ways = [_Way(*list_steps(data, charset), len(data)) for charset in charsets]
    lost = _Lost(len(data))
    ways[0].costs[0] = 0.0
    _walk(ways, lost, load_pair_savings() if has_pairs else {}, len(data), may_lose)
    return _finish(ways, lost, data, charsets, may_lose)


class _Way:
    """What it costs to get to each byte in one charset, and from where: a byte and a way, len(ways) being the lost."""

    def __init__(self, sizes: list[int], bits: list[float], points: list[int], n_bytes: int):
        self.sizes, self.bits, self.next_points = sizes, bits, points
        self.costs = [INFINITE] * (n_bytes + MAX_BYTES)
        self.origins = [NOWHERE] * (n_bytes + MAX_BYTES)
        self.points = [0] * (n_bytes + MAX_BYTES)


class _Lost:
    """The same for bytes that are given up."""

    def __init__(self, n_bytes: int):
        self.costs = [INFINITE] * (n_bytes + MAX_BYTES)
        self.origins = [NOWHERE] * (n_bytes + MAX_BYTES)


def _walk(ways: list[_Way], lost: _Lost, savings: dict[int, int], n_bytes: int, may_lose: bool) -> None:
    """Fill in the costs, byte by byte. One loop without calls, for all the time goes by here.

    Every way may start from the cheapest one at the price of a switch. From a loss the first goes on for nothing; that
    is kept apart from its own cost for one character, which may cost less behind its own last one.
    """
    n_ways, first = len(ways), ways[0]
    lost_costs, lost_origins, first_costs = lost.costs, lost.origins, first.costs
    inner = [
        (w, way.costs, way.origins, way.points, way.sizes, way.bits, way.next_points) for w, way in enumerate(ways)
    ]
    for at in range(n_bytes):
        best, lowest = n_ways, lost_costs[at]
        for w, costs, *_ in inner:
            if costs[at] < lowest:
                best, lowest = w, costs[at]
        limit, best_point = lowest + BITS_OF_SWITCH, ways[best].points[at] if best < n_ways else 0
        for w, costs, origins, points, sizes, bits, next_points in inner:
            cost = costs[at]
            if cost > limit:
                cost = costs[at] = limit
                origins[at], points[at] = (at, best), best_point
            size = sizes[at]
            if size:
                point = next_points[at]
                cost += bits[at]
                if point > FIRST_PAIRED:
                    cost -= savings.get(points[at] << 16 | point, 0)
                if cost < costs[at + size]:
                    costs[at + size], origins[at + size], points[at + size] = cost, (at, w), point
        size = first.sizes[at]
        if size and lost_costs[at] + first.bits[at] < first_costs[at + size]:
            first_costs[at + size] = lost_costs[at] + first.bits[at]
            first.origins[at + size], first.points[at + size] = (at, n_ways), first.next_points[at]
        if may_lose:
            if first_costs[at] + BITS_OF_BAD_BYTE - BITS_OF_NEXT_BAD_BYTE < lost_costs[at]:
                lost_costs[at] = first_costs[at] + BITS_OF_BAD_BYTE - BITS_OF_NEXT_BAD_BYTE
                lost_origins[at] = (at, 0)
            if lost_costs[at] + BITS_OF_NEXT_BAD_BYTE < lost_costs[at + 1]:
                lost_costs[at + 1], lost_origins[at + 1] = lost_costs[at] + BITS_OF_NEXT_BAD_BYTE, (at, n_ways)


def _finish(
    ways: list[_Way], lost: _Lost, data: bytes, charsets: Sequence[str], may_lose: bool
) -> tuple[list[Part], float]:
    """The parts of the cheapest way to the end, and its cost."""
    end = len(data)
    for at in range(max(0, end - 3), end):
        cost = ways[0].costs[at] + BITS_OF_CUT_END
        if cost < lost.costs[end] and may_lose and is_cut(data[at:], charsets[0]):
            lost.costs[end], lost.origins[end] = cost, (at, 0)
    totals = [way.costs[end] + BITS_OF_SWITCH * (w > 0) for w, way in enumerate(ways)] + [lost.costs[end]]
    way = totals.index(min(totals))
    return _trace([*(w.origins for w in ways), lost.origins], (*charsets, None), way, end), totals[way]


def _trace(origins: list[list[tuple[int, int]]], names: Sequence[str | None], way: int, end: int) -> list[Part]:
    parts: list[Part] = []
    at = end
    while at > 0:
        before, before_way = origins[way][at]
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


def list_steps(data: bytes, charset: str) -> tuple[list[int], list[float], list[int]]:
    """Of the character that starts at each byte: its bytes (0: there is none), its bits, and its code point."""
    if charset == "utf-8":
        steps = [_read_utf8(data, at) for at in range(len(data))]
        return [step[0] for step in steps], [step[1] for step in steps], [step[2] for step in steps]
    units = np.frombuffer(data + b"\0", dtype=np.uint8).astype(np.uint16)
    codes = units[:-1] << 8 | units[1:]
    sizes, bits, points = (column[codes].tolist() for column in _load_columns(charset))
    if charset == "gb18030":
        for at in np.flatnonzero((units[:-1] > 0x80) & (units[1:] >= 0x30) & (units[1:] <= 0x39)).tolist():
            sizes[at], bits[at], points[at] = _read_four(data, at)
    return sizes, bits, points


def _read_utf8(data: bytes, at: int) -> Step:
    lead = data[at]
    if lead < 0x80:
        return 1, char_bits(chr(lead)), lead
    size = UTF8_SIZES[lead]
    if not size:
        return NOTHING
    try:
        char = data[at : at + size].decode()
    except UnicodeDecodeError:
        return NOTHING
    if size == 2 and at and data[at - 1] >= 0x80 and not (data[at - 1] < 0xC0 and 0xC2 <= data[at - 2] < 0xE0):
        return 2, char_bits(char) + BITS_OF_SCRIPT_CHANGE, ord(char)
    return size, char_bits(char), ord(to_simplified(char))


def _read_four(data: bytes, at: int) -> Step:
    """A character of four bytes of GB 18030."""
    char = data[at : at + 4].decode("gb18030", "ignore")
    return (4, char_bits(char), ord(char)) if len(char) == 1 else NOTHING


@lru_cache(maxsize=4)
def _load_columns(charset: str) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Sizes, bits and code points of the characters that two bytes begin with; each of shape (65536,)."""
    steps = list(load_codes(charset))
    for byte in range(0x80):
        steps[byte << 8 : (byte + 1) << 8] = [(1, char_bits(chr(byte)), byte)] * 0x100
    if charset == "gb18030":
        steps[0x8000:0x8100] = [EURO_STEP] * 0x100
    sizes, bits, points = zip(*steps, strict=True)
    return np.array(sizes, dtype=np.uint8), np.array(bits, dtype=np.float64), np.array(points, dtype=np.int64)


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
