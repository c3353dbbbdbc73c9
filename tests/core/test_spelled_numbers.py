"""Every number that is spelled out, shares, ranges and bounds: own cases beside the published ones."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.numerals import (
    Numeral,
    read_any_chinese,
    read_any_english,
    read_number_ranges,
    read_percentages,
)
from tests.growth import assert_reads_in_proportion

from .test_numerals import write_chinese

TRADITIONAL = str.maketrans("一二三四五六七八九十百千万亿零", "壹贰叁肆伍陆柒捌玖拾佰仟萬億零")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("负十七", ["-17"]),
        ("七分之二", ["0.285714"]),
        ("四又三分之一", ["4.333333"]),
        ("三 百 六 十", ["360"]),
        ("半百", ["50"]),
        ("六打", ["72"]),
        ("八十几万", ["800000"]),
        ("2.5e3和3^4", ["2500", "81"]),
        ("３ ／４", ["3", "4"]),
        ("9 3/4", ["9.75"]),
        ("拾伍万零三十", ["150030"]),
        ("统一四川队伍陆地收拾", []),
        ("两美元和三折", []),
        ("答案是六而不是七", ["6", "7"]),
        ("1,250万", ["12500000"]),
        ("", []),
    ],
)
def test_chinese(text: str, values: list[str]) -> None:
    assert [numeral.value for numeral in read_any_chinese(text)] == pytest.approx(
        list(map(Decimal, values)), rel=Decimal("1e-5")
    )


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("minus forty-two", ["-42"]),
        ("four sevenths", ["0.571428"]),
        ("six and a half million", ["6500000"]),
        ("two hundred and one fifth", ["200.2"]),
        ("ninety thirty-fifths", ["2.571428"]),
        ("eight point oh", ["8"]),
        ("seven point two five", ["7.25"]),
        ("three out of eight", ["0.375"]),
        ("9 out of 4", ["9", "4"]),
        ("7 hundred and 12", ["712"]),
        ("4 crore and ten", ["40000010"]),
        ("half a dozen and two dozens", ["6", "24"]),
        ("2 345 678 people", ["2345678"]),
        ("2.5x10^3 and 7e2", ["2500", "700"]),
        ("which one and this one", []),
        ("the 45ml bottle", []),
        ("¾ of it", ["0.75"]),
        ("3/0", []),
        ("1^" + "9" * 30, []),
    ],
)
def test_english(text: str, values: list[str]) -> None:
    assert [numeral.value for numeral in read_any_english(text)] == pytest.approx(
        list(map(Decimal, values)), rel=Decimal("1e-5")
    )


@given(st.integers(min_value=1, max_value=10**12 - 1))
def test_chinese_of_any_size(number: int) -> None:
    written = write_chinese(number)
    assert [n.value for n in read_any_chinese(f"总数{written}。")] == [number]
    assert [n.value for n in read_any_chinese(" ".join(written))] == [number]
    if len(written) > 1:
        assert [n.value for n in read_any_chinese(written.translate(TRADITIONAL))] == [number]


@given(st.integers(min_value=0, max_value=10**9), st.integers(min_value=0, max_value=999))
def test_digits_with_groups(number: int, thousandths: int) -> None:
    written = f"{number:,}.{thousandths:03}"
    for read in (read_any_chinese, read_any_english):
        assert [n.value for n in read(f"({written})")] == [Decimal(written.replace(",", ""))]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("百分之十二点五", ["12.5"]),
        ("千分之三", ["0.3"]),
        ("万分之二十", ["0.2"]),
        ("四成半和七成二", ["45", "72"]),
        ("打六折、打八五折、9.5折", ["60", "85", "95"]),
        ("提高1.5个百分点", ["1.5"]),
        ("负２.５％", ["-2.5"]),
        ("成立、成本、三折叠", []),
        ("five per cent, 3.2 percent and 40 percentage points", ["5", "3.2", "40"]),
        ("百分之二三十", []),
        ("见 https://example.org/a%20b", []),
    ],
)
def test_percentages(text: str, values: list[str]) -> None:
    assert [numeral.value for numeral in read_percentages(text)] == list(map(Decimal, values))


@pytest.mark.parametrize(
    ("text", "lang", "ranges"),
    [
        ("大于等于七且小于九", "zh", [("7", "9", True, False)]),
        ("三十到四十", "zh", [("30", "40", True, True)]),
        ("六百余", "zh", [("600", None, False, True)]),
        ("不超过八十", "zh", [(None, "80", True, True)]),
        ("大于9小于3", "zh", [("9", None, False, True), (None, "3", True, False)]),
        ("from 12 to 15", "en", [("12", "15", True, True)]),
        ("between five and nine", "en", [("5", "9", True, True)]),
        ("more than 7 but less than 9", "en", [("7", "9", False, False)]),
        ("at least twelve", "en", [("12", None, True, True)]),
        ("forty or fewer", "en", [(None, "40", True, True)]),
        ("twelve boats", "en", []),
        ("+86-10-5555", "en", []),
    ],
)
def test_ranges(text: str, lang: str, ranges: list[tuple[str | None, str | None, bool, bool]]) -> None:
    found = [(item.low, item.high, item.has_low, item.has_high) for item in read_number_ranges(text, lang)]
    assert found == [(low and Decimal(low), high and Decimal(high), *ends) for low, high, *ends in ranges]


@given(st.text(alphabet="一二两十百千万亿点分之又负 零半打成折0123456789.,/^eE-+%andoehlfmrtv ", max_size=60))
def test_any_text_is_read_in_order(text: str) -> None:
    readers: tuple[Callable[[str], list[Numeral]], ...] = (read_any_chinese, read_any_english, read_percentages)
    for read in readers:
        end = 0
        for numeral in read(text):
            assert end <= numeral.start < numeral.end <= len(text) or read is read_percentages
            end = numeral.end


@pytest.mark.parametrize("piece", ["1", "万亿", "一 ", "1/", "分之一", "and ", "one and ", "half a ", "1 000 ", "- "])
def test_time_is_linear(piece: str) -> None:
    for read in (read_any_chinese, read_any_english):
        assert_reads_in_proportion(read, piece, 100_000)
