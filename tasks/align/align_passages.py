"""Align two passages that translate each other in the same order: paragraphs first, then segments inside them."""

from collections.abc import Callable, Sequence
from functools import partial
from math import log
from typing import NamedTuple

import numpy as np

from .likeness import Likeness
from .model import BeadModel
from .passage import Passage
from .problem import Link, Price, Problem, match_keys, score_bead, state_problem
from .search_banded import BandedSearch
from .search_small import search_small
from .weigh_keys import KeyWeights, weigh_keys

SMALL_CELLS = 60
"""Up to so many pairs of units plain Python is faster than arrays."""
MOST_UNLIKE = 2.0
"""Passages whose numbers of paragraphs differ by a larger factor were cut into paragraphs by different rules."""
MOST_ALONE = 0.02
"""The share of segments that stay alone inside linked paragraphs from which those may have been cut by different rules,
however well the others fit."""
MOST_LOSS = 0.05
"""What the mean score may lose by paragraphs."""
PRIOR_BYTES = 400
"""Bytes of Chinese text of the usual ratio that are counted with every text."""


Search = Callable[[Price], list[Link]]
"""From what units alone and beads are worth to the links of the best chain."""


class Stretch(NamedTuple):
    """Segments of both sides that belong together, as half-open ranges."""

    zh_start: int
    zh_end: int
    en_start: int
    en_end: int


class Chain(NamedTuple):
    """Links of segments in order, and the stretches in which they were looked for."""

    links: Sequence[Link]
    stretches: Sequence[Stretch]


def align_passages(
    zh: Passage,
    en: Passage,
    weights: KeyWeights,
    model: BeadModel,
    max_half_width: int,
    likeness: Likeness | None = None,
) -> Chain:
    """Links of segments in order, however bad their scores; both passages hold segments.

    Paragraphs bind the segments inside them, unless segments fit clearly better without: then the paragraphs of the
    two sides were cut by different rules.
    """
    whole = [Stretch(0, len(zh.keys), 0, len(en.keys))]
    stretches = _align_paragraphs(zh, en, model, max_half_width, likeness) if _are_paragraphs_alike(zh, en) else []
    bound = align_stretches(zh, en, stretches, weights, model, max_half_width, likeness) if stretches else []
    fit = _measure_fit(bound, zh, en, model)
    n_segments = len(zh.keys) + len(en.keys)
    if fit < model.good_fit or n_segments - count_linked(bound) > MOST_ALONE * n_segments:
        free = align_stretches(zh, en, whole, weights, model, max_half_width, likeness)
        if fit < _measure_fit(free, zh, en, model) - MOST_LOSS:
            return Chain(free, whole)
    return Chain(bound, stretches)


def align_stretches(
    zh: Passage,
    en: Passage,
    stretches: Sequence[Stretch],
    weights: KeyWeights,
    model: BeadModel,
    max_half_width: int,
    likeness: Likeness | None = None,
    around: Chain | None = None,
) -> list[Link]:
    """Links of the segments of each stretch in order.

    Where the model says so, a pair in which many segments stay alone is aligned again at a price that follows from how
    many they are: texts that were cut or added to leave more alone than those translated sentence by sentence.
    `around` are the links that stand already, and all stretches of the pair, where these are gaps between such links.
    """
    settled, whole = around or ((), stretches)
    problem = state_whole(zh, en, whole, weights, model, likeness)
    searches = list(zip(stretches, _prepare_searches(problem, stretches, max_half_width), strict=True))
    links = _search_stretches(searches, Price(model.skip_score))
    price = _price_lonely([*settled, *links], whole, model)
    return links if price is None else _search_stretches(searches, price)


def state_whole(
    zh: Passage,
    en: Passage,
    stretches: Sequence[Stretch],
    weights: KeyWeights,
    model: BeadModel,
    likeness: Likeness | None,
) -> Problem:
    """The problem of all segments; how much longer English is, is learnt from the stretches."""
    n_zh_bytes = sum(sum(zh.lengths[some.zh_start : some.zh_end]) for some in stretches)
    n_en_bytes = sum(sum(en.lengths[some.en_start : some.en_end]) for some in stretches)
    ratio = estimate_ratio(n_zh_bytes, n_en_bytes, model)
    return state_problem(zh.segments, en.segments, weights, ratio, model, likeness)


def _prepare_searches(problem: Problem, stretches: Sequence[Stretch], max_half_width: int) -> list[Search]:
    """A search for each stretch; those of one unit on each side, which most are where languages take turns, at once."""
    lonely = [some for some in stretches if some.zh_end - some.zh_start == some.en_end - some.en_start == 1]
    scores = dict(zip(lonely, _score_pairs(problem, lonely), strict=True))
    return [
        partial(link_one_to_one, scores[some]) if some in scores else prepare_search(problem.cut(*some), max_half_width)
        for some in stretches
    ]


