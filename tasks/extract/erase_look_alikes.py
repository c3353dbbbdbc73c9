"""Erase from a column of texts the numbers that are no figure whatever stands around them: 第三条, `Article 3`."""

from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ..core.numerals.read_han import COMMON
from ..core.numerals.read_tables import alternation
from ..core.numerals.scan import BEFORE_LONE
from ..core.scripts import to_simplified
from .tables.read_tables import chinese_units, months

_HAN = "一二三四五六七八九十"
_DIGIT = f"(?:[0-9]{{1,2}}|[{_HAN}]{{1,3}})"
_YEAR = f"(?:[0-9]{{2,4}}|[{COMMON}]{{1,7}})年"
_CLOSED = "([,.;:)](?:[^0-9]|$)|$)"
"""What stands right behind a year that counts nothing."""
_REFERENCES = (
    "(?:Article|Section|Subsection|Chapter|Paragraph|Subparagraph|Clause|Item)s?|Annex|Appendix|Schedule|Table|Figure"
)
"""Words that `refused_before.tsv` has too; a number behind them is their name where they are capitalised."""
_NO_TERM = f"(^|[^{COMMON}0-9刑役期行禁狱獄押时時限为為达達约約共至计計 -]|[月日年]至)"
"""Before a date; behind 徒刑, 为期 and the like 三年六月 is a term."""
_DAY_ENDS, _MONTH_ENDS = "([^内內之以元圆圓]|$)", f"([^以未有徒拘0-9{COMMON}]|$)"
"""Behind a date; 日内 and 月以上 make it so many days and months."""
_NO_PART = "([^ 月日号號时時0-9A-Za-z_]| [^月日号號时時]| ?$)"
"""Behind the day of an English date; 5日内 behind `May` is so many days."""
_LEFT, _RIGHT = r"(^|[^\p{L}\p{N}_])", r"([^\p{L}\p{N}_]|$)"
"""The edges of a word as the rules have them: RE2's own take a Chinese character for none (第May 5家)."""
_UNCOUNTED = frozenset("年天块")
"""Behind 一 they measure nothing: 一年, and 一块, which is a piece."""

Passes = tuple[tuple[str, str], ...]
"""Patterns of RE2 and what is kept of a match, in the order in which they are replaced."""


@cache
def _passes() -> tuple[Passes, ...]:
    """The patterns that close most texts; and those for what is left."""
    month = rf"{alternation(months())}\.?"
    year = "(?:1[0-9]|20)[0-9]{2}"
    references = (
        (rf"^[ *•·#>]{{0,4}}[(（\[]?(?:[0-9]{{1,3}}|[{_HAN}]{{1,3}})[)）\].．、:：]([^0-9]|$)", r" \1"),
        (rf"第(?:[{COMMON}]+|[0-9]+)", "第"),
        (rf"(?:^| )\(?(?:{_REFERENCES}) [0-9]{{1,4}}{_RIGHT}", r" \1"),
    )
    dates = (
        (f"{_NO_TERM}(?:{_YEAR})?{_DIGIT}月(?:{_DIGIT}日{_DAY_ENDS}|{_MONTH_ENDS})", r"\1月\2\3"),
        (f"(^|[，。；：、（于於自在从從到截和与與]){year}年([^半]|$)", r"\1年\2"),
        (rf"{_LEFT}(?:{month}(?: [0-9]{{1,2}})?,?|[Ii]n|[Ss]ince|[Bb]y|[Oo]f|[Ff]rom) {year}{_CLOSED}", r"\1 \2"),
        (rf"{_LEFT}{month} [0-9]{{1,2}}{_NO_PART}", r"\1 \2"),
        (rf"{_LEFT}[0-9]{{1,2}} {month}{_RIGHT}", r"\1 \2"),
    )
    return references, dates


@cache
def lone_counts() -> str:
    """What 一 must stand before to count: a list mark, a digit, or what begins a unit that is no classifier.

    A class of characters, without its brackets.
    """
    units = {form[0] for form, unit in chinese_units().items() if unit.unit_class != "count"} - _UNCOUNTED
    counters = (char for char in BEFORE_LONE if to_simplified(char) in units or char in "月至到—–~～、来來")
    return "".join(counters) + "0-9-"


def find_countable(texts: pa.ChunkedArray, gate: str) -> npt.NDArray[np.bool_]:
    """Which of n texts a gate, a pattern of RE2, still opens without their sure look-alikes; shape (n,).

    Each pattern is held to the rules of `refuse_look_alikes` and `refuse_dates`: what it erases, these refuse. It is so
    only where no English number word is in the text, for `one` counts beside digits, and without rules of the user.
    """
    opens = np.ones(len(texts), dtype=bool)
    rows = np.arange(len(texts))
    for passes in _passes():
        for pattern, kept in passes:
            texts = pc.replace_substring_regex(texts, pattern, kept)
        is_open = pc.match_substring_regex(texts, gate).to_numpy().astype(bool)
        opens[rows[~is_open]] = False
        rows, texts = rows[is_open], texts.filter(pa.array(is_open))
    return opens
