"""The cells of a line, and the numbers in them."""

import re
from decimal import Decimal
from typing import NamedTuple

_PARTED = re.compile(" {2,}|\u3000+")
_BLANKS = " \t\u3000\u00a0"
_BAR = "|"
_NUMBER = re.compile(
    r"(?P<open>[(（])?(?P<sign>[-−–+])? ?(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,15})(?P<part>\.[0-9]{1,9})?"
    r"(?P<percent> ?[%％])?(?P<close>[)）])?[*#†]{0,2}"
)
_EMPTY = frozenset(
    ("", "-", "--", "—", "——", "–", "―", "/", "…", "……", "...", "n/a", "na", "nil", "n.a.", "不适用", "无")
)


class Cell(NamedTuple):
    """A cell of a line by its code points, without the blanks around it."""

    start: int
    end: int
    text: str

    @property
    def is_empty(self) -> bool:
        """Whether it says that there is nothing."""
        return self.text.lower() in _EMPTY


class CellNumber(NamedTuple):
    """The number of a cell and where it stands; `is_percent` when a percent sign does behind it."""

    start: int
    end: int
    value: Decimal
    is_percent: bool


def is_parted(line: str) -> bool:
    """Whether a line says where its cells end: by tabs, bars, or several blanks."""
    return "\t" in line or line.count(_BAR) > 1 or _PARTED.search(line) is not None


def cut_cells(line: str) -> list[Cell]:
    """The cells of a line: between tabs, between bars, or with two blanks or more between them."""
    if "\t" in line:
        return _cut_at(line, [match.span() for match in re.finditer("\t", line)])
    if line.count(_BAR) > 1:
        cells = _cut_at(line, [match.span() for match in re.finditer(r"\|", line)])
        return cells[not cells[0].text : len(cells) - (not cells[-1].text)]
    return _cut_at(line, [match.span() for match in _PARTED.finditer(line)])


def _cut_at(line: str, gaps: list[tuple[int, int]]) -> list[Cell]:
    bounds = [0, *(at for gap in gaps for at in gap), len(line)]
    return [_strip(line, start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]


def _strip(line: str, start: int, end: int) -> Cell:
    text = line[start:end]
    left = len(text) - len(text.lstrip(_BLANKS))
    text = text.strip(_BLANKS)
    return Cell(start + left, start + left + len(text), text)


def read_number(cell: Cell) -> CellNumber | None:
    """The number that a cell is; None for any other cell. Accounts write what is below zero in brackets."""
    match = _NUMBER.fullmatch(cell.text)
    if match is None or (match["open"] is None) != (match["close"] is None):
        return None
    if match["open"] and match["sign"]:
        return None
    value = Decimal(match["digits"].replace(",", "") + (match["part"] or ""))
    is_negative = bool(match["open"]) or match["sign"] in ("-", "−", "–")
    end = match.end("close") if match["close"] else match.end("percent") if match["percent"] else -1
    end = end if end >= 0 else match.end("part") if match["part"] else match.end("digits")
    return CellNumber(cell.start, cell.start + end, -value if is_negative else value, bool(match["percent"]))
