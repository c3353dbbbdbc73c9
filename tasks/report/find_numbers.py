"""Figures of one side that were compared with a number on the other which was read as no fact."""

import re
from collections.abc import Mapping
from typing import Any

from .make_figures import FACT_COLUMNS
from .read_rows import Row

NUMBER = "number"
"""The kind of what is no fact."""


def find_number(row: Row, bead: Row | None, segments: Mapping[str, Row]) -> Row | None:
    """What is known of the number of a row of `agreements`, with the columns of a fact; None where there is none.

    It stands in the segments of the bead on the side without a fact; its bytes are those of its segment. Where it is
    not found there, its span is empty.
    """
    number = row["number_text"]
    side = "zh" if row["zh_fact_id"] is None else "en"
    found = [segments[id_] for id_ in bead[f"{side}_segment_ids"] if id_ in segments] if bead else []
    if number is None or not found:
        return None
    places = ((segment, _find(number, segment["text"])) for segment in found)
    segment, at = next(((segment, at) for segment, at in places if at is not None), (found[0], None))
    start = segment["char_start"] + (at or 0)
    known: dict[str, Any] = {
        name: segment[name] for name in ("document_id", "segment_id", "lang", "byte_start", "byte_end")
    }
    known |= {"fact_id": f"number of {row['agreement_id']}", "kind": NUMBER, "quote": number}
    known |= {"char_start": start, "char_end": start + (len(number) if at is not None else 0)}
    return dict.fromkeys(FACT_COLUMNS) | known


def add_number(row: Row, number: Row) -> Row:
    """The row with the number among its facts, Chinese first."""
    ids = [number["fact_id"], *row["fact_ids"]] if row["zh_fact_id"] is None else [*row["fact_ids"], number["fact_id"]]
    side = "zh_fact_id" if row["zh_fact_id"] is None else "en_fact_id"
    return {**row, "fact_ids": ids, side: number["fact_id"]}


def _find(number: str, text: str) -> int | None:
    """Where a number stands that is no part of a longer one; else where its letters stand."""
    whole = re.search(rf"(?<![0-9A-Za-z.,]){re.escape(number)}(?![0-9A-Za-z])", text)
    at = whole.start() if whole else text.find(number)
    return at if at >= 0 else None
