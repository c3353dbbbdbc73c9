"""The title of a page, by its form and by what stands around it."""

import numpy as np
import pytest

from tasks.segment.find_title import TITLE_FEATURES, describe_choices, find_choices, find_title, title_weights
from tasks.segment.read_lines import read_lines

from .labelled_pages import lay_out

PROSE = "镇海桥是一座斜拉桥，全长九百米，去年建成通车。"
CASES = [
    ("a name that opens the text", ["首页", "登录", "镇海桥", PROSE, PROSE], "镇海桥"),
    (
        "no byline",
        ["首页", "登录", "新码头昨天正式启用 首批货轮靠泊", "復健科 林佳蓉", "2023-11-02 来源：青山日报", PROSE],
        "新码头昨天正式启用 首批货轮靠泊",
    ),
    (
        "behind a path of pages",
        ["首页", "首页 > 新闻 > 正文", "新码头正式启用", "点击图片放大", "2023-11-02 08:30", PROSE],
        "新码头正式启用",
    ),
    ("nothing that may be one", ["首页", "登录", PROSE], None),
]


@pytest.mark.parametrize(("name", "texts", "title"), CASES, ids=[case[0] for case in CASES])
def test_titles_of_pages(name: str, texts: list[str], title: str | None) -> None:
    lines = read_lines(*lay_out(texts))
    start = texts.index(PROSE)
    scores = np.where(np.arange(len(texts)) < start, 500, -3000)
    found = find_title(lines, start, scores)
    assert (None if found is None else texts[found]) == title


def test_without_scores_only_the_first_line_of_the_text_is_looked_at() -> None:
    lines = read_lines(*lay_out(["青山港年报", PROSE]))
    assert find_title(lines, 0) == 0 and find_title(lines, 1) is None and find_title(lines, 2) is None


def test_a_short_line_outside_of_what_the_format_gives_out_is_no_title() -> None:
    texts = ["青山日报", "青山港两座新码头昨天正式启用", PROSE]
    assert find_choices(read_lines(*lay_out(texts), main=[False, False, True]), 2) == [1]
    assert find_choices(read_lines(*lay_out(texts), main=[True, True, True]), 2) == [0, 1]


def test_each_feature_has_a_weight_and_a_column() -> None:
    texts = ["首页", "登录", "镇海桥", PROSE]
    lines = read_lines(*lay_out(texts))
    choices = describe_choices(lines, 3, np.zeros(4, dtype=np.int64), [2])
    assert choices.shape == (1, len(TITLE_FEATURES) + 1) and title_weights().shape == (len(TITLE_FEATURES) + 1,)
    named = dict(zip(TITLE_FEATURES, choices[0], strict=False))
    assert named["opens_text"] == 1 and named["has_date"] == 0 and named["is_name"] == 1
