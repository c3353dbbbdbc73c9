"""Title, date and languages of a document."""

import datetime
from collections.abc import Callable

import pytest

from tasks.segment.find_date import find_date
from tasks.segment.read_document_fields import (
    find_author,
    find_published_on,
    find_source,
    find_title,
    share_languages,
)
from tests.growth import assert_reads_in_proportion

DAY = datetime.date(2024, 5, 17)


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-17 18:31:37",
        "发布时间：2024年5月17日",
        "發布時間為2024-05-17",
        "2024/5/17",
        "2024.05.17",
        "May 17, 2024",
        "17 May 2024",
        "Updated 17th May 2024",
        "Fri, Sept. 31, 2023; 2024-05-17",
        "2024 年 5 月 17 日",
        "二零二四年五月十七日",
        "二〇二四年五月十七日（星期五）",
        "發布日期：113-05-17",
        "公告日期：113/5/17",
        "民國113年5月17日",
    ],
)
def test_dates(text: str) -> None:
    found = find_date(text)
    assert found and found.day == DAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "2024-13-01",
        "2024-02-30",
        "2024年5月",
        "12024-05-17",
        "Foo 17, 2024",
        "1.5.17",
        "113-05-17",
        "二零二四年五月",
    ],
)
def test_no_dates(text: str) -> None:
    assert find_date(text) is None


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ([("meta", "2023-01-01"), ("meta", "发布时间：2024-05-17")], DAY),
        ([("meta", "Release Time:"), ("meta", "2024-05-17")], DAY),
        ([("meta", "2024-05-17 09:23:30 | Author: Lin")], DAY),
        ([("footer", "本文发布时间为2024-05-17 18:31:37。")], DAY),
        ([("title", "date 2024-05-17 Two piers open")], DAY),
        ([("title", "Two piers open on 2024-05-17")], None),
        ([("footer", "© 2024-05-17")], None),
        ([("body", "发布时间：2024-05-17")], None),
        ([("meta", "Source: Harbour Daily")], None),
        ([("meta", "执行日期：2024-05-17")], None),
        ([("body", "Prose."), ("meta", "Office, 2024-05-17")], DAY),
        ([("body", "Prose."), ("meta", "甲 2024-05-16"), ("meta", "乙 2024-05-17")], None),
        ([("meta", "2024-05-17"), ("body", "Prose."), ("meta", "乙 2024-05-18")], DAY),
        ([], None),
    ],
)
def test_published_on(lines: list[tuple[str, str]], day: datetime.date | None) -> None:
    found = find_published_on([kind for kind, _ in lines], [text for _, text in lines])
    assert (found and found.value) == day
    if found:
        dated = find_date(lines[found.segment][1][found.start : found.end])
        assert dated and dated.day == day


@pytest.mark.parametrize(
    ("kinds", "title"),
    [(["nav", "title", "body"], "1"), (["body", "title"], None), (["list-item", "title"], "1"), ([], None)],
)
def test_title(kinds: list[str], title: str | None) -> None:
    found = find_title(kinds, [str(at) for at in range(len(kinds))])
    assert (found and found.value) == title


def test_a_title_without_end_is_cut() -> None:
    assert find_title(["title"], ["x" * 9000]) == ("x" * 500, 0, 0, 500)


@pytest.mark.parametrize(
    ("text", "source", "author"),
    [
        ("2022-11-03 07:28 来源：江城晚报 编辑：王海燕", "江城晚报", None),
        ("（记者 李晓东 通讯员 赵敏）", None, "李晓东"),
        ("聯合新聞 記者黃思婷／台南報導", None, "黃思婷"),
        (
            "Source: Harbour and Ferry Daily | 2023-07-20 09:23:30 | Author: LIN Mei",
            "Harbour and Ferry Daily",
            "LIN Mei",
        ),
        ("Source: Harbour Daily Updated: 2023-05-06", "Harbour Daily", None),
        ("By Jane Doe and John Smith", None, "Jane Doe and John Smith"),
        ("来源：县农业技术推广中心 作者：佚名 人气：", "县农业技术推广中心", None),
        ("信息来源: 市公安局反诈中心    浏览: 1502 次", "市公安局反诈中心", None),
        ("發布單位：教育處", "教育處", None),
        ("来源：网络", None, None),
        ("来源： 2023-05-06", None, None),
        ("文/图 李响", None, "李响"),
        ("Author: Lin, 2024-05-17", None, "Lin"),
        ("Posted by Oona on 4 May 2019 in Gardening", None, "Oona"),
        ("Posted on 2019/05/04 by 海邊阿明", None, "海邊阿明"),
        ("Written by Oona Felsted, 4 May 2019", None, "Oona Felsted"),
        ("By Oona Felsted | May 4, 2019 | 12 comments", None, "Oona Felsted"),
        ("By Oona Felsted, harbour correspondent, The Daily Tide", None, "Oona Felsted"),
        ("Source: Centre for Research on Tides", "Centre for Research on Tides", None),
        ("记者从市住建局了解到", None, None),
        ("责任编辑：周波", None, None),
        ("撰文／小兒科主任 吳佳玲醫師", None, "吳佳玲醫師"),
        ("来源：", None, None),
        ("", None, None),
    ],
)
def test_source_and_author(text: str, source: str | None, author: str | None) -> None:
    for find, value in ((find_source, source), (find_author, author)):
        found = find(["meta"], [text])
        assert (found and found.value) == value
        if found:
            assert text[found.start : found.end] == value
        assert find(["body"], [text]) is None


def test_a_label_may_stand_above_what_it_names() -> None:
    assert find_source(["meta", "meta"], ["来源：", "港口日报"]) == ("港口日报", 1, 0, 4)
    assert find_source(["meta", "body"], ["来源：", "港口日报"]) is None


@pytest.mark.parametrize("find", [find_source, find_author])
@pytest.mark.parametrize("unit", ["a ", "来源：", "记者", "A, ", "&"])
def test_fields_are_read_in_linear_time(unit: str, find: Callable[[list[str], list[str]], str | None]) -> None:
    assert_reads_in_proportion(lambda text: find(["meta"], [text]), unit, 100_000)


def test_shares_are_sorted_and_rounded() -> None:
    assert share_languages([("zh-Hans", 1), ("en", 1), ("zh-Hans", 1)]) == [("en", 0.3333), ("zh-Hans", 0.6667)]
    assert share_languages([]) == []
