"""What a figure is by the one before it: the next of a list, the same once more in another unit, the difference."""

import re

from .mark_change import RATIOS, SHARES, WINDOW, find_base_periods, mark_change
from .mention import Mention
from .read_english_change import find_english_share

_GROWTH_WORDS = ("增幅", "降幅", "涨幅", "跌幅", "减幅", "升幅")
_LIST_CHINESE = frozenset(("、", "和", "及", "与"))
_LIST_MARKS = _LIST_CHINESE | {" and ", ", "}
_VERBS = "(?:was|were|is|are|at|to|by|for|had|has|rose|fell|grew|stood|[a-z]+ed)"
_GAP = re.compile(rf",? (?:and|while|with) (?:(?!{_VERBS}\b)[\w'’-]+ ){{1,5}}")
"""Who has the next share, the verb left out: made up 43 percent and patent cases 35 percent."""
_FOR = re.compile(
    r"(?: of (?:the|its|their) [a-z]+)?(?:,|,? and|,? while|,? with) (?:the )?(?:[\w'’-]+ ){1,4}for "
    r"(?:the (?:remaining|other|rest) |about |nearly |some |over |only )?"
)
"""Behind `accounted for`: criminal trials for 22 percent and family matters for the remaining 16.6 percent."""
_RESPECTIVELY = 12
_MORE = frozenset(word + end for word in ("多", "高", "快", "长", "增加", "增长", "上升") for end in ("", "出", "了"))
_LESS = frozenset(word + end for word in ("少", "低", "慢", "短", "减少", "下降", "回落") for end in ("", "了"))
_THAN_FIGURE = re.compile("[比较][^，。；：]{0,20}的\\Z")
THAT_IS = frozenset((" or ", ", or ", " or about ", ", or about ", "或", "，或"))
"""Between a figure and the same in another unit: down 245 points, or 1.4 per cent."""
_OR_SHARE = re.compile(
    r"(?P<whole> of (?:the|its|their) (?:total|whole))?,? or (?:about |nearly |some |over |around )?"
)


def relate_changes(text: str, before: Mention, mention: Mention) -> None:
    """What a figure is by the one before it: the next change or share of a list, or the difference to it."""
    if before.kind == "change":
        _continue_list(text, before, mention)
    elif mention.kind == "change":
        _share_change(text, before, mention)
    else:
        if before.kind == "share":
            _continue_shares(text, before, mention)
        elif not mention.is_chinese and before.kind == "quantity":
            _continue_amount(text, before, mention)
        if mention.is_chinese:
            _read_difference(text, before, mention)


def _share_change(text: str, mention: Mention, after: Mention) -> None:
    """A figure told once more in percent is the same change: `2,140 or 3.8 percent more than a year earlier`."""
    if text[mention.end : after.start] in THAT_IS and mention.kind == "quantity" and after.measure == "change_pct":
        mention.kind, mention.measure, mention.direction = "change", "change_abs", after.direction
        mention.base_period, mention.base_cue, mention.cue = after.base_period, after.base_cue, after.cue
        mention.rule += "-change"


def _read_difference(text: str, before: Mention, mention: Mention) -> None:
    """What one Chinese figure is more or less than the one before: 较去年最高日的57.9万人次多3.9万人次."""
    link = text[before.end : mention.start]
    more, less = link in _MORE, link in _LESS
    low = max(0, before.start - WINDOW // 2)
    if (more or less) and mention.unit == before.unit and _THAN_FIGURE.search(text, low, before.start):
        mark_change(mention, "increase" if more else "decrease", link)
        pattern, periods = find_base_periods()
        said = pattern.search(text, low, before.start)
        if said is not None:
            mention.base_period, mention.base_cue = periods[said.group().lower()], said.group()


def _is_same(before: Mention, mention: Mention) -> bool:
    """Whether a change is said once more in another unit: 较上年多35亿元，增幅为3.8%."""
    return before.direction == mention.direction and before.unit != mention.unit


def _goes_on(text: str, before: Mention, mention: Mention, link: str) -> bool:
    """Whether a figure is the next one of a list; behind 分别 its unit may be another one."""
    if mention.unit == before.unit:
        return link in _LIST_MARKS
    low = max(0, before.start - _RESPECTIVELY)
    return link in _LIST_CHINESE and "分别" in text[low : before.start]


def _is_bracketed(text: str, link: str, mention: Mention) -> bool:
    """Whether a figure stands alone in brackets behind another: up by 0.2% (18,600 pupils)."""
    is_same_kind = mention.unit_class in ("count", "ratio", "money")
    return is_same_kind and link in (" (", "（", "(") and text[mention.end : mention.end + 1] in (")", "）")


def _continue_list(text: str, before: Mention, mention: Mention) -> None:
    """The next number of a list is the same change: 分别下降17.7%、17.4%."""
    link = text[before.end : mention.start]
    if mention.kind == "quantity" and link in THAT_IS and mention.unit_class == "ratio" != before.unit_class:
        mention.kind, mention.measure, mention.direction = "change", "change_pct", before.direction
        mention.base_period, mention.rule = before.base_period, mention.rule + "-change"
    elif mention.kind == "quantity" and _is_bracketed(text, link, mention) and mention.unit != before.unit:
        mention.kind, mention.direction = "change", before.direction
        mention.measure = "change_pct" if mention.unit in RATIOS else "change_abs"
        mention.base_period, mention.rule = before.base_period, mention.rule + "-change"
    elif mention.kind == "change" and (
        link == "，" + (mention.cue or "") or (mention.cue or "").startswith(_GROWTH_WORDS)
    ):
        mention.base_period = mention.base_period or (before.base_period if _is_same(before, mention) else None)
    elif mention.kind == "quantity" and _goes_on(text, before, mention, link):
        mention.kind, mention.measure, mention.direction = before.kind, before.measure, before.direction
        mention.base_period, mention.rule = before.base_period, before.rule
        mention.cue, mention.base_cue = before.cue, before.base_cue


def _continue_amount(text: str, before: Mention, mention: Mention) -> None:
    """What an amount is of its whole is a share: `accounted for 37 billion of the total, or 29.5 percent`."""
    if mention.unit not in SHARES or mention.kind != "quantity" or before.unit in RATIOS:
        return
    link = _OR_SHARE.fullmatch(text, before.end, mention.start)
    if link is not None and (link["whole"] or find_english_share(text, before)):
        mention.kind, mention.measure, mention.cue = "share", "share", link.group()


def _is_next_for(text: str, before: Mention, mention: Mention, link: str) -> bool:
    """Whether a share has the verb of the one before, and the preposition again."""
    is_for = " for " in text[max(0, before.start - _RESPECTIVELY * 2) : before.start]
    return not mention.is_chinese and is_for and _FOR.fullmatch(link) is not None


def _continue_shares(text: str, before: Mention, mention: Mention) -> None:
    """The next number of a list is a share as well: 分别占47%和22%, `accounted for 47 percent and tin 22 percent`."""
    if mention.kind != "quantity" or mention.unit != before.unit:
        return
    link = text[before.end : mention.start]
    if (
        link in _LIST_MARKS
        or (not mention.is_chinese and _GAP.fullmatch(link))
        or _is_next_for(text, before, mention, link)
    ):
        mention.kind, mention.measure, mention.cue = "share", "share", before.cue
