"""Order, direction and date of figures that have their equals: what is found, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.crosscheck.label_figures import compare_labels, read_label
from tasks.crosscheck.locate_figures import locate_figures
from tasks.crosscheck.read_dates import find_other_date, read_dates
from tasks.crosscheck.read_directions import read_direction

from .clean_lines import Corpus
from .measure import check


def reasons(zh: str, en: str) -> list[str | None]:
    return [row.reason for row in check(Corpus("pair", "zh-Hans", "tune", [zh], [en])) if row.status == "conflict"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("出口水稻4.3万吨，进口大豆7.6万吨。", "Exports of rice came to 76,000 tonnes, and imports of soybeans to 43,000 tonnes."),
        ("男性占57.2%，女性占42.8%。", "Men made up 42.8 percent and women 57.2 percent."),
        ("门票收入和餐饮收入分别为310万元和450万元。", "Ticket and catering revenue was 4.5 million yuan and 3.1 million yuan respectively."),
        ("煤炭产量下降6.1%，天然气产量上升9.4%。", "Coal output fell by 9.4 percent and natural gas output rose by 6.1 percent."),
    ],
)  # fmt: skip
def test_two_figures_that_changed_places(zh, en):
    assert reasons(zh, en) == ["order", "order"]


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("出口水稻4.3万吨，进口大豆7.6万吨。", "Imports of soybeans came to 76,000 tonnes, and exports of rice to 43,000 tonnes."),
        ("男性占57.2%，女性占42.8%。", "Women made up 42.8 percent and men 57.2 percent."),
        ("医院去年接诊门诊患者8.9万人次，住院患者3.1万人次。", "Last year the hospital treated 31,000 inpatients and 89,000 outpatients."),
        ("去年销量增长12%，其中2023年12月增长9%。", "Sales grew 12 percent last year, with growth of 9 percent in December 2023."),
        ("截至2022年底，共有312家。", "There were 312 shops by the end of that year."),
    ],
)  # fmt: skip
def test_clauses_in_another_order_and_years_on_one_side_are_no_conflict(zh, en):
    assert reasons(zh, en) == []


@pytest.mark.parametrize(
    ("zh", "en", "expected"),
    [
        ("2023年上半年，用电量为312亿千瓦时。", "In the second half of 2023, 31.2 billion kilowatt-hours were used.", "time"),
        ("第三季度新增就业38万人。", "In the second quarter, 380,000 jobs were created.", "time"),
        ("4月12日共有1,730人报名。", "On April 21, 1,730 people signed up.", "time"),
        ("民國一百零七年核准了214件。", "In 2017, 214 applications were approved.", "time"),
        ("客流量下降14.6%。", "The number of passengers climbed by 14.6 percent.", "direction"),
        ("事故增加了37起。", "Accidents fell by 37 cases.", "direction"),
    ],
)  # fmt: skip
def test_another_date_and_another_direction(zh, en, expected):
    assert expected in reasons(zh, en)


@pytest.mark.parametrize(
    ("text", "is_chinese", "pieces"),
    [
        ("2021—2023年，民國110年5月", True, {("year", 2021), ("year", 2023), ("month", 5)}),
        ("二〇二三年十二月三十一日", True, {("year", 2023), ("month", 12), ("day", 31)}),
        ("114學年度國小新生", True, {("year", 2025)}),
        ("九十八年六月十二日修正，徒刑三年六月", True, {("year", 2009), ("month", 6), ("day", 12)}),
        ("历时三个月，两个月前", True, set()),
        ("前三季度，首十個月", True, {("quarters", 3), ("months", 10)}),
        ("the first three quarters, the first 11 months, the first few months", False, {("quarters", 3), ("months", 11)}),
        ("农历八月十五日", True, set()),
        ("The 1980s; 2,000 people; $2000; 2000 may march", False, {("year", 2000)}),
        ("on 3 May 2020 and in March, the first quarter", False, {("year", 2020), ("month", 5), ("day", 3), ("month", 3), ("quarter", 1)}),
        ("September 29, 2018", False, {("year", 2018), ("month", 9), ("day", 29)}),
        ("in the second half of the season", False, set()),
    ],
)  # fmt: skip
def test_pieces_of_dates(text, is_chinese, pieces):
    assert {(date.unit, date.number) for date in read_dates(text, is_chinese)} == pieces


def test_a_date_on_one_side_only_is_no_other_date():
    assert find_other_date("4月12日获悉，1至3月增长", "said on April 12 that from January to March it rose") is None
    assert find_other_date("2023年，4月开工", "In 2023, work began") is None
    assert find_other_date("2023年和2024年", "in 2023") is None
    assert find_other_date("2023年和2024年", "in 2023 and 2025") == 6


@pytest.mark.parametrize(
    ("text", "lang", "quote", "expected"),
    [
        ("收入增长12%，利润下降3%", "zh", "3%", "decrease"),
        ("收入12%的降幅", "zh", "12%", "decrease"),
        ("由5万上升到8万", "zh", "8万", "increase"),
        ("增长很快，共有8万人", "zh", "8万", None),
        ("prices were up 5%, and 7% were sold", "en", "5%", "increase"),
        ("prices were up 5%, and 7% were sold", "en", "7%", None),
        ("a 5% year-on-year decline in prices", "en", "5%", "decrease"),
        ("made up of 5%", "en", "5%", None),
    ],
)
def test_the_direction_of_a_figure_is_in_its_clause(text, lang, quote, expected):
    at = text.index(quote)
    assert read_direction(text, lang, [(at, at + len(quote))], 0) == expected


def test_labels_of_both_languages_are_compared_by_the_lexicon():
    zh, en = "小麦产量为5吨，玉米产量为6吨", "5 tonnes of wheat and 6 tonnes of maize"
    zh_spans, en_spans = [(5, 7), (13, 15)], [(0, 8), (22, 30)]
    labels = [read_label(zh, "zh", zh_spans, at) for at in (0, 1)], [read_label(en, "en", en_spans, at) for at in (0, 1)]  # fmt: skip
    assert compare_labels(labels[0][0], labels[1][0]) > compare_labels(labels[0][0], labels[1][1])
    assert compare_labels(labels[0][1], labels[1][1]) > compare_labels(labels[0][1], labels[1][0])


@given(st.text(alphabet="一二三年月日第季上下半0129 ofMay,JuneQ", max_size=80), st.booleans())
def test_dates_of_any_text_stand_where_they_say(text, is_chinese):
    for date in read_dates(text, is_chinese):
        assert 0 <= date.start < len(text) and date.number >= 0


def test_quotes_that_are_not_there_get_an_empty_span(fact):
    from tasks.crosscheck.figure import read_figures

    figures = [figure for at, quote in enumerate(("5人", "7 人", "9人")) for figure in read_figures(fact("zh", at, quote, 5 + at, "person")._asdict())]  # fmt: skip
    assert locate_figures("有5人、7人和9人", figures) == [(1, 3), (3, 3), (7, 9)]
