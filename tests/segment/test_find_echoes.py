"""Lines that stand again in a page: contents and headings, a title and its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.segment.find_echoes import ECHOES, find_echoes, find_targets
from tests.growth import assert_reads_in_proportion

PAGE = [
    "海门桥",
    "目录",
    "1 历史",
    "2 结构",
    "历史[编辑]",
    "早年此处有浮桥。",
    "二、结构",
    "主桥是斜拉桥。海门桥全长九百米。",
    "首页",
]
PROSE = [text.endswith("。") for text in PAGE]


def column(name: str) -> list[int]:
    return find_echoes(PAGE, PROSE)[:, ECHOES.index(name)].tolist()


def test_an_entry_of_contents_stands_again_below_and_its_heading_above() -> None:
    assert column("below") == [0, 0, 1, 1, 0, 0, 0, 0, 0]
    assert column("above") == [0, 0, 0, 0, 1, 0, 1, 0, 0]


def test_a_title_stands_in_the_first_lines_of_prose() -> None:
    assert column("opens") == [1, 0, 0, 0, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("line", "bullet", "leads"), [("• 码头", 1, 0), ("各单位：", 0, 1), ("码头", 0, 0), ("- Piers:", 1, 1)]
)
def test_bullets_and_colons(line: str, bullet: int, leads: int) -> None:
    assert find_echoes([line], [False])[0].tolist()[-2:] == [bullet, leads]


def test_contents_lead_to_headings_above_prose() -> None:
    assert list(find_targets(PAGE, find_echoes(PAGE, PROSE), PROSE, 2)) == [([2, 3], [4, 6])]


def test_a_menu_and_its_copy_are_no_contents() -> None:
    lines = ["首页", "新闻", "昨天新码头启用。", "首页", "新闻", "联系"]
    prose = [text.endswith("。") for text in lines]
    assert not list(find_targets(lines, find_echoes(lines, prose), prose, 2))


def test_stops_of_a_line_both_ways_are_no_contents() -> None:
    lines = ["去程", "车站", "医院", "江湾", "返程", "江湾", "医院", "车站", "因施工，医院站东移八十米。"]
    prose = [text.endswith("。") for text in lines]
    assert not [pair for pair in find_targets(lines, find_echoes(lines, prose), prose, 2) if len(pair[0]) > 2]


@given(st.lists(st.sampled_from(["1 历史", "历史", "新码头启用。", "• a", "a:", "", "b"]), max_size=30))
def test_times_above_and_below_add_up(lines: list[str]) -> None:
    prose = [text.endswith("。") for text in lines]
    echoes = find_echoes(lines, prose)
    assert echoes.shape == (len(lines), len(ECHOES))
    assert (echoes >= 0).all() and (echoes <= 3).all()
    assert echoes[:, 0].sum() == echoes[:, 1].sum()
    for entries, targets in find_targets(lines, echoes, prose, 2):
        assert targets == sorted(set(targets)) and max(entries) < min(targets)


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["历史\n历史\n新码头启用。\n", "a\n", "a\nb\n"])
def test_time_grows_no_faster_than_the_page(unit: str) -> None:
    def read(text: str) -> None:
        lines = text.split("\n")
        prose = [line.endswith("。") for line in lines]
        list(find_targets(lines, find_echoes(lines, prose), prose, 2))

    assert_reads_in_proportion(read, unit, 200_000)
