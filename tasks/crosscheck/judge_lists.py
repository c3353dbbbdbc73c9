"""What is wrong although every figure has its equal: two changed places, rose stands for fell, another date."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from .comparison import AGREE, CONFLICT, Comparison
from .figure import Figure, is_number
from .find_crossed import Bead, Pairs
from .label_figures import compare_labels, read_label
from .locate_figures import Span, locate_figures
from .place_figures import Pair, find_exchanged
from .read_dates import find_other_date
from .read_directions import read_direction, says_direction
from .read_roles import compare_roles, read_roles

CROSSED, STRAIGHT = 0.5, 2.5
"""By how much the words beside two figures must fit better crosswise: where their order differs, and where not."""
UNDECIDED = -0.5
LONG_LIST = 6
"""Where so many figures are equal and all but two stand in one order, these two are rather exchanged."""
_BOUNDS = frozenset(("more_than", "at_least", "less_than", "at_most", "up_to"))
"""What is said of such figures are words like 以上, which say nothing of what is counted."""

_OUT_OF = re.compile("[中内內里裡裏][的之]?(?:仅|僅|只|就|便)?[有佔占]?\\Z")
_OF = re.compile(r"\b(?:of|in|out of)\b")
_NUMBER = re.compile("[0-9.,一二三四五六七八九十百千万萬亿億零〇两兩余餘多百分之 ]+")

Spans = tuple[Sequence[Span], Sequence[Span]]


def judge_lists(bead: Bead, pairs: Pairs) -> Pairs:
    """The pairs of a bead, with conflicts of order, direction and time among those that are equal."""
    equal = [pair for pair, found in pairs.items() if _are_equal(bead, pair)]
    if not equal:
        return pairs
    spans = locate_figures(bead.zh_text, bead.zh), locate_figures(bead.en_text, bead.en)
    headed = [pair for pair in equal if bead.zh[pair[0]].column_year and bead.en[pair[1]].column_year]
    judged = pairs | dict(_judge_columns(bead, headed, pairs))
    judged |= dict(_judge_order(bead, spans, sorted(set(equal) - set(headed)), pairs))
    judged |= dict(_judge_directions(bead, spans, _list_agreed(equal, judged), pairs))
    by_facts = judged if _share_years(bead) else judge_times(bead.zh, bead.en, judged)
    if by_facts is not judged:
        return by_facts
    return judged | dict(_judge_dates(bead, spans, _list_agreed(equal, judged), judged))


def _list_agreed(equal: Sequence[Pair], pairs: Pairs) -> list[Pair]:
    return [pair for pair in equal if pairs[pair].status == AGREE]


def _are_equal(bead: Bead, pair: Pair) -> bool:
    return bead.zh[pair[0]].value == bead.en[pair[1]].value or bead.zh[pair[0]].raw == bead.en[pair[1]].raw


def _judge_columns(bead: Bead, headed: Sequence[Pair], pairs: Pairs) -> Iterator[tuple[Pair, Comparison]]:
    """Conflicts for figures of tables that stand below another year: one has another time, two changed places.

    Columns may stand in another order: what heads them tells which is which.
    """
    wrong = [(i, j) for i, j in headed if bead.zh[i].column_year != bead.en[j].column_year]
    reason = "order" if len(wrong) > 1 else "time"
    yield from ((pair, Comparison(pairs[pair].cost, CONFLICT, reason)) for pair in wrong)


def _judge_order(bead: Bead, spans: Spans, equal: Sequence[Pair], pairs: Pairs) -> Iterator[tuple[Pair, Comparison]]:
    """Conflicts for two values of one class that changed places.

    Good translations put clauses into another order. So the words beside the two must fit better crosswise, or there
    must be a word such as 分别, or what is said of the two (`not less than`, a unit) must fit crosswise.
    """
    exchanged = find_exchanged(equal)
    if exchanged and _stay_between(bead, equal, *exchanged) and not _have_same_roles(bead, spans, *exchanged):
        yield from ((pair, Comparison(pairs[pair].cost, CONFLICT, "order")) for pair in exchanged)
    for one, other in pairwise(equal):
        first, second = bead.zh[one[0]], bead.zh[other[0]]
        if first.raw == second.raw or _is_part_of(bead, spans, one, other):
            continue
        is_crossed, is_only = one[1] > other[1], exchanged == (one, other)
        is_same_role = _have_same_roles(bead, spans, one, other)
        if is_same_role is not None:
            found = not is_same_role
        elif is_only and (_fit_crosswise(bead.zh, bead.en, one, other) or _are_inverted(bead, one, other)):
            found = True
        elif _read_tail(first) != _read_tail(second) or _BOUNDS & {first.qualifier, second.qualifier}:
            found = False
        else:
            gain = _measure_gain(bead, spans, one, other)
            is_list = bead.is_list or len(equal) >= LONG_LIST
            found = gain >= (CROSSED if is_crossed else STRAIGHT) or (is_list and is_only and gain > UNDECIDED)
        if found:
            yield from ((pair, Comparison(pairs[pair].cost, CONFLICT, "order")) for pair in (one, other))


def _have_same_roles(bead: Bead, spans: Spans, one: Pair, other: Pair) -> bool | None:
    """Whether both languages say alike which of two figures was and which one is; None where one does not say."""
    if bead.zh[one[0]].dimension != bead.zh[other[0]].dimension:
        return None
    zh = read_roles(bead.zh_text, "zh", spans[0], one[0], other[0])
    return compare_roles(zh, read_roles(bead.en_text, "en", spans[1], one[1], other[1]))


def _is_part_of(bead: Bead, spans: Spans, one: Pair, other: Pair) -> bool:
    """Whether the second figure is so many of the first, which English turns round: 十项中的三项, three of ten."""
    zh = bead.zh_text[spans[0][one[0]][1] : spans[0][other[0]][0]]
    en = bead.en_text[spans[1][other[1]][1] : spans[1][one[1]][0]]
    return one[1] > other[1] and _OUT_OF.search(zh) is not None and _OF.search(en) is not None


def _are_inverted(bead: Bead, one: Pair, other: Pair) -> bool:
    """Whether a side says at least the larger and at most the smaller of two figures, which bounds nothing."""
    sides = (bead.zh[one[0]], bead.zh[other[0]]), (bead.en[other[1]], bead.en[one[1]])
    return any(
        first.qualifier == "at_least"
        and second.qualifier in ("at_most", "up_to")
        and first.dimension == second.dimension
        and first.value > second.value
        for first, second in sides
    )


def _stay_between(bead: Bead, equal: Sequence[Pair], one: Pair, other: Pair) -> bool:
    """Whether figures of another kind between the two kept their places: a clause takes along what it holds."""
    first, second = bead.zh[one[0]], bead.zh[other[0]]
    if first.dimension != second.dimension or first.raw == second.raw or _read_tail(first) != _read_tail(second):
        return False
    between = [bead.zh[i].dimension for i, _ in equal if one[0] < i < other[0]]
    return bool(between) and first.dimension not in between


def _read_tail(figure: Figure) -> str:
    """The unit or classifier as written: figures that are counted in other words are hardly taken for each other."""
    return _NUMBER.sub("", figure.quote)


def _measure_gain(bead: Bead, spans: Spans, one: Pair, other: Pair) -> float:
    """By how much the words beside two figures translate each other better with the values exchanged."""
    zh = [read_label(bead.zh_text, "zh", spans[0], i) for i, _ in (one, other)]
    en = [read_label(bead.en_text, "en", spans[1], j) for _, j in (one, other)]
    crosswise = compare_labels(zh[0], en[1]) + compare_labels(zh[1], en[0])
    return crosswise - compare_labels(zh[0], en[0]) - compare_labels(zh[1], en[1])


def _fit_crosswise(zh: Sequence[Figure], en: Sequence[Figure], one: Pair, other: Pair) -> bool:
    """Whether what is said of the figures differs in both pairs, and would not with the values exchanged."""
    both, crossed = (one, other), ((one[0], other[1]), (other[0], one[1]))
    return any(
        not any(describe(zh[i]) == describe(en[j]) for i, j in both)
        and all(describe(zh[i]) == describe(en[j]) for i, j in crossed)
        for describe in (_describe, _describe_manner)
    )


def _describe(figure: Figure) -> tuple[str | None, str, str | None]:
    return figure.unit, figure.qualifier, figure.direction


def _describe_manner(figure: Figure) -> tuple[str | None, str, str | None]:
    """What is said of a figure, whatever noun it counts: that has many translations."""
    return figure.dimension, figure.qualifier, figure.direction


def _judge_directions(
    bead: Bead, spans: Spans, equal: Sequence[Pair], pairs: Pairs
) -> Iterator[tuple[Pair, Comparison]]:
    """Conflicts where the words right beside a figure say that it rose in one language and fell in the other."""
    if not says_direction(bead.zh_text, "zh"):
        return
    for i, j in equal:
        zh = bead.zh[i].direction or read_direction(bead.zh_text, "zh", spans[0], i)
        en = zh and (bead.en[j].direction or read_direction(bead.en_text, "en", spans[1], j))
        if zh and en and zh != en:
            yield (i, j), Comparison(pairs[i, j].cost, CONFLICT, "direction")


def _share_years(bead: Bead) -> bool:
    """Whether a text names the year of a figure of the other one: since 2019, which is no time of the figures."""
    texts = bead.en_text, bead.zh_text
    return any(
        figure.time[:4] in text
        for figures, text in zip((bead.zh, bead.en), texts, strict=True)
        for figure in figures
        if figure.time
    )


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


def _judge_dates(bead: Bead, spans: Spans, equal: Sequence[Pair], pairs: Pairs) -> Iterator[tuple[Pair, Comparison]]:
    """A conflict for the figure that stands next behind a date that is another one, or else in front of it."""
    at = find_other_date(bead.zh_text, bead.en_text)
    stated = [pair for pair in equal if not _are_numbers(bead, pair)]
    if at is not None and stated:
        behind = [pair for pair in stated if spans[0][pair[0]][0] >= at]
        pair = min(behind) if behind else max(stated)
        yield pair, Comparison(pairs[pair].cost, CONFLICT, "time")


def _are_numbers(bead: Bead, pair: Pair) -> bool:
    return is_number(bead.zh[pair[0]]) and is_number(bead.en[pair[1]])
