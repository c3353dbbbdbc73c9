"""The command `export`: a version in the forms that other tools take."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO, Literal

import typer

from tasks.core.errors import WrongCallError
from tasks.store.versions import Version, using_version

from .published import DEFAULT, Output, VersionName
from .terminal import error_console, exit_codes

Format = Literal["jsonl", "csv", "xlsx", "jsonld", "tmx"]
DEFAULT_TABLE = "facts"
STANDARD_OUTPUT = "-"


def export(
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help="jsonl, csv, xlsx, jsonld or tmx.")],
    table: Annotated[str | None, typer.Argument(help="For jsonl and csv: a table; facts if not given.")] = None,
    output: Output = DEFAULT,
    version: VersionName = None,
    to: Annotated[str, typer.Option("--to", help="File to write; - for standard output.")] = STANDARD_OUTPUT,
) -> None:
    """Write a version for other tools, to standard output or to a file, which appears when it is whole.

    jsonl and csv: a table, all columns; in CSV a text that a spreadsheet would run gets an apostrophe in front. xlsx: a
    bilingual workbook, conflicts in colour. jsonld: facts as observations of schema.org. tmx: a translation memory.

    Example: hedui export csv agreements --to agreements.csv
    """
    with exit_codes(), using_version(output, version) as opened:
        write = _choose(form, table)
        if form == "xlsx" and to == STANDARD_OUTPUT and sys.stdout.isatty():
            raise WrongCallError("a workbook is not for a terminal; name a file with --to")
        with _open_sink(to) as sink:
            write(opened, sink)
        if to != STANDARD_OUTPUT:
            error_console().print(f"wrote {to}", markup=False)


def _choose(form: Format, table: str | None) -> Callable[[Version, BinaryIO], None]:
    """The writer of a format; the library of each is loaded only for it."""
    if form in ("jsonl", "csv"):
        from tasks.export.write_csv import write_csv
        from tasks.export.write_json_lines import write_json_lines

        write_table = write_csv if form == "csv" else write_json_lines
        return lambda version, sink: write_table(version, table or DEFAULT_TABLE, sink)
    if table:
        raise WrongCallError(f"{form} takes no table: it has a form of its own")
    if form == "xlsx":
        from tasks.export.write_workbook import write_workbook

        return write_workbook
    if form == "tmx":
        from tasks.export.write_memory import write_memory

        return write_memory
    from tasks.export.write_linked_data import write_linked_data

    return write_linked_data


@contextmanager
def _open_sink(to: str) -> Iterator[BinaryIO]:
    """Standard output, or a file that is put in its place at the end.

    Raises WrongCallError when the file cannot be made.
    """
    if to == STANDARD_OUTPUT:
        yield sys.stdout.buffer
        return
    staged = Path(f"{to}.{os.getpid()}.partial")
    try:
        sink = staged.open("wb")
    except OSError as error:
        raise WrongCallError(f"{to} cannot be written: {error.strerror}") from error
    try:
        with sink:
            yield sink
        staged.replace(to)
    except BaseException:
        staged.unlink(missing_ok=True)
        raise


def register(app: typer.Typer) -> None:
    """Add the command to the app."""
    app.command(rich_help_panel="Work with published versions")(export)
