"""The figures of a table: each row's numbers with the unit and time that header, note and label give them.

A number is stated only where all of this is certain: a header of which it is known what stands above each cell, and a
unit that the cell, its label, its column, the row's cell of units or the note of the table names.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...core.scripts import to_simplified
from ..mention import Mention
from .cut_cells import Cell, cut_cells, is_parted, is_rule, measure_indent, read_number
from .cut_words import cut_columns, cut_numbers
from .read_column import PATH, Role
from .read_header import Header, Said, is_header, may_be_head, names_units, read_header
from .read_row import RowLabels, read_row
from .read_span import is_time, name_eras, read_period, states_day
from .read_unit_note import GridUnit, cut_unit, is_unit_alone, lists_percent, read_note, read_unit
from .trace_labels import LabelTrace

_LONGEST_HEADING = 60
"""Code points of a line between rows that can still head a part of the table; a longer one is text behind it."""
_NOTE_REACH = 3
_MOST_LINES, _MOST_HEADS = 4, 3
"""Lines that are kept above a table, and lines of a header."""
_CLASS = re.compile(r"[0-9<>≤≥＜＞]|不足|不满|under |over |less |more |up to |above |below ", re.IGNORECASE)
"""How labels of classes begin."""
_BOUNDED = re.compile(r"\A[0-9].{0,12}(?:以[内上下]|岁)\Z|\A[0-9]{1,5} ?(?:-|–|—|至|~) ?[0-9]{1,5}[^0-9]{0,4}\Z")
_NEW_TABLE = ("表", "附表", "续表", "table ", "exhibit ", "schedule ")


class GridLine(NamedTuple):
    """What a line of a table states; `is_head` where it only says how the others are read.

    At `silent` stand the unit of the row and a label that names a class (0-14岁), which are no figures.
    """

    figures: list[Mention]
    is_head: bool
    silent: Sequence[tuple[int, int]] = ()


def read_grid(lines: Sequence[str]) -> list[GridLine]:
    """The figures of each of some lines with tables in them, in order; spans count in the line."""
    reader = _GridReader()
    read = [reader.read(at, line) for at, line in enumerate(lines)]
    return [GridLine(figures, at in reader.heads_used, reader.silent.get(at, ())) for at, figures in enumerate(read)]


class _GridReader:
    """Reads lines in order: what a note and a header said holds for the rows below them.

    A table has one header, above all rows, which may come again as it is. What looks like another one is a row of
    dates, or the header of a table whose note is not known: `_is_open` until the first header, and behind a note. Only
    one that names units itself is taken behind the heading of another table.
    """

    def __init__(self) -> None:
        self.heads_used: set[int] = set()
        self.silent: dict[int, list[tuple[int, int]]] = {}
        self._unit: GridUnit | None = None
        self._has_percent = False
        self._lines_since_note = 0
        self._lines: list[str] = []
        self._heads: list[Sequence[Cell]] = []
        self._places: list[int] = []
        self._above_head: list[int] = []
        self._header: Header | None = None
        self._above: list[str] = []
        self._trace = LabelTrace()
        self._is_open, self._has_gap, self._is_noted = True, False, False
        self._names: dict[str, str] = {}

    def read(self, at: int, shown: str) -> list[Mention]:
        """The figures of the next line."""
        if is_rule(shown):
            return []
        line = to_simplified(shown)
        cells = self._cut(line)
        if line != shown:
            self._names.update((cut_unit(cell.text), shown[cell.start : cell.end]) for cell in cells if cell.text)
        told = [cell for cell in cells if cell.text]
        if len(told) < 2:
            self._read_text(at, told[0].text if told else line.strip(), measure_indent(line))
            return []
        if self._is_head(cells):
            self._add_head(at, cells)
            return []
        if self._header is not None and may_be_head(cells) and not any(map(str.isdigit, line)):
            self._header, self._heads = None, []  # words alone: the headings of another table that are not known
        if self._header is None and self._heads:
            self._header = self._build(cells)
        elif self._header is not None and self._is_noted:
            self._header = self._header._replace(unit=self._unit)
        self._is_noted, self._has_gap = False, False
        figures = self._read_row(line, cells)
        if not figures and _BOUNDED.search(cells[0].text) and read_number(cells[-1]) is not None:
            self.silent[at] = [(cells[0].start, cells[0].end)]
        if figures:
            self.heads_used.update(self._places)
            self.silent[at] = list(self._find_silent(cells))
            self._lines = []
        return figures

    def _is_head(self, cells: Sequence[Cell]) -> bool:
        is_pending = bool(self._heads) and self._header is None
        if is_pending and len(self._heads) < _MOST_HEADS and not self._has_gap and may_be_head(cells):
            return True
        is_units = is_pending and all(read_unit(cell.text) is not None for cell in cells if cell.text)
        can_head = self._is_open or is_pending or self._has_gap
        return is_units or (can_head and is_header(cells))

    def _build(self, cells: Sequence[Cell]) -> Header | None:
        said = Said(self._unit, self._has_percent, self._lines)
        header = read_header([name_eras([cell.text for cell in head]) for head in self._heads], cells, said)
        if header is None and any(read_number(cell) is not None for cell in cells):
            self._heads = []
        return header

    def _cut(self, line: str) -> Sequence[Cell]:
        """The cells of a line; of one whose words have single blanks between them, where header or numbers say so."""
        if is_parted(line):
            return cut_cells(line)
        columns = cut_columns(line)
        return columns or cut_numbers(line, self._names_units())

    def _names_units(self) -> bool:
        if self._header is not None:
            return self._header.has_units
        return any(names_units(head) for head in self._heads)

    def _read_text(self, at: int, text: str, indent: int) -> None:
        """A line without cells: a note, the heading of a part of the table, or text that ends the table."""
        note = read_note(text)
        self._lines_since_note += 1
        self._has_gap = True
        self._lines = [*self._lines, text][-_MOST_LINES:]
        is_day = states_day(text)
        if note is not None:
            self._unit, self._has_percent, self._lines_since_note = note, lists_percent(text), 0
            self._is_open = self._is_noted = True
            self._above_head = [*self._above_head, *([at] if is_unit_alone(text) else [])][-_MOST_LINES:]
            if not is_unit_alone(text):
                self._trace.add_heading(cut_unit(text), indent)
        elif len(text) > _LONGEST_HEADING:
            self._unit, self._header, self._is_open, self._heads = None, None, True, []
        elif is_day:
            self._above_head = [*self._above_head, at][-_MOST_LINES:]
        elif text.lower().startswith(_NEW_TABLE):
            self._header, self._heads = None, []
        elif text:
            self._trace.add_heading(text, indent)

    def _add_head(self, at: int, cells: Sequence[Cell]) -> None:
        """A line of headers: of a new table, another one of this, or the same once more on the next page."""
        texts = [cell.text for cell in cells]
        if self._header is None and self._heads and not self._has_gap and len(self._heads) < _MOST_HEADS:
            self._heads, self._places = [*self._heads, cells], [*self._places, at]
            return
        is_same = self._header is not None and name_eras(texts) == self._header.texts[0]
        is_new = self._is_open or names_units(cells)
        if self._lines_since_note >= _NOTE_REACH and self._is_open and not is_same:
            self._unit = None
        if not is_same and not self._is_open and is_new:
            self._unit = None
        if not is_same:
            self._trace, self._above = LabelTrace(), []
        self._heads = [cells] if is_new or is_same else []
        self._places, self._above_head = [*self._above_head, at], []
        self._header, self._is_open, self._has_gap, self._is_noted = None, False, False, False

    def _read_row(self, line: str, cells: Sequence[Cell]) -> list[Mention]:
        header = self._header
        if header is None or len(cells) != len(header.columns):
            return []
        first = 1 if header.has_index else 0
        names = [cell.text for cell in cells[first : header.n_labels]]
        place = max((at for at, name in enumerate(names) if name), default=0)
        if any(
            read_number(cell) is not None and read_period(cell.text) is None for cell in cells[first : header.n_labels]
        ):
            return []
        above = (
            [name or old for name, old in zip(names, self._above, strict=False)][:place]
            if self._above
            else names[:place]
        )
        self._above = [*above, *names[place:]]
        label = cells[first + place]
        outer = self._trace.add_row(label.text, measure_indent(line))
        labels = [*outer, *(name for name in above if name)]
        period = next((read_period(name) for name in reversed(labels) if is_time(name)), None)
        figures = read_row(
            cells, header, RowLabels(label, [cut_unit(name) for name in labels if not is_time(name)], period)
        )
        for figure in figures if self._names else ():
            figure.labels = self._show(figure.labels)
        return figures

    def _find_silent(self, cells: Sequence[Cell]) -> Iterator[tuple[int, int]]:
        columns = self._header.columns if self._header is not None else ()
        for at, (cell, column) in enumerate(zip(cells, columns, strict=False)):
            is_class = self._header is not None and at < self._header.n_labels and _CLASS.match(cell.text) is not None
            if column.role is Role.UNIT or is_class:
                yield cell.start, cell.end

    def _show(self, labels: str | None) -> str | None:
        """Labels in the characters in which they stand."""
        if labels is None:
            return None
        return PATH.join(self._names.get(name, name)[: len(name)] for name in labels.split(PATH))
