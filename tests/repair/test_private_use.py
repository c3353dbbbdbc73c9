"""Code points for private use: what GBK and the Hong Kong set had before Unicode; pictures of fonts stay."""

from pathlib import Path
from typing import Any

import pytest

from tasks.repair.rules.private_use import read_gbk, read_hkscs

TABLE = Path(__file__).resolve().parents[2] / "tasks/repair/rules/private_use.tsv"
ROWS = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").split("\n") if line and line[0] != "#"]
CANTONESE = "佢哋噚日喺街市嗰邊買咗啲餸，仲冇食飯就嚟搵我哋傾偈嘞。"
GREBE = "湖里有一对䴙䴘，旁边的人说这种鸟会潜水。"
PRIVATE_GREBE = GREBE.replace("䴙", "\ue862").replace("䴘", "\ue861")


def to_private(text: str) -> str:
    """A text with each Han character that Big5 lacks and Big5-HKSCS has as Windows code page 950 stored it."""
    return "".join(char if char in "，。" else _to_private(char) for char in text)


def _to_private(char: str) -> str:
    lead, trail = char.encode("big5hkscs")
    column = trail - 0x40 if trail < 0x7F else trail - 0xA1 + 63
    for first, first_lead, last_lead in ((0xEEB8, 0x81, 0x8D), (0xE311, 0x8E, 0xA0), (0xE000, 0xFA, 0xFE)):
        if first_lead <= lead <= last_lead:
            return chr(first + (lead - first_lead) * 157 + column)
    return chr(0xF6B1 + (lead - 0xC6) * 157 + column - 63) if 0xC6A1 <= lead << 8 | trail <= 0xC8FE else char


@pytest.mark.parametrize(("code", "private", "today"), ROWS)
def test_the_codec_agrees_where_it_knows_the_character_of_today(code: str, private: str, today: str) -> None:
    read = bytes.fromhex(code).decode("gb18030")
    assert read in (chr(int(today, 16)), chr(int(private, 16)))
    assert read_gbk(chr(int(private, 16))) == (chr(int(today, 16)), f"{code} in GBK")


def test_there_are_as_many_as_the_standard_has() -> None:
    assert len(ROWS) == 10 + 2 + 13 + 80
    assert len({private for _, private, _ in ROWS}) == len({today for *_, today in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("private", "char"), [("\uf303", ""), (_to_private("嘅"), "嘅"), (_to_private("嚟"), "嚟")])
def test_the_order_is_that_of_the_codes_of_big5(private: str, char: str) -> None:
    assert read_hkscs(private)[0] == char


def test_cantonese_of_an_old_system_comes_back(repair: Any) -> None:
    private = to_private(CANTONESE)
    assert private != CANTONESE
    repaired = repair(f"這是一個關於學習與飲食的故事。{private}")
    assert repaired.text.endswith(CANTONESE)
    assert {edit.rule for edit in repaired.edits} == {"private-use"}


def test_a_bird_of_gbk_comes_back(repair: Any) -> None:
    repaired = repair(PRIVATE_GREBE)
    assert repaired.text == GREBE
    assert [edit.evidence for edit in repaired.edits] == ["FE9E in GBK", "FE9D in GBK"]


@pytest.mark.parametrize(
    "text",
    [
        "\ue600 首页\n\ue862 产品中心\n\ue861 联系我们",
        f"{PRIVATE_GREBE}\n\ue603 首页",
        f"{PRIVATE_GREBE}\n更多\ue861",
        "查看详细信息\ue862\n下载说明书\ue861",
        "這個網站的首頁\ue862\n聯絡我們的辦公室\uf303",
        "中\ue862文",
        "Press \ue861 to go on.",
        "湖里的水\uf8ff很清，这里的风景让人难忘。",
    ],
)
def test_pictures_and_what_is_not_clear_stay(text: str, repair: Any) -> None:
    assert repair(text).edits == ()
