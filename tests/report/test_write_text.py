"""Clipping, marking, and making characters visible."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from tasks.report import write_text
from tasks.report.write_text import clip_around, clip_text, is_showable, show_text, tag_language

CASES = json.loads((Path(__file__).parent / "cases/unshowable_characters.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_show_text(case):
    assert show_text(case["text"]) == case["shown"]


@pytest.mark.parametrize("value", [None, 3, 1.5, Markup("\u202e<b>")])
def test_show_text_leaves_what_is_no_text_of_a_document(value):
    assert show_text(value) is value


@given(st.text())
def test_show_text_leaves_nothing_unshowable(text):
    once = show_text(text)
    assert show_text(once) == once
    assert "\r" not in once and not any("\u202a" <= char <= "\u202e" for char in once)


@given(st.text())
def test_what_is_showable_is_shown_as_it_is(text):
    assert is_showable(text) == (show_text(text).replace("\r", "\n") == text.replace("\r\n", "\n").replace("\r", "\n"))


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], max_codepoint=0xD7FF)))
def test_show_text_leaves_readable_text_alone(text):
    assert show_text(text) == text


@given(st.text(max_size=50), st.integers(1, 60))
def test_clip_text_keeps_the_beginning(text, n_chars):
    clipped = clip_text(text, n_chars)
    assert len(clipped) <= n_chars
    assert clipped == text or (clipped[-1] == "…" and text.startswith(clipped[:-1]) and len(text) > n_chars)


def test_what_python_calls_printable_can_be_shown():
    """So that most text need not be looked through letter by letter."""
    printable = "".join(char for char in map(chr, range(0x110000)) if char.isprintable())
    assert len(printable) > 100_000 and write_text._UNSHOWABLE.search(printable) is None


def cut_out(text, start, end, radius):
    """What is kept before and after the stretch."""
    first, last = clip_around(text, start, end, radius)
    return text[first:start], text[end:last]


def test_clip_around():
    assert clip_around("共有32件案", 2, 5, 10) == (0, 6)
    assert clip_around("甲乙丙丁戊己庚辛", 3, 5, 2) == (1, 7)


@pytest.mark.parametrize(
    ("text", "radius", "before", "after"),
    [
        ("by the end of June ## were held in all", 10, " of June ", " were held"),
        ("by the end of June ## were held in all", 9, " of June ", " were "),
        ("by the end of June ## were held in all", 8, "of June ", " were "),
        ("of 1,234.5 cases ## or 98,765 of them", 10, " cases ", " or 98,765"),
        ("of 1,234.5 cases ## or 98,765 of them", 8, " cases ", " or "),
        ("在2022年共##件和12345人", 3, "年共", "件和"),
        ("x" * 99 + "##" + "y" * 99, 20, "x" * 20, "y" * 20),
        ("x" * 99 + "##" + "y" * 99, 16, "", ""),
    ],
)
def test_clip_around_tears_no_word_and_no_number(text, radius, before, after):
    at = text.index("##")
    assert cut_out(text, at, at + 2, radius) == (before, after)


@given(st.text("甲1,. x", max_size=60), st.integers(0, 60), st.integers(1, 30))
def test_what_is_clipped_is_around_the_stretch(text, at, radius):
    first, last = clip_around(text, at, at, radius)
    at = min(at, len(text))
    assert 0 <= at - first <= radius and 0 <= last - at <= radius


def test_clip_around_survives_offsets_outside_the_text():
    assert clip_around("abc", -5, 99, 10) == (0, 3)
    assert clip_around("abc", 50, 60, 10) == (0, 3)


@given(st.text(max_size=40), st.integers(0, 40), st.integers(0, 40), st.integers(40, 60))
def test_clip_around_loses_nothing_within_the_radius(text, start, length, radius):
    assert clip_around(text, start, start + length, radius) == (0, len(text))


@pytest.mark.parametrize(
    ("lang", "tag"),
    [
        ("en", "en"),
        ("zh", "zh"),
        ("zh-Hans", "zh-Hans"),
        ("zh-Hant", "zh-Hant"),
        ("mixed", ""),
        ("other", ""),
        ("none", ""),
    ],
)
def test_tag_language(lang, tag):
    assert tag_language(lang) == tag
