"""Stretches of text that are dear in bits: what misread Chinese looks like.

Of clean Chinese lines one in a hundred has six characters in a row as dear as that, of those misread in another charset
of China nearly all have. Where such a line was found, two rare characters side by side are enough elsewhere.
"""

import re
from bisect import bisect_right
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from .measure_bits import LETTERS_OF_OTHERS, load_costs, measure_bits
from .rules.runs import Run

WINDOW = 6
DEAR_BITS = 83
"""Of a window. In 12,500 lines of clean Chinese 1.0% have one, of ten misread characters 99% (in tests: 95%)."""
VERY_DEAR_BITS = 92
MAX_BITS = 24.0
RARE_BITS = 14
LETTER_BITS = 15
MAX_LETTER_SHARE = 0.25
"""Of kana, Greek and Cyrillic letters: with more of them a text is in another language."""
MARGIN_CHARS = 24
MAX_BITS_OF_FREQUENT = 13.5
"""Running Chinese costs 8 to 11 bits a character, lines full of foreign names up to 13."""
ASCII = bytes(range(0x80))
HAN = re.compile("[\u4e00-\u9fff]")


@lru_cache(maxsize=2)
def find_dear_lines(text: str) -> tuple[Run, ...]:
    """The lines of a text in which misread Chinese may stand, in order; kept, for more than one rule asks."""
    bits = weigh_characters(text)
    dear = np.flatnonzero(sum_windows(bits) >= DEAR_BITS)
    if not len(dear):
        return ()
    is_letter = bits == LETTER_BITS
    if np.count_nonzero(is_letter) > MAX_LETTER_SHARE * np.count_nonzero(bits):
        bits[is_letter] = 0
        dear = np.flatnonzero(sum_windows(bits) >= DEAR_BITS)
    return find_lines(text, dear + WINDOW // 2)


def has_dear(text: str) -> bool:
    """Whether misread Chinese may stand in a text."""
    return bool(sum_windows(weigh_characters(text)).max(initial=0) >= DEAR_BITS)


def find_sparse_lines(text: str) -> tuple[Run, ...]:
    """The lines of a text that have two rare characters side by side, in order."""
    is_rare = weigh_characters(text) >= RARE_BITS
    return find_lines(text, np.flatnonzero(is_rare[1:] & is_rare[:-1]))


def find_rare_lines(text: str) -> tuple[Run, ...]:
    """The lines of a text that have a rare character, in order."""
    return find_lines(text, np.flatnonzero(weigh_characters(text) >= RARE_BITS))


def weigh_characters(text: str) -> npt.NDArray[np.uint8]:
    """Bits of each character as in `load_weights`, shape (len(text),)."""
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if len(units) > len(text):
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        units = np.minimum(points, 0xFFFF).astype(np.uint16)
    weights: npt.NDArray[np.uint8] = load_weights()[units]
    return weights


def find_lines(text: str, places: npt.NDArray[np.int64]) -> tuple[Run, ...]:
    """The lines that some of the places, in order, are in."""
    runs: list[Run] = []
    known = places.tolist()
    next_place = 0
    while next_place < len(known):
        at = known[next_place]
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        runs.append(Run(text.rfind("\n", 0, at) + 1, end))
        next_place = bisect_right(known, end, next_place)
    return tuple(runs)


def find_very_dear(text: str, line: Run) -> list[Run]:
    """Stretches of a line around what is very dear in it, in order and apart."""
    bits = weigh_characters(text[line.start : line.end])
    runs: list[Run] = []
    for at in np.flatnonzero(sum_windows(bits) >= VERY_DEAR_BITS).tolist():
        start = line.start + max(0, at - MARGIN_CHARS)
        end = min(line.end, line.start + at + WINDOW + MARGIN_CHARS)
        if runs and start <= runs[-1].end:
            runs[-1] = Run(runs[-1].start, end)
        else:
            runs.append(Run(start, end))
    return runs


def sum_windows(bits: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint8]:
    """Bits of each window; of a text shorter than one, its bits. They are 6 * 24 at most."""
    if len(bits) < WINDOW:
        return np.array([bits.sum()], dtype=np.uint8)
    pairs = bits[:-1] + bits[1:]
    sums: npt.NDArray[np.uint8] = pairs[:-4] + pairs[2:-2]
    sums += pairs[4:]
    return sums


@lru_cache(maxsize=1)
def load_weights() -> npt.NDArray[np.uint8]:
    """Bits of each UTF-16 unit, rounded, at most 24, shape (65536,); 0 for ASCII, 15 for letters of others."""
    weights = np.minimum(load_costs().bits, MAX_BITS).round().astype(np.uint8)
    weights[weights == LETTER_BITS] += 1
    for match in LETTERS_OF_OTHERS.finditer("".join(map(chr, range(0xD800)))):
        weights[ord(match[0])] = LETTER_BITS
    weights[:0x80] = 0
    return weights


def is_frequent(text: str, max_bits: float = MAX_BITS_OF_FREQUENT) -> bool:
    """Whether a text has Han characters, and costs no more bits a character than running Chinese does."""
    beyond = text.encode("utf-8", "surrogatepass").translate(None, ASCII).decode("utf-8", "surrogatepass")
    if not HAN.search(beyond):
        return False
    max_bits *= len(beyond)
    units = np.frombuffer(beyond.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    # Characters by themselves are the most of it, and a fraction of the work.
    return float(load_costs().bits[units].sum(dtype=np.float64)) <= max_bits and measure_bits(beyond) <= max_bits
