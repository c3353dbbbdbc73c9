"""Which lines of a page stand in it again: an entry of its contents and the heading it leads to, a title and its text.

Lines are compared by their core, without number, bullet, brackets and count: `2 结构`, `结构[编辑]` and `二、结构` are
one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_HEAD = re.compile(
    "[^\\w“‘「《]*(?:(?:[0-9]{1,2}(?:\\.[0-9]{1,2}){0,2}|[一二三四五六七八九十]{1,3}|第[一二三四五六七八九十0-9]{1,3}[章节節部页頁天])"
    "(?:[.、．:：)）](?![0-9])|(?=[ \u3000])|(?<=[章节節部页頁天])))?[ \u3000)）]*"
)
_TAIL = re.compile("[\\W_]*(?:[\\[【(（](?:[编編][辑輯]|edit|[0-9]{1,6})[\\]】)）])?[\\W_]*\\Z", re.IGNORECASE)
_BULLETS = frozenset("•·●■◆▪○※★☆►▶✓✔✅☑❖▸◎◇□➢➤–—*-")
_MAX_CHARS, _MIN_CHARS = 60, 2
"""Code points of a line that is compared."""
_MAX_TIMES = 3
_REACH = 300
"""Code points of the first prose that are searched for what stands above."""
ECHOES = ("below", "above", "opens", "bullet", "leads")
Echoes = npt.NDArray[np.int64]
"""Shape (n_lines, len(ECHOES)): times a line stands again below and above, up to three; whether it stands in the first
lines of prose below it, opens with a bullet, ends in a colon."""


class _Core(NamedTuple):
    """What is compared of a line, empty for a long one, and whether it opens with a bullet and ends in a colon."""

    text: str
    has_bullet: bool
    leads: bool


@lru_cache(maxsize=1 << 15)
def _find_core(line: str) -> _Core:
    has_bullet, leads = line[:1] in _BULLETS, line[-1:] in ("：", ":")
    if len(line) > _MAX_CHARS:
        return _Core("", has_bullet, leads)
    head = _HEAD.match(line)
    rest = line[head.end() if head else 0 :]
    tail = _TAIL.search(rest)
    core = rest[: tail.start()] if tail else rest
    return _Core(core.lower() if len(core) >= _MIN_CHARS else "", has_bullet, leads)


def find_echoes(lines: Sequence[str], is_prose: Sequence[bool]) -> Echoes:
    """How each line of a page is repeated in it."""
    cores = [_find_core(line) for line in lines]
    first = [at for at, prose in enumerate(is_prose) if prose][:2]
    opening = "\n".join(lines[at][:_REACH].lower() for at in first)
    left = Counter(core.text for core in cores)
    seen = Counter[str]()
    found = []
    for at, (text, has_bullet, leads) in enumerate(cores):
        if not text:
            found.append((0, 0, 0, has_bullet, leads))
            continue
        left[text] -= 1
        opens = bool(first) and at < first[0] and text in opening
        found.append((min(left[text], _MAX_TIMES), min(seen[text], _MAX_TIMES), opens, has_bullet, leads))
        seen[text] += 1
    return np.array(found, dtype=np.int64).reshape(-1, len(ECHOES))


def find_targets(
    lines: Sequence[str], echoes: Echoes, is_prose: Sequence[bool], min_entries: int
) -> Iterator[tuple[list[int], list[int]]]:
    """Runs of lines that stand again further down in the same order, and where: contents and their headings.

    At least half of the headings have prose in the two lines below, so that a menu and its copy are none.
    """
    below = echoes[:, ECHOES.index("below")] > 0
    for first, end in _find_runs(below & ~np.array(is_prose, dtype=bool), min_entries):
        places: dict[str, list[int]] = {}
        for at in range(end, len(lines)):
            places.setdefault(_find_core(lines[at]).text, []).append(at)
        found: list[tuple[int, int]] = []
        for at in range(first, end):
            later = places.get(_find_core(lines[at]).text, ())
            target = next((place for place in later if not found or place > found[-1][1]), None)
            if target is not None and not is_prose[target]:
                found.append((at, target))
        leading = sum(any(is_prose[target + 1 : target + 3]) for _, target in found)
        if len(found) >= min_entries and leading * 2 >= len(found):
            yield [entry for entry, _ in found], [target for _, target in found]


def _find_runs(marked: npt.NDArray[np.bool_], min_size: int) -> list[tuple[int, int]]:
    """Half-open spans of runs of at least so many marked lines."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]))).reshape(-1, 2).tolist()
    return [(start, end) for start, end in edges if end - start >= min_size]
