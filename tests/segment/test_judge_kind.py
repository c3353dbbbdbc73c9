"""Kinds of lines over whole pages, which were written for these tests."""

import json
from pathlib import Path
from typing import Any

import pytest

from tasks.segment.find_main_text import find_main_text, is_page, score_line
from tasks.segment.judge_kind import judge_kinds
from tasks.segment.measure_lines import LineMeasure
from tasks.segment.read_document_fields import find_published_on, find_title
from tasks.segment.split_paragraphs import split_paragraphs

PAGES = json.loads((Path(__file__).parent / "cases/pages.json").read_text(encoding="utf-8"))
PROSE = LineMeasure(20.0, True, True, True, False, 1)
SHORT = LineMeasure(2.0, False, False, False, False, 1)


def judged(page: dict[str, Any]) -> tuple[list[str], list[str]]:
    text = "\n\n".join(line for _, line in page["lines"])
    paragraphs = split_paragraphs(text)
    return judge_kinds(text, paragraphs), [p.text for p in paragraphs]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_kinds_of_a_page(page: dict[str, Any]) -> None:
    kinds, texts = judged(page)
    assert [list(pair) for pair in zip(kinds, texts, strict=True)] == page["lines"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_title_and_date_of_a_page(page: dict[str, Any]) -> None:
    kinds, texts = judged(page)
    assert find_title(kinds, texts) == page["title"]
    assert str(find_published_on(kinds, texts)) == str(page["published_on"])


def test_the_text_is_the_run_with_most_prose() -> None:
    measures = [SHORT, SHORT, PROSE, SHORT, PROSE, PROSE, SHORT, PROSE]
    cues = ["nav", None, None, None, None, None, "footer", None]
    assert find_main_text(measures, cues) == (2, 6)


def test_a_document_without_cues_is_text_throughout() -> None:
    assert find_main_text([SHORT, PROSE, SHORT], [None, "meta", "caption"]) == (0, 3)
    assert not is_page([None, "meta", "caption"]) and is_page([None, "nav"])


def test_a_page_without_prose_has_no_text() -> None:
    assert find_main_text([SHORT, SHORT], ["nav", None]) == (0, 0)
    assert find_main_text([], []) == (0, 0)


def test_scores() -> None:
    assert score_line(PROSE, None) == 20
    assert score_line(PROSE._replace(n_words=300.0), None) == 40
    assert score_line(PROSE, "nav") < score_line(SHORT._replace(n_repeats=2), None) < score_line(SHORT, None) < 0
    assert score_line(PROSE, "related-news") < score_line(PROSE, "footer")
    assert score_line(SHORT._replace(is_item=True), None) > score_line(SHORT, None)


def test_no_line_no_kind() -> None:
    assert judge_kinds("", []) == []
