"""The header of a table: of each column the time, the unit, and whether levels, changes or shares stand in it."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from ..fields.find_times import find_times
from ..fields.read_time import Period, make_year
from ..read_change import find_base
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
_PERCENT = ("%", "％")


class Role(Enum):
    """What stands in a column."""

    LEVEL = auto()
    CHANGE = auto()
    SHARE = auto()
    UNIT = auto()
    UNSURE = auto()


class GridColumn(NamedTuple):
    """A column: what stands in it, when, in which unit; a base period for changes.

    `is_sure` when the header tells that numbers of the unit of the table stand in it.
    """

    role: Role
    text: str
    period: Period | None = None
    unit: GridUnit | None = None
    base_period: str | None = None
    is_sure: bool = False


def is_header(cells: Sequence[Cell]) -> bool:
    """Whether a line heads columns: two cells or more, no number in any but years, something to tell of one."""
    if len(cells) < 2:
        return False
    told = [cell for cell in cells if cell.text]
    if any(read_number(cell) is not None and _YEAR.fullmatch(cell.text) is None for cell in told):
        return False
    return any(read_column(cell.text).role is not Role.UNSURE for cell in told)


@lru_cache(maxsize=4096)
def read_column(text: str) -> GridColumn:
    """The column that a cell of a header, in simplified characters, stands above."""
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
    return GridColumn(Role.LEVEL if is_sure else Role.UNSURE, text, period, unit, is_sure=is_sure)


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
