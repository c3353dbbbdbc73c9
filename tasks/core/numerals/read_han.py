"""The value of a Chinese numeral, alone or mixed with digits: 两千零五, 廿三, 1亿2000万, 3.2万, 壹佰."""

import re
from decimal import Context, Decimal

from .read_tables import read_rows

EXACT = Context(prec=120)
"""Wide enough that no product or sum of numerals of this package is ever rounded."""

MAX_LENGTH = 40
"""A longer run of digits or numeral characters is no number."""

_ROWS = read_rows("han_numerals.tsv")
_KINDS = {char: (kind, Decimal(value)) for char, kind, value, _ in _ROWS}
DIGITS = "".join(char for char, kind, _, series in _ROWS if kind == "digit" and series == "common")
POWERS = "".join(char for char, kind, _, series in _ROWS if kind in ("power", "tens") and series == "common")
MYRIADS = "".join(char for char, kind, _, _ in _ROWS if kind == "myriad")
COMMON = DIGITS + POWERS + MYRIADS
FINANCIAL = "".join(char for char, _, _, series in _ROWS if series == "financial")

_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|.", re.DOTALL)
_IGNORED = frozenset("余多餘 \u00a0")
_ZERO = Decimal(0)
_ONE = Decimal(1)
_TEN = Decimal(10)
_UNBOUNDED = Decimal(10) ** 40


def read_han(text: str) -> Decimal | None:
    """The value of a whole Chinese or mixed numeral; None when it is not well formed.

    `text` holds numeral characters, ASCII digits and 余 or 多 before a myriad, nothing else.
    """
    if len(text) > MAX_LENGTH:
        return None
    whole, point, fraction = text.partition("点" if "点" in text else "點")
    if point:
        return _read_decimal(whole, fraction)
    tokens = [token for token in _TOKEN.findall(text) if token not in _IGNORED]
    if any(token not in _KINDS and not token[0].isdigit() for token in tokens):
        return None
    if all(token in _KINDS and _KINDS[token][0] == "digit" for token in tokens):
        return _read_positional(tokens)
    return _read_structured(tokens)


def _read_decimal(whole: str, fraction: str) -> Decimal | None:
    """三点一四, 三点二万: digits behind the point, then at most myriads."""
    head = read_han(whole) if whole else None
    digits = fraction.rstrip(MYRIADS)
    places = "".join(_digit(char) for char in digits)
    if head is None or len(places) != len(digits) or not places:
        return None
    value = EXACT.add(head, Decimal(f"0.{places}"))
    for char in fraction[len(digits) :]:
        value = EXACT.multiply(value, _KINDS[char][1])
    return value


def _digit(char: str) -> str:
    kind, value = _KINDS.get(char, ("", _ZERO))
    return str(value) if kind == "digit" else ""


def _read_positional(tokens: list[str]) -> Decimal | None:
    """二〇二三: digits in places. Two digits side by side without a zero (三四) are an estimate and no number."""
    digits = "".join(map(_digit, tokens))
    if len(digits) in (2, 3) and "0" not in digits[1:]:
        return None
    return Decimal(digits) if digits else None


def _read_structured(tokens: list[str]) -> Decimal | None:
    """Digits, powers and myriads by place value; powers must fall inside a section, myriads over the whole.

    两万五 is 25000: a last digit straight behind a power or myriad counts tenths of it.
    """
    number = _Structure()
    for token in tokens:
        kind, value = _KINDS.get(token, ("number", _ZERO))
        if kind == "myriad":
            is_taken = number.take_myriad(value)
        elif kind in ("power", "tens"):
            is_taken = number.take_power(value, kind == "tens")
        else:
            is_taken = number.take_digit(value if kind == "digit" else Decimal(token))
        if not is_taken:
            return None
    return number.read(ends_in_character=tokens[-1] in _KINDS)


class _Structure:
    """A Chinese number that is being read: what stands before the last myriad, behind it, and the digit in hand."""

    def __init__(self) -> None:
        self._total, self._section = _ZERO, _ZERO
        self._digit: Decimal | None = None
        self._last = self._power = self._myriad = _UNBOUNDED
        self._has_gap = False

    def take_digit(self, value: Decimal) -> bool:
        """A digit or a whole number in digits; only 零 may stand before another."""
        if self._digit:
            return False
        self._has_gap = self._digit is not None
        self._digit = value
        return True

    def take_power(self, value: Decimal, is_tens: bool) -> bool:
        """十, 百, 千, each smaller than the one before; only 十 does without a digit. 廿 and 卅 hold theirs."""
        if (is_tens and self._digit) or (not is_tens and value >= self._power):
            return False
        if self._digit is None and value != _TEN and not is_tens:
            return False
        factor = _ONE if is_tens else self._digit or _ONE
        self._section = EXACT.add(self._section, EXACT.multiply(factor, value))
        self._digit, self._last = None, _TEN if is_tens else value
        self._power = self._last
        return True

    def take_myriad(self, value: Decimal) -> bool:
        """万, 亿, 兆: a larger one than before multiplies all that stands before it (3.2万亿)."""
        section = EXACT.add(self._section, self._digit or _ZERO)
        if self._digit is None and not section and not self._total:
            return False
        if value > self._myriad or not section:
            self._total = EXACT.multiply(EXACT.add(self._total, section), value)
        else:
            self._total = EXACT.add(self._total, EXACT.multiply(section, value))
        self._section, self._digit, self._power = _ZERO, None, _UNBOUNDED
        self._last = self._myriad = value
        return True

    def read(self, ends_in_character: bool) -> Decimal:
        """The value of the whole."""
        digit = self._digit or _ZERO
        if digit and ends_in_character and not self._has_gap and self._last is not _UNBOUNDED:
            digit = EXACT.divide(EXACT.multiply(digit, self._last), _TEN)
        return EXACT.add(EXACT.add(self._total, self._section), digit)
