"""The tables in the segments of documents: lines with cells or numbers at their ends, and those about them."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from .read_grid import GridLine, read_grid

_ROW = (
    r"\S\t|\S {2,}\S|\S\x{3000}+\S|\|[^|]*\|"
    r"| (?:[(（+−-]?[0-9][0-9,]*(?:\.[0-9]+)?[%％]?[)）]?[*#†]{0,2}"
    r"|[-–—]{1,2}|[(（][^()（）]{0,12}[%％][)）]|(?:19|20)[0-9]{2}年度?末?"
    r"|\S{0,8}(?:增[长長速减減]率?|同比|[变變][动動]率?)|[Cc]hange|[Gg]rowth)$"
)
_HEAD = (
    r"(?:19|20)[0-9]{2}(?:[^0-9.,-]|$)|民[国國]|1[0-9]{2}年|[0-9一二三四五六七八九十]月|季|Q[1-4]|[〇零○]|[%％(（]"
    r"|[单單]位|[Uu]nit|[Aa]mount|[Vv]alue|[金數数][额額量]|[总總合][计計量]"
)
"""Something of this stands in the header of a table: a year, a bracket, a word for units or numbers."""
_NOTES = 3
"""So many lines in front of a table can say its unit."""
_MOST_BLANKS = 200
_GAP = 2
"""So many lines without cells can part the rows of a table."""
_Rows = npt.NDArray[np.int64]


def find_grids(segments: pa.Table, texts_by_document: Mapping[str, str]) -> dict[str, GridLine]:
    """The figures of tables by segment, for the segments that have some or head those that have.

    Segments are in order of their documents. Spans count in the text of the segment.
    """
    found: dict[str, GridLine] = {}
    texts, names = segments.column("text").combine_chunks(), segments.column("segment_id")
    rows = np.flatnonzero(pc.match_substring_regex(texts, _ROW).to_numpy(zero_copy_only=False))
    heads = rows[pc.match_substring_regex(texts.take(pa.array(rows)), _HEAD).to_numpy(zero_copy_only=False)]
    of_documents, spans = segments.column("document_id"), [segments.column(name) for name in ("char_start", "char_end")]
    documents = of_documents.combine_chunks().dictionary_encode().indices.to_numpy()
    for start, end in _find_runs(rows, heads, documents):
        lines = texts.slice(start, end - start).to_pylist()
        text = texts_by_document.get(of_documents[start].as_py(), "")
        places = zip(lines, *(column.slice(start, end - start).to_pylist() for column in spans), strict=True)
        leads = [_find_blanks(text, line, *span) for line, *span in places]
        whole = [before + line + after for line, (before, after) in zip(lines, leads, strict=True)]
        for at, line in enumerate(read_grid(whole)):
            if line.figures or line.is_head or line.silent:
                found[names[start + at].as_py()] = _shift(line, -len(leads[at][0]))
    return found


def _find_blanks(text: str, line: str, start: int, end: int) -> tuple[str, str]:
    """The blanks in front of and behind a segment that is a whole line of a text: they say where cells stand."""
    if text[start:end] != line:
        return "", ""
    before = text[max(0, start - _MOST_BLANKS) : start].rpartition("\n")[2]
    after = text[end : end + _MOST_BLANKS].partition("\n")[0]
    return before if not before.strip() else "", after.rstrip("\r") if not after.strip() else ""


def _shift(line: GridLine, by: int) -> GridLine:
    for one in line.figures if by else ():
        one.start, one.end = one.start + by, one.end + by
        one.number_start, one.number_end = one.number_start + by, one.number_end + by
        one.metric = (one.metric[0] + by, one.metric[1] + by) if one.metric else None
    return line._replace(silent=[(start + by, end + by) for start, end in line.silent])


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
