"""The figures of a table: each row's numbers with the unit and time that header, note and label give them.

A number is stated only where all of this is certain: one line of headers with as many cells as the row, and a unit
that the cell, its label, its column, the row's cell of units or the note of the table names. What spans rows or
columns, and headers of two lines, are left alone.
"""

from collections.abc import Iterator, Sequence

from ..mention import Mention
from .cut_cells import Cell, cut_cells, is_parted
from .cut_words import cut_columns, cut_numbers
from .read_header import Header, is_header, names_units, read_header, read_units
from .read_row import read_row
from .read_unit_note import GridUnit, read_note

_LONGEST_HEADING = 60
"""Code points of a line between rows that can still head a part of the table; a longer one is text behind it."""
_NOTE_REACH = 3


def read_grid(lines: Sequence[str]) -> Iterator[list[Mention]]:
    """The figures of each of some lines with tables in them, in order.

    They are in simplified characters; spans count in the line.
    """
    reader = _GridReader()
    return (reader.read(line) for line in lines)


class _GridReader:
    """Reads lines in order: what a note and a header said holds for the rows below them.

    A table has one header, above all rows, which may come again as it is. What looks like another one is a row of
    dates, or the header of a table whose note is not known: `_is_open` until the first header, and behind a note. Only
    one that names units itself is taken behind the heading of another table.
    """

    def __init__(self) -> None:
        self._unit: GridUnit | None = None
        self._lines_since_note = 0
        self._heads: list[Sequence[Cell]] = []
        self._header: Header | None = None
        self._is_open, self._has_gap = True, False

    def read(self, line: str) -> list[Mention]:
        cells = self._cut(line)
        told = [cell for cell in cells if cell.text]
        if len(told) < 2:
            self._read_text(told[0].text if told else line.strip())
            return []
        units = read_units(cells, len(self._heads[0])) if len(self._heads) == 1 else None
        if units is not None or (is_header(cells) and (self._is_open or self._heads or self._has_gap)):
            self._read_head(cells, units)
            return []
        self._heads, self._has_gap = [], False
        return read_row(line, cells, self._header) if self._header is not None else []

    def _cut(self, line: str) -> Sequence[Cell]:
        """The cells of a line; of one whose words have single blanks between them, where header or numbers say so."""
        if is_parted(line):
            return cut_cells(line)
        columns = cut_columns(line)
        return columns or cut_numbers(line, self._header is not None and self._header.has_units)

    def _read_text(self, text: str) -> None:
        """A line without cells: a note, the heading of a part of the table, or text that ends the table."""
        note = read_note(text)
        self._lines_since_note += 1
        self._heads, self._has_gap = [], True
        if note is not None:
            self._unit, self._lines_since_note, self._header, self._is_open = note, 0, None, True
        elif len(text) > _LONGEST_HEADING:
            self._unit, self._header, self._is_open = None, None, True

    def _read_head(self, cells: Sequence[Cell], units: Sequence[GridUnit | None] | None) -> None:
        """A line of headers, or of their units; of two lines of headers nobody knows which a column is below."""
        if self._lines_since_note >= _NOTE_REACH and self._is_open:
            self._unit = None
        heads = self._heads[0] if units is not None else cells
        if units is not None or (self._is_open and not self._heads):
            self._header = read_header(heads, units, self._unit)
        elif self._has_gap and not self._heads and names_units(cells):
            self._unit = None
            self._header = read_header(cells, None, None)
        elif self._header is None or [cell.text for cell in cells] != self._header.texts:
            self._header = None
        self._heads, self._is_open = [*self._heads, cells], False
