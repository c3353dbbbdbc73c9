"""How plausible a text is, as the number of bits that it costs: of two readings of the same bytes the cheaper is right.

A character costs the negative binary logarithm of its share in a text of its script (`character_bits.tsv`,
`han_bits.tsv`, `hangul_bits.tsv`); a few pairs of neighbours that misread text is full of cost more. This is the
minimum description length principle (Rissanen 1978) with one small model for all scripts.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.scripts import to_simplified

HERE = Path(__file__).parent
BITS_OF_WIDE_PAIR = 6.0
BITS_OF_SCRIPT_CHANGE = 8.0
BITS_OF_INNER_CAPITAL = 5.0
BITS_OF_BAD_RUN = 25.0
UNASSIGNED_BITS = 30.0
HANGUL_FIRST, HANGUL_LAST = 0xAC00, 0xD7A3
CAPITAL_BITS = 2.0
FREQUENT_HAN_BITS = 16
"""About 4,400 characters cost this or less, and more than 99% of a running text is made of them."""
ASTRAL_BITS = 22.0
MIN_BITS_OF_LETTER = 14.0
LETTERS_OF_OTHERS = re.compile(
    "[\u0370-\u04ff\u2500-\u257f\u3041-\u312f\uff02-\uff07\uff0a\uff0b\uff0d-\uff19\uff20-\uffef]"
)
"""Kana, bopomofo, Greek, Cyrillic, full-width letters, lines, which charsets of China have too; dear in Chinese."""
BITS_OF_QUOTES = {"‘": 10.0, "’": 10.0, "“": 6.5, "”": 6.5}
"""Chinese quotes with double ones; single ones are apostrophes of English."""
BITS_OF_ACCENTED = 12.0
ACCENTED = re.compile("[\u00c0-\u024f]")
"""Letters of Latin with accents, which charsets of two bytes have for pinyin and names; seldom in Chinese."""
MAX_BITS_OF_CODE = 24.0
"""Two bytes that are a code are not given up for what it costs: a character that is rare is none that is lost."""
BAD_UNITS = re.compile("[\ud800-\udfff]+")
"""What a charset could not decode: bytes as `surrogateescape` keeps them, or halves of characters in UTF-16."""


class Costs(NamedTuple):
    """What the model knows of each UTF-16 code unit; all of shape (65536,)."""

    bits: npt.NDArray[np.float32]
    script: npt.NDArray[np.uint8]
    is_wide: npt.NDArray[np.bool_]
    is_lower: npt.NDArray[np.bool_]
    is_upper: npt.NDArray[np.bool_]


def measure_bits(text: str) -> float:
    """Bits that a text costs; each run of what could not be decoded has a price too (see BAD_UNITS)."""
    costs = load_costs()
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    bits = float(costs.bits[units].sum(dtype=np.float64))
    wide = costs.is_wide[units]
    bits += BITS_OF_WIDE_PAIR * np.count_nonzero(wide[1:] & wide[:-1])
    script = costs.script[units]
    left, right = script[:-1], script[1:]
    bits += BITS_OF_SCRIPT_CHANGE * np.count_nonzero((left != right) & (left > 0) & (right > 0))
    bits += BITS_OF_INNER_CAPITAL * np.count_nonzero(costs.is_lower[units[:-1]] & costs.is_upper[units[1:]])
    if np.any((units & 0xF800) == 0xD800):
        bits += BITS_OF_BAD_RUN * len(BAD_UNITS.findall(text))
    return float(bits)


def measure_chinese(text: str) -> float:
    """Bits that a text costs as Chinese: characters that follow each other often cost less, letters of others more."""
    savings = load_pair_savings()
    points = list(map(ord, to_simplified(text)))
    saved = sum([savings.get(left << 16 | right, 0) for left, right in pairwise(points)])
    return sum(map(bits_in_chinese, text)) - saved


@lru_cache(maxsize=1 << 15)
def bits_in_chinese(char: str) -> float:
    """What one character costs in a Chinese text."""
    if char in BITS_OF_QUOTES:
        return BITS_OF_QUOTES[char]
    bits = min(char_bits(char), MAX_BITS_OF_CODE)
    if ACCENTED.match(char):
        return max(bits, BITS_OF_ACCENTED)
    return max(bits, MIN_BITS_OF_LETTER) if LETTERS_OF_OTHERS.match(char) else bits


def char_bits(char: str) -> float:
    """What one character costs."""
    point = ord(char)
    return _unit_bits()[point] if point < 0x10000 else ASTRAL_BITS


@lru_cache(maxsize=1)
def _unit_bits() -> list[float]:
    bits: list[float] = load_costs().bits.tolist()
    return bits


@lru_cache(maxsize=1)
def load_pair_savings() -> dict[int, int]:
    """How many bits less a character costs behind another; the key is the first code point << 16 | the second."""
    savings = {}
    for first, *groups in read_rows("pair_bits.tsv"):
        for group in groups:
            for char in group[1:]:
                savings[ord(first) << 16 | ord(char)] = int(group[0], 16)
    return savings


@lru_cache(maxsize=1)
def load_costs() -> Costs:
    """The model, made of the three tables."""
    bits = np.full(0x10000, UNASSIGNED_BITS, dtype=np.float32)
    script = np.zeros(0x10000, dtype=np.uint8)
    is_wide = np.zeros(0x10000, dtype=np.bool_)
    names = {"none": 0, "cjk": 0}
    for first, last, cost, name, wide, _ in read_rows("character_bits.tsv"):
        here = slice(int(first, 16), int(last, 16) + 1)
        bits[here] = float(cost)
        script[here] = names.setdefault(name, len(names))
        is_wide[here] = wide == "yes"
    bits[HANGUL_FIRST : HANGUL_LAST + 1] = _hangul_bits()
    for char, han_bits in load_han_bits().items():
        bits[ord(char)] = han_bits
    categories = [unicodedata.category(chr(point)) for point in range(0x10000)]
    is_lower = np.array([category == "Ll" for category in categories])
    is_upper = np.array([category == "Lu" for category in categories])
    bits[np.array([category == "Cn" for category in categories])] = UNASSIGNED_BITS
    bits[0x80:][is_upper[0x80:]] += CAPITAL_BITS
    return Costs(bits, script, is_wide, is_lower, is_upper)


@lru_cache(maxsize=1)
def load_han_bits() -> dict[str, int]:
    """Bits of each Han character that has a frequency; the others cost more than the largest of these."""
    return {char: int(bits) for bits, chars in read_rows("han_bits.tsv") for char in chars}


@lru_cache(maxsize=1)
def load_frequent_han() -> frozenset[str]:
    """Han characters that running Chinese text is made of, simplified and traditional."""
    return frozenset(char for char, bits in load_han_bits().items() if bits <= FREQUENT_HAN_BITS)


def read_rows(name: str) -> list[list[str]]:
    """The rows of a table of this folder, without its notes."""
    lines = (HERE / name).read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _hangul_bits() -> npt.NDArray[np.float32]:
    """Bits of each Hangul syllable in the order of Unicode, shape (11172,)."""
    initial, vowel, final = (np.array([float(bits) for bits in row[1].split()]) for row in read_rows("hangul_bits.tsv"))
    total: npt.NDArray[np.float32] = np.empty((len(initial), len(vowel), len(final)), dtype=np.float32)
    total[:] = initial[:, None, None] + vowel[None, :, None] + final[None, None, :]
    return total.reshape(-1)
