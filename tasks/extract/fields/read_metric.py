"""What a Chinese figure measures: the phrase before it in its clause, without times (2023年粮食产量500万吨)."""

import re
from functools import cache

from ...core.numerals.read_tables import alternation
from ..mention import Mention
from ..read_chinese_noun import strip_links
from ..tables.read_tables import word_set

_CLAUSES = re.compile("(?s:.*)[，。；：、！？,;:!?（）()\n]")
"""All that stands in front of a clause."""
_NO_METRIC = re.compile("[0-9]|^[^\u3400-\u9fff]*$")
_TIME = re.compile(
    "(?:[0-9]{4}|[0-9]{2,3}(?=年度?[^0-9]))年(?:度|[末底]|[0-9]{1,2}月(?:份|[0-9]{1,2}日|[末底])?|[上下]半年|第?[一二三四]季度|前三季度|来|间|前|以来)?"
    "|(?<![0-9])[0-9]{1,2}月(?:份|[0-9]{1,2}日|[末底])?|(?<![0-9])[0-9]{1,2}日"
)
_MAX_CHARS, _MIN_CHARS = 40, 2
_WEAK_NOUNS = frozenset(("单位", "人", "人次", "左右"))


@cache
def _lead() -> re.Pattern[str]:
    words = alternation(sorted(word_set("metric_lead")))
    return re.compile(f"(?:{words})*")


def read_metric(text: str, mention: Mention, previous: tuple[int, int] | None) -> tuple[int, int] | None:
    """Span of the phrase in front of a figure; `previous`, the metric before, where its clause has none (、增长4%)."""
    low = max(0, mention.start - _MAX_CHARS)
    clause = text[low : mention.start]
    before = _CLAUSES.match(clause)
    if before is None and low and not _TIME.search(clause):
        return None
    cut = before.end() if before else 0
    phrase = strip_links(clause[cut:])
    times = list(_TIME.finditer(phrase))
    if times:
        cut, phrase = cut + times[-1].end(), phrase[times[-1].end() :]
    lead = _lead().match(phrase)
    skipped = lead.end() if lead else 0
    if len(phrase) - skipped < _MIN_CHARS:
        return previous if not phrase else None
    return None if _NO_METRIC.search(phrase, skipped) else (low + cut + skipped, low + cut + len(phrase))


def read_phrase_before(text: str, mention: Mention) -> tuple[int, int] | None:
    """The phrase in front of a figure whose noun behind it says little: 公共房屋1.5万个单位."""
    if mention.metric is None or text[slice(*mention.metric)] not in _WEAK_NOUNS:
        return None
    return read_metric(text, mention, None)


def strip_lead(text: str, start: int, end: int) -> tuple[int, int]:
    """The phrase start:end without the adverbs at its head, as long as two characters are left."""
    lead = _lead().match(text, start, end)
    return (lead.end(), end) if lead and end - lead.end() >= _MIN_CHARS else (start, end)
