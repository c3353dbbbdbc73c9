"""The command line `hedui`."""

import sys
from importlib.metadata import version as library_version
from typing import Annotated

import typer

from .commands import compare, export, inspect, operate, published, run, versions
from .commands.terminal import print_line

app = typer.Typer(
    name="hedui",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 the job failed, "
    "2 the call was wrong. A document that cannot be used never ends a command for the others.",
)


def _print_version(wanted: bool) -> None:
    if wanted:
        print_line(f"hedui {library_version('hedui')}")
        raise typer.Exit


@app.callback()
def describe(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn messy Chinese and English documents into checked facts in Parquet.

    A folder of bytes goes in; out come repaired text, segments with language and kind, Chinese-English alignments,
    facts with the bytes that prove them, and for each figure in both languages whether the two agree.
    """


for module in (run, operate, inspect, compare, published, export, versions):
    module.register(app)


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]  # text streams here
    app()


if __name__ == "__main__":
    main()
