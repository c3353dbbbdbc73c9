"""Whether a figure is achieved, planned or required, from the words of its clause."""

import re
from functools import cache
from typing import NamedTuple

from ...core.numerals.read_tables import alternation
from ..tables.read_tables import word_set, words_of

ACTUAL, PLANNED, REQUIRED = "actual", "planned", "required"
_CLAUSE_ENGLISH = re.compile(r"[;:.] |[()]|\n|, (?:and|but|while|which|who|said|says|adding|saying)\b")
_CLAUSE_CHINESE = re.compile("[。；;！\n]")
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|did|[a-z]{2,}ed|held|made|won|built|saw|took|sold|grew|rose|fell|became|began|came|gave|got"
    r"|kept|left|lost|met|paid|ran|sent|spent|stood)\b"
)
_PAST_CHINESE = re.compile(
    "已(?:经|有|建|完|达|累)?|[^为除]了(?!解|结)|累计|截[至止]|共(?:有|建|办|受|查|收|审)|曾|去年|以来"
)
_BY_YEAR = re.compile("(?:到|至)20[0-9]{2}年(?:[末底])?")
_BOUNDS = frozenset(("不低于", "不少于"))
"""They say how much is required only where nothing else says how it is meant."""
_MAX_CLAUSE = 240
_BEHIND = 130


class Modality(NamedTuple):
    """actual, planned or required; the span of the words that say so, and the rule."""

    name: str
    start: int
    end: int
    rule: str


UNSAID = Modality(ACTUAL, 0, 0, "modality-default")


@cache
def _english() -> re.Pattern[str]:
    planned, required = (alternation(sorted(word_set(name))) for name in ("planned_en", "required_en"))
    return re.compile(rf"\b(?:(?P<required>{required})|(?P<planned>{planned}))\b")


@cache
def _chinese() -> re.Pattern[str]:
    rows = words_of("modality_zh.tsv", "planned"), words_of("modality_zh.tsv", "required")
    planned, required = ("|".join(sorted(words, key=lambda word: (-len(word), word))) for words in rows)
    return re.compile(f"(?P<required>{required})|(?P<planned>{planned})")


def english_pattern() -> str:
    """What an English sentence must hold to say more than what is achieved."""
    heads = "|".join(sorted(word.capitalize() for word in word_set("imperatives")))
    return rf"{_english().pattern}|^[^A-Za-z]*(?:{heads})\b"


def chinese_pattern() -> str:
    """What a Chinese sentence must hold to say, without being a part of a plan, more than what is achieved."""
    return _chinese().pattern


def read_modality(text: str, start: int, end: int, is_chinese: bool, is_plan: bool) -> Modality:
    """How a figure at start:end of a folded sentence is meant; `is_plan` for sentences of a document that is a plan."""
    read = _read_chinese if is_chinese else _read_english
    return read(text, start, end, is_plan)


def _read_english(text: str, start: int, end: int, is_plan: bool) -> Modality:
    low = _clause_start(_CLAUSE_ENGLISH, text, start)
    found = None
    for match in _english().finditer(text, low, start):
        found = match
    if found is not None and not _PAST.search(text, found.end() + 12, start):
        return _say(found)
    stop = _CLAUSE_ENGLISH.search(text, end, end + _BEHIND)
    high = stop.start() if stop else min(len(text), end + _BEHIND)
    behind = _english().search(text, end, high)
    if behind is not None and not _PAST.search(text, low, start) and not _PAST.search(text, end, behind.start()):
        return _say(behind)
    first = re.match(r"[^A-Za-z]*([A-Z][a-z]+)\b", text)
    if first is not None and first[1].lower() in word_set("imperatives") and not _PAST.search(text, first.end(), start):
        return Modality(PLANNED, *first.span(1), "modality-imperative")
    return UNSAID


def _read_chinese(text: str, start: int, end: int, is_plan: bool) -> Modality:
    low = _clause_start(_CLAUSE_CHINESE, text, start)
    found = None
    for match in _chinese().finditer(text, low, min(len(text), end + 1)):
        if found is not None and match.group() in _BOUNDS:
            continue  # 到2030年面积将不低于1.2亿亩 is planned
        found = match
        if match["required"]:
            break
    if found is not None and (found["required"] or not _PAST_CHINESE.search(text, found.end(), start)):
        return _say(found)
    if is_plan and not _PAST_CHINESE.search(text, low, end):
        return Modality(PLANNED, 0, 0, "modality-plan")
    return UNSAID


def _clause_start(mark: re.Pattern[str], text: str, at: int) -> int:
    low = max(0, at - _MAX_CLAUSE)
    for match in mark.finditer(text, low, at):
        low = match.end()
    return low


def _say(match: re.Match[str]) -> Modality:
    name = REQUIRED if match["required"] else PLANNED
    return Modality(name, *match.span(), f"modality-{name}")
