"""Which parts of a text stand in another order in its translation.

Pairs of segments that share words bring evidence, all others cost a little. The best chain of pairs in order is taken
away, then the next best of what is left, and so on (M. S. Waterman and M. Eggert, "A New Algorithm for Best Subsequence
Alignments with Application to tRNA-rRNA Comparisons", 1987). Where the chains do not follow each other on both sides,
sections have changed places.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

LEAST_SECTION, LEAST_PAIRS = 1.5, 2
"""Evidence, and pairs of segments that bring it, from which a section elsewhere is believed in short texts."""
SHORT = 1_000
"""Pairs of segments of texts that are short; the evidence needed grows with the logarithm of their number, as the best
chain of chance does (S. Karlin and S. F. Altschul, 1990)."""
MOST_CHAINS = 64
GAP, LOWEST = 0.05, -0.25
"""What a segment that a chain passes over takes from it, and the most that one bad pair takes."""
TAKEN = -9.0
"""Evidence of pairs of which a segment is taken: no chain goes through them."""
EXACT = 1e-9

Floats = npt.NDArray[np.float64]


class Pair(NamedTuple):
    """A zh and an en segment that belong together, and how much speaks for it."""

    zh: int
    en: int
    evidence: float


def order_sections(evidence: Floats) -> list[range]:
    """Ranges of en segments in the order of the zh text, which cover all of them; none where they stand in order.

    `evidence` is that of each pair of a zh and an en segment. Time and memory grow with the number of such pairs.
    """
    sections = find_sections(evidence)
    return _cut_between(sections, np.maximum(evidence, LOWEST)) if len(sections) > 1 else []


def find_sections(evidence: Floats) -> list[list[Pair]]:
    """Runs of pairs in order, none of which goes on where the one before it ends; in the order of the zh text."""
    needed = LEAST_SECTION * max(1.0, log(max(evidence.size, 1)) / log(SHORT))
    pairs = sorted(pair for chain in find_chains(evidence, needed) for pair in chain)
    while pairs:
        sections = _split_where_order_ends(pairs)
        lightest = min(sections, key=lambda some: (_is_believed(some, needed), _add_up(some)))
        if len(sections) == 1 or _is_believed(lightest, needed):
            return sections
        pairs = [pair for some in sections if some is not lightest for pair in some]
    return []


def _is_believed(section: Sequence[Pair], needed: float) -> bool:
    return len(section) >= LEAST_PAIRS and _add_up(section) >= needed


def _add_up(section: Sequence[Pair]) -> float:
    return sum(pair.evidence for pair in section)


def _split_where_order_ends(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Runs of pairs, sorted by zh, whose en segments follow each other among those of all pairs."""
    ranks = {en: rank for rank, en in enumerate(sorted(pair.en for pair in pairs))}
    sections = [[pairs[0]]]
    for pair in pairs[1:]:
        if ranks[pair.en] == ranks[sections[-1][-1].en] + 1:
            sections[-1].append(pair)
        else:
            sections.append([pair])
    return sections


def find_chains(evidence: Floats, least: float) -> list[list[Pair]]:
    """Chains of pairs, the heaviest first, that share no segment; each has at least so much evidence."""
    left = np.maximum(evidence, LOWEST)
    chains: list[list[Pair]] = []
    while len(chains) < MOST_CHAINS:
        total, chain = find_best_chain(left)
        if total < least:
            break
        chains.append(chain)
        left[[pair.zh for pair in chain]] = TAKEN
        left[:, [pair.en for pair in chain]] = TAKEN
    return chains


def find_best_chain(evidence: Floats) -> tuple[float, list[Pair]]:
    """The chain of pairs in order with the largest sum, segments passed over taken off (Smith and Waterman, 1981)."""
    n_zh, n_en = evidence.shape
    best = np.zeros(n_en + 1)
    moves = np.zeros((n_zh + 1, n_en + 1), np.int8)
    passed = np.arange(n_en + 1) * GAP
    total, end = 0.0, (0, 0)
    for row in range(n_zh):
        straight = best - GAP
        paired = np.concatenate(([-1.0], best[:-1] + evidence[row]))
        top = np.maximum(np.maximum(straight, paired), 0.0)
        best = np.maximum.accumulate(top + passed) - passed
        step = np.where(best > top + EXACT, 3, np.where(paired >= straight, 1, 2))
        moves[row + 1] = np.where(best <= EXACT, 0, step)
        at = int(best.argmax())
        if best[at] > total + EXACT:
            total, end = float(best[at]), (row + 1, at)
    return total, _walk_back(moves, end, evidence)


def _walk_back(moves: npt.NDArray[np.int8], end: tuple[int, int], evidence: Floats) -> list[Pair]:
    """The pairs of the chain that ends there; 1 is a pair, 2 a zh segment and 3 an en segment passed over."""
    i, j = end
    chain: list[Pair] = []
    while moves[i, j]:
        if moves[i, j] == 1:
            chain.append(Pair(i - 1, j - 1, float(evidence[i - 1, j - 1])))
        i, j = i - int(moves[i, j] != 3), j - int(moves[i, j] != 2)
    return chain[::-1]


class _Reach(NamedTuple):
    """The first and the last paired segment of a section on each side."""

    zh_first: int
    zh_last: int
    en_first: int
    en_last: int


def _cut_between(sections: Sequence[Sequence[Pair]], evidence: Floats) -> list[range]:
    """The en range of each section, and of what stands before all and behind all of them on both sides."""
    n_zh, n_en = evidence.shape
    inner = [_Reach(some[0].zh, some[-1].zh, some[0].en, some[-1].en) for some in sections]
    in_zh = [_Reach(-1, -1, -1, -1), *inner, _Reach(n_zh, n_zh, n_en, n_en)]
    heads = {here: evidence[before.zh_last + 1 : here.zh_first + 1] for before, here in pairwise(in_zh)}
    tails = {here: evidence[max(here.zh_last, 0) : behind.zh_first] for here, behind in pairwise(in_zh)}
    in_en = sorted(in_zh, key=lambda some: some.en_first)
    cuts = [
        _choose_cut(tails[here], heads[behind], range(here.en_last + 1, behind.en_first))
        for here, behind in pairwise(in_en)
    ]
    ranges = dict(zip(in_en, map(range, [0, *cuts], [*cuts, n_en]), strict=True))
    return [ranges[some] for some in in_zh if ranges[some]]


def _choose_cut(before: Floats, behind: Floats, free: range) -> int:
    """Where to cut free en segments, given the evidence of zh segments of the section before and of the one behind."""
    gains = [_best_of(before, at) - _best_of(behind, at) for at in free]
    sums = np.concatenate(([0.0], np.cumsum(gains)))
    return free.start + int(sums.argmax())


def _best_of(evidence: Floats, en: int) -> float:
    return float(evidence[:, en].max(initial=LOWEST))
