"""Acts with a date of their own, and occasions that were held, in Chinese."""

import re
from collections.abc import Iterator
from functools import cache

from ...core.numerals.read_tables import alternation
from ..mention import Mention, Sentence
from ..tables.read_tables import forms_of
from .find_dates import CHINESE_DAY, CHINESE_SPAN, CHINESE_YEAR
from .read_chinese_clause import find_end, find_subject
from .statement import keep_apart, make_statement

_NEAR = 60
"""Code points between a date and its act: a clause or two."""
_AS_OF = re.compile("(?:截至|截止|至|到|自)$")
_SINCE = re.compile(
    "^(?:起|以来|来|前|以前|底前|之前|至|到|的|，?(?:全省|全市|全国|各地|我省|我市)?(?:累计|共|新增|实现|完成|达))"
)
_PLANNED = re.compile(
    "(?:(?<![重主需])要(?!素|闻|地)|将(?!军)|拟|应当|计划|力争|争取|支持|推动|办好|积极|加快|继续|鼓励|经常|定期|不断|适时|可以|不得|未经|"
    "深入|广泛|坚持|持续|做好|抓好|筹备|负责|认真|每年)[^，。；]{0,12}$"
)
_MANY = re.compile(
    "(?:各类|系列|多场|多次|一系列|各种|[0-9一二三四五六七八九十]+余?[场次期个项]|的会|会议研究|有关|相关|培训班)"
)
_NAMED = re.compile(
    "^了?(?:第[0-9一二三四五六七八九十百]+(?:届|次|期)|首届|首次|首个|首场|[“「『《]|[0-9]{4}年?|全国|全省|全市|中国|国际|世界|全球|粤港澳|亚洲)"
)
_STRONG_HOLD = ("举办", "举行", "召开", "承办", "主办", "协办")


@cache
def _acts() -> re.Pattern[str]:
    return re.compile(alternation(forms_of("acts.tsv", "zh", "act")))


@cache
def _deeds() -> re.Pattern[str]:
    return re.compile(alternation(forms_of("acts.tsv", "zh", "act") + forms_of("acts.tsv", "zh", "deed")))


@cache
def _force() -> re.Pattern[str]:
    return re.compile(rf"(?:起|始|日|月)?(?:{alternation(forms_of('acts.tsv', 'zh', 'force'))})")


@cache
def _held() -> re.Pattern[str]:
    verbs = alternation(_STRONG_HOLD)
    return re.compile(rf"(?P<verb>{verbs})(?!的)了?(?P<what>[^，。；！？\n]{{3,60}})")


@cache
def _period() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{alternation(forms_of('acts.tsv', 'zh', 'period'))})(?:为|自|从|是|：|:)?(?={CHINESE_SPAN.pattern})"
    )


def find_chinese_events(sentence: Sentence) -> list[Mention]:
    """Events of a sentence in order: dated acts with the words from date or subject to the end, and named occasions.

    What happened all through a year (2023年，全省法院审结) or up to a day (截至) is none.
    """
    found = [*_find_dated(sentence), *_find_in_force(sentence), *_find_occasions(sentence), *_find_periods(sentence)]
    return keep_apart(sorted(found, key=lambda one: (-one.confidence, one.start)))


def _find_dated(sentence: Sentence) -> Iterator[Mention]:
    text = sentence.folded
    for pattern, rule, confidence in ((CHINESE_DAY, "event_on_day", 0.9), (CHINESE_YEAR, "event_in_year", 0.7)):
        for date in pattern.finditer(text):
            if _AS_OF.search(text, max(0, date.start() - 3), date.start()) or _SINCE.match(text, date.end()):
                continue
            mention = _read_dated(sentence, date, rule, confidence)
            if mention:
                yield mention


def _read_dated(sentence: Sentence, date: re.Match[str], rule: str, confidence: float) -> Mention | None:
    text = sentence.folded
    first_end = find_end(text, date.end())
    until = (
        find_end(text, first_end + 1)
        if text[first_end : first_end + 1] in ("，", ",") and first_end - date.end() < 30
        else first_end
    )
    acts = _acts() if rule == "event_in_year" else _deeds()
    found = acts.finditer(text, date.end(), min(until, date.end() + _NEAR))
    act = next((act for act in found if not _is_part(text, act)), None)
    if act is None or _PLANNED.search(text, date.end(), act.start()):
        return None
    if rule == "event_in_year" and not _is_single(text, act, until):
        return None
    start = date.start()
    if text[date.end() : date.end() + 1] not in "，,":
        start = min(start, find_subject(text, date.start()))
        lead = re.match("[^，]{0,3}?(?:于|在)$", text[start : date.start()])
        start = date.start() if lead and len(lead[0]) < 2 else start
    end = find_end(text, act.end())
    return make_statement("event", (start, end), act.span(), rule, confidence)


def _is_part(text: str, act: re.Match[str]) -> bool:
    """Whether an act is part of another word or modifies a noun: 公告栏, 发布会, 通过率, 批准的, 以...通过."""
    after = text[act.end() : act.end() + 1]
    return (
        after in ("会", "率", "的", "栏", "量", "者", "期", "人", "额", "数", "式")
        and act[0] not in ("成立", "召开", "举行", "举办")
    ) or after == "的"


def _is_single(text: str, act: re.Match[str], end: int) -> bool:
    """Whether the act of a year is done once: on something with a title, quoted or named, or on nothing and ending."""
    what = text[act.end() : end]
    if re.search("[0-9]|[一二三四五六七八九十两]+[个家项件批次期]", what.partition("《")[0]):
        return False
    return (
        "《" in what
        or bool(re.match("了?[“「首第]", what))
        or act[0] in ("成立", "通车", "开通", "投产", "竣工", "投运", "上市", "挂牌", "建成", "创办", "创立", "开馆")
    )


def _find_in_force(sentence: Sentence) -> Iterator[Mention]:
    text = sentence.folded
    if "行" not in text and "施" not in text and "效" not in text and "止" not in text:
        return
    for date in CHINESE_DAY.finditer(text):
        force = _force().match(text, date.end()) or re.match("(?:零时|0时|之日)?起", text[date.end() : date.end() + 4])
        if force is None:
            continue
        end = find_end(text, date.end())
        verb = _force().search(text, date.end(), end)
        if verb:
            start = find_subject(
                text, date.start() - 1 if text[date.start() - 1 : date.start()] == "自" else date.start()
            )
            yield make_statement("event", (min(start, date.start()), end), verb.span(), "event_in_force", 0.93)


def _find_occasions(sentence: Sentence) -> Iterator[Mention]:
    text = sentence.folded
    ends = forms_of("occasions.tsv", "zh")
    for match in _held().finditer(text):
        end = find_end(text, match.start("what"))
        what = text[match.start("what") : end]
        core = re.sub(r"[”」』》）)\"]+$", "", what.partition("、")[0])
        if _MANY.search(what[:14]) or not core.endswith(ends) or not (_NAMED.match(what) or len(core) >= 10):
            continue
        if _PLANNED.search(text, max(0, match.start() - 16), match.start()):
            continue
        start = find_subject(text, match.start())
        yield make_statement("event", (start, end), match.span("verb"), "event_occasion", 0.75)


def _find_periods(sentence: Sentence) -> Iterator[Mention]:
    text = sentence.folded
    for match in _period().finditer(text):
        span = CHINESE_SPAN.match(text, match.end())
        if span:
            yield make_statement(
                "event", (find_subject(text, match.start()), span.end()), match.span(), "event_period", 0.85
            )
