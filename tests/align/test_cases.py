"""Cases as data: what is right, and what is known to be wrong at this depth."""

import json
from pathlib import Path

import pytest

from tasks.align.align_sentences import align_sentences
from tasks.align.make_beads import align_languages
from tasks.align.settings import AlignSettings

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list:
    cases = json.loads((CASES / name).read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in cases]


def judge(case: dict, found: list[list[list[int]]]) -> None:
    if "known_failure" in case:
        assert found != case["beads"], f"no longer a failure, drop known_failure: {case['known_failure']}"
    else:
        assert found == case["beads"]


@pytest.mark.parametrize("case", read_cases("sentences.json"))
def test_sentences(case):
    beads = align_sentences(case["zh"], case["en"], AlignSettings())
    judge(case, [[list(bead.zh), list(bead.en)] for bead in beads])


@pytest.mark.parametrize("case", read_cases("mixtures.json"))
def test_mixtures(case, mixture):
    lines = case["lines"]
    made = mixture(lines)
    beads = align_languages(made, AlignSettings())
    found = [[[made.zh_places[at] for at in bead.zh], [made.en_places[at] for at in bead.en]] for bead in beads]
    judge(case, found)


@pytest.mark.parametrize("name", ["sentences.json", "mixtures.json"])
def test_cases_do_not_repeat_themselves(name):
    names = [case.values[0]["name"] for case in read_cases(name)]
    assert len(names) == len(set(names))
