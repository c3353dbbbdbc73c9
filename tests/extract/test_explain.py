"""Each field of a fact names the rule and the words that decided it."""

from typing import Any

import pytest

from tasks.core.digests import digest_bytes
from tasks.extract.explain_fields import Evidence, explain_fields
from tasks.extract.settings import ExtractSettings
from tasks.extract.stage import extract_documents
from tasks.repair.settings import RepairSettings
from tasks.repair.stage import repair_documents
from tasks.schema.artifacts import SOURCES, Source
from tasks.segment.settings import SegmentSettings
from tasks.segment.stage import segment_documents

from .conftest import read_cases

SETTINGS = ExtractSettings()
COLUMNS = {
    "metric": "metric_text",
    "subject": "subject_text",
    "actor": "actor_text",
    "time": "time_edtf",
    "metric_key": "metric_key",
    "measure": "measure",
    "direction": "direction",
    "base_period": "base_period",
    "modality": "modality",
}


def read(text: str) -> dict[str, Any]:
    data = text.encode()
    sources = [Source(digest_bytes(data), "a.txt", "text/plain", len(data), data)]
    tables: dict[str, Any] = {"sources": SOURCES.from_rows(sources)}
    tables |= repair_documents(tables, RepairSettings())
    return tables | segment_documents(tables, SegmentSettings())


def explain(text: str, quote: str) -> dict[str, Evidence]:
    tables = read(text)
    facts = extract_documents(tables, SETTINGS)["facts"].to_pylist()
    fact = next(fact for fact in facts if fact["quote"] == quote)
    evidence = explain_fields(tables, SETTINGS, fact["fact_id"])
    for field, value, _, words in evidence:
        if field in COLUMNS:
            assert fact[COLUMNS[field]] == value
        assert field != "time" or fact["time_text"] == words
    return {one.field: one for one in evidence}


@pytest.mark.parametrize(("text", "quote", "expected"), read_cases("explain.json"))
def test_rule_and_words(text: str, quote: str, expected: dict[str, list[str | None]]) -> None:
    found = explain(text, quote)
    assert {field: [found[field].rule, found[field].words] for field in expected} == expected


@pytest.mark.parametrize("case", read_cases("fields.json")[::6], ids=lambda case: case[1])
def test_every_field_is_explained(case: list[Any]) -> None:
    tables = read(case[0])
    for fact in extract_documents(tables, SETTINGS)["facts"].to_pylist():
        evidence = explain_fields(tables, SETTINGS, fact["fact_id"])
        assert {"metric", "metric_key", "measure", "time", "place", "subject", "actor", "modality"} <= {
            one.field for one in evidence
        }
        for one in evidence:
            assert one.rule
            if one.value is None:
                assert one.rule.endswith("-none") or one.field in ("measure", "place"), one
            assert (
                one.words is None or one.words in case[0] or one.field in ("metric_key", "measure", "direction", "time")
            )


def test_a_fact_that_is_not_read_has_no_evidence() -> None:
    assert explain_fields(read("Guangdong had 5 cases."), SETTINGS, "f0") == []
