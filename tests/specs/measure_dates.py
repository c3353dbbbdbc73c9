"""How many of the Date and DatePeriod cases that name their year are read as they ask: absolute dates and periods.

What needs the day on which it was said (next Monday, this month, 29日) is left out here.
"""

import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tasks.extract.fields.find_times import find_times
from tasks.extract.fields.read_time import Period

from .measure_specs import LANGUAGES, Case

MODELS = ("DateParser", "DatePeriodParser")
_YEAR = re.compile("(?<![0-9P])([0-9]{4})(?![0-9])")
_HAN = str.maketrans("0123456789", "零一二三四五六七八九")
_YEAR_WORDS = re.compile(r"thousand|\b(?:eighteen|nineteen)[ -]|\btwenty-tens", re.IGNORECASE)
_RELATIVE = re.compile(r"\b(?:today|now|tomorrow|yesterday)\b", re.IGNORECASE)
_NO_DAY = "0001-01-01"
_DAY = timedelta(days=1)


def measure_dates(folder: Path) -> dict[str, list[Case]]:
    """The cases of each spec that name a year, by its name: `Chinese/DateParser` and so on."""
    return {
        f"{language}/{name}": [
            _check(case)
            for case in json.loads((folder / language / f"{name}.json").read_text(encoding="utf-8-sig"))
            if _is_absolute(case)
        ]
        for name in MODELS
        for language in LANGUAGES
    }


def _is_absolute(case: dict[str, Any]) -> bool:
    """Whether each result has all its parts, and its year stands in the text."""
    found = [(result.get("Value") or {}).get("Timex") or "X" for result in case["Results"]]
    is_whole = bool(found) and all("X" not in timex and _YEAR.search(timex) for timex in found)
    if not is_whole or _RELATIVE.search(case["Input"]):
        return False
    return all(_names_year(case["Input"], _YEAR.findall(timex)[0]) for timex in found)


def _names_year(text: str, year: str) -> bool:
    plain = text.replace("〇", "零").replace("○", "零")
    han = year.translate(_HAN)
    is_short = re.search(rf"(?<![0-9]){year[2:]}(?![0-9])", plain) is not None
    is_decade = re.search(rf"世纪{year[2:]}年代", plain) is not None
    return is_short or is_decade or year in plain or han in plain or f"{han[2:]}年" in plain or _says_year(plain)


def _says_year(text: str) -> bool:
    return "两千" in text or _YEAR_WORDS.search(text) is not None


def _check(case: dict[str, Any]) -> Case:
    values = [result["Value"] for result in case["Results"]]
    ends = [_read_ends(value) for value in values]
    wanted = [end for end in ends if end[0] != _NO_DAY]
    found = find_times(case["Input"])
    is_passed = len(found) == len(wanted) and all(map(_is_same, wanted, found))
    return Case(case["Input"], [f"{first}/{end}" for first, end in ends], [one.edtf for one in found], is_passed)


def _read_ends(value: dict[str, Any]) -> tuple[str | None, str | None]:
    """First day and end as the Specs give them; the end of a period is the day behind it, or its last one."""
    said = value.get("FutureResolution") or value.get("PastResolution") or {}
    day = said.get("date")
    return (day, day) if day else (said.get("startDate"), said.get("endDate"))


def _is_same(wanted: tuple[str | None, str | None], found: Period) -> bool:
    """Whether both name the same time: the Specs leave out the upper end of a period, and of `from X to Y` all of Y."""
    first, end = wanted
    if first is None or end is None or found.last is None or str(found.first) != first:
        return False
    upper = (found.edtf.rpartition("/")[2] + "-01-01")[:10]
    is_span = "/" in found.edtf and upper == end and str(found.last) != end
    return (
        str(found.last) == end or str(found.last + _DAY) == end or (is_span and date.fromisoformat(upper) > found.first)
    )
