"""A column of a table by the cells above it: when, in which unit, and whether levels, changes or shares stand in it."""

import re
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from ..fields.read_time import Period
from ..mark_change import find_base
from ..tables.read_tables import holds_word, word_set
from .read_span import complete_period, is_part, read_period
from .read_unit_note import GridUnit, cut_unit, drop_brackets, read_label_unit, read_unit

_LONGEST, _YEAR_DIGITS = 60, 4
_PERCENT = ("%", "％")
_YEAR_EDTF = 4
_PLAIN_WORD = re.compile("(?!percent|people)[A-Za-z]?[a-z]{2,}(?<!s)")
"""A word that heads a column is rather a name than a unit where it is no plural: Won, Second."""
_REMARK = re.compile("[(（][^()（）]*[)）]")
_HINTS_YEAR = re.compile(
    r"(?:19|20)[0-9]{2}|\bFY ?'?[0-9]{2}|\b[1-4][QH] ?'?[0-9]{2}|\b[QH][1-4] ?'?[0-9]{2}|^'?[0-9]{2}/[0-9]{2}$"
    r"|^[0-9]{2,3}(?:学?年|年度)"
)
"""What speaks for a time in a heading, so that one without a time is not read."""
PATH = " > "
"""Parts the labels that a figure stands below."""


class Role(Enum):
    """What stands in a column."""

    LEVEL = auto()
    CHANGE = auto()
    SHARE = auto()
    UNIT = auto()
    NOTE = auto()
    UNSURE = auto()


class GridColumn(NamedTuple):
    """A column: what stands in it, when, in which unit; a base period for changes.

    `label` are the words that say what is measured, where the heading has such. A change or share without a unit is one
    only of numbers with a percent sign. `part` is the part of a year that the heading names without the year. Where
    `is_open` the heading leaves open when or whether, where `is_odd` it has rather another unit than its table, where
    `is_named` nothing but a name speaks for it.
    """

    role: Role
    text: str
    period: Period | None = None
    unit: GridUnit | None = None
    base_period: str | None = None
    label: str | None = None
    part: str | None = None
    is_open: bool = False
    is_odd: bool = False
    is_named: bool = False

    @property
    def is_ratio(self) -> bool:
        """Whether changes or shares stand in it."""
        return self.role in (Role.CHANGE, Role.SHARE)


@lru_cache(maxsize=4096)
def read_column(text: str) -> GridColumn:
    """The column that a cell of a header, in simplified characters, stands above."""
    if len(text) > _LONGEST or (text.isdigit() and len(text) != _YEAR_DIGITS):
        return GridColumn(Role.UNSURE, text, is_open=True)
    lower, unit = text.lower(), read_label_unit(text) or (None if _PLAIN_WORD.fullmatch(text) else read_unit(text))
    if names_units(text):
        return GridColumn(Role.UNIT, text)
    if lower.strip(" .") in word_set("grid_note_header"):
        return GridColumn(Role.NOTE, text)
    is_percent = any(mark in text for mark in _PERCENT) or (unit is not None and unit.unit_class == "ratio")
    ratio = (unit or read_unit("%")) if is_percent else None
    if holds_word(lower, "grid_share"):
        return GridColumn(Role.SHARE, text, read_period(text), ratio)
    if holds_word(lower, "grid_change"):
        if ratio is None and holds_word(lower, "grid_amount"):
            return GridColumn(Role.UNSURE, text, is_open=True)
        return GridColumn(Role.CHANGE, text, None, ratio, find_base(text))
    return _read_level(text, lower, unit)


def names_units(text: str) -> bool:
    """Whether a cell heads a column of units, in one language or in both: 单位, Unit, 单位 Unit."""
    words = text.lower().split()
    return text.lower() in word_set("grid_unit_header") or (
        len(words) > 1 and all(word.strip("()（）/") in word_set("grid_unit_header") for word in words)
    )


def _read_level(text: str, lower: str, unit: GridUnit | None) -> GridColumn:
    if holds_word(lower, "grid_unsure") or (_HINTS_YEAR.search(text) and read_period(text) is None):
        return GridColumn(Role.UNSURE, text, is_open=True)
    period, bare = read_period(text), cut_unit(text)
    part = text if period is None and is_part(text) else None
    if period is None and part is None and holds_word(lower, "grid_span"):
        return GridColumn(Role.UNSURE, text, is_open=True)
    is_value = bare.lower() in word_set("grid_value") or drop_brackets(lower) in word_set("grid_value")
    is_sure = period is not None or unit is not None or is_value or part is not None
    is_named = period is None and part is None and read_unit(text) is None and any(char.isalpha() for char in bare)
    label = bare if is_named and not is_value else None
    is_odd = unit is None and holds_word(lower, "grid_odd")
    role = Role.LEVEL if is_sure else Role.UNSURE
    return GridColumn(role, text, period, unit, None, label, part, is_odd=is_odd)


@lru_cache(maxsize=4096)
def stack_column(parts: tuple[str, ...], can_trust: bool, has_units: bool) -> GridColumn:
    """The column below some cells, the topmost first.

    A name that says nothing else counts where `can_trust`, and any of one where each row has its unit.
    """
    told = [part for part in dict.fromkeys(parts) if part]
    said = [part for part in told if not (_REMARK.fullmatch(part) and read_label_unit(part) is None)]
    columns = [read_column(part) for part in said or told]
    if not columns:
        return GridColumn(Role.UNSURE, "")
    text = " ".join(column.text for column in columns)
    units = [column.unit for column in columns if column.unit is not None]
    is_plain = can_trust and any(column.label is not None for column in columns)
    is_plain = is_plain and (has_units or not any(column.is_odd for column in columns))
    role = _merge_roles(columns, is_plain)
    is_named = all(column.role is Role.UNSURE for column in columns)
    merged = GridColumn(role, text, unit=units[-1] if units else None, is_named=is_named)
    named = [column.label for column in columns if column.label is not None]
    base = next((column.base_period for column in columns if column.base_period is not None), None)
    return _time_column(columns, merged._replace(label=PATH.join(named) or None, base_period=base))


def _merge_roles(columns: Sequence[GridColumn], is_plain: bool) -> Role:
    roles = {column.role for column in columns}
    for role in (Role.UNIT, Role.NOTE):
        if role in roles:
            return role
    if any(column.is_open for column in columns):
        return Role.UNSURE
    for role in (Role.CHANGE, Role.SHARE):
        if role in roles:
            return role
    return Role.LEVEL if is_plain or Role.UNSURE not in roles else Role.UNSURE


def _time_column(columns: Sequence[GridColumn], merged: GridColumn) -> GridColumn:
    """A column with the time of its heading: one, or the part of a year and its year in two cells."""
    periods = list(dict.fromkeys(column.period for column in columns if column.period is not None))
    parts = [column.part for column in columns if column.part is not None]
    if len(periods) > 1 or len(parts) > 1:
        return merged._replace(role=Role.UNSURE)
    if parts and periods:
        year = find_year(periods[0])
        period = complete_period(parts[0], year) if year is not None else None
        return merged._replace(period=period) if period is not None else merged._replace(role=Role.UNSURE)
    return merged._replace(period=periods[0] if periods else None, part=parts[0] if parts else None)


def find_year(period: Period) -> int | None:
    """The year that a period is, None for any other period."""
    return period.first.year if len(period.edtf) == _YEAR_EDTF else None
