"""Signs in words: 零下12.5摄氏度, minus 3 percent, 12 degrees below zero."""

import re

from .mention import Mention

_BEFORE = ("零下", "minus ", "Minus ", "negative ", "Negative ")
_BELOW_ZERO = re.compile(r" (?:Celsius |Fahrenheit |centigrade )?below zero\b")
_BEFORE_NEGATIVE = frozenset("为是率达至到转由从，、（(：")
"""In front of 负 they make it a sign: 自然增加率为负千分之2.99, not 抱负3%."""
_POSITIVE = ("正、", "正，", "正或")
"""Before 负 they leave the sign open: 正、负百分之五."""
_COLD = "零下"
_NO_SIGN = re.compile(r"(?:[0-9] ?|\b(?:plus|positive)(?: or |/| and |-)?)\Z", re.IGNORECASE)
"""Before `minus`: 10 minus 3, plus or minus 3."""
_LONGEST_NO_SIGN = 14


def read_sign(text: str, mention: Mention) -> None:
    """Make a figure negative whose sign is a word, and lengthen its span by that."""
    if mention.value is None or mention.value <= 0:
        return
    if mention.unit_class == "ratio" and text[mention.start - 1 : mention.start] == "负":
        is_sign = text[mention.start - 2 : mention.start - 1] in _BEFORE_NEGATIVE
        if is_sign and not text.startswith(_POSITIVE, max(0, mention.start - 3)):
            mention.start, mention.value = mention.start - 1, -mention.value
        return
    if text.endswith(_BEFORE, 0, mention.start):
        word = next(word for word in _BEFORE if text.endswith(word, 0, mention.start))
        start = mention.start - len(word)
        if _NO_SIGN.search(text, max(0, start - _LONGEST_NO_SIGN), start) is None:
            mention.start, mention.value = start, -mention.value
    elif mention.unit is not None and mention.unit.startswith("degree"):
        match = _BELOW_ZERO.match(text, mention.end)
        if match is not None:
            mention.end, mention.value = match.end(), -mention.value


def share_cold(text: str, before: Mention, after: Mention) -> None:
    """零下5至10度: the second number of a range is below zero too, and the lower one."""
    if (
        text.startswith(_COLD, before.start)
        and before.value is not None
        and after.value is not None
        and after.value > 0
    ):
        before.value, after.value = -after.value, before.value
