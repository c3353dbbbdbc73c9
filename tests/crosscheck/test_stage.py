"""The stage as a function from tables to tables."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.crosscheck.match_figures import MOST_FIGURES
from tasks.crosscheck.settings import CrosscheckSettings
from tasks.crosscheck.stage import crosscheck_facts
from tasks.schema import AGREEMENTS, ALIGNMENTS, FACTS, REJECTS
from tasks.schema.alignments import Alignment

SETTINGS = CrosscheckSettings()


def rows_of(tables) -> list[dict]:
    made = crosscheck_facts(tables, SETTINGS)
    AGREEMENTS.check(made["agreements"])
    assert made["rejects"].equals(REJECTS.empty())
    return made["agreements"].to_pylist()


def test_rows_name_bead_and_facts(fact, tables):
    [row] = rows_of(tables([fact("zh", 0, "3.2吨", 3.2, "t"), fact("en", 0, "3,200 kg", 3200, "kilogram")]))
    assert (row["alignment_id"], row["zh_fact_id"], row["en_fact_id"]) == ("a0", "f-zh-0", "f-en-0")
    assert row["ratio"] == pytest.approx(1)
    assert row["agreement_id"].startswith("g") and len(row["agreement_id"]) == 17
    assert 0.9 <= row["confidence"] <= 1


def test_ratio_is_zh_by_en(fact, tables):
    [row] = rows_of(
        tables([fact("zh", 0, "103.7億美元", 1.037e10, "USD"), fact("en", 0, "$103.7 million", 1.037e8, "USD")])
    )
    assert row["ratio"] == pytest.approx(100)


def test_ratio_by_zero_is_none(fact, tables):
    [row] = rows_of(tables([fact("zh", 0, "0人", 0, "person"), fact("en", 0, "0 people", 0, "person")]))
    assert (row["status"], row["ratio"]) == ("agree", None)


def test_figures_go_by_position_and_lonely_english_ones_come_last(fact, tables):
    facts = [fact("zh", 2, "814人", 814, "person"), fact("zh", 1, "36所", 36, "school"), fact("en", 1, "4,100 ships", 4100, "ship"),
             fact("en", 0, "814 people", 814, "person")]  # fmt: skip
    rows = rows_of(tables(facts))
    assert [(row["zh_fact_id"], row["en_fact_id"]) for row in rows] == [
        ("f-zh-1", None),
        ("f-zh-2", "f-en-0"),
        (None, "f-en-1"),
    ]


def test_segments_of_a_bead_go_together_and_beads_apart(fact, tables):
    facts = [fact("zh", 0, "4艘", 4, "ship"), fact("en", 0, "4 ships", 4, "ship", segment_id="en-1"),
             fact("zh", 1, "7000所", 7000, "school", segment_id="zh-2"), fact("en", 1, "7,000 schools", 7000, "school", segment_id="en-3")]  # fmt: skip
    together = rows_of(tables(facts, [(["zh-0", "zh-2"], ["en-1", "en-3"])]))
    assert [row["status"] for row in together] == ["agree", "agree"]
    apart = rows_of(tables(facts, [(["zh-0"], ["en-3"]), (["zh-2"], ["en-1"])]))
    assert [row["status"] for row in apart] == ["only_zh", "only_en"] * 2
    assert [row["alignment_id"] for row in apart] == ["a0", "a0", "a1", "a1"]


def test_other_segments_and_kinds_are_left_out(fact, tables):
    facts = [fact("zh", 0, "41艘", 41, "ship", segment_id="zh-9"), fact("zh", 1, "第41名", 41, "place", kind="ranking")]
    assert rows_of(tables(facts)) == []


@pytest.mark.parametrize("kind", ["quantity", "change", "share"])
def test_kinds_that_state_values(fact, tables, kind):
    [row] = rows_of(
        tables(
            [
                fact("zh", 0, "57.4%", 57.4, "percent", kind=kind),
                fact("en", 0, "57.4%", 57.4, "percent", kind="quantity"),
            ]
        )
    )
    assert row["status"] == "agree"


def test_empty_tables():
    made = crosscheck_facts({"alignments": ALIGNMENTS.empty(), "facts": FACTS.empty()}, SETTINGS)
    assert made["agreements"].equals(AGREEMENTS.empty())
    assert made["rejects"].equals(REJECTS.empty())


def test_facts_without_beads_and_beads_without_facts(fact, tables):
    assert rows_of(tables([fact("zh", 0, "41艘", 41, "ship")], [])) == []
    assert rows_of(tables([])) == []


def test_a_table_of_figures_is_not_assigned_but_equal_ones_are_found(fact, tables):
    n = 3 * MOST_FIGURES
    zh = [fact("zh", at, f"{1000 + at}人", 1000 + at, "person") for at in range(n)]
    en = [fact("en", at, f"{1000 + at} people", 1000 + at + 5000 * (at % 2), "person") for at in range(n)]
    statuses = [row["status"] for row in rows_of(tables(zh + en))]
    assert statuses.count("agree") == n // 2
    assert statuses.count("only_zh") == statuses.count("only_en") == n // 2


def test_a_fact_that_cannot_be_read_rejects_its_document_only(fact, tables, monkeypatch):
    import tasks.crosscheck.stage as stage

    made = tables(
        [fact("zh", 0, "41艘", 41, "ship"), fact("zh", 1, "27艘", 27, "ship", segment_id="zh-1")],
        [(["zh-0"], []), (["zh-1"], [])],
    )
    table = made["alignments"].to_pylist()
    table[1]["zh_document_id"] = "other"
    made["alignments"] = ALIGNMENTS.from_rows([tuple(row.values()) for row in table])
    check_bead = stage.check_bead

    def fail_on_first(bead, *rest):
        if bead["zh_document_id"] == "zh":
            raise ValueError("broken")
        return check_bead(bead, *rest)

    monkeypatch.setattr(stage, "check_bead", fail_on_first)
    result = crosscheck_facts(made, SETTINGS)
    assert result["agreements"]["zh_fact_id"].to_pylist() == ["f-zh-1"]
    [reject] = result["rejects"].to_pylist()
    assert (reject["document_id"], reject["stage"], reject["error_type"]) == ("zh", "crosscheck", "ValueError")


kinds_of_figures = st.tuples(
    st.sampled_from([1.0, 2.0, 3.0, 20.0, 281.0, 251.0, 2810.0, 57.4, 54.7]),
    st.sampled_from(["person", "item", "percent", "CNY", "USD", "km", None]),
    st.sampled_from(["exact", "more_than", "nearly", "about"]),
)
sides = st.lists(kinds_of_figures, max_size=7)


@example(
    [(1.0, "percent", "exact"), (1.0, "person", "exact"), (2.0, "percent", "exact")],
    [(2.0, "percent", "exact"), (1.0, "person", "exact"), (1.0, "percent", "exact")],
    0.3,
)
@given(sides, sides, st.sampled_from([0.3, 0.7, 1.0]))
@settings(deadline=None, max_examples=60)
def test_each_figure_is_in_exactly_one_row(fact, tables, zh, en, confidence):
    facts = [
        fact(side, number, f"{value:g}", value, unit, qualifier=qualifier)
        for side, figures in (("zh", zh), ("en", en))
        for number, (value, unit, qualifier) in enumerate(figures)
    ]
    rows = rows_of(tables(facts, [(["zh-0"], ["en-0"], confidence)]))
    zh_ids = [row["zh_fact_id"] for row in rows if row["zh_fact_id"]]
    en_ids = [row["en_fact_id"] for row in rows if row["en_fact_id"]]
    assert zh_ids == [f"f-zh-{number}" for number in range(len(zh))]
    assert sorted(en_ids) == [f"f-en-{number}" for number in range(len(en))]
    for row in rows:
        has_both = bool(row["zh_fact_id"] and row["en_fact_id"])
        assert has_both == (row["status"] in ("agree", "conflict", "not_comparable"))
        assert 0 <= row["confidence"] <= 1
        assert (row["reason"] is not None) == (row["status"] in ("conflict", "not_comparable"))
    assert len({row["agreement_id"] for row in rows}) == len(rows)
    if confidence < SETTINGS.min_bead_confidence:
        assert all(row["status"] != "conflict" for row in rows)


def test_an_equal_in_the_next_bead_is_found(fact, tables):
    facts = [fact("zh", 0, "4870名", 4870, "person"), fact("en", 0, "4,870 people", 4870, "person", segment_id="en-1")]
    beads = [(["zh-0"], ["en-0"]), (["zh-1"], ["en-1"])]
    [row] = rows_of(tables(facts, beads))
    assert (row["status"], row["alignment_id"], row["zh_fact_id"], row["en_fact_id"]) == (
        "agree",
        "a0",
        "f-zh-0",
        "f-en-0",
    )


def test_over_the_border_of_a_bead_nothing_is_guessed(fact, tables):
    beads = [(["zh-0"], ["en-0"]), (["zh-1"], ["en-1"]), (["zh-2"], ["en-2"]), (["zh-3"], ["en-3"])]
    here = fact("zh", 0, "4870名", 4870, "person")
    for there in (
        [fact("en", 0, "4,780 people", 4780, "person", segment_id="en-1")],  # another value
        [fact("en", 0, "4,870 people", 4870, "person", segment_id="en-3")],  # too far
        [fact("en", n, "4,870 people", 4870, "person", segment_id=f"en-{n + 1}") for n in (0, 1)],  # two rivals
    ):
        assert {row["status"] for row in rows_of(tables([here, *there], beads))} == {"only_zh", "only_en"}


@pytest.mark.parametrize(("zh", "en"), [("三人年龄分别为33岁、34岁", ""), ("", "33 and 34 percent respectively")])
def test_a_word_says_that_order_matters(fact, tables, zh, en):
    facts = [fact("zh", 0, "33%", 33, "percent"), fact("zh", 1, "34%", 34, "percent"),
             fact("en", 0, "34%", 34, "percent"), fact("en", 1, "33%", 33, "percent")]  # fmt: skip
    made = tables(facts)
    texts = made["alignments"].to_pylist()
    assert {row["reason"] for row in rows_of(made)} == {None}
    made["alignments"] = ALIGNMENTS.from_rows([Alignment(**{**row, "zh_text": zh, "en_text": en}) for row in texts])
    assert {row["reason"] for row in rows_of(made)} == {"order"}
