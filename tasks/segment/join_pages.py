"""Paragraphs that the foot of a page cuts in two.

Text taken out of paged documents has the number of the page, and often a running head, between two halves of a
sentence. The halves become one paragraph again, with the foot inside, so that its text is still what stands there.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ..core.scripts import HAN
from .paragraph import Paragraph

_FOOT = re.compile(
    "[-–—·•]? ?(?:第 ?[0-9一二三四五六七八九十百]{1,5} ?[页頁]"
    "(?: ?[/，,]? ?共 ?[0-9一二三四五六七八九十百]{1,5} ?[页頁])?"
    "|[Pp]age [0-9]{1,4}(?: of [0-9]{1,4})?|[0-9]{1,4} ?/ ?[0-9]{1,4}) ?[-–—·•]?"
    "|([-–—·•]) ?[0-9]{1,4} ?\\1"
)
"""The number of a page in a form that is nothing else."""
_NUMBER = re.compile("[0-9]{1,4}")
_LAST = frozenset("0123456789页頁-–—·•")
"""What the number of a page ends in."""
_MAX_FOOT = 30
_MIN_LINES = 3
"""Lines from one bare number to the next that are a page."""
_MAX_HEADS = 2
"""Running heads beside the number of a page, at most."""
_ENDS = tuple("。！？!?.…；;：:”」』\"'")
_MIN_LATIN, _MIN_HAN = 30, 12
"""Code points of a last line that is prose and cut."""
_HAN_END = tuple("。！？；")


def join_pages(paragraphs: list[Paragraph], text: str, feet: set[int]) -> list[Paragraph]:
    """The paragraphs of a text, those that go on behind the foot of a page joined with what stands there.

    `feet` are the starts of the numbers of pages, as `find_feet` gives them.
    """
    if not feet:
        return paragraphs
    repeats = Counter(paragraph.text for paragraph in paragraphs)
    joined: list[Paragraph] = []
    at = 0
    while at < len(paragraphs):
        after = _skip_foot(paragraphs, at, feet, repeats)
        if after and joined and goes_on(joined[-1].text, paragraphs[after].text):
            start, end = joined.pop().start, paragraphs[after].end
            joined.append(Paragraph(start, end, text[start:end]))
            at = after + 1
        else:
            joined.append(paragraphs[at])
            at += 1
    return joined


def find_feet(lines: Sequence[Paragraph]) -> set[int]:
    """Where the lines begin that are the number of a page; a bare number is one where the next counts on from it."""
    feet: set[int] = set()
    bare: list[tuple[int, int]] = []
    for at, (start, _, line) in enumerate(lines):
        if len(line) > _MAX_FOOT or line[-1] not in _LAST:
            continue
        if _NUMBER.fullmatch(line):
            bare.append((at, int(line)))
        elif _FOOT.fullmatch(line):
            feet.add(start)
    for (at, number), (following, next_number) in pairwise(bare):
        # Cells of a table count on as well, but little stands between them.
        if next_number == number + 1 and following - at > _MIN_LINES:
            feet |= {lines[at].start, lines[following].start}
    return feet


def _skip_foot(paragraphs: Sequence[Paragraph], at: int, feet: set[int], repeats: Counter[str]) -> int | None:
    """The paragraph behind a foot that begins at a place: the number of a page and running heads beside it."""
    after, has_number = at, False
    while after < len(paragraphs) and after - at <= _MAX_HEADS:
        if paragraphs[after].start in feet:
            has_number = True
        elif repeats[paragraphs[after].text] < 2:
            break
        after += 1
    return after if has_number and after < len(paragraphs) else None


def goes_on(above: str, below: str) -> bool:
    """Whether the second of two paragraphs goes on with a sentence that the first does not end."""
    last = above.rsplit("\n", 1)[-1].rstrip()
    if last.endswith(_ENDS):
        return False
    if HAN.match(below):
        is_prose = len(last) >= _MIN_HAN and (HAN.match(last[-1]) is not None or last.endswith(("，", "、")))
        return is_prose and "，" in above and any(mark in below for mark in _HAN_END)
    return len(last) >= _MIN_LATIN and below[0].islower()
