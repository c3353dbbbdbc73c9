"""Facts that state the same thing become one row; facts that contradict each other give no value."""

import datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.gather.gather_shards import gather_shards
from tasks.gather.settings import GatherSettings
from tasks.gather.stage import gather_indicators
from tasks.schema.facts import FACTS, Fact
from tasks.store.artifacts import ArtifactStore, Reference
from tasks.store.steps import Step

YEAR = datetime.date(2023, 1, 1), datetime.date(2023, 12, 31)


def make_fact(name: str, value: float | None, text: str, **changed: Any) -> Fact:
    """91,000 IP cases accepted in Guangdong in 2023, unless told otherwise."""
    said: dict[str, Any] = {
        "fact_id": name, "kind": "quantity", "document_id": "d1", "segment_id": "s", "lang": "en", "quote": text,
        "char_start": 0, "char_end": 1, "byte_start": 0, "byte_end": 1, "rule": "r", "confidence": 0.9, "value": value,
        "value_text": text, "qualifier": "exact", "unit": "case", "unit_class": "count", "metric_key": "ip_cases_accepted",
        "measure": "level", "modality": "actual", "place_text": "Guangdong", "place_iso": "CN-GD",
        "place_gbt2260": "440000", "time_edtf": "2023", "time_start": YEAR[0], "time_end": YEAR[1],
    }  # fmt: skip
    return Fact(**(said | changed))


def gather(*facts: Fact, **settings: Any) -> list[dict[str, Any]]:
    made = gather_indicators({"facts": FACTS.from_rows(facts)}, GatherSettings(**settings))
    rows: list[dict[str, Any]] = made["indicators"].to_pylist()
    return rows


def test_both_languages_make_one_row() -> None:
    zh = make_fact("f1", 91000, "9.1万", lang="zh-Hans", document_id="d2", unit="item")
    (row,) = gather(make_fact("f2", 91000, "91,000"), zh)
    assert (row["value"], row["unit"], row["n_facts"], row["n_documents"]) == (91000, "case", 2, 2)
    assert (row["langs"], row["fact_ids"], row["has_conflict"]) == (["en", "zh-Hans"], ["f1", "f2"], False)
    assert (row["time_start"], row["time_end"], row["place_iso"]) == (*YEAR, "CN-GD")


@pytest.mark.parametrize(
    ("other", "text", "qualifier", "value"),
    [
        (91234, "91,234", "exact", 91234),
        (90000, "9万", "more_than", 91000),
        (92000, "92,000", "exact", None),
        (100000, "10万", "nearly", 91000),
        (910000, "910,000", "exact", None),
    ],
)
def test_a_coarser_statement_may_agree(other: float, text: str, qualifier: str, value: float | None) -> None:
    (row,) = gather(make_fact("f1", 91000, "9.1万"), make_fact("f2", other, text, qualifier=qualifier))
    assert (row["value"], row["has_conflict"]) == (value, value is None)


@pytest.mark.parametrize(
    "changed",
    [
        {"time_edtf": "2022"},
        {"place_gbt2260": "330000", "place_iso": "CN-ZJ"},
        {"modality": "planned"},
        {"measure": "cumulative"},
        {"metric_key": "ip_cases_concluded"},
        {"unit": "batch"},
        {"place_gbt2260": None, "place_iso": None, "place_text": "Nansha District"},
    ],
)
def test_what_differs_stays_apart(changed: dict[str, Any]) -> None:
    rows = gather(make_fact("f1", 1, "1"), make_fact("f2", 2, "2", **changed))
    assert [row["has_conflict"] for row in rows] == [False, False]


