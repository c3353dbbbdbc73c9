"""A bilingual workbook (xlsx) for people who check translations: every bead, and the conflicts in colour.

All cells are written as texts or numbers, never as formulas. Made with XlsxWriter, which writes row by row.
"""

import datetime
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ..store.versions import Version
from .read_verdicts import CONFLICT, read_conflicts, read_uris, read_verdicts

Cell = str | float | None
MAX_ROWS = 1_048_576
MAX_CHARACTERS = 32_767
"""What a sheet and a cell of the format can hold at most."""
COLOURS = {CONFLICT: "#F8CBAD", "not_comparable": "#FFE699", "only_zh": "#FFF2CC", "only_en": "#FFF2CC"}
BEADS = (
    ("Chinese", 60),
    ("English", 60),
    ("verdict", 14),
    ("what differs", 14),
    ("kind", 7),
    ("confidence", 11),
    ("Chinese document", 30),
    ("English document", 30),
)
CONFLICTS = (
    ("kind", 12),
    ("what differs", 14),
    ("figures", 60),
    ("values", 30),
    ("ratio", 10),
    ("confidence", 11),
    ("documents", 60),
    ("review", 10),
    ("note", 40),
    ("reviewed by", 16),
)


def write_workbook(version: Version, sink: BinaryIO, max_rows: int = MAX_ROWS) -> None:
    """Write the sheets `conflicts` and `alignments`; what does not fit on a sheet goes on on the next.

    Raises OSError when the sink cannot be written.
    """
    with xlsxwriter.Workbook(sink, {"constant_memory": True}) as book:
        created = datetime.datetime.fromisoformat(version.manifest["created_at"]).replace(tzinfo=None)
        book.set_properties({"title": f"hedui {version.name}", "created": created})
        formats = {
            status: book.add_format({"bg_color": colour, "text_wrap": True}) for status, colour in COLOURS.items()
        }
        plain = book.add_format({"text_wrap": True})
        uris = read_uris(version)
        conflicts = ((row, formats[CONFLICT]) for row in _list_conflicts(version, uris))
        _write_sheets(book, "conflicts", CONFLICTS, conflicts, max_rows)
        beads = ((row, formats.get(str(row[2]), plain)) for row in _list_beads(version, uris))
        _write_sheets(book, "alignments", BEADS, beads, max_rows)


def _list_conflicts(version: Version, uris: dict[str, str]) -> Iterator[list[Cell]]:
    for row, facts in read_conflicts(version):
        quotes = "\n".join(f"{fact['quote']}" for fact in facts)
        values = "\n".join(_write_value(fact) for fact in facts)
        places = "\n".join(dict.fromkeys(uris[fact["document_id"]] for fact in facts))
        found = [row["kind"], row["reason"], quotes, values, row["ratio"], row["confidence"], places]
        yield [*found, row["review_verdict"], row["review_note"], row["reviewed_by"]]


def _write_value(fact: dict[str, Any]) -> str:
    value = fact["value"] if fact["value"] is not None else f"{fact['value_low']} to {fact['value_high']}"
    return " ".join(str(part) for part in (fact["qualifier"], value, fact["unit"]) if part is not None)


def _list_beads(version: Version, uris: dict[str, str]) -> Iterator[list[Cell]]:
    verdicts = read_verdicts(version)
    names = ["alignment_id", "zh_text", "en_text", "kind", "confidence", "zh_document_id", "en_document_id"]
    for rows in version.iterate("alignments", names):
        for bead, zh, en, kind, confidence, zh_id, en_id in zip(
            *(rows[name].to_pylist() for name in names), strict=True
        ):
            verdict = verdicts.get(bead)
            found = (verdict.status, ", ".join(verdict.reasons)) if verdict else ("", "")
            yield [zh, en, *found, kind, confidence, uris[zh_id], uris[en_id]]


def _write_sheets(
    book: Workbook,
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterator[tuple[list[Cell], Format]],
    max_rows: int,
) -> None:
    bold = book.add_format({"bold": True})
    sheet, at, n_sheets = _open_sheet(book, name, columns, bold), 1, 1
    for row, form in rows:
        if at == max_rows:
            n_sheets += 1
            sheet, at = _open_sheet(book, f"{name} {n_sheets}", columns, bold), 1
        for column, value in enumerate(row):
            _write_cell(sheet, at, column, value, form)
        at += 1


def _open_sheet(book: Workbook, name: str, columns: Sequence[tuple[str, int]], bold: Format) -> Worksheet:
    sheet: Worksheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for column, (title, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, bold)
    return sheet


def _write_cell(sheet: Worksheet, row: int, column: int, value: Cell, form: Format) -> None:
    if value is None:
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, str):
        text = value if len(value) <= MAX_CHARACTERS else value[: MAX_CHARACTERS - 1] + "…"
        sheet.write_string(row, column, text, form)
    else:
        sheet.write_number(row, column, value, form)
