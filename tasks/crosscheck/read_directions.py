"""Which way a figure changed, by the nearest word of its clause: 下降12%, rose by 246,000, a fall of 8.2 percent."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from .locate_figures import Span

_CLAUSE = re.compile(r"[，。；;：:、！？()（）]|[,.!?](?![0-9])|\b(?:and|while|but|whereas)\b|而(?!且)|但")
_LONGEST_BEFORE, _LONGEST_BEHIND = 48, 30
_LINK = {"zh": re.compile("的?"), "en": re.compile(r" ?(?:[a-z]+-[a-z-]+ )?")}
"""What may stand between a figure and the word behind it: 的, `year-on-year`."""
_NO_METRIC = r"(?! (?:forecasts?|estimates?|projections?|outlook|targets?|rates?|potential|prospects)\b)"
"""A growth forecast may be cut."""
_BESIDE = " (?:by |about |nearly |around |more than |almost |some |over |from |to )?(?:[A-Z]{0,3}[$£€])?\\Z"


@cache
def _read_words(lang: str, ending: str = "") -> dict[str, str]:
    """Direction by word."""
    lines = (Path(__file__).parent / "directions.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    return {
        word: name.removesuffix("_beside")
        for at, name, words in rows
        if at == lang and name.endswith("_beside") == bool(ending)
        for word in words.split("|")
    }


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    words = "|".join(sorted(_read_words(lang), key=len, reverse=True))
    return re.compile(words if lang == "zh" else rf"\b(?:{words})\b{_NO_METRIC}", re.IGNORECASE)


@cache
def _beside() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(_read_words('en', 'beside'))}){_BESIDE}")


def says_direction(text: str, lang: str) -> bool:
    """Whether a text holds a word of direction that may stand anywhere in a clause."""
    return _pattern(lang).search(text) is not None


def read_direction(text: str, lang: str, spans: Sequence[Span], at: int) -> str | None:
    """The direction of the figure at spans[at] of a text, `increase` or `decrease`; None when nothing says so.

    `lang` is `zh` or `en`. A word behind the figure (`a 12 percent rise`) goes before one in front of it.
    """
    start, end = spans[at]
    low = max([0, start - _LONGEST_BEFORE, *(last for _, last in spans if last <= start)])
    marks = [mark.end() for mark in _CLAUSE.finditer(text, low, start)]
    low = max([low, *marks])
    high = min([len(text), end + _LONGEST_BEHIND, *(first for first, _ in spans if first >= end)])
    known = _read_words(lang)
    link = _LINK[lang].match(text, end)
    behind = _pattern(lang).match(text, link.end() if link else end, high)
    if behind:
        return known[behind[0].lower()]
    beside = _beside().search(text, low, start) if lang == "en" else None
    if beside:
        return _read_words("en", "beside")[beside[1]]
    before = list(_pattern(lang).finditer(text, low, start))
    return known[before[-1][0].lower()] if before else None
