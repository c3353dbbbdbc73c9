"""What a confidence is worth: of the figures that our own sentences state, more are right where more is promised."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from tasks.extract.extract_facts import extract_facts
from tasks.extract.mention import STATEMENTS, Mention

from .conftest import SETTINGS, find, read_cases

FILES = ("quantities_zh", "quantities_zh_hant", "quantities_en", "quantities_elsewhere", "known_failures")
LEAST = 20
"""Fewer figures of a step tell nothing."""


def is_right(text: str, facts: list[list[Any]], mention: Mention) -> bool:
    for quote, value, unit, _ in facts:
        ends = [Decimal(str(end)) for end in value] if isinstance(value, list) else [Decimal(str(value))]
        read = [mention.low, mention.high] if mention.value is None else [mention.value]
        if quote == text[mention.start : mention.end] and ends == read and unit == mention.unit:
            return True
    return False


def reliability() -> dict[int, tuple[int, int, float]]:
    """By tenth of the stated confidence: figures, right ones (value, unit, span), and the mean that was stated."""
    steps: dict[int, tuple[int, int, float]] = defaultdict(lambda: (0, 0, 0.0))
    for name in FILES:
        for text, *facts in read_cases(f"{name}.json"):
            for mention in extract_facts(text, "mixed", SETTINGS):
                if mention.kind not in STATEMENTS:
                    n, n_right, total = steps[int(mention.confidence * 10)]
                    right = is_right(text, facts, mention)
                    steps[int(mention.confidence * 10)] = n + 1, n_right + right, total + mention.confidence
    return dict(steps)


def test_figures_are_right_at_least_as_often_as_they_say() -> None:
    table = reliability()
    assert sum(n for n, _, _ in table.values()) > 500
    for step, (n, n_right, total) in table.items():
        if n >= LEAST:
            assert n_right / n >= total / n - 0.05, f"confidence of {step / 10}: {n_right} of {n} are right"


def test_a_unit_that_is_guessed_says_so() -> None:
    named, unnamed = (find(text, "zh-Hans")[0].confidence for text in ("新增企业30家。", "新增某某30个。"))
    assert unnamed < 0.7 <= named
