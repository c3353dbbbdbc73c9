"""Which figure of one side of a bead is which of the other, one to one, and what is to be said about each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from math import inf

from .assign import assign
from .compare import compare
from .comparison import AGREE, CONFLICT, NOT_COMPARABLE, Comparison
from .figure import Figure, is_number
from .find_crossed import Bead, Pairs, find_crossed
from .label_figures import Label, compare_labels, read_label
from .locate_figures import locate_figures
from .place_figures import Pair, count_before, find_chain
from .settings import CrosscheckSettings

ALONE = 4.0
"""What it costs to leave one figure on each side without partner; dearer pairs are none."""
ORDER = 0.01
"""What the largest difference of places in the order of both sides costs; so much decides between equals only."""
GAP, MOST_GAPS = 0.2, 3
"""What each equal figure costs that stands between two figures on one side only, and how many are counted."""
MOST_FIGURES = 48
"""More figures on a side, equal ones aside, are not assigned: such beads are tables, and time grows with the cube."""
LEAST_FIT = 0.3
"""How well the words beside two small numbers must translate each other, by `compare_labels`, to be a conflict."""
MANY_AGREED = 2
"""Beside so many agreeing figures the last ones of both sides, a zero more and less, need no words that fit."""
SURE_BEAD = 0.85
"""From this confidence of a bead on, a conflict needs no agreeing figure beside it."""


def match_figures(bead: Bead, settings: CrosscheckSettings) -> Pairs:
    """The pairs of places that belong together, with the verdict on each; figures in no pair stand alone."""
    zh, en = bead.zh, bead.en
    found = _match_equals(zh, en, settings)
    found |= find_crossed(bead, found)
    zh_left, en_left = _list_left(zh, (i for i, _ in found)), _list_left(en, (j for _, j in found))
    if zh_left and en_left and max(len(zh_left), len(en_left)) <= MOST_FIGURES:
        found |= _assign_rest(bead, zh_left, en_left, _find_gaps(bead, found), settings)
    return _drop_unproved(bead, found, settings)


def _list_left(figures: Sequence[Figure], settled: Iterable[int]) -> list[int]:
    taken = set(settled)
    return [place for place in range(len(figures)) if place not in taken]


def _match_equals(zh: Sequence[Figure], en: Sequence[Figure], settings: CrosscheckSettings) -> Pairs:
    """Figures whose value stands as often on one side as on the other, in one dimension; in order, if all fits."""
    zh_places, en_places = _place(zh), _place(en)
    pairs: Pairs = {}
    for value, here in zh_places.items():
        there = en_places.get(value, [])
        if len(here) == len(there):
            compared = {(i, j): compare(zh[i], en[j], settings) for i, j in zip(here, there, strict=True)}
            found = {pair: comparison for pair, comparison in compared.items() if comparison}
            if len(here) == 1 or (len(found) == len(here) and not any(one.cost for one in found.values())):
                pairs |= found
    return pairs


def _place(figures: Sequence[Figure]) -> dict[tuple[str | None, float], list[int]]:
    places: dict[tuple[str | None, float], list[int]] = defaultdict(list)
    for place, figure in enumerate(figures):
        places[figure.dimension, figure.value].append(place)
    return places


Gaps = tuple[list[int], list[int]]
"""For each figure of both sides, how many equal figures in one order stand before it."""


def _find_gaps(bead: Bead, pairs: Pairs) -> Gaps:
    chain = find_chain(pair for pair, comparison in pairs.items() if comparison.status == AGREE)
    return count_before(len(bead.zh), [i for i, _ in chain]), count_before(len(bead.en), [j for _, j in chain])


def _assign_rest(
    bead: Bead, zh_left: Sequence[int], en_left: Sequence[int], gaps: Gaps, settings: CrosscheckSettings
) -> Pairs:
    """The cheapest pairs of the figures that are left."""
    compared = [[compare(bead.zh[i], bead.en[j], settings) for j in en_left] for i in zh_left]

    def price(i: int, j: int, comparison: Comparison | None) -> float:
        if comparison is None:
            return inf
        order = ORDER * abs(i / len(bead.zh) - j / len(bead.en))
        return comparison.cost + order + GAP * min(MOST_GAPS, abs(gaps[0][i] - gaps[1][j]))

    costs = [
        [price(i, j, comparison) for j, comparison in zip(en_left, row, strict=True)]
        for i, row in zip(zh_left, compared, strict=True)
    ]
    pairs: Pairs = {}
    for row, column in enumerate(assign(costs, ALONE)):
        comparison = compared[row][column] if column is not None else None
        if column is not None and comparison is not None:
            pairs[zh_left[row], en_left[column]] = comparison
    return pairs


def _drop_unproved(bead: Bead, pairs: Pairs, settings: CrosscheckSettings) -> Pairs:
    """The pairs without conflicts that may be none."""
    settled = {pair: found for pair, found in pairs.items() if found.status in (AGREE, NOT_COMPARABLE)}
    if len(settled) == len(pairs):
        return _judge_measures(bead, pairs)
    n_agreed = sum(found.status == AGREE for found in settled.values())
    has_agreed = n_agreed > 0
    has_support = has_agreed or bead.confidence >= SURE_BEAD
    is_alone = _Openings(bead, settled, settings)

    def is_proved(pair: Pair, comparison: Comparison) -> bool:
        if comparison.status != CONFLICT:
            return True
        if min(bead.zh[pair[0]].confidence, bead.en[pair[1]].confidence) < settings.min_fact_confidence:
            return False
        if bead.confidence < settings.min_bead_confidence and not (n_agreed and _stand_below(bead, pair)):
            return False
        if comparison.needs_rest and not is_alone.are_last(pair):
            return False
        is_fit = not comparison.needs_fit or _do_labels_fit(bead, pair)
        is_proved_by_rest = n_agreed >= MANY_AGREED and comparison.reason == "scale"
        if (
            not is_fit
            and not is_proved_by_rest
            and (comparison.needs_rest or not has_agreed or not is_alone.are_last(pair))
        ):
            return False
        return not comparison.needs_proof or (has_support and is_alone(pair))

    return {pair: comparison for pair, comparison in pairs.items() if is_proved(pair, comparison)}


def _stand_below(bead: Bead, pair: Pair) -> bool:
    """Whether two figures are cells of tables below one year: another cell that agrees tells that the rows are one."""
    year = bead.zh[pair[0]].column_year
    return year is not None and year == bead.en[pair[1]].column_year


def _judge_measures(bead: Bead, pairs: Pairs) -> Pairs:
    """The pairs; one of a year and of all years is a conflict where nothing is left beside it and others agree.

    Where each side states both, each has its equal; a translator does not put one for the other.
    """
    unlike = [pair for pair, found in pairs.items() if found.reason == "measure"]
    has_left = len(pairs) < max(len(bead.zh), len(bead.en))
    if len(unlike) != 1 or len(pairs) == 1 or has_left or bead.confidence < SURE_BEAD:
        return pairs
    return pairs | {unlike[0]: Comparison(pairs[unlike[0]].cost, CONFLICT, "value")}


class _Openings:
    """Whether two figures without an equal can only be each other's partner."""

    def __init__(self, bead: Bead, settled: Pairs, settings: CrosscheckSettings):
        self._bead, self._settings, self._gaps = bead, settings, _find_gaps(bead, settled)
        self._lefts = _list_left(bead.zh, (i for i, _ in settled)), _list_left(bead.en, (j for _, j in settled))
        sides = list(zip((bead.zh, bead.en), self._lefts, self._gaps, strict=True))
        self._classes = [Counter(figures[at].unit_class for at in left) for figures, left, _ in sides]
        self._units = [Counter(figures[at].unit for at in left) for figures, left, _ in sides]
        self._by_gap = [Counter((figures[at].unit_class, gap[at]) for at in left) for figures, left, gap in sides]
        self._numbers = [Counter(_digits_of(figures[at]) for at in left) for figures, left, _ in sides]

    def __call__(self, pair: Pair) -> bool:
        """They are the only ones of their class or unit, or between two equals, or of their digits, or to fit."""
        figures = self._bead.zh[pair[0]], self._bead.en[pair[1]]
        gaps = self._gaps[0][pair[0]], self._gaps[1][pair[1]]
        if all(counts[figure.unit_class] == 1 for counts, figure in zip(self._classes, figures, strict=True)):
            return True
        unit = figures[0].unit
        if unit is not None and unit == figures[1].unit and all(counts[unit] == 1 for counts in self._units):
            return True
        is_near = gaps[0] == gaps[1]
        if is_near and all(
            counts[figure.unit_class, gap] == 1 for counts, figure, gap in zip(self._by_gap, figures, gaps, strict=True)
        ):
            return True
        return self._have_digits_alone(figures, is_near) or self._fit_alone(pair)

    def are_last(self, pair: Pair) -> bool:
        """Whether nothing is left on either side but these two, articles aside."""
        return all(
            [at for at in left if abs(figures[at].raw) != 1] == [place]
            for figures, left, place in zip((self._bead.zh, self._bead.en), self._lefts, pair, strict=True)
        )

    def _have_digits_alone(self, figures: tuple[Figure, Figure], is_near: bool) -> bool:
        digits = {_digits_of(figure) for figure in figures}
        if len(digits) > 1 or (not is_near and figures[0].n_digits < 2):
            return False
        return all(counts[_digits_of(figure)] == 1 for counts, figure in zip(self._numbers, figures, strict=True))

    def _fit_alone(self, pair: Pair) -> bool:
        """Whether each of the two can be compared with the other only, out of all that are left."""
        zh, en = self._bead.zh[pair[0]], self._bead.en[pair[1]]
        zh_left, en_left = self._lefts
        others = ((zh, self._bead.en[j]) for j in en_left if j != pair[1])
        theirs = ((self._bead.zh[i], en) for i in zh_left if i != pair[0])
        return not any(compare(*both, self._settings) for some in (others, theirs) for both in some)


def _do_labels_fit(bead: Bead, pair: Pair) -> bool:
    """Whether the words beside two figures translate each other."""
    zh = _read_label(bead.zh_text, "zh", bead.zh, pair[0])
    return compare_labels(zh, _read_label(bead.en_text, "en", bead.en, pair[1])) >= LEAST_FIT


def _read_label(text: str, lang: str, figures: Sequence[Figure], at: int) -> Label:
    """The words beside a figure; articles that were read as numbers do not part them."""
    kept = [place for place, figure in enumerate(figures) if place == at or figure.raw != 1 or not is_number(figure)]
    spans = locate_figures(text, [figures[place] for place in kept])
    return read_label(text, lang, spans, kept.index(at))


def _digits_of(figure: Figure) -> str:
    """The significant digits of a figure as written."""
    return f"{abs(figure.raw):.9e}".partition("e")[0]
