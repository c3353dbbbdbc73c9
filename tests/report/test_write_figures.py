"""Values, ratios and codes in words."""

import decimal
import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.report.write_figures import spell, write_number, write_percent, write_ratio, write_value

CASES = json.loads((Path(__file__).parent / "cases/values.json").read_text(encoding="utf-8"))
NOTHING = dict.fromkeys(("value", "value_low", "value_high", "value_decimal", "qualifier"))


@pytest.mark.parametrize("case", CASES, ids=[case["shown"] for case in CASES])
def test_write_value(case):
    fact = {**NOTHING, **case["fact"]}
    if fact["value_decimal"] is not None:
        fact["value_decimal"] = decimal.Decimal(fact["value_decimal"])
    assert write_value(fact) == case["shown"]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_reads_back(value):
    assert math.isclose(float(write_number(value).replace(",", "")), value, rel_tol=1e-5)


@given(st.integers(-(10**20), 10**20))
def test_integers_keep_all_digits(value):
    assert write_number(decimal.Decimal(value)) == f"{value:,}"


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=9))
def test_decimals_keep_all_digits(value):
    assert decimal.Decimal(write_number(value).replace(",", "")) == value


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan])
def test_what_is_no_number_is_written_all_the_same(value):
    assert write_number(value) == str(value)


@pytest.mark.parametrize(
    ("ratio", "shown"),
    [
        (None, None),
        (1.0, "1"),
        (10.0, "10"),
        (0.1, "0.1"),
        (1 / 3, "0.3333"),
        (10_000.0, "10,000"),
        (1.0004, "1"),
        (0.0, "0"),
    ],
)
def test_write_ratio(ratio, shown):
    assert write_ratio(ratio) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.0, "0%"),
        (0.001, "<1%"),
        (0.0099, "<1%"),
        (0.01, "1%"),
        (0.574, "57%"),
        (0.99, "99%"),
        (0.9901, ">99%"),
        (1.0, "100%"),
    ],
)
def test_write_percent(share, shown):
    assert write_percent(share) == shown


def test_spell():
    assert spell("in_year_against_cumulative") == "in year against cumulative"
