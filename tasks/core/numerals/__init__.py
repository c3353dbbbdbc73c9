"""Numerals of Chinese and English text: where they stand and what they are worth.

`find_numerals` gives those that may count something, as the facts need; the others read whatever is a number.
"""

from .numeral import Numeral
from .read_any_chinese import read_any_chinese
from .read_any_english import read_any_english
from .read_han import read_han
from .read_number_ranges import NumberRange, read_number_ranges
from .read_percentages import read_percentages
from .scan import find_numerals

__all__ = [
    "NumberRange",
    "Numeral",
    "find_numerals",
    "read_any_chinese",
    "read_any_english",
    "read_han",
    "read_number_ranges",
    "read_percentages",
]
