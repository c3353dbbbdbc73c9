"""Which lines of a page stand in it again: an entry of its contents and the heading it leads to, a title and its text.

Lines are compared by their core, without number, bullet, brackets and count: `2 结构`, `结构[编辑]` and `二、结构` are
one.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

_HEAD = re.compile(
    "[^\\w“‘「《]*(?:(?:[0-9]{1,2}(?:\\.[0-9]{1,2}){0,2}|[一二三四五六七八九十]{1,3}|第[一二三四五六七八九十0-9]{1,3}[章节節部页頁天])"
    "(?:[.、．:：)）](?![0-9])|(?=[ \u3000])|(?<=[章节節部页頁天])))?[ \u3000)）]*"
)
_COUNT = re.compile("[\\[【(（](?:[编編][辑輯]|edit|[0-9]{1,6})[\\]】)）]\\Z", re.IGNORECASE)
_CLOSERS, _TRAIL = "]】)）", " \t\u3000\u00a0:：,，.。;；!！?？…]】)）》」』”’>»-—_*"
_BULLETS = frozenset("•·●■◆▪○※★☆►▶✓✔✅☑❖▸◎◇□➢➤–—*-")
_COLONS = (":", "：")
_MAX_CHARS, _MIN_CHARS = 60, 2
"""Code points of a line that is compared."""
_MAX_TIMES = 3
_MAX_RUNS = 4
"""Runs of lines, from the top of a page, that may be its contents."""
_REACH = 300
"""Code points of the first prose that are searched for what stands above."""
_TIMES = ("below", "above")
ECHOES = (*_TIMES, "opens", "bullet", "leads")
Echoes = npt.NDArray[np.int64]
"""Shape (n_lines, len(ECHOES)): times a line stands again below and above, up to three; whether it stands in the first
lines of prose below it, opens with a bullet, ends in a colon."""


@lru_cache(maxsize=1 << 15)
def _find_core(line: str) -> str:
    """What is compared of a line, empty for a long one."""
    if len(line) > _MAX_CHARS:
        return ""
    head = _HEAD.match(line)
    core = line[head.end() if head else 0 :]
    if core[-1:] in _CLOSERS:
        core = _COUNT.sub("", core)
    core = core.rstrip(_TRAIL)
    return core.lower() if len(core) >= _MIN_CHARS else ""


def find_echoes(lines: Sequence[str], is_prose: Sequence[bool]) -> Echoes:
    """How each line of a page is repeated in it."""
    found = np.zeros((len(lines), len(ECHOES)), dtype=np.int64)
    found[:, ECHOES.index("bullet")] = [line[:1] in _BULLETS for line in lines]
    found[:, ECHOES.index("leads")] = [line[-1:] in _COLONS for line in lines]
    cores = list(map(_find_core, lines))
    first = [at for at, prose in enumerate(is_prose) if prose][:2]
    if first:
        opening = "\n".join(lines[at][:_REACH].lower() for at in first)
        found[: first[0], ECHOES.index("opens")] = [bool(core) and core in opening for core in cores[: first[0]]]
    n_times = Counter(cores)
    places: dict[str, list[int]] = {}
    for at, core in enumerate(cores):
        if core and n_times[core] > 1:
            places.setdefault(core, []).append(at)
    for some in places.values():
        _count(found, some)
    return found


def _count(found: Echoes, places: Sequence[int]) -> None:
    for above, at in enumerate(places):
        below = len(places) - 1 - above
        found[at, : len(_TIMES)] = min(below, _MAX_TIMES), min(above, _MAX_TIMES)


def find_targets(
    lines: Sequence[str], echoes: Echoes, is_prose: Sequence[bool], min_entries: int
) -> Iterator[tuple[list[int], list[int]]]:
    """Runs of lines that stand again further down in the same order, and where: contents and their headings.

    At least half of the headings have prose in the two lines below, so that a menu and its copy are none.
    """
    below = echoes[:, ECHOES.index("below")] > 0
    if not below.any():
        return
    for first, end in _find_runs(below & ~np.array(is_prose, dtype=bool), min_entries)[:_MAX_RUNS]:
        places: dict[str, list[int]] = {}
        for at in range(end, len(lines)):
            places.setdefault(_find_core(lines[at]), []).append(at)
        found: list[tuple[int, int]] = []
        for at in range(first, end):
            later = places.get(_find_core(lines[at]), [])
            next_one = bisect_right(later, found[-1][1]) if found else 0
            if next_one < len(later) and not is_prose[later[next_one]]:
                found.append((at, later[next_one]))
        leading = sum(any(is_prose[target + 1 : target + 3]) for _, target in found)
        if len(found) >= min_entries and leading * 2 >= len(found):
            yield [entry for entry, _ in found], [target for _, target in found]


def _find_runs(marked: npt.NDArray[np.bool_], min_size: int) -> list[tuple[int, int]]:
    """Half-open spans of runs of at least so many marked lines."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], marked, [False]]))).reshape(-1, 2).tolist()
    return [(start, end) for start, end in edges if end - start >= min_size]
