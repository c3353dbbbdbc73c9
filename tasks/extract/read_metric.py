"""What is measured: the noun phrase in front of a Chinese figure (地区生产总值增长3.9%), within its clause."""

import re
from functools import cache

from ..core.numerals.read_tables import alternation
from .mention import Mention
from .read_chinese_noun import strip_links
from .tables.read_tables import word_set

_CLAUSE = re.compile("[，。；：、！？,;:!?（）()\n]")
_NO_METRIC = re.compile("[0-9]|^[^\u3400-\u9fff]*$")
_YEAR = "(?:[0-9]{4}年(?:[0-9]{1,2}月)?)?"
_MAX_CHARS, _MIN_CHARS = 30, 2


@cache
def _lead() -> re.Pattern[str]:
    words = alternation(sorted(word_set("metric_lead")))
    return re.compile(f"{_YEAR}(?:{words})*")


def read_metric(text: str, mention: Mention, previous: tuple[int, int] | None) -> tuple[int, int] | None:
    """Span of the phrase in front of a figure; `previous`, the metric before, where its clause has none (、增长4%)."""
    low = max(0, mention.start - _MAX_CHARS)
    clause = text[low : mention.start]
    marks = [match.end() for match in _CLAUSE.finditer(clause)]
    if not marks and low:
        return None
    cut = marks[-1] if marks else 0
    phrase = strip_links(clause[cut:])
    lead = _lead().match(phrase)
    skipped = lead.end() if lead else 0
    if len(phrase) - skipped < _MIN_CHARS:
        return previous if not phrase else None
    return None if _NO_METRIC.search(phrase, skipped) else (low + cut + skipped, low + cut + len(phrase))
