"""Numbers that count up inside a line: `1. Focus … 2. Focus …`, `1、… 2、…`."""

import re

from ..core.lines import BLANKS

_NUMBER = re.compile("(?<![^\\s。；;.!?！？：:])([0-9]{1,2})(?:\\.(?=[ \u3000]?[^\\W\\d_])|[、．])")

_OPEN = tuple(".。:：;；")


def find_enumerations(text: str) -> list[tuple[int, int]]:
    """Where a counted item ends and where the next number begins, for each item of a paragraph but the first.

    Taken are numbers one above each other, the first of which opens the text or is 1 behind a colon or a full stop.
    """
    if not ("1." in text or "1、" in text or text[:1].isdigit()) or not _may_go_on(text):
        return []
    items: list[tuple[int, int]] = []
    wanted = None
    for match in _NUMBER.finditer(text):
        number, at = int(match[1]), match.start()
        if wanted is None:
            if at == 0 or (number == 1 and text[max(0, at - 3) : at].rstrip()[-1:] in _OPEN):
                wanted = number + 1
        elif number == wanted:
            items.append((_skip_blanks_before(text, at), at))
            wanted += 1
    return items


def _may_go_on(text: str) -> bool:
    """Whether the number behind the first is there at all; a quick look that spares most texts the search."""
    first = _NUMBER.match(text)
    if first:
        return str(int(first[1]) + 1) in text
    return any("2" + mark in text for mark in ".、．")


def _skip_blanks_before(text: str, at: int) -> int:
    while text[at - 1] in BLANKS:
        at -= 1
    return at
