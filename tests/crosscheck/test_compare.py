"""Figures and comparisons of two of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.slips import count_digits, is_close, is_scaled, is_slip
from tasks.crosscheck.compare import compare
from tasks.crosscheck.figure import COLUMNS, Figure, find_dimension, read_conversions, read_figures
from tasks.crosscheck.settings import CrosscheckSettings
from tasks.schema import FACTS

SETTINGS = CrosscheckSettings()


@pytest.fixture
def figure(fact):
    def make(*args, **more) -> Figure:
        (made,) = read_figures(fact("zh", 0, *args, **more)._asdict())
        return made

    return make


@pytest.mark.parametrize(
    ("quote", "value", "place", "round_place"),
    [
        ("33.14 million items", 33140000.0, 10000.0, 10000.0),
        ("3314萬件", 33140000.0, 10000.0, 10000.0),
        ("6,400 people", 6400.0, 1.0, 100.0),
        ("2億元", 2e8, 1e8, 1e8),
        ("12.40%", 12.4, 0.01, 0.01),
        ("两千人", 2000.0, 1.0, 1000.0),
        ("三点五", 3.5, 0.0, 0.0),
        ("0", 0.0, 0.0, 0.0),
    ],
)
def test_what_the_last_digit_is_worth(figure, quote, value, place, round_place):
    made = figure(quote, value, "item")
    assert (made.place, made.round_place) == (pytest.approx(place), pytest.approx(round_place))


@pytest.mark.parametrize(("value", "n"), [(33140000, 4), (0.0035, 2), (7, 1), (0, 1), (12.5, 3), (-250, 2), (1e-9, 1)])
def test_significant_digits(value, n):
    assert count_digits(float(value)) == n


def test_facts_without_value_are_no_figures(fact):
    assert read_figures(fact("zh", 0, "第三名", 3, "place")._replace(value=None)._asdict()) == []
    assert read_figures(fact("zh", 0, "3至5", [3, 5], "day")._replace(value_high=None)._asdict()) == []


def test_a_range_is_two_bounds(fact):
    low, high = read_figures(fact("en", 0, "3.5 to 12 km", [3.5, 12], "km")._asdict())
    assert (low.bound, low.raw, low.value, low.qualifier, low.place) == (
        "low",
        3.5,
        3500,
        "at_least",
        pytest.approx(100),
    )
    assert (high.bound, high.raw, high.value, high.qualifier) == ("high", 12, 12000, "at_most")


def test_units_convert_within_their_dimension_only():
    assert find_dimension("week", "duration") == ("seconds", 604800.0)
    assert find_dimension("year", "duration")[0] != find_dimension("day", "duration")[0]
    assert find_dimension("patent", "count") == find_dimension("item", "count") == ("count", 1.0)
    assert find_dimension("CNY", "money") == ("CNY", 1.0)
    assert find_dimension(None, None) == (None, 1.0)


def test_each_dimension_has_a_first_unit():
    by_dimension: dict[str, list[float]] = {}
    for dimension, factor in read_conversions().values():
        assert factor > 0
        by_dimension.setdefault(dimension, []).append(factor)
    assert all(1.0 in factors or dimension == "bytes" for dimension, factors in by_dimension.items())


def test_the_columns_that_are_read_are_there():
    assert set(COLUMNS) <= set(FACTS.names)


@pytest.mark.parametrize(
    ("one", "other", "is_it"), [(5.0, 5.0 + 1e-12, True), (5.0, 5.001, False), (0.0, 0.0, True), (0.0, 1.0, False)]
)
def test_close(one, other, is_it):
    assert is_close(one, other) == is_it


@pytest.mark.parametrize(
    ("one", "other", "is_it"),
    [
        (52000, 5.2, True),
        (1, 1, False),
        (3, 33, False),
        (1e8, 1e-8, True),
        (0, 10, False),
        (-1, 10, False),
        (0.3, 3, True),
    ],
)
def test_scaled(one, other, is_it):
    assert is_scaled(float(one), float(other)) == is_it


@pytest.mark.parametrize(
    ("one", "other", "is_it"),
    [
        (281, 251, True),
        (57.4, 54.7, True),
        (33140000, 33410000, True),
        (14, 19, False),
        (281, 2810, False),
        (123, 231, False),
        (281, 281, False),
        (3000, 3001, True),
    ],
)
def test_slips(one, other, is_it):
    assert is_slip(float(one), float(other)) == is_it


values = st.sampled_from([3.0, 3.0, 30.0, 64.28, 64.3, 281.0, 251.0, 6400.0, 6428.0, [3.0, 5.0], [30.0, 50.0]])
units = st.sampled_from(
    ["item", "city", "percent", "percentage_point", "CNY", "USD", "km", "mile", "times", "day", None]
)
qualifiers = st.sampled_from(["exact", "more_than", "at_least", "nearly", "at_most", "about"])


@st.composite
def figures(draw) -> Figure:
    value, unit = draw(values), draw(units)
    row = dict.fromkeys(COLUMNS)
    low, high = value if isinstance(value, list) else (None, None)
    money = unit in ("CNY", "USD")
    row |= {
        "fact_id": "f", "lang": "zh-Hans", "quote": "", "value": None if low else value, "value_low": low,
        "value_high": high, "value_text": f"{value:g}" if low is None else "", "unit": unit, "confidence": 0.9,
        "unit_class": "money" if money else "count" if unit in ("item", "city") else unit, "currency": unit if money else None,
        "qualifier": draw(qualifiers), "direction": draw(st.sampled_from([None, "increase", "decrease"])),
    }  # fmt: skip
    return draw(st.sampled_from(read_figures(row)))


@given(figures(), figures())
def test_sides_may_change_places(one, other):
    assert compare(one, other, SETTINGS) == compare(other, one, SETTINGS)


@given(figures())
def test_a_figure_agrees_with_itself(figure):
    comparison = compare(figure, figure, SETTINGS)
    assert comparison is not None
    assert comparison.status == "agree"
    assert comparison.cost <= 0.5


@given(figures(), figures())
def test_conflicts_have_reasons_and_agreements_none(one, other):
    comparison = compare(one, other, SETTINGS)
    if comparison is not None:
        assert (comparison.reason is None) == (comparison.status == "agree")
        assert 0 <= comparison.cost < 4