@pytest.mark.parametrize("words", ["全市", "我縣", "全自治区", "省内", "The city", "the whole province", "nationwide"])
def test_a_place_that_has_no_name_is_that_of_its_document(words: str) -> None:
    uncoded = {"place_gbt2260": None, "place_iso": None, "place_text": words}
    one, two = make_fact("f1", 1, "1", **uncoded), make_fact("f2", 2, "2", **uncoded, document_id="d2")
    assert [row["has_conflict"] for row in gather(one, two)] == [False, False]
    assert [row["place_document_id"] for row in gather(one, two)] == ["d1", "d2"]
    assert len({row["indicator_id"] for row in gather(one, two)}) == 2
    (row,) = gather(one, two._replace(document_id="d1"))
    assert row["has_conflict"]
    (row,) = gather(*(fact._replace(place_text="Nansha District") for fact in (one, two)))
    assert (row["n_documents"], row["place_document_id"]) == (2, None)
    (row,) = gather(*(fact._replace(place_iso="CN-GD") for fact in (one, two)))
    assert row["n_documents"] == 2


@pytest.mark.parametrize(
    "changed",
    [{"metric_key": None}, {"value": None}, {"time_edtf": None}, {"place_text": None}, {"confidence": 0.3}],
)
def test_what_says_too_little_states_no_indicator(changed: dict[str, Any]) -> None:
    assert gather(make_fact("f1", 1, "1")._replace(**changed)) == []
    assert len(gather(make_fact("f1", 1, "1", time_edtf=None), needs_time=False)) == 1


@given(
    st.lists(st.tuples(st.sampled_from([100.0, 104.0, 110.0, 1e9]), st.sampled_from("ab")), max_size=8), st.randoms()
)
def test_the_order_of_facts_changes_nothing(values: list[tuple[float, str]], random: Any) -> None:
    facts = [make_fact(f"f{n}", value, f"{value:.0f}", time_edtf=when) for n, (value, when) in enumerate(values)]
    rows = gather(*facts)
    random.shuffle(facts)
    assert gather(*facts) == rows
    assert sum(row["n_facts"] for row in rows) == len(facts)


def test_shards_are_read_together(tmp_path: Any) -> None:
    store = ArtifactStore(tmp_path)
    shards = [FACTS.from_rows([make_fact(name, 91000, "91,000", document_id=name)]) for name in ("f1", "f2")]
    found = [Reference(stage="extract", tables={"facts": store.write("facts", rows)}, counts={}) for rows in shards]
    step = Step(stage="gather", shard="all", store=str(tmp_path), lineage="x")
    made = gather_shards(step, {"facts": found}, GatherSettings())
    rows = store.read("indicators", [made["tables"]["indicators"]])
    assert isinstance(rows, pa.Table)
    assert rows["n_documents"].to_pylist() == [2]


def test_parts_make_what_the_whole_makes(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    store = ArtifactStore(tmp_path)
    said = [
        (key, text, n)
        for n in range(3)
        for key, text in (("patents_granted", "a"), ("courts", "b"), (None, "c 1"), (None, "c 2"))
    ]
    facts = [
        make_fact(
            f"f{i}",
            91000 + n // 2,
            f"{91000 + n // 2:,}",
            document_id=f"d{i}",
            segment_id=f"s{i}",
            metric_key=key,
            metric_text=text,
        )
        for i, (key, text, n) in enumerate(said)
    ]
    found = [Reference(stage="extract", tables={"facts": store.write("facts", FACTS.from_rows(facts))}, counts={})]
    step = Step(stage="gather", shard="all", store=str(tmp_path), lineage="x")
    whole = gather_shards(step, {"facts": found}, GatherSettings())
    monkeypatch.setattr("tasks.gather.gather_shards.ROWS_AT_ONCE", 2)
    parts = gather_shards(step, {"facts": found}, GatherSettings())
    assert parts["tables"]["indicators"] == whole["tables"]["indicators"]
    assert list(store.scratch.iterdir()) == []
    rows = [store.read("agreements", [made["tables"]["agreements"]]).to_pylist() for made in (whole, parts)]
    assert len(rows[0]) > 4
    assert sorted(rows[0], key=str) == sorted(rows[1], key=str)


def test_without_facts_there_is_an_empty_table(tmp_path: Any) -> None:
    step = Step(stage="gather", shard="all", store=str(tmp_path), lineage="x")
    made = gather_shards(step, {"facts": []}, GatherSettings())
    assert made["counts"] == {"indicators": 0, "agreements": 0}
