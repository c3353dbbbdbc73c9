"""The frame of a site, in pages written here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.key_lines import key_line
from tasks.segment.judge_kind import BOILERPLATE, judge_kinds
from tasks.segment.mark_repeats import Repeats, find_blocks
from tasks.segment.read_lines import Lines, read_lines
from tests.growth import assert_in_proportion

from .labelled_pages import find_repeated_lines, lay_out, read_own_sites, read_pages
from .measure_repeats import measure

HEAD = ["溪口看板", "集市日历", "街坊来信", "摊主名录", "雨天安排"]
FOOT = ["溪口集市自治会", "会址在老邮局楼上", "摊位号写在门牌背面"]
PROSE = ["本周六的集市改在清晨五点开始，一共有三十二个摊位。", "卖豆腐的老周说，今年黄豆每斤涨了八角钱，他只好也涨价。"]


def read(lines: list[str], repeated: list[str]) -> Lines:
    return read_lines(*lay_out(lines), repeats=Repeats(frozenset(map(key_line, repeated)), {}))


def frame_of(lines: list[str], repeated: list[str]) -> list[str]:
    return [lines[at] for at in read(lines, repeated).frame]


def test_blocks_above_and_below_the_text_are_the_frame() -> None:
    lines = [*HEAD, "集市改时间", *PROSE, "打印", *FOOT]
    assert frame_of(lines, [*HEAD, *FOOT]) == [*HEAD, *FOOT]
    found = read(lines, [*HEAD, *FOOT])
    assert [found.cues[0], found.cues[-1]] == ["nav", "footer"]
    kinds = judge_kinds([found])[0]
    assert [kind in BOILERPLATE for kind in kinds] == [True] * 5 + [False] * 3 + [True] * 4


def test_a_document_without_other_signs_of_a_page_needs_a_longer_block() -> None:
    lines = ["集市改时间", *PROSE, *FOOT]
    assert frame_of(lines, FOOT) == []
    assert frame_of([*HEAD, *lines], HEAD) == HEAD


@pytest.mark.parametrize(
    "lines",
    [
        ["第一章 总则", PROSE[0], "第二章 罚则", PROSE[1], "第三章 附则", "本规定自六月一日起施行。"],
        ["打印", "通知", "各村民委员会：", *PROSE, "特此通知。", "溪口镇人民政府", "2023年5月1日"],
        ["打印", "申请条件", PROSE[0], "办理时间", "周一至周五", "咨询电话", "收费标准", PROSE[1]],
        ["打印", "他说好。", "她也说好。", "大家都说好。", *PROSE],
        ["打印", "1. 把黄豆洗净以后浸泡六个小时再磨", "2. 用纱布滤去豆渣留下豆浆煮开", "3. 加石膏水搅匀", *PROSE],
    ],
    ids=["chapters", "notice", "guide", "sentences", "items"],
)
def test_lines_that_texts_have_in_common_are_no_frame(lines: list[str]) -> None:
    own = [*PROSE, "打印", "通知"]
    assert frame_of(lines, [line for line in lines if line not in own]) == []


def test_a_document_of_which_most_stands_elsewhere_has_no_frame() -> None:
    quoted = [f"{line}{n}" for n in "一二三" for line in PROSE]
    lines = [*HEAD, *quoted, PROSE[0], *FOOT]
    assert frame_of(lines, [*HEAD, *FOOT]) == [*HEAD, *FOOT]
    assert frame_of(lines, [*HEAD, *FOOT, *quoted]) == []
    assert frame_of([*HEAD, *FOOT], [*HEAD, *FOOT]) == []


def test_lines_that_close_the_text_are_no_frame() -> None:
    closing = ["特此通知。", "联系人：周老师", "溪口镇人民政府"]
    assert frame_of([*HEAD, *PROSE, *closing, *FOOT], [*HEAD, *closing, *FOOT]) == [*HEAD, *FOOT]
    assert frame_of([*HEAD, "各摊主：", *PROSE], [*HEAD, "各摊主："]) == HEAD


@pytest.mark.parametrize(("marks", "blocks"), [("", []), ("xxx", [(0, 3)]), (".x.xx", [(1, 2), (3, 5)]), ("...", [])])
def test_blocks(marks: str, blocks: list[tuple[int, int]]) -> None:
    assert find_blocks([mark == "x" for mark in marks]) == blocks


def test_lines_below_the_title_that_texts_have_in_common_are_no_frame() -> None:
    repeated = [*HEAD, "致各位摊主", "缘由"]
    assert frame_of([*HEAD, "第七号", "致各位摊主", "缘由", *PROSE], repeated) == HEAD
    assert frame_of([*HEAD[:2], "首页", *HEAD[2:], *PROSE], HEAD) == HEAD


@given(st.lists(st.sampled_from([*HEAD, *FOOT, *PROSE, "打印", "特此通知。"]), max_size=25))
def test_only_repeated_lines_are_framed_and_every_line_has_a_kind(lines: list[str]) -> None:
    repeated = [*HEAD, *FOOT, "特此通知。"]
    assert set(frame_of(lines, repeated)) <= set(repeated)
    assert len(judge_kinds([read(lines, repeated)])[0]) == len(lines)
    assert frame_of(lines, []) == []


def test_time_grows_with_the_lines() -> None:
    repeats = Repeats(frozenset(map(key_line, HEAD)), {})
    assert_in_proportion(
        lambda n: read_lines(*lay_out([*HEAD * n, PROSE[0], *[HEAD[0], PROSE[1]] * n, *FOOT]), repeats=repeats), 8_000
    )


@pytest.mark.parametrize("half", ["tuned", "held"])
def test_own_sites(half: str) -> None:
    """F1 of body and boilerplate over all pages of the sites as one run, without repetition and with it."""
    pages = [page for site in read_own_sites(half).values() for page in site]
    repeats = find_repeated_lines(pages)
    assert repeats is not None
    before, after = measure(pages, None), measure(pages, repeats)
    assert after > before
    assert after[0] >= 0.9 and after[1] >= 0.9


@pytest.mark.parametrize("half", ["tuned", "held"])
def test_repetition_takes_nothing_from_our_pages(half: str) -> None:
    pages = read_pages("own", half)
    assert measure(pages, find_repeated_lines(pages)) >= measure(pages, None)
