"""Which of the text is shown when there is more than a page can hold: documents with conflicts first."""

from collections.abc import Collection, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ..store.versions import Version
from .read_rows import Row, count_values, read_by_key

SEGMENT_COLUMNS = (
    "segment_id", "document_id", "ordinal", "paragraph", "kind", "is_boilerplate", "lang", "char_start", "byte_start",
    "byte_end", "text",
)  # fmt: skip
BEAD_COLUMNS = ("alignment_id", "zh_document_id", "en_document_id", "zh_segment_ids", "en_segment_ids")
NEIGHBOURS = 2
"""Segments on either side of a conflict that are shown where its document is not."""


class UnitPlan(NamedTuple):
    """Documents that are read side by side: one, or a Chinese and an English one. The first segments are shown."""

    documents: tuple[str, ...]
    n_segments: int
    n_first: int


class Chosen(NamedTuple):
    """The units with something to show, in the order of the table; all their beads; segments by id.

    Segments are complete for each bead of which one is shown.
    """

    units: tuple[UnitPlan, ...]
    n_units: int
    beads: tuple[Row, ...]
    segments: Mapping[str, Row]


def choose_segments(version: Version, focus: Sequence[str], max_segments: int) -> Chosen:
    """Whole units while there is room, those with the `focus` segments first, then pairs; and all of the focus."""
    focused = read_by_key(version, "segments", ("segment_id", "document_id", "ordinal"), focus)
    places: dict[str, set[int]] = {}
    for row in focused.values():
        near = range(row["ordinal"] - NEIGHBOURS, row["ordinal"] + NEIGHBOURS + 1)
        places.setdefault(row["document_id"], set()).update(near)
    plans = plan_units(version, places.keys(), max_segments)
    shown = tuple(plan for plan in plans if plan.n_first or places.keys() & set(plan.documents))
    ids = sorted({document_id for plan in shown for document_id in plan.documents})
    segments = _read_segments(version, shown, places)
    beads = _read_beads(version, ids)
    return Chosen(shown, len(plans), beads, segments | _read_missing(version, beads, segments, ids))


def plan_units(version: Version, focus: AbstractSet[str], max_segments: int) -> list[UnitPlan]:
    """All units in the order of their documents, with how many of their first segments there is room for."""
    documents = version.read("documents", ["document_id", "n_segments"])
    sizes = dict(zip(documents["document_id"].to_pylist(), documents["n_segments"].to_pylist(), strict=True))
    order = {document_id: place for place, document_id in enumerate(sizes)}
    pairs = count_values(version, "alignments", ["zh_document_id", "en_document_id"])
    units: list[tuple[str, ...]] = [(zh,) if zh == en else (zh, en) for zh, en in pairs]
    paired = {document_id for unit in units for document_id in unit}
    units += [(document_id,) for document_id in sizes if document_id not in paired]
    units.sort(key=lambda unit: [order[document_id] for document_id in unit])
    ranked = sorted(units, key=lambda unit: (focus.isdisjoint(unit), paired.isdisjoint(unit)))
    room: dict[tuple[str, ...], int] = {}
    left = max_segments
    for unit in ranked:
        room[unit] = min(left, sum(sizes[document_id] for document_id in unit))
        left -= room[unit]
    return [UnitPlan(unit, sum(sizes[document_id] for document_id in unit), room[unit]) for unit in units]


def _read_segments(version: Version, plans: Sequence[UnitPlan], places: Mapping[str, set[int]]) -> dict[str, Row]:
    """The first segments of each unit, of two documents half of each, and those at the places of a document."""
    whole = {id_ for plan in plans if plan.n_first == plan.n_segments for id_ in plan.documents}
    cut = {id_: plan.n_first // len(plan.documents) for plan in plans for id_ in plan.documents if id_ not in whole}
    ordinals = sorted({ordinal for some in places.values() for ordinal in some if ordinal >= 0})
    wanted = _is_in("document_id", whole)
    wanted |= _is_in("document_id", cut) & (pc.field("ordinal") < max(cut.values(), default=0))
    wanted |= _is_in("document_id", places) & pc.field("ordinal").isin(pa.array(ordinals, pa.int32()))
    rows = version.read("segments", SEGMENT_COLUMNS, wanted)
    is_shown = [
        id_ in whole or ordinal < cut[id_] or ordinal in places.get(id_, ())
        for id_, ordinal in zip(rows["document_id"].to_pylist(), rows["ordinal"].to_pylist(), strict=True)
    ]
    return {row["segment_id"]: row for row in rows.filter(pa.array(is_shown, pa.bool_())).to_pylist()}


def _is_in(column: str, values: Collection[str]) -> pc.Expression:
    return pc.field(column).isin(pa.array(sorted(values), pa.string()))


def _read_beads(version: Version, documents: Sequence[str]) -> tuple[Row, ...]:
    beads: list[Row] = version.read("alignments", BEAD_COLUMNS, _is_in("zh_document_id", documents)).to_pylist()
    return tuple(beads)


def _read_missing(
    version: Version, beads: Sequence[Row], segments: Mapping[str, Any], documents: Sequence[str]
) -> dict[str, Row]:
    """The segments that beads of shown segments need."""
    missing: set[str] = set()
    for bead in beads:
        ids = [*bead["zh_segment_ids"], *bead["en_segment_ids"]]
        absent = [id_ for id_ in ids if id_ not in segments]  # a set less the view of all keys would go through these
        if len(absent) < len(ids):
            missing.update(absent)
    if not missing:
        return {}
    wanted = _is_in("document_id", documents) & _is_in("segment_id", missing)
    rows = version.read("segments", SEGMENT_COLUMNS, wanted).to_pylist()
    return {row["segment_id"]: row for row in rows}
