"""Figures that are stated more than once in one language: equal, with a slip, or of two things."""

from typing import Any

import pytest

from flows.local import compare_batch, load_sources, read_batch
from tasks.gather.find_restatements import find_restatements
from tasks.schema import AGREEMENTS
from tasks.schema.facts import FACTS, Fact

from .measure import measure
from .test_gather import make_fact

SAID: dict[str, Any] = {"metric_text": "IP cases", "subject_text": "courts", "time_source": "sentence"}


def state(name: str, value: float, text: str, **changed: Any) -> Fact:
    """A statement in a sentence and a document of its own."""
    return make_fact(name, value, text, **({"segment_id": f"s-{name}", "document_id": f"d-{name}"} | SAID | changed))


def find(*facts: Fact) -> list[tuple[str, str | None, list[str]]]:
    rows = find_restatements(FACTS.from_rows(facts), 0.5)
    AGREEMENTS.check(rows)
    return [(row["status"], row["reason"], row["fact_ids"]) for row in rows.to_pylist()]


def test_one_statement_is_none() -> None:
    assert find() == []
    assert find(state("f1", 91000, "91,000")) == []


@pytest.mark.parametrize(
    ("value", "text", "more", "found"),
    [
        (91480, "91,480", {}, ("agree", None)),
        (91000, "9.1万", {}, ("agree", None)),
        (91840, "91,840", {}, ("conflict", "value")),
        (914800, "914,800", {}, ("conflict", "scale")),
        (92100, "92,100", {}, ("conflict", "value")),
        (91840, "91,840", {"qualifier": "about"}, None),
        (281300, "281,300", {}, None),
        (91840, "91,840", {"subject_text": "the courts of two cities"}, None),
        (91840, "91,840", {"metric_text": "new IP cases"}, None),
        (91840, "91,840", {"time_source": "document"}, None),
    ],
)
def test_a_second_statement(
    value: float, text: str, more: dict[str, Any], found: tuple[str, str | None] | None
) -> None:
    rows = find(state("f1", 91480, "91,480"), state("f2", value, text, **more))
    assert rows == ([(*found, ["f1", "f2"])] if found else [])


@pytest.mark.parametrize(
    "more",
    [
        {"measure": "cumulative"}, {"time_edtf": "2022"}, {"modality": "planned"}, {"place_gbt2260": "440300"},
        {"direction": "increase"}, {"unit": "percent"}, {"lang": "zh-Hans"}, {"metric_key": "patents_granted"}, {"confidence": 0.3},
    ],
)  # fmt: skip
def test_figures_of_two_things_are_not_compared(more: dict[str, Any]) -> None:
    assert find(state("f1", 91480, "91,480"), state("f2", 91840, "91,840", **more)) == []


def test_a_figure_without_a_place_is_restated_in_its_own_document_only() -> None:
    nowhere = {"place_gbt2260": None, "place_iso": None, "place_text": None}
    first = state("f1", 91480, "91,480", **nowhere)
    assert find(first, state("f2", 91480, "91,480", **nowhere)) == []
    assert find(first, state("f2", 91480, "91,480", **(nowhere | {"document_id": "d-f1"}))) == [("agree", None, ["f1", "f2"])]  # fmt: skip


def test_a_city_without_a_name_is_another_one_in_each_document() -> None:
    uncoded = {"place_gbt2260": None, "place_iso": None, "place_text": "全市"}
    first, second = state("f1", 91480, "91,480", **uncoded), state("f2", 91840, "91,840", **uncoded)
    assert find(first, second) == []
    assert find(first, second._replace(document_id="d-f1")) == [("conflict", "value", ["f1", "f2"])]


def test_the_first_statement_is_compared_with_all_others_in_the_order_of_the_table() -> None:
    facts = [state("f9", 57, "57", metric_key="b"), state("f2", 91480, "91,480"), state("f1", 91480, "91,480"), state("f0", 57, "57", metric_key="b")]  # fmt: skip
    assert [ids for _, _, ids in find(*facts, state("f3", 91480, "91,480"))] == [["f9", "f0"], ["f2", "f1"], ["f2", "f3"]]  # fmt: skip
    same_sentence = state("f4", 91840, "91,840", segment_id="s-f2")
    assert [ids for _, _, ids in find(*facts[1:2], same_sentence)] == []


