"""Commands over single files: repair, segments, facts."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tasks.core.errors import WrongCallError
from tasks.repair.describe_rules import list_rules
from tasks.report.render_facts import render_facts
from tasks.schema.edits import edits_by_document

from ..local import iterate_rows
from ..settings import SETTINGS, load_settings
from .read_files import read_each
from .show_repair import show_diff, show_rules
from .terminal import exit_codes, output_console, print_json_lines

FILES_HELP = "Files to read; - reads standard input."
Files = Annotated[list[str], typer.Argument(help=FILES_HELP, metavar="FILE...")]
SEGMENT_FIELDS = (
    "ordinal", "paragraph", "kind", "is_boilerplate", "lang", "lang_confidence",
    "char_start", "char_end", "byte_start", "byte_end", "text",
)  # fmt: skip


def repair(
    files: Annotated[list[str] | None, typer.Argument(help=FILES_HELP, metavar="[FILE...]")] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show before and after side by side, rule by rule.")] = False,
    rules: Annotated[bool, typer.Option("--rules", help="List the rules with an example of each, and stop.")] = False,
) -> None:
    """Repair the encoding of files: JSON lines of file, charset, is_lossy, text and edits.

    An edit says which source bytes it replaces, by what, by which rule and on what evidence; `before` is in hex. One
    with a suggestion changes nothing.

    Example: hedui repair page.txt | jq -r .text
    """
    with exit_codes():
        if rules:
            show_rules(output_console(), list_rules())
            return
        if not files:
            raise WrongCallError("name a file to repair, or - for standard input")
        if diff:
            _show_diffs(files)
            return
        for name, batch in read_each(files, "repair"):
            edits = edits_by_document(batch.tables["edits"])
            for row in iterate_rows(batch.tables["texts"]):
                print_json_lines([_describe_text(name, row, edits.get(str(row["document_id"]), []))])


def _show_diffs(files: list[str]) -> None:
    for name, batch in read_each(files, "repair"):
        edits = edits_by_document(batch.tables["edits"])
        for row in iterate_rows(batch.tables["texts"]):
            found = edits.get(str(row["document_id"]), [])
            show_diff(output_console(), name, str(row["charset"]), str(row["text"]), found)


def _describe_text(name: str, row: dict[str, Any], edits: list[Any]) -> dict[str, Any]:
    fields = (
        "byte_start",
        "byte_end",
        "char_start",
        "char_end",
        "before",
        "after",
        "codec",
        "rule",
        "is_lossy",
        "evidence",
        "suggestion",
    )
    return {
        "file": name,
        "charset": row["charset"],
        "charset_confidence": row["charset_confidence"],
        "is_lossy": row["is_lossy"],
        "text": row["text"],
        "edits": [{field: getattr(edit, field) for field in fields} for edit in edits],
    }


def segments(files: Files) -> None:
    """Cut files into segments: JSON lines of file, ordinal, kind, language, offsets and text.

    Offsets count code points of the repaired text (char_*) and bytes of the file (byte_*).

    Example: hedui segments page.txt | jq -r 'select(.is_boilerplate | not) | .text'
    """
    with exit_codes():
        for name, batch in read_each(files, "segment"):
            for row in iterate_rows(batch.tables["segments"]):
                print_json_lines([{"file": name} | {field: row[field] for field in SEGMENT_FIELDS}])


def facts(
    files: Files,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write the texts with every fact marked to this page instead.")
    ] = None,
    config: Annotated[
        Path | None, typer.Option("--config", help="TOML file with settings; `hedui settings` prints one.")
    ] = None,
) -> None:
    """Read the facts of files: JSON lines with the columns of the table `facts`, and the file.

    With --html the result is one self-contained page: point at a mark to see the fields of the fact.

    Example: hedui facts report.txt | jq -r '[.value, .unit, .quote] | @tsv'
    """
    with exit_codes():
        settings = load_settings(config, inputs=("-",)) if config else SETTINGS
        marked: list[tuple[str, str, list[dict[str, Any]]]] = []
        for name, batch in read_each(files, "extract", settings):
            rows = list(iterate_rows(batch.tables["facts"]))
            if html is None:
                print_json_lines({"file": name} | row for row in rows)
            else:
                marked += [(name, text, rows) for text in batch.tables["documents"].column("text").to_pylist()]
        if html is not None:
            html.write_text(render_facts(marked), encoding="utf-8")


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (repair, segments, facts):
        app.command(rich_help_panel="Look at single files")(command)
