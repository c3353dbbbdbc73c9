"""Numerals of Chinese and English text: where they stand and what they are worth."""

from .numeral import Numeral
from .read_any_chinese import read_any_chinese
from .read_any_english import read_any_english
from .read_han import read_han
from .scan import find_numerals

__all__ = ["Numeral", "find_numerals", "read_any_chinese", "read_any_english", "read_han"]
