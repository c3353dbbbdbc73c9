"""Writing systems, and simplified and traditional characters."""

import numpy as np
import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.scripts import (
    HAN,
    N_CLASSES,
    Scripts,
    chinese_script,
    classify_code_points,
    convert_characters,
    count_scripts,
    one_script_only,
    script_table,
    scripts_of_counts,
    to_simplified,
)


@pytest.mark.parametrize(
    ("text", "field", "count"),
    [
        ("中文〇々", "han", 4),
        ("\U00020000\U0003134a", "han", 2),
        ("Ünïcode Ａb", "latin", 9),
        ("ひらカタ", "kana", 4),
        ("한국", "hangul", 2),
        ("Привет", "cyrillic", 6),
        ("ελ", "other", 2),
        ("ไทย", "other", 3),
    ],
)
def test_letters_are_counted_by_script(text: str, field: str, count: int) -> None:
    scripts = count_scripts(text)
    assert getattr(scripts, field) == count
    assert scripts.letters == count


@pytest.mark.parametrize("text", ["", "12, 3.5%", "。，！？《》“”", "・ー 3 ー", "①②"])
def test_digits_and_signs_are_no_letters(text: str) -> None:
    assert count_scripts(text)._replace(other=0).letters == 0


def test_the_simplified_and_traditional_are_among_the_han() -> None:
    assert count_scripts("广東a") == Scripts(2, 1, 0, 0, 0, 0, 1, 1)


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("知识产权", "zh-Hans"),
        ("知識產權", "zh-Hant"),
        ("广东省", "zh-Hans"),
        ("臺灣", "zh-Hant"),
        ("公共文化", "zh"),
        ("皇后在台上里面于是只干面", "zh"),
        ("乾坤著名瞭望", "zh"),
        ("English only", "zh"),
        ("", "zh"),
        ("广東", "zh"),
        ("关于后台的说明", "zh-Hans"),
        ("關於後臺的說明", "zh-Hant"),
    ],
)
def test_chinese_script(text: str, script: str) -> None:
    assert chinese_script(text) == script


@pytest.mark.parametrize(
    ("text", "simplified"),
    [("強化知識產權", "强化知识产权"), ("2023年ABC", "2023年ABC"), ("plain", "plain"), ("頭髮與發展", "头发与发展")],
)
def test_to_simplified(text: str, simplified: str) -> None:
    assert to_simplified(text) == simplified


@given(st.text(max_size=200))
def test_to_simplified_keeps_the_length_and_is_done_once(text: str) -> None:
    once = to_simplified(text)
    assert len(once) == len(text)
    assert chinese_script(once) != "zh-Hant"


@given(st.text(max_size=200))
def test_counts_add_up(text: str) -> None:
    scripts = count_scripts(text)
    assert 0 <= scripts.simplified + scripts.traditional <= scripts.han <= scripts.letters <= len(text)
    assert len(HAN.findall(text)) == scripts.han


@given(st.text(max_size=100), st.text(max_size=100))
def test_counts_of_parts_are_those_of_the_whole(left: str, right: str) -> None:
    whole, parts = count_scripts(left + right), zip(count_scripts(left), count_scripts(right), strict=True)
    assert list(whole) == [a + b for a, b in parts]


def test_every_letter_has_a_class() -> None:
    letters = "".join(chr(p) for p in range(0x110000) if chr(p).isalpha() and not 0xD800 <= p < 0xE000)
    assert (classify_code_points(letters) > 0).all()
    assert script_table().max() < N_CLASSES


def test_characters_alone_are_converted_like_in_a_text_of_one() -> None:
    converter = opencc.OpenCC("t2s")
    table = dict(convert_characters("t2s"))
    for char in "國後發髮麵範著乾":
        assert table[char] == converter.convert(char)


def test_counts_of_many_texts_are_those_of_each() -> None:
    texts = ["中文國国〇", "Ünïcode Ａb", "ひらカタ 한글 Привет ελ", "", "12, 。"]
    counts = [np.bincount(classify_code_points(text), minlength=N_CLASSES) for text in texts]
    assert [scripts_of_counts(row.tolist()) for row in counts] == list(map(count_scripts, texts))


def test_few_characters_are_simplified_of_one_and_traditional_of_another() -> None:
    simplified = set(one_script_only("s2t", "big5", 0xA440, 0xC67E))
    traditional = set(one_script_only("t2s", "gb2312", 0xB0A1, 0xD7F9))
    assert len(simplified) > 3000 and len(traditional) > 3000
    assert len(simplified & traditional) < 20


def test_news_in_both_scripts_are_never_taken_for_the_other(shared) -> None:
    for script, other in (("zh-Hans", "zh-Hant"), ("zh-Hant", "zh-Hans")):
        lines = (shared / f"gold/pairs/ntrex-700.{script}.txt").read_text(encoding="utf-8").split("\n")
        found = [chinese_script(line) for line in lines if line]
        assert other not in found
        assert found.count(script) >= 0.99 * len(found)
