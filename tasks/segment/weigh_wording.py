"""How much the words of a short line speak for the page and not for the text: 我要投诉, 查看更多, log in to reply.

A line speaks by its characters, pairs of characters and Latin words (logistic regression). The weights stand in
`wording.tsv`, which `python -m tests.segment.train_wording` writes; they know parts of words of which no cue is whole.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from ..core.scripts import to_simplified
from .load_tables import read_rows

SCALE = 100
"""Of a weight: 100 is one unit of log odds."""
MAX_CHARS = 40
"""Code points of a line that is weighed; a longer one speaks by its form."""
EVERY_LINE = "LINE"
"""Stands in the table for what every line has."""
_PART = re.compile("[a-z\u00c0-\u024f]+|[\u3400-\u9fff]+|[0-9]+|[^\\w\\s]")


@lru_cache(maxsize=1 << 15)
def recall_wording(text: str) -> int:
    """What `weigh_wording` says of a line of at most 40 code points; the same lines stand in many pages."""
    return weigh_wording(text)


def weigh_wording(text: str, weights: dict[str, int] | None = None) -> int:
    """The log odds of boilerplate by the words of a line, in hundredths; 0 for a line of more than 40 code points."""
    if len(text) > MAX_CHARS:
        return 0
    known = wording() if weights is None else weights
    return known.get(EVERY_LINE, 0) + sum(known.get(part, 0) for part in set(split_parts(text)))


def split_parts(text: str) -> Iterator[str]:
    """Characters, pairs of them and Latin words of a line, in simplified characters and lower case; 0 for a number."""
    for match in _PART.finditer(to_simplified(text.lower())):
        part = match[0]
        if "\u3400" <= part[0] <= "\u9fff":
            # < and > stand for the ends of a run of characters.
            yield from part
            yield from map("".join, zip("<" + part, part + ">", strict=True))
        else:
            yield "0" if part[0].isdigit() else part


@lru_cache(maxsize=1)
def wording() -> dict[str, int]:
    """Part of a line -> its weight."""
    return {part: int(row[0]) for row in read_rows("wording.tsv") for part in row[1].split(" ")}
