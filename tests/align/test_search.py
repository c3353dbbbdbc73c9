"""Both searches: equal to trying everything on small problems, equal to each other on larger ones."""

import itertools
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.align.align_passages import SMALL_CELLS, search
from tasks.align.model import LARGEST, MODEL
from tasks.align.problem import Link, Price, Problem, Side, match_keys, score_bead, score_lengths, state_problem
from tasks.align.search_banded import BandedSearch
from tasks.align.search_small import search_small
from tasks.align.weigh_keys import weigh_keys

KEYS = [Decimal(3), Decimal(15766), "token:gdp", "mark:speech"]


def state(zh: list, en: list) -> Problem:
    """Units are (length, keys)."""
    sides = [Side([length for length, _ in side], [frozenset(keys) for _, keys in side]) for side in (zh, en)]
    common = frozenset().union(*sides[0].keys) & frozenset().union(*sides[1].keys)
    zh_side, en_side = (Side(side.lengths, [keys & common for keys in side.keys]) for side in sides)
    return state_problem(zh_side, en_side, weigh_keys(zh_side.keys, en_side.keys, MODEL), 1.3, MODEL)


def total(problem: Problem, links: list, price: Price) -> float:
    n_linked = sum(link.zh_end - link.zh_start + link.en_end - link.en_start for link in links)
    n_units = len(problem.zh.keys) + len(problem.en.keys)
    return sum(link.score + price.bead for link in links) + price.alone * (n_units - n_linked)


def search_banded(problem: Problem, price: Price) -> list[Link]:
    return BandedSearch(problem, 512).find_links(price)


def try_everything(problem: Problem, price: Price) -> float:
    """The best sum of scores over all chains of beads, by recursion."""

    @cache
    def best(i: int, j: int) -> float:
        options = [0.0] if i == j == 0 else []
        options += [best(i - 1, j) + price.alone] if i else []
        options += [best(i, j - 1) + price.alone] if j else []
        for a, b in problem.kind_scores:
            if a <= i and b <= j:
                matched = sum(
                    match_keys(problem, *pair) for pair in itertools.product(range(i - a, i), range(j - b, j))
                )
                options.append(best(i - a, j - b) + score_bead(problem, i, j, (a, b), matched) + price.bead)
        return max(options)

    return best(len(problem.zh.keys), len(problem.en.keys))


unit = st.tuples(st.integers(1, 300), st.frozensets(st.sampled_from(KEYS), max_size=3))
prices = st.sampled_from([Price(MODEL.skip_score), Price(-0.5, -1.0), Price(0.0, -3.0)])
few, some = st.lists(unit, min_size=1, max_size=6), st.lists(unit, min_size=1, max_size=25)


@given(few, few, prices)
@settings(max_examples=60, deadline=None)
def test_both_searches_find_the_best_chain(zh, en, price):
    problem = state(zh, en)
    best = try_everything(problem, price)
    for links in (search_small(problem, price), search_banded(problem, price)):
        assert total(problem, links, price) == pytest.approx(best, abs=1e-3)


@given(some, some, prices)
@settings(max_examples=60, deadline=None)
def test_both_searches_agree_and_links_are_monotone(zh, en, price):
    problem = state(zh, en)
    small, banded = search_small(problem, price), search_banded(problem, price)
    assert total(problem, small, price) == pytest.approx(total(problem, banded, price), abs=1e-3)
    for links in (small, banded):
        for before, after in itertools.pairwise(links):
            assert before.zh_end <= after.zh_start
            assert before.en_end <= after.en_start
        for link in links:
            assert (link.zh_end - link.zh_start, link.en_end - link.en_start) in problem.kind_scores


def test_no_kind_of_bead_is_larger_than_the_padding():
    assert max(max(kind) for kind, _ in MODEL.kind_scores) <= LARGEST


def test_a_part_of_a_problem_scores_like_the_whole():
    units = [(100, {Decimal(3)}), (120, {Decimal(15766)}), (80, set()), (50, {"token:gdp"})]
    problem = state(units, units)
    part = problem.cut(1, 4, 1, 4)
    assert score_bead(part, 2, 2, (1, 1), 0.5) == pytest.approx(score_bead(problem, 3, 3, (1, 1), 0.5))
    assert search(part, 512) == [
        link._replace(
            zh_start=link.zh_start - 1, zh_end=link.zh_end - 1, en_start=link.en_start - 1, en_end=link.en_end - 1
        )
        for link in search(problem, 512)[1:]
    ]


def test_long_texts_take_the_banded_search_and_stay_on_the_path():
    zh = [(60 + 37 * at % 90, {Decimal(10000 + at)} if at % 9 == 0 else set()) for at in range(900)]
    en = [(int(length * 1.3), keys) for length, keys in zh]
    del en[300:340]
    problem = state(zh, en)
    assert len(zh) * len(en) > SMALL_CELLS
    right = [link for link in search(problem, 512) if link.en_start == link.zh_start - 40 * (link.zh_start >= 340)]
    assert len(right) > 800


def test_lengths_that_fit_score_best():
    scores = [score_lengths(100, length, MODEL) for length in (100, 120, 160, 300)]
    assert scores[0] == 0
    assert scores == sorted(scores, reverse=True)
    assert score_lengths(160, 100, MODEL) == score_lengths(100, 160, MODEL)
