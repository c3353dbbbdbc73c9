"""What can be seen of a line by itself: its size, whether it is prose, whether it opens as an item of a list."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .count_signs import SIGNS, count_signs
from .split_paragraphs import Paragraph

_CLOSERS = "”’」』）)】》\"' "
_ENDS = tuple("。！？!?.…；;")
_INNER_END = re.compile('[。！？.!?](?:(?<=[。！？])|["”’)]* )')
_COMMA = re.compile("[，、；：,]")
_ITEM = re.compile(
    "(?:[•·●■◆▪○※★☆►▶✓◎◇□➢➤–—*-][ \u00a0\u3000]*(?=\\w)"
    "|[(（](?:[0-9]{1,3}|[a-zA-Z]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})[)）]"
    "|(?:[0-9]{1,3}|[a-zA-Z]|[IVXivx]{1,5})[.、．)](?![0-9])"
    "|[一二三四五六七八九十]{1,3}[、.．]|[①-⑳])"
)
_LABELLED = re.compile("(?:[^：:]{1,10}[：:]|【[^】]{1,8}】)[^\\s/]")
_UPPER, _LETTER, _HAN = map(SIGNS.index, ("upper", "letter", "han"))
_LATIN_PER_WORD, _HAN_PER_WORD = 4.8, 1.6


class LineMeasure(NamedTuple):
    """A line as seen by itself: size in words, and what its form says."""

    n_words: float
    is_prose: bool
    has_end: bool
    """A sentence ends at its end."""
    has_sentence: bool
    """A sentence ends at its end or inside of it."""
    is_item: bool
    n_repeats: int
    has_label: bool
    """It opens with a short label, a colon and a value, as a property does."""


def measure_lines(text: str, paragraphs: Sequence[Paragraph]) -> list[LineMeasure]:
    """A measure of each paragraph of a document, in order.

    A Chinese word is taken to have 1.6 characters, an English one 4.8 letters. Prose has eight words or more and the
    end of a sentence, or twenty and a comma.
    """
    if not paragraphs:
        return []
    return measure_counted(paragraphs, count_signs(text, paragraphs))


def measure_counted(paragraphs: Sequence[Paragraph], counts: npt.NDArray[np.int64]) -> list[LineMeasure]:
    """A measure of each paragraph, given what `count_signs` counts."""
    n_letters = counts[:, _UPPER] + counts[:, _LETTER]
    n_words = counts[:, _HAN] / _HAN_PER_WORD + n_letters / _LATIN_PER_WORD
    repeats = Counter(p.text for p in paragraphs)
    return [_measure_line(p.text, n, repeats[p.text]) for p, n in zip(paragraphs, n_words.tolist(), strict=True)]


def _measure_line(text: str, n_words: float, n_repeats: int) -> LineMeasure:
    item = _ITEM.match(text)
    has_end = text.rstrip(_CLOSERS).endswith(_ENDS)
    has_sentence = has_end or _INNER_END.search(text, item.end() if item else 0) is not None
    is_prose = (n_words >= 8 and has_sentence) or (n_words >= 20 and _COMMA.search(text) is not None)
    has_label = _LABELLED.match(text) is not None
    return LineMeasure(n_words, is_prose, has_end, has_sentence, item is not None, n_repeats, has_label)
