"""Whether a Chinese figure is a change (增长3.9%, 比去年同期多办300件) or a share (占全国9成)."""

import re
from functools import cache

from ..core.numerals.read_tables import sizes_by_last
from .mark_change import SHARE_WINDOW, SHARES, WINDOW, mark_change, read_signed_change, set_base
from .mention import Mention
from .tables.read_tables import changes, qualifiers, word_set

_SHARE = re.compile(
    r"占[^，。；,;0-9]{0,24}\Z|(?:占比|比重|份额)[^，。；,;0-9]{0,6}\Z|(?:其中|当中)[，,]?(?:只?有|仅|近|约)*\Z"
)
_COMPARED = re.compile("[比较][^，。；,;、]{2,20}\\Z")
"""Before a word of change: 比2020年提高0.9岁 tells by how much."""
_COMPARED_BEFORE = re.compile(
    "(?:(?:比|较)(?!为|好|高|低|强|弱|大|小|多|少|快|慢)[^，。；：0-9]{0,16}"
    "(?:[上去前昨往]一?个?(?:年|月|季度?|周|期|届|星期|季节|财年)|同期|同月|[0-9]{4}年|年[初前末底]|此前|以前|原来|计划)"
    "[^，。；：0-9]{0,12}|同比|环比)"
    "(?:(?P<more>多(?![数种家个次项年元方样少于])|[快高长早大重])|(?P<less>少(?![数年])|[慢低短晚小轻]))(?:出|了)?"
    "(?:(?<=[多少])[\u3400-\u9fff]{0,5}|(?<=[多少][出了])[\u3400-\u9fff]{0,5}|[\u3400-\u9fff]?)\\Z"
)
"""比去年同期快, 较上年多办, 同比多挽回: more or less than at another time, not than elsewhere."""
_LINKS = " 了约达近超"


def read_chinese_change(text: str, mention: Mention) -> None:
    """Make a Chinese mention a change when a verb of change stands before it, a share behind 占."""
    if mention.kind == "change":
        set_base(text, mention)
        return
    if mention.unit == "percent":
        read_signed_change(text, mention)
        if mention.kind == "change":
            return
    if mention.unit == "times" and text.endswith("高出", 0, mention.start):
        mark_change(mention, "increase", "高出")
        set_base(text, mention)
        return
    at = _skip_qualifier(text, mention.start)
    known = changes("zh", "before")
    for size in _change_sizes().get(text[at - 1 : at], ()):
        word = text[max(0, at - size) : at]
        direction = known.get(word)
        is_change = mention.unit_class == "ratio" or word in word_set("says_by_how_much")
        if word == "增长率" and text.startswith("自然", at - 5):
            continue  # how fast a population grows is what is measured, and no change
        if direction is not None and (is_change or _COMPARED.search(text, max(0, at - WINDOW), at - size)):
            mark_change(mention, direction, word)
            set_base(text, mention)
            return
    compared = _find_compared(text, at) if "比" in text or "较" in text else None
    if compared is not None:
        mark_change(mention, "increase" if compared["more"] else "decrease", compared["more"] or compared["less"])
        set_base(text, mention)
        return
    share = _SHARE.search(text, max(0, at - SHARE_WINDOW), at) if mention.unit in SHARES else None
    if share is not None:
        mention.kind, mention.measure, mention.cue = "share", "share", share.group()


@cache
def _change_sizes() -> dict[str, tuple[int, ...]]:
    return sizes_by_last(changes("zh", "before"))


@cache
def _qualifier_sizes() -> dict[str, tuple[int, ...]]:
    return sizes_by_last(qualifiers("zh", "before"))


def _find_compared(text: str, at: int) -> re.Match[str] | None:
    """What says how much more or less a figure in front of `at` is than at another time."""
    return _COMPARED_BEFORE.search(text, max(0, at - WINDOW), at)


def _skip_qualifier(text: str, at: int) -> int:
    known = qualifiers("zh", "before")
    for _ in range(2):
        while at and text[at - 1] in _LINKS:
            at -= 1
        for size in _qualifier_sizes().get(text[at - 1 : at], ()):
            if size <= at and text[at - size : at] in known:
                at -= size
                break
    return at
