"""Give the changes of a list what the figures in front of it measure, in order.

新收126件、审结158件，分别增加9.6%和减少4%; `126 actions and 158 appeals, up 9.6 percent and 4 percent respectively`.
Refuses a list that has not as many figures in front of it in its sentence, or of which one is measured by nothing.
"""

import re
from collections.abc import Sequence

from ..mention import Mention

Span = tuple[int, int]
IN_ORDER = "metric-in-order"
"""The rule of a metric that is dealt out."""
ORDERED = re.compile("分别|\\brespectively\\b")
_BEFORE = re.compile(
    "[，,、]? ?(?:同比|环比|比?较?(?:上年|去年|上月|同期|前一?年)同?期?|按年|按月)?"
    "(?:按(?:可比|不变)(?:价格?|口径)(?:计算)?)?，?(?:均|各)?"
)
_BETWEEN_CHINESE = re.compile("[、，和及与]{1,2}[^，。；0-9]{0,6}")
_BETWEEN_ENGLISH = re.compile(
    r",? (?:and )?(?:(?:an?|the|of|by|up|down|nearly|about|over|some|almost|[a-z]+(?:s|ed|e)) )*"
)
_INTO_ENGLISH = re.compile(
    r"(?:[a-z]+ ){0,6}?,? (?:(?:up|down|rising|falling|an?|the|with|of|by|[a-z]+(?:s|ed|e|ing)) )*"
)
_END = re.compile("[。；;!?！？]|\\. ")


def deal_out(text: str, mentions: Sequence[Mention]) -> dict[int, int]:
    """For each change of an ordered list, by their places, the figure that says what it measures.

    `text` is folded.
    """
    found: dict[int, int] = {}
    for match in ORDERED.finditer(text):
        find = _list_behind if match[0] == "分别" else _list_before
        changes = find(text, mentions, match)
        levels = _list_levels(text, mentions, changes[0], match) if len(changes) > 1 else []
        if len(levels) == len(changes):
            found.update(zip(changes, levels, strict=True))
    return found


def _list_behind(text: str, mentions: Sequence[Mention], match: re.Match[str]) -> list[int]:
    """The changes that stand side by side behind 分别."""
    changes: list[int] = []
    at = match.end()
    for place, mention in enumerate(mentions):
        if mention.start < at:
            continue
        if mention.kind != "change" or not (changes or "，" not in text[at : mention.start]):
            break
        if changes and not _BETWEEN_CHINESE.fullmatch(text, mentions[changes[-1]].end, mention.start):
            break
        changes.append(place)
    return changes


def _list_before(text: str, mentions: Sequence[Mention], match: re.Match[str]) -> list[int]:
    """The changes that stand side by side in front of `respectively`."""
    changes: list[int] = []
    end = match.start()
    for place in range(len(mentions) - 1, -1, -1):
        mention = mentions[place]
        if mention.end > match.start():
            continue
        if mention.kind != "change":
            break
        link = text[mention.end : end]
        if not (_BETWEEN_ENGLISH.fullmatch(link) if changes else link.strip(" ,") == ""):
            break
        changes.insert(0, place)
        end = mention.start
    return changes


def _list_levels(text: str, mentions: Sequence[Mention], first: int, match: re.Match[str]) -> list[int]:
    """The figures in front of a list of changes in its sentence, where nothing but a comparison stands between."""
    levels = [place for place in range(first) if mentions[place].kind == "quantity"]
    ends = [end.end() for end in _END.finditer(text, 0, mentions[first].start)]
    levels = [place for place in levels if mentions[place].start >= max(ends, default=0)]
    if not levels:
        return []
    last = mentions[levels[-1]].end
    if match[0] == "分别":
        return levels if _BEFORE.fullmatch(text, last, match.start()) else []
    return levels if _INTO_ENGLISH.fullmatch(text, last, mentions[first].start) else []
