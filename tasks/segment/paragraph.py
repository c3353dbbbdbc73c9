"""A paragraph of a text."""

from typing import NamedTuple


class Paragraph(NamedTuple):
    """One line, or several that were wrapped: half-open span of code points, and the verbatim text."""

    start: int
    end: int
    text: str
