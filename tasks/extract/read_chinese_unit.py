"""The Chinese unit or classifier behind a number: 3314万件, 15766批次, 2340余万元, 3次…行动."""

import re
from decimal import Decimal
from functools import cache

from ..core.numerals import read_han
from ..core.numerals.read_tables import sizes_by_first, sizes_by_last
from .join_subunits import lengthen_by_subunits
from .mention import Mention, Sentence
from .read_chinese_index import read_index
from .read_chinese_noun import read_noun_after, read_noun_before, strip_links
from .read_chinese_points import read_points, read_race_time
from .read_coins import read_part
from .read_unit import set_unit
from .tables.read_tables import Unit, chinese_units, elided_units, longest, qualifiers, subunits, word_set

_NO_PERSON = re.compile("个人(?:民|工智能|才|大代表|口|物|力资源|造)|个月(?:饼|嫂|亮|季花)")
"""3个人民法庭 are tribunals, 3个月饼 cakes."""
_THINGS = frozenset(("件", "起", "宗", "例", "桩", "单", "份", "笔"))
"""Classifiers of papers, cases and deals, which count no body: 移送公安机关38件."""
_PLACES = frozenset(("位", "名", "个位次", "位次"))
_MOVED = re.compile("(?:上升|提升|前进|前移|跃升|上移|攀升|进位|晋升|提高|下降|下滑|后移|退后|倒退|[升跌降])了?\\Z")
_TRIP = re.compile("[（(][^（()）]{1,12}[）)]次")
_TRIP_CLASSIFIERS = frozenset("辆艘架列")
_PER_HOUR, _PER_SECOND = re.compile("(?:每小时|时速)[^，。]{0,4}\\Z"), re.compile("(?:每秒|秒速)[^，。]{0,4}\\Z")
_SPEEDS = {
    "km": (_PER_HOUR, Unit("kilometer_per_hour", "speed")),
    "mile": (_PER_HOUR, Unit("mile_per_hour", "speed")),
    "meter": (_PER_SECOND, Unit("meter_per_second", "speed")),
}
_SUBJECT_WINDOW = 16
_LEAST_TOLD = 1000
_HOTTEST = 5000
"""More degrees are no temperature."""
_POWER = re.compile("电[^，。；;,温纬经角斜倾高烧]*\\Z")
_CLOSED = re.compile("余?(?:[，。；、,;！）)以左]|$)")
_TELLS = re.compile("(?:[为达至到超破近约有共计逾]|超过|突破|接近)[ 了约近]*\\Z")
_UNNAMED = {"open": 0.65, "body": 0.75}
"""How sure the unit of a classifier is whose noun was not found, by what it counts."""
_TENTH = re.compile(
    "([一二三四五六七八九]|(?<=[0-9]成)[1-9])((?<!一)半(?![年天月小数个]))?(?![0-9一二三四五六七八九十百千万亿成折倍点分半两年月周天日号时小个家名位次场条件项种类所座台辆架"
    "艘岁届级期间只头栋幢批户元块角公米斤吨升亩平层门本部份张篇首支队组国省市区县镇村]|人[均次])"
)
"""七成五 is 75 percent, 七成五半 75.5, 七成五人 a share of people; 七成三家 is 70 percent, and three of something."""
_WEIGHED = re.compile("[，。；、,.;）)银白黄茶酒肉米重]|$")
"""What may follow 两 as a weight; elsewhere it is mostly `both` (两岸, 两会)."""
_MYRIADS = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
"""Behind 来 they still scale the number: 三十来万群众."""
_PAID = re.compile(
    "(?<![.点][0-9一二三四五六七八九]毫)(?:[，。；、,;（）()至到及和或的子增减加升降跌涨调]|[0-9一二三四五六七八九]仙?|$)"
)
"""What may follow 毫 as a coin; elsewhere it is a thousandth of some unit."""
_COIN_BEHIND = re.compile("(?<=块)([1-9一二三四五六七八九])()(?=[，。；、,;！？）)”的钱到至涨降]|[一每][斤个只]|$)")
"""块三 of 两块三: three tenths."""
_TENTHS = {"成": _TENTH, "块": _COIN_BEHIND}
_HALF = Decimal("0.5")
_FOLLOWS = {"liang": _WEIGHED, "hong_kong_dime": _PAID}
_HALF_BEHIND = re.compile("(?<=[年月天周时吨米斤里升亩倍成])半(?![年月天日个小])")
"""两年半, 三斤半."""


