"""How many cases of the Recognizers-Text Specs (Microsoft, MIT) are read as they ask.

A case passes when the values that are found in its text, in order, are those it lists. The Specs test a reader of
numbers by itself: what our facts refuse as a look-alike is a number there, so the readers of `core.numerals` are asked,
and the facts only where a case is about a quantity (money, dimensions).
"""

import json
import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from tasks.core.numerals import read_any_chinese, read_any_english, read_number_ranges, read_percentages
from tasks.core.numerals.read_number_ranges import NumberRange
from tasks.extract.extract_facts import extract_facts
from tasks.extract.settings import ExtractSettings

LANGUAGES = {"Chinese": "zh", "English": "en"}
_DIMENSIONS = frozenset(
    ("length", "area", "volume", "mass", "power", "data", "speed", "energy", "temperature", "frequency")
)
_PREFIXES = {"Kilobit": 1000, "Kilobyte": 1000, "Megabit": 10**6}
"""Units of which our facts give the base unit: 三千比特 is 3000 bit, which equals 3 kilobit."""
_SETTINGS = ExtractSettings()
_RANGE = re.compile(r"([\[(])(.*),(.*)([\])])")


class Case(NamedTuple):
    """A text, what is asked of it and what was read."""

    text: str
    expected: list[str]
    found: list[str]
    is_passed: bool


def measure_specs(folder: Path) -> dict[str, list[Case]]:
    """The cases of each spec by its name, `Chinese/NumberModel` and so on."""
    readers: dict[str, Callable[[dict[str, Any], str], Case]] = {
        "NumberModel": _check_numbers,
        "PercentModel": _check_percentages,
        "CurrencyModel": _check_quantities(frozenset(("money",))),
        "DimensionModel": _check_quantities(_DIMENSIONS),
        "NumberRangeModel": _check_ranges,
    }
    return {
        f"{language}/{name}": [
            check(case, lang)
            for case in json.loads((folder / language / f"{name}.json").read_text(encoding="utf-8-sig"))
        ]
        for name, check in readers.items()
        for language, lang in LANGUAGES.items()
    }


def _compare(text: str, expected: list[str], found: Iterable[Decimal | None]) -> Case:
    values = list(found)
    is_passed = len(values) == len(expected) and all(map(_is_equal, expected, values))
    return Case(text, expected, [str(value) for value in values], is_passed)


def _is_equal(expected: str, value: Decimal | None) -> bool:
    if value is None or not re.fullmatch(r"-?[0-9.]+(?:E[-+]?[0-9]+)?", expected):
        return False
    wanted = float(expected)
    return abs(float(value) - wanted) <= 1e-6 * max(1e-6, abs(wanted))


def _expected(case: dict[str, Any]) -> list[str]:
    resolutions = (result.get("Resolution") or {} for result in case["Results"])
    return [resolution["value"] for resolution in resolutions if resolution.get("value")]


def _check_numbers(case: dict[str, Any], lang: str) -> Case:
    read = read_any_chinese if lang == "zh" else read_any_english
    return _compare(case["Input"], _expected(case), (numeral.value for numeral in read(case["Input"])))


def _check_percentages(case: dict[str, Any], lang: str) -> Case:
    expected = [value.rstrip("%") for value in _expected(case)]
    return _compare(case["Input"], expected, (numeral.value for numeral in read_percentages(case["Input"])))


def _check_quantities(classes: frozenset[str]) -> Callable[[dict[str, Any], str], Case]:
    def check(case: dict[str, Any], lang: str) -> Case:
        resolutions = [result.get("Resolution") or {} for result in case["Results"]]
        expected = [
            f"{float(r['value']) * _PREFIXES.get(r.get('unit', ''), 1):.15g}"
            if r.get("unit") in _PREFIXES
            else r["value"]
            for r in resolutions
            if r.get("value")
        ]
        facts = extract_facts(case["Input"], "zh-Hans" if lang == "zh" else "en", _SETTINGS)
        return _compare(case["Input"], expected, (fact.value for fact in facts if fact.unit_class in classes))

    return check


def _check_ranges(case: dict[str, Any], lang: str) -> Case:
    expected, found = _expected(case), read_number_ranges(case["Input"], lang)
    is_passed = len(expected) == len(found) and all(map(_is_same_range, expected, found))
    return Case(case["Input"], expected, [_write(item) for item in found], is_passed)


def _is_same_range(expected: str, found: NumberRange) -> bool:
    """Whether ends are the same, and belong to the range or not; the Specs leave out the upper end of `from X to Y`."""
    match = _RANGE.fullmatch(expected)
    if match is None:
        return False
    low, high = match[2], match[3]
    is_low = _is_equal(low, found.low) and (match[1] == "[") == found.has_low if low else found.low is None
    if not high:
        return is_low and found.high is None
    is_open_end = bool(low) and match[1] == "[" and found.has_low
    return is_low and _is_equal(high, found.high) and (is_open_end or (match[4] == "]") == found.has_high)


def _write(item: NumberRange) -> str:
    low, high = ("" if end is None else str(end) for end in (item.low, item.high))
    return f"{'[' if item.has_low else '('}{low},{high}{']' if item.has_high else ')'}"
