"""Rows of `agreements` for the columns of tables whose total is that of the rows above or below it, or is not."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from ..core.slips import is_slip
from ..schema.agreements import Agreement
from .comparison import AGREE, CONFLICT
from .figure import COLUMNS, Figure, read_figures
from .find_sums import SURE_DIGITS, Sum
from .list_sums import make_row

TABLE_CELL = "table-cell"
"""The rule by which `extract` reads a figure of a table."""
TOTALS = frozenset(
    ("合计", "合計", "总计", "總計", "共计", "共計", "总和", "小计", "小計", "total", "grand total", "subtotal", "sum")
)
FARTHEST = 200
"""Code points between the first cells of two rows of one table."""
MOST_ROWS = 60
FEWEST_PARTS = 2

PATH = " > "
_Head = tuple[str | None, str | None]
_Column = tuple[str | None, str | None, int]


class Cell(NamedTuple):
    """A cell of a column, whether it is a total or a part of a row above it, and the row of `facts`."""

    figure: Figure
    is_total: bool
    row: dict[str, Any]
    is_part: bool = False


def list_totals(facts: pa.Table) -> Iterator[tuple[str, list[Agreement]]]:
    """The totals of the tables of each document of `facts` that has some, with its id."""
    is_level = pc.and_(pc.equal(facts["rule"], TABLE_CELL), pc.equal(facts["measure"], "level"))
    cells = facts.select(["document_id", "heading_text", *COLUMNS]).filter(is_level)
    if not pc.any(pc.is_in(cells["metric_text"], value_set=_spellings())).as_py():
        return
    rows = cells.sort_by([("document_id", "ascending"), ("char_start", "ascending")]).to_pylist()
    for document_id, of_document in groupby(rows, key=itemgetter("document_id")):
        columns = list(_find_columns(of_document))
        yield document_id, [make_row(found, row) for cells in columns for found, row in find_totals(cells)]


def find_totals(column: Sequence[Cell]) -> Iterator[tuple[Sum, dict[str, Any]]]:
    """The totals of a column with their parts: the rows above up to the total before, all of them, or those below.

    What is a part of another row is counted in that row, and no column with such parts is called wrong. Where none of
    these makes the total, the column has a part in part or is wrong: that is only told of the one total below all rows,
    of four digits or more, which another digit would mend.
    """
    has_parts = any(cell.is_part for cell in column)
    column = [cell for cell in column if not cell.is_part]
    totals = [at for at, cell in enumerate(column) if cell.is_total]
    for at in totals:
        above = [other for other in totals if other < at]
        parts = [
            column[above[-1] + 1 if above else 0 : at],
            [cell for cell in column[:at] if not cell.is_total],
            [column[other] for other in above],
            [] if at else [cell for cell in column[1:] if not cell.is_total],
        ]
        total = column[at].figure
        made = next((some for some in parts if _make(total, some)), None)
        if made is not None:
            yield Sum(total, tuple(cell.figure for cell in made), AGREE), column[at].row
        elif not has_parts and totals == [len(column) - 1] and _is_slip(total, parts[0]):
            yield Sum(total, tuple(cell.figure for cell in parts[0]), CONFLICT), column[at].row


def _spellings() -> pa.Array:
    return pa.array(sorted(TOTALS | {name.capitalize() for name in TOTALS} | {name.upper() for name in TOTALS}))


def _find_columns(rows: Iterator[dict[str, Any]]) -> Iterator[list[Cell]]:
    """The columns of the tables of a document, each of cells of one unit and time that stand row below row."""
    known: dict[_Column, list[Cell]] = {}
    for _, some in groupby(rows, key=itemgetter("segment_id")):
        seen: dict[_Head, int] = {}
        for row in some:
            above = (row["heading_text"] or "").split(PATH)
            head = row["unit"], row["time_edtf"]
            seen[head] = seen.get(head, 0) + 1
            column = known.setdefault((*head, seen[head]), [])
            if column and row["char_start"] - column[-1].row["char_start"] > FARTHEST:
                yield column
                column = known[(*head, seen[head])] = []
            is_total = (row["metric_text"] or "").lower() in TOTALS
            is_part = any(cell.row["metric_text"] in above for cell in column)
            column += [Cell(figure, is_total, row, is_part) for figure in read_figures(row)]
    yield from known.values()


def _make(total: Figure, parts: Sequence[Cell]) -> bool:
    """Whether parts make a total to half of the last digit that each gives."""
    if not FEWEST_PARTS <= len(parts) <= MOST_ROWS or not total.value:
        return False
    tolerance = max(total.place, sum(part.figure.place for part in parts)) / 2
    return abs(_add(parts) - total.value) <= min(tolerance, abs(total.value) / 200)


def _is_slip(total: Figure, parts: Sequence[Cell]) -> bool:
    if not FEWEST_PARTS <= len(parts) <= MOST_ROWS or total.n_digits < SURE_DIGITS or not total.place:
        return False
    return is_slip(round(total.value / total.place), round(_add(parts) / total.place))


def _add(parts: Sequence[Cell]) -> float:
    return sum(part.figure.value for part in parts)
