"""Where a text may state a time: digits of years and characters of dates, looked up for all characters at once."""

from functools import cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_DIGIT, _ONE_OR_TWO, _HEAD, _UNIT = 1, 2, 4, 8
_MEANINGS = {_DIGIT: "0123456789", _ONE_OR_TWO: "12", _HEAD: "民一二", _UNIT: "年月纪"}


class TimeSigns(NamedTuple):
    """Code points, in order: `years` begin four digits of which the first is 1 or 2, at `heads` a year in characters

    may begin, at `units` stand 年, 月 or 纪.
    """

    years: list[int]
    heads: list[int]
    units: list[int]


@cache
def _table() -> npt.NDArray[np.uint8]:
    """The bits of each code point, shape (0x110000,)."""
    table = np.zeros(0x110000, dtype=np.uint8)
    for bit, chars in _MEANINGS.items():
        table[[ord(char) for char in chars]] |= bit
    return table


def find_signs(text: str) -> TimeSigns:
    """The signs of a text of any length."""
    is_ascii = text.isascii()
    points: npt.NDArray[np.uint8 | np.uint32]
    if is_ascii:
        points = np.frombuffer(text.encode(), dtype=np.uint8)
    else:
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    bits = _table()[points]
    years = _find_years(bits)
    if is_ascii:
        return TimeSigns(years, [], [])
    return TimeSigns(years, np.flatnonzero(bits & _HEAD).tolist(), np.flatnonzero(bits & _UNIT).tolist())


def _find_years(bits: npt.NDArray[np.uint8]) -> list[int]:
    is_digit = (bits & _DIGIT).astype(bool)
    is_year = is_digit[:-3] & is_digit[1:-2] & is_digit[2:-1] & is_digit[3:]
    at = np.flatnonzero(is_year)
    years: list[int] = at[bits[at] & _ONE_OR_TWO != 0].tolist()
    return years
