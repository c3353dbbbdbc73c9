"""Sentences: cases as data, and what holds for every text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.lines import BLANKS
from tasks.segment.find_enumerations import find_enumerations
from tasks.segment.split_sentences import split_sentences

CASES = json.loads((Path(__file__).parent / "cases/sentences.json").read_text(encoding="utf-8"))
PIECES = st.sampled_from(
    [
        *'。！？.!?…”"」)）(（《》：；;5-— \u3000\u00a0\u200b\n',
        "1.",
        "2.",
        "1、",
        "[1]",
        "No",
        "Mr",
        "U.S",
        "a",
        "The",
        "国",
        "他说",
    ]
)


def sentences_of(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def is_right(case: dict[str, Any]) -> bool:
    return sentences_of(case.get("joined_by", " ").join(case["sentences"])) == case["sentences"]


@pytest.mark.parametrize("case", [c for c in CASES if "known_failure" not in c], ids=lambda c: c["name"])
def test_case(case: dict[str, Any]) -> None:
    assert sentences_of(case.get("joined_by", " ").join(case["sentences"])) == case["sentences"]


@pytest.mark.parametrize("case", [c for c in CASES if "known_failure" in c], ids=lambda c: c["name"])
def test_known_failure(case: dict[str, Any]) -> None:
    assert not is_right(case), "this case passes now: take the mark away"


@given(st.lists(PIECES, max_size=40).map("".join).map(lambda text: text.strip(BLANKS)))
def test_every_character_that_is_not_blank_lies_in_one_sentence(text: str) -> None:
    spans = split_sentences(text)
    covered = [False] * len(text)
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start] not in BLANKS and text[end - 1] not in BLANKS
        for at in range(start, end):
            assert not covered[at]
            covered[at] = True
    assert spans == sorted(spans)
    assert all(done or char in BLANKS for done, char in zip(covered, text, strict=True))


def test_nothing_gives_nothing() -> None:
    assert split_sentences("") == []


def test_enumerations_begin_at_the_start_or_behind_a_mark() -> None:
    text = "Tasks: 1. Dig 2. Fill 3. Rest"
    assert [text[resume : resume + 2] for _, resume in find_enumerations(text)] == ["2.", "3."]


@pytest.mark.parametrize("text", ["in 1. and 2. of the law", "7. Dig 9. Fill", "3.5 and 4.5", "no number"])
def test_numbers_that_count_nothing(text: str) -> None:
    assert find_enumerations(text) == []
