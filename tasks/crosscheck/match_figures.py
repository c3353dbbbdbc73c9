"""Which figure of one side of a bead is which of the other, one to one, and what is to be said about each."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import inf
from typing import NamedTuple

from .assign import assign
from .compare import AGREE, CONFLICT, NOT_COMPARABLE, Comparison, compare
from .figure import Figure
from .settings import CrosscheckSettings

ONLY_ZH, ONLY_EN = "only_zh", "only_en"
ALONE = 4.0
"""What it costs to leave one figure on each side without partner; dearer pairs are none."""
ORDER = 0.01
"""What the largest difference of places in the order of both sides costs; so much decides between equals only."""
MOST_FIGURES = 48
"""More figures on a side, equal ones aside, are not assigned: such beads are tables, and time grows with the cube."""
SURE_BEAD = 0.85
"""From this confidence of a bead on, a conflict needs no agreeing figure beside it."""

Pair = tuple[int, int]


class Verdict(NamedTuple):
    """What is said about a figure or two: places in the lists of both sides, None for the side that has none."""

    zh: int | None
    en: int | None
    status: str
    reason: str | None


def match_figures(
    zh: Sequence[Figure], en: Sequence[Figure], bead_confidence: float, settings: CrosscheckSettings
) -> list[Verdict]:
    """Verdicts on all figures of a bead: zh figures in order, then en figures that have no partner."""
    found = _match_equals(zh, en, settings)
    zh_left, en_left = _list_left(zh, {i for i, _ in found}), _list_left(en, {j for _, j in found})
    if zh_left and en_left and max(len(zh_left), len(en_left)) <= MOST_FIGURES:
        found |= _assign_rest(zh, en, zh_left, en_left, settings)
    kept = _drop_unproved(zh, en, found, bead_confidence, settings)
    partners = {i: (j, comparison) for (i, j), comparison in kept.items()}
    verdicts = [
        Verdict(i, partners[i][0], partners[i][1].status, partners[i][1].reason)
        if i in partners
        else Verdict(i, None, ONLY_ZH, None)
        for i in range(len(zh))
    ]
    taken = {j for j, _ in partners.values()}
    return verdicts + [Verdict(None, j, ONLY_EN, None) for j in range(len(en)) if j not in taken]


def _list_left(figures: Sequence[Figure], settled: set[int]) -> list[int]:
    return [place for place in range(len(figures)) if place not in settled]


def _match_equals(zh: Sequence[Figure], en: Sequence[Figure], settings: CrosscheckSettings) -> dict[Pair, Comparison]:
    """Figures whose value stands once on each side, in one dimension: no other partner could be better."""
    zh_places, en_places = _place(zh), _place(en)
    pairs: dict[Pair, Comparison] = {}
    for value, here in zh_places.items():
        there = en_places.get(value, [])
        if len(here) == len(there) == 1:
            comparison = compare(zh[here[0]], en[there[0]], settings)
            if comparison:
                pairs[here[0], there[0]] = comparison
    return pairs


def _place(figures: Sequence[Figure]) -> dict[tuple[str | None, float, float], list[int]]:
    places: dict[tuple[str | None, float, float], list[int]] = defaultdict(list)
    for place, figure in enumerate(figures):
        places[figure.dimension, figure.low, figure.high].append(place)
    return places


def _assign_rest(
    zh: Sequence[Figure],
    en: Sequence[Figure],
    zh_left: Sequence[int],
    en_left: Sequence[int],
    settings: CrosscheckSettings,
) -> dict[Pair, Comparison]:
    """The cheapest pairs of the figures that are left."""
    compared = [[compare(zh[i], en[j], settings) for j in en_left] for i in zh_left]
    costs = [
        [
            inf if comparison is None else comparison.cost + ORDER * abs(i / len(zh) - j / len(en))
            for j, comparison in zip(en_left, row, strict=True)
        ]
        for i, row in zip(zh_left, compared, strict=True)
    ]
    pairs: dict[Pair, Comparison] = {}
    for row, column in enumerate(assign(costs, ALONE)):
        comparison = compared[row][column] if column is not None else None
        if column is not None and comparison is not None:
            pairs[zh_left[row], en_left[column]] = comparison
    return pairs


def _drop_unproved(
    zh: Sequence[Figure],
    en: Sequence[Figure],
    pairs: dict[Pair, Comparison],
    bead_confidence: float,
    settings: CrosscheckSettings,
) -> dict[Pair, Comparison]:
    """The pairs without conflicts that may be none."""
    settled = [pair for pair, comparison in pairs.items() if comparison.status in (AGREE, NOT_COMPARABLE)]
    zh_open = Counter(zh[i].unit_class for i in _list_left(zh, {i for i, _ in settled}))
    en_open = Counter(en[j].unit_class for j in _list_left(en, {j for _, j in settled}))
    has_support = bead_confidence >= SURE_BEAD or any(pairs[pair].status == AGREE for pair in settled)

    def is_proved(pair: Pair, comparison: Comparison) -> bool:
        one, other = zh[pair[0]], en[pair[1]]
        if comparison.status != CONFLICT:
            return True
        if min(one.confidence, other.confidence) < settings.min_fact_confidence:
            return False
        if bead_confidence < settings.min_bead_confidence:
            return False
        is_alone = zh_open[one.unit_class] == en_open[other.unit_class] == 1
        return not comparison.needs_proof or (is_alone and has_support)

    return {pair: comparison for pair, comparison in pairs.items() if is_proved(pair, comparison)}
