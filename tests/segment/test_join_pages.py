"""Sentences across the foot of a page: cases as data."""

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.core.lines import split_lines
from tasks.segment.join_pages import find_feet, goes_on
from tasks.segment.settings import SegmentSettings
from tasks.segment.split_paragraphs import split_paragraphs
from tests.segment.call_stage import cut_text

CASES = json.loads((Path(__file__).parent / "cases/page_feet.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_case(case: dict[str, Any]) -> None:
    assert len(split_paragraphs(case["text"])) == case["paragraphs"]


def test_a_sentence_across_a_foot_is_one_segment() -> None:
    pieces = cut_text(CASES[0]["text"] + " It rained.", SegmentSettings())
    assert pieces.texts == [CASES[0]["text"], "It rained."]


def test_wrapped_lines_around_a_foot_are_one_paragraph() -> None:
    wrapped = (
        "The river authority of the northern district said on Monday that it had\n"
        "finished the repair of nine sluices and that the last one would be opened\n"
        "Page 4\n"
        "before the rains began in the second half of the month, and that no more\n"
        "than three villages would be without water in that time."
    )
    (paragraph,) = split_paragraphs(wrapped)
    assert paragraph.text == wrapped


@pytest.mark.parametrize("line", ["- 12 -", "第3页", "第 三 頁", "Page 3 of 12", "3/12", "— 7 —", "page 9"])
def test_numbers_of_pages(line: str) -> None:
    assert find_feet(split_lines(f"text\n{line}\ntext")) == {5}


@pytest.mark.parametrize(
    "line", ["12", "第3章", "Page three", "3.5", "- twelve -", "2023-03-07", "共3页的第二部分", ""]
)
def test_other_lines(line: str) -> None:
    assert find_feet(split_lines(f"text\n{line}\ntext")) == set()


def test_what_goes_on() -> None:
    assert not goes_on("short line", "goes on here.")
    assert not goes_on("This line is long enough to be prose, but it ends here:", "so")
    assert goes_on("This line is long enough to be prose and it does not end", "here.")
