"""Figures whose equal stands in the next bead, because a sentence was split or moved in translation."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..core.slips import is_close
from .comparison import AGREE
from .figure import Figure
from .state_verdicts import ONLY_EN, ONLY_ZH, Verdict

REACH = 2
"""How many beads away an equal is looked for."""
LEAST_DIGITS = 2
"""One digit stands in the next bead by chance too often."""

Alone = tuple[tuple[int, int], Figure]
"""A figure without partner, and its place: number of the bead, and of the verdict in it."""


def reach_neighbours(beads: Sequence[Sequence[Verdict]]) -> list[list[Verdict]]:
    """The verdicts on n beads in order; two figures alone that are equal and near, and have no rival, agree.

    The pair stands with the Chinese figure. Figures that differ are never paired over the border of a bead.
    """
    kept: list[list[Verdict | None]] = [list(verdicts) for verdicts in beads]
    alone = {status: _list_alone(beads, status) for status in (ONLY_ZH, ONLY_EN)}
    for (bead, at), zh in alone[ONLY_ZH]:
        there = [(place, en) for place, en in _near(alone[ONLY_EN], bead) if _are_one(zh, en)]
        if len(there) != 1:
            continue
        [(place, en)] = there
        rivals = [other for _, other in _near(alone[ONLY_ZH], place[0]) if _are_one(other, en)]
        if len(rivals) == 1:
            kept[bead][at] = Verdict(zh, en, AGREE, None)
            kept[place[0]][place[1]] = None
    return [[verdict for verdict in verdicts if verdict is not None] for verdicts in kept]


def _list_alone(beads: Sequence[Sequence[Verdict]], status: str) -> list[Alone]:
    found = []
    for number, verdicts in enumerate(beads):
        for at, verdict in enumerate(verdicts):
            figure = verdict.zh or verdict.en
            if verdict.status == status and figure and not figure.bound and figure.n_digits >= LEAST_DIGITS:
                found.append(((number, at), figure))
    return found


def _near(alone: Sequence[Alone], bead: int) -> Sequence[Alone]:
    """Those in other beads within reach, of a list that is in order."""
    first = bisect_left(alone, bead - REACH, key=_bead_of)
    last = bisect_right(alone, bead + REACH, key=_bead_of)
    return [one for one in alone[first:last] if one[0][0] != bead]


def _bead_of(alone: Alone) -> int:
    return alone[0][0]


def _are_one(zh: Figure, en: Figure) -> bool:
    return zh.dimension == en.dimension and is_close(zh.value, en.value)
