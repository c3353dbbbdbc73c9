"""How much of each row of damage comes back, at least; and that clean text stays."""

from pathlib import Path
from typing import Any

import pytest

from tasks.core.scripts import chinese_script
from tests.repair.damage.rows import ROWS, Row
from tests.repair.damage.score import Outcome, score_row
from tests.repair.damage.texts import Texts, news_texts, own_texts

SLACK = 0.12
"""Of a dozen texts one may fail where 97% of many are wanted."""
NOT_REACHED = {
    "big5, replace": "a trail byte of Big5 may be a letter of ASCII, which nothing tells from a letter",
    "big5, drop": "the same",
    "big5, insert": "the same",
    "gb18030, drop": "behind a dropped byte the pairs of a few characters shift, and what they then make is text as well",
    "utf-8 as gbk, U+FFFD for lost": "lost bytes are guessed",
    "utf-8 as gbk, ? for lost": "lost bytes are guessed",
    "utf-8 as gbk, nothing for lost": "lost bytes are guessed",
    "utf-8 as big5, U+FFFD for lost": "half of the characters lose two or all of their three bytes",
    "utf-8 as big5, ? for lost": "half of the characters lose two or all of their three bytes",
    "utf-8 as big5, nothing for lost": "half of the characters lose two or all of their three bytes",
    "UTF-8 as latin-1, soft hyphens gone": "nothing marks the place of a byte that is gone: several characters may fit",
    "UTF-8 as cp1252, soft hyphens gone": "the same",
    "UTF-8 as latin-1, spaces gone": "the same",
    "UTF-8 as cp1252, spaces gone": "the same",
}
"""Rows whose texts do not come back as often as is wanted, and why."""


def name_row(row: Row) -> str:
    return f"{row.group}: {row.name}"


def check_row(row: Row, outcomes: dict[int, Outcome]) -> None:
    for size, wanted in zip(row.sizes, row.wanted, strict=True):
        outcome = outcomes[size]
        if row.name not in NOT_REACHED and outcome.n_tried:
            share = outcome.n_back / outcome.n_tried
            assert share >= wanted - max(SLACK, 1 / outcome.n_tried), (size, share, outcome.failures[:1])


def score_all(row: Row, texts: Texts, n_texts: int, seed: int) -> dict[int, Outcome]:
    return {size: score_row(row, size, texts, n_texts, seed) for size in row.sizes}


@pytest.mark.parametrize("row", ROWS, ids=name_row)
def test_our_own_sentences_come_back(row: Row) -> None:
    check_row(row, score_all(row, own_texts(), 6, 7))


@pytest.mark.slow
@pytest.mark.parametrize("row", ROWS, ids=name_row)
def test_labelled_news_comes_back(row: Row, shared: Path) -> None:
    check_row(row, score_all(row, news_texts(shared), 30, 9))


def test_what_is_guessed_is_marked() -> None:
    """Most characters of UTF-8 read as GBK come back, and of those that do not nearly all are marked."""
    row = next(row for row in ROWS if row.name == "utf-8 as gbk, U+FFFD for lost")
    outcome = score_row(row, 80, own_texts(), 12, 3)
    assert outcome.n_tried >= 10
    assert outcome.n_wrong <= 0.06 * outcome.n_chars
    assert outcome.n_unmarked <= 0.01 * outcome.n_chars


def test_every_row_that_is_not_reached_is_a_row() -> None:
    assert set(NOT_REACHED) <= {row.name for row in ROWS}


def test_damage_is_the_same_for_the_same_seed() -> None:
    row = next(row for row in ROWS if row.name == "GBK")
    first, again = (score_row(row, 20, own_texts(), 5, 1) for _ in range(2))
    assert first == again


def test_labelled_clean_text_is_kept(shared: Path, repair: Any) -> None:
    files = [*sorted((shared / "gold/pairs").glob("*.txt")), *sorted((shared / "gold/report-zh").glob("*.txt"))]
    for folder in ("docs", "laws", "mac-dev", "news"):
        names = sorted((shared / "gold/align" / folder).iterdir())
        files += [path for path in names if path.is_file() and ".gold" not in path.suffixes][:40]
    assert len(files) > 50
    for path in files:
        assert [
            edit for edit in repair(path.read_bytes()).edits if edit.rule not in ("odd-space", "lost-space")
        ] == [], path


@pytest.mark.parametrize("first", ["截止日期之前提交申請", "服藥期間不要飲酒"])
def test_a_short_line_follows_a_sure_one_where_the_text_has_no_other(first: str, repair: Any) -> None:
    """By itself it proves little: with more such lines beside it that stay as they are, so does it."""
    text = f"{first}\n公園打太"
    misread = text.encode("big5").decode("gbk")
    assert repair(misread).text == text
    mixed = f"{misread}\n再見\n早安\n多謝"
    assert repair(mixed).text == f"{first}\n{mixed.partition(chr(10))[2]}"


def lose(text: str) -> str:
    """A text whose UTF-8 was read as GBK, with marks for the bytes that GBK does not have."""
    return text.encode().decode("gbk", "replace")


def test_a_short_line_is_guessed_where_another_one_is_sure(repair: Any) -> None:
    sure, short = "请在截止日期之前提交申请表和推荐信，过期不再受理。", "Lin 今年 9 岁。"
    assert repair(lose(short)).text == lose(short)
    assert repair(f"{lose(sure)}\n{lose(short)}").text.split("\n")[1][:9] == short[:9]


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant"])
def test_characters_of_the_other_script_are_not_guessed(lang: str, clean: dict[str, list[str]], repair: Any) -> None:
    text = "\n".join(clean[lang][:12])
    repaired = repair(lose(text))
    guessed = "".join(edit.after for edit in repaired.edits if edit.is_lossy)
    assert len(guessed) > 10
    assert chinese_script(guessed) in (lang, "zh")
    others = [char for char in guessed if chinese_script(char) not in (lang, "zh")]
    assert len(others) <= 0.02 * len(guessed), others
