"""What is wrong although every figure has its equal: two of a list changed places, or the year is another one."""

from collections.abc import Sequence

from .compare import AGREE, CONFLICT, Comparison
from .figure import Figure
from .place_figures import Pair, find_exchanged

Pairs = dict[Pair, Comparison]


def judge_order(zh: Sequence[Figure], en: Sequence[Figure], pairs: Pairs, is_list: bool) -> Pairs:
    """The pairs, with two conflicts more where exactly two values of one class changed places.

    Good translations put clauses into another order. So there must be a word such as 分别, or what is said of the two
    (`not less than`, a unit) must fit crosswise.
    """
    equal = [pair for pair, found in pairs.items() if zh[pair[0]].value == en[pair[1]].value]
    exchanged = find_exchanged(equal)
    if exchanged is None or not (is_list or _fit_crosswise(zh, en, *exchanged)):
        return pairs
    if len({zh[i].unit_class for i, _ in exchanged}) > 1 or len({zh[i].value for i, _ in exchanged}) == 1:
        return pairs
    return pairs | {pair: Comparison(pairs[pair].cost, CONFLICT, "order") for pair in exchanged}


def _fit_crosswise(zh: Sequence[Figure], en: Sequence[Figure], one: Pair, other: Pair) -> bool:
    """Whether what is said of the figures differs in both pairs, and would not with the values exchanged."""
    straight = [_describe(zh[i]) == _describe(en[j]) for i, j in (one, other)]
    crosswise = [_describe(zh[i]) == _describe(en[j]) for i, j in ((one[0], other[1]), (other[0], one[1]))]
    return not any(straight) and all(crosswise)


def _describe(figure: Figure) -> tuple[str | None, str, str | None]:
    return figure.unit, figure.qualifier, figure.direction


def judge_times(zh: Sequence[Figure], en: Sequence[Figure], pairs: Pairs) -> Pairs:
    """The pairs, as conflicts where each side names one year and these differ."""
    years = [{figure.time[:4] for figure in figures if figure.time} for figures in (zh, en)]
    if len(years[0]) != 1 or len(years[1]) != 1 or years[0] == years[1]:
        return pairs
    return {pair: _judge_time(zh[pair[0]], en[pair[1]], found) for pair, found in pairs.items()}


def _judge_time(zh: Figure, en: Figure, found: Comparison) -> Comparison:
    if found.status == AGREE and zh.time and en.time:
        return Comparison(found.cost, CONFLICT, "time")
    return found
