"""Lines, and runs inside lines, that are not in the charset of their document.

A line is looked at when its charset cannot read it, or reads it as characters too rare for a text. Refuses a line that
another charset makes no better by far, and runs shorter than the price of going over to another charset and back: there
the bad bytes are marked as lost. A line of a charset of single bytes that it can read is not looked at.
"""

from collections.abc import Iterator

import numpy as np

from ..find_dear import HAN, find_dear_lines, find_lines
from ..lattice import MIXED, MIXED_FAMILIES, Part, is_cut, read_mixed
from ..measure_bits import BAD_UNITS, measure_bits
from ..stretches import Stretch, decode_exactly
from .cut_stretches import cut_stretches, mark_lost
from .place_losses import place_losses
from .read_bytes import UNIT_BYTES, read_leniently, read_strictly

OTHER_CHARSET = "other-charset"
CHARSETS = ("utf-8", "gb18030", "big5", "cp950", "big5hkscs", "cp1252")
MIN_GAIN_BITS = 15.0
MIN_GAIN_BITS_OF_READABLE = 40.0
RARE_BITS = 12.5
"""What a character beyond ASCII costs on an average where a line of two-byte codes is read as nonsense."""
HALF = "half of a character, of which the other byte is lost"
WINDOWS_SIGN = "a sign of Windows-1252 in a text of UTF-8"
WINDOWS_MARKS = "‘’“”–—…€•"
LEADS_AS_LETTERS = "ÂÃâÿ"
OFTEN_LEADS = (b"\xc2", b"\xc3", b"\xe2")
CONTINUATIONS = bytes(range(0x80, 0xC0))
LAST_QUOTE = b"\x97"
MARGIN_CHARS = 16
BLOCK_BYTES = 4096
MAX_MIXED_BYTES = 1 << 16
"""Bytes of a document that are read in several charsets at once, which is slow; further ones are marked as lost."""


def read_foreign_lines(content: bytes, charset: str) -> list[Stretch]:
    """The stretches of bytes in `charset`, a superset of ASCII, but for lines and runs that are in another one."""
    stretches: list[Stretch] = []
    good_start, budget = 0, MAX_MIXED_BYTES
    for start, end in _find_bad_lines(content, charset):
        line = content[start:end]
        is_torn = charset == "utf-8" and _is_torn(line, start == 0, end == len(content))
        read = None if is_torn else _read_whole(line, charset, start)
        if read is None and budget > 0:
            read = _read_blocks(line, charset, start)
            budget -= len(line)
        if read is not None:
            if start > good_start:
                stretches += cut_stretches(content[good_start:start], charset, good_start)
            stretches += read
            good_start = end
    if good_start < len(content) or not content:
        stretches += cut_stretches(content[good_start:], charset, good_start)
    return stretches


def may_be_mixed(text: str, charset: str) -> bool:
    """Whether a document, read in a charset, has lines to look at."""
    if charset in UNIT_BYTES:
        return False
    return BAD_UNITS.search(text) is not None or (charset != "utf-8" and _family(charset) in MIXED)


def _family(charset: str) -> str:
    return MIXED_FAMILIES.get(charset, charset)


def _find_bad_lines(content: bytes, charset: str) -> Iterator[tuple[int, int]]:
    """First bytes and ends of lines that the charset cannot read, or reads as what no text has."""
    text = read_leniently(content, charset) or ""
    runs = set(find_lines(text, np.array([match.start() for match in BAD_UNITS.finditer(text)], dtype=np.int64)))
    if _family(charset) in MIXED and charset != "utf-8":
        runs |= set(find_dear_lines(text))
    breaks = np.flatnonzero(np.frombuffer(content, dtype=np.uint8) == 0x0A)
    number, at = 0, 0
    for run in sorted(runs):
        number, at = number + text.count("\n", at, run.start), run.start
        start = int(breaks[number - 1]) + 1 if number else 0
        yield start, int(breaks[number]) + 1 if number < len(breaks) else len(content)


def _is_torn(line: bytes, is_first: bool, is_last: bool) -> bool:
    """Whether a line is UTF-8 but for a character that the start or the end of the document cuts in two.

    One byte alone may as well be a quotation mark or a letter of Windows-1252, but for those that UTF-8 is full of.
    """
    for n_bytes in (1, 2, 3):
        tail, head = line[-n_bytes:], line[:n_bytes]
        is_cut_off = is_last and is_cut(tail, "utf-8") and (n_bytes > 1 or tail in OFTEN_LEADS)
        if is_cut_off and read_strictly(line[:-n_bytes], "utf-8") is not None:
            return True
        is_rest = is_first and not head.translate(None, CONTINUATIONS) and (n_bytes > 1 or head > LAST_QUOTE)
        if is_rest and read_strictly(line[n_bytes:], "utf-8") is not None:
            return True
    return False


