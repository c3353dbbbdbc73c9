"""Figures of one sentence that add up."""

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tasks.crosscheck.figure import read_figures
from tasks.crosscheck.find_sums import find_sums
from tasks.crosscheck.list_sums import list_sums
from tasks.crosscheck.settings import CrosscheckSettings
from tasks.crosscheck.stage import crosscheck_facts
from tasks.schema import FACTS

from .conftest import make_fact
from .plant_sums import OPEN, RIGHT, SEED, WRONG, find_verdicts, make_cases


def sums_of(values, unit="case", **more):
    """(total, parts, status) of the sums among figures written as these numbers."""
    facts = [
        make_fact("en", at, f"{value:,}", value, unit, **{"measure": "level", **more})
        for at, value in enumerate(values)
    ]
    figures = [figure for fact in facts for figure in read_figures(fact._asdict())]
    return [(s.total and s.total.value, [part.value for part in s.parts], s.status) for s in find_sums(figures)]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([329300, 54900, 274400], [(329300, [54900, 274400], "agree")]),
        ([1344, 8342, 9686], [(9686, [8342, 1344], "agree")]),
        ([9686, 1344, 8342, 129], [(9686, [1344, 8342], "agree")]),
        ([9686, 1344, 8352], [(9686, [1344, 8352], "conflict")]),
        ([9868, 1344, 8342], []),
        ([96867, 13444, 88423], [(96867, [13444, 88423], "conflict")]),
        ([9686, 1344, 9342], [(9686, [1344, 9342], "conflict")]),
        ([9686, 1344, 6142], []),
        ([5, 2, 3], []),
        ([9686, 1344], []),
        ([23700, 281300, 4100], []),
    ],
)
def test_totals_stand_beside_their_parts(values, found):
    assert sums_of(values) == found


def test_rounded_parts_add_up_to_their_last_digits():
    assert sums_of([31.4, 12.3, 19.2], "t") == [(31.4e6, [12.3e6, 19.2e6], "agree")]
    assert sums_of([314.0, 123.0, 189.0], "t") == []


def test_shares_make_a_hundred():
    assert sums_of([57.4, 31.2, 11.4], "percent", measure="share") == [(None, [57.4, 31.2, 11.4], "agree")]
    assert sums_of([57.4, 31.2, 15.4], "percent", measure="share") == []
    assert sums_of([50.0, 50.0], "percent", measure="share") == []


@given(st.lists(st.integers(1000, 10**7), min_size=2, max_size=6))
def test_every_sum_is_found(parts):
    total = sum(parts)
    assume(len(str(total).rstrip("0")) > 2)
    assert "agree" in [status for whole, _, status in sums_of([total, *parts]) if whole == total]


@given(st.lists(st.integers(0, 10**7), max_size=8))
def test_what_is_found_is_right(values):
    for total, parts, status in sums_of(values):
        assert len(parts) > 1
        assert total == pytest.approx(sum(parts), rel=0.006) or status == "conflict"


def test_sums_are_rows_of_their_own():
    facts = [
        make_fact("en", at, f"{value:,}", value, "case", measure="level") for at, value in enumerate([9686, 1344, 8342])
    ]
    other = [
        make_fact("zh", at, f"{value:,}", value, "case", measure="level") for at, value in enumerate([9686, 1344, 8342])
    ]
    tables = {"facts": FACTS.from_rows(facts), "partner:facts": FACTS.from_rows(other)}
    [row] = crosscheck_facts(tables, CrosscheckSettings())["agreements"].to_pylist()
    assert (row["kind"], row["status"], row["alignment_id"], row["zh_fact_id"]) == ("sum", "agree", None, None)
    assert row["en_fact_id"] == "f-en-0"
    assert row["fact_ids"] == ["f-en-0", "f-en-1", "f-en-2"]
    assert row["ratio"] == 1.0


def shares_of(values, rest, **more):
    """Statuses of the sums of shares, of which the last is said to be the rest where `rest` is its metric."""
    facts = [
        make_fact("zh", at, f"{value}%", value, "percent", measure="share", metric_text="工业占", **more)
        for at, value in enumerate(values)
    ]
    facts[-1] = facts[-1]._replace(metric_text=rest)
    return [found.status for found in find_sums([figure for fact in facts for figure in read_figures(fact._asdict())])]


@pytest.mark.parametrize("rest", ["其他行业占", "其餘地區占", "others", "the remaining"])
def test_shares_of_a_whole_that_miss_it_by_a_digit(rest):
    assert shares_of([52.3, 34.5, 8.1, 5.1], rest) == ["agree"]
    assert shares_of([52.3, 35.4, 8.1, 5.1], rest) == ["conflict"]
    assert shares_of([52.3, 34.5, 3.1, 5.1], rest) == ["conflict"]
    assert shares_of([52.3, 34.5, 3.1, 5.1], rest, qualifier="about") == []


def test_shares_that_miss_a_hundred_are_left_alone_where_nothing_says_that_they_are_all():
    assert shares_of([52.3, 34.5, 3.1, 5.1], "农业占") == []
    assert shares_of([52.3, 34.5, 21.7, 14.6], "其他行业占") == []


VALUES = st.one_of(st.integers(1, 400), st.integers(1000, 9999), st.sampled_from([9686, 1344, 8342, 57.4, 31.2, 11.4]))


@example([(1, 46, "percent"), (1, 52, "percent"), (1, 52, "percent")])
@given(st.lists(st.tuples(st.integers(0, 2), VALUES, st.sampled_from(["case", "percent", "km"])), max_size=14))
def test_sifting_loses_no_sum(stated):
    facts = [
        make_fact("en", at, f"{value:,}", value, unit, segment_id=f"s{segment}", measure="level", metric_text="others")
        for at, (segment, value, unit) in enumerate(stated)
    ]
    table = FACTS.from_rows(facts)
    by_hand = {
        (segment, tuple(figure.fact_id for figure in found.parts))
        for segment in {fact.segment_id for fact in facts}
        for found in find_sums(
            [f for fact in facts if fact.segment_id == segment for f in read_figures(fact._asdict())]
        )
    }
    rows = [row for _, some in list_sums(table) for row in some]
    where = {fact.fact_id: fact.segment_id for fact in facts}
    found = {(where[row.fact_ids[-1]], tuple(row.fact_ids[row.en_fact_id is not None :])) for row in rows}
    assert found == by_hand


@pytest.mark.parametrize("half", ["tune", "held"])
def test_planted_wrong_digits_are_found_and_hardly_anything_else(half):
    cases = list(make_cases(half, 160, SEED))
    found = list(zip((case.kind for case in cases), find_verdicts(cases), strict=True))
    assert found.count((WRONG, "conflict")) >= 0.7 * 80
    assert found.count((RIGHT, "agree")) >= 0.85 * 40
    assert found.count((RIGHT, "conflict")) + found.count((OPEN, "conflict")) <= 1
    assert cases == list(make_cases(half, 160, SEED))
