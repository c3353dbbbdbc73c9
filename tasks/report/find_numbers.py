"""Numbers that were read as no fact and compared with a figure of the other side, or with another such number."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .make_figures import FACT_COLUMNS
from .read_rows import Row

NUMBER = "number"
"""The kind of what is no fact."""
SIDES = ("zh", "en")


def find_numbers(row: Row, bead: Row | None, segments: Mapping[str, Row]) -> dict[str, Row]:
    """What is known of the numbers of a row of `agreements`, by side, with the columns of a fact; empty without any.

    A number stands in the segments of the bead on the side without a fact; its bytes are those of its segment. Where it
    is not found there, its span is empty.
    """
    sides = [side for side in SIDES if row[f"{side}_fact_id"] is None]
    numbers = dict(zip(sides, (row["number_text"], row["en_number_text"]), strict=False))
    found = {
        side: [segments[id_] for id_ in bead[f"{side}_segment_ids"] if id_ in segments] if bead else []
        for side in numbers
    }
    return {
        side: _describe_number(f"{side} number of {row['agreement_id']}", number, found[side])
        for side, number in numbers.items()
        if number is not None and found[side]
    }


def _describe_number(name: str, number: str, segments: Sequence[Row]) -> Row:
    places = ((segment, _find(number, segment["text"])) for segment in segments)
    segment, at = next(((segment, at) for segment, at in places if at is not None), (segments[0], None))
    start = segment["char_start"] + (at or 0)
    known: dict[str, Any] = {
        name: segment[name] for name in ("document_id", "segment_id", "lang", "byte_start", "byte_end")
    }
    known |= {"fact_id": name, "kind": NUMBER, "quote": number}
    known |= {"char_start": start, "char_end": start + (len(number) if at is not None else 0)}
    return dict.fromkeys(FACT_COLUMNS) | known


def add_numbers(row: Row, numbers: Mapping[str, Row]) -> Row:
    """The row with the numbers among its facts, Chinese first."""
    ids = {side: [number["fact_id"]] for side, number in numbers.items()}
    named = {f"{side}_fact_id": number["fact_id"] for side, number in numbers.items()}
    return {**row, **named, "fact_ids": [*ids.get("zh", []), *row["fact_ids"], *ids.get("en", [])]}


def _find(number: str, text: str) -> int | None:
    """Where a number stands that is no part of a longer one; else where its letters stand."""
    whole = re.search(rf"(?<![0-9A-Za-z.,]){re.escape(number)}(?![0-9A-Za-z])", text)
    at = whole.start() if whole else text.find(number)
    return at if at >= 0 else None
