"""Numbers that one language only implies: both, a decade later, in the 65th minute, 两国, 三票, 半年."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ..core.numerals import read_han
from ..core.numerals.read_words import WORDS
from ..core.slips import is_close
from .comparison import AGREE, CONFLICT
from .figure import Figure, is_number
from .find_crossed import Bead
from .locate_figures import Span, locate_figures
from .read_numbers import make_number
from .state_verdicts import ONLY_EN, ONLY_ZH, Verdict


class Implied(NamedTuple):
    """A number at start:end of a text."""

    start: int
    end: int
    value: float


_LONE = re.compile(
    "(?<![第期周拜月一二三四五六七八九十百千万萬零〇点點分之年0-9])[两兩二三四五六七八九十](?![一二三四五六七八九十百千万萬点點分月号號时時日])"
)
_ENGLISH = re.compile(
    r"(?P<nth>[0-9]{1,3})(?:st|nd|rd|th)[ -](?:minute|anniversary|birthday|year)"
    r"|-of-(?P<word>two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|(?<![0-9/])(?P<part>[1-9])/(?P<whole>[2-9])(?![0-9/])"
)


def agree_with_implied(bead: Bead, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts; a figure without partner agrees with an equal number that the other text implies, one each.

    So does one that would be in conflict with a number that was read as no fact.
    """
    alone = {_side_alone(verdict) for verdict in verdicts}
    left = {
        status: _list_free(text, lang, locate_figures(text, figures)) if status in alone else []
        for status, text, lang, figures in (
            (ONLY_ZH, bead.en_text, "en", bead.en), (ONLY_EN, bead.zh_text, "zh", bead.zh),
        )
    }  # fmt: skip
    for verdict in verdicts:
        side = _side_alone(verdict)
        figure = verdict.zh if side == ONLY_ZH else verdict.en
        found = _take(left[side], figure) if side and figure and not figure.bound else None
        if found is None:
            yield verdict
        elif side == ONLY_ZH:
            yield Verdict(verdict.zh, make_number(bead.en_text, *found), AGREE, None)
        else:
            yield Verdict(make_number(bead.zh_text, *found), verdict.en, AGREE, None)


def _side_alone(verdict: Verdict) -> str | None:
    """Which side has a figure that stands alone, or contradicts a number only; None for neither."""
    if verdict.status != CONFLICT:
        return verdict.status if verdict.status in (ONLY_ZH, ONLY_EN) else None
    if verdict.en and is_number(verdict.en):
        return ONLY_ZH
    return ONLY_EN if verdict.zh and is_number(verdict.zh) else None


def _list_free(text: str, lang: str, spans: Iterable[Span]) -> list[Implied]:
    """The implied numbers of a text that no figure of it holds."""
    taken = [(start, end) for start, end in spans if end > start]
    return [
        one for one in read_implied(text, lang) if not any(start < one.end and one.start < end for start, end in taken)
    ]


def _take(left: list[Implied], figure: Figure) -> Implied | None:
    """The first number that equals a figure, out of those that are left."""
    at = next((at for at, one in enumerate(left) if is_close(one.value, figure.raw)), None)
    return None if at is None else left.pop(at)


def read_implied(text: str, lang: str) -> Iterator[Implied]:
    """The numbers that a text implies, `lang` is `zh` or `en`; they may overlap with figures that were read."""
    for value, pattern in _read_patterns()[lang]:
        for match in pattern.finditer(text):
            yield Implied(*match.span(), value)
    if lang == "zh":
        for match in _LONE.finditer(text):
            yield Implied(*match.span(), float(read_han(match.group().replace("兩", "两")) or 0))
        return
    for match in _ENGLISH.finditer(text):
        yield Implied(*match.span(), _read_english(match))


def _read_english(match: re.Match[str]) -> float:
    if match["nth"]:
        return float(match["nth"])
    if match["word"]:
        return float(WORDS[match["word"]][1])
    return round(int(match["part"]) / int(match["whole"]), 4)


@cache
def _read_patterns() -> dict[str, list[tuple[float, re.Pattern[str]]]]:
    """Value and pattern of each row of `implied_numbers.tsv`, by language."""
    lines = (Path(__file__).parent / "implied_numbers.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    return {
        lang: [(float(value), re.compile(pattern, re.IGNORECASE)) for at, value, pattern in rows if at == lang]
        for lang in ("zh", "en")
    }
