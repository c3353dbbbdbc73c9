"""What is taken out of a document: its text, and which of it is the text proper."""

from collections.abc import Iterable
from typing import NamedTuple

SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits that a document raises, as characters: marks of footnotes and powers are no digits of the number before."""


class Line(NamedTuple):
    """One line of an extracted text; `is_main` when the format says that it is text and not page."""

    text: str
    is_main: bool


class Extracted(NamedTuple):
    """The text of a document.

    `content` is UTF-8; `main_spans` has the half-open byte spans of what is text proper, start and end in turn;
    `extracted_by` names the library and its version.
    """

    content: bytes
    main_spans: list[int]
    extracted_by: str


def join_lines(lines: Iterable[Line], extracted_by: str) -> Extracted:
    """The lines under each other; what UTF-8 cannot hold becomes a question mark, and NUL is left out.

    Main lines with nothing but empty lines between them are one span; empty lines stay, for they part paragraphs.
    """
    parts: list[bytes] = []
    spans: list[int] = []
    at, goes_on = 0, False
    for line in lines:
        data = line.text.encode("utf-8", "replace").replace(b"\x00", b"")
        end = at + len(data)
        if data.strip():
            if line.is_main and goes_on:
                spans[-1] = end
            elif line.is_main:
                spans += [at, end]
            goes_on = line.is_main
        parts.append(data)
        at = end + 1
    return Extracted(b"\n".join(parts), spans, extracted_by)
