"""The gazetteer, and the places of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.scripts import to_simplified
from tasks.extract.fields.find_places import find_places
from tasks.extract.fields.gazetteer import PREFECTURE, PROVINCE, chinese_names, english_names, places_by_code
from tasks.extract.mention import Sentence
from tasks.extract.tables.read_tables import read_rows

from .conftest import read_cases


def test_all_provinces_and_prefectures() -> None:
    places = places_by_code()
    provinces = [place for place in places.values() if place.level == PROVINCE]
    assert len(provinces) == 34
    assert len(places) - 34 == 333
    assert len({place.iso for place in provinces}) == 34


def test_every_prefecture_lies_in_a_province_that_is_listed() -> None:
    places = places_by_code()
    for place in places.values():
        assert place.province_code in places
        assert place.level == PROVINCE or place.code[2:4] != "00"


def test_traditional_names_fold_to_the_simplified_ones() -> None:
    for row in read_rows("places_china.tsv"):
        assert to_simplified(row[3]) == row[2], row


@pytest.mark.parametrize("name", sorted(name for name, known in english_names().items() if not known.is_weak))
def test_every_english_name_is_found(name: str) -> None:
    (found,) = find_places(f"Hospitals in {name} opened.", True)
    assert (found.start, found.end) == (13, 13 + len(name))


@pytest.mark.parametrize("name", sorted(name for name, known in chinese_names().items() if not known.is_weak))
def test_every_chinese_name_is_found(name: str) -> None:
    (found,) = find_places(f"{name}共有医院5家", False)
    assert found.start == 0
    assert found.place == chinese_names()[name].places[0] or found.place is None or found.place.level == PREFECTURE


@pytest.mark.parametrize(("text", "expected"), read_cases("places.json"))
def test_places(text: str, expected: list[list[str | None]]) -> None:
    folded = Sentence(text).folded
    found = find_places(folded, text.isascii())
    codes = [[text[f.start : f.end], (f.place.code or f.place.iso) if f.place else None] for f in found]
    assert codes == expected


@given(st.text(alphabet="广东省州市深圳区县北京、和 ,-andWuhanHubeiChina", max_size=60))
def test_places_are_in_order_and_apart(text: str) -> None:
    for is_english in (True, False):
        at = 0
        for found in find_places(text, is_english):
            assert at <= found.start < found.end <= len(text)
            at = found.end
