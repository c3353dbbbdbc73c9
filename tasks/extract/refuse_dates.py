"""Numbers that are pieces of dates and times: 2023-07-20, 18:31:37, 11月6日, 民国107年, August 11, 5 p.m."""

import re
from decimal import Decimal

from ..core.numerals import Numeral
from ..core.numerals.read_tables import alternation
from .tables.read_tables import months

_MONTHS = alternation(months())
_DAY_BEFORE = re.compile(rf"\b{_MONTHS}\.? (?:(?:the )?|[0-9]{{1,2}}(?: ?[-–—] ?|,? and | to |, ))\Z")
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)? (?:of )?{_MONTHS}\b")
_FULL_DATE = re.compile(r"(?:19|20)[0-9]{2}([-/.])(?:0?[1-9]|1[0-2])\1[0-3]?[0-9](?![0-9])")
_DATE_BEFORE = re.compile(r"(?:19|20)[0-9]{2}[-/.](?:[0-9]{1,2}[-/.])?\Z")
_CLOCK = re.compile(r"[0-9]{1,2}[:：][0-9]{2}")
_CLOCK_TIME = re.compile(r" ?(?:[ap]\.m\b|[ap]m\b|AM\b|PM\b|o'clock)")
_AFTER_DAY = frozenset("stnrapAPo")
_AFTER_SPACE = frozenset("apAPo") | {name[0] for name in months()}
"""First letters of what the two patterns above find, right behind the digits and behind a space."""
_PIECE = re.compile(r"[-/.:：][0-9]")
_JOINTS = frozenset("-/.:：")
_COLONS = frozenset(":：/")
_ERA_YEAR = re.compile(r" ?年 ?[0-9一二三四五六七八九十]{1,3} ?月")
_REPUBLIC_YEAR = re.compile(
    "(?<![0-9\u3400-\u9fff])(?:9[0-9]|1[0-4][0-9])年(?![来间前后老以，。、；）]|[的之]?历史)"
    "|(?<![0-9])1[0-4][0-9]年(?=度|全年|统计|年报|预算|决算|施政|[上下]半年|第?[一二三四]季|底|年?[0-9一二三四五六七八九十]{1,3}月)"
    "|(?<=[布表告示计])1[0-4][0-9]年(?![来间前后老以，。、；）])"
    "|(?<=[较比自从由至到于在])1[0-4][0-9]年(?=的|同期|编列|[底末]?[起增减上下提降成])"
    "|(?<![0-9])1[0-4][0-9]年(?=起(?![步伏码]))"
)
_ERA = re.compile(r"(?:民国|公元|西元|农历) ?\Z")
_NO_DAY = ("日内", "日之内", "日以内", "日元", "日圆")
_DAYS_BEFORE = re.compile(
    r"(?:不?少[于於]|[超逾][過过]?|[满滿达達每]|至少|至多|最多|最[长長]|[连連][续續]|(?<!公)共[计計]?|(?<![预統统估设設会會])[计計]|不到|[为為]期|[共休]"
    r"|延长|[布告达满束]后|[缩縮]短了?|[减減]少了?|增加了?|延[长長后後][了达達]?|提[前早]了?|推[迟遲]了?) ?\Z"
)
_EVENT = (
    "(?:[日满会婚港]|[到效届]期|期限|终了|结束|截止|开始|生效|[施举进发]行|实施|申报|转载|卸鱼|到达|出发|考试|手术|比赛"
    "|离[任职]|退休|开业|交[货付]|上市|投票|选举)"
)
_BEFORE_EVENT = re.compile(rf"{_EVENT}前 ?\Z")
_LASTS = re.compile(" ?(?:年|天|日|周|个?(?:月|季度|星期|工作日|营业日|小时)|小时|分钟)")
_DAYS_EARLIER = re.compile(rf"{_EVENT} ?\Z")
_EARLIER = ("日前", "日之前", "日以前")
_DAYS_AFTER = re.compile("日(?:者|[为為]限|以[上下]|[之的]期|以?[内內])")
_TERM = "(?:徒刑|拘役|刑期|应执行|执行刑|监禁|服刑|入狱|羁押|为期|历时|期限)(?:[为达约共至]|共计)?"
_TERM_BEFORE = re.compile(f"{_TERM} ?\\Z")
_TERM_YEARS = re.compile(f"{_TERM} ?[0-9一二三四五六七八九十]{{1,3}} ?年\\Z")
_MONTHS_AFTER = re.compile("月(?:以[上下内]|未满|有期徒刑|徒刑|拘役)")
"""六月以上五年以下, 有期徒刑八年六月: months of a term, as the laws of Taiwan write them, and no date."""
_LAST_DAY = 31
_LAST_PARTS = frozenset("月日号时")
_WINDOW = 18
DATE_AFTER = _LAST_PARTS | _JOINTS | _AFTER_DAY | {"年", " "}
DATE_BEFORE = _JOINTS | {"国", "元", "历", " ", "–", "—"}
"""Only a number between two of these, or beside one, may be a piece of a date."""
YEAR_FIRST, YEAR_LAST = 1000, 2999
"""Four digits between these may be a year."""


