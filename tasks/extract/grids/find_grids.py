"""The tables in the segments of documents: runs of lines with cells, and the lines in front of them."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ...core.scripts import to_simplified
from ..mention import Mention
from .read_grid import read_grid

_CELLS = r"\S\t|\S {2,}\S|\S\x{3000}+\S|\|[^|]*\|"
_NOTES = 3
"""So many lines in front of a table can say its unit."""


def find_grids(segments: pa.Table) -> dict[str, list[Mention]]:
    """The figures of tables by segment, for the segments that have some; segments are in order of their documents.

    Spans count in the text of the segment.
    """
    found: dict[str, list[Mention]] = {}
    texts = segments.column("text")
    has_cells = pc.match_substring_regex(texts, _CELLS).to_numpy(zero_copy_only=False)
    if not has_cells.any():
        return found
    documents, names = segments.column("document_id"), segments.column("segment_id")
    for start, end in _find_runs(has_cells, documents):
        first = max(0, start - _NOTES)
        near = pc.equal(documents.slice(first, end - first), documents[start]).to_pylist()
        lines = [to_simplified(text) for text in texts.slice(first, end - first).to_pylist()]
        notes = [line for line, is_near in zip(lines[: start - first], near, strict=False) if is_near]
        for at, mentions in enumerate(read_grid(notes, lines[start - first :])):
            if mentions:
                found[names[start + at].as_py()] = mentions
    return found


def _find_runs(has_cells: "np.typing.NDArray[np.bool_]", documents: pa.ChunkedArray) -> Iterator[tuple[int, int]]:
    """Half-open runs of two lines with cells or more, of one document each."""
    rows = np.flatnonzero(has_cells)
    ids = documents.take(pa.array(rows)).combine_chunks().dictionary_encode().indices.to_numpy()
    is_cut = (np.diff(rows) > 1) | (np.diff(ids) != 0)
    bounds = [0, *(np.flatnonzero(is_cut) + 1).tolist(), len(rows)]
    for low, high in pairwise(bounds):
        if high - low > 1:
            yield int(rows[low]), int(rows[high - 1]) + 1
