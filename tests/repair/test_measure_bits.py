"""A right reading costs fewer bits than a wrong one."""

from itertools import combinations

import pytest

from tasks.repair.measure_bits import load_costs, load_frequent_han, load_han_bits, measure_bits

WRONG = [
    ("zh-Hans", "gb18030", ("latin-1", "cp1251", "big5", "euc_kr", "shift_jis", "koi8-r")),
    ("zh-Hant", "big5", ("latin-1", "cp1251", "gb18030", "koi8-r")),
    ("zh-Hans", "utf-8", ("latin-1", "cp1251", "gb18030")),
    ("ru", "koi8-r", ("cp1251", "latin-1", "gb18030", "big5")),
    ("ru", "cp1251", ("koi8-r", "latin-1", "gb18030", "big5")),
    ("ja", "shift_jis", ("latin-1", "gb18030", "big5")),
    ("ja", "euc_jp", ("latin-1", "gb18030", "big5")),
    ("ko", "euc_kr", ("latin-1", "gb18030", "big5")),
    ("th", "tis-620", ("latin-1", "gb18030", "big5")),
    ("fr", "cp1252", ("gb18030", "big5", "cp1251", "shift_jis")),
]


@pytest.mark.parametrize(("lang", "stored", "others"), WRONG)
def test_the_right_reading_is_cheapest(
    lang: str, stored: str, others: tuple[str, ...], clean: dict[str, list[str]]
) -> None:
    for sentence in clean[lang]:
        content = sentence.encode(stored, "ignore")
        right = measure_bits(content.decode(stored))
        for other in others:
            assert right < measure_bits(content.decode(other, "surrogateescape")), (sentence, other)


def test_nothing_costs_nothing_and_more_costs_more() -> None:
    assert measure_bits("") == 0
    assert measure_bits("中文") < measure_bits("中文报纸")
    assert isinstance(measure_bits("中"), float)


def test_bad_bytes_cost_by_runs() -> None:
    assert measure_bits("a\udcff\udcffb") < measure_bits("a\udcffb\udcff")


def test_what_seldom_stands_together_costs_more() -> None:
    assert measure_bits("éé") > 2 * measure_bits("é")
    assert measure_bits("aж") > measure_bits("a") + measure_bits("ж")
    assert measure_bits("aA") > measure_bits("Aa")


def test_the_tables_are_whole() -> None:
    bits = load_han_bits()
    assert len(bits) > 7000 and set(map(len, bits)) == {1}
    assert bits["一"] < bits["春"] < bits["魑"]
    assert {"的", "國", "国"} <= load_frequent_han()
    assert load_costs().bits.shape == load_costs().script.shape == (0x10000,)
    assert load_costs().bits.min() > 0
    hangul = [float(load_costs().bits[ord(char)]) for char in "이읽뷁"]
    assert all(a < b for a, b in combinations(hangul, 2))
