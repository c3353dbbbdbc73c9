"""Prices per another unit of one thing: 每斤26元 is 52 yuan a kilogram, and no conflict."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from .comparison import AGREE, CONFLICT
from .figure import Figure, find_dimension
from .find_crossed import Bead
from .locate_figures import Span, locate_figures
from .state_verdicts import Verdict

MOST_ROUNDED = 0.01
"""Relative difference that rounding of a converted price may make."""
_REACH = 24
"""Characters in front of and behind a figure in which stands what it is per."""


def agree_with_converted(bead: Bead, verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """The verdicts; amounts of one currency agree that are told per other units and are the same for one unit."""
    if not any(_is_doubted(verdict) for verdict in verdicts):
        yield from verdicts
        return
    zh = dict(zip((figure.fact_id for figure in bead.zh), locate_figures(bead.zh_text, bead.zh), strict=True))
    en = dict(zip((figure.fact_id for figure in bead.en), locate_figures(bead.en_text, bead.en), strict=True))
    for verdict in verdicts:
        if verdict.zh and verdict.en and _is_doubted(verdict):
            bases = (
                read_base(bead.zh_text, "zh", zh[verdict.zh.fact_id]),
                read_base(bead.en_text, "en", en[verdict.en.fact_id]),
            )
            if _are_same(verdict.zh, verdict.en, *bases):
                yield Verdict(verdict.zh, verdict.en, AGREE, None)
                continue
        yield verdict


def _is_doubted(verdict: Verdict) -> bool:
    both = verdict.zh, verdict.en
    return verdict.status == CONFLICT and all(figure and figure.unit_class == "money" for figure in both)


def _are_same(zh: Figure, en: Figure, zh_base: str | None, en_base: str | None) -> bool:
    """Whether two amounts per a unit each are one amount per the same unit."""
    if zh_base is None or en_base is None or zh_base == en_base or zh.dimension != en.dimension:
        return False
    (dimension, factor), (other_dimension, other_factor) = (find_dimension(base, None) for base in (zh_base, en_base))
    if dimension != other_dimension:
        return False
    ours, theirs = zh.value / factor, en.value / other_factor
    return abs(ours - theirs) <= MOST_ROUNDED * max(abs(ours), abs(theirs))


def read_base(text: str, lang: str, span: Span) -> str | None:
    """The unit that the amount at a span of a text is told per, `lang` is `zh` or `en`; None when nothing says so."""
    before, behind, names = _read_patterns()[lang]
    match = behind.match(text, span[1], span[1] + _REACH) or before.search(text, max(0, span[0] - _REACH), span[0])
    return names[match[1]] if match else None


@cache
def _read_patterns() -> dict[str, tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]]:
    """By language: what stands in front of an amount, what behind it, and units by their words."""
    lines = (Path(__file__).parent / "bases.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and line[0] != "#"]
    zh, en = ({word: row[0] for row in rows for word in row[column].split("|")} for column in (1, 2))
    one, other = ("|".join(map(re.escape, sorted(words, key=len, reverse=True))) for words in (zh, en))
    return {
        "zh": (
            re.compile(f"每({one})[^，。；、,;0-9]{{0,12}}\\Z"),
            re.compile(f"(?:/|每|一)({one})"),
            zh,
        ),
        "en": (
            re.compile(rf"\b(?:per|each|every) ({other})\b[^,.;0-9]{{0,16}}\Z"),
            re.compile(rf"(?: (?:a|an|per|each|for each|for every|the) |/)({other})\b"),
            en,
        ),
    }
