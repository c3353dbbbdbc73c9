"""Whether Chinese is written in simplified or in traditional characters."""

from collections.abc import Sequence
from functools import lru_cache

from ..core.scripts import Scripts
from .detect_latin import Guess
from .load_tables import telling_characters
from .rate_confidence import rate_confidence

_MIN_ODDS = 1.5
"""Log odds from which characters of both scripts decide."""
_MAX_CHARS = 400


def chinese_of_document(counts: Sequence[Scripts]) -> str:
    """zh-Hans or zh-Hant when nine in ten telling characters say so, else zh."""
    simplified, traditional = sum(c.simplified for c in counts), sum(c.traditional for c in counts)
    if simplified > 9 * traditional:
        return "zh-Hans"
    return "zh-Hant" if traditional > 9 * simplified else "zh"


def judge_chinese(text: str, simplified: int, traditional: int, prior: str) -> Guess:
    """Script by the characters that one script alone uses, else by the document, else by those it uses more, else zh.

    `simplified` and `traditional` are how many characters of the text only one script has, `prior` is what
    `chinese_of_document` says.
    """
    if simplified != traditional or prior != "zh":
        return _judge_counts(simplified, traditional, prior)
    odds = weigh_characters(text)
    if abs(odds) < _MIN_ODDS:
        return "zh", rate_confidence("han", "zh", 0)
    script = "zh-Hans" if odds > 0 else "zh-Hant"
    return script, rate_confidence("han-weak", script, abs(odds))


@lru_cache(maxsize=4096)
def _judge_counts(simplified: int, traditional: int, prior: str) -> Guess:
    if simplified == traditional:
        return prior, rate_confidence("han-document", prior, 0)
    script = "zh-Hans" if simplified > traditional else "zh-Hant"
    lead = abs(simplified - traditional)
    return script, rate_confidence("han", script, lead * lead / (simplified + traditional))


def weigh_characters(text: str) -> float:
    """Log odds of simplified against traditional by the characters that one script uses far more."""
    weights = telling_characters()
    return sum(weights.get(char, 0.0) for char in text[:_MAX_CHARS])
