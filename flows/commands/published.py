"""Commands over a published version: path, verify, dictionary, report, explain."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tasks.core.errors import VerifyError
from tasks.publish.describe_version import write_dictionary, write_page
from tasks.publish.verify_version import find_faults
from tasks.report.render_report import render_report
from tasks.store.locations import locate
from tasks.store.versions import TableEntry, open_version, using_version

from ..explain_fact import explain_fact
from ..settings import DEFAULT_OUTPUT, SETTINGS
from .terminal import error_console, exit_codes, print_line

MAX_FAULTS_SHOWN = 20
Output = Annotated[
    Any, typer.Option("--output", help="Folder or URL of the published versions.", parser=locate, metavar="DIR")
]
VersionName = Annotated[str | None, typer.Option("--version", help="A version by name; the current one if not given.")]
DEFAULT = DEFAULT_OUTPUT


def path(
    table: Annotated[str | None, typer.Argument(help="A table; without one, the folder of the version.")] = None,
    output: Output = DEFAULT,
    version: VersionName = None,
) -> None:
    """Print where a table lies: its Parquet files, one a line, in a version that never changes.

    Resolve once, then read: python -c 'import pyarrow.parquet as pq, sys; print(pq.read_table(sys.argv[1]))' $(hedui
    path facts)
    """
    with exit_codes():
        opened = open_version(output, version)
        for found in opened.paths(table) if table else [opened.folder]:
            print_line(str(found))


def verify(output: Output = DEFAULT, version: VersionName = None) -> None:
    """Check a version: digests of files and rows, schemas, keys between tables, offsets. Exit code 1 on a fault."""
    with exit_codes(), using_version(output, version) as opened:
        faults = list(find_faults(opened))
        for fault in faults[:MAX_FAULTS_SHOWN]:
            print_line(fault)
        if faults:
            raise VerifyError(f"version {opened.name} has {len(faults)} faults; publish again by `hedui run`")
        print_line(f"version {opened.name} is sound: {_count_rows(opened.manifest['tables'])}")


def _count_rows(tables: dict[str, TableEntry]) -> str:
    return ", ".join(f"{entry['rows']} {name}" for name, entry in tables.items())


def dictionary(
    as_json: Annotated[bool, typer.Option("--json", help="The dictionary.json of a version instead.")] = False,
) -> None:
    """Print every table and column of this release: type, unit, whether it may be null, meaning, keys and references.

    It is Markdown; with --json what each published version holds as dictionary.json.

    Example: hedui dictionary --json | jq -r '.facts.columns[] | [.name, .description] | @tsv'
    """
    with exit_codes():
        print_line((write_dictionary() if as_json else write_page()).rstrip("\n"))


def report(
    output: Output = DEFAULT,
    version: VersionName = None,
    to: Annotated[str, typer.Option("--to", help="File to write; - for standard output.")] = "-",
) -> None:
    """Render a version as one HTML page, to standard output or to a file."""
    with exit_codes(), using_version(output, version) as opened:
        page = render_report(opened, SETTINGS.report)
        if to == "-":
            print_line(page)
        else:
            Path(to).write_text(page, encoding="utf-8")
            error_console().print(f"wrote {to}", markup=False)


def explain(
    fact_id: Annotated[str, typer.Argument(help="A fact_id of the table `facts`; its first characters will do.")],
    output: Output = DEFAULT,
    version: VersionName = None,
) -> None:
    """Prove a fact: rule and words of each field, its segment, the edits of repair, the source bytes."""
    with exit_codes(), using_version(output, version) as opened:
        for line in explain_fact(opened, fact_id):
            print_line(line)


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (path, verify, dictionary, report, explain):
        app.command(rich_help_panel="Work with published versions")(command)
