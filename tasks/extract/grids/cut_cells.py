"""The cells of a line, and the numbers in them."""

import re
from decimal import Decimal
from typing import NamedTuple

_PARTED = re.compile(" {2,}|\u3000+")
_BLANKS = " \t\u3000\u00a0"
_BAR = "|"
_NUMBER = re.compile(
    r"(?P<open>[(（])?(?P<sign>[-−–+])? ?"
    r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?:[ \u00a0\u2009\u202f][0-9]{3})+|[0-9]{1,15})"
    r"(?P<part>\.[0-9]{1,9})?(?P<percent> ?[%％])?(?P<close>[)）])?"
    r"(?P<mark>[*#†‡]{1,3}|[⁰¹²³⁴⁵⁶⁷⁸⁹①②③④⑤]{1,3}|[rp]|[(（][a-zA-Z][)）]|[\[［][0-9a-z][\]］]|[(（](?:注|註)[0-9]?[)）])?"
)
"""What may stand behind a number is the mark of a footnote, or that it is revised or provisional."""
_RULE = re.compile(r"[\s|:+=─━┼│_–—-]+")
_EMPTY = frozenset(
    (
        "", "-", "--", "---", "—", "——", "–", "―", "/", "\\", "…", "……", "..", "...", "*", "#", "x", "n/a", "na", "nil",
        "n.a.", "n.m.", "不适用", "无", "未公布", "暂无",
    )
)  # fmt: skip


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


def is_rule(line: str) -> bool:
    """Whether a line only draws a rule between rows: |---|:-:|, +---+."""
    return _RULE.fullmatch(line) is not None


def measure_indent(line: str) -> int:
    """By how many blanks a line begins; those of full width count twice. A tab ends them."""
    n_blanks = len(line) - len(line.lstrip(" \u3000\u00a0"))
    return n_blanks + line.count("\u3000", 0, n_blanks)


def is_parted(line: str) -> bool:
    """Whether a line says where its cells end: by tabs, bars, or several blanks."""
    return "\t" in line or line.count(_BAR) > 1 or _PARTED.search(line.strip(_BLANKS)) is not None


def cut_cells(line: str) -> list[Cell]:
    """The cells of a line: between tabs, between bars, or with two blanks or more between them."""
    if "\t" in line:
        return _cut_at(line, [match.span() for match in re.finditer("\t", line)])
    if line.count(_BAR) > 1:
        cells = _cut_at(line, [match.span() for match in re.finditer(r"\|", line)])
        return cells[not cells[0].text : len(cells) - (not cells[-1].text)]
    start, end = len(line) - len(line.lstrip(_BLANKS)), len(line.rstrip(_BLANKS))
    return _cut_at(line, [match.span() for match in _PARTED.finditer(line, start, end)], start)


def _cut_at(line: str, gaps: list[tuple[int, int]], start: int = 0) -> list[Cell]:
    bounds = [start, *(at for gap in gaps for at in gap), len(line)]
    return [_strip(line, start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=True)]


def _strip(line: str, start: int, end: int) -> Cell:
    text = line[start:end]
    left = len(text) - len(text.lstrip(_BLANKS))
    text = text.strip(_BLANKS)
    if text.startswith("**") and text.endswith("**") and len(text) > 4:
        left, text = left + 2, text[2:-2]  # as Markdown sets what is bold
    return Cell(start + left, start + left + len(text), text)


def read_number(cell: Cell) -> CellNumber | None:
    """The number that a cell is; None for any other cell. Accounts write what is below zero in brackets."""
    match = _NUMBER.fullmatch(cell.text)
    if match is None or (match["open"] is None) != (match["close"] is None):
        return None
    if match["open"] and match["sign"]:
        return None
    value = Decimal(re.sub("[^0-9]", "", match["digits"]) + (match["part"] or ""))
    is_negative = bool(match["open"]) or match["sign"] in ("-", "−", "–")
    end = match.end("close") if match["close"] else match.end("percent") if match["percent"] else -1
    end = end if end >= 0 else match.end("part") if match["part"] else match.end("digits")
    return CellNumber(cell.start, cell.start + end, -value if is_negative else value, bool(match["percent"]))
