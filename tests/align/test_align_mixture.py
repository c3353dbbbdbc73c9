"""Both languages in one document."""

import pytest

from tasks.align.align_mixture import Mixture, align_mixture, find_sparse_stretches, find_turns
from tasks.align.align_passages import Stretch, align_stretches
from tasks.align.model import MODEL
from tasks.align.passage import group_paragraphs
from tasks.align.problem import Link
from tasks.align.weigh_keys import weigh_keys

ZH = [
    "本公司在三个省有14家工厂。",
    "员工的平均年龄是36岁。",
    "去年产值达到2.718亿元，同比增长8.43%。",
    "食堂每天供应午餐。",
    "图书室周末开放。",
]
EN = ["The company runs 14 plants in three provinces.", "Its staff are 36 years old on average.",
      "Output reached 271.8 million yuan last year, up 8.43% on the year before.", "The canteen serves lunch every day.",
      "The reading room is open at weekends."]  # fmt: skip


def turns_of(mixture: Mixture) -> list[Stretch]:
    return find_turns(mixture, weigh_keys(mixture.zh.keys, mixture.en.keys, MODEL), MODEL)


def align_all(mixture: Mixture) -> list[Link]:
    weights = weigh_keys(mixture.zh.keys, mixture.en.keys, MODEL)
    turns = find_turns(mixture, weights, MODEL)
    if turns:
        return align_stretches(mixture.zh, mixture.en, turns, weights, MODEL, 512)
    return align_mixture(mixture, weights, MODEL, 512)


def alternate(first: str, *sides: list[str]) -> list[tuple[str, str]]:
    languages = ("zh", "en") if first == "zh" else ("en", "zh")
    return [pair for texts in zip(*sides, strict=True) for pair in zip(languages, texts, strict=True)]


@pytest.mark.parametrize("first", ["zh", "en"])
def test_turns_are_found_in_either_order(mixture, first):
    lines = alternate(first, *((ZH, EN) if first == "zh" else (EN, ZH)))
    assert turns_of(mixture(lines)) == [Stretch(at, at + 1, at, at + 1) for at in range(5)]


def test_a_heading_at_the_top_does_not_shift_the_turns(mixture):
    lines = [("en", "Annual report of the company for its friends and neighbours"), *alternate("zh", ZH, EN)]
    assert turns_of(mixture(lines)) == [Stretch(at, at + 1, at + 1, at + 2) for at in range(5)]


def test_runs_of_several_paragraphs_are_turns_too(mixture):
    lines = [("zh", ZH[0]), ("zh", ZH[1]), ("en", EN[0]), ("en", EN[1]), ("zh", ZH[2]), ("en", EN[2]),
             ("zh", ZH[3]), ("zh", ZH[4]), ("en", EN[3]), ("en", EN[4])]  # fmt: skip
    made = mixture(lines)
    assert turns_of(made) == [Stretch(0, 2, 0, 2), Stretch(2, 3, 2, 3), Stretch(3, 5, 3, 5)]
    assert [tuple(link[:4]) for link in align_all(made)] == [(at, at + 1, at, at + 1) for at in range(5)]


def test_a_line_without_translation_stays_alone(mixture):
    lines = alternate("zh", ZH, EN)
    lines.insert(4, ("zh", "以下数字未经审计，仅供内部参考，请勿转载或者引用，谢谢合作。"))
    links = align_all(mixture(lines))
    assert [tuple(link[:4]) for link in links] == [(at + (at > 1), at + (at > 1) + 1, at, at + 1) for at in range(5)]


def test_two_lines_are_no_turns(mixture):
    assert turns_of(mixture(alternate("zh", ZH[:2], EN[:2]))) == []


def test_turns_that_do_not_fit_are_none(mixture):
    assert turns_of(mixture(alternate("zh", ZH, [text * 9 for text in EN]))) == []


def test_sparse_needs_two_shared_figures_or_names(mixture):
    many = [("en", text) for text in EN]
    made = mixture([("zh", ZH[2]), *many])
    assert find_sparse_stretches(made.zh, made.en, MODEL) == [Stretch(0, 1, 2, 3)]
    made = mixture([("zh", ZH[1]), *many])
    assert find_sparse_stretches(made.zh, made.en, MODEL) == []


def test_one_language_is_never_asked_twice(mixture):
    made = mixture([("zh", ZH[2]), ("en", EN[2]), ("zh", ZH[2]), *[("en", text) for text in EN[3:]] * 4])
    stretches = find_sparse_stretches(made.zh, made.en, MODEL)
    assert len(stretches) == 1


def test_places_and_paragraphs_belong_together(mixture):
    made = mixture(alternate("zh", ZH, EN))
    assert len(made.zh_places) == len(made.zh.paragraphs) == len(group_paragraphs(made.zh_places))