@cache
def _longest_unit() -> int:
    return longest(chinese_units())


@cache
def _unit_sizes() -> dict[str, tuple[int, ...]]:
    return sizes_by_first(chinese_units())


@cache
def _subject_sizes() -> dict[str, tuple[int, ...]]:
    return sizes_by_last(elided_units())


def read_chinese_unit(sentence: Sentence, mention: Mention) -> bool:
    """Take the Chinese unit or classifier behind the number; False when there is none.

    余 and 多 between number and unit set the qualifier. Behind a currency the 元 only lengthens the span.
    """
    text = sentence.folded
    at = _read_inside(text, mention)
    found = _find_unit(text, at) if not text.startswith("个半", at) else _find_unit_and_half(text, at)
    if found is None:
        return (
            read_part(sentence, mention, at)
            or mention.unit is not None
            or read_points(sentence, mention, at)
            or _read_elided(text, mention)
            or read_index(text, mention)
        )
    unit, end = found
    follows = _FOLLOWS.get(unit.name)
    if follows is not None and not follows.match(text, end):
        return mention.unit is not None
    if mention.currency is not None:
        if unit.unit_class != "money":
            return True
        if unit.name in (mention.currency, "CNY"):
            mention.end, mention.unit_text = end, sentence.text[at:end]
            lengthen_by_subunits(text, mention)
            return True
        mention.start = mention.number_start  # 4人民币5美元: what stands before belongs to another amount
    if text[at : at + 2] == "个半" or _HALF_BEHIND.match(text, end):
        mention.value, end = (mention.value or 0) + _HALF, end + (text[at : at + 2] != "个半")
    set_unit(sentence, mention, unit, at, end, "chinese-unit")
    tenth = _TENTHS[text[at:end]].match(text, end) if text[at:end] in _TENTHS else None
    if tenth is not None:
        parts = (read_han(tenth[1]) or Decimal(tenth[1])) + (_HALF if tenth[2] else 0)
        mention.value = (mention.value or Decimal(0)) + parts / 10
        mention.end, mention.unit_text = tenth.end(), sentence.text[at : tenth.end()]
    if "多" in text[at:end]:
        mention.qualifier = "more_than"
    if unit.name in _SPEEDS and _is_speed(text, mention, unit.name):
        mention.unit, mention.unit_class = _SPEEDS[unit.name][1][:2]
    elif unit.name == "second":
        read_race_time(text, mention)
    elif mention.unit_text == "度" and _is_electricity(text, mention):
        mention.unit, mention.unit_class = "kilowatt_hour", "energy"
    if unit.unit_class == "count":
        _name_counted(sentence, mention, unit, at)
    elif mention.unit in subunits():
        lengthen_by_subunits(text, mention)
    return True


def _is_speed(text: str, mention: Mention, unit: str) -> bool:
    """Whether a length is one of each hour or second, as words in front or behind say: 时速80公里, 80公里的时速."""
    before, behind = _SPEEDS[unit][0], "的时速" if unit != "meter" else "的秒速"
    return (
        text.startswith(behind, mention.end)
        or before.search(text, max(0, mention.start - 8), mention.start) is not None
    )


def _is_electricity(text: str, mention: Mention) -> bool:
    """Whether 度 is a kilowatt hour (用电700度, 发电20亿度, 电价…每月180度), and no temperature or angle."""
    is_large = mention.value is not None and mention.value > _HOTTEST
    return is_large or _POWER.search(text, max(0, mention.start - _SUBJECT_WINDOW), mention.start) is not None


