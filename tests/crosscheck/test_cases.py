"""Beads as data, and what is to be said about their figures."""

import json
from pathlib import Path

import pytest

from tasks.crosscheck.settings import CrosscheckSettings
from tasks.crosscheck.stage import crosscheck_facts

CASES = json.loads((Path(__file__).parent / "cases" / "beads.json").read_text(encoding="utf-8"))


def verdicts_of(case, fact, tables) -> list:
    """The rows of the stage as the case writes them."""
    sides = {"zh": case["zh"], "en": case["en"]}
    facts = [
        fact(side, number, quote, value, unit, **(more[0] if more else {}))
        for side, rows in sides.items()
        for number, (quote, value, unit, *more) in enumerate(rows)
    ]
    bead = (["zh-0"], ["en-0"], case.get("confidence", 0.99))
    made = crosscheck_facts(tables(facts, [bead]), CrosscheckSettings())
    assert made["rejects"].num_rows == 0
    return [
        [_number(row["zh_fact_id"]), _number(row["en_fact_id"]), row["status"], row["reason"]]
        for row in made["agreements"].to_pylist()
    ]


def _number(fact_id: str | None) -> int | None:
    return None if fact_id is None else int(fact_id.rpartition("-")[2])


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_beads(case, fact, tables):
    found = verdicts_of(case, fact, tables)
    if "known_failure" in case:
        assert found != case["verdicts"], f"no longer a failure, drop known_failure: {case['known_failure']}"
    else:
        assert found == case["verdicts"]


def test_cases_do_not_repeat_themselves():
    assert len({case["name"] for case in CASES}) == len(CASES)
