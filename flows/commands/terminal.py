"""What all commands share: how they print, and how an error becomes an exit code."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console

from tasks.core.errors import HeduiError, WrongCallError
from tasks.schema.rejects import Reject

EXIT_FAILED = 1
EXIT_WRONG_CALL = 2


def error_console() -> Console:
    """Where everything goes that is not a result."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def output_console() -> Console:
    """Where results go that are made for a terminal; plain where it is none."""
    return Console(highlight=False, markup=False)


def print_line(text: str) -> None:
    """One line of a result."""
    sys.stdout.write(text + "\n")


def print_json_lines(rows: Iterable[dict[str, Any]]) -> None:
    """Rows as JSON lines; dates and decimals as text, bytes as hex."""
    for row in rows:
        print_line(json.dumps(row, ensure_ascii=False, default=_to_json))


def _to_json(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value)


def print_rejects(rejects: Iterable[Reject]) -> None:
    """A line for each document that could not be used."""
    console = error_console()
    for reject in rejects:
        console.print(f"{reject.uri}: {reject.message}", markup=False)


@contextmanager
def exit_codes() -> Iterator[None]:
    """Turn our errors into a message and an exit code: 2 for a wrong call, 1 for a failed job."""
    try:
        yield
    except HeduiError as error:
        error_console().print(f"hedui: {error}", markup=False, style="red")
        raise typer.Exit(EXIT_WRONG_CALL if isinstance(error, WrongCallError) else EXIT_FAILED) from None
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing is left to say
        raise typer.Exit(EXIT_FAILED) from None
