"""The figures of a table: each row's numbers with the unit and time that header, note and label give them.

A number is stated only where all of this is certain: one line of headers with as many cells as the row, and a unit
that the cell, its label, its column, the row's cell of units or the note of the table names. What spans rows or
columns, and headers of two lines, are left alone.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..mention import TABLE_CELL, Mention
from ..tables.read_tables import word_set
from .cut_cells import Cell, CellNumber, cut_cells, read_number
from .read_header import GridColumn, Role, is_header, is_time, read_column, read_period
from .read_unit_note import GridUnit, read_label_unit, read_note, read_unit

_CONFIDENCE = 0.85
_OF_WHICH = ("其中：", "其中:", "of which: ", "of which ", "Of which: ", "Of which ")
_HAN_FIRST, _HAN_LAST = "\u3400", "\u9fff"


class Header(NamedTuple):
    """The columns of a table, the unit that is declared for all of them, and the latest time that heads one.

    `has_index` when the first column numbers the rows, `has_units` when one names the unit of each.
    """

    columns: Sequence[GridColumn]
    unit: GridUnit | None
    latest: GridColumn | None
    has_index: bool
    has_units: bool


class Row(NamedTuple):
    """A row: its label, the unit that a cell of it names, and its numbers with their columns."""

    label: Cell
    unit: GridUnit | None
    numbers: Sequence[tuple[CellNumber, GridColumn]]


def read_grid(notes: Sequence[str], lines: Sequence[str]) -> Iterator[list[Mention]]:
    """The figures of each of the lines of one table, in order; `notes` are the lines in front of it.

    All are in simplified characters; spans count in the line.
    """
    rows = [cut_cells(line) for line in lines]
    header, at = _find_header(rows, notes)
    for number, row in enumerate(rows):
        yield _read_row(lines[number], row, header) if header is not None and number > at else []


def _find_header(rows: Sequence[Sequence[Cell]], notes: Sequence[str]) -> tuple[Header | None, int]:
    """The header, and which row it is; none where the rows with several cells do not begin with one of headers."""
    unit = next((unit for note in reversed(notes) if (unit := read_note(note)) is not None), None)
    for at, row in enumerate(rows):
        if len([cell for cell in row if cell.text]) < 2:
            unit = read_note(row[0].text) or unit
            continue
        below = rows[at + 1] if at + 1 < len(rows) else ()
        if not is_header(row) or not below:
            return None, at
        units = _read_units(below, len(row))
        if units is None and is_header(below):
            return None, at
        return _read_columns(row, units, unit), at + (units is not None)
    return None, len(rows)


def _read_units(row: Sequence[Cell], n_columns: int) -> list[GridUnit | None] | None:
    """The units of a second line of headers that has nothing else, below n or n - 1 of the columns; None for others."""
    told = [cell for cell in row if cell.text]
    units = [read_unit(cell.text) for cell in told]
    if not told or None in units or n_columns - len(told) not in (0, 1):
        return None
    return [None] * (n_columns - len(told)) + units


def _read_columns(row: Sequence[Cell], units: Sequence[GridUnit | None] | None, unit: GridUnit | None) -> Header:
    columns = [read_column(cell.text) for cell in row]
    if units is not None:
        columns = [column._replace(unit=of or column.unit) for column, of in zip(columns, units, strict=True)]
    stub = row[0].text
    latest = max(
        (column for column in columns if column.role is Role.LEVEL and column.period is not None),
        key=lambda column: column.period.first if column.period else None,  # type: ignore[arg-type,return-value]
        default=None,
    )
    has_index = stub.lower() in word_set("grid_index_header")
    has_units = any(column.role is Role.UNIT for column in columns)
    return Header(columns, read_label_unit(stub) or read_unit(stub) or unit, latest, has_index, has_units)


def _read_row(line: str, cells: Sequence[Cell], header: Header) -> list[Mention]:
    """The figures of a row; none where its cells do not stand under the columns of the header."""
    row = _place_cells(cells, header)
    if row is None or not any(char.isalpha() for char in row.label.text):
        return []
    if header.latest is not None and is_time(row.label.text):
        return []  # a month of which year the column says; both together would be told as the year
    found = []
    for number, column in row.numbers:
        unit = _choose_unit(number, row.label.text, column, row.unit, None if header.has_units else header.unit)
        if unit is not None:
            found.append(_state(line, number, row.label, column, unit, header))
    return found


def _place_cells(cells: Sequence[Cell], header: Header) -> Row | None:
    """The cells of a row under the columns of the header; None where they do not fit, or two labels name the row."""
    columns = list(header.columns)
    if len(cells) == len(columns) + 1 and columns[0].role is not Role.UNSURE:
        columns.insert(0, read_column(""))  # the corner is empty
    at = 1 if header.has_index else 0
    if len(cells) != len(columns) or len(cells) <= at or read_number(cells[at]) is not None:
        return None
    unit, numbers = None, list[tuple[CellNumber, GridColumn]]()
    for cell, column in zip(cells[at + 1 :], columns[at + 1 :], strict=True):
        number = read_number(cell)
        if column.role is Role.UNIT:
            unit = read_unit(cell.text)
        elif number is None and not cell.is_empty and not numbers:
            return None
        elif number is not None and column.role is not Role.UNSURE:
            numbers.append((number, column))
    return Row(cells[at], unit, numbers)


def _choose_unit(
    number: CellNumber, label: str, column: GridColumn, of_row: GridUnit | None, of_table: GridUnit | None
) -> GridUnit | None:
    """The unit of a number: its own, that of its column where this is a change or a share, of its row, of its table."""
    if number.is_percent or column.role is not Role.LEVEL:
        return column.unit or read_unit("%")
    own = read_label_unit(label)
    if own is not None or of_row is not None:
        return own or of_row
    if column.unit is not None:
        return column.unit
    is_odd = any(word in label.lower() for word in word_set("grid_odd"))
    return None if is_odd and of_table is not None else of_table


def _state(line: str, number: CellNumber, label: Cell, column: GridColumn, unit: GridUnit, header: Header) -> Mention:
    value = number.value * unit.scale
    mention = Mention(number.start, number.end, value, number.start, number.end)
    mention.unit, mention.unit_text, mention.unit_class = unit.unit, unit.words, unit.unit_class
    mention.currency, mention.rule, mention.confidence = unit.currency, TABLE_CELL, _CONFIDENCE
    mention.is_chinese = any(_HAN_FIRST <= char <= _HAN_LAST for char in label.text)
    mention.metric = _read_label(label)
    timed = column if column.period is not None else header.latest
    if timed is not None and timed.period is not None:
        mention.heading = timed.period, timed.text
    if column.role is Role.CHANGE:
        mention.kind, mention.measure, mention.base_period = "change", "change_pct", column.base_period
        mention.value, mention.cue = abs(value), column.text
        mention.direction = "increase" if value > 0 else "decrease" if value < 0 else None
    elif column.role is Role.SHARE:
        mention.kind, mention.measure, mention.cue = "share", "share", column.text
    return mention


def _read_label(label: Cell) -> tuple[int, int] | None:
    """What a row is about, without the brackets of its unit; None where it is a time."""
    start, text = label.start, label.text
    for lead in _OF_WHICH:
        if text.startswith(lead):
            start, text = start + len(lead), text[len(lead) :]
    if read_period(text) is not None:
        return None
    if read_label_unit(text) is not None:
        cut = max(text.rfind(mark) for mark in "(（,")
        text = text[:cut].rstrip()
    return (start, start + len(text)) if text else None
