"""Every share that Chinese and English state: 百分之五, 千分之一, 三成半, 打七五折, 12个百分点, 3.9%, five per cent.

A share in parts of ten or a thousand is given in hundredths: 三成 is 30, 千分之一 is 0.1, 八折 leaves 80.
"""

import re
from decimal import Decimal

from .numeral import Numeral
from .read_any_chinese import SPACE, VAGUE, WHOLE, make_narrow, read_whole
from .read_any_english import read_any_english
from .read_han import EXACT

_S = SPACE
_NUMBER = rf"(?P<number>(?:(?<![0-9])[-−]{_S}|[负負])?(?:[0-9] [0-9](?= ?折)|{WHOLE})(?:{_S}[kK])?)"
_OF_PARTS = rf"{_S}分{_S}之{_S}"
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]++")
_CHINESE = re.compile(
    rf"(?<![{VAGUE}五六七八九二三四1-9])(?P<whole>[百千万萬佰仟](?>(?:{_S}[万萬])*)){_OF_PARTS}"
    rf"(?:(?P<part>(?:[-−]{_S}|[负負])?{WHOLE}(?:{_S}[kK])?))"
    rf"|{_NUMBER}{_S}(?:(?P<sign>[%％])|(?P<point>[个個]{_S}百{_S}分{_S}[点點])"
    rf"|(?P<tenths>成(?![立为為员員功本长長都果就交])(?:{_S}(?P<half>半)|{_S}(?P<more>[一二三四五六七八九])(?![成折]))?)"
    r"|(?P<left>折(?![旧叠合扣算]))|(?=(?P<none>\s*$)))"
    r"|(?P<half_of>半)(?P<half_unit>[成折])|打(?P<even>[对對]折)"
)
_ENGLISH = re.compile(r" ?(?:%|per ?cents?\b|percent(?:age(?: points?)?)?\b)")
_BEHIND = frozenset("百千")
_PER_TEN = Decimal(10)
_HUNDRED = Decimal(100)


def read_percentages(text: str) -> list[Numeral]:
    """The shares of a text in order; the value of each is in hundredths. Web addresses are left out."""
    plain = _ADDRESS.sub(lambda match: " " * len(match.group()), make_narrow(text))
    found = [numeral for match in _CHINESE.finditer(plain) if (numeral := _read(match)) is not None]
    taken = {place for numeral in found for place in (numeral.start, numeral.end)}
    for numeral in read_any_english(plain):
        behind = _ENGLISH.match(plain, numeral.end)
        if behind is not None and behind.end() not in taken:
            found.append(Numeral(numeral.start, behind.end(), numeral.value))
    return sorted(found)


def _read(match: re.Match[str]) -> Numeral | None:
    value = _value_of(match)
    return None if value is None else Numeral(*match.span(), value)


def _value_of(match: re.Match[str]) -> Decimal | None:
    if match["even"]:
        return Decimal(50)
    if match["half_of"]:
        return Decimal(5) if match["half_unit"] == "成" else Decimal(50)
    if match["part"]:
        part, whole = _number(match["part"]), read_whole("一" + match["whole"])
        return None if part is None or not whole else EXACT.divide(EXACT.multiply(part, _HUNDRED), whole)
    value = _number(match["number"]) if match["none"] is None else None
    if match["tenths"] and value is not None:
        more = read_whole(match["more"]) if match["more"] else Decimal(5) if match["half"] else Decimal(0)
        return value * _PER_TEN + (more or Decimal(0))
    return _left(match["number"]) if match["left"] else value


def _left(written: str) -> Decimal | None:
    """What a discount leaves: 八折 80, 七五折 75, 9.9折 99; 十折 is none."""
    digits = [_number(char) for char in re.sub(r"[\s\u00a0]", "", written)]
    if len(digits) == 2 and all(digit is not None and digit < _PER_TEN for digit in digits):
        return (digits[0] or Decimal(0)) * _PER_TEN + (digits[1] or Decimal(0))
    value = _number(written)
    return None if value is None or value == _PER_TEN else value if value > _PER_TEN else value * _PER_TEN


def _number(written: str) -> Decimal | None:
    bare = written.replace(",", "").strip()
    sign = -1 if bare[:1] in "-−负負" and bare else 1
    factor = 1000 if bare[-1:] in "kK" and bare else 1
    bare = bare.lstrip("-−负負 \u00a0").rstrip("kK \u00a0")
    value = read_whole(bare)
    if value is None and bare[-1:] in _BEHIND:
        value = read_whole(bare[:-1])  # 百分之七十百分位
    return None if value is None else sign * value * factor
