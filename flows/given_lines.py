"""Two files whose lines are the segments, aligned here or by whoever wrote them."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

import pyarrow as pa

from tasks.align.align_sentences import align_sentences
from tasks.core.digests import digest_json
from tasks.core.errors import WrongCallError
from tasks.core.stage import Tables
from tasks.crosscheck.stage import crosscheck_facts
from tasks.extract.stage import extract_documents
from tasks.schema import ALIGNMENTS
from tasks.schema.alignments import Alignment

from .local import Batch, concatenate
from .settings import SETTINGS

LineBead = tuple[Sequence[int], Sequence[int]]


def check_lines(zh: Batch, en: Batch, is_aligned: bool) -> Batch:
    """Cross-check two segmented documents line by line; `is_aligned`: line i translates line i.

    Raises WrongCallError when aligned files have different numbers of lines.
    """
    sides = [_extract_all(zh), _extract_all(en)]
    lines = [split_lines(_text(side)) for side in sides]
    beads: list[LineBead]
    if is_aligned:
        if len(lines[0]) != len(lines[1]):
            raise WrongCallError(f"aligned files must have as many lines: {len(lines[0])} and {len(lines[1])}")
        beads = [((index,), (index,)) for index in range(len(lines[0]))]
    else:
        beads = [(bead.zh, bead.en) for bead in align_sentences(lines[0], lines[1], SETTINGS.align)]
    both = concatenate(sides)
    both.take({"alignments": bead_segments(sides[0].tables, sides[1].tables, beads)})
    both.take(crosscheck_facts(both.tables, SETTINGS.crosscheck))
    return both


def split_lines(text: str) -> list[str]:
    """Lines as text files count them: a last line end begins no new line."""
    lines = text.split("\n")
    return lines[:-1] if lines and not lines[-1] else lines


def find_line_starts(text: str) -> list[int]:
    """The code point at which each line of a text begins, and the one behind the last line end."""
    return [0, *accumulate(len(line) + 1 for line in text.split("\n"))]


def bead_segments(zh: Tables, en: Tables, beads: Sequence[LineBead]) -> pa.Table:
    """Alignments between the segments that stand on the lines of each bead."""
    zh_id, en_id = (side["documents"]["document_id"][0].as_py() for side in (zh, en))
    zh_lines, en_lines = _segments_by_line(zh), _segments_by_line(en)
    rows = []
    for zh_indices, en_indices in beads:
        left = [segment for index in zh_indices for segment in zh_lines.get(index, [])]
        right = [segment for index in en_indices for segment in en_lines.get(index, [])]
        if left and right:
            rows.append(_make_alignment(zh_id, en_id, left, right))
    return ALIGNMENTS.from_rows(rows)


def _make_alignment(zh_id: str, en_id: str, zh: Sequence[tuple[str, str]], en: Sequence[tuple[str, str]]) -> Alignment:
    zh_ids, en_ids = [segment_id for segment_id, _ in zh], [segment_id for segment_id, _ in en]
    return Alignment(
        alignment_id="a" + digest_json([zh_ids, en_ids])[:16],
        zh_document_id=zh_id,
        en_document_id=en_id,
        zh_segment_ids=zh_ids,
        en_segment_ids=en_ids,
        zh_text="".join(text for _, text in zh),
        en_text=" ".join(text for _, text in en),
        kind=f"{len(zh)}-{len(en)}",
        score=1.0,
        confidence=1.0,
        method="lines",
        evidence=[],
    )


def _segments_by_line(tables: Tables) -> dict[int, list[tuple[str, str]]]:
    """(segment_id, text) of the segments that begin on each line."""
    text = tables["documents"]["text"][0].as_py()
    starts = find_line_starts(text)
    found: dict[int, list[tuple[str, str]]] = {}
    columns = (tables["segments"][name].to_pylist() for name in ("segment_id", "char_start", "text"))
    for segment_id, char_start, segment_text in zip(*columns, strict=True):
        found.setdefault(bisect_right(starts, char_start) - 1, []).append((segment_id, segment_text))
    return found


def _extract_all(batch: Batch) -> Batch:
    """Facts of every line: who hands over lines has left out the boilerplate."""
    segments = batch.tables["segments"]
    place = segments.schema.get_field_index("is_boilerplate")
    nothing = pa.array([False] * segments.num_rows, pa.bool_())
    batch.tables["segments"] = segments.set_column(place, segments.schema.field(place), nothing)
    batch.take(extract_documents(batch.tables, SETTINGS.extract))
    return batch


def _text(batch: Batch) -> str:
    text: str = batch.tables["documents"]["text"][0].as_py()
    return text
