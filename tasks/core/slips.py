"""How two values differ that may be one with a slip: not at all, by a power of ten, in a digit."""

from functools import lru_cache
from math import log10

SAME = 1e-9
"""Relative difference of values that are equal."""


@lru_cache(maxsize=1 << 14)
def count_digits(value: float) -> int:
    """Significant digits, leading and trailing zeros aside; at least one."""
    digits = f"{abs(value):.12e}".partition("e")[0].replace(".", "")
    return max(1, len(digits.strip("0")))


def is_close(one: float, other: float) -> bool:
    """Whether two values are equal but for the last bits."""
    return abs(one - other) <= SAME * max(abs(one), abs(other))


def is_scaled(one: float, other: float) -> bool:
    """Whether two values of one sign differ by a power of ten."""
    if one * other <= 0:
        return False
    power = log10(one / other)
    return round(power) != 0 and abs(power - round(power)) < SAME


def is_slip(one: float, other: float) -> bool:
    """Whether two numbers of three digits or more differ in one digit, or in the order of two neighbours."""
    digits, others = (f"{abs(value):.6f}".replace(".", "") for value in (one, other))
    if len(digits) != len(others) or max(count_digits(one), count_digits(other)) < 3:
        return False
    wrong = [place for place in range(len(digits)) if digits[place] != others[place]]
    is_swap = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(digits) == sorted(others)
    return len(wrong) == 1 or is_swap
