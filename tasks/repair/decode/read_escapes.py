"""Charsets that are ASCII bytes with escapes: HZ and ISO-2022.

Refuses text that merely holds an escape or a `~{`: the whole must decode, into frequent characters. Their
characters share escapes, so that what stands between the first escape of a line and its last is indivisible.
"""

import re

from ..measure_bits import measure_bits
from ..stretches import Draft, Stretch, decode_exactly
from .read_bytes import read_strictly

CODECS: tuple[tuple[bytes, str], ...] = (
    (b"\x1b$)C", "iso2022_kr"),
    (b"\x1b$", "iso2022_jp"),
    (b"\x1b$", "iso2022_jp_2"),
    (b"~{", "hz"),
)
"""Bytes without which a document is not in the charset (RFC 1557, 1468, 1554 and 1843)."""
ESCAPED = re.compile(rb"(?:\x1b[$(]|~[{~]|\x0e)[^\n]*")
CONFIDENCE = 0.99
MAX_BITS = 14.0
"""What a character of a text that was meant costs at most, on an average; one of random bytes costs 18 and more."""


def read_escapes(content: bytes) -> tuple[Draft, float] | None:
    """A draft of a document in one of these charsets and how sure it is, or None when it is in none of them."""
    for mark, charset in CODECS:
        if mark[:1] not in content or mark not in content:  # one byte is looked for ten times as fast as two
            continue
        text = read_strictly(content, charset)
        if text is not None and not text.isascii() and _is_plausible(text):
            return Draft(content, "ascii", _cut_lines(content, charset, text)), CONFIDENCE
    return None


def _is_plausible(text: str) -> bool:
    beyond = "".join(char for char in text if char > "\x7f")
    return measure_bits(beyond) <= MAX_BITS * len(beyond)


def _cut_lines(content: bytes, charset: str, text: str) -> list[Stretch]:
    """Stretches of lines, or one of the whole when a charset carries its state over the end of a line."""
    stretches, byte = [], 0
    for match in ESCAPED.finditer(content):
        read = read_strictly(match[0], charset)
        if read is None:
            break
        if match.start() > byte:
            stretches.append(Stretch(content[byte : match.start()].decode("ascii"), byte, match.start(), "ascii"))
        stretches.append(Stretch(read, match.start(), match.end(), None, (charset,)))
        byte = match.end()
    if byte < len(content):
        rest = decode_exactly(content[byte:], "ascii") or ""
        stretches.append(Stretch(rest, byte, len(content), "ascii"))
    if "".join(stretch.text for stretch in stretches) == text:
        return stretches
    return [Stretch(text, 0, len(content), None, (charset,))]
