"""Numerals of Chinese and English text: where they stand and what they are worth."""

from .numeral import Numeral
from .read_han import read_han
from .scan import find_numerals

__all__ = ["Numeral", "find_numerals", "read_han"]
