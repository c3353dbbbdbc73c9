"""The figures of one row below the header of a table."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from ..fields.read_time import Period
from ..find_quantities import find_quantities
from ..mention import TABLE_CELL, Mention, Sentence
from ..tables.read_tables import holds_word
from .cut_cells import Cell, CellNumber, read_number
from .read_column import PATH, GridColumn, Role, find_year
from .read_header import Header
from .read_span import complete_period, is_part, is_time, read_period
from .read_unit_note import GridUnit, cut_unit, read_label_unit, read_unit
from .trace_labels import find_lead

_CONFIDENCE, _NAMED_CONFIDENCE = 0.85, 0.75
_HAN_FIRST, _HAN_LAST = "\u3400", "\u9fff"
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_Time = tuple[Period | None, str] | None


class RowLabels(NamedTuple):
    """What names a row: the cell of its label, the labels and headings that it stands below, the time of these."""

    cell: Cell
    above: Sequence[str]
    period: Period | None


def read_row(cells: Sequence[Cell], header: Header, labels: RowLabels) -> list[Mention]:
    """The figures of a row; none where its cells do not stand under the columns of the header."""
    if not any(char.isalpha() for char in labels.cell.text) and read_period(labels.cell.text) is None:
        return []
    row, of_row = zip(cells[header.n_labels :], header.columns[header.n_labels :], strict=True), None
    found: list[Mention] = []
    for cell, column in list(row):
        if column.role is Role.UNIT:
            of_row = read_unit(cell.text)
            continue
        if not column.text and not cell.is_empty and read_number(cell) is None:
            break  # what stands behind words without a heading is named by these
        if cell.is_empty or column.role in (Role.UNSURE, Role.NOTE):
            continue
        time = _choose_time(column, header, labels)
        mention = _read_cell(cell, column, header, labels, of_row) if time is not _OPEN else None
        if mention is None and read_number(cell) is None and not found:
            return []  # words where numbers should stand: the row has other cells
        if mention is not None:
            mention.heading = time
            found.append(_describe(mention, column, labels))
    return found


_OPEN: _Time = (None, "open")
"""The time of a figure that is stated in part: it is not stated at all."""


def _choose_time(column: GridColumn, header: Header, labels: RowLabels) -> _Time:
    """The time of a cell by its column, its row, or both; `_OPEN` where these do not fit together.

    None where neither names one, (None, "") where that of the column beside it is not its own.
    """
    label = labels.cell.text
    if is_time(label):
        year = labels.period.first.year if labels.period is not None else header.year
        return _time_row(label, column, year)
    if read_period(label) is not None:
        return _OPEN if column.period is not None else None
    if labels.period is not None:
        return _OPEN if column.period is not None else (labels.period, "")
    if column.period is not None:
        return column.period, column.text
    if column.is_open:
        return None, ""
    if header.caption is not None:
        return header.caption, ""
    return (None, "") if header.has_times else None


def _time_row(label: str, column: GridColumn, year: int | None) -> _Time:
    whole = find_year(column.period) if column.period is not None else year
    if column.period is not None and (whole is None or not is_part(label)):
        return _OPEN
    period = read_period(label) if not is_part(label) else complete_period(label, whole) if whole is not None else None
    return (period, label) if period is not None else _OPEN


def _read_cell(
    cell: Cell, column: GridColumn, header: Header, labels: RowLabels, of_row: GridUnit | None
) -> Mention | None:
    """The figure of a cell: a number whose unit stands elsewhere, or one with its own."""
    number = read_number(cell)
    if number is None:
        return _read_quantity(cell) if column.role is Role.LEVEL else None
    if column.is_ratio and column.unit is None and not (number.is_percent or header.has_percent):
        return None
    if column.is_named and _looks_like_year(number):
        return None
    of_table = None if header.has_units else header.unit
    unit = _choose_unit(number, labels.cell.text, column, of_row, of_table)
    return _state(number, column, unit) if unit is not None else None


def _looks_like_year(number: CellNumber) -> bool:
    return _FIRST_YEAR <= number.value <= _LAST_YEAR and number.end - number.start == len(str(_FIRST_YEAR))


def _choose_unit(
    number: CellNumber, label: str, column: GridColumn, of_row: GridUnit | None, of_table: GridUnit | None
) -> GridUnit | None:
    """The unit of a number: its own, that of its column where this is a change or a share, of its row, of its table."""
    if number.is_percent or column.is_ratio:
        return column.unit or read_unit("%")
    own = read_label_unit(label)
    if own is not None or of_row is not None:
        return own or of_row
    if column.unit is not None:
        is_named = (
            of_table is not None and column.text.endswith(column.unit.words) and _is_scaled(column.unit, of_table)
        )
        return of_table if is_named else column.unit
    is_odd = holds_word(label.lower(), "grid_odd")
    return None if is_odd and of_table is not None else of_table


def _is_scaled(unit: GridUnit, of_table: GridUnit) -> bool:
    """Whether a heading names by its plain word what the table counts in thousands or more: 人次 below 单位：千人次."""
    return unit.unit == of_table.unit and unit.scale == 1 < of_table.scale


def _state(number: CellNumber, column: GridColumn, unit: GridUnit) -> Mention:
    value = number.value * unit.scale
    mention = Mention(number.start, number.end, value, number.start, number.end)
    mention.unit, mention.unit_text, mention.unit_class = unit.unit, unit.words, unit.unit_class
    mention.currency = unit.currency
    if column.role is Role.CHANGE:
        mention.kind, mention.measure, mention.base_period = "change", "change_pct", column.base_period
        mention.value, mention.cue = abs(value), column.text
        mention.direction = "increase" if value > 0 else "decrease" if value < 0 else None
    elif column.role is Role.SHARE:
        mention.kind, mention.measure, mention.cue = "share", "share", column.text
    return mention


def _read_quantity(cell: Cell) -> Mention | None:
    """A figure that stands in a cell with its unit: 86.4公里."""
    found = _find_quantity(cell.text)
    if found is None:
        return None
    at = cell.start
    return replace(
        found, start=found.start + at, end=found.end + at, number_start=found.number_start + at,
        number_end=found.number_end + at,
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _find_quantity(text: str) -> Mention | None:
    found = find_quantities(Sentence(text)) if text[:1].isdigit() else []
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)) or found[0].unit is None:
        return None
    return found[0] if found[0].kind == "quantity" and found[0].value is not None else None


def _describe(mention: Mention, column: GridColumn, labels: RowLabels) -> Mention:
    """A figure with what row and column say of it."""
    mention.rule = TABLE_CELL
    mention.confidence = _NAMED_CONFIDENCE if column.is_named else _CONFIDENCE
    mention.is_chinese = any(_HAN_FIRST <= char <= _HAN_LAST for char in labels.cell.text)
    mention.metric = _read_label(labels.cell)
    mention.labels = PATH.join([*labels.above, *([column.label] if column.label else [])]) or None
    return mention


def _read_label(label: Cell) -> tuple[int, int] | None:
    """What a row is about, without the brackets of its unit; None where it is a time."""
    start, text = label.start, cut_unit(label.text)
    lead = find_lead(text)
    if read_period(text) is not None or is_part(text):
        return None
    return (start + lead, start + len(text)) if len(text) > lead else None
