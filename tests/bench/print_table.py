"""Show what was measured: tables for people, JSON for machines."""

import json
import os
import platform
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

Cell = str | int | float | None
MAX_DIGITS = 3
LIBRARIES = ("prefect", "pyarrow", "pydantic", "charset-normalizer", "ftfy")


@dataclass
class Table:
    """A table of figures: a row is as long as `columns`, None is shown as nothing. `notes` stand below it."""

    name: str
    title: str
    columns: Sequence[str]
    rows: list[Sequence[Cell]]
    notes: list[str] = field(default_factory=list)
    figures: dict[str, float] = field(default_factory=dict)
    """The few figures that a bound is set on, by name, for machines."""

    def as_json(self) -> dict[str, Any]:
        """Rows as objects."""
        rows = [dict(zip(self.columns, row, strict=True)) for row in self.rows]
        return {"name": self.name, "title": self.title, "rows": rows, "figures": self.figures, "notes": self.notes}


def describe_machine() -> dict[str, Any]:
    """What the figures depend on besides the code."""
    return {
        "python": platform.python_version(),
        "machine": platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "load": round(os.getloadavg()[0], 2),
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def show(tables: Sequence[Table], as_json: bool) -> None:
    """Print tables on standard output."""
    if as_json:
        print(json.dumps({"machine": describe_machine(), "tables": [table.as_json() for table in tables]}, indent=1))
        return
    print("\n\n".join(render(table) for table in tables))


def render(table: Table) -> str:
    """A table as aligned text: the first column to the left, figures to the right."""
    cells = [list(table.columns), *([format_cell(cell) for cell in row] for row in table.rows)]
    widths = [max(_width(row[index]) for row in cells) for index in range(len(table.columns))]
    lines = [
        "  ".join(_pad(cell, width, index == 0) for index, (cell, width) in enumerate(zip(row, widths, strict=True)))
        for row in cells
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([table.title, *(f"  {line}".rstrip() for line in lines), *(f"  {note}" for note in table.notes)])


def format_cell(cell: Cell) -> str:
    """A figure with about three digits that mean something."""
    if cell is None:
        return ""
    if not isinstance(cell, float):
        return f"{cell:,}" if isinstance(cell, int) else cell
    before = len(str(int(abs(cell))))
    return f"{cell:,.{max(0, MAX_DIGITS - before)}f}"


def tell(message: str) -> None:
    """A line about what is going on, on standard error."""
    print(message, file=sys.stderr, flush=True)


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _pad(text: str, width: int, left: bool) -> str:
    space = " " * (width - _width(text))
    return text + space if left else space + text
