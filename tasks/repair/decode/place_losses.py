"""Find where in codes of two bytes a byte was dropped: behind it the pairs shift, up to the next sign of ASCII.

What stands shifted is often text too, and a reading that gives up the wrong byte invents a character. So each byte is
tried as the half of a character that is left: the characters that have this half, as likely as they are between its
neighbours, say what that costs. It stays lost all the same, for a half is no proof of a whole. Refuses a run between
two signs of ASCII that can be read as it stands and is not far dearer, rare characters not counting, and to look for
more than one dropped byte in it.
"""

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ..lattice import INFINITE, Part, list_steps, load_codes
from ..measure_bits import load_pair_savings

BITS_OF_DROP = 10.0
MAX_BITS_OF_HALF = 17.0
"""Rarer characters are not thought of when only one byte is known."""
MIN_BITS_OF_HALF = -6.0
"""A character costs at least so much between two others that it follows and leads to often, its own savings counted."""
BITS_OF_UNUSUAL_PAIR = 1.0
FIRST_HAN = 0x4E00
BITS_OF_CUT = 10.0
"""The first byte of a character at the end: files are cut there."""
MIN_TRAIL = 0x40


MAX_BITS_OF_HAN = 16.0
MIN_GAIN_BITS = 8.0
"""In 1,100 clean lines of laws and news, with rare characters no dearer than that, a loss saves one bit at most."""
RUNS = re.compile(rb"[\x40-\xff]+")
"""What stands between two signs that no code of two bytes has."""


class Loss(NamedTuple):
    """The byte that is the rest of a character, and what all bytes cost when it is given up."""

    at: int
    bits: float


def place_losses(data: bytes, parts: Sequence[Part], charset: str) -> list[Part]:
    """The parts of a reading with losses put where they are likeliest, in runs that are in the charset but for them."""
    foreign = [part for part in parts if part.charset not in (charset, None)]
    lost = [part for part in parts if part.charset is None]
    placed: list[Part] = []
    for match in RUNS.finditer(data):
        here = [part for part in lost if match.start() <= part.start and part.end <= match.end()]
        beyond = [part for part in lost if part not in here]
        if not here or any(part.start < match.end() and match.start() < part.end for part in [*foreign, *beyond]):
            continue
        loss = place_loss(match[0], charset, match.end() == len(data))
        plain_bits = measure_readable(match[0], charset)
        is_plain = plain_bits < (loss.bits + MIN_GAIN_BITS if loss else INFINITE)
        if loss or is_plain:
            lost = [part for part in lost if part not in here]
        if loss and not is_plain:
            placed.append(Part(match.start() + loss.at, match.start() + loss.at + 1, None))
    return _fill(sorted([*foreign, *lost, *placed]), len(data), charset)


def measure_readable(data: bytes, charset: str) -> float:
    """What bytes cost with none given up, names and rare words not held against them; infinite if that cannot be."""
    sizes, bits, points = list_steps(data, charset)
    bits = [
        min(cost, MAX_BITS_OF_HAN) if point >= FIRST_HAN else cost for cost, point in zip(bits, points, strict=True)
    ]
    cost, _ = _read_forwards(sizes, bits, points).get(len(data), (INFINITE, 0))
    return cost


def _fill(parts: Sequence[Part], end: int, charset: str) -> list[Part]:
    """Parts with what is between them, which is in the charset."""
    filled, at = [], 0
    for part in [*parts, Part(end, end, None)]:
        if at < part.start:
            filled.append(Part(at, part.start, charset))
        if part.start < part.end:
            filled.append(part)
        at = part.end
    return filled


def place_loss(data: bytes, charset: str, is_end: bool = False) -> Loss | None:
    """The likeliest place of one dropped byte, if there is any at which all others can be read.

    `is_end`: the data may be cut there.
    """
    sizes, bits, points = list_steps(data, charset)
    behind = _read_backwards(sizes, bits, points)
    before = _read_forwards(sizes, bits, points)
    rough = [
        (cost + BITS_OF_DROP + behind[at + 1], at)
        for at, (cost, _) in before.items()
        if at < len(data) and data[at] >= MIN_TRAIL
    ]
    best = None
    for cost, at in sorted(rough):
        if cost == INFINITE or (best and cost + MIN_BITS_OF_HALF >= best.bits):
            break
        follows = points[at + 1] if at + 1 < len(data) else 0
        total = cost + _rate_half(data[at], before[at][1], follows, charset)
        if is_end and at + 1 == len(data) and data[at] > 0x80:
            total = min(total, cost - BITS_OF_DROP + BITS_OF_CUT)
        if total < (best.bits if best else INFINITE):
            best = Loss(at, total)
    return best


def _read_forwards(sizes: list[int], bits: list[float], points: list[int]) -> dict[int, tuple[float, int]]:
    """What it costs to read up to each byte that a character ends at, and that character."""
    costs = {0: (0.0, 0)}
    at, cost, before = 0, 0.0, 0
    while at < len(sizes) and sizes[at]:
        cost += bits[at] - _save(before, points[at])
        before, at = points[at], at + sizes[at]
        costs[at] = cost, before
    return costs


def _read_backwards(sizes: list[int], bits: list[float], points: list[int]) -> list[float]:
    """What it costs to read from each byte to the end; infinite where that cannot be."""
    n_bytes = len(sizes)
    costs = [INFINITE] * n_bytes + [0.0] + [INFINITE] * 4
    for at in range(n_bytes - 1, -1, -1):
        end = at + sizes[at]
        if sizes[at] and costs[end] < INFINITE:
            follows = points[end] if end < n_bytes else 0
            costs[at] = bits[at] + costs[end] - _save(points[at], follows)
    return costs


def _save(first: int, second: int) -> float:
    """Bits that the second of two characters costs less behind the first; fewer than none where that is unusual."""
    unusual = -BITS_OF_UNUSUAL_PAIR if first >= FIRST_HAN and second >= FIRST_HAN else 0.0
    return load_pair_savings().get(first << 16 | second, unusual)


@lru_cache(maxsize=1 << 14)
def _rate_half(byte: int, before: int, behind: int, charset: str) -> float:
    """Bits of a character between two others of which one byte is known, less what the one behind it saves."""
    chances = sum(
        2.0 ** (_save(before, point) + _save(point, behind) - bits) for bits, point in _list_halved(byte, charset)
    )
    return -math.log2(chances) if chances else INFINITE


@lru_cache(maxsize=512)
def _list_halved(byte: int, charset: str) -> tuple[tuple[float, int], ...]:
    """Bits and code points of the characters that have a byte first or last."""
    codes = load_codes(charset)
    found = [codes[byte << 8 | trail] for trail in range(MIN_TRAIL, 0xFF)] if byte >= 0x81 else []
    found += [codes[lead << 8 | byte] for lead in range(0x81, 0xFF)]
    return tuple(sorted({(bits, point) for size, bits, point in found if size and bits <= MAX_BITS_OF_HALF}))
