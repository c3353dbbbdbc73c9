"""The cells of lines whose words have single blanks between them, as PDF and copied pages give the rows of a table.

Where one cell ends is told from the right: a row ends with numbers, a line of headers with times, units or changes. One
of either is not enough, for prose ends with numbers too.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from ..tables.read_tables import word_set
from .cut_cells import Cell, read_number
from .read_column import Role, read_column
from .read_unit_note import read_unit

_BLANK = re.compile(" ")
_BEFORE_WORD = re.compile(r" (?![(（%％])")
"""A bracket or a percent sign belongs to the word before it: Change (%)."""
_FEWEST = 2
_MOST = 24
"""Columns of a table that is as wide as a page."""


def cut_columns(line: str) -> list[Cell]:
    """The cells of a line of headers; none where fewer than two of its last words can head a column.

    Behind the heading of a column of units each word heads one: 指标 单位 产量 增长（%）.
    """
    unit = _unit_heading().search(line)
    if unit is None:
        return _cut(line, _BEFORE_WORD, _is_column)
    starts = [unit.start() + 1, *_all_starts(line, unit.end())]
    ends = [at - 1 for at in starts[1:]] + [len(line)]
    cells = [Cell(start, end, line[start:end]) for start, end in zip(starts, ends, strict=True)]
    return [Cell(0, unit.start(), line[: unit.start()]), *cells] if len(cells) <= _MOST else []


@cache
def _unit_heading() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(sorted(word_set('grid_unit_header')))}) (?=\S)", re.IGNORECASE)


def _all_starts(line: str, start: int) -> list[int]:
    """Where the words of a line begin, from a place on."""
    return [start, *(match.end() for match in _BEFORE_WORD.finditer(line, start))]


def cut_numbers(line: str, has_units: bool) -> list[Cell]:
    """The cells of a row, the unit behind its label one of them where `has_units`; none with fewer than two numbers."""
    cells = _cut(line, _BLANK, _is_number)
    if not cells or not has_units or " " not in cells[0].text:
        return cells
    label, _, unit = cells[0].text.rpartition(" ")
    if read_unit(unit) is None:
        return cells
    start, end = cells[0].start, cells[0].end
    return [Cell(start, start + len(label), label), Cell(end - len(unit), end, unit), *cells[1:]]


def _is_column(cell: Cell) -> bool:
    return read_column(cell.text).role is not Role.UNSURE


def _is_number(cell: Cell) -> bool:
    return bool(cell.text) and (cell.is_empty or read_number(cell) is not None)


def _cut(line: str, blank: re.Pattern[str], is_cell: Callable[[Cell], bool]) -> list[Cell]:
    cells: list[Cell] = []
    end = len(line)
    for start in _starts(line, blank):
        cell = Cell(start, end, line[start:end])
        if len(cells) >= _MOST or not is_cell(cell):
            break
        cells.append(cell)
        end = max(0, start - 1)
    if len(cells) < _FEWEST:
        return []
    label = [Cell(0, end, line[:end])] if end else []
    return label + cells[::-1]


def _starts(line: str, blank: re.Pattern[str]) -> Iterator[int]:
    """Where the last words of a line begin, from the right, and where the line does."""
    starts: Sequence[int] = [match.end() for match in blank.finditer(line)]
    yield from reversed(starts[-_MOST - 1 :])
    yield 0
