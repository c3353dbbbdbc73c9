"""The figures of one row below the header of a table."""

from collections.abc import Sequence
from typing import NamedTuple

from ..mention import TABLE_CELL, Mention
from ..tables.read_tables import word_set
from .cut_cells import Cell, CellNumber, read_number
from .read_header import GridColumn, Header, Role, is_time, read_column, read_period
from .read_unit_note import GridUnit, read_label_unit, read_unit

_CONFIDENCE = 0.85
_OF_WHICH = ("其中：", "其中:", "of which: ", "of which ", "Of which: ", "Of which ")
_HAN_FIRST, _HAN_LAST = "\u3400", "\u9fff"


class Row(NamedTuple):
    """A row: its label, the unit that a cell of it names, and its numbers with their columns."""

    label: Cell
    unit: GridUnit | None
    numbers: Sequence[tuple[CellNumber, GridColumn]]


def read_row(line: str, cells: Sequence[Cell], header: Header) -> list[Mention]:
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
