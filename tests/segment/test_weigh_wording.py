"""What the words of short lines say, and how it is learned."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.segment.weigh_wording import EVERY_LINE, MAX_CHARS, split_parts, weigh_wording, wording

from .labelled_pages import LabelledPage
from .train_wording import Line, format_weights, learn_wording, weigh_out_of_fold


def test_parts_are_characters_pairs_words_and_a_sign_for_numbers() -> None:
    assert list(split_parts("發表 Log-in 12")) == ["发", "表", "<发", "发表", "表>", "log", "-", "in", "0"]
    assert list(split_parts("")) == []


def test_weights_are_summed_once_for_each_part() -> None:
    weights = {EVERY_LINE: -10, "点": 5, "点>": 7, "0": 1}
    assert weigh_wording("点点 34 5", weights) == -10 + 5 + 7 + 1
    assert weigh_wording("点" * (MAX_CHARS + 1), weights) == 0


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("点击查看全部评论", "水库除险加固工程"),
        ("登录后发表你的看法", "粮食产量稳步提高"),
        ("回應這篇文章", "河道整治與防洪"),
    ],
)
def test_lines_nobody_listed_are_told_apart(page: str, text: str) -> None:
    assert weigh_wording(page) > weigh_wording(text)


def test_learning_gives_weight_to_what_tells_and_none_to_what_does_not() -> None:
    lines = [Line(f"登录{word}", True, 1.0) for word in "甲乙丙丁"] + [
        Line(f"河流{word}", False, 1.0) for word in "甲乙丙丁"
    ]
    weights = learn_wording(lines)
    assert weights["登录"] > 0 > weights["河流"] and "甲" not in weights
    assert learn_wording(lines) == weights
    table = "".join(format_weights(weights)).splitlines()
    assert {part: int(w) for w, parts in (row.split("\t") for row in table) for part in parts.split(" ")} == weights


def test_a_page_is_weighed_by_what_the_others_say() -> None:
    pages = [LabelledPage(str(at), ["登岸", "河流"], [True, False]) for at in range(4)]
    odd = LabelledPage("odd", ["码头", "登岸"], [True, False])
    weighed = weigh_out_of_fold([*pages, odd])
    assert weighed["odd"]["登岸"] > weighed["0"]["河流"]
    alone = weigh_out_of_fold([LabelledPage("only", ["登岸"], [True])])
    assert alone["only"]["登岸"] > 0


@given(st.text(max_size=60))
def test_every_line_has_a_wording(text: str) -> None:
    assert abs(weigh_wording(text)) < 100 * (len(text) + 1) * max(map(abs, wording().values()))
