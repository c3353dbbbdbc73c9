"""What a confidence is worth: of the figures that are read, more are right where more is promised."""

from pathlib import Path

import pytest

from .conftest import find
from .reliability import Judged, judge_own, judge_translations, step_of, tabulate

LEAST = 20
"""Fewer figures of a step tell nothing."""


def test_figures_are_right_at_least_as_often_as_they_say() -> None:
    table = tabulate(judge_own(), step_of)
    assert sum(n for n, _, _ in table.values()) > 500
    for step, (n, n_right, stated) in table.items():
        if n >= LEAST:
            assert n_right / n >= stated - 0.05, f"confidence of {step:.2f}: {n_right} of {n} are right"


def test_translations_bear_out_what_is_promised(shared: Path) -> None:
    """What the other language states too is a lower bound of what is right: a translator leaves figures out."""
    assert shared
    table = {step: row for step, row in tabulate(judge_translations(), step_of).items() if row[0] >= LEAST}
    assert sum(n for n, _, _ in table.values()) > 1500
    for step, (n, n_right, stated) in table.items():
        assert n_right / n >= stated - 0.06, f"confidence of {step:.2f}: {n_right} of {n} stand on the other side"


@pytest.mark.parametrize("confidence", [0.6, 0.75, 0.9, 0.95])
def test_steps_hold_their_lower_end(confidence: float) -> None:
    assert step_of(Judged("rule", confidence, True)) == pytest.approx(confidence)


def test_a_unit_that_is_guessed_says_so() -> None:
    named, unnamed = (find(text, "zh-Hans")[0].confidence for text in ("新增企业30家。", "新增某某30个。"))
    assert unnamed < 0.7 <= named
