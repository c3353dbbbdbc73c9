"""Weights of keys: rare ones say more, one-sided ones nothing, and sums do not depend on order."""

from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.align.model import MODEL
from tasks.align.weigh_keys import classify_key, count_keys, weigh_keys

RARE, SMALL, WORD, MARK = Decimal(15766), Decimal(2), "token:gdp", "mark:speech"
ALL = [RARE, SMALL, WORD, MARK, Decimal(2023), Decimal("0.5"), Decimal(0)]


def spread(*keys_of_units) -> list[frozenset]:
    return [frozenset(keys) for keys in keys_of_units]


def test_a_rare_figure_says_more_than_a_small_one():
    units = spread([RARE, SMALL], [SMALL], [SMALL], [])
    weights = weigh_keys(units, units, MODEL)
    assert weights.shared[RARE] > 3 * weights.shared[SMALL]


def test_a_key_of_one_side_has_no_weight():
    weights = weigh_keys(spread([RARE]), spread([SMALL]), MODEL)
    assert not weights.shared and not weights.zh_alone and not weights.en_alone


def test_a_key_that_is_everywhere_says_nothing_when_shared():
    units = spread(*[[MARK]] * 500)
    weights = weigh_keys(units, units, MODEL)
    assert weights.shared[MARK] == weights.zh_alone[MARK] + weights.en_alone[MARK]


def test_absence_counts_most_where_both_sides_have_a_key_equally_often():
    even = weigh_keys(spread([RARE], [], []), spread([RARE], [], []), MODEL)
    uneven = weigh_keys(spread([RARE], [RARE], [RARE]), spread([RARE], [], []), MODEL)
    assert even.zh_alone[RARE] > uneven.zh_alone[RARE] >= 0


@pytest.mark.parametrize(
    ("key", "kind"),
    [(RARE, "figure"), (WORD, "token"), (MARK, "mark"), ("place:macao", "token"), (Decimal(0), "figure")],
)
def test_kinds_of_keys(key, kind):
    assert classify_key(key)[0] == kind


def test_shares_of_figures_fall_with_their_digits():
    shares = [classify_key(Decimal(text))[1] for text in ("7", "70000000", "42", "2023", "365", "1234", "0.00012345")]
    assert shares == [0.1, 0.1, 0.03, 0.05, 0.01, 0.002, 0.002]


units = st.lists(st.frozensets(st.sampled_from(ALL)), min_size=1, max_size=12)


@given(units, units)
def test_weights_are_never_negative_and_sum_exactly(zh, en):
    weights = weigh_keys(zh, en, MODEL)
    assert set(weights.shared) == set(count_keys(zh)) & set(count_keys(en))
    for table in weights:
        assert all(value >= 0 and value * 4096 == int(value * 4096) for value in table.values())
    values = list(weights.shared.values())[:4]
    assert len({sum(order) for order in permutations(values)}) <= 1
