"""Amounts in the coins of Hong Kong and Taiwan, and cents, which leave their currency open."""

import pytest

from .clean_lines import Corpus
from .measure import check

LINES = [
    ("渡輪票價加4毫至3元2毫。", "Ferry tickets go up by 40 cents to HK$3.20.", set()),
    ("渡輪票價加4毫至3元2毫。", "Ferry tickets go up by 40 cents to HK$3.70.", {"value"}),
    ("公司派末期息3毫5仙，共9期。", "The company pays a final dividend of 35 cents, the ninth of nine.", set()),
    ("公司派末期息3毫5仙，共9期。", "The company pays a final dividend of 85 cents, nine in all.", {"value"}),
    ("紙巾每盒加5毫至4元5毫。", "Tissues go up by 50 cents to HK$4.50 a box.", set()),
    ("藍籌指數收報8,415點，跌96點。", "The blue-chip index fell 96 points to 8,415.", set()),
    ("酒店入住率約六成七半。", "Hotels were about 67.5 per cent full.", set()),
    ("公司派末期息港幣0.35元，共9期。", "The company pays a final dividend of 35 cents, nine in all.", set()),
]


@pytest.mark.parametrize(("zh", "en", "reasons"), LINES, ids=lambda value: str(value)[:40])
def test_coins(zh, en, reasons):
    corpus = Corpus("coins", "zh-Hant", "tune", [zh], [en])
    assert {row.reason for row in check(corpus) if row.status == "conflict"} == reasons
