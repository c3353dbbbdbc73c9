"""The header of a table: of each column the time, the unit, and whether levels, changes or shares stand in it."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from ..fields.find_times import find_times
from ..fields.read_time import Period, make_year
from ..mark_change import find_base
from ..tables.read_tables import word_set
from .cut_cells import Cell, read_number
from .read_unit_note import GridUnit, read_label_unit, read_unit

_YEAR = re.compile(r"(?:FY ?)?((?:19|20)[0-9]{2})(?: ?[(（][^()（）]{0,12}[)）])?[A*#†]?", re.IGNORECASE)
_WHOLE_YEAR = re.compile(
    r"(?:\byear|\b12 months|\btwelve months) end(?:ed|ing) (?:31(?:st)? Dec\w*|Dec\w* 31),? ((?:19|20)[0-9]{2})",
    re.IGNORECASE,
)
_ENDED = re.compile(r"\bend(?:ed|ing)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_PART_OF_YEAR = re.compile(
    r"季度?\Z|月份?\Z|半年|年度|\b[QH][1-4]\b|\b(?:first|second|third|fourth) (?:quarter|half)\b"
    r"|^(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\b",
    re.IGNORECASE,
)
_LONGEST, _YEAR_DIGITS = 48, 4
_PERCENT = ("%", "％")


class Role(Enum):
    """What stands in a column."""

    LEVEL = auto()
    CHANGE = auto()
    SHARE = auto()
    UNIT = auto()
    UNSURE = auto()


class GridColumn(NamedTuple):
    """A column: what stands in it, when, in which unit; a base period for changes."""

    role: Role
    text: str
    period: Period | None = None
    unit: GridUnit | None = None
    base_period: str | None = None


class Header(NamedTuple):
    """The columns of a table with their headings, the unit that is declared for all, the latest time that heads one.

    `has_index` when the first column numbers the rows, `has_units` when one names the unit of each.
    """

    texts: Sequence[str]
    columns: Sequence[GridColumn]
    unit: GridUnit | None
    latest: GridColumn | None
    has_index: bool
    has_units: bool


def is_header(cells: Sequence[Cell]) -> bool:
    """Whether a line heads columns: two cells or more, no number in any but years, something to tell of one."""
    if len(cells) < 2:
        return False
    told = [cell for cell in cells if cell.text]
    if any(read_number(cell) is not None and _YEAR.fullmatch(cell.text) is None for cell in told):
        return False
    return any(read_column(cell.text).role is not Role.UNSURE for cell in told)


def names_units(cells: Sequence[Cell]) -> bool:
    """Whether a line of headers says itself what its numbers are counted in."""
    columns = [read_column(cell.text) for cell in cells]
    return any(column.role in (Role.UNIT, Role.CHANGE) or column.unit is not None for column in columns)


@lru_cache(maxsize=4096)
def read_column(text: str) -> GridColumn:
    """The column that a cell of a header, in simplified characters, stands above."""
    if len(text) > _LONGEST or (text.isdigit() and len(text) != _YEAR_DIGITS):
        return GridColumn(Role.UNSURE, text)
    lower = text.lower()
    if lower in word_set("grid_unit_header"):
        return GridColumn(Role.UNIT, text)
    unit = read_label_unit(text) or read_unit(text)
    is_ratio = any(mark in text for mark in _PERCENT) or (unit is not None and unit.unit_class == "ratio")
    if any(word in lower for word in word_set("grid_share")) and is_ratio:
        return GridColumn(Role.SHARE, text, read_period(text), unit)
    if any(word in lower for word in word_set("grid_change")):
        return GridColumn(Role.CHANGE if is_ratio else Role.UNSURE, text, None, unit, find_base(text))
    if any(word in lower for word in word_set("grid_unsure")):
        return GridColumn(Role.UNSURE, text)
    period, bare = read_period(text), _BRACKETED.sub("", lower).strip()
    is_sure = period is not None or unit is not None or bare in word_set("grid_value")
    return GridColumn(Role.LEVEL if is_sure else Role.UNSURE, text, period, unit)


def read_period(text: str) -> Period | None:
    """The one time that a cell states: 2025年, 2025, FY2025, 2025年1-6月, H1 2025, 31 December 2025."""
    year = _YEAR.fullmatch(text)
    if year is not None:
        return make_year(year.span(1), int(year[1]))
    whole = _WHOLE_YEAR.search(text)
    if whole is not None:
        return make_year(whole.span(), int(whole[1]))
    found = find_times(text)
    return found[0] if len(found) == 1 and _ENDED.search(text) is None else None


def is_time(label: str) -> bool:
    """Whether the label of a row is a time or a part of one: 一季度, 3月, Q2, January."""
    return read_period(label) is not None or _PART_OF_YEAR.search(label) is not None


def read_units(row: Sequence[Cell], n_columns: int) -> list[GridUnit | None] | None:
    """The units of a second line of headers that has nothing else, below n or n - 1 of the columns; None for others."""
    told = [cell for cell in row if cell.text]
    units = [read_unit(cell.text) for cell in told]
    if not told or None in units or n_columns - len(told) not in (0, 1):
        return None
    return [None] * (n_columns - len(told)) + units


def read_header(row: Sequence[Cell], units: Sequence[GridUnit | None] | None, unit: GridUnit | None) -> Header:
    """The header of a row of column headings, the units below them if any, and the unit declared for the table."""
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
    if has_units:
        columns = [columns[0], *map(_trust, columns[1:])]
    return Header(
        [cell.text for cell in row],
        columns,
        read_label_unit(stub) or read_unit(stub) or unit,
        latest,
        has_index,
        has_units,
    )


def _trust(column: GridColumn) -> GridColumn:
    """A column beside one of units, which say what its numbers are, unless it does not say when they hold."""
    is_open = any(word in column.text.lower() for word in (*word_set("grid_unsure"), *word_set("grid_change")))
    is_named = any(char.isalpha() for char in column.text)
    return column._replace(role=Role.LEVEL) if column.role is Role.UNSURE and is_named and not is_open else column
