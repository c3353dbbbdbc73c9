"""The tables in the segments of documents: lines with cells or numbers at their ends, and those about them."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ...core.scripts import to_simplified
from ..mention import Mention
from .read_grid import read_grid

_ROW = (
    r"\S\t|\S {2,}\S|\S\x{3000}+\S|\|[^|]*\|"
    r"| (?:[(（+−-]?[0-9][0-9,]*(?:\.[0-9]+)?[%％]?[)）]?[*#†]{0,2}"
    r"|[-–—]{1,2}|[(（][^()（）]{0,12}[%％][)）]|(?:19|20)[0-9]{2}年度?末?)$"
)
_HEAD = (
    r"(?:19|20)[0-9]{2}(?:[^0-9.,-]|$)|民[国國]|[〇零○]|[%％(（]"
    r"|[单單]位|[Uu]nit|[Aa]mount|[Vv]alue|[金數数][额額量]|[总總合][计計量]"
)
"""Something of this stands in the header of a table: a year, a bracket, a word for units or numbers."""
_NOTES = 3
"""So many lines in front of a table can say its unit."""
_GAP = 2
"""So many lines without cells can part the rows of a table."""
_Rows = npt.NDArray[np.int64]


def find_grids(segments: pa.Table) -> dict[str, list[Mention]]:
    """The figures of tables by segment, for the segments that have some; segments are in order of their documents.

    Spans count in the text of the segment.
    """
    found: dict[str, list[Mention]] = {}
    texts, names = segments.column("text").combine_chunks(), segments.column("segment_id")
    rows = np.flatnonzero(pc.match_substring_regex(texts, _ROW).to_numpy(zero_copy_only=False))
    heads = rows[pc.match_substring_regex(texts.take(pa.array(rows)), _HEAD).to_numpy(zero_copy_only=False)]
    documents = segments.column("document_id").combine_chunks().dictionary_encode().indices.to_numpy()
    for start, end in _find_runs(rows, heads, documents):
        lines = [to_simplified(text) for text in texts.slice(start, end - start).to_pylist()]
        for at, mentions in enumerate(read_grid(lines), start):
            if mentions:
                found[names[at].as_py()] = mentions
    return found


def _find_runs(rows: _Rows, heads: _Rows, documents: npt.NDArray[np.int32]) -> Iterator[tuple[int, int]]:
    """Half-open runs with two rows or more of one document, one of them a header; with the lines in front of them."""
    is_cut = (np.diff(rows) > _GAP + 1) | (np.diff(documents[rows]) != 0)
    bounds = np.concatenate(([0], np.flatnonzero(is_cut) + 1, [len(rows)]))
    n_heads = np.searchsorted(heads, np.append(rows, np.iinfo(np.int64).max))[bounds]
    for (low, high), (before, after) in zip(pairwise(bounds.tolist()), pairwise(n_heads.tolist()), strict=True):
        if high - low > 1 and after > before:
            first, last = int(rows[low]), int(rows[high - 1])
            near = max(0, first - _NOTES)
            yield near + int(np.searchsorted(documents[near:first] == documents[first], True)), last + 1
