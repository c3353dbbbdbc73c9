"""The time a sentence states."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.fields.find_signs import find_signs
from tasks.extract.fields.find_times import find_times
from tasks.extract.fields.read_time import find_periods, nearest_period
from tests.growth import assert_reads_in_proportion

from .conftest import find, read_cases


@pytest.mark.parametrize(("text", "words", "edtf", "first", "last"), read_cases("times.json"))
def test_time(text: str, words: str | None, edtf: str | None, first: str | None, last: str | None) -> None:
    period = nearest_period(text, find_periods(text, find_signs(text)), find(text)[0].start)
    if period is None:
        assert words is None
        return
    assert text[period.start : period.end] == words
    assert (period.edtf, str(period.first), str(period.last)) == (edtf, first, last)


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_every_date_is_read_in_both_languages(day: datetime.date) -> None:
    for text in (
        f"于{day.year}年{day.month}月{day.day}日",
        f"On {day:%B} {day.day}, {day.year}",
        f"({day.isoformat()})",
    ):
        (period,) = find_periods(text, find_signs(text))
        assert period.first == period.last == day
        assert period.edtf == day.isoformat()


@given(st.text(alphabet="0123456789年月日-至末底 inJulyMy,2023", max_size=40))
def test_periods_are_in_order(text: str) -> None:
    for period in find_periods(text, find_signs(text)):
        assert period.first <= period.last
        assert 0 <= period.start < period.end <= len(text)


@pytest.mark.parametrize(("text", "expected"), read_cases("dates.json"))
def test_times_in_all_their_forms(text: str, expected: list[list[str]]) -> None:
    assert [[text[one.start : one.end], one.edtf] for one in find_times(text)] == expected


@given(st.text(alphabet="0123456789年月日号至到十二〇零世纪代-/. inJulyMyto,2023sQH", max_size=60))
def test_times_are_in_order_and_apart(text: str) -> None:
    end = 0
    for period in find_times(text):
        assert period.last is None or period.first <= period.last
        assert end <= period.start < period.end <= len(text)
        end = period.end


@given(st.dates(min_value=datetime.date(1900, 1, 1), max_value=datetime.date(2099, 12, 31)))
def test_every_day_is_read_however_it_is_written(day: datetime.date) -> None:
    for text in (f"{day.year}/{day.month}/{day.day}", f"{day:%d %B, %Y}", f"{day.year} 年 {day.month} 月 {day.day} 日"):
        (period,) = find_times(text)
        assert period.first == period.last == day, text


@pytest.mark.parametrize(
    "unit", ["2024年", "2024-", "1月", "2023年1月", "in 2023 ", "May 2024 ", "年", "一月", "thousand "]
)
def test_times_take_linear_time(unit: str) -> None:
    assert_reads_in_proportion(find_times, unit, 400_000)
