"""Stretches of text that are dear in bits: what misread Chinese looks like.

Of clean Chinese lines one in a hundred has six characters in a row as dear as that, of those misread in another charset
of China nearly all have. Where such a line was found, two rare characters side by side are enough elsewhere.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..measure_bits import LETTERS_OF_OTHERS, load_costs, measure_bits
from .runs import Run

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
NOT_ASCII = re.compile("[^\x00-\x7f]+")
HAN = re.compile("[\u4e00-\u9fff]")


class DearLines(NamedTuple):
    """Dear lines, and others that have two rare characters side by side, both in order."""

    dear: list[Run]
    sparse: list[Run]


def find_dear_lines(text: str) -> DearLines:
    """The lines of a text in which misread Chinese may stand."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    bits = load_weights()[np.minimum(points, 0xFFFF)]
    is_letter = bits == LETTER_BITS
    if np.count_nonzero(is_letter) > MAX_LETTER_SHARE * np.count_nonzero(bits):
        bits[is_letter] = 0
    dear = np.flatnonzero(_sum_windows(bits) >= DEAR_BITS)
    is_rare = bits >= RARE_BITS
    pairs = np.flatnonzero(is_rare[1:] & is_rare[:-1])
    if not len(dear) and not len(pairs):
        return DearLines([], [])
    breaks = np.flatnonzero(points == 0x0A)
    lines = np.unique(np.searchsorted(breaks, dear + WINDOW // 2))
    sparse = np.setdiff1d(np.unique(np.searchsorted(breaks, pairs)), lines)
    return DearLines(_spans(lines, breaks, len(text)), _spans(sparse, breaks, len(text)))


def find_very_dear(text: str, line: Run) -> list[Run]:
    """Stretches of a line around what is very dear in it, in order and apart."""
    points = np.frombuffer(text[line.start : line.end].encode("utf-32-le", "surrogatepass"), dtype="<u4")
    bits = load_weights()[np.minimum(points, 0xFFFF)]
    runs: list[Run] = []
    for at in np.flatnonzero(_sum_windows(bits) >= VERY_DEAR_BITS).tolist():
        start = line.start + max(0, at - MARGIN_CHARS)
        end = min(line.end, line.start + at + WINDOW + MARGIN_CHARS)
        if runs and start <= runs[-1].end:
            runs[-1] = Run(runs[-1].start, end)
        else:
            runs.append(Run(start, end))
    return runs


def _sum_windows(bits: npt.NDArray[np.uint8]) -> npt.NDArray[np.int32]:
    """Bits of each window; of a text shorter than one, its bits."""
    sums = np.concatenate([[0], np.cumsum(bits, dtype=np.int32)])
    return sums[WINDOW:] - sums[:-WINDOW] if len(bits) >= WINDOW else sums[-1:]


def _spans(lines: npt.NDArray[np.int64], breaks: npt.NDArray[np.int64], n_chars: int) -> list[Run]:
    starts = np.concatenate([[0], breaks + 1])
    ends = np.concatenate([breaks, [n_chars]])
    return [Run(int(starts[line]), int(ends[line])) for line in lines]


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
    beyond = "".join(NOT_ASCII.findall(text))
    return bool(HAN.search(beyond)) and measure_bits(beyond) <= max_bits * len(beyond)
