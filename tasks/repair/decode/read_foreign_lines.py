"""Lines, and runs inside lines, that are not in the charset of their document.

A line is looked at when its charset cannot read it, or reads it as characters too rare for a text. Refuses a line that
another charset makes no better by far, and runs shorter than the price of going over to another charset and back: there
the bad bytes are marked as lost. A line of a charset of single bytes that it can read is not looked at.
"""

from collections.abc import Iterator

from ..lattice import MIXED, MIXED_FAMILIES, Part, read_mixed
from ..measure_bits import BAD_UNITS, measure_bits, text_bits
from ..stretches import Stretch, decode_exactly
from .cut_stretches import cut_stretches
from .read_bytes import UNIT_BYTES, read_leniently

OTHER_CHARSET = "other-charset"
CHARSETS = ("utf-8", "gb18030", "big5", "cp950", "big5hkscs", "cp1252")
MIN_GAIN_BITS = 15.0
MIN_GAIN_BITS_OF_READABLE = 40.0
RARE_BITS = 12.5
"""What a character beyond ASCII costs on an average where a line of two-byte codes is read as nonsense."""
MIN_BITS_OF_RARE = 14.0
BLOCK_BYTES = 4096
MAX_MIXED_BYTES = 1 << 16
"""Bytes of a document that are read in several charsets at once, which is slow; further ones are marked as lost."""


def read_foreign_lines(content: bytes, charset: str) -> list[Stretch]:
    """The stretches of bytes in `charset`, a superset of ASCII, but for lines and runs that are in another one."""
    stretches: list[Stretch] = []
    good_start, budget = 0, MAX_MIXED_BYTES
    for start, end in _find_bad_lines(content, charset):
        line = content[start:end]
        read = _read_whole(line, charset, start)
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
    is_wide = _family(charset) in MIXED and charset != "utf-8"
    start = 0
    for line in _split_lines(content):
        if not line.isascii():
            text = read_leniently(line, charset)
            if text is None or BAD_UNITS.search(text) or (is_wide and _has_rare_neighbours(text)):
                yield start, start + len(line)
        start += len(line)


def _is_nonsense(text: str) -> bool:
    beyond = text.encode("utf-8", "surrogateescape").translate(None, bytes(range(0x80))).decode("utf-8", "replace")
    return measure_bits(beyond) > RARE_BITS * len(beyond)


def _has_rare_neighbours(text: str) -> bool:
    """Whether two characters that a text seldom has stand side by side."""
    is_rare = text_bits(text) >= MIN_BITS_OF_RARE
    return bool((is_rare[1:] & is_rare[:-1]).any())


def _split_lines(content: bytes) -> list[bytes]:
    """Lines with the line feeds at their ends; no superset of ASCII here has a line feed inside a longer code."""
    *lines, last = content.split(b"\n")
    return [line + b"\n" for line in lines] + ([last] if last else [])


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
    at = 0
    while at < len(line):
        end = _find_block_end(line, at)
        parts, _ = read_mixed(line[at:end], (family, *MIXED[family]))
        stretches += [stretch for part in parts for stretch in _read_part(line[at:end], part, charset, byte_start + at)]
        at = end
    return stretches


def _find_block_end(line: bytes, at: int) -> int:
    """The end of a block that starts at a byte: behind an ASCII sign that is part of no longer code."""
    end = at + BLOCK_BYTES
    if end >= len(line):
        return len(line)
    for back in range(end, end - BLOCK_BYTES // 2, -1):
        if line[back - 1] < 0x30:
            return back
    return end


def _read_part(block: bytes, part: Part, charset: str, block_start: int) -> list[Stretch]:
    data, start = block[part.start : part.end], block_start + part.start
    if part.charset is None or part.charset == _family(charset):
        return cut_stretches(data, charset, start)
    text = decode_exactly(data, part.charset)
    if text is None or text.isascii():
        return cut_stretches(data, charset, start)
    evidence = f"{len(data)} bytes that are cheaper as {part.charset} than as {charset}"
    return [Stretch(text, start, start + len(data), part.charset, (OTHER_CHARSET,), (evidence,))]
