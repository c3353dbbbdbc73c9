"""Whether documents translate each other by what their beads leave over.

What a translator leaves out or adds stands on one side. Documents after one pattern, such as advertisements for two
posts, share some sentences, and what they do not share stands at the same places on both sides.
"""

from collections.abc import Sequence
from itertools import pairwise

import pyarrow as pa

from .model import MODEL
from .stage import Lines, read_documents

MOST_FACING = 0.2
"""The share of two texts that may stand at the same places on both sides without being translated: labelled
translations have 0.1 at most, advertisements for two posts 0.4."""

Span = tuple[int, int]
"""A half-open range of segments."""


def confirm_pairs(segments: pa.Table, alignments: pa.Table) -> set[tuple[str, str]]:
    """The pairs of ids of documents, zh first, that have beads and leave little over at the same places."""
    columns = ("zh_document_id", "en_document_id", "zh_segment_ids", "en_segment_ids")
    beads: dict[tuple[str, str], list[tuple[list[str], list[str]]]] = {}
    for zh_id, en_id, zh, en in zip(*(alignments[name].to_pylist() for name in columns), strict=True):
        beads.setdefault((zh_id, en_id), []).append((zh, en))
    documents = read_documents(segments, {document_id for pair in beads for document_id in pair})
    return {
        (zh_id, en_id)
        for (zh_id, en_id), some in beads.items()
        if zh_id == en_id or measure_facing(documents[zh_id].zh, documents[en_id].en, some) <= MOST_FACING
    }


def measure_facing(zh: Lines, en: Lines, beads: Sequence[tuple[Sequence[str], Sequence[str]]]) -> float:
    """The share of both texts that stands without translation behind the same bead on both sides, or before all."""
    zh_lengths, en_lengths = _measure(zh, MODEL.length_ratio), _measure(en, 1.0)
    zh_gaps = _measure_gaps(zh_lengths, _locate(zh, [some for some, _ in beads]))
    en_gaps = _measure_gaps(en_lengths, _locate(en, [some for _, some in beads]))
    facing = sum(min(zh_gap, en_gap) for zh_gap, en_gap in zip(zh_gaps, en_gaps, strict=True))
    return 2 * facing / max(sum(zh_lengths) + sum(en_lengths), 1.0)


def _measure(lines: Lines, ratio: float) -> list[float]:
    """Lengths in bytes of English."""
    return [len(text.encode()) * ratio for text in lines.texts]


def _locate(lines: Lines, beads: Sequence[Sequence[str]]) -> list[Span]:
    places = {segment_id: place for place, segment_id in enumerate(lines.ids)}
    return [(places[some[0]], places[some[-1]] + 1) for some in beads]


def _measure_gaps(lengths: Sequence[float], spans: Sequence[Span]) -> list[float]:
    """What stands between the start of the text and its first span, and between each span and the next one, in the
    order of the spans as they are given."""
    order = sorted(range(len(spans)), key=lambda at: spans[at])
    bounds = [(0, 0), *(spans[at] for at in order), (len(lengths), len(lengths))]
    gaps = [sum(lengths[before[1] : behind[0]]) for before, behind in pairwise(bounds)]
    behind_span = {at: gaps[rank + 1] for rank, at in enumerate(order)}
    return [gaps[0], *(behind_span[at] for at in range(len(spans)))]
