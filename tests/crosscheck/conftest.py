"""Facts and beads by hand."""

from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pytest

from tasks.schema import ALIGNMENTS, FACTS
from tasks.schema.alignments import Alignment
from tasks.schema.facts import Fact

RATIOS = ("percent", "percentage_point", "fraction", "times")
CLASSES = {
    "ratio": RATIOS,
    "money": ("CNY", "USD", "TWD", "HKD"),
    "duration": ("day", "hour", "year", "month"),
    "length": ("km", "mile"),
    "area": ("mu", "hectare"),
    "mass": ("t", "kilogram"),
}
CLASS_OF = {unit: unit_class for unit_class, units in CLASSES.items() for unit in units}


def make_fact(side: str, number: int, quote: str, value: Any, unit: str | None, **more: Any) -> Fact:
    """A fact of segment `zh` or `en`; a pair of values is a range. `value_text` is the quote up to its unit."""
    low, high = value if isinstance(value, list) else (None, None)
    unit_class = CLASS_OF.get(unit, "count") if unit else None
    fact = Fact(
        fact_id=f"f-{side}-{number}", kind="quantity", document_id=side, segment_id=f"{side}-0",
        lang="en" if side == "en" else "zh-Hans", quote=quote, char_start=10 * number, char_end=10 * number + 5,
        byte_start=10 * number, byte_end=10 * number + 5, rule="by hand", confidence=0.95,
        value=None if low is not None else float(value), value_low=low, value_high=high, value_text=quote,
        time_text=more.get("time_edtf"), qualifier="exact", unit=unit, unit_class=unit_class, currency=unit if unit_class == "money" else None,
    )  # fmt: skip
    return fact._replace(**more)


@pytest.fixture(scope="session")
def fact() -> Callable[..., Fact]:
    return make_fact


def make_bead(number: int, zh_ids: list[str], en_ids: list[str], confidence: float = 0.99) -> Alignment:
    return Alignment(f"a{number}", "zh", "en", zh_ids, en_ids, "", "", "1-1", 5.0, confidence, "by hand", [])


@pytest.fixture(scope="session")
def tables() -> Callable[..., dict[str, pa.Table]]:
    """(facts, beads as (zh segments, en segments[, confidence])) -> tables of the stage; one bead unless told."""

    def make(facts, beads=((["zh-0"], ["en-0"]),)):
        rows = [make_bead(number, *bead) for number, bead in enumerate(beads)]
        return {"alignments": ALIGNMENTS.from_rows(rows), "facts": FACTS.from_rows(list(facts))}

    return make
