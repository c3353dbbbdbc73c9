"""What a Chinese figure measures: the phrase before it in its clause, without times (2023年粮食产量500万吨)."""

import re
from functools import cache

from ...core.numerals.read_tables import alternation
from ..mention import Mention
from ..read_chinese_noun import strip_links
from ..tables.read_tables import word_set

Span = tuple[int, int]
_CLAUSES = re.compile("(?s:.*)[，。；：、！？,;:!?（）()\n]")
"""All that stands in front of a clause."""
_NO_METRIC = re.compile(
    "(?<![A-Za-z])(?<![A-Za-z][0-9])(?<![A-Za-z][0-9][.])[0-9](?![0-9]?[A-Z]|[0-9]{0,3}指数)|^[^\u3400-\u9fff]*$"
)
_HAN_DIGIT = "[〇零一二三四五六七八九十]"
_HAN_DAY = "(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_TIME = re.compile(
    "(?:[0-9]{4}|[0-9]{2,3}(?=年度?[^0-9])|[一二][〇零○九][〇零○一二三四五六七八九]{2})年"
    "(?:度|[末底]|[0-9]{1,2}月(?:份|[0-9]{1,2}日|[末底])?|[上下]半年|(?:第?[一二三四]|[首前][二三])季度?[末底]?|来|间|前|以来)?"
    "|(?:第[一二三四]|[首前][二三])季度?[末底]?|[今本去上]年|[本上]月|本季度?"
    "|(?:民国)?一[〇零○一二三四][〇零○一二三四五六七八九]年度?|[0-9]{4}届|(?:今年|去年|上年)?(?:前[0-9]{1,2}个|[0-9]{1,2}[-—至][0-9]{1,2})月(?:份)?|(?<![0-9])[0-9]{1,2}月(?:份|[0-9]{1,2}日(?:[0-9]{1,2}时)?|[末底])?|(?<![0-9])[0-9]{1,2}日(?:[0-9]{1,2}时)?"
    f"|(?<!{_HAN_DIGIT})(?:十[一二]?|[一二三四五六七八九])月(?:份|{_HAN_DAY}日|[末底])?(?:或之前)?"
)
_MAX_CHARS, _MIN_CHARS = 40, 2
_COMPARED = re.compile(
    "(?:(?:由|从|自)(?:[^，。；：]{0,14}的|原来|原先|此前|最初|上年|去年)?|(?<![相同环占对])(?:较|比)(?:[上去前往昨同原]|[一1]年前|[一二][〇零○九][〇零○一二三四五六七八九]{2}年|[0-9]{3}年|全[国省市球]|预|计划|平均|此前|以往|年[初前末底]|[0-9]{4}(?:年|[-–/至到][0-9]{2})|世界|国际|行业|城镇|农村|其他)"
    "[^，。；：]{0,16}"
    "|(?:高于|低于|好于|优于|快于|慢于)[^，。；：]{1,16})\\Z"
)
"""由2020年的, 比全国平均水平高: with what a figure is compared, and not what it measures."""
_BRACKETED = re.compile(
    "(?:[，。；：、！？,;:!?（）()\\s]|[及和与](?=[^，。；：、]{2})|\\A)(?:其次为|其次是|依次为|包括|其中|为|是)?"
    "(?P<noun>[^，。；：、！？,;:!?（）()\\s0-9]{2,20})\\Z"
)
_SINCE = re.compile("(?:起|开始|以来|后|之后)")
_EACH = re.compile("每[年月日天季周人户个亩公顷]{1,2}\\Z")
_AMOUNT_ENDS = frozenset("积额量数值产口户失金费款长")
_COMPARING = frozenset(("较", "比", "与", "同"))
_JOINING = re.compile(" ?(?:和|或|与|及|以及|而) ?")
_STARTS = ("自", "从", "于", "在", "由")
_SPANS_OF_TIME = frozenset("年月天周")
_BEFORE_TIME = (
    *_STARTS,
    "到",
    "至",
    "截",
    "比",
    "较",
    "与",
    "同",
    "和",
    "及",
    "的",
    "是",
    "为",
    "超过",
    "超",
    "高于",
    "低于",
)
_WEAK_NOUNS = frozenset(("单位", "人", "人次", "左右"))


@cache
def _lead() -> re.Pattern[str]:
    words = alternation(sorted(word_set("metric_lead")))
    return re.compile(
        f"(?:[共现设还仅]有(?![效机关色毒害产])|{words}|年[末底]|力争|计划(?=[将投新完建用])|确保|争取(?!到)|将(?![军领士官来相帅校]))*"
    )


