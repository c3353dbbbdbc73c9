"""What neighbours tell of a charset, beside what the characters of a text cost by themselves.

In a line of capitals the wrong charset makes a small letter or a sign of one letter with an accent (RšCKGABE, M™GLICH
for RÜCKGABE, MÖGLICH), of signs it makes letters (£7 is ú7 in charsets of DOS), and of a letter of Latin-1 with the one
behind it a Chinese character (Légales is L間ales).
"""

import re
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..measure_bits import CAPITAL_BITS, load_costs

Classes = npt.NDArray[np.uint8]
BITS_OF_INNER_SIGN = 8.0
"""A sign beyond ASCII right between two letters."""
BITS_OF_INNER_SMALL = 4.0
"""A small letter beyond ASCII right between two capitals."""
BITS_OF_LONE_LETTER = 6.0
"""A letter beyond ASCII beside a digit, right behind a sign, or by itself but for those that are words."""
BITS_OF_LONE_WIDE = 8.0
"""One wide character by itself beside a letter of ASCII."""
BITS_OF_THIRD = 8.0
"""A letter beyond ASCII for the third time in a row."""
BITS_OF_CAPITAL_BESIDE = 0.3
"""A capital beyond ASCII beside another capital; others cost CAPITAL_BITS."""
BITS_OF_FIFTH_CONSONANT = 4.0
CONSONANT = "[бвгджзклмнпрстфхцчшщъьБВГДЖЗКЛМНПРСТФХЦЧШЩЪЬ]"
CONSONANTS = re.compile(f"{CONSONANT}(?<={CONSONANT}{{5}})")
"""Of Russian, behind four others: few words have it; letters of the wrong charset are either by chance."""
BITS_OF_INNER_FINAL = 8.0
INNER_FINALS = re.compile("[ךםןףץ](?=[א-ת])|ς(?=[α-ω])")
"""Letters of Hebrew and Greek that end a word, before another one."""
WORDS = "àáèéêìíóôòùýåæöøäüÀÁÈÉÊÌÍÓÒÙÝÅÆÖØÄÜąęı"
CLOSING = ".,;:!?)%"
DIGITS = "0123456789"
JOINING = "\u00ad\u00b7\u2010\u2011\u2013\u2014\u2018\u2019\u200c\u200d\u2026"
"""Signs that do stand between letters: hyphens, dashes, apostrophes, middle dots, joiners."""
FIRST_OF_OTHERS = 0x0530
"""Behind Latin, Greek and Cyrillic."""
FIRST_WIDE = 0x2E80
UPPER, LOWER, FURTHER, SIGN, DIGIT, CLOSER, WORD, WIDE = (np.uint8(1 << place) for place in range(8))
"""Marks of a character: FURTHER is a letter beyond ASCII, WORD one that may stand by itself."""
LETTER = UPPER | LOWER


def measure_neighbours(text: str) -> float:
    """Bits that neighbours cost in a text beyond what each character costs; below zero for words in capitals."""
    if text.isascii():
        return 0.0
    units = np.frombuffer(f"\n{text}\n".encode("utf-16-le", "surrogatepass"), dtype="<u2")
    classes = _load_classes()[units]
    before, here, behind = classes[:-2], classes[1:-1], classes[2:]
    is_further, is_upper_before = (here & FURTHER) > 0, (before & UPPER) > 0
    is_inner = ((before & LETTER) > 0) & ((behind & LETTER) > 0)
    is_beside = (before | behind) & LETTER
    is_odd = ((before & (DIGIT | CLOSER)) | (behind & DIGIT)) > 0
    is_odd |= (is_beside == 0) & ((here & WORD) == 0)
    is_lone_wide = ((here & WIDE) > (before | behind) & WIDE) & (is_beside > 0)
    is_third = is_further[2:] & (units[3:-1] == units[2:-2]) & (units[2:-2] == units[1:-3])
    found = (
        (BITS_OF_INNER_SIGN, is_inner & ((here & SIGN) > 0)),
        (BITS_OF_INNER_SMALL, is_further & is_upper_before & ((here & LOWER) > 0) & ((behind & UPPER) > 0)),
        (BITS_OF_LONE_LETTER, is_further & is_odd),
        (BITS_OF_LONE_WIDE, is_lone_wide),
        (BITS_OF_CAPITAL_BESIDE - CAPITAL_BITS, is_further & (((before | behind) & here & UPPER) > 0)),
    )
    bits = float(sum(price * np.count_nonzero(flags) for price, flags in found))
    bits += BITS_OF_INNER_FINAL * len(INNER_FINALS.findall(text))
    bits += BITS_OF_FIFTH_CONSONANT * len(CONSONANTS.findall(text))
    return float(bits + BITS_OF_THIRD * np.count_nonzero(is_third))


@lru_cache(maxsize=1)
def _load_classes() -> Classes:
    """The marks of each UTF-16 unit, shape (65536,)."""
    costs = load_costs()
    points = np.arange(0x10000)
    is_letter = costs.is_upper | costs.is_lower
    is_sign = (costs.script == 0) & ~is_letter & (points > 0x7F) & (points < FIRST_WIDE)
    is_sign &= (points < 0x0250) | (points >= 0x2000)
    classes = costs.is_upper * UPPER | costs.is_lower * LOWER | is_sign * SIGN | (points >= FIRST_WIDE) * WIDE
    classes |= (is_letter & (points > 0x7F) & (points < FIRST_OF_OTHERS)) * FURTHER
    for chars, mark in ((DIGITS, DIGIT), (CLOSING, CLOSER), (WORDS, WORD)):
        classes[[ord(char) for char in chars]] |= mark
    classes[[ord(char) for char in JOINING]] &= ~SIGN
    marks: Classes = classes.astype(np.uint8)
    return marks
