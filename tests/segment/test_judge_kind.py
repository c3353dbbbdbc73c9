"""Kinds of lines over whole pages, which were written for these tests."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.segment.describe_lines import find_best_run, measure_distances
from tasks.segment.judge_kind import BOILERPLATE, judge_kinds
from tasks.segment.match_cues import is_page
from tasks.segment.measure_lines import PARTS
from tasks.segment.read_document_fields import find_published_on, find_title
from tasks.segment.read_lines import read_lines
from tasks.segment.split_paragraphs import Paragraph, split_paragraphs

from .labelled_pages import lay_out, read_own_pages, score

PAGES = json.loads((Path(__file__).parent / "cases/pages.json").read_text(encoding="utf-8"))


def kinds_of(text: str, paragraphs: list[Paragraph], main: list[bool] | None = None) -> list[str]:
    return judge_kinds([read_lines(text, paragraphs, main)])[0]


def judged(page: dict[str, Any]) -> tuple[list[str], list[str]]:
    text = "\n\n".join(line for _, line in page["lines"])
    paragraphs = split_paragraphs(text)
    return kinds_of(text, paragraphs), [p.text for p in paragraphs]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_kinds_of_a_page(page: dict[str, Any]) -> None:
    kinds, texts = judged(page)
    assert [list(pair) for pair in zip(kinds, texts, strict=True)] == page["lines"]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page["name"])
def test_title_and_date_of_a_page(page: dict[str, Any]) -> None:
    kinds, texts = judged(page)
    title, day = find_title(kinds, texts), find_published_on(kinds, texts)
    assert (title and title.value) == page["title"]
    assert str(day and day.value) == str(page["published_on"])


def test_the_best_run_has_most_prose() -> None:
    assert find_best_run(PARTS * np.array([0, 0, 20, 0, 20, 20, 0, 0, 0, 20])) == (2, 6)
    assert find_best_run(np.array([0, 0])) == (0, 0)
    assert find_best_run(np.array([], dtype=np.int64)) == (0, 0)


def test_distances_look_up_and_end_at_forty() -> None:
    marked = np.array([[False, True, False, False], [False] * 4])
    assert measure_distances(marked, np.zeros(4, dtype=np.int64)).tolist() == [[40, 40, 1, 2], [40, 40, 40, 40]]
    assert measure_distances(marked, np.array([0, 0, 2, 2])).tolist() == [[40] * 4] * 2


def test_a_page_is_judged_alike_whatever_pages_stand_beside_it() -> None:
    pages = [read_lines(*lay_out(page.lines)) for half in ("tuned", "held") for page in read_own_pages(half)]
    pages.append(read_lines("", []))
    assert judge_kinds(pages) == [judge_kinds([page])[0] for page in pages]
    assert judge_kinds(pages * 7) == judge_kinds(pages) * 7


def test_a_document_without_words_of_a_page_is_text_throughout() -> None:
    lines = ["港务年报", "2023-05-06", "全年吞吐量增长四成，新码头启用。", "短行", "又一短行"]
    kinds = kinds_of(*lay_out(lines))
    assert [kind in BOILERPLATE for kind in kinds] == [False, True, False, False, False]
    assert not is_page([None, "meta", "caption"]) and is_page([None, "nav"])


def test_what_the_format_gives_out_as_text_is_text_and_the_rest_is_not() -> None:
    lines = [
        "青山日报",
        "要闻",
        "青山港新码头启用",
        "昨天上午，两座新码头正式启用。",
        "短句",
        "（责任编辑：周波）",
        "本地一家面馆今天开业，街坊都来捧场。",
    ]
    kinds = kinds_of(*lay_out(lines), main=[False, False, True, True, True, True, False])
    assert [kind in BOILERPLATE for kind in kinds] == [True, True, False, False, False, True, True]
    assert kinds[2] == "title" and kinds[5] == "meta"


@pytest.mark.parametrize("half", ["tuned", "held"])
def test_boilerplate_of_our_pages(half: str) -> None:
    body, boilerplate = score(read_own_pages(half), judge)
    floor = {"tuned": (0.95, 0.975), "held": (0.93, 0.965)}[half]
    assert (body, boilerplate) >= floor and boilerplate >= floor[1]


@pytest.mark.parametrize("half", ["tuned", "held"])
def test_our_pages_are_labelled(half: str) -> None:
    pages = read_own_pages(half)
    assert len(pages) >= {"tuned": 100, "held": 15}[half]
    for page in pages:
        assert set(page.kinds or []) <= BOILERPLATE | {"title", "body", "list-item"}
        assert all(line == line.strip() and line for line in page.lines)


def test_no_page_is_in_both_halves() -> None:
    lines = [
        {line for page in read_own_pages(half) for line in page.lines if len(line) > 30} for half in ("tuned", "held")
    ]
    assert not lines[0] & lines[1]


@given(
    st.lists(
        st.sampled_from(
            [
                "首页",
                "Home",
                "他说：“好。”",
                "Two piers opened in spring, the office said.",
                "相关阅读",
                "© 2023",
                "1. a",
            ]
        ),
        max_size=30,
    )
)
def test_every_line_has_one_known_kind(lines: list[str]) -> None:
    kinds = kinds_of(*lay_out(lines))
    assert len(kinds) == len(lines)
    assert set(kinds) <= BOILERPLATE | {"title", "body", "list-item"}


def judge(text: str, paragraphs: list[Paragraph]) -> list[bool]:
    return [kind in BOILERPLATE for kind in kinds_of(text, paragraphs)]


def test_no_line_no_kind() -> None:
    assert kinds_of("", []) == [] and judge_kinds([]) == []
