"""Cut the text of a document into stretches: what one charset reads exactly, and what it does not.

Exactly means: each character stands for bytes of its own and leads back to them. Codecs break this with bytes that are
a second code for a character (many in CP932 and CP950), with a code for two characters (Big5-HKSCS), and with bytes
they cannot read. Such bytes become indivisible stretches, as small as they can be.
"""

import codecs
from collections.abc import Iterator

from ...core.spans import char_widths
from ..measure_bits import BAD_UNITS
from ..stretches import Stretch
from .read_bytes import UNIT_BYTES, error_handler, read_leniently

UNDECODABLE = "undecodable-bytes"
SECOND_CODE = "second-code"
REPLACEMENT = "\ufffd"


def cut_stretches(content: bytes, charset: str, byte_start: int = 0) -> list[Stretch]:
    """The stretches of bytes read by one charset; `byte_start` is where in the document the bytes stand."""
    text = read_leniently(content, charset)
    whole = len(content) - len(content) % UNIT_BYTES.get(charset, 1)
    if text is not None and _is_exact(content[:whole], charset, text):
        stretches = list(_cut_bad_units(text, charset, byte_start))
    else:
        stretches = list(_cut_units(content[:whole], charset, byte_start))
    if whole < len(content):
        stretches.append(mark_lost(byte_start + whole, byte_start + len(content)))
    return stretches


def _is_exact(content: bytes, charset: str, text: str) -> bool:
    if charset == "utf-8":
        return True
    if text.encode(charset, error_handler(charset)) != content:
        return False
    if charset in UNIT_BYTES:
        return True
    good = BAD_UNITS.sub("", text)
    bad = sum(len(match[0]) for match in BAD_UNITS.finditer(text)) if len(good) < len(text) else 0
    try:
        return int(char_widths(good, charset).sum()) + bad == len(content)
    except UnicodeError:
        return False


def _cut_bad_units(text: str, charset: str, byte: int) -> Iterator[Stretch]:
    """Cut at what could not be read, of a text that is exact but for it."""
    char = 0
    for match in BAD_UNITS.finditer(text):
        if match.start() > char:
            size = len(text[char : match.start()].encode(charset))
            yield Stretch(text[char : match.start()], byte, byte + size, charset)
            byte += size
        size = len(match[0].encode(charset, error_handler(charset)))
        yield mark_lost(byte, byte + size)
        char, byte = match.end(), byte + size
    if char < len(text) or not text:
        yield Stretch(text[char:], byte, byte + len(text[char:].encode(charset)), charset)


def _cut_units(content: bytes, charset: str, byte_start: int) -> Iterator[Stretch]:
    """Cut at what does not lead back to its bytes, one unit of the codec after the other."""
    parts: list[str] = []
    good_start = at = byte_start
    for unit, text in _read_units(content, charset):
        if _is_exact_unit(unit, charset, text):
            parts.append(text)
            at += len(unit)
            continue
        if parts:
            yield Stretch("".join(parts), good_start, at, charset)
        if BAD_UNITS.search(text):
            yield Stretch(BAD_UNITS.sub(REPLACEMENT, text), at, at + len(unit), None, (UNDECODABLE,), is_lossy=True)
        else:
            evidence = f"{charset} writes this as other bytes"
            yield Stretch(text, at, at + len(unit), None, (SECOND_CODE,), (evidence,))
        parts, at = [], at + len(unit)
        good_start = at
    if parts:
        yield Stretch("".join(parts), good_start, at, charset)


def _read_units(content: bytes, charset: str) -> Iterator[tuple[bytes, str]]:
    """Bytes and the text they are read as, as little as the codec reads at once."""
    decoder = codecs.getincrementaldecoder(charset)(error_handler(charset))
    start = 0
    for end in range(1, len(content) + 1):
        text = decoder.decode(content[end - 1 : end], end == len(content))
        if text:
            yield content[start:end], text
            start = end


def _is_exact_unit(unit: bytes, charset: str, text: str) -> bool:
    try:
        return len(text) == 1 and text.encode(charset) == unit
    except UnicodeError:
        return False


def mark_lost(byte_start: int, byte_end: int, evidence: tuple[str, ...] = ()) -> Stretch:
    """What stands for bytes that cannot be read."""
    return Stretch(REPLACEMENT, byte_start, byte_end, None, (UNDECODABLE,), evidence, is_lossy=True)
