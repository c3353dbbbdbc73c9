"""Units that a Chinese sentence leaves out where it goes on about what it counted: 人口41.3万，十年间减少了6.8万."""

import re
from collections.abc import Sequence

from .mention import Mention

_SCALES = frozenset("万亿")
_CLOSED = re.compile("[余多]?(?:[，。；、,;)）]|$|左右|以[上下])")
_GOES_ON = re.compile(
    "(?:[比较][^，。；：0-9]{1,12}[多少增减]|增加|减少|新增|净增|下降|上升|回升|回落|[日月年]均|平均每[天日月年]"
    "|其中[^。；：]{0,16}[有为达占是])[了约近超逾达有出]{0,3}\\Z"
)
_WINDOW = 28
_APART = frozenset("。；！？")


def repeat_counts(text: str, mentions: Sequence[Mention]) -> None:
    """Give a bare number of a scale what the last count before it counts, if the words say that it is told of that.

    Such words are those of change (比去年少7万), of means (日均1275万) and of parts (其中男性有2.2亿). Only 万 and 亿
    are read: a smaller bare number is rather a name, a score or an index.
    """
    counted: Mention | None = None
    for mention in mentions:
        if mention.unit is None and counted is not None and _is_told(text, counted, mention):
            mention.unit, mention.unit_class = counted.unit, counted.unit_class
            mention.rule, mention.confidence = "chinese-goes-on", 0.6
        if mention.unit_class == "count" and mention.is_chinese:
            counted = mention


def _is_told(text: str, counted: Mention, mention: Mention) -> bool:
    if mention.value is None or not mention.is_chinese or text[mention.number_end - 1] not in _SCALES:
        return False
    if not _CLOSED.match(text, mention.number_end) or not _APART.isdisjoint(text[counted.end : mention.start]):
        return False
    low = max(counted.end, mention.start - _WINDOW)
    return _GOES_ON.search(text, low, mention.start) is not None
