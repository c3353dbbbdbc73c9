"""Join two numbers into a range (3至5年, 3—5%, 3 to 5 years); let a list share its unit (1409万、1305万人次)."""

import re
from decimal import Decimal

from .mention import Mention
from .read_english_millions import is_million_sign, read_millions
from .read_sign import share_cold
from .read_unit import BARE_YUAN
from .relate_changes import THAT_IS

_RANGE = re.compile(r" ?(?:至|到|[-–—~～－−]{1,2}) ?")
_RANGE_ENGLISH = re.compile(" to ")
_AND = re.compile(" (?:and|to) ")
_LIST = re.compile(r"(?: ?(?:、|和|与|及|或) ?|, | and |, and | or )")
_BETWEEN = re.compile(r"\b[Bb]etween [^,;.]{0,16}\Z")
_BY = re.compile(r"\b[Bb]y (?:about |around |nearly |almost |some |over |more than )?\Z")
"""Shrank by 3 to 5 acres may be a range, by 3 acres to 5 acres is none."""
_MOVED_MONEY = re.compile(r"\b(?:gained|lost|added|eased|advanced|put on|shed)(?: [a-z]+)? \Z")
"""Gained $2.03 to $75.23: by so much, to so much."""
_MOVED = re.compile(
    r"\b(?:rose|ris\w+|increas\w+|gr[eo]w\w*|expand\w+|fell|fall\w*|dropp?\w*|declin\w+|decreas\w+|reduc\w+|climb\w+|jump\w+"
    r"|rais\w+|went|up|down|improv\w+|cut|lower\w+|soar\w+|surg\w+|shr[aiu]nk\w*|narrow\w+|widen\w+|slid\w*|slipp?\w+|edg\w+|tumbl\w+|plung\w+|sank"
    r"|doubl\w+|tripl\w+|trebl\w+|quadrupl\w+|swell\w*|swelled|slump\w+|shorten\w+|extend\w+|adjust\w+|lift\w+|mov\w+|revis\w+)\b|提高|增长|增加|上升|提升|下降|减少|降低|增至|升|降"
)
_ESTIMATE = re.compile("[1-8一二三四五六七八]、[2-9二三四五六七八九][万亿萬億]")
_SCALED = re.compile("[十百千万萬亿億]|[a-z]")
_CLAUSE = 60


def join_ranges(text: str, mentions: list[Mention]) -> list[Mention]:
    """Mentions with ranges joined. A number without a unit takes that of the next number of its range or list."""
    for at in range(len(mentions) - 2, -1, -1):
        before, after = mentions[at], mentions[at + 1]
        if before.currency is not None and before.currency != after.currency:
            _lend_sign(text, before, after)
        if after.unit is None:
            continue
        if _between(text, before, after) != ", and " or (at and _between(text, mentions[at - 1], before) == ", "):
            _share_unit(text, before, after)
    joined: list[Mention] = []
    for mention in mentions:
        estimate = _join_estimate(text, joined[-1], mention) if joined else None
        if estimate is not None:
            joined[-1] = estimate
        elif joined and _is_range(text, joined[-1], mention):
            joined[-1] = _join(text, joined[-1], mention)
        else:
            joined.append(mention)
    return joined


def _between(text: str, before: Mention, after: Mention) -> str:
    return text[max(before.end, before.number_end) : min(after.start, after.number_start)]


def _is_range(text: str, before: Mention, after: Mention) -> bool:
    if before.value is None or after.value is None or after.unit is None:
        return False
    link = _between(text, before, after)
    if len(link) > 5:
        return False
    if before.unit is not None and before.unit != after.unit:
        return False
    low = max(0, before.start - _CLAUSE)
    if _BETWEEN.search(text, low, before.start) and _AND.fullmatch(link):
        return True
    if _RANGE.fullmatch(link):
        share_cold(text, before, after)
        return before.value < after.value or before.unit is None
    if not _RANGE_ENGLISH.fullmatch(link):
        return False
    if before.end == before.number_end and after.unit_class == "ratio" and not text.endswith("from ", 0, before.start):
        return before.value < after.value  # grew by 5 to 6 percent, but by 1.1 million acres to 600,000 acres
    is_signed = before.start < before.number_start and after.start < after.number_start
    if _BY.search(text, low, before.start) or (is_signed and _MOVED_MONEY.search(text, low, before.start)):
        return False
    return not _MOVED.search(text, low, before.start)