def _read_inside(text: str, mention: Mention) -> int:
    """Take 余 or 多 in or behind the number; where the unit begins."""
    at = mention.number_end
    at += text[at : at + 1] == " "
    if text.startswith("来", at) and text[at + 1 : at + 2] in _MYRIADS and mention.value is not None:
        mention.value, mention.number_end, mention.qualifier = mention.value * _MYRIADS[text[at + 1]], at + 2, "about"
        return at + 2
    qualifier = qualifiers("zh", "inside").get(text[at : at + 1])
    if qualifier is not None:
        mention.qualifier = qualifier
        return at + 1
    number = text[mention.number_start : mention.number_end]
    if "余" in number or "多" in number:
        mention.qualifier = "more_than"
    return at


def _find_unit(text: str, at: int) -> tuple[Unit, int] | None:
    """The longest unit that begins here, and its end."""
    units = chinese_units()
    for size in _unit_sizes().get(text[at : at + 1], ()):
        unit = units.get(text[at : at + size])
        if unit is not None and at + size <= len(text) and not _NO_PERSON.match(text, at):
            return unit, at + size
        if unit is not None and size == 1:
            return unit, at + 1
    return None


def _find_unit_and_half(text: str, at: int) -> tuple[Unit, int] | None:
    """The unit of 八个半小时, and its end."""
    found = _find_unit("个" + text[at + 2 : at + 2 + _longest_unit()], 0)
    return found and (found[0], at + 1 + found[1])


def _read_elided(text: str, mention: Mention) -> bool:
    """Take the unit that the subject implies: 人口超过38万."""
    window = strip_links(text[max(0, mention.start - _SUBJECT_WINDOW) : mention.start])
    units = elided_units()
    for size in _subject_sizes().get(window[-1:], ()):
        unit = units.get(window[-size:])
        if unit is not None:
            mention.unit, mention.unit_class = unit.name, unit.unit_class
            mention.currency = unit.name if unit.unit_class == "money" else None
            mention.rule, mention.confidence = "chinese-elided", 0.75
            return True
    return _read_subject(text, mention)


def _read_subject(text: str, mention: Mention) -> bool:
    """Take the noun whose count is told by a verb and ends the clause: 收视观众为326万, 粉丝超过500万."""
    if mention.value is None or mention.value < _LEAST_TOLD or not _CLOSED.match(text, mention.number_end):
        return False
    if not _TELLS.search(text, max(0, mention.start - _SUBJECT_WINDOW), mention.start):
        return False
    found = read_noun_before(text, mention.start, False)
    if found is None or found[0] not in word_set("counted_bare"):
        return False
    mention.unit, mention.unit_class = found[0], "count"
    mention.rule, mention.confidence = "chinese-subject", 0.6
    return True


def _name_counted(sentence: Sentence, mention: Mention, unit: Unit, at: int) -> None:
    """Name what a classifier counts by its noun, behind it or in front of the number."""
    text, end = sentence.folded, mention.end
    mention.rule, mention.confidence = "chinese-classifier", 0.85
    trip = _TRIP.match(text, end)
    if trip is not None and text[end - 1] in _TRIP_CLASSIFIERS:
        set_unit(sentence, mention, Unit("vehicle_trip", "count"), at, trip.end(), mention.rule)
        return
    is_body = unit.naming == "body"
    found = read_noun_after(text, end, is_body)
    if found is not None:
        mention.metric = found[1:]
    elif unit.naming != "closed":
        found = read_noun_before(text, mention.start, is_body, mention.unit_text in _THINGS)
    if found is None and mention.unit_text in _PLACES and _MOVED.search(text, max(0, mention.start - 8), mention.start):
        mention.unit, mention.confidence = "place", 0.85  # of an order: 较上年上升3位
    elif unit.naming == "closed":
        mention.confidence = 0.9
    elif found is not None:
        mention.unit, mention.rule = found[0], "chinese-noun"
    else:
        mention.confidence = _UNNAMED[unit.naming]
