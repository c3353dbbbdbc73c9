"""The sample documents against what was read in them by hand, through all stages without Prefect."""

from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from flows.local import Batch, compare_batch, load_sources, read_batch
from tasks.core.spans import decode_span
from tasks.schema.edits import edits_by_document
from tests.conftest import ROOT

TRUTH = ROOT / "tests" / "seeds"
COARSE = {"at_least": "more_than", "at_most": "up_to"}
FLOORS = {"value": 0.97, "value and unit": 0.85, "value, unit and qualifier": 0.85}
"""Shares of the figures read by hand that must be found. The rules were not made on these documents."""


def read_rows(name: str) -> list[dict[str, str]]:
    lines = [line for line in (TRUTH / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


@lru_cache(maxsize=1)
def read_samples() -> Batch:
    paths = sorted((ROOT / "seeds").glob("*.txt"))
    return compare_batch(read_batch(load_sources([(path.name, path.read_bytes()) for path in paths])))


def documents() -> dict[str, dict[str, Any]]:
    return {row["uri"]: row for row in read_samples().tables["documents"].to_pylist()}


def facts_by_file() -> dict[str, list[dict[str, Any]]]:
    names = {row["document_id"]: uri for uri, row in documents().items()}
    found = defaultdict(list)
    for fact in read_samples().tables["facts"].to_pylist():
        found[names[fact["document_id"]]].append(fact)
    return found


@pytest.mark.parametrize("row", read_rows("expected.tsv"), ids=lambda row: row["name"])
def test_each_document_is_read_as_it_was_meant(row: dict[str, str]) -> None:
    document = documents()[row["name"]]
    assert str(document["is_lossy"]).lower() == row["is_lossy"]
    assert {lang for lang, share in document["lang_share"] if share > 0.02} == set(
        row["languages"].replace(",", " ").split()
    )
    assert len(facts_by_file()[row["name"]]) >= int(row["min_quantities"])
    if row["name"] != "two-charsets.txt":  # either charset may be the one that edits depart from
        assert document["charset"] == row["charset"]


def test_nothing_is_rejected() -> None:
    assert read_samples().rejects == []


def share_found(*fields: str) -> float:
    rows = read_rows("expected_figures.tsv")
    found = facts_by_file()
    return sum(any(is_same(fact, row, fields) for fact in found[row["file"]]) for row in rows) / len(rows)


def is_same(fact: dict[str, Any], row: dict[str, str], fields: tuple[str, ...]) -> bool:
    if fact["quote"].replace("\u00a0", " ") != row["quote"].replace("\u00a0", " "):
        return False
    said = {**row, "value": float(row["value"]), "qualifier": COARSE.get(row["qualifier"], row["qualifier"])}
    got = {**fact, "qualifier": COARSE.get(fact["qualifier"], fact["qualifier"])}
    return all(got[field] == said[field] for field in fields)


@pytest.mark.parametrize("what", sorted(FLOORS))
def test_figures_read_by_hand_are_found(what: str) -> None:
    assert share_found(*what.replace(" and", ",").split(", ")) >= FLOORS[what]


def test_the_one_conflict_is_found_and_no_other() -> None:
    tables = read_samples().tables
    facts = {fact["fact_id"]: fact for fact in tables["facts"].to_pylist()}
    conflicts = [row for row in tables["agreements"].to_pylist() if row["status"] == "conflict"]
    quotes = [(facts[row["zh_fact_id"]]["quote"], facts[row["en_fact_id"]]["quote"]) for row in conflicts]
    assert quotes == [("3.3萬項", "3,300 innovative achievements")]


def test_the_bytes_of_every_fact_prove_it() -> None:
    tables = read_samples().tables
    edits = edits_by_document(tables["edits"])
    by_id = {row["document_id"]: row for row in documents().values()}
    for fact in tables["facts"].to_pylist():
        document = by_id[fact["document_id"]]
        content = (ROOT / "seeds" / Path(document["uri"])).read_bytes()
        span = (fact["byte_start"], fact["byte_end"])
        assert decode_span(content, document["charset"], edits.get(fact["document_id"], []), *span) == fact["quote"]
