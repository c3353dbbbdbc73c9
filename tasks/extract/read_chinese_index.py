"""Chinese figures of indices, scores and coefficients, whose unit no word behind them names: 采购经理指数为50.2,
基尼系数0.465, 收入比由2022年的1.86缩小至1.82. A ratio of two numbers (生师比为17.6:1) is left alone."""

import re
from collections import deque
from functools import cache

from ..core.numerals.read_tables import alternation
from .mention import Mention
from .read_chinese_noun import links
from .tables.read_tables import Unit, changes, read_rows

RULE = "chinese-index"
_WINDOW = 48
_CLAUSE = re.compile("(?s:.*)[，。；：！？,;!?\n]")
"""All that stands in front of a clause."""
_CLOSED = re.compile(
    "[，。；、,;）)!！]|\\.(?![0-9])|$|左右|以上|以下|上下|[提升降回增减扩缩](?!级)|上升|下降|的(?:水平|高位|低位)|[和与](?![0-9.]+之?间)|高于|低于|较|比"
)
_YEAR = re.compile("(?:19|20)[0-9]{2}")
"""An issue of an index is named by its year: 全球创新指数2023."""
_TIME = re.compile("[0-9][年月日](?:度|份|[末底]|[上下]半年)?(?:的|，)?|[今去上本][年月](?:度|[末底])?")
_STEPS = (
    "[12][0-9]{3}年(?:度|[末底]|[0-9]{1,2}月(?:份|底|末)?|[上下]半年|[一二三四]季度)?|[0-9]{1,2}月(?:份|底|末|[0-9]{1,2}日)?"
    "|[0-9]+(?:\\.[0-9]+)?个?(?:百分点|点|分|%)?[和、与及]?|上年同?期?|去年同?期?|同期|上月|上季度?|年初|[较比收报约值]|上升|下降|缩小|扩大|今年|全年"
)


@cache
def _units() -> dict[str, Unit]:
    rows = read_rows("bare_units.tsv")
    return {name: Unit(unit, kind) for unit, kind, _, names in rows for name in names.split("|") if name}


@cache
def _name() -> re.Pattern[str]:
    return re.compile(f"(?<![A-Za-z])(?:{alternation(_units())})(?![A-Za-z])")


@cache
def _gap() -> re.Pattern[str]:
    """What may stand between a name and its figure: its letters in brackets, times, links, what it was before."""
    return re.compile(f"(?:[（(][^（()）]{{1,16}}[）)])?(?>(?:{_STEPS}|{alternation(links())}| )*)")


def read_index(text: str, mention: Mention) -> bool:
    """Take a bare number for a figure of the index, score or coefficient that its clause names in front of it."""
    low, at = max(0, mention.start - _WINDOW), mention.number_end
    if _CLOSED.match(text, at) is None or _YEAR.fullmatch(text, mention.number_start, at):
        return False
    window = text[low : mention.start]
    clause = _CLAUSE.match(window)
    begin = clause.end() if clause else 0
    named = deque(_name().finditer(window, begin), maxlen=1)
    if not named or not _gap().fullmatch(window, named[0].end()):
        return False
    if window.rstrip("了约 ").endswith(tuple(changes("zh", "before"))):
        return False  # CPI上涨2 may be percent or points
    unit = _units()[named[0].group()]
    mention.unit, mention.unit_class, mention.rule, mention.confidence = unit.name, unit.unit_class, RULE, 0.7
    mention.metric = (low + _find_begin(window, begin, named[0].start()), low + named[0].end())
    return True


def _find_begin(window: str, begin: int, name: int) -> int:
    """Where the phrase begins that a name ends: behind the clause in front and the last time before the name."""
    times = list(_TIME.finditer(window, begin, name))
    return times[-1].end() if times else begin
