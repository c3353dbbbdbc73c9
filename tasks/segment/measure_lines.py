"""What can be seen of a line by itself: its size, whether it is prose, whether it opens as an item of a list."""

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .count_signs import SIGNS, Counts

_CLOSERS = "”’」』）)】》\"' "
_ENDS = tuple("。！？!?.…；;")
_INNER_END = re.compile('[。！？.!?](?:(?<=[。！？])|["”’)]* )')
_COMMA = re.compile("[，、；：,]")
_ITEM = re.compile(
    "(?:[•·●■◆▪○※★☆►▶✓✔✅☑❖▸◎◇□➢➤–—*-][ \u00a0\u3000]*(?=\\w)"
    "|[(（](?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[)）]"
    "|(?:[0-9]{1,3}|[a-zA-Z]|[IVXivx]{1,5})[.、．)](?![0-9])"
    "|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])"
)
_LABELLED = re.compile("(?:[^：:]{1,10}[：:]|【[^】]{1,8}】)[^\\s/]")
_UPPER, _LETTER, _HAN = map(SIGNS.index, ("upper", "letter", "han"))
PARTS = 24
"""Of a word. A Chinese word is taken to have 1.6 characters, an English one 4.8 letters."""
_PER_LETTER, _PER_HAN = 5, 15


class LineMeasure(NamedTuple):
    """A line as seen by itself: size in words, and what its form says."""

    n_words: float
    is_prose: bool
    has_end: bool
    """A sentence ends at its end."""
    has_sentence: bool
    """A sentence ends at its end or inside of it."""
    is_item: bool
    has_label: bool
    """It opens with a short label, a colon and a value, as a property does."""


def weigh_lines(counts: Counts) -> npt.NDArray[np.int64]:
    """The size of each line in parts of a word, shape (n_lines,); `counts` are those of `count_signs`.

    Whole numbers, so that no sum depends on the order in which it is taken.
    """
    weights: npt.NDArray[np.int64] = _PER_HAN * counts[:, _HAN] + _PER_LETTER * (counts[:, _UPPER] + counts[:, _LETTER])
    return weights


def measure_line(text: str, n_words: float) -> LineMeasure:
    """The measure of a line of so many words.

    Prose has eight words or more and the end of a sentence, or twenty and a comma.
    """
    item = _ITEM.match(text)
    has_end = text.rstrip(_CLOSERS).endswith(_ENDS)
    has_sentence = has_end or _INNER_END.search(text, item.end() if item else 0) is not None
    is_prose = (n_words >= 8 and has_sentence) or (n_words >= 20 and _COMMA.search(text) is not None)
    return LineMeasure(n_words, is_prose, has_end, has_sentence, item is not None, _LABELLED.match(text) is not None)