def _lend_sign(text: str, before: Mention, after: Mention) -> None:
    """Give the second number of a range the currency in front of the first: $1.2-1.5 billion, £5m-6m."""
    is_million = is_million_sign(text, after.number_end) and after.unit in (None, "meter")
    is_bare = after.unit == "CNY" and after.unit_text in BARE_YUAN and before.rule.startswith("money-sign")
    if before.end != before.number_end or not (after.unit is None or is_million or is_bare):
        return
    if after.value is None or not _RANGE.fullmatch(_between(text, before, after)):
        return
    if is_million:
        read_millions(after)
    after.unit, after.unit_class, after.currency = before.unit, before.unit_class, before.currency
    after.end, after.rule = max(after.end, after.number_end), before.rule


def _join(text: str, before: Mention, after: Mention) -> Mention:
    """One range of two numbers; the first takes the scale of the second where it has none (3至5万元)."""
    low, high = before.value or Decimal(0), after.value or Decimal(0)
    scaled = _scale_like(text, before, after)
    after.low, after.high, after.value = scaled if scaled is not None else low, high, None
    after.kind, after.start, after.number_start = "range", before.start, before.number_start
    after.qualifier = after.qualifier or before.qualifier
    after.rule, after.confidence = after.rule + "-range", after.confidence - 0.05
    if before.currency is not None:
        after.currency, after.unit, after.unit_class = before.currency, before.unit, before.unit_class
    return after


def _scale_like(text: str, before: Mention, after: Mention) -> Decimal | None:
    written = text[before.number_start : before.number_end]
    other = text[after.number_start : after.number_end]
    if _SCALED.search(written) or not _SCALED.search(other) or before.value is None or after.value is None:
        return None
    digits = re.match(r"[0-9][0-9,]*(?:\.[0-9]+)?", other)
    if digits is None or not Decimal(digits.group().replace(",", "")):
        return None
    scale = after.value / Decimal(digits.group().replace(",", ""))
    return before.value * scale if before.value * scale < after.value else None


def _join_estimate(text: str, before: Mention, after: Mention) -> Mention | None:
    """约3、4万人: two digits in a row before one scale are an estimate, 30,000 to 40,000."""
    if not _ESTIMATE.fullmatch(text, before.number_start, after.number_end) or after.value is None:
        return None
    first = before.value or Decimal(0)
    if (first + 1) not in (after.value.scaleb(-power) for power in (4, 8)):
        return None
    return _join(text, before, after)


_TENTHS = 10
"""How many percent one 成 is."""
_LARGE = 1000
"""No list goes from so much to a percentage."""


def _share_unit(text: str, before: Mention, after: Mention) -> None:
    """Give a number without a unit that of the next one, when a list or a range joins them."""
    is_point = before.unit_text == "个" and after.unit == "percentage_point"  # 0.6个和0.3个百分点
    if (before.unit is not None and not is_point) or after.unit is None or before.value is None:
        return
    link = _between(text, before, after)
    if link in THAT_IS and after.unit_class == "ratio" and before.value > (after.value or 0):
        return  # 2,140 or 3.8 percent more: the same once more
    if link.isascii() and after.unit_class == "ratio" and before.value >= _LARGE:
        return  # number 310 million, 22 percent of the population
    is_range = bool(_RANGE.fullmatch(link) or _RANGE_ENGLISH.fullmatch(link))
    if not (is_range or _LIST.fullmatch(link) or _AND.fullmatch(link)):
        return
    before.unit, before.unit_class, before.currency = after.unit, after.unit_class, after.currency
    before.rule, before.confidence = after.rule + "-list", after.confidence - 0.1
    if after.unit_class == "ratio" and (after.unit_text or "").startswith("成"):
        before.value *= _TENTHS  # 七至八成
    if not is_range:
        before.metric = after.metric
