"""Every number that Chinese writes, whether it counts something or not: 负三十二, 五分之一, 三又二分之一, 半百, 一打.

`find_numerals` leaves out lone digits that are mostly a part of a word; this reads all but known words (四川, 统一),
with spaces between the characters, signs, parts and powers. English is read by `read_any_english`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from .numeral import Numeral
from .read_han import COMMON, DIGITS, EXACT, FINANCIAL, MAX_LENGTH, MYRIADS, POWERS, read_han
from .read_tables import read_rows, sizes_by_first
from .read_written_digits import DIGITS as WRITTEN
from .read_written_digits import read_written_digits

_FULL_WIDTH = "０１２３４５６７８９．，／－＋＾ｅＥ％ｋＫｍＭ"
_NARROW = str.maketrans(_FULL_WIDTH, "0123456789.,/-+^eE%kKmM")
_TO_COMMON = str.maketrans("壹拾佰仟倆俩幺萬億兩", "一十百千两两一万亿两")
_CHARS = f"{COMMON}{FINANCIAL}倆俩幺"
VAGUE = "余多餘几幾來来"
SPACE = "[ \u00a0]*+"
_FRACTION_DIGITS = re.sub("[两兩]", "", DIGITS + "".join(char for char in FINANCIAL if char not in "拾佰仟")) + "幺"
_HAN = (
    rf"[{_CHARS}](?>(?:{SPACE}(?:[{VAGUE}](?={SPACE}[{MYRIADS}])|[{_CHARS}]))*)"
    rf"(?:{SPACE}[点點]{SPACE}[{_FRACTION_DIGITS}](?>(?:{SPACE}[{_FRACTION_DIGITS}])*))?"
    rf"(?:{SPACE}[{MYRIADS}](?![{_CHARS}]))?"
)
_PLAIN = r"(?:[0-9]{1,3}(?>(?:,[0-9]{3})+)|[0-9]++)(?:\.[0-9]++)?"
_MIXED = rf"{_PLAIN}{SPACE}[{VAGUE}]?{SPACE}[{POWERS}{MYRIADS}佰仟](?>(?:{SPACE}[0-9{_CHARS}])*)"
WHOLE = rf"(?:{_MIXED}|{_HAN}|{_PLAIN})"
_OVER = rf"{SPACE}分{SPACE}之{SPACE}"
_NUMBER = re.compile(
    rf"(?P<sign>[负負])?{SPACE}(?:"
    rf"(?:(?P<whole>{WHOLE}){SPACE}又{SPACE})?(?P<below>{WHOLE}){_OVER}(?P<minus>[负負])?(?P<above>{WHOLE})"
    rf"|(?P<half>半百)|(?P<han>{_MIXED}|{_HAN})(?P<dozen>{SPACE}打(?![开印击造破败扮算工])){{0,1}}"
    rf"|(?P<digits>{WRITTEN}))"
)
_LOOK_ALIKES = frozenset(word for (word,) in read_rows("look_alikes.tsv"))
_SIZES = sizes_by_first(_LOOK_ALIKES)
_FIFTY, _TWELVE = Decimal(50), Decimal(12)
_PIECE = re.compile("[^ \u00a0]+")
_TENS = frozenset("百千")
_ALSO_WORDS = frozenset("肆伍陆陸參拾佰仟倆俩幺")
"""Alone these are mostly a part of a word: 陆地, 队伍, 收拾."""
_OF_AMOUNT = re.compile("[美欧歐港日加澳台新]?[元币幣刀圆圓]|折|[%％]")
"""A lone digit before these is read with them, as an amount, a discount or a share."""


def read_any_chinese(text: str) -> list[Numeral]:
    """The numbers of a Chinese text in order, with signs, parts and powers."""
    plain = make_narrow(text)
    found: list[Numeral] = []
    at = 0
    while (match := _NUMBER.search(plain, at)) is not None:
        start, end = match.span()
        skipped = _skip_word(plain, *match.span("han")) if match["han"] else 0
        if skipped:
            at = skipped
            continue
        value = _read(match)
        if value is None and match["han"]:
            found += _read_pieces(match)
        elif value is not None:
            found.append(Numeral(start + (len(match.group()) - len(match.group().lstrip(" \u00a0"))), end, value))
        at = max(end, at + 1)
    return found


def make_narrow(text: str) -> str:
    """The text with full-width digits and signs made narrow; its length stays."""
    return text if text.isascii() else text.translate(_NARROW)


def _skip_word(text: str, at: int, end: int) -> int:
    """The end of the longest known word that begins here, holds the run and counts nothing; 0 when there is none."""
    if end - at == 1 and (text[at] in _ALSO_WORDS or _OF_AMOUNT.match(text, end)):
        return end
    first = text[at].translate(_TO_COMMON)
    words = ((at + size, first + text[at + 1 : at + size]) for size in _SIZES.get(first, ()))
    return next((stop for stop, word in words if stop >= end and word in _LOOK_ALIKES), 0)


def _read(match: re.Match[str]) -> Decimal | None:
    sign = Decimal(-1 if match["sign"] else 1)
    if match["half"]:
        return sign * _FIFTY
    if match["digits"]:
        value = read_written_digits(match["digits"])
        return value if value is None else sign * value
    if match["han"]:
        value = read_whole(match["han"])
        return value if value is None else sign * value * (_TWELVE if match["dozen"] else 1)
    if match["below"] == "百" and not match["whole"] and not match["minus"]:
        above = read_whole(match["above"])
        return above if above is None else sign * above  # percent counts hundredths: the number is the five of 百分之五
    below, above = read_whole(match["below"]), read_whole(match["above"])
    whole = read_whole(match["whole"]) if match["whole"] else Decimal(0)
    if not below or above is None or whole is None:
        return None
    return sign * (whole + EXACT.divide(-above if match["minus"] else above, below))


def read_whole(written: str) -> Decimal | None:
    """The value of a whole or decimal number in characters, digits or both."""
    bare = re.sub(f"[ \u00a0,{VAGUE}]", "", written).translate(_TO_COMMON)
    if bare[:1] in _TENS:
        bare = "一" + bare  # 百三 is 130
    return read_han(bare.replace("點", "点"))


def _read_pieces(match: re.Match[str]) -> Iterator[Numeral]:
    """Numbers that only a space parts and that make no number together; of each the longest well-formed beginning."""
    for piece in _PIECE.finditer(match["han"]):
        if len(piece.group()) > MAX_LENGTH:
            continue
        for size in range(len(piece.group()), min(1, len(piece.group()) - 1), -1):
            value = read_whole(piece.group()[:size])
            if value is not None:
                start = match.start("han") + piece.start()
                yield Numeral(start, start + size, value)
                break
