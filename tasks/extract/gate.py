"""Which segments can hold a figure at all."""

import re
from functools import cache

from ..core.numerals.read_tables import alternation, cased
from .tables.read_tables import word_set

_HAN = (
    "[0-9０-９二三四五六七八九十两兩百千廿半翻壹贰貳叁叄肆伍陆陸柒捌玖拾佰仟]"
    "|一[个個百千万萬亿億成倍半周小分季吨噸公英美港欧歐日元亩畝斤米]|万[亿億]|萬億"
)


@cache
def _figure() -> re.Pattern[str]:
    words = cased(sorted(word_set("gate")))
    return re.compile(rf"{_HAN}|\b{alternation(words)}\b")


def may_hold_figure(text: str) -> bool:
    """Whether a digit, a numeral character or a number word stands in a text; False proves that no fact does.

    A lone 一 or `one` mostly means `a`: only before units of measure does it open the gate.
    """
    return _figure().search(text) is not None
