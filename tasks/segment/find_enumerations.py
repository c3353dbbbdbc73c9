"""Numbers that count up inside a line: `1. Focus … 2. Focus …`, `1、… 2、…`."""

import re

from .split_paragraphs import BLANKS

_NUMBER = re.compile("(?<![^\\s。；;.!?！？：:])([0-9]{1,2})(?:\\.(?=[ \u3000]?[^\\W\\d_])|[、．])")

_OPEN = tuple(".。:：;；")


def find_enumerations(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where a counted item ends and where the next number begins, for each item of text[start:end] but the first.

    Taken are numbers one above each other, the first of which opens the text or is 1 behind a colon or a full stop.
    """
    if not text[start : start + 1].isdigit() and text.find("1.", start, end) < 0 and text.find("1、", start, end) < 0:
        return []
    if not _may_go_on(text, start, end):
        return []
    items: list[tuple[int, int]] = []
    wanted = None
    for match in _NUMBER.finditer(text, start, end):
        number, at = int(match[1]), match.start()
        if wanted is None:
            if at == start or (number == 1 and text[max(start, at - 3) : at].rstrip()[-1:] in _OPEN):
                wanted = number + 1
        elif number == wanted:
            items.append((_skip_blanks_before(text, at), at))
            wanted += 1
    return items


def _may_go_on(text: str, start: int, end: int) -> bool:
    """Whether the number behind the first is there at all; a quick look that spares most texts the search."""
    first = _NUMBER.match(text, start, end)
    if first:
        return text.find(str(int(first[1]) + 1), start, end) >= 0
    return any(text.find("2" + mark, start, end) >= 0 for mark in ".、．")


def _skip_blanks_before(text: str, at: int) -> int:
    while text[at - 1] in BLANKS:
        at -= 1
    return at
