"""Two figures whose values changed places, so that what is said of each stands beside the other one."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from ..core.slips import is_close
from .comparison import CONFLICT, Comparison
from .figure import Figure
from .place_figures import Pair

MOST_LEFT = 4
"""Among more figures without an equal two fit crosswise by chance."""
_COST = 0.5
_MANNER = ("direction", "qualifier")


class Bead(NamedTuple):
    """The figures of both sides in order, and the texts; `is_list`: a word such as 分别 says that order matters."""

    zh: Sequence[Figure]
    en: Sequence[Figure]
    confidence: float
    is_list: bool = False
    zh_text: str = ""
    en_text: str = ""


Pairs = dict[Pair, Comparison]
"""The verdict on each two places that belong together."""


def find_crossed(bead: Bead, equal: Pairs) -> Pairs:
    """Conflicts of order: figures with the units of two others and their numbers crosswise; `equal` are found already.

    Either two equals contradict each other in direction or bound and would not crosswise, or two figures have no equal:
    6% and 5,163人 against `5,163 percent` and `6 people`.
    """
    wrong = [pair for pair, found in equal.items() if found.reason in _MANNER]
    crossed: Pairs = {}
    for one, other in combinations(wrong[:MOST_LEFT], 2):
        if _would_agree(bead, one, other):
            crossed |= {pair: Comparison(equal[pair].cost, CONFLICT, "order") for pair in (one, other)}
    left = [
        [at for at in range(len(figures)) if at not in taken]
        for figures, taken in ((bead.zh, {i for i, _ in equal}), (bead.en, {j for _, j in equal}))
    ]
    if min(map(len, left)) >= 2 and max(map(len, left)) <= MOST_LEFT:
        crossed |= dict(_find_exchanged_units(bead, *left))
    return crossed


def _would_agree(bead: Bead, one: Pair, other: Pair) -> bool:
    """Whether direction and qualifier fit with the two values exchanged."""
    said = [(bead.zh[i].direction, bead.zh[i].qualifier) for i, _ in (one, other)]
    theirs = [(bead.en[j].direction, bead.en[j].qualifier) for _, j in (one, other)]
    is_alike = bead.zh[one[0]].dimension == bead.zh[other[0]].dimension
    return is_alike and said[0] != said[1] and said == theirs[::-1]


def _find_exchanged_units(bead: Bead, zh: Sequence[int], en: Sequence[int]) -> Iterator[tuple[Pair, Comparison]]:
    for (i, k), (j, m) in ((ours, theirs) for ours in combinations(zh, 2) for theirs in combinations(en, 2)):
        first, second, one, other = bead.zh[i], bead.zh[k], bead.en[j], bead.en[m]
        if first.dimension == second.dimension or None in (first.dimension, second.dimension):
            continue
        if one.dimension != first.dimension:
            j, m, one, other = m, j, other, one
        if (one.dimension, other.dimension) != (first.dimension, second.dimension):
            continue
        if is_close(first.raw, other.raw) and is_close(second.raw, one.raw) and first.raw != second.raw:
            yield (i, j), Comparison(_COST, CONFLICT, "order")
            yield (k, m), Comparison(_COST, CONFLICT, "order")
