"""What of a chain is kept, and how sure it is."""

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.align.judge_links import (
    STRETCH_SUM,
    estimate_confidence,
    find_shared,
    find_stretches,
    judge_links,
    keep_stretches,
    measure_shared,
)
from tasks.align.model import MODEL
from tasks.align.passage import Passage, group_paragraphs
from tasks.align.problem import Link
from tasks.align.weigh_keys import weigh_keys


def chain(*scores: float) -> list[Link]:
    return [Link(at, at + 1, at, at + 1, score) for at, score in enumerate(scores)]


def find_stretches_slowly(gains: list[float]) -> list[tuple[int, int]]:
    """By the definition of W. L. Ruzzo and M. Tompa: the best stretch, the shortest of equals, then to both sides."""
    spans = [(start, end) for start in range(len(gains)) for end in range(start + 1, len(gains) + 1)]
    start, end = max(spans, key=lambda span: (sum(gains[span[0] : span[1]]), span[0] - span[1]), default=(0, 0))
    if sum(gains[start:end]) <= 0:
        return []
    right = [(a + end, b + end) for a, b in find_stretches_slowly(gains[end:])]
    return [*find_stretches_slowly(gains[:start]), (start, end), *right]


@given(st.lists(st.integers(-9, 9).map(float), max_size=14))
def test_stretches_have_the_sums_of_the_definition(gains):
    found = find_stretches(gains)
    assert all(total == sum(gains[start:end]) > 0 for start, end, total in found)
    slow = find_stretches_slowly(gains)
    assert sorted(total for *_, total in found) == sorted(sum(gains[start:end]) for start, end in slow)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))


@pytest.mark.parametrize("gains", [[1.0, -2.0], [2.0, -1.0], [-1.0], [1.0], [-100.0, *([1.0, -2.0] * 50)]])
def test_stretches_take_linear_time(gains):
    assert find_stretches(gains * (60000 // len(gains))) is not None


def test_a_good_stretch_among_bad_links_is_kept():
    links = chain(*[-3.0] * 40, *[1.5] * 10, *[-3.0] * 40)
    assert keep_stretches(links, 90, 90, MODEL) == links[40:50]


def test_links_of_chance_are_dropped():
    links = chain(*[0.6, -1.5] * 50)
    assert keep_stretches(links, 100, 100, MODEL) == []


def test_a_short_text_needs_less():
    links = chain(0.5, 0.4)
    assert sum(link.score for link in links) < STRETCH_SUM
    assert keep_stretches(links, 2, 2, MODEL) == links


def test_segments_behind_the_last_link_count_against_nothing():
    links = chain(1.0, 1.0, 1.0)
    assert keep_stretches(links, 3, 3, MODEL) == keep_stretches(links, 5, 3, MODEL) == links


def test_no_links():
    assert judge_links([], MODEL) == []
    assert keep_stretches([], 0, 0, MODEL) == []
    assert find_stretches([]) == []


def test_neighbours_bear_on_the_score():
    among_good, among_bad = judge_links(chain(2, 0, 2), MODEL)[1], judge_links(chain(-2, 0, -2), MODEL)[1]
    assert among_good.score > 0 > among_bad.score
    assert among_good.confidence > among_bad.confidence


def test_lonely_segments_bear_on_the_score():
    close = judge_links([Link(0, 1, 0, 1, 1.0), Link(1, 2, 1, 2, 1.0)], MODEL)
    apart = judge_links([Link(0, 1, 0, 1, 1.0), Link(5, 6, 1, 2, 1.0)], MODEL)
    assert apart[1].score < close[1].score


@given(st.floats(-1e6, 1e6))
def test_confidence_is_a_probability_and_rises(score):
    assert 0 <= estimate_confidence(score) <= estimate_confidence(score + 1) <= 1


def test_shared_weight_is_of_figures_and_names_only():
    keys = [frozenset({Decimal(15766), "mark:speech"}), frozenset({"token:gdp"}), frozenset()]
    zh = Passage([9, 9, 9], keys, group_paragraphs([0, 1, 2]))
    weights = weigh_keys(keys, keys, MODEL)
    links = [Link(0, 1, 0, 1, 1.0), Link(2, 3, 2, 3, 1.0)]
    shared, possible = measure_shared(zh, zh, links, weights)
    assert shared == weights.shared[Decimal(15766)]
    assert possible == shared + weights.shared["token:gdp"]
    assert find_shared(zh, zh, Link(0, 2, 0, 1, 1.0)) == keys[0]
    assert find_shared(zh, zh, Link(0, 2, 0, 3, 1.0)) == keys[0] | keys[1]
