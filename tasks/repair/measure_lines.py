"""What many texts cost, worked out together: a call of numpy costs as much as the work on a hundred characters.

The texts are put side by side with line feeds between them, over which no pair of neighbours reaches.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..core.scripts import to_simplified
from .measure_bits import (
    ASTRAL_BITS,
    BAD_UNITS,
    BITS_OF_ACCENTED,
    BITS_OF_INNER_CAPITAL,
    BITS_OF_QUOTES,
    BITS_OF_SCRIPT_CHANGE,
    BITS_OF_WIDE_PAIR,
    LETTERS_OF_OTHERS,
    MAX_BITS_OF_CODE,
    MIN_BITS_OF_LETTER,
    load_costs,
    load_pair_savings,
    measure_bits,
)

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Units = npt.NDArray[np.uint16]
ASCII_BUT_LINE_FEED = bytes(set(range(0x80)) - {0x0A})
BEYOND = 0xFFFF
"""Stands for each character beyond the Basic Multilingual Plane, where one unit is one character."""


def measure_lines(texts: Sequence[str]) -> Floats:
    """Bits that each text costs, as `measure_bits` says, of texts without line feeds; shape (len(texts),)."""
    if len(texts) < 2:
        return np.array([measure_bits(text) for text in texts], dtype=np.float64)
    joined = "\n".join(texts)
    if BAD_UNITS.search(joined):
        return np.array([measure_bits(text) for text in texts], dtype=np.float64)
    costs, units = load_costs(), np.frombuffer(joined.encode("utf-16-le"), dtype="<u2")
    bits = costs.bits[units].astype(np.float64)
    script, wide = costs.script[units], costs.is_wide[units]
    left, right = script[:-1], script[1:]
    bits[1:] += BITS_OF_WIDE_PAIR * (wide[1:] & wide[:-1])
    bits[1:] += BITS_OF_SCRIPT_CHANGE * ((left != right) & (left > 0) & (right > 0))
    bits[1:] += BITS_OF_INNER_CAPITAL * (costs.is_lower[units[:-1]] & costs.is_upper[units[1:]])
    return _sum_lines(bits, units)


def measure_chinese_lines(texts: Sequence[str]) -> Floats:
    """Bits that each text costs as Chinese, as `measure_chinese` says, of texts without line feeds."""
    if not texts:
        return np.empty(0)
    joined = "\n".join(texts)
    units = _read_units(joined)
    bits = load_bits_in_chinese()[units]
    points = _read_units(to_simplified(joined)).astype(np.uint32)
    keys, savings = _load_sorted_savings()
    pairs = points[:-1] << 16 | points[1:]
    at = np.minimum(np.searchsorted(keys, pairs), len(keys) - 1)
    bits[1:] -= np.where(keys[at] == pairs, savings[at], 0)
    return _sum_lines(bits, units)


def are_frequent(texts: Sequence[str], max_bits: float) -> Flags:
    """Whether each text has Han characters, and what is beyond ASCII costs no more bits a character."""
    if not texts:
        return np.empty(0, dtype=np.bool_)
    joined = "\n".join(texts).encode("utf-8", "surrogatepass").translate(None, ASCII_BUT_LINE_FEED)
    beyond = joined.decode("utf-8", "surrogatepass").split("\n")
    units = _read_units("\n".join(beyond))
    n_han = _sum_lines(((units >= 0x4E00) & (units < 0xA000)).astype(np.float64), units)
    n_chars = np.array([len(text) for text in beyond])
    flags: Flags = (n_han > 0) & (measure_lines(beyond) <= max_bits * n_chars)
    return flags


def _read_units(text: str) -> Units:
    """One number for each character, shape (len(text),)."""
    units: Units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if len(units) > len(text):
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        units = np.minimum(points, BEYOND).astype(np.uint16)
    return units


def _sum_lines(values: Floats, units: Units) -> Floats:
    """Sums of what stands between line feeds."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    breaks = np.flatnonzero(units == 0x0A)
    starts, ends = np.concatenate([[0], breaks + 1]), np.concatenate([breaks, [len(units)]])
    totals: Floats = sums[ends] - sums[starts]
    return totals


@lru_cache(maxsize=1)
def load_bits_in_chinese() -> Floats:
    """What each UTF-16 unit costs in a Chinese text, as `bits_in_chinese` says, shape (65536,)."""
    bits = np.minimum(load_costs().bits.astype(np.float64), MAX_BITS_OF_CODE)
    letters = [ord(match[0]) for match in LETTERS_OF_OTHERS.finditer("".join(map(chr, range(0x10000))))]
    bits[letters] = np.maximum(bits[letters], MIN_BITS_OF_LETTER)
    bits[0xC0:0x250] = np.maximum(bits[0xC0:0x250], BITS_OF_ACCENTED)
    for quote, cost in BITS_OF_QUOTES.items():
        bits[ord(quote)] = cost
    bits[BEYOND] = ASTRAL_BITS
    return bits


@lru_cache(maxsize=1)
def _load_sorted_savings() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.float64]]:
    """The keys of `load_pair_savings` in order, and what each saves."""
    savings = load_pair_savings()
    keys = np.array(sorted(savings), dtype=np.uint32)
    return keys, np.array([savings[key] for key in keys.tolist()], dtype=np.float64)
