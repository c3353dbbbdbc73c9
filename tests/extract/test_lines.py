"""Lines that documents share are read once, and say the same wherever they stand."""

import re

from hypothesis import given
from hypothesis import strategies as st

from tasks.extract.fields.find_places import find_places
from tasks.extract.fields.find_signs import find_signs
from tasks.extract.fields.find_times import find_times
from tasks.extract.fields.read_lines import LineReader

LINES = (
    "2021年3月，青海省西宁市新建温室12座，比2019-2020年多。",
    "Lanzhou, Gansu planted 300 trees from 3 May 2019 to 2020/11/02",
    "May 2018 march",
    "《二〇二〇年植树办法》自2020年05月7号起施行，甘肃、宁夏各办一次。",
    "2017",
    "the province and Ningxia in the twenty twenties",
    "",
    "上世纪八十年代，全省产量为12019吨；1999 年同比增长，11.5.2015",
    "in nineteen eighty two and two thousand and eight the nation grew",
    "第12个 3000年 𠮷 1/2 2020/3",
)
texts = st.lists(st.sampled_from(LINES), max_size=12).map("\n".join)


def read_apart(text: str) -> tuple[list[tuple[object, ...]], list[tuple[object, ...]]]:
    """Places and times of a text, each line read by itself."""
    places: list[tuple[object, ...]] = []
    periods: list[tuple[object, ...]] = []
    by = 0
    for line in text.split("\n"):
        found = find_places(line, is_english=False, is_mixed=True)
        places += [(start + by, end + by, *rest) for start, end, *rest in found]
        periods += [(start + by, end + by, *rest) for start, end, *rest in find_times(line)]
        by += len(line) + 1
    return places, periods


@given(st.lists(texts, min_size=1, max_size=5))
def test_lines_say_the_same_in_every_document(documents: list[str]) -> None:
    reader = LineReader()
    for text in documents:
        assert reader.read(text) == read_apart(text)
        assert reader.read(text)[0] == find_places(text, text.isascii(), is_mixed=True)
        assert reader.read(text)[1] == find_times(text)


def test_title_over_two_lines_holds_no_time() -> None:
    broken, whole = "《关于印发规划的通知\n2020年修订》的规定", "自2020年修订》的规定"
    reader = LineReader()
    assert reader.read(whole) == ([], find_times(whole))
    assert reader.read("\n".join((whole, broken)))[1] == find_times(whole)
    assert reader.read("关于印发规划的通知\n2020年修订》的规定")[1]


def test_reader_gives_lists_of_its_own() -> None:
    reader, text = LineReader(), "In 2019 Qinghai grew.\nIn 2019 Qinghai grew."
    places, periods = reader.read(text)
    assert len(places) == len(periods) == 2
    places.clear()
    periods.clear()
    assert [len(found) for found in reader.read(text)] == [2, 2]


def test_time_does_not_depend_on_the_line_above() -> None:
    for above in ("", "x" * 30, "In 2016", "x" * 200):
        found = find_times(f"{above}\nfrom 3 to 9 may 2018\nmarch")
        assert [period.edtf for period in found if period.edtf != "2016"] == ["2018-05-03/2018-05-09"], above


@given(st.text(alphabet="0123456789年月纪民一二 a𠮷\ud800", max_size=40))
def test_signs_are_those_of_patterns(text: str) -> None:
    signs = find_signs(text)
    assert signs.years == [match.start() for match in re.finditer("[12](?=[0-9]{3})", text)]
    for found, pattern in ((signs.heads, "[民一二]"), (signs.units, "[年月纪]")):
        assert found == [match.start() for match in re.finditer(pattern, text)]
