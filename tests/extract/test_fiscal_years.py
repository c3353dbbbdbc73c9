"""Two years side by side are a fiscal year in documents of Hong Kong alone, and none of schools or of sports."""

from datetime import date

import pytest

from tasks.extract.fields.find_times import find_times
from tasks.extract.fields.read_fiscal_year import is_pair_of_years, make_fiscal_year
from tests.extract.measure_documents import Document, read_facts


def read_times(text: str) -> list[str | None]:
    """The times of the figures of a document."""
    facts = read_facts([Document("one", text, [], [], is_complete=False)])["one"]
    return [fact["time_edtf"] for fact in facts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("香港路政署年報\n2021-22年度，香港路政署完成小型工程315項。\n", "2021-04/2022-03"),
        ("香港路政署年報\n香港路政署2021至22年度的維修開支為12億元。\n", "2021-04/2022-03"),
        ("香港渠務署年報\n二〇一九至二〇年度，香港渠務署清理溝渠95公里。\n", "2019-04/2020-03"),
        ("香港海事處年報\n在2019/20財政年度，香港海事處檢查船隻820艘。\n", "2019-04/2020-03"),
        ("Hong Kong vessel inspections\nIn 2020-21, officers in Hong Kong inspected 410 vessels.\n", "2020-04/2021-03"),
        ("澳門旅遊局年報\n2021-22年度，澳門旅遊局舉辦講座35場。\n", "2021/2022"),
        ("Kerala annual report\nIn 2020-21, Kerala delivered 410 parcels.\n", "2020/2021"),
    ],
)
def test_fiscal_years(text: str, expected: str) -> None:
    assert read_times(text) == [expected]


@pytest.mark.parametrize("text", ["2021-22學年", "2021-22学年", "2021-22赛季", "for 2021-22 season"])
def test_years_of_schools_and_sports_stay(text: str) -> None:
    for period in find_times(text):
        assert make_fiscal_year(text, period) == period


def test_years_that_do_not_follow_each_other_are_none() -> None:
    for text in ("2019-2024年", "从2020年至2021年6月", "2021年"):
        assert not any(is_pair_of_years(text, period) for period in find_times(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2023年情況。六月三日至五日舉辦講座12場。\n", "2023-06-03/2023-06-05"),
        ("2023年情况。8月30日至9月2日举办讲座12场。\n", "2023-08-30/2023-09-02"),
        ("2023年情况。4月8-10日举办讲座12场。\n", "2023-04-08/2023-04-10"),
        ("2023年情况。4月8日举办讲座12场。\n", "2023-04-08"),
        ("截至2022年末，存款余额310亿元，增长7.2%。\n", "2022-12-31"),
    ],
)
def test_days_of_a_month(text: str, expected: str) -> None:
    assert read_times(text)[0] == expected


def test_a_change_is_of_the_year_that_ends_with_its_level() -> None:
    assert read_times("截至2022年末，存款余额310亿元，增长7.2%。\n") == ["2022-12-31", "2022"]
    assert read_times("截至2022年末，存款余额310亿元，较2019年末增长17.2%。\n")[0] == "2022-12-31"
    assert read_times("截至2022年6月末，存款余额310亿元，增长7.2%。\n") == ["2022-06-30", "2022-06-30"]


def test_a_fiscal_year_runs_from_april_to_march() -> None:
    text = "2021-22年度"
    (period,) = (make_fiscal_year(text, period) for period in find_times(text))
    assert (period.first, period.last) == (date(2021, 4, 1), date(2022, 3, 31))