FIRST = "2023年，云南省新建农村公路8,642公里，完成投资153.7亿元。\n"
SLIPPED = "2023年，云南省新建农村公路8,462公里，完成投资153.7亿元。\n"


@pytest.mark.parametrize(
    ("second", "statuses"), [(FIRST + "\n附件见后。\n", ["agree", "agree"]), (SLIPPED, ["agree", "conflict"])]
)
def test_two_documents_of_a_run(second: str, statuses: list[str]) -> None:
    batch = read_batch(load_sources([("a.txt", FIRST.encode()), ("b.txt", second.encode())]))
    rows = [row for row in compare_batch(batch).tables["agreements"].to_pylist() if row["kind"] == "restatement"]
    assert sorted(row["status"] for row in rows) == statuses


def test_each_figure_is_restated_by_those_that_agree_with_it() -> None:
    facts = [state(f"f{at}", value, f"{value:,}") for at, value in enumerate([91480, 57310, 91480, 57310, 57130])]
    assert find(*facts) == [("agree", None, ["f0", "f2"]), ("agree", None, ["f1", "f3"]), ("conflict", "value", ["f1", "f4"])]  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "is_found"),
    [(None, True), ("The report", True), ("in 2023, courts", True), ("As", True), ("prosecutors", False)],
)
def test_who_only_tells_is_no_subject(subject: str | None, is_found: bool) -> None:
    second = state("f2", 91840, "91,840", subject_text=subject, metric_key=None, metric_text="took 91,840 cases")
    first = state("f1", 91480, "91,480", metric_key=None, metric_text="took 91,480 cases")
    assert bool(find(first, second)) == is_found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"metric_text": "规上企业营收"}, {"metric_text": "全市规模以上企业营业收入"}),
        ({"metric_text": "累计完成货物吞吐量"}, {"metric_text": "货物吞吐量总数"}),
        ({"metric_text": "城镇居民的人均可支配收入"}, {"metric_text": "城镇居民人均可支配收入"}),
        ({"metric_text": "total value of imports", "subject_text": "The total value of imports"}, {"metric_text": "Imports", "subject_text": "Imports"}),
        ({"metric_text": "bank's net profit", "subject_text": "The bank's net profit"}, {"metric_text": "net profit", "subject_text": "net profit"}),
    ],
)  # fmt: skip
def test_the_same_metric_in_other_words(one: dict[str, Any], other: dict[str, Any]) -> None:
    shared = {"metric_key": None, "subject_text": None}
    first, second = state("f1", 91480, "91,480", **shared | one), state("f2", 91840, "91,840", **shared | other)
    assert find(first, second) == [("conflict", "value", ["f1", "f2"])]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"metric_text": "利用外资"}, {"metric_text": "实际利用外资"}),
        ({"metric_text": "常住人口"}, {"metric_text": "户籍人口"}),
        ({"metric_text": "营业收入"}, {"metric_text": "营业利润"}),
        ({"metric_text": "集装箱吞吐量"}, {"metric_text": "外贸集装箱吞吐量"}),
        ({"metric_text": "net profit", "subject_text": "The bank's net profit"}, {"metric_text": "net profit", "subject_text": "The insurer's net profit"}),
        ({"metric_text": "total value of imports"}, {"metric_text": "total volume of exports"}),
    ],
)  # fmt: skip
def test_metrics_that_look_alike_are_not_compared(one: dict[str, Any], other: dict[str, Any]) -> None:
    shared = {"metric_key": None, "subject_text": None}
    assert find(state("f1", 91480, "91,480", **shared | one), state("f2", 91840, "91,840", **shared | other)) == []


def test_planted_slips_are_found_where_the_words_are_the_same() -> None:
    for (wording, _, slip), statuses in measure(14).items():
        expected = "agree" if slip is None else "conflict"
        if wording == "same words":
            assert statuses.count(expected) >= 0.97 * len(statuses)
        elif wording == "something else" or slip is None:
            assert "conflict" not in statuses
