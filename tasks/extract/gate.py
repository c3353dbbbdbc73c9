"""Which segments can hold a figure at all."""

import re
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..core.numerals.read_tables import alternation, cased
from ..core.numerals.read_words import WORDS
from .erase_look_alikes import find_countable, lone_counts
from .find_english_ratios import RATIO_STEMS
from .tables.read_tables import word_set


@cache
def _han() -> str:
    digits = "[0-9０-９二三四五六七八九十两兩百千廿半翻壹贰貳叁叄肆伍陆陸柒捌玖拾佰仟]"
    return f"{digits}|一[万萬亿億季{lone_counts()}]|万[亿億]|萬億"


@cache
def _figure() -> re.Pattern[str]:
    words = cased(sorted(word_set("gate")))
    return re.compile(rf"{_han()}|\b{alternation(words)}\b")


def may_hold_figure(text: str) -> bool:
    """Whether a digit, a numeral character or a number word stands in a text; False proves that no fact does.

    A lone 一 or `one` mostly means `a`: only before units of measure does it open the gate.
    """
    return _figure().search(text) is not None


@cache
def _word() -> str:
    # ASCII word boundaries, as RE2 has them, lie wherever those of Python do, and in more places: 两two
    words = "|".join(sorted(word_set("gate") | WORDS.keys()))
    return rf"\b(?:{words})\b|{'|'.join(RATIO_STEMS)}"


def sift_texts(texts: pa.ChunkedArray, has_rules: bool = False) -> tuple[pa.Array, pa.Array]:
    """For each of n texts, shape (n,): whether its characters open the gate; whether it may hold a number word.

    Where both are false no fact is in the text, and where the second is, no English numeral or ratio in words. One pass
    of a linear engine over a column takes a tenth of the time of a search in each text. `has_rules` says that the
    user has units and refusals of their own, with which any number may count.
    """
    characters = pc.match_substring_regex(texts, _han()).to_numpy().astype(bool)
    words = pc.match_substring_regex(texts, _word(), ignore_case=True).to_numpy().astype(bool)
    rows = np.flatnonzero(characters & ~words)
    if not has_rules:
        characters[rows] = find_countable(texts.take(pa.array(rows)), _han())
    return pa.array(characters), pa.array(words)