def _score_pairs(problem: Problem, stretches: Sequence[Stretch]) -> list[float]:
    """The scores of the beads of stretches with one unit on each side."""
    places = [(some.zh_start, some.en_start) for some in stretches]
    scores = [score_bead(problem, zh + 1, en + 1, (1, 1), match_keys(problem, zh, en)) for zh, en in places]
    if problem.likeness is None or not places:
        return scores
    zh_units, en_units = np.array(places).T
    whole: list[float] = (np.array(scores) + problem.likeness.score_pairs(zh_units, en_units)).tolist()
    return whole


def _search_stretches(searches: Sequence[tuple[Stretch, Search]], price: Price) -> list[Link]:
    return [
        Link(zh_at + a, zh_at + b, en_at + c, en_at + d, score)
        for (zh_at, _, en_at, _), find_links in searches
        for a, b, c, d, score in find_links(price)
    ]


def _price_lonely(links: Sequence[Link], stretches: Sequence[Stretch], model: BeadModel) -> Price | None:
    """The prices that the number of segments alone speaks for; None where they are the usual ones."""
    if model.lonely is None:
        return None
    usual_share, weight, highest, bead = model.lonely
    n_segments = sum(some.zh_end - some.zh_start + some.en_end - some.en_start for some in stretches)
    n_alone = n_segments - count_linked(links)
    share = (n_alone + 0.5) / (n_segments + 0.5 / usual_share)
    if share <= usual_share:
        return None
    price = min(highest, model.skip_score + weight * log(share / usual_share))
    return Price(price, bead * (price - model.skip_score))


def count_linked(links: Sequence[Link]) -> int:
    """Segments of both sides that links hold."""
    return sum(link.zh_end - link.zh_start + link.en_end - link.en_start for link in links)


def link_one_to_one(score: float, price: Price) -> list[Link]:
    """The link of two units that have no other choice; none when they had better stay alone."""
    return [Link(0, 1, 0, 1, score)] if score + price.bead > 2 * price.alone else []


def estimate_ratio(n_zh_bytes: int, n_en_bytes: int, model: BeadModel) -> float:
    """English by Chinese bytes; the usual one where the texts cannot be whole translations of each other.

    Short texts are drawn to the usual ratio: a sentence without counterpart would spoil theirs.
    """
    low, high = model.length_ratio_bounds
    if not low * n_zh_bytes <= n_en_bytes <= high * n_zh_bytes:
        return model.length_ratio
    return (n_en_bytes + PRIOR_BYTES * model.length_ratio) / (n_zh_bytes + PRIOR_BYTES)


def _measure_fit(links: Sequence[Link], zh: Passage, en: Passage, model: BeadModel) -> float:
    """The mean score of a segment, lonely ones among them."""
    n_segments = len(zh.keys) + len(en.keys)
    return (sum(link.score for link in links) + model.skip_score * (n_segments - count_linked(links))) / n_segments


def search(problem: Problem, max_half_width: int) -> list[Link]:
    """The links of the best chain, found by the way that suits the size."""
    return prepare_search(problem, max_half_width)(Price(problem.model.skip_score))


def prepare_search(problem: Problem, max_half_width: int) -> Search:
    """What finds the links of the best chain, by the way that suits the size, at a price of a unit that stays alone."""
    n_zh, n_en = len(problem.zh.keys), len(problem.en.keys)
    if problem.likeness is not None or n_zh * n_en > SMALL_CELLS:
        return BandedSearch(problem, max_half_width).find_links
    return partial(search_small, problem)


def _are_paragraphs_alike(zh: Passage, en: Passage) -> bool:
    """Whether both sides have paragraphs, about as many, and some that hold more than one segment."""
    n_zh, n_en = len(zh.paragraphs), len(en.paragraphs)
    is_trivial = min(n_zh, n_en) < 2 or (n_zh == len(zh.keys) and n_en == len(en.keys))
    return not is_trivial and max(n_zh, n_en) <= MOST_UNLIKE * min(n_zh, n_en)


def _align_paragraphs(
    zh: Passage, en: Passage, model: BeadModel, max_half_width: int, likeness: Likeness | None
) -> list[Stretch]:
    """Stretches of linked paragraphs."""
    zh_units, en_units = zh.join_paragraphs(), en.join_paragraphs()
    ratio = estimate_ratio(sum(zh.lengths), sum(en.lengths), model)
    weights = weigh_keys(zh_units.keys, en_units.keys, model)
    joined = likeness.join(zh.paragraphs, en.paragraphs) if likeness else None
    links = search(state_problem(zh_units, en_units, weights, ratio, model, joined), max_half_width)
    zh_at, en_at = zh.paragraphs, en.paragraphs
    return [Stretch(zh_at[a].start, zh_at[b - 1].stop, en_at[c].start, en_at[d - 1].stop) for a, b, c, d, _ in links]