def is_year(text: str, numeral: Numeral) -> bool:
    """Whether a numeral has the shape of a year: four digits and no comma, or 二〇二三年."""
    if numeral.end - numeral.start != 4 or not YEAR_FIRST <= numeral.value <= YEAR_LAST:
        return False
    return text[numeral.start : numeral.end].isdigit() or text[numeral.end : numeral.end + 1] == "年"


def is_republic_year(text: str, start: int) -> bool:
    """Whether 112年 at a place of a text in traditional characters is a year of the Republic, and no length of time."""
    return _REPUBLIC_YEAR.match(text, start) is not None


def is_date_piece(text: str, start: int, end: int, value: Decimal | None = None) -> bool:
    """Whether the digits at start:end belong to a date or a time of day; 30日内, 不少于十日 and 九十日 last."""
    after, before = text[end : end + 1], text[start - 1 : start] if start else ""
    if after == " " and text[end + 1 : end + 2] in _LAST_PARTS:
        end, after = end + 1, text[end + 1]  # 9 月 29 日
    if after in _LAST_PARTS:
        if after == "月" and _counts_months(text, start, end):
            return False
        return not (text.startswith(_NO_DAY, end) or (after == "日" and _counts_days(text, start, end, value)))
    if (after == "年" or after == " ") and _ERA_YEAR.match(text, end):
        return not _TERM_BEFORE.search(text, max(0, start - 8), start)
    if before and before in "国元历" and after == "年" and _ERA.search(text, max(0, start - 4), start):
        return True
    if after in _JOINTS and _PIECE.match(text, end) and _begins_date(text, start, after):
        return True
    if before in _JOINTS and text[start - 2 : start - 1].isdigit() and _ends_date(text, start, before):
        return True
    is_open = text[end + 1 : end + 2] in _AFTER_SPACE if after == " " else after in _AFTER_DAY
    if is_open and (_CLOCK_TIME.match(text, end) or _MONTH_AFTER.match(text, end)):
        return True
    return end - start <= 2 and before != "" and before in " -–—" and _is_day_of_month(text, start)


def _counts_days(text: str, start: int, end: int, value: Decimal | None) -> bool:
    """Whether N日 is so many days: more than a month has, or a word beside it measures."""
    if _follows_month(text, start):
        return False
    if (value is not None and (value > _LAST_DAY or value % 1)) or lasts_before_event(text, start, end):
        return True
    if text.startswith(_EARLIER, end) and _DAYS_EARLIER.search(text, max(0, start - 4), start):
        return True
    return bool(_DAYS_BEFORE.search(text, max(0, start - 4), start) or _DAYS_AFTER.match(text, end))


def lasts_before_event(text: str, start: int, end: int) -> bool:
    """Whether 前N says how long before something (届满前三个月, 开会前三日) , and no order (前三季度)."""
    is_before = text[start - 1 : start] in ("前", " ") and _BEFORE_EVENT.search(text, max(0, start - 6), start)
    return bool(is_before and _LASTS.match(text, end))


def _counts_months(text: str, start: int, end: int) -> bool:
    """Whether N月 is so many months of a term."""
    low = max(0, start - 14)
    is_term = _TERM_BEFORE.search(text, low, start) or _TERM_YEARS.search(text, low, start)
    return bool(is_term or _MONTHS_AFTER.match(text, end))


def _follows_month(text: str, start: int) -> bool:
    return text[max(0, start - 2) : start].rstrip(" ").endswith("月")


def _begins_date(text: str, start: int, after: str) -> bool:
    return after == "/" or bool(_FULL_DATE.match(text, start) or (after in _COLONS and _CLOCK.match(text, start)))


def _ends_date(text: str, start: int, before: str) -> bool:
    return before in _COLONS or _DATE_BEFORE.search(text, max(0, start - 8), start) is not None


def _is_day_of_month(text: str, start: int) -> bool:
    return _DAY_BEFORE.search(text, max(0, start - _WINDOW), start) is not None
