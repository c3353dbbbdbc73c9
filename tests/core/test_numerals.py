"""Numerals of both languages: values, spans, and what must be left alone."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.numerals import Numeral, find_numerals, read_han
from tasks.core.numerals.read_tables import sizes_by_first, sizes_by_last
from tests.growth import assert_reads_in_proportion

DIGITS = "零一二三四五六七八九"
POWERS = ((1000, "千"), (100, "百"), (10, "十"))
MYRIADS = ((10**8, "亿"), (10**4, "万"))
TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
DIGIT_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ONES = (*DIGIT_WORDS, "ten", "eleven", "twelve", *TEENS)
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = ((10**9, "billion"), (10**6, "million"), (1000, "thousand"))


def read(text: str) -> list[tuple[str, Decimal]]:
    return [(text[numeral.start : numeral.end], numeral.value) for numeral in find_numerals(text)]


def write_chinese(number: int) -> str:
    """The number below 10**12 in Chinese characters, by the rule book."""
    if number == 0:
        return "零"
    for value, name in MYRIADS:
        if number >= value:
            head, rest = divmod(number, value)
            tail = write_chinese(rest) if rest else ""
            return write_chinese(head) + name + ("零" if rest and rest < value // 10 else "") + tail
    written, has_gap = "", False
    for value, name in POWERS:
        digit, number = divmod(number, value)
        if digit:
            written += ("零" if has_gap and written else "") + DIGITS[digit] + name
            has_gap = False
        else:
            has_gap = bool(written)
    return written + (("零" if has_gap and written else "") + DIGITS[number] if number else "")


def write_english(number: int) -> str:
    """The number below 10**12 in English words."""
    for value, name in SCALES:
        if number >= value:
            head, rest = divmod(number, value)
            return f"{write_english(head)} {name}" + (f" {write_english(rest)}" if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{ONES[head]} hundred" + (f" and {write_english(rest)}" if rest else "")
    if number >= 20:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")
    return ONES[number]


@pytest.mark.parametrize(
    ("text", "written", "value"),
    [
        ("a total of 3,314 items", "3,314", "3314"),
        ("33.14 million items", "33.14 million", "33140000"),
        ("3314萬件", "3314萬", "33140000"),
        ("共1亿2000万元", "1亿2000万", "120000000"),
        ("约3.2万家", "3.2万", "32000"),
        ("达9.5万亿元", "9.5万亿", "9500000000000"),
        ("1.25 亿英镑", "1.25 亿", "125000000"),
        ("1萬2,000戶", "1萬2,000", "12000"),
        ("３，３１４件", "３，３１４", "3314"),
        ("１２．５％", "１２．５", "12.5"),
        ("两千零五人", "两千零五", "2005"),
        ("共十二家", "十二", "12"),
        ("廿三人", "廿三", "23"),
        ("卅名", "卅", "30"),
        ("一万零五十", "一万零五十", "10050"),
        ("两万五", "两万五", "25000"),
        ("三千六百", "三千六百", "3600"),
        ("一百二", "一百二", "120"),
        ("三点一四", "三点一四", "3.14"),
        ("百亿美元", "百亿", "10000000000"),
        ("超千万人次", "千万", "10000000"),
        ("过万亿元", "万亿", "1000000000000"),
        ("壹佰贰拾万元", "壹佰贰拾万", "1200000"),
        ("伍拾元", "伍拾", "50"),
        ("2340余万元", "2340余万", "23400000"),
        ("三十多万人", "三十多万", "300000"),
        ("二〇二三年", "二〇二三", "2023"),
        ("三至五年", "三", "3"),
        ("fifteen authorities", "fifteen", "15"),
        ("Twenty-one schools", "Twenty-one", "21"),
        ("two hundred thousand tons", "two hundred thousand", "200000"),
        ("one thousand two hundred and thirty-four", "one thousand two hundred and thirty-four", "1234"),
        ("a dozen clinics", "a dozen", "12"),
        ("two dozen eggs", "two dozen", "24"),
        ("a hundred and five days", "a hundred and five", "105"),
        ("US$1.2bn", "1.2bn", "1200000000"),
        ("$1.2m", "1.2m", "1200000"),
        ("£11million", "11million", "11000000"),
        ("US$ 10 bn", "10 bn", "10000000000"),
        ("a rate of .08", ".08", "0.08"),
        ("a 5km run", "5", "5"),
        ("-3.5 degrees", "-3.5", "-3.5"),
        ("负0.2千米", "负0.2", "-0.2"),
        ("12千瓦", "12", "12"),
        ("1.2万兆瓦", "1.2万", "12000"),
    ],
)
def test_reads_value_and_span(text: str, written: str, value: str) -> None:
    assert (written, Decimal(value)) in read(text)


@pytest.mark.parametrize(
    "text",
    [
        "DB44 and GB18030",
        "5fa71b43-ff57-4550-a010-a0bec2f75bb4.png",
        "article_37037",
        "COVID-19",
        "5G 4K 3D",
        "version 2.0.1",
        "192.168.1.2",
        "https://example.org/2023/05/t20230512_1234.html",
        "mail user123@example.org 456a",
        "统一 一般 十分 百姓 千方百计 万一 三农 四川 一带一路 五粮液",
        "数十万 几百 三四个 十几年 数千",
        "大陆参加入伍",
        "hundreds of millions, dozens",
        "weigh nothing, freight often",
        "零部件 零售 两岸 两会",
        "1" * 60,
    ],
)
def test_leaves_words_codes_and_estimates_alone(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("between two and three", [2, 3]),
        ("two three", [2, 3]),
        ("2019-2023", [2019, 2023]),
        ("3-5%", [3, 5]),
        ("1,234,5678", [1234, 5678]),
        ("12批次、3家", [12, 3]),
        ("1万千瓦", [10000]),
    ],
)
def test_numbers_side_by_side_stay_apart(text: str, values: list[int]) -> None:
    assert [value for _, value in read(text)] == values


def test_ordinals_are_marked() -> None:
    marks = [
        (text[n.start : n.end], n.value, n.is_ordinal)
        for text in ("第十四届", "the 5th time")
        for n in find_numerals(text)
    ]
    assert marks == [("第十四", 14, True), ("5th", 5, True)]


@pytest.mark.parametrize("text", ["一三十", "十百", "百", "零零", "一二", "陆十x"])
def test_malformed_chinese_numerals_have_no_value(text: str) -> None:
    value = read_han(text)
    assert value is None or text == "零零"


@given(st.integers(min_value=10, max_value=10**12 - 1))
def test_every_chinese_numeral_is_read_back(number: int) -> None:
    written = write_chinese(number)
    assert read_han(written) == number


@given(st.integers(min_value=2, max_value=10**12 - 1))
def test_every_english_numeral_is_read_back(number: int) -> None:
    written = write_english(number)
    assert read(f"the {written} of") == [(written, Decimal(number))]


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=999))
def test_digits_with_commas_and_scales_are_exact(whole: int, thousandths: int) -> None:
    written = f"{whole:,}.{thousandths:03d}"
    value = Decimal(whole) + Decimal(thousandths) / 1000
    assert read(f" {written} ") == [(written, value)]
    assert read(f" {written}亿元")[0][1] == value * 10**8
    assert read(f" {written} billion ")[0][1] == value * 10**9


@given(
    st.text(
        alphabet="0123456789,. -+％%万亿千百十一二三四五六七八九〇零第余多点個年月abthouseandtwomillion \n/_第壹拾",
        max_size=60,
    )
)
def test_spans_are_in_order_apart_and_inside(text: str) -> None:
    end = 0
    for numeral in find_numerals(text):
        assert isinstance(numeral, Numeral)
        assert end <= numeral.start < numeral.end <= len(text)
        assert re.search(r"\S", text[numeral.start : numeral.end])
        end = numeral.end


@pytest.mark.parametrize("unit", ["1", "万亿", "(", "1.", "百", "a1-", "million ", "十万", "111,", "http://"])
def test_takes_linear_time(unit: str) -> None:
    assert_reads_in_proportion(find_numerals, unit, 1_000_000)


def test_sizes_of_words_are_grouped_by_an_end() -> None:
    words = ["万元", "万", "亿元", "万美元"]
    assert sizes_by_first(words) == {"万": (3, 2, 1), "亿": (2,)}
    assert sizes_by_last(words) == {"元": (3, 2), "万": (1,)}
