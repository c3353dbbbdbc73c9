"""Lines that the charset of the document cannot read, read by another one.

Refuses a line that the other charset makes no better by far, and a line that it cannot read whole: there the bad bytes
are marked as lost. A line that the charset of the document reads, if only as nonsense, is not looked at.
"""

from collections.abc import Iterator

from ..measure_bits import BAD_UNITS, measure_bits
from ..stretches import Stretch, decode_exactly
from .cut_stretches import cut_stretches
from .read_bytes import read_leniently

OTHER_CHARSET = "other-charset"
CHARSETS = ("utf-8", "gb18030", "big5", "cp950", "big5hkscs", "cp1252")
MIN_GAIN_BITS = 15.0


def read_foreign_lines(content: bytes, charset: str) -> list[Stretch]:
    """The stretches of bytes of which `charset`, a superset of ASCII, cannot read some."""
    stretches: list[Stretch] = []
    good_start = 0
    for start, end in _find_bad_lines(content, charset):
        if start > good_start:
            stretches += cut_stretches(content[good_start:start], charset, good_start)
        stretches += _read_line(content[start:end], charset, start)
        good_start = end
    if good_start < len(content):
        stretches += cut_stretches(content[good_start:], charset, good_start)
    return stretches


def _find_bad_lines(content: bytes, charset: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in _split_lines(content):
        text = read_leniently(line, charset)
        if text is None or BAD_UNITS.search(text):
            yield start, start + len(line)
        start += len(line)


def _split_lines(content: bytes) -> list[bytes]:
    """Lines with the line feeds at their ends; no superset of ASCII here has a line feed inside a longer code."""
    *lines, last = content.split(b"\n")
    return [line + b"\n" for line in lines] + ([last] if last else [])


def _read_line(line: bytes, charset: str, byte_start: int) -> list[Stretch]:
    own = cut_stretches(line, charset, byte_start)
    own_bits = measure_bits(read_leniently(line, charset) or "")
    readings = []
    for other in CHARSETS:
        text = decode_exactly(line, other) if other != charset else None
        if text is not None:
            readings.append((measure_bits(text), other, text))
    if not readings:
        return own
    bits, other, text = min(readings, key=lambda reading: reading[0])
    if bits + MIN_GAIN_BITS > own_bits:
        return own
    evidence = f"as {other} {own_bits - bits:.0f} bits cheaper than as {charset}"
    return [Stretch(text, byte_start, byte_start + len(line), other, (OTHER_CHARSET,), (evidence,))]
