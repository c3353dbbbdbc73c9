"""What is said about the facts of a bead, from the pairs of their figures."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .comparison import AGREE, CONFLICT, NOT_COMPARABLE, Comparison
from .figure import Figure, is_number
from .find_crossed import Bead, Pairs
from .place_figures import Pair

ONLY_ZH, ONLY_EN = "only_zh", "only_en"
_WEIGHT = {AGREE: 0, NOT_COMPARABLE: 1, CONFLICT: 2}


class Verdict(NamedTuple):
    """What is said about a figure or two; of a range, the bound that decided."""

    zh: Figure | None
    en: Figure | None
    status: str
    reason: str | None


def state_verdicts(bead: Bead, pairs: Pairs) -> Iterator[Verdict]:
    """One verdict for each two facts that share a figure, in the order of the Chinese ones, then those of facts alone.

    Numbers that were read as no fact are left out, but where they go with one, or contradict another number: an index,
    a score or a grade that differs is worth a look, one that agrees says nothing of a figure. Of two ranges the worse
    bound decides; a range whose other bound has no partner is not comparable with one figure.
    """
    joined: dict[tuple[str, str], list[Pair]] = {}
    for i, j in sorted(pairs):
        if is_number(bead.zh[i]) and is_number(bead.en[j]) and not _is_told(pairs[i, j]):
            continue
        joined.setdefault((bead.zh[i].fact_id, bead.en[j].fact_id), []).append((i, j))
    paired = {fact_id for ids in joined for fact_id in ids}
    by_zh: dict[str, list[list[Pair]]] = {}
    for (zh_id, _), some in joined.items():
        by_zh.setdefault(zh_id, []).append(some)
    for figure in _list_facts(bead.zh):
        for some in by_zh.get(figure.fact_id, []):
            yield _join(bead, pairs, some)
        if figure.fact_id not in paired and not is_number(figure):
            yield Verdict(figure, None, ONLY_ZH, None)
    for figure in _list_facts(bead.en):
        if figure.fact_id not in paired and not is_number(figure):
            yield Verdict(None, figure, ONLY_EN, None)


def _is_told(found: Comparison) -> bool:
    """Whether what was found of two numbers that are no facts is told: only that they differ."""
    return found.status == CONFLICT and found.reason != "order"


def _list_facts(figures: Iterable[Figure]) -> Iterator[Figure]:
    """One figure of each fact."""
    return (figure for figure in figures if figure.bound != "high")


def _join(bead: Bead, pairs: Pairs, some: list[Pair]) -> Verdict:
    worst = max(some, key=lambda pair: _WEIGHT[pairs[pair].status])
    found: Comparison = pairs[worst]
    zh, en = bead.zh[worst[0]], bead.en[worst[1]]
    if found.status == AGREE and len(some) == 1 and _is_half(bead, pairs, worst):
        return Verdict(zh, en, NOT_COMPARABLE, "range")
    return Verdict(zh, en, found.status, found.reason)


def _is_half(bead: Bead, pairs: Pairs, pair: Pair) -> bool:
    """Whether one of the two facts is a range whose other bound has no partner at all."""
    matched = {i for i, _ in pairs}, {j for _, j in pairs}
    for figures, places, at in zip((bead.zh, bead.en), matched, pair, strict=True):
        other = {"low": at + 1, "high": at - 1}.get(figures[at].bound)
        if other is not None and other not in places:
            return True
    return False
