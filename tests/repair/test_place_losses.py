"""Where a byte was dropped from codes of two bytes; and that rare characters are no loss."""

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.repair.decode.place_losses import Part, place_loss, place_losses

CHARSETS = ("gb18030", "big5hkscs")
RARE = "六、申請輸出之鰹鮪圍網漁船者，應檢附下列文件。"
"""Two rare characters side by side cost more than two lost bytes, and are none."""


def drop(text: str, at: int, byte: int, charset: str) -> bytes:
    """A text of which one byte of one character is missing."""
    char = text[at].encode(charset)
    return text[:at].encode(charset) + char[:byte] + char[byte + 1 :] + text[at + 1 :].encode(charset)


@pytest.mark.parametrize("byte", [0, 1])
@pytest.mark.parametrize(
    ("text", "at"), [("会议决定成立工作小组，由王主任负责", 3), ("请在截止日期之前提交申请表和推荐信", 11)]
)
def test_the_character_that_lost_a_byte_is_found(text: str, at: int, byte: int, repair: Any) -> None:
    repaired = repair(drop(text, at, byte, "gb18030"))
    assert repaired.text == f"{text[:at]}\ufffd{text[at + 1 :]}"
    assert repaired.is_lossy
    assert [edit.rule for edit in repaired.edits] == ["undecodable-bytes"]


@pytest.mark.parametrize("charset", CHARSETS)
def test_rare_characters_are_not_given_up(charset: str, repair: Any) -> None:
    repaired = repair("\n".join(["公司計畫在三年內投資五億元。", RARE, "請於截止日期之前提交申請表。"]).encode(charset))
    assert RARE in repaired.text
    assert not repaired.is_lossy


def test_a_character_cut_at_the_end_is_the_one_lost(repair: Any) -> None:
    text = "会议决定成立工作小组，由王主任负责"
    assert repair(text.encode("gbk")[:-1]).text == f"{text[:-1]}\ufffd"


def test_two_lost_bytes_are_not_looked_for() -> None:
    data = drop("会议决定成立工作小组", 2, 0, "gb18030") + b"\xff" + "负责".encode("gb18030")
    assert place_loss(data, "gb18030") is None


@given(
    st.text("的一是了我不人在中国abc 12，。\x7f\x00", max_size=30),
    st.lists(st.integers(0, 60), max_size=6),
    st.sampled_from(CHARSETS),
)
def test_parts_cover_all_bytes_in_order(text: str, cuts: list[int], charset: str) -> None:
    data = text.replace("国", "國").encode(charset)
    ends = sorted({0, len(data), *(min(cut, len(data)) for cut in cuts)})
    given_parts = [Part(*span, (charset, None)[place % 2]) for place, span in enumerate(pairwise(ends))]
    parts = place_losses(data, [part for part in given_parts if part.start < part.end], charset)
    assert b"".join(data[part.start : part.end] for part in parts) == data
    assert all(part.start < part.end for part in parts)
    assert all(left.end == right.start for left, right in pairwise(parts))
