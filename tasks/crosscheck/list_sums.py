"""Rows of `agreements` for figures of one segment that add up, or do not."""

from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa

from ..schema.agreements import SUM, Agreement, name_agreement
from .figure import COLUMNS, read_figures
from .find_sums import Sum, find_sums
from .sift_sums import sift_sums

CONFIDENCE = {"agree": 0.95, "conflict": 0.5}
"""Estimates by hand: a sum of long numbers is hardly chance; one that is a digit off may be no sum."""


def list_sums(facts: pa.Table) -> Iterator[tuple[str, list[Agreement]]]:
    """The sums of each document of `facts` that has some, with its id."""
    rows = sift_sums(facts.select(["document_id", *COLUMNS])).sort_by(
        [("document_id", "ascending"), ("segment_id", "ascending"), ("char_start", "ascending")]
    )
    for document_id, of_document in groupby(rows.to_pylist(), key=itemgetter("document_id")):
        sums: list[Agreement] = []
        for _, some in groupby(of_document, key=itemgetter("segment_id")):
            for stated in _part_times(list(some)):
                figures = [figure for row in stated for figure in read_figures(row)]
                sums += [make_row(found, stated[0]) for found in find_sums(figures)]
        yield document_id, sums


def _part_times(rows: list[dict[str, Any]]) -> Collection[list[dict[str, Any]]]:
    """The rows of facts of a segment by the column of their table: those of two years make no sum by design."""
    parts: dict[str | None, list[dict[str, Any]]] = {}
    for row in rows:
        parts.setdefault(row["time_edtf"] if row["time_source"] == "table" else None, []).append(row)
    return parts.values()


def make_row(found: Sum, row: dict[str, Any]) -> Agreement:
    """The row of a sum; `row` is that of one of its facts."""
    total = found.total
    fact_ids = [figure.fact_id for figure in ((total,) if total else ()) + found.parts]
    total_id = total.fact_id if total else None
    is_english = row["lang"] == "en"
    return Agreement(
        agreement_id=name_agreement(SUM, *fact_ids),
        kind=SUM,
        alignment_id=None,
        zh_fact_id=None if is_english else total_id,
        en_fact_id=total_id if is_english else None,
        status=found.status,
        reason="sum" if found.status == "conflict" else None,
        ratio=sum(part.value for part in found.parts) / total.value if total else None,
        confidence=CONFIDENCE[found.status],
        fact_ids=fact_ids,
    )
