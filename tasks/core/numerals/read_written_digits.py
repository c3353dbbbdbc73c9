"""Numbers written in digits with all that may belong to them: 1 234 567, 4 3/5, 1.3x10^6, 12.32e+14, 10M, ¾."""

import re
from decimal import Decimal
from unicodedata import numeric

from .read_han import EXACT, MAX_LENGTH

_SUFFIXES = {
    **dict.fromkeys(("k", "K"), 3),
    **dict.fromkeys(("M", "MM", "mil", "mln", "mn"), 6),
    **dict.fromkeys(("G", "b", "B", "bn", "bln"), 9),
    **dict.fromkeys(("T", "tn", "tln", "trn"), 12),
}
_SUFFIX = "|".join(sorted(_SUFFIXES, key=len, reverse=True))
_GROUPED = (
    r"[0-9]{1,3}(?>(?:[ \u00a0\u202f][0-9]{3}(?![0-9]))+)|[0-9]{1,3}(?>(?:,[0-9]{3}(?![0-9]))+)"
    r"|[0-9]{1,2}(?:,[0-9]{2}(?![0-9])){1,6},[0-9]{3}(?![0-9])"
)
_PLAIN = (
    rf"(?:(?<![0-9][.,])(?:{_GROUPED}|[0-9]++)[.,][0-9]++(?![0-9]|[.,][0-9])|{_GROUPED}|[0-9]++"
    r"|(?<![0-9.])\.[0-9]++)"
)
DIGITS = (
    r"(?:(?<![A-Za-z0-9%)\]+−-])[-+−] *+)?(?:"
    r"[0-9]{1,3}(?>(?:\.[0-9]{3}(?![0-9]))+),[0-9]{1,2}(?![0-9])"
    r"|(?<![0-9][-/])(?:[0-9]++[ \u00a0]+)?[0-9]++/[0-9]++(?!/?[0-9])|[¼-¾⅐-⅞]"
    rf"|{_PLAIN}(?:[eE][-+−]?[0-9]++|[xX×]10\^[-+−]*+[0-9]++|\^[-+−]*+[0-9]++)"
    rf"|{_PLAIN}(?:[ \u00a0]*+(?:{_SUFFIX})(?![A-Za-z]))?(?![A-Za-z]|\.[0-9]++[A-Za-z])(?:\.(?![0-9]))?)"
)
"""What `read_written_digits` reads, as a regular expression without groups of its own."""

_EXPONENT = re.compile(r"^(.*?)(?:[eE]|([xX×]10\^)|\^)([-+−]*)([0-9]+)$")
_SUFFIXED = re.compile(rf"^(.*?)[ \u00a0]*({_SUFFIX})$")
_EUROPEAN = re.compile(r"^[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]{1,2}$|^[0-9]+,[0-9]{1,2}$")
_LARGEST_POWER = 300


def read_written_digits(written: str) -> Decimal | None:
    """The value of a number in digits that `DIGITS` matches; None when it is too long or divides by zero.

    The power sign binds closer than the minus before the number, as in arithmetic: -2.5^-1 is -0.4.
    """
    if len(written) > MAX_LENGTH:
        return None
    body = written.rstrip(".")
    if body[:1] in "-+−":
        value = read_written_digits(body[1:].lstrip())
        return value if value is None or body[0] == "+" else -value
    power = _EXPONENT.match(body)
    if power is not None:
        return _raise(power)
    suffixed = _SUFFIXED.match(body)
    if suffixed is not None:
        return EXACT.scaleb(_read_plain(suffixed[1]), _SUFFIXES[suffixed[2]])
    return _read_fraction(body) if "/" in body else _read_plain(body)


def _raise(power: re.Match[str]) -> Decimal | None:
    exponent = int(power[4]) * (-1) ** (power[3].count("-") + power[3].count("−"))
    base = _read_plain(power[1])
    if abs(exponent) > _LARGEST_POWER or (not base and exponent < 0):
        return None
    if power[2] or "^" not in power.group():
        return EXACT.scaleb(base, exponent)
    return EXACT.power(base, exponent)


def _read_fraction(written: str) -> Decimal | None:
    upper, _, lower = written.replace("\u00a0", " ").rpartition("/")
    whole, _, above = upper.rpartition(" ")
    if not Decimal(lower):
        return None
    return EXACT.add(Decimal(whole.strip() or 0), EXACT.divide(Decimal(above), Decimal(lower)))


def _read_plain(written: str) -> Decimal:
    """Digits with groups and a point; a comma before one or two last digits is a decimal one (5,00)."""
    if not written.isascii() and len(written) == 1:
        return Decimal(str(round(numeric(written), 15)))
    bare = written.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
    if _EUROPEAN.match(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    return Decimal(bare.replace(",", ""))
