"""The header of a table: of each column the time, the unit, and what stands in it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from ..fields.read_time import Period, make_months
from ..tables.read_tables import holds_word, word_set
from .cut_cells import Cell, read_number
from .read_column import GridColumn, Role, find_year, read_column, stack_column
from .read_span import complete_period, is_part, read_period, states_day
from .read_unit_note import GridUnit, read_label_unit, read_unit
from .stack_heads import stack_heads

_YEAR_DIGITS = 4
_LONGEST_TITLE = 60
_SENTENCE_END = ("。", "；", ";", ".", "!", "?", "！", "？", "，", ",")


class Said(NamedTuple):
    """What is said around the header of a table: the unit of a note, whether it lists percent as well, lines above."""

    unit: GridUnit | None
    has_percent: bool
    lines: Sequence[str]


class Header(NamedTuple):
    """The columns of a table, how many of them label its rows, the unit that is declared for all, the year of parts.

    `texts` are its lines. `has_index` when the first column numbers the rows, `has_units` when one names the unit of
    each; `has_percent` when numbers without a sign may be percent. `caption` is the time that the title states.
    """

    texts: Sequence[Sequence[str]]
    columns: Sequence[GridColumn]
    n_labels: int
    unit: GridUnit | None
    has_index: bool
    has_units: bool
    has_percent: bool
    caption: Period | None
    year: int | None

    @property
    def has_times(self) -> bool:
        """Whether some column has a time of its own."""
        return any(column.period is not None for column in self.columns[self.n_labels :])


def is_header(cells: Sequence[Cell]) -> bool:
    """Whether a line heads columns: two cells or more, no number in any but years, something to tell of one."""
    told = [cell for cell in cells if cell.text]
    if len(cells) < 2 or any(_is_figure(cell) for cell in told):
        return False
    return any(read_column(cell.text).role is not Role.UNSURE for cell in told)


def may_be_head(cells: Sequence[Cell]) -> bool:
    """Whether a line right behind one of headers may be another one: words in it, and no figure."""
    told = [cell for cell in cells if not cell.is_empty]
    return (
        len(told) > 1 and len(told) == len([cell for cell in cells if cell.text]) and not any(map(_is_measured, told))
    )


def _is_figure(cell: Cell) -> bool:
    if read_number(cell) is None:
        return False
    return not (len(cell.text) >= _YEAR_DIGITS and read_period(cell.text) is not None)


def _is_measured(cell: Cell) -> bool:
    """Whether a cell begins with digits and is no time: 86.4公里."""
    return cell.text[:1].isdigit() and read_period(cell.text) is None and not is_part(cell.text)


def names_units(cells: Sequence[Cell]) -> bool:
    """Whether a line of headers says itself what its numbers are counted in."""
    columns = [read_column(cell.text) for cell in cells]
    return any(column.role is Role.UNIT or column.is_ratio or column.unit is not None for column in columns)


def read_header(heads: Sequence[Sequence[str]], row: Sequence[Cell], said: Said) -> Header | None:
    """The header of some lines of headings above a row; None where it is open what stands above a cell."""
    stacks = stack_heads(heads, len(row))
    if stacks is None or _is_planned(said.lines):
        return None
    has_index = any(text.lower() in word_set("grid_index_header") for text in stacks[0])
    at = 1 if has_index else 0
    if len(row) <= at + 1 or _is_repeated(stacks[at][-1], stacks[at + 1 :]):
        return None
    stub = [text for text in stacks[at] if text]
    of_stub = next((unit for text in stub if (unit := read_label_unit(text) or _read_stub(text)) is not None), None)
    unit = of_stub or said.unit
    has_units = any(read_column(text).role is Role.UNIT for stack in stacks for text in stack)
    n_labels = _count_labels(stacks, row, at + 1)
    lines = [*said.lines, *stub]
    year = _find_year_of(lines)
    stacked = [stack_column(stack, unit is not None or has_units, has_units) for stack in stacks[n_labels:]]
    columns = list(_time_columns(stacked, lines, year))
    if not any(column.role not in (Role.UNSURE, Role.NOTE) for column in columns):
        return None
    caption = None if any(column.period for column in columns) else _find_caption(lines)
    columns = [GridColumn(Role.UNSURE, "")] * n_labels + columns
    return Header(heads, columns, n_labels, unit, has_index, has_units, said.has_percent, caption, year)


def _is_repeated(label: str, stacks: Sequence[Sequence[str]]) -> bool:
    """Whether what heads the labels of rows stands above another column too: two tables beside each other."""
    return bool(label) and any(label in stack for stack in stacks)


def _count_labels(stacks: Sequence[Sequence[str]], row: Sequence[Cell], first: int) -> int:
    """How many columns label the rows: those before `first` and the ones behind that name the rows further."""
    return next((at for at in range(first, len(row)) if not _is_label(stacks[at], row[at])), len(row))


def _read_stub(text: str) -> GridUnit | None:
    """The unit that stands above the labels of rows: RMB million. What is counted there are the rows: 县市."""
    unit = read_unit(text)
    return unit if unit is not None and (unit.unit_class != "count" or unit.scale > 1) else None


def _is_label(stack: Sequence[str], cell: Cell) -> bool:
    """Whether a column names the rows further: nothing is known of its heading, and words stand below it."""
    column = stack_column(tuple(stack), can_trust=False, has_units=False)
    is_known = column.role is not Role.UNSURE or column.is_open or not any(stack)
    return not is_known and not cell.is_empty and read_number(cell) is None and read_unit(cell.text) is None


def _is_planned(lines: Sequence[str]) -> bool:
    """Whether the title of a table says that its figures are planned."""
    titles = [line.lower() for line in lines if _is_title(line)]
    planned = [line for line in titles if holds_word(line, "grid_plan")]
    return bool(planned) and not any(holds_word(line, "grid_done") for line in titles)


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not line.endswith(_SENTENCE_END)


def _find_year_of(lines: Sequence[str]) -> int | None:
    """The year of the nearest line above a table that lies in one year."""
    for line in reversed(lines):
        period = read_period(line) if _is_title(line) else None
        if period is not None and period.last is not None and period.first.year == period.last.year:
            return period.first.year
    return None


def _find_caption(lines: Sequence[str]) -> Period | None:
    """The time that the nearest title above a table states."""
    return next((found for line in reversed(lines) if _is_title(line) and (found := read_period(line))), None)


def _time_columns(columns: Sequence[GridColumn], lines: Sequence[str], year: int | None) -> Iterator[GridColumn]:
    """The columns with the times that lines above complete, and with those of the levels that changes compare."""
    day = next((line for line in reversed(lines) if states_day(line)), None)
    timed = [_complete(column, day, year) for column in columns]
    timed = [_add_months(timed[:at], column) for at, column in enumerate(timed)]
    for at, column in enumerate(timed):
        if column.is_ratio and column.period is None:
            is_open = holds_word(column.text.lower(), "grid_span") and not _says_span(timed[:at])
            yield column._replace(period=None if is_open else _latest(_find_compared(timed, at)), is_open=is_open)
        else:
            yield column


def _says_span(columns: Sequence[GridColumn]) -> bool:
    """Whether the last column of levels with a time is one of a span as well: 1-6月累计."""
    levels = [column for column in columns if column.role is Role.LEVEL]
    return bool(levels) and levels[-1].period is not None and holds_word(levels[-1].text.lower(), "grid_span")


def _find_compared(columns: Sequence[GridColumn], at: int) -> list[Period | None]:
    """The times of the levels that a column of changes or shares is about: those since the one before of its kind."""
    role = columns[at].role
    start = next(
        (n + 1 for n in range(at - 1, -1, -1) if columns[n].role is role and columns[n + 1].role is not role), 0
    )
    levels = [column.period for column in columns[start:at] if column.role is Role.LEVEL]
    return levels if any(levels) else [column.period for column in columns]


def _complete(column: GridColumn, day: str | None, year: int | None) -> GridColumn:
    if column.period is None and column.part is not None:
        period = complete_period(column.part, year) if year is not None else None
        return column._replace(period=period, role=column.role if period is not None else Role.UNSURE)
    whole = find_year(column.period) if column.period is not None else None
    if day is None or whole is None:
        return column
    return column._replace(period=complete_period(day, whole) or column.period)


def _add_months(before: Sequence[GridColumn], column: GridColumn) -> GridColumn:
    """A column of totals behind columns of months that follow each other, with the time of them all."""
    periods = [one.period for one in before if one.role is Role.LEVEL]
    if column.period is not None or column.text.lower() not in word_set("grid_total") or len(periods) < 2:
        return column
    known = [period for period in periods if period is not None]
    if len(known) < len(periods) or not _follow(known) or known[0].first.year != known[-1].first.year:
        return column
    last = known[-1].last
    return column._replace(
        period=make_months((0, 0), known[0].first.year, known[0].first.month, last.month if last else 12)
    )


def _follow(periods: Sequence[Period]) -> bool:
    """Whether each period of less than a year begins on the day behind the one before."""
    return all(
        one.last is not None and find_year(one) is None and one.last + timedelta(days=1) == other.first
        for one, other in pairwise(periods)
    )


def _latest(periods: Sequence[Period | None]) -> Period | None:
    """The latest of some periods of one length; None where they are of several."""
    known = [period for period in periods if period is not None]
    if not known or len({len(period.edtf) for period in known}) > 1:
        return None
    return max(known, key=lambda period: period.first)
