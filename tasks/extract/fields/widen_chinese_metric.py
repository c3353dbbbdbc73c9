"""What a Chinese figure measures, with what is done to it or what it does: 建成3个中心, 为1200名残疾人提供康复服务."""

import re

from ..mention import Mention
from ..read_chinese_noun import strip_links
from .read_metric import strip_lead

Span = tuple[int, int]
_HAN = "[\u3400-\u9fff]"
_BEHIND = re.compile(
    "(?!以上|以下|以内|左右|上下|之多|和|及|与|或|占|比|同比|环比|增|下降|减|为|是|的|等|至|到|[升降涨跌缩扩]|提[高升]|回[升落]|上[升涨调]|下[跌调滑]|分别|其中|多|余|条件|时|后|前)"
    f"{_HAN}{{2,28}}"
)
"""What goes on behind a figure, but for what qualifies, compares or lists it."""
_BEFORE = re.compile(f"(?<![\u3400-\u9fff0-9]){_HAN}{{1,20}}\\Z")
"""Not what a list has between two figures: 407个典型镇、2519个典型村和25个片区."""
_HARMED = re.compile(
    "(?:确诊|轻伤|重伤)?(?:死亡|受伤|失踪|遇难|遇害|获救|被捕|落网|被困|受灾|感染|染疫|受困|丧生|罹难|轻伤|重伤)(?![人者员])"
)
_NEXT_FIGURE = re.compile("达|共[计有]?|[合总累统]计|约|逾|新台币|人民币|港币|[一二三四五六七八九十百千万亿]{2,}")
"""Words of the figure that comes next: what stands in front of them is its own: 云嘉两县农损达新台币三亿元."""
_PLACES = frozenset(("city", "county", "province", "district", "town", "township", "village", "prefecture"))
_SHORT = 3
"""A phrase in front of so few characters is mostly a verb; what it was done for stands behind: 拨款2亿元兴建中心."""
_WINDOW = 24


def widen_chinese_metric(text: str, mention: Mention, metric: Span | None) -> Span | None:
    """The metric with the words of its clause that act on it; `text` is folded, `metric` as it was read before."""
    if mention.unit in _PLACES and _tells_next(text, mention.end):
        return None  # 云嘉两县农损达新台币三亿元: the loss is what is told, of both
    if metric is None:
        behind = _BEHIND.match(text, mention.end)
        is_own = mention.unit_class == "count" and not _tells_next(text, mention.end)
        return behind.span() if behind and is_own else None
    if mention.unit == "person" and (harmed := _HARMED.match(text, mention.end)) is not None:
        return harmed.span()
    if metric[1] <= mention.start:
        behind = _BEHIND.match(text, mention.end) if metric[1] - metric[0] <= _SHORT else None
        return (metric[0], behind.end()) if behind else metric
    behind = _BEHIND.match(text, metric[1])
    if behind is not None:
        return metric[0], behind.end()
    return _find_act(text, mention, metric), metric[1]


def _tells_next(text: str, at: int) -> bool:
    """Whether what goes on behind a figure is told by the next one."""
    behind = _BEHIND.match(text, at)
    return behind is not None and _NEXT_FIGURE.search(text, *behind.span()) is not None


def _find_act(text: str, mention: Mention, metric: Span) -> int:
    """Where the words right in front of a figure begin, whose noun stands behind it; the noun where there are none."""
    before = _BEFORE.search(text, max(0, mention.start - _WINDOW), mention.start)
    if before is None or metric[0] < mention.start:
        return metric[0]
    act = strip_links(before.group())
    start, end = strip_lead(text, before.start(), before.start() + len(act))
    return start if end - start > 1 else metric[0]
