"""For each figure of aligned segments: do the two languages agree?"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from ..core.digests import digest_bytes
from ..core.stage import Tables
from ..schema import AGREEMENTS, REJECTS
from ..schema.agreements import Agreement
from ..schema.rejects import Reject, rejecting
from .estimate_confidence import estimate_confidence
from .figure import COLUMNS, KINDS, Figure, read_figure
from .match_figures import match_figures
from .settings import CrosscheckSettings

STAGE = "crosscheck"
_BEAD_COLUMNS = ["alignment_id", "zh_document_id", "en_document_id", "zh_segment_ids", "en_segment_ids", "confidence"]

Figures = Mapping[str, Sequence[Figure]]
"""The figures of each segment, in order."""


def crosscheck_facts(tables: Mapping[str, pa.Table], settings: CrosscheckSettings) -> Tables:
    """From `alignments` and the `facts` of both sides to `agreements` and `rejects`.

    Rows are in the order of the beads, and in a bead zh facts by position before en facts that have no partner.
    """
    beads = tables["alignments"].select(_BEAD_COLUMNS)
    figures = read_figures(tables["facts"], _segments_of(beads))
    agreements: list[Agreement] = []
    rejects: list[Reject] = []
    documents = itemgetter("zh_document_id", "en_document_id")
    for (zh_document_id, _), some in groupby(beads.to_pylist(), key=documents):
        with rejecting(rejects, STAGE, zh_document_id, zh_document_id):
            agreements += [row for bead in some for row in check_bead(bead, figures, settings)]
    return {"agreements": AGREEMENTS.from_rows(agreements), "rejects": REJECTS.from_rows(rejects)}


def read_figures(facts: pa.Table, segment_ids: pa.Array) -> Figures:
    """The figures of some segments by segment, in order of position."""
    is_wanted = pc.and_(
        pc.is_in(facts["segment_id"], value_set=segment_ids), pc.is_in(facts["kind"], value_set=pa.array(KINDS))
    )
    figures: dict[str, list[tuple[int, Figure]]] = defaultdict(list)
    for row in facts.select(COLUMNS).filter(is_wanted).to_pylist():
        figure = read_figure(row)
        if figure:
            figures[row["segment_id"]].append((row["char_start"], figure))
    return {segment: [figure for _, figure in sorted(some, key=itemgetter(0))] for segment, some in figures.items()}


def _segments_of(beads: pa.Table) -> pa.Array:
    sides = [pc.list_flatten(beads[name]).combine_chunks() for name in ("zh_segment_ids", "en_segment_ids")]
    return pa.concat_arrays(sides).unique()


def check_bead(bead: Mapping[str, Any], figures: Figures, settings: CrosscheckSettings) -> list[Agreement]:
    """The rows of one bead, a row of `alignments`."""
    zh = [figure for segment in bead["zh_segment_ids"] for figure in figures.get(segment, ())]
    en = [figure for segment in bead["en_segment_ids"] for figure in figures.get(segment, ())]
    if not zh and not en:
        return []
    rows: list[Agreement] = []
    for verdict in match_figures(zh, en, bead["confidence"], settings):
        one = None if verdict.zh is None else zh[verdict.zh]
        other = None if verdict.en is None else en[verdict.en]
        ids = [figure.fact_id if figure else None for figure in (one, other)]
        confidence = estimate_confidence(one, other, verdict.status, verdict.reason, bead["confidence"])
        ratio = one.high / other.high if one and other and other.high else None
        rows.append(
            Agreement(_name(bead["alignment_id"], ids), bead["alignment_id"], ids[0], ids[1], verdict.status,
                      verdict.reason, ratio, confidence)
        )  # fmt: skip
    return rows


def _name(alignment_id: str, fact_ids: Sequence[str | None]) -> str:
    return "g" + digest_bytes("\n".join([alignment_id, *[fact_id or "" for fact_id in fact_ids]]).encode())[:16]