def read_metric(text: str, mention: Mention, previous: Span | None, read_to: int = 0) -> Span | None:
    """Span of the phrase in front of a figure; `previous`, the metric before, where its clause has none (、增长4%).

    The figure before ends at `read_to`: what stands in front of it is its own.
    """
    low = max(0, mention.start - _MAX_CHARS)
    clause = text[low : mention.start]
    before = _CLAUSES.match(clause)
    if before is None and low and not _TIME.search(clause) and read_to <= low:
        return None
    cut = max(before.end() if before else 0, read_to - low)
    is_behind_figure = 0 < read_to == cut + low
    phrase = _strip_compared(clause[cut:])
    if len(phrase) < _MIN_CHARS and cut and clause[cut - 1] in "（(":
        return _read_before_bracket(text, low + cut - 1, read_to, previous)
    if is_behind_figure and (len(phrase) < _MIN_CHARS or _JOINING.fullmatch(phrase)):
        return previous
    if is_behind_figure and (_JOINING.match(phrase) or mention.unit_class == "duration"):
        return None
    if (
        is_behind_figure
        and mention.unit_class == "count"
        and "\u3400" <= text[mention.end : mention.end + 1] <= "\u9fff"
    ):
        return None  # 45个国家的1万名运动员: the phrase belongs to the figure before
    times = list(_TIME.finditer(phrase))
    if times and _SINCE.match(phrase, times[-1].end()):
        phrase = _cut_since(phrase, times[-1])
        times = list(_TIME.finditer(phrase))
    if times:
        at = times[-1].end() + phrase.startswith("的", times[-1].end())
        front = phrase[: times[-1].start()]
        if at == len(phrase) and len(front) >= _MIN_CHARS and len(times) == 1 and not front.endswith(_BEFORE_TIME):
            at, phrase = 0, front  # 深证成指9月30日收报10529点
        cut, phrase = cut + at, phrase[at:]
    lead = _lead().match(phrase)
    skipped = lead.end() if lead else 0
    if len(phrase) - skipped < _MIN_CHARS:
        return previous if not phrase else None
    return None if _NO_METRIC.search(phrase, skipped) else (low + cut + skipped, low + cut + len(phrase))


def _read_before_bracket(text: str, at: int, read_to: int, previous: Span | None) -> Span | None:
    """The noun in front of a bracket with a figure: 服装（跌6.6%）; `previous` where another figure stands there."""
    low = max(read_to, at - _MAX_CHARS)
    noun = _BRACKETED.search(text, low, at)
    if read_to >= at or noun is None:
        return previous
    return noun.span("noun")


def _strip_compared(clause: str) -> str:
    """A phrase without links and what a figure is compared with at its end."""
    for phrase in (clause, strip_links(clause)):
        compared = _COMPARED.search(phrase)
        if compared is not None:
            return strip_links(phrase[: compared.start()])
    phrase = strip_links(clause)
    if len(phrase) > _MIN_CHARS and phrase.endswith("计") and phrase[-2] in _AMOUNT_ENDS:
        phrase = phrase[:-1]  # 种植面积计二十三万公顷
    return "" if phrase in _COMPARING else phrase


def _cut_since(phrase: str, time: re.Match[str]) -> str:
    """What stands in front of the time since when a figure holds: 基本工资自1月起调升至每月27,470元."""
    behind = strip_links(_EACH.sub("", phrase[time.end() :].lstrip("起开始以来之后")))
    if len(behind) >= _MIN_CHARS:
        return phrase
    front = phrase[: time.start()]
    return strip_links(front.removesuffix(next((word for word in _STARTS if front.endswith(word)), "")))


def read_phrase_before(text: str, mention: Mention) -> Span | None:
    """The phrase in front of a figure whose noun behind it says little: 公共房屋1.5万个单位."""
    if mention.metric is None or text[slice(*mention.metric)] not in _WEAK_NOUNS:
        return None
    return read_metric(text, mention, None)


def strip_lead(text: str, start: int, end: int) -> tuple[int, int]:
    """The phrase start:end without the adverbs at its head, as long as two characters are left."""
    if text[start] == "来" and text[start - 1 : start] in _SPANS_OF_TIME:
        start += 1  # 两年来该线开行列车
    lead = _lead().match(text, start, end)
    return (lead.end(), end) if lead and end - lead.end() >= _MIN_CHARS else (start, end)
