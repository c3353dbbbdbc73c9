"""Amounts that are told per another unit in the other language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.crosscheck.convert_rates import read_base
from tasks.crosscheck.figure import read_conversions

from .clean_lines import Corpus
from .measure import check

BASES = [
    ("zh", "大米每斤只卖3元。", "3元", "jin"),
    ("zh", "大米3元一斤。", "3元", "jin"),
    ("zh", "电价0.6元/度，全年不变。", "0.6元", "kilowatt_hour"),
    ("zh", "每公斤稻谷，农民得3元。", "3元", None),
    ("zh", "一斤米换3元。", "3元", None),
    ("en", "Rice sells for 6 yuan a kilogram.", "6 yuan", "kilogram"),
    ("en", "Rent is 90 yuan per square meter now.", "90 yuan", "square_meter"),
    ("en", "They pay per tonne 400 yuan.", "400 yuan", "t"),
    ("en", "It costs 400 yuan a tonnage class.", "400 yuan", None),
    ("en", "It costs 400 yuan.", "400 yuan", None),
]
PAIRS = [
    ("鸡蛋每斤4.6元。", "Eggs cost 9.2 yuan a kilogram.", set()),
    ("鸡蛋每斤4.6元。", "Eggs cost 9.7 yuan a kilogram.", {"value"}),
    ("鸡蛋每斤4.6元。", "Eggs cost 9.2 yuan a box.", {"value"}),
    ("锌价每吨22,400元。", "Zinc sells for 22.4 yuan per kilogram.", set()),
    ("锌价每吨22,400元。", "Zinc sells for 224 yuan per kilogram.", {"scale"}),
    ("流转费每亩800元。", "Land is let for 12,000 yuan a hectare.", set()),
]


@pytest.mark.parametrize(("lang", "text", "quote", "base"), BASES, ids=lambda value: str(value)[:24])
def test_what_an_amount_is_per(lang, text, quote, base):
    start = text.index(quote)
    assert read_base(text, lang, (start, start + len(quote))) == base


@pytest.mark.parametrize(("zh", "en", "reasons"), PAIRS, ids=lambda value: str(value)[:40])
def test_converted_prices_agree_and_others_do_not(zh, en, reasons):
    corpus = Corpus("rates", "zh-Hans", "tune", [f"{zh}共17笔。"], [f"{en} There were 17 deals."])
    assert {row.reason for row in check(corpus) if row.status == "conflict"} == reasons


@given(st.text(alphabet="每一斤公/ perakilogm3元", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_any_text_has_a_known_base_or_none(text, one, other):
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    for lang in ("zh", "en"):
        base = read_base(text, lang, (start, end))
        assert base is None or base in read_conversions()
