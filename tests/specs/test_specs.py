"""The published number Specs, and why the cases that are not read as they ask are left so."""

import json
from pathlib import Path

import pytest

from .measure_specs import Case, measure_specs

LEAST = {
    "Chinese/NumberModel": 364,
    "Chinese/PercentModel": 152,
    "Chinese/CurrencyModel": 34,
    "Chinese/DimensionModel": 34,
    "Chinese/NumberRangeModel": 62,
    "English/NumberModel": 233,
    "English/CurrencyModel": 160,
    "English/NumberRangeModel": 82,
}
CONTRADICTIONS = json.loads((Path(__file__).parent / "contradictions.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def specs(shared: Path) -> dict[str, list[Case]]:
    return measure_specs(shared / "gold" / "numbers")


@pytest.mark.parametrize("name", LEAST)
def test_specs(specs: dict[str, list[Case]], name: str) -> None:
    assert sum(case.is_passed for case in specs[name]) >= LEAST[name]


def test_contradictions_are_real(specs: dict[str, list[Case]]) -> None:
    """Each listed reason covers cases that are there and fail; a number in words of our own, never the case itself."""
    for name, reasons in CONTRADICTIONS.items():
        n_failed = sum(not case.is_passed for case in specs[name])
        assert sum(reason["n_cases"] for reason in reasons) == n_failed, name