def _is_nonsense(text: str) -> bool:
    beyond = text.encode("utf-8", "surrogateescape").translate(None, bytes(range(0x80))).decode("utf-8", "replace")
    return measure_bits(beyond) > RARE_BITS * len(beyond)


def _read_whole(line: bytes, charset: str, byte_start: int) -> list[Stretch] | None:
    """The line read by one other charset; None when there is none that makes good text of it."""
    own = read_leniently(line, charset) or ""
    own_bits = measure_bits(own)
    min_gain = MIN_GAIN_BITS if BAD_UNITS.search(own) else MIN_GAIN_BITS_OF_READABLE
    readings = []
    for other in CHARSETS:
        text = decode_exactly(line, other) if other != charset else None
        if text is not None and not _is_nonsense(text):
            readings.append((measure_bits(text), other, text))
    if not readings:
        return None
    bits, other, text = min(readings, key=lambda reading: reading[0])
    if bits + min_gain > own_bits:
        return None
    evidence = f"as {other} {own_bits - bits:.0f} bits cheaper than as {charset}"
    return [Stretch(text, byte_start, byte_start + len(line), other, (OTHER_CHARSET,), (evidence,))]


def _read_blocks(line: bytes, charset: str, byte_start: int) -> list[Stretch] | None:
    """The line with runs of it in other charsets; None when that is the plain reading."""
    family = _family(charset)
    if family not in MIXED:
        return None
    stretches: list[Stretch] = []
    for start, end, is_mixed in _cut_blocks(line, family):
        if is_mixed:
            parts, _ = read_mixed(line[start:end], (family, *MIXED[family]))
            parts = place_losses(line[start:end], parts, family) if family != "utf-8" else parts
        else:
            parts = [Part(0, end - start, family)]
        stretches += [s for part in parts for s in _read_part(line[start:end], part, charset, byte_start + start)]
    return stretches


def _cut_blocks(line: bytes, charset: str) -> Iterator[tuple[int, int, bool]]:
    """First bytes and ends of the blocks of a line, and whether a block may be in several charsets.

    Of UTF-8, which finds its characters again behind a loss, that is only what stands near a bad byte.
    """
    if charset == "utf-8":
        yield from _cut_around_losses(line)
        return
    at = 0
    while at < len(line):
        end = _find_block_end(line, at)
        yield at, end, True
        at = end


def _cut_around_losses(line: bytes) -> Iterator[tuple[int, int, bool]]:
    text = line.decode("utf-8", "surrogateescape")
    windows: list[tuple[int, int]] = []
    for match in BAD_UNITS.finditer(text):
        start, end = max(0, match.start() - MARGIN_CHARS), min(len(text), match.end() + MARGIN_CHARS)
        if windows and start <= windows[-1][1]:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    char = byte = 0
    for start, end in [*windows, (len(text), len(text))]:
        for until, is_mixed in ((start, False), (end, True)):
            size = len(text[char:until].encode("utf-8", "surrogateescape"))
            if size:
                yield byte, byte + size, is_mixed
            char, byte = until, byte + size


def _find_block_end(line: bytes, at: int) -> int:
    """The end of a block that starts at a byte: behind an ASCII sign that is part of no longer code."""
    end = at + BLOCK_BYTES
    if end >= len(line):
        return len(line)
    for back in range(end, end - BLOCK_BYTES // 2, -1):
        if line[back - 1] < 0x30:
            return back
    return end


def _is_windows_sign(block: bytes, at: int) -> bool:
    """Whether a byte that UTF-8 cannot have is a mark or a letter of Windows-1252 in a text without Han characters.

    Refuses the first bytes of most characters of UTF-8, of which the rest is likelier to be lost.
    """
    char = block[at : at + 1].decode("cp1252", "ignore")
    before, behind = block[max(0, at - 1) : at], block[at + 1 : at + 2]
    if not char or HAN.search(block.decode("utf-8", "ignore")) or not (before + behind).isascii():
        return False
    return char in WINDOWS_MARKS or (char.isalpha() and char not in LEADS_AS_LETTERS and before.isalpha())


def _read_part(block: bytes, part: Part, charset: str, block_start: int) -> list[Stretch]:
    data, start = block[part.start : part.end], block_start + part.start
    if part.charset is None and len(data) == 1 and charset != "utf-8":
        return [mark_lost(start, start + 1, (HALF,))]
    if part.charset is None and len(data) == 1 and _is_windows_sign(block, part.start):
        return [Stretch(data.decode("cp1252"), start, start + 1, "cp1252", (OTHER_CHARSET,), (WINDOWS_SIGN,))]
    if part.charset is None or part.charset == _family(charset):
        return cut_stretches(data, charset, start)
    text = decode_exactly(data, part.charset)
    if text is None or text.isascii():
        return cut_stretches(data, charset, start)
    evidence = f"{len(data)} bytes that are cheaper as {part.charset} than as {charset}"
    return [Stretch(text, start, start + len(data), part.charset, (OTHER_CHARSET,), (evidence,))]
