"""Damage and what becomes of it, clean text that stays: as data. A known failure must fail, or it is known no more."""

import json
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).parent / "cases"


def load(name: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in json.loads((CASES / name).read_text(encoding="utf-8"))]


CLEAN = json.loads((CASES / "clean.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", load("mojibake.json") + load("escapes.json") + load("invisible.json"))
def test_damage_is_undone(case: dict[str, Any], repair: Any) -> None:
    repaired = repair(case["before"])
    if case.get("known_failure"):
        assert repaired.text != case["after"], "no known failure any more"
        return
    assert repaired.text == case["after"]
    assert {edit.rule for edit in repaired.edits} == {case["rule"]}
    assert not repaired.is_lossy


@pytest.mark.parametrize("case", load("kept.json"))
def test_clean_text_is_kept(case: dict[str, Any], repair: Any) -> None:
    assert repair(case["text"]).edits == ()


@pytest.mark.parametrize("lang", sorted(CLEAN))
def test_clean_sentences_are_kept(lang: str, repair: Any) -> None:
    for sentence in CLEAN[lang]:
        assert repair(sentence).edits == ()
    assert repair("\n".join(CLEAN[lang])).edits == ()


def test_all_clean_sentences_together_are_kept(repair: Any) -> None:
    assert repair("\n".join(sentence for lang in sorted(CLEAN) for sentence in CLEAN[lang])).edits == ()
