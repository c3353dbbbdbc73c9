"""Title, date and languages of a document."""

import datetime

import pytest

from tasks.segment.read_document_fields import find_published_on, find_title, read_date, share_languages

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
    ],
)
def test_dates(text: str) -> None:
    assert read_date(text) == DAY


@pytest.mark.parametrize(
    "text", ["", "2024", "2024-13-01", "2024-02-30", "2024年5月", "12024-05-17", "Foo 17, 2024", "1.5.17"]
)
def test_no_dates(text: str) -> None:
    assert read_date(text) is None


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
        ([], None),
    ],
)
def test_published_on(lines: list[tuple[str, str]], day: datetime.date | None) -> None:
    assert find_published_on([kind for kind, _ in lines], [text for _, text in lines]) == day


@pytest.mark.parametrize(
    ("kinds", "title"),
    [(["nav", "title", "body"], "1"), (["body", "title"], None), (["list-item", "title"], "1"), ([], None)],
)
def test_title(kinds: list[str], title: str | None) -> None:
    assert find_title(kinds, [str(at) for at in range(len(kinds))]) == title


def test_a_title_without_end_is_cut() -> None:
    assert find_title(["title"], ["x" * 9000]) == "x" * 500


def test_shares_are_sorted_and_rounded() -> None:
    assert share_languages([("zh-Hans", 1), ("en", 1), ("zh-Hans", 1)]) == [("en", 0.3333), ("zh-Hans", 0.6667)]
    assert share_languages([]) == []
