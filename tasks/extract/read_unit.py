"""The unit of a number, from what stands right behind it or, for money, in front; and the span that both make."""

import re
from functools import cache

from ..core.numerals.read_tables import alternation
from .mention import Mention, Sentence
from .tables.read_tables import Unit, currency_signs

_WINDOW = 12
_JAPAN, _CHINA = re.compile(r"Japan|Tokyo|\byen\b|日本|东京"), re.compile(r"Chin[ae]|yuan|RMB|中国|人民币|元")
BARE_YUAN = frozenset("元圆圓")
_SCALES = "十百千万亿"
_YUAN_DOLLARS = frozenset(("TWD", "HKD", "MOP", "SGD"))


@cache
def _sign_before() -> re.Pattern[str]:
    return re.compile(f"(?<![A-Za-z])({alternation(currency_signs())})[ \u00a0]?\\Z")


@cache
def _sign_endings() -> frozenset[str]:
    return frozenset(sign[-1] for sign in currency_signs())


def read_money_before(sentence: Sentence, mention: Mention) -> bool:
    """Take a currency sign, code or name in front of the number: `US$1.2bn`, 人民币2亿元."""
    text = sentence.folded
    before = text[mention.start - 1 : mention.start] if mention.start else ""
    if before == " ":
        before = text[mention.start - 2 : mention.start - 1]
    if before not in _sign_endings():
        return False
    match = _sign_before().search(text, max(0, mention.start - _WINDOW), mention.start)
    if match is None:
        return False
    mention.start, mention.unit_text = match.start(), match[1]
    set_money(mention, currency_signs()[match[1]])
    mention.rule, mention.confidence = "money-sign", 0.95
    return True


def set_money(mention: Mention, code: str) -> None:
    """Make the mention an amount of a currency by its ISO 4217 code; a part of one (`cent`) leaves open of which."""
    mention.unit, mention.unit_class = code, "money"
    mention.currency = code if code.isupper() else None


def set_unit(sentence: Sentence, mention: Mention, unit: Unit, at: int, end: int, rule: str) -> None:
    """Give the mention a unit that stands at at:end, and lengthen its span to there."""
    mention.unit, mention.unit_class, mention.end, mention.rule = unit.name, unit.unit_class, end, rule
    mention.unit_text = sentence.text[at:end]
    if unit.unit_class == "money":
        set_money(mention, unit.name)


def is_bare_yuan(mention: Mention) -> bool:
    """Whether an amount is written with 元 alone, which may be the dollar of Hong Kong, Macao or Taiwan."""
    is_named = mention.rule.startswith("money-sign")
    words = (mention.unit_text or "").lstrip(_SCALES)  # 万元 above a column
    return mention.currency == "CNY" and words in BARE_YUAN and not is_named


def lend_currency(sentence: Sentence, mentions: list[Mention]) -> None:
    """A bare 元 behind an amount with a named dollar is of that currency: 新台币二十万元以上二百万元以下.

    The name may stand behind its amount (12億港元, 其中3億元) in traditional text, where 元 is mostly no yuan.
    A bare ¥ is a yen where the sentence speaks of Japan and not of China.
    """
    text, lent = sentence.folded, None
    is_traditional = text != sentence.text
    for mention in mentions:
        is_bare = mention.unit_text in BARE_YUAN
        if is_traditional and mention.currency is not None and not is_bare:
            lent = mention.currency
        if mention.rule.startswith("money-sign"):
            lent = mention.currency
            if mention.unit_text in ("¥", "￥") and _JAPAN.search(text) and not _CHINA.search(text):
                set_money(mention, "JPY")
        elif is_bare and lent in _YUAN_DOLLARS and mention.currency == "CNY":
            set_money(mention, lent)
