"""Lay the segments of one document, or of two that translate each other, in lines: what says the same side by side."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from .read_rows import Row


class Laid(NamedTuple):
    """A line: segments on the left and on the right, segments before it that are not shown, if a paragraph begins."""

    left: tuple[Row, ...]
    right: tuple[Row, ...]
    n_left_out: int
    is_new_paragraph: bool

    @property
    def is_boilerplate(self) -> bool:
        """Nothing of it belongs to the text."""
        return all(segment["is_boilerplate"] for segment in self.left + self.right)


class LaidUnit(NamedTuple):
    """The lines of a unit, and the segments behind the last line that are not shown."""

    lines: tuple[Laid, ...]
    n_after: int


def lay_lines(
    documents: Sequence[str], segments: Mapping[str, Row], beads: Sequence[Row], sizes: Mapping[str, int]
) -> LaidUnit:
    """Every shown segment of the documents stands in one line, in the order of the Chinese document.

    `segments` by id may hold others too; `beads` are those of the documents; `sizes` are numbers of segments by
    document, shown or not.
    """
    by_document: dict[str, list[Row]] = {document_id: [] for document_id in documents}
    for segment in segments.values():
        if segment["document_id"] in by_document:
            by_document[segment["document_id"]].append(segment)
    for some in by_document.values():
        some.sort(key=lambda segment: segment["ordinal"])
    gaps = {id_: gap for some in by_document.values() for id_, gap in _find_gaps(some)}
    bead_of = {id_: bead for bead in beads for id_ in (*bead["zh_segment_ids"], *bead["en_segment_ids"])}
    walk = _walk_pair if len(by_document) == 2 else _walk_one
    pairs = walk(list(by_document.values()), bead_of, segments)
    n_after = sum(sizes[id_] - (some[-1]["ordinal"] + 1 if some else 0) for id_, some in by_document.items())
    return LaidUnit(tuple(_finish(pairs, gaps)), n_after)


Pairs = Iterator[tuple[list[Row], list[Row]]]


def _find_gaps(segments: Sequence[Row]) -> Iterator[tuple[str, int]]:
    """For each segment of a document in order, how many before it are not shown."""
    last = -1
    for segment in segments:
        yield segment["segment_id"], segment["ordinal"] - last - 1
        last = segment["ordinal"]


def _walk_one(texts: Sequence[list[Row]], bead_of: Mapping[str, Row], segments: Mapping[str, Row]) -> Pairs:
    """One document. Where it translates itself, what stands alone goes to the side of its language."""
    told: set[str] = set()
    for segment in texts[0]:
        bead = bead_of.get(segment["segment_id"])
        if bead is None:
            is_right = bool(bead_of) and segment["lang"] in ("en", "other")
            yield ([], [segment]) if is_right else ([segment], [])
        elif bead["alignment_id"] not in told:
            told.add(bead["alignment_id"])
            yield _sides(bead, segments)


def _walk_pair(texts: Sequence[list[Row]], bead_of: Mapping[str, Row], segments: Mapping[str, Row]) -> Pairs:
    """Two documents: along the first, and what stands alone in the second before what follows it there."""
    zh, en = texts
    place = {segment["segment_id"]: index for index, segment in enumerate(en)}
    told: set[str] = set()
    at = 0
    for segment in zh:
        bead = bead_of.get(segment["segment_id"])
        if bead is None:
            yield [segment], []
        elif bead["alignment_id"] not in told:
            told.add(bead["alignment_id"])
            until = min((place[id_] for id_ in bead["en_segment_ids"] if id_ in place), default=at)
            while at < until:
                if en[at]["segment_id"] not in bead_of:
                    yield [], [en[at]]
                at += 1
            yield _sides(bead, segments)
    yield from (([], [segment]) for segment in en[at:] if segment["segment_id"] not in bead_of)


def _sides(bead: Row, segments: Mapping[str, Row]) -> tuple[list[Row], list[Row]]:
    zh, en = ([segments[id_] for id_ in bead[f"{side}_segment_ids"] if id_ in segments] for side in ("zh", "en"))
    return zh, en


def _finish(pairs: Pairs, gaps: Mapping[str, int]) -> Iterator[Laid]:
    last: dict[str, int] = {}
    for left, right in pairs:
        both = left + right
        leads = both[0]
        is_new = last.get(leads["document_id"]) != leads["paragraph"]
        for segment in both:
            last[segment["document_id"]] = segment["paragraph"]
        yield Laid(tuple(left), tuple(right), sum(gaps[segment["segment_id"]] for segment in both), is_new)
