"""What escapes stand for: code points, bytes of a charset, words of mail, HZ, UTF-7; None where that is no text."""

import base64
import binascii
import quopri
import re
from collections.abc import Sequence

from ..decode.name_charsets import resolve_name
from ..decode.read_bytes import read_strictly
from ..find_dear import is_frequent

NUMBERS = re.compile("[0-9]+")
HEX_NUMBERS = re.compile("[0-9A-Fa-f]{2,6}")
ENCODED_WORD = re.compile(r"=\?([\w-]{2,20})\?([BbQq])\?([^?\s]{1,998})\?=")
ENDS_OF_LINES = re.compile(r"=\r?\n")
LAST_POINT = 0x10FFFF
MAX_BITS = 13.5
CHARSETS = ("utf-8", "gb18030", "big5")


def read_code_points(match: re.Match[str]) -> str | None:
    """Characters by their numbers in base 16; two halves of UTF-16 are one character."""
    return _join([int(number, 16) for number in HEX_NUMBERS.findall(match[0].replace("&#", ""))])


def read_numbers(match: re.Match[str]) -> str | None:
    """Characters by their numbers in base 10."""
    return _join([int(number) for number in NUMBERS.findall(match[0])])


def read_bytes(match: re.Match[str]) -> bytes:
    """Bytes in base 16, each behind a sign; the ends of lines between them are those of quoted-printable."""
    return bytes.fromhex("".join(re.findall("[%=x]([0-9A-Fa-f]{2})", match[0])))


def read_octal_bytes(match: re.Match[str]) -> bytes:
    """Bytes in base 8, each behind a backslash."""
    return bytes(int(number, 8) for number in NUMBERS.findall(match[0]))


def read_encoded_words(match: re.Match[str]) -> str | None:
    """Words of a header of mail, the white space between them left out (RFC 2047)."""
    words = [_read_word(*word) for word in ENCODED_WORD.findall(match[0])]
    if any(word is None for word in words):
        return None
    charsets = {charset.lower() for charset, _, _ in ENCODED_WORD.findall(match[0])}
    codec = resolve_name(charsets.pop()) if len(charsets) == 1 else None
    return read_strictly(b"".join(word for word in words if word is not None), codec) if codec else None


def _read_word(_: str, form: str, text: str) -> bytes | None:
    try:
        if form in "Bb":
            return base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
        return quopri.decodestring(text.encode(), header=True)
    except (binascii.Error, ValueError):
        return None


def read_hz(match: re.Match[str]) -> str | None:
    """Pairs of ASCII that stand for characters of GB 2312, of which running text is made."""
    text = read_strictly(match[0].encode(), "hz")
    return text if text and is_frequent(text, MAX_BITS) else None


def read_utf7(match: re.Match[str]) -> str | None:
    """Base 64 of UTF-16, of Han characters and signs that running text is made of; bits left over are zero."""
    text = read_strictly(match[0].encode(), "utf-7")
    return text if text and not text.isascii() and is_frequent(text, MAX_BITS) else None


def _join(points: list[int]) -> str | None:
    if any(point > LAST_POINT for point in points):
        return None
    text = "".join(map(chr, points))
    return read_strictly(text.encode("utf-16-le", "surrogatepass"), "utf-16-le")


def decode_together(parts: Sequence[str | bytes | None]) -> list[str | None]:
    """The texts of parts, bytes being in the first charset that reads them all: UTF-8, or frequent Chinese.

    Where there is none, those that UTF-8 can read.
    """
    stored = [part for part in parts if isinstance(part, bytes)]
    charset = next((charset for charset in CHARSETS if _reads_all(stored, charset)), "utf-8")
    return [read_strictly(part, charset) if isinstance(part, bytes) else part for part in parts]


def _reads_all(stored: Sequence[bytes], charset: str) -> bool:
    texts = [read_strictly(data, charset) for data in stored]
    joined = "".join(text for text in texts if text is not None)
    return None not in texts and (charset == "utf-8" or is_frequent(joined, MAX_BITS))
