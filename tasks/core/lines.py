"""Lines of a text, without the blanks around them."""

from typing import NamedTuple

BLANK = "\\s\u200b\u200e\u200f\u2060\ufeff"
"""White space and signs without width, as the inside of a character class; segments never begin or end with them."""
_LINE_ENDS = ("\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
"""What ends a line besides the line feed."""
BLANKS = "".join(map(chr, [*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, *range(0x2000, 0x200C)]))
BLANKS += "\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"


class Line(NamedTuple):
    """A line, or several that belong together: half-open span of code points, and the verbatim text."""

    start: int
    end: int
    text: str


def split_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank, in order, trimmed."""
    lines = []
    at = 0
    for line in _end_lines_alike(text).split("\n"):
        content = line.lstrip(BLANKS)
        start = at + len(line) - len(content)
        at += len(line) + 1
        content = content.rstrip(BLANKS)
        if content:
            lines.append(Line(start, start + len(content), content))
    return lines


def _end_lines_alike(text: str) -> str:
    """The text with a line feed for each other end of a line; its length stays."""
    for end in _LINE_ENDS:
        if end in text:
            text = text.replace(end, "\n")
    return text
