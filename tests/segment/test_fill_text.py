"""Lines that what stands around them makes part of the text or of the page."""

import pytest

from tasks.segment.fill_text import Page, fill_headings, fill_properties, find_signature, mark_contents
from tasks.segment.read_lines import Lines, read_lines

from .labelled_pages import lay_out

PROSE = "昨天上午，两座新码头正式启用，首批三艘货轮靠泊。"
TEXT = "Two new piers opened on Thursday, and three ships tied up."


def read(*lines: str) -> Lines:
    return read_lines(*lay_out(["首页 > 新闻 > 正文", *lines]))


@pytest.mark.parametrize(("score", "stays"), [(500, False), (900, True)])
def test_a_heading_stands_between_prose(score: int, stays: bool) -> None:
    lines, is_junk = read(PROSE, "码头", PROSE), [True, False, True, False]
    fill_headings(lines, [0, 0, score, 0], is_junk)
    assert is_junk == [True, False, stays, False]


@pytest.mark.parametrize(
    ("line", "stays"),
    [("Dear customers,", False), ("尊敬的用户：", False), ("Our customers,", True), ("热点推荐：", True)],
)
def test_what_greets_the_readers_is_text(line: str, stays: bool) -> None:
    lines, is_junk = read("Menu", line, TEXT), [True, True, True, False]
    fill_headings(lines, [2000] * 4, is_junk)
    assert is_junk == [True, True, stays, False]


def test_the_day_of_an_event_stands_beside_its_place() -> None:
    is_junk = [True, True, False, False]
    fill_properties(read("日期：2023年6月10日", "地点：中央图书馆", PROSE), is_junk)
    assert is_junk == [True, False, False, False]


def test_a_day_without_a_place_stays_what_it_was() -> None:
    is_junk = [True, True, True, False]
    fill_properties(read("日期：2023年6月10日", "来源：青山日报", PROSE), is_junk)
    assert is_junk == [True, True, True, False]


def test_an_address_goes_on_with_properties_of_the_text() -> None:
    lines = read("名称：青山县港务局", "联系人：林梅", "地址：滨江路8号")
    is_junk = [True, False, False, True]
    fill_properties(lines, is_junk)
    assert is_junk == [True, False, False, False]
    is_junk = [True, True, True, True]
    fill_properties(lines, is_junk)
    assert is_junk == [True] * 4


def test_contents_are_of_the_page_and_their_headings_of_the_text() -> None:
    lines = read("历史", "结构", "历史[编辑]", PROSE, "结构[编辑]", PROSE)
    is_junk = [True, False, False, True, False, True, False]
    mark_contents(lines, is_junk)
    assert is_junk == [True, True, True, False, False, False, False]


def test_a_list_behind_a_colon_is_no_contents() -> None:
    lines = read("本文有两部分：", "历史", "结构", "历史", PROSE, "结构", PROSE)
    is_junk = [True, False, False, False, False, False, False, False]
    mark_contents(lines, is_junk)
    assert is_junk == [True] + [False] * 7


@pytest.mark.parametrize(
    ("below", "n_lines"),
    [
        (["联系人：林梅", "青山县港务局", "2024年5月17日", "分享到"], 3),
        (["Customer Service Center", "12 September 2022", "Next >>"], 2),
        (["上一篇：没有了", "青山县港务局", "2024年5月17日"], 0),
        (["Customer service", "Updated 12 September 2022"], 0),
        ([], 0),
    ],
)
def test_a_signature_ends_the_text(below: list[str], n_lines: int) -> None:
    page = Page(read(PROSE, *below), 1, 2, None)
    assert find_signature(page) == list(range(2, 2 + n_lines))
