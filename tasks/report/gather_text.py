"""Gather the text that is shown, with the verdicts on its figures and the edits of repair."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ..store.versions import Version
from .choose_segments import Chosen, UnitPlan, choose_segments
from .cut_text import Edited, Span, cut_pieces
from .find_numbers import add_numbers, find_numbers
from .gather_findings import AGREEMENT_COLUMNS, FIGURES_SHOWN
from .lay_lines import Laid, lay_lines
from .make_figures import FACT_COLUMNS, make_figure
from .model import Count, Excerpt, Line, Mark, Stated, Stretch, Text, Unit
from .read_edits import read_edits
from .read_rows import Row, read_batches, read_by_key
from .write_figures import read_verdict
from .write_text import clip_text, tag_language

GRAVITY = ("conflict", "not_comparable", "only_zh", "only_en", "agree")
"""A figure has the colour of its gravest verdict."""
MARKS_SHOWN = 200
"""Figures of a segment that are marked at most, the gravest first."""
TITLE_CHARS = 160
DOCUMENT_COLUMNS = ("document_id", "uri", "title", "charset", "n_segments", "lang_share")


class _Place(NamedTuple):
    """A figure in a unit: the code points of a segment, and the facts that stand just there."""

    segment_id: str
    char_start: int
    char_end: int
    facts: tuple[str, ...]


@dataclass
class _Verdicts:
    """The verdicts on figures of the shown segments, in the order of the table, and what they are on."""

    rows: list[Row]
    facts: dict[str, Row]
    by_fact: dict[str, list[int]] = field(default_factory=dict)
    by_segment: dict[str, list[Row]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, row in enumerate(self.rows):
            for fact_id in row["fact_ids"]:
                self.by_fact.setdefault(fact_id, []).append(number)
        for fact_id in self.by_fact:
            if fact_id in self.facts:
                self.by_segment.setdefault(self.facts[fact_id]["segment_id"], []).append(self.facts[fact_id])


def _rank(status: str) -> int:
    return GRAVITY.index(status) if status in GRAVITY else 1


def gather_text(version: Version, focus: Sequence[str], max_segments: int) -> Text:
    """Units of documents with their lines, those with the segments of `focus` among them."""
    chosen = choose_segments(version, focus, max_segments)
    verdicts = _read_verdicts(version, chosen)
    documents = _read_documents(version, chosen, verdicts)
    edits = read_edits(version, chosen.segments, documents)
    layer = _Layer(chosen, verdicts, documents, edits)
    units = tuple(layer.lay(number, plan) for number, plan in enumerate(chosen.units))
    uris = {id_: row["uri"] for id_, row in documents.items()}
    return Text(
        units=units,
        verdicts=tuple(layer.state(row) for row in verdicts.rows),
        figures={id_: make_figure(fact, uris[fact["document_id"]], "") for id_, fact in verdicts.facts.items()},
        n_units=chosen.n_units,
        n_shown=len(chosen.segments),
        n_segments=version.manifest["tables"]["segments"]["rows"],
        n_edits=sum(map(len, edits.values())),
        numbers={row["agreement_id"]: number for number, row in enumerate(verdicts.rows)},
        places=layer.places,
    )


def _read_verdicts(version: Version, chosen: Chosen) -> _Verdicts:
    """All verdicts that touch a shown segment."""
    documents = pa.array(sorted({id_ for plan in chosen.units for id_ in plan.documents}), pa.string())
    there = pc.field("document_id").isin(documents) & pc.field("segment_id").isin(
        pa.array(sorted(chosen.segments), pa.string())
    )
    shown = version.read("facts", ["fact_id"], there)["fact_id"].combine_chunks()
    rows = [row for batch in read_batches(version, "agreements", AGREEMENT_COLUMNS) for row in _touching(batch, shown)]
    named = {id_ for row in rows for id_ in row["fact_ids"]}
    known = set(shown.to_pylist())
    read = read_by_key(version, "facts", FACT_COLUMNS, named)
    facts = dict(sorted(read.items(), key=lambda item: item[0] not in known))  # those of the text first
    beads = {bead["alignment_id"]: bead for bead in chosen.beads}
    for place, row in enumerate(rows):
        found = find_numbers(row, beads.get(row["alignment_id"]), chosen.segments)
        numbers = {side: number for side, number in found.items() if number["char_start"] < number["char_end"]}
        facts |= {number["fact_id"]: number for number in numbers.values()}
        rows[place] = add_numbers(row, numbers)
    return _Verdicts(rows, facts)


def _touching(rows: pa.Table, fact_ids: pa.Array) -> list[Row]:
    """The rows with one of the facts."""
    ids = rows["fact_ids"].combine_chunks()
    is_known = pc.is_in(ids.flatten(), value_set=fact_ids)
    places = pc.unique(pc.list_parent_indices(ids).filter(is_known))
    touching: list[Row] = rows.take(places).to_pylist()
    return [{**row, "fact_ids": row["fact_ids"][:FIGURES_SHOWN]} for row in touching]


def _read_documents(version: Version, chosen: Chosen, verdicts: _Verdicts) -> dict[str, Row]:
    ids = {id_ for plan in chosen.units for id_ in plan.documents}
    return read_by_key(
        version, "documents", DOCUMENT_COLUMNS, ids | {f["document_id"] for f in verdicts.facts.values()}
    )


class _Layer:
    """Lays units one after the other, numbering their lines and marks through the page."""

    def __init__(
        self, chosen: Chosen, verdicts: _Verdicts, documents: Mapping[str, Row], edits: Mapping[str, Sequence[Edited]]
    ):
        self.places: dict[str, int] = {}
        self._chosen, self._verdicts, self._documents, self._edits = chosen, verdicts, documents, edits
        self._n_lines = self._n_marks = 0
        self._marks: dict[str, int] = {}
        self._beads: dict[tuple[str, ...], list[Row]] = {}
        self._segments: dict[str, dict[str, Row]] = {}
        for segment_id, segment in chosen.segments.items():
            self._segments.setdefault(segment["document_id"], {})[segment_id] = segment
        for bead in chosen.beads:
            both = tuple(dict.fromkeys((bead["zh_document_id"], bead["en_document_id"])))
            self._beads.setdefault(both, []).append(bead)

    def lay(self, number: int, plan: UnitPlan) -> Unit:
        """A unit with all that is marked in it."""
        sizes = {id_: self._documents[id_]["n_segments"] for id_ in plan.documents}
        segments = {id_: row for document in plan.documents for id_, row in self._segments.get(document, {}).items()}
        laid = lay_lines(plan.documents, segments, self._beads.get(plan.documents, []), sizes)
        places = [self._find_places(line, plan) for line in laid.lines]
        numbers = self._number(places)
        lines = [self._make_line(*found, plan, numbers) for found in zip(laid.lines, places, strict=True)]
        told = sorted({verdict for line in lines for verdict in line.verdicts})
        statuses = Counter(self._verdicts.rows[verdict]["status"] for verdict in told)
        first = self._documents[plan.documents[0]]
        flags = [line.is_boilerplate for line in laid.lines]
        return Unit(
            number=number,
            uris=tuple(self._documents[id_]["uri"] for id_ in plan.documents),
            title=first["title"] and clip_text(first["title"], TITLE_CHARS),
            title_lang=_language_of(first),
            stretches=tuple(_stretch(lines, flags)),
            counts=tuple(Count(status, statuses[status]) for status in sorted(statuses, key=_rank)),
            n_shown=sum(len(line.left) + len(line.right) for line in lines),
            n_segments=plan.n_segments,
            n_after=laid.n_after,
        )

    def state(self, row: Row) -> Stated:
        """A verdict with the marks of its figures."""
        return Stated(
            **read_verdict(row),
            figures=tuple(row["fact_ids"]),
            places=tuple(self._marks.get(fact_id) for fact_id in row["fact_ids"]),
        )

    def _find_places(self, line: Laid, plan: UnitPlan) -> list[_Place]:
        """Where figures with a verdict stand, in the order of the text; facts of the same words are one place."""
        found: list[_Place] = []
        for segment in line.left + line.right:
            facts = [
                f for f in self._verdicts.by_segment.get(segment["segment_id"], []) if self._judge([f["fact_id"]], plan)
            ]
            facts.sort(key=lambda fact: (fact["char_start"], fact["char_end"], fact["fact_id"]))
            places = [
                _Place(segment["segment_id"], *span, tuple(fact["fact_id"] for fact in some))
                for span, some in groupby(facts, key=lambda fact: (fact["char_start"], fact["char_end"]))
            ]
            if len(places) > MARKS_SHOWN:
                grave = sorted(places, key=lambda place: (self._judge(place.facts, plan)[0][0], place.char_start))
                places = sorted(grave[:MARKS_SHOWN], key=lambda place: place.char_start)
            found += places
        return found

    def _judge(self, fact_ids: Sequence[str], plan: UnitPlan) -> list[tuple[int, int]]:
        """Verdicts on facts that hold inside the unit, as (gravity, number), the gravest first."""
        numbers = {number for fact_id in fact_ids for number in self._verdicts.by_fact[fact_id]}
        return sorted((_rank(self._verdicts.rows[n]["status"]), n) for n in numbers if self._is_inside(n, plan))

    def _is_inside(self, number: int, plan: UnitPlan) -> bool:
        """Verdicts on a translation belong to the unit of both documents; a document may stand in several units."""
        row = self._verdicts.rows[number]
        if row["alignment_id"] is None:
            return True
        facts = (self._verdicts.facts.get(id_) for id_ in row["fact_ids"])
        return all(fact is None or fact["document_id"] in plan.documents for fact in facts)

    def _number(self, places: Sequence[Sequence[_Place]]) -> dict[str, int]:
        """The number of the mark of each fact of a unit."""
        numbers: dict[str, int] = {}
        for place in (place for some in places for place in some):
            for fact_id in place.facts:
                numbers[fact_id] = self._n_marks
                self._marks.setdefault(fact_id, self._n_marks)
            self._n_marks += 1
        return numbers

    def _make_line(self, line: Laid, places: Sequence[_Place], plan: UnitPlan, numbers: Mapping[str, int]) -> Line:
        marks = tuple(self._make_mark(place, plan, numbers) for place in places)
        told = tuple(sorted({verdict for mark in marks for verdict in mark.verdicts}))
        for verdict in told:
            self.places.setdefault(self._verdicts.rows[verdict]["agreement_id"], _find_first(marks, verdict))
        spans: dict[str, list[Span]] = {}
        for index, place in enumerate(places):
            spans.setdefault(place.segment_id, []).append(Span(place.char_start, place.char_end, index))
        number = self._n_lines
        self._n_lines += 1
        left, right = (tuple(self._mark(segment, spans) for segment in side) for side in (line.left, line.right))
        return Line(number, left, right, marks, told, line.is_new_paragraph, line.n_left_out)

    def _make_mark(self, place: _Place, plan: UnitPlan, numbers: Mapping[str, int]) -> Mark:
        judged = [number for _, number in self._judge(place.facts, plan)]
        own = numbers[place.facts[0]]
        others = (numbers.get(id_) for number in judged for id_ in self._verdicts.rows[number]["fact_ids"])
        partner = next((other for other in others if other is not None and other != own), None)
        return Mark(own, self._verdicts.rows[judged[0]]["status"], tuple(judged), partner)

    def _mark(self, segment: Row, spans: Mapping[str, Sequence[Span]]) -> Excerpt:
        start = segment["char_start"]
        own = [Span(s.start - start, s.end - start, s.figure) for s in spans.get(segment["segment_id"], ())]
        edits = self._edits.get(segment["segment_id"], ())
        return Excerpt(tag_language(segment["lang"]), cut_pieces(segment["text"], own, edits), segment["kind"])


def _find_first(marks: Sequence[Mark], verdict: int) -> int:
    """The number of the first mark with a verdict."""
    return next(mark.number for mark in marks if verdict in mark.verdicts)


def _stretch(lines: Sequence[Line], flags: Sequence[bool]) -> Iterator[Stretch]:
    for is_boilerplate, some in groupby(zip(flags, lines, strict=True), key=lambda found: found[0]):
        yield Stretch(is_boilerplate, tuple(line for _, line in some))


def _language_of(document: Row) -> str:
    """The tag of the language of nearly all of a document; empty where it is in several."""
    ranked = sorted(document["lang_share"], key=lambda share: -share[1])
    return tag_language(ranked[0][0]) if ranked and ranked[0][1] >= 0.9 else ""
