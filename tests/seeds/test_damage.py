"""The damage done to the sample documents is the damage it is named after."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .damage_seeds import (
    DAMAGE,
    LOST_SPACES,
    REPLACED,
    REPLACED_AND_MISREAD,
    SEEDS,
    damaged,
    inject_pinyin,
    lose_characters,
    lose_spaces,
    misread_gbk_as_latin1,
    misread_utf8_as_cp1252,
    mix_charsets,
    read_clean,
    readings,
    store_as,
    store_as_windows_unicode,
)

INJECTED = re.compile(r"([\u4e00-\u9fff])\(([a-z\u00e0-\u01dc]+)\)")
CONTROLS = dict.fromkeys("\x81\x8d\x8f\x90\x9d")
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=60)
GBK_TEXT = st.text(st.sampled_from("知识产权保护2023年，。“”—強識產權 abc(1)\n"), max_size=60)


def read_as_cp1252(text: str) -> bytes:
    """The bytes that a browser would have read as this text by cp1252."""
    return b"".join(c.encode("latin-1") if c in CONTROLS else c.encode("cp1252") for c in text)


@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_committed_seed_equals_what_the_generator_makes(name: str) -> None:
    assert (SEEDS / name).read_bytes() == damaged(name)


@pytest.mark.parametrize("name", sorted(DAMAGE))
def test_damage_changes_the_bytes(name: str) -> None:
    assert damaged(name) != read_clean(name).encode("utf-8")


@pytest.mark.parametrize(
    ("name", "charset"),
    [("mediation.txt", "gb18030"), ("pledge-2023.zh.txt", "big5"), ("cuoshi-2023.txt", "utf-16-le")],
)
def test_stored_in_another_charset_and_nothing_lost(name: str, charset: str) -> None:
    content = (SEEDS / name).read_bytes()
    assert content.decode(charset) == read_clean(name)
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")


def test_a_character_of_four_bytes() -> None:
    four = "\U000274bd".encode("gb18030")
    assert len(four) == 4
    assert four in (SEEDS / "mediation.txt").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        (SEEDS / "mediation.txt").read_bytes().decode("gbk")


def test_utf16_with_and_without_mark() -> None:
    marked = (SEEDS / "measures-2023.txt").read_bytes()
    assert marked.startswith(b"\xff\xfe")
    assert marked.decode("utf-16").replace("\r\n", "\n") == read_clean("measures-2023.txt")
    assert "\n" not in marked.decode("utf-16").replace("\r\n", "")
    assert not (SEEDS / "cuoshi-2023.txt").read_bytes().startswith((b"\xff\xfe", b"\xfe\xff"))


def test_cp1252_mojibake_can_be_undone() -> None:
    text = (SEEDS / "jiangmen.txt").read_bytes().decode("utf-8")
    assert not re.search("[\u4e00-\u9fff]", text)
    assert "â€œexcellentâ€\x9d" in text
    assert read_as_cp1252(text).decode("utf-8") == read_clean("jiangmen.txt")


def test_latin1_mojibake_can_be_undone() -> None:
    text = (SEEDS / "copyright.txt").read_bytes().decode("utf-8")
    assert max(text) <= "\xff"
    assert text.encode("latin-1").decode("gbk") == read_clean("copyright.txt")


def test_readings_stand_behind_every_annotated_character() -> None:
    text = (SEEDS / "mirror.txt").read_bytes().decode("utf-8")
    hits = INJECTED.findall(text)
    assert len(hits) > 100
    assert dict(hits) == readings()
    bare = re.sub(r"([\u4e00-\u9fff])\([a-z\u00e0-\u01dc]+\)", r"\1", text)
    assert bare.replace("理?xiàng)l例", "理條例") == read_clean("mirror.txt")


def test_a_byte_wise_hit_breaks_the_next_character() -> None:
    assert inject_pinyin("管理條例").decode("utf-8") == "管理?xiàng)l例"
    assert inject_pinyin("管理項目").decode("utf-8") == "管理項(xiàng)目"
    assert (SEEDS / "mirror.txt").read_text(encoding="utf-8").count("管理?xiàng)l例") == 2


def test_readings_are_of_characters_that_gbk_has_and_gb2312_has_not() -> None:
    assert len(readings()) == 43
    for char in readings():
        assert len(char.encode("gbk")) == 2
        with pytest.raises(UnicodeEncodeError):
            char.encode("gb2312")


def test_text_without_annotated_characters_is_left_alone() -> None:
    for text in ("拼音(pīnyīn)与汉字", "plain English, 15,766 batches", "知识产权保护"):
        assert inject_pinyin(text) == text.encode("utf-8")


def test_lost_spaces_lose_nothing_but_spaces() -> None:
    text = (SEEDS / "lost-spaces.txt").read_bytes().decode("utf-8")
    clean = read_clean("lost-spaces.txt")
    assert "".join(text.split()) == "".join(clean.split())
    assert clean.count(" ") - text.count(" ") - text.count("\u00a0") == len(LOST_SPACES) + 1
    assert 40 < text.count("\u00a0") < text.count(" ")
    for joined in ("thePlan", "serviceefficiency", "theIP", "IPrisk", "Theoverseas"):
        assert joined in text
    assert "WisePlus" in text
    assert "iPhone" in text


def test_both_halves_of_a_joined_word_stand_elsewhere_in_the_document() -> None:
    words = set(re.findall("[A-Za-z]+", lose_spaces(read_clean("lost-spaces.txt")).decode("utf-8")))
    assert {"the", "Plan", "service", "efficiency", "IP", "risk", "overseas"} <= words


def test_lost_characters_are_lost_in_two_ways() -> None:
    text = (SEEDS / "lost-for-good.txt").read_bytes().decode("utf-8")
    clean = read_clean("lost-for-good.txt")
    assert text.count("\ufffd") > 20
    assert text.count("锟斤拷") > 8
    for passage in (REPLACED, REPLACED_AND_MISREAD):
        assert passage in clean
        assert passage not in text
    for line in clean.splitlines():
        assert line in text or REPLACED in line or REPLACED_AND_MISREAD in line


@pytest.mark.parametrize("damage", [lose_characters, lose_spaces])
def test_a_clean_text_that_was_rewritten_is_refused(damage: object) -> None:
    assert callable(damage)
    with pytest.raises(ValueError, match="no longer holds"):
        damage("another text")


def test_no_charset_fits_two_charsets() -> None:
    content = (SEEDS / "two-charsets.txt").read_bytes()
    for charset in ("utf-8", "gb18030", "big5"):
        with pytest.raises(UnicodeDecodeError):
            content.decode(charset)
    kinds = [_charset_of(line) for line in content.splitlines() if line.strip() and not line.isascii()]
    assert kinds.count("gb18030") == 2
    assert kinds.count("utf-8") >= 3


def _charset_of(line: bytes) -> str:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


@given(TEXT)
def test_misreading_as_cp1252_is_reversible(text: str) -> None:
    assert read_as_cp1252(misread_utf8_as_cp1252(text).decode("utf-8")).decode("utf-8") == text


@given(GBK_TEXT)
def test_misreading_as_latin1_is_reversible(text: str) -> None:
    assert misread_gbk_as_latin1(text).decode("utf-8").encode("latin-1").decode("gbk") == text


@given(TEXT)
def test_windows_unicode_keeps_every_line(text: str) -> None:
    lines = text.replace("\r", "").split("\n")
    assert store_as_windows_unicode("\n".join(lines)).decode("utf-16").split("\r\n") == lines


@given(TEXT, st.sampled_from(["utf-8", "utf-16-le", "gb18030"]))
def test_storing_keeps_every_character(text: str, charset: str) -> None:
    assert store_as(text, charset).decode(charset) == text


@given(st.lists(st.text(st.sampled_from("知识产权 abc–2023"), max_size=20), min_size=1, max_size=8))
def test_mixed_charsets_change_no_line_by_itself(lines: list[str]) -> None:
    stored = mix_charsets("\n".join(lines)).split(b"\n")
    for line, content in zip(lines, stored, strict=True):
        assert content.decode("gb18030" if re.search("[\u4e00-\u9fff]", line) else "utf-8") == line
