"""What neighbours tell of a charset, beside what the characters of a text cost by themselves.

In a line of capitals the wrong charset makes a small letter or a sign of one letter with an accent (RšCKGABE, M™GLICH
for RÜCKGABE, MÖGLICH), and of all letters of another alphabet small ones.
"""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..measure_bits import CAPITAL_BITS, load_costs

Units = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]
BITS_OF_INNER_SIGN = 8.0
"""A sign beyond ASCII right between two letters."""
BITS_OF_INNER_SMALL = 4.0
"""A small letter beyond ASCII right between two capitals."""
BITS_OF_LONE_LETTER = 6.0
"""A letter beyond ASCII beside a digit, or by itself but for those that are words; signs of Windows-1252 are letters in
the charsets of DOS and of the Macintosh (£7 is ú7)."""
WORDS = "àáèéêìíóôòùýåæöøäüÀÁÈÉÊÌÍÓÒÙÝÅÆÖØÄÜąęı"
CLOSING = ".,;:!?)%"
BITS_OF_INNER_WIDE = 8.0
"""One wide character by itself beside a small letter of ASCII: a sign of Latin-1 with what is behind it (Légales is
L間ales)."""
BITS_OF_THIRD = 8.0
"""A letter beyond ASCII for the third time in a row."""
BITS_OF_CAPITAL_BEHIND = 0.3
"""A capital beyond ASCII behind another capital; others cost CAPITAL_BITS."""
FIRST_OF_OTHERS = 0x0530
"""Behind Latin, Greek and Cyrillic."""
FIRST_WIDE = 0x2E80
JOINING = "\u00ad\u00b7\u2010\u2011\u2013\u2014\u2018\u2019\u200c\u200d\u2026\u30fb"
"""Signs that do stand between letters: hyphens, dashes, apostrophes, middle dots, joiners."""


def measure_neighbours(text: str) -> float:
    """Bits that neighbours cost in a text beyond what each character costs; below zero for words in capitals."""
    if text.isascii():
        return 0.0
    costs = load_costs()
    units = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")
    is_beyond, is_upper, is_lower = units > 0x7F, costs.is_upper[units], costs.is_lower[units]
    is_letter = is_upper | is_lower
    n_signs = np.count_nonzero(is_letter[:-2] & load_signs()[units[1:-1]] & is_letter[2:])
    n_small = np.count_nonzero(is_upper[:-2] & (is_lower & is_beyond)[1:-1] & is_upper[2:])
    n_capitals = np.count_nonzero(is_upper[:-1] & (is_upper & is_beyond)[1:])
    n_lone = np.count_nonzero(_are_lone(units, is_letter & is_beyond, is_letter))
    saved = (CAPITAL_BITS - BITS_OF_CAPITAL_BEHIND) * n_capitals
    is_third = (units[2:] == units[1:-1]) & (units[1:-1] == units[:-2]) & (is_letter & is_beyond)[2:]
    n_wide = np.count_nonzero(_are_alone(units >= FIRST_WIDE, is_lower & ~is_beyond))
    return float(
        BITS_OF_INNER_SIGN * n_signs
        + BITS_OF_INNER_SMALL * n_small
        + BITS_OF_LONE_LETTER * n_lone
        + BITS_OF_INNER_WIDE * n_wide
        + BITS_OF_THIRD * np.count_nonzero(is_third)
        - saved
    )


def _are_lone(units: Units, is_beyond: Flags, is_letter: Flags) -> Flags:
    """Which letters beyond ASCII stand beside a digit, right behind a sign, or by themselves and are no words."""
    is_digit = (units - ord("0")) < 10
    is_behind, is_before = _shift(is_letter, 1), _shift(is_letter, -1)
    is_odd = _shift(is_digit | _is_in(units, CLOSING), 1) | _shift(is_digit, -1)
    is_odd |= ~(is_behind | is_before | _is_in(units, WORDS))
    lone: Flags = is_beyond & is_odd & (units < FIRST_OF_OTHERS)
    return lone


def _are_alone(is_wide: Flags, is_small: Flags) -> Flags:
    """Which wide characters have no other one beside them, but a small letter."""
    alone: Flags = is_wide & ~(_shift(is_wide, 1) | _shift(is_wide, -1)) & (_shift(is_small, 1) | _shift(is_small, -1))
    return alone


def _is_in(units: Units, chars: str) -> Flags:
    found: Flags = np.isin(units, np.array([ord(char) for char in chars], dtype=np.uint16))
    return found


def _shift(flags: Flags, n_places: int) -> Flags:
    """The flags, so many places further on; False where there was none."""
    shifted = np.zeros_like(flags)
    if n_places > 0:
        shifted[n_places:] = flags[:-n_places]
    else:
        shifted[:n_places] = flags[-n_places:]
    return shifted


@lru_cache(maxsize=1)
def load_signs() -> Flags:
    """Whether each UTF-16 unit is a sign that does not stand between letters, shape (65536,)."""
    costs = load_costs()
    is_sign: Flags = (costs.script == 0) & ~costs.is_upper & ~costs.is_lower
    is_sign[:0x80] = False
    is_sign[0x0250:0x2000] = is_sign[0x2E80:] = False
    is_sign[[ord(char) for char in JOINING]] = False
    return is_sign
