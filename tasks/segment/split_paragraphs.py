"""Lines and paragraphs of a text.

Every line is a paragraph of its own, whether or not a blank line follows: web pages and office documents know no other
line ends. Only where a run of lines is clearly prose that was wrapped at a fixed width are its lines joined.
"""

from collections.abc import Iterator
from itertools import pairwise

from ..core.lines import Line, split_lines
from ..core.scripts import HAN
from .join_pages import find_feet, join_pages
from .paragraph import Paragraph as Paragraph

_SENTENCE_END = tuple("。！？!?.；;：:…”」』）)》】")
_MIN_WRAP, _MAX_WRAP = 40, 120
"""Widths, in code points, at which Latin text is wrapped."""
_MIN_HAN_WRAP = 20


def split_paragraphs(text: str, join_wrapped: bool = True) -> list[Paragraph]:
    """The paragraphs of a text, in order; every character that is not blank lies in exactly one.

    With `join_wrapped`, lines of a run of wrapped prose become one paragraph.
    """
    lines = split_lines(text)
    if not join_wrapped:
        return lines
    feet = find_feet(lines)
    return join_pages(_join_wrapped(text, lines, feet), text, feet)


def _join_wrapped(text: str, lines: list[Line], feet: set[int]) -> list[Paragraph]:
    """Paragraphs of lines, of which runs of wrapped prose are one; `feet` are the starts of page numbers."""
    paragraphs: list[Paragraph] = []
    for run in _runs(text, lines, feet):
        if len(run) > 1 and is_wrapped(run):
            start, end = run[0].start, run[-1].end
            paragraphs.append(Paragraph(start, end, text[start:end]))
        else:
            paragraphs += run
    return paragraphs


def _runs(text: str, lines: list[Line], feet: set[int]) -> Iterator[list[Line]]:
    """Lines grouped where no blank line, no deeper indent and no number of a page parts them."""
    run: list[Line] = []
    for line in lines:
        # A gap of one character is the end of a line.
        is_far = run and line.start - run[-1].end > 1 and not _continues(text[run[-1].end : line.start])
        if is_far or (feet and run and (line.start in feet or run[-1].start in feet)):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _continues(gap: str) -> bool:
    """Whether the blanks between two lines are one line end without an indent behind it."""
    return len(gap) <= 8 and len(gap.rstrip(" \t\u3000")) == len(gap) and len(gap.splitlines()) == 1


def is_wrapped(run: list[Line]) -> bool:
    """Whether a run of lines is prose wrapped at a fixed width, and not a list, a poem or a menu.

    Latin text: full lines of 40 to 120 code points that mostly go on in lower case. Chinese: three lines or more, all
    but the last of one width of at least 20, mostly cut inside a sentence.
    """
    full = run[:-1]
    width = max(len(line.text) for line in full)
    if len(run[-1].text) > width + 15:
        return False
    if HAN.search(full[0].text):
        n_cut = sum(not line.text.endswith(_SENTENCE_END) for line in full)
        is_even = all(len(line.text) >= width - 2 for line in full)
        return len(run) >= 3 and width >= _MIN_HAN_WRAP and is_even and n_cut * 2 > len(full)
    if not _MIN_WRAP <= width <= _MAX_WRAP or any(len(line.text) < width * 0.7 for line in full):
        return False
    n_lower = sum(below.text[0].islower() and not above.text.endswith(_SENTENCE_END) for above, below in pairwise(run))
    return n_lower * 2 >= len(full)
