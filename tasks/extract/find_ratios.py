"""Figures whose number is no plain numeral: 三分之二, 百分之五, 翻一番, 一半, 2:15:41."""

import re
from decimal import Decimal

from ..core.numerals import read_han
from .find_english_ratios import find_english_ratios
from .mention import Mention, Sentence, read_ratio, round_fraction
from .read_clock import find_clocks
from .read_sign import read_sign

_HAN = "零〇一二两三四五六七八九十百千万0-9.点"
_RATIO = re.compile(
    rf"(?P<whole>百|千|万|[{_HAN}]{{1,8}}?)分之 ?(?P<part>[{_HAN}]{{1,12}})"
    rf"(?: ?(?:至|到|[-–—~～]) ?(?P<until>[{_HAN}]{{1,12}})(?![{_HAN}年月日个項项家人元分时]| ?[%％]))?"
    r"|(?<![0-9一二两三四五六七八九十])(?P<nth>[三四五六八十])分一(?![0-9一二三四五六七八九十百秒刻钟])"
    r"|(?<![0-9一二两三四五六七八九十几成])(?P<half_tenth>半成)(?![品熟立分材])"
    r"|翻(?:了|上)?(?P<double>[一两二三四五1-5])番|(?P<doubled>翻了?倍|翻番)"
    r"|(?P<half>(?<![十百千万0-9有])一半|半数|(?<!超)过半(?=[数，。的以；]|$))"
    r"|(?<=[占约])(?P<numerator>[1-9][0-9]?)/(?P<denominator>[1-9][0-9]{0,2})(?![0-9/])"
)
_WHOLES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10000)}
_PARTS_OF_UNIT = {"百": "percent", "千": "permille"}
_DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_HALF = Decimal("0.5")


def find_ratios(sentence: Sentence) -> list[Mention]:
    """The ratios of a sentence, the Chinese ones first, and times of races."""
    text = sentence.folded
    found: list[Mention] = []
    if not sentence.is_ascii and ("半" in text or "分之" in text or "分一" in text or "翻" in text or "/" in text):
        for match in _RATIO.finditer(text):
            mention = _read_ratio(match)
            if mention is not None:
                mention.is_chinese = True
                read_sign(text, mention)
                found.append(mention)
    if ":" in text:
        found += find_clocks(text)
    if sentence.may_hold_words:
        found += find_english_ratios(text)
    return found


def _read_ratio(match: re.Match[str]) -> Mention | None:
    span = match.span()
    if match["part"]:
        return _read_parts(match)
    if match["double"] or match["doubled"]:
        power = _number(match["double"]) if match["double"] else Decimal(1)
        mention = read_ratio(span, 2 ** (power or Decimal(1)), "times", "chinese-doubling", 0.9)
        mention.kind, mention.measure, mention.direction = "change", "change_pct", "increase"
        return mention
    if match["half_tenth"]:
        return read_ratio(span, Decimal(5), "percent", "chinese-half", 0.85)
    if match["nth"]:
        value = round_fraction(Decimal(1), _number(match["nth"]) or Decimal(1))
        return read_ratio(span, value, "fraction", "chinese-fraction", 0.8)
    if match["numerator"]:
        value = round_fraction(Decimal(match["numerator"]), Decimal(match["denominator"]))
        return read_ratio(span, value, "fraction", "chinese-fraction", 0.8)
    mention = read_ratio(span, _HALF, "fraction", "chinese-half", 0.85)
    mention.qualifier = "more_than" if match["half"] == "过半" else None
    return mention


def _read_parts(match: re.Match[str]) -> Mention | None:
    """百分之五 is 5 percent, 三分之二 the fraction 0.6667."""
    span = match.start(), match.end("part")
    part, whole = _number(match["part"]), _WHOLES.get(match["whole"]) or _number(match["whole"])
    if part is None or not whole:
        return None
    unit = _PARTS_OF_UNIT.get(match["whole"])
    until = _number(match["until"]) if match["until"] and unit else None
    if until is not None and until > part and unit is not None:
        mention = read_ratio(match.span(), part, unit, "chinese-percent-range", 0.85)
        mention.value, mention.low, mention.high, mention.kind = None, part, until, "range"
        return mention
    if unit is not None:
        return read_ratio(span, part, unit, "chinese-percent", 0.95)
    return read_ratio(span, round_fraction(part, whole), "fraction", "chinese-fraction", 0.85)


def _number(written: str) -> Decimal | None:
    if _DIGITS.fullmatch(written):
        return Decimal(written)
    if written == "百":
        return _WHOLES["百"]
    return None if "." in written else read_han(written)
