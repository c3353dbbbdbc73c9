"""Where the figures of a bead stand between those that are known to be equal."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

Pair = tuple[int, int]
"""Places of a Chinese and of an English figure in the lists of their sides."""


def find_chain(pairs: Iterable[Pair]) -> list[Pair]:
    """The longest sequence of pairs that rises on both sides, in time O(n log n): C. Schensted (1961).

    No place may stand in two pairs.
    """
    ordered = sorted(pairs)
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for at, (_, en) in enumerate(ordered):
        rank = bisect_left(tails, en)
        before.append(ends[rank - 1] if rank else -1)
        tails[rank : rank + 1] = [en]
        ends[rank : rank + 1] = [at]
    chain: list[Pair] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]


def count_before(n_figures: int, places: Sequence[int]) -> list[int]:
    """For each of n figures, how many of these places, which rise, come before it or are its own."""
    return [bisect_right(places, place) for place in range(n_figures)]


def find_exchanged(pairs: Iterable[Pair]) -> tuple[Pair, Pair] | None:
    """The two pairs whose English places must be exchanged to put all into one order; None unless two do it."""
    ordered = sorted(pairs)
    wanted = sorted(en for _, en in ordered)
    wrong = [at for at, (_, en) in enumerate(ordered) if en != wanted[at]]
    return (ordered[wrong[0]], ordered[wrong[1]]) if len(wrong) == 2 else None
