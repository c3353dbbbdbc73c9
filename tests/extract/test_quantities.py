"""Figures in sentences of both languages, and numbers that are none; the sentences are our own."""

from decimal import Decimal
from typing import Any

import pytest

from tasks.extract.extract_facts import extract_facts
from tasks.extract.settings import ExtractSettings

from .conftest import describe, find, read_cases


def exact(value: Any) -> Any:
    return [Decimal(str(end)) for end in value] if isinstance(value, list) else Decimal(str(value))


def expected(facts: list[list[Any]]) -> list[list[Any]]:
    return [[quote, exact(value), unit, qualifier] for quote, value, unit, qualifier in facts]


@pytest.mark.parametrize(
    ("lang", "case"),
    [
        (lang, case)
        for lang, name in (("zh-Hans", "quantities_zh"), ("zh-Hant", "quantities_zh_hant"), ("en", "quantities_en"))
        for case in read_cases(f"{name}.json")
    ],
)
def test_figures(lang: str, case: list[Any]) -> None:
    text, *facts = case
    assert describe(text, lang) == expected(facts)
    assert describe(text, "mixed") == expected(facts)


@pytest.mark.parametrize("case", [*read_cases("quantities_elsewhere.json"), *read_cases("quantities_further.json")])
def test_figures_of_other_places_and_subjects(case: list[Any]) -> None:
    """Courts, ports, farms, hospitals, schools, budgets; the press of Hong Kong and Taiwan and in English."""
    text, *facts = case
    assert describe(text, "en" if text.isascii() else "mixed") == expected(facts)


@pytest.mark.parametrize("text", read_cases("look_alikes.json"))
def test_look_alikes_are_no_figures(text: str) -> None:
    assert describe(text) == []


@pytest.mark.parametrize("case", read_cases("known_failures.json"))
@pytest.mark.xfail(strict=True, reason="known: not read yet")
def test_known_failures(case: list[Any]) -> None:
    text, *facts = case
    assert describe(text) == expected(facts)


@pytest.mark.parametrize(
    ("text", "quote", "kind", "measure", "direction", "base", "metric"), read_cases("changes.json")
)
def test_changes_and_shares(
    text: str, quote: str, kind: str, measure: str, direction: str | None, base: str | None, metric: str | None
) -> None:
    mention = next(m for m in find(text) if text[m.start : m.end] == quote)
    assert (mention.kind, mention.measure, mention.direction, mention.base_period) == (kind, measure, direction, base)
    if metric is not None:
        assert mention.metric is not None and text[slice(*mention.metric)] == metric


@pytest.mark.parametrize(
    ("text", "unit", "currency"),
    [
        ("人民幣2億元", "CNY", "CNY"),
        ("处新台币二十万元以上二百万元以下罚款", "TWD", "TWD"),
        ("HK$4.5 million", "HKD", "HKD"),
        ("RMB 200 million yuan", "CNY", "CNY"),
        ("paid 3 million euros", "EUR", "EUR"),
        ("sold for 2 million pounds", "GBP", "GBP"),
        ("a hog of 550 pounds", "pound", None),
    ],
)
def test_currencies(text: str, unit: str, currency: str | None) -> None:
    assert {(m.unit, m.currency) for m in find(text)} == {(unit, currency)}


@pytest.mark.parametrize(
    ("text", "quote", "unit_text", "number"),
    [
        ("seized 15,766 batches of goods", "15,766 batches", "batches", "15,766"),
        ("查扣15766批次", "15766批次", "批次", "15766"),
        ("共2340余万元。", "2340余万元", "元", "2340余万"),
        ("rose by 12.4%", "12.4%", "%", "12.4"),
        ("8\u00a0IPR\u00a0pilot zones", "8\u00a0IPR\u00a0pilot zones", "IPR\u00a0pilot zones", "8"),
    ],
)
def test_texts_are_verbatim(text: str, quote: str, unit_text: str, number: str) -> None:
    (mention,) = find(text)
    assert text[mention.start : mention.end] == quote
    assert text[mention.number_start : mention.number_end] == number
    assert mention.unit_text == unit_text


def test_a_low_confidence_can_be_left_out() -> None:
    from tasks.extract.extract_facts import extract_facts
    from tasks.extract.settings import ExtractSettings

    text = "Of the 120 applicants, 45 were farmers."
    assert len(extract_facts(text, "en", ExtractSettings(min_confidence=0.85))) == 1
    assert extract_facts(text, "en", ExtractSettings(max_segment_chars=10)) == []


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("面积不得小于5平方米", "at_least"),
        ("人数不得少于3人", "at_least"),
        ("高度不得大于5米", "up_to"),
        ("长度不应超过5米", "up_to"),
        ("高度不得大於5公尺", "up_to"),
        ("並未超過5人", "up_to"),
        ("面积超过5平方米", "more_than"),
        ("人数少于3人", "less_than"),
        ("所得超过5万元", "more_than"),
    ],
)
def test_a_negated_bound_says_the_opposite(text: str, qualifier: str) -> None:
    (mention,) = extract_facts(text, "zh", ExtractSettings())
    assert mention.qualifier == qualifier


@pytest.mark.parametrize("case", [*read_cases("scores_en.json"), *read_cases("levels_en.json")])
def test_indices_scores_and_coefficients_in_english(case: list[Any]) -> None:
    """Their names or the level beside them imply the unit; a place in a book, a match won and a version are none."""
    text, *facts = case
    assert describe(text, "en") == expected(facts)
