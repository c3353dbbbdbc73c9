"""One look at all characters of a text, a few operations of numpy on blocks of it: what any rule may have to do there.

Nearly every text is clean. So each character has one byte in a table, its bits as in `load_weights` and three marks,
and a rule is asked only about a text in which its marks stand; what they are in detail is looked up only there.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .find_dear import DEAR_BITS, RARE_BITS, WINDOW, load_weights, sum_windows
from .rules import (
    chinese_as_latin,
    control_characters,
    find_injection,
    full_width,
    invisible_characters,
    odd_spaces,
    private_use,
    single_byte_mojibake,
)

Units = npt.NDArray[np.uint8] | npt.NDArray[np.uint16]
Places = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint8]

BITS = 0x1F
ODD = 0x20
"""Characters that one of the rules for single characters acts on."""
MISREAD = 0x40
"""First characters of a pair that single bytes were misread as, and vowels with the mark of a tone."""
LOST = 0x80
"""Characters of text that a decoder left in the place of what it could not read."""
LOST_CHARACTERS = "\ufffd锟烫屯"
ODD_CHARACTERS = re.compile(
    f"[{control_characters.CLASS}{invisible_characters.CLASS}{odd_spaces.CLASS}{full_width.CLASS}{private_use.CLASS}\x1b]"
)
MAX_PAIRS = 64
"""Pairs of a text that are looked at one by one; where there are more, a rule is asked."""
BLOCK_UNITS = 1 << 16
"""Units that are looked at together: what is made of them stays in the cache of a core."""
PLAIN = bytes([0x09, 0x0A, 0x0D, *range(0x20, 0x7F)])
"""White space and printable ASCII."""


class Sifted(NamedTuple):
    """What stands in a text: its marked characters, each once; where the first pairs begin that may be misread bytes;
    whether a window is dear, or two rare characters stand side by side; and where words may have run together.
    """

    signs: str
    pairs: Places
    is_dear: bool
    has_rare: bool
    joints: Places


@lru_cache(maxsize=2)
def sift(text: str) -> Sifted:
    """What stands in a text; kept, for more than one rule asks."""
    units = read_units(text)
    joints = [_find_joints(block) + start for start, block in _blocks(units, 1)]
    signs: set[str] = set()
    pairs: list[Places] = []
    n_pairs = 0
    is_dear = has_rare = False
    if text.isascii():
        signs = set(text.encode().translate(None, PLAIN).decode())
    else:
        for start, block in _blocks(units, WINDOW - 1):
            classes = load_classes().take(block)
            if classes.max(initial=0) > BITS:
                here, found = _find_signs(block, classes)
                signs |= here
                pairs += [found + start] if n_pairs < MAX_PAIRS else []
                n_pairs += len(found)
            bits: Bits = classes & np.uint8(BITS)
            sums = sum_windows(bits)
            is_dear = is_dear or bool(sums.max(initial=0) >= DEAR_BITS)
            has_rare = has_rare or _has_rare(bits)
    return Sifted("".join(sorted(signs)), _join(pairs), is_dear, has_rare, _join(joints))


def read_units(text: str) -> Units:
    """One number for each character, 0xFFFF for those beyond the Basic Multilingual Plane; shape (len(text),)."""
    if text.isascii():
        return np.frombuffer(text.encode(), dtype=np.uint8)
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    if len(units) == len(text):
        return units
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    clipped: npt.NDArray[np.uint16] = np.minimum(points, 0xFFFF).astype(np.uint16)
    return clipped


def _blocks(units: Units, n_more: int) -> Iterator[tuple[int, Units]]:
    """Blocks of units with the first few of the next, and where each starts."""
    for start in range(0, len(units), BLOCK_UNITS):
        yield start, units[start : start + BLOCK_UNITS + n_more]


def _join(places: list[Places]) -> Places:
    return np.concatenate(places) if places else np.empty(0, dtype=np.int64)


def _find_joints(units: Units) -> Places:
    """Where a capital or bracket stands behind a small letter, or a small letter behind a comma or bracket."""
    is_small = (units - ord("a")) < 26
    is_behind = (units - ord("A")) < 26
    is_behind |= units == ord("(")
    is_mark = units == ord(",")
    is_mark |= units == ord(")")
    joints = is_small[:-1] & is_behind[1:]
    joints |= is_mark[:-1] & is_small[1:]
    return np.flatnonzero(joints)


def _find_signs(units: Units, classes: npt.NDArray[np.uint8]) -> tuple[set[str], Places]:
    """The marked characters of a block, and where pairs begin of which the second may be a misread byte too."""
    places = np.flatnonzero(classes > BITS)
    marked = units[places]
    signs = set(map(chr, np.unique(marked).tolist()))
    behind = units[np.minimum(places + 1, len(units) - 1)]
    is_pair = load_seconds()[behind] | (marked < 0xA0)
    is_pair &= (classes[places] & MISREAD) > 0
    return signs, places[is_pair & (places < BLOCK_UNITS)]


def _has_rare(bits: Bits) -> bool:
    is_rare = bits >= RARE_BITS
    return bool((is_rare[1:] & is_rare[:-1]).any())


@lru_cache(maxsize=1)
def load_classes() -> npt.NDArray[np.uint8]:
    """Bits and marks of each UTF-16 unit, shape (65536,)."""
    classes = load_weights().copy()
    bmp = "".join(map(chr, range(0x10000)))
    for mark, pattern in (
        (ODD, ODD_CHARACTERS),
        (MISREAD, re.compile(f"[{single_byte_mojibake.FIRST}{chinese_as_latin.FIRST}]|{find_injection.GATE.pattern}")),
        (LOST, re.compile(f"[{LOST_CHARACTERS}]")),
    ):
        classes[[ord(match[0]) for match in pattern.finditer(bmp)]] |= mark
    return classes


@lru_cache(maxsize=1)
def load_seconds() -> npt.NDArray[np.bool_]:
    """Whether each UTF-16 unit may be the second of misread bytes, shape (65536,)."""
    seconds = np.zeros(0x10000, dtype=np.bool_)
    pattern = re.compile(f"[{single_byte_mojibake.SECOND}{chinese_as_latin.SECOND}]")
    seconds[[ord(match[0]) for match in pattern.finditer("".join(map(chr, range(0x10000))))]] = True
    return seconds
