"""The time a sentence states."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.fields.read_time import find_periods, nearest_period

from .conftest import find, read_cases


@pytest.mark.parametrize(("text", "words", "edtf", "first", "last"), read_cases("times.json"))
def test_time(text: str, words: str | None, edtf: str | None, first: str | None, last: str | None) -> None:
    period = nearest_period(text, find_periods(text), find(text)[0].start)
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
        (period,) = find_periods(text)
        assert period.first == period.last == day
        assert period.edtf == day.isoformat()


@given(st.text(alphabet="0123456789年月日-至末底 inJulyMy,2023", max_size=40))
def test_periods_are_in_order(text: str) -> None:
    for period in find_periods(text):
        assert period.first <= period.last
        assert 0 <= period.start < period.end <= len(text)
