"""Lines and paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.lines import BLANKS, split_lines
from tasks.segment.split_paragraphs import split_paragraphs

WRAPPED = (
    "The river authority of the northern district said on Monday that it had\n"
    "finished the repair of nine sluices and that the last one would be opened\n"
    "before the rains began in the second half of the month."
)
WRAPPED_HAN = (
    "北部河道管理机构周一表示九座水闸的维修工作已经全部完成并且通过了有关\n"
    "部门的验收最后一座将在本月下旬雨季来临之前开启届时下游三个县的农田灌\n"
    "溉将得到保障。"
)
LISTED = "Repair of nine sluices in the northern part of the district, spring\nPlanting of trees along both banks of the river, autumn of the same\nNew signs"


def texts_of(text: str, join: bool = True) -> list[str]:
    return [p.text for p in split_paragraphs(text, join)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n\n", "\n \u3000\n"])
def test_every_line_end_parts(end: str) -> None:
    assert texts_of(f"one{end}two") == ["one", "two"]


def test_blanks_at_both_ends_are_left_out() -> None:
    text = "\ufeff \u00a0\u3000一行\u200b\u3000\n\t two\u00a0"
    assert [(line.text, text[line.start : line.end]) for line in split_lines(text)] == [
        ("一行", "一行"),
        ("two", "two"),
    ]


@pytest.mark.parametrize("text", ["", " \n\u3000\n", "\ufeff\u200b"])
def test_blank_text_has_no_paragraph(text: str) -> None:
    assert split_paragraphs(text) == []


@pytest.mark.parametrize("text", [WRAPPED, WRAPPED_HAN])
def test_wrapped_prose_is_joined(text: str) -> None:
    assert texts_of(text) == [text]
    assert texts_of(text, join=False) == text.split("\n")


@pytest.mark.parametrize(
    "text",
    [
        LISTED,
        WRAPPED.replace("\n", "\n\n"),
        WRAPPED.replace("\n", "\n    "),
        "first line\nsecond line\nthird line",
        "春眠不觉晓\n处处闻啼鸟\n夜来风雨声\n花落知多少",
        "各地要加强领导，落实责任，把防汛工作抓紧抓好抓实。\n各地要加强值守，及时上报，把险情消除在萌芽状态里。\n各地要加强宣传，广泛动员，让群众知道如何避险自救。",
    ],
)
def test_other_lines_stay_apart(text: str) -> None:
    assert texts_of(text) == [line.strip() for line in text.split("\n") if line.strip()]


@given(st.text(alphabet=st.sampled_from("ab国。.\n\r \u3000\u00a0\u200b\x85"), max_size=200), st.booleans())
def test_paragraphs_hold_every_character_once(text: str, join: bool) -> None:
    at, outside = 0, ""
    for start, end, content in split_paragraphs(text, join):
        assert at <= start < end and text[start:end] == content and content.strip(BLANKS) == content
        outside += text[at:start]
        at = end
    assert not (outside + text[at:]).strip(BLANKS)
