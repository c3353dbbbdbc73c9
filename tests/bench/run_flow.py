"""The real thing: `hedui run` as a process of its own with worker processes, against a Prefect server."""

import re
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

from .make_corpus import Corpus
from .measure import Measured, megabytes_per_second, run_measured
from .print_table import Cell, Table, tell
from .serve_prefect import Server, serving_prefect

_CACHED = re.compile(r"(\d+) of (\d+)")
TOUCHED = "\nIn 2024, one more line was written into this document.\n"


@dataclass(frozen=True)
class FlowRun:
    """A run of the flow. `measured` is of the run and its workers; the server's CPU is told apart."""

    measured: Measured
    server_cpu_seconds: float
    n_cached: int
    n_steps: int


def run_flow(documents: Path, output: Path, server: Server, *options: str) -> FlowRun:
    """Run the flow on a running server, with more options of `hedui run`. Artifacts lie beside the output.

    Raises CommandFailedError when the run fails.
    """
    before = server.cpu_seconds()
    measured = call_hedui(documents, output, server.environment, *options)
    return FlowRun(measured, server.cpu_seconds() - before, *count_steps(measured.output))


def call_hedui(documents: Path, output: Path, environment: Mapping[str, str], *options: str) -> Measured:
    """Run the command line; raises CommandFailedError."""
    command = [sys.executable, "-m", "flows.cli", "run", str(documents), "--output", str(output), "--runner", "process"]
    return run_measured([*command, *options], ROOT, environment)


def count_steps(output: str) -> tuple[int, int]:
    """Cached steps and all steps, from the table that a run ends with.

    Raises ValueError when the table does not say.
    """
    for line in output.splitlines():
        found = _CACHED.search(line) if "steps cached" in line else None
        if found:
            return int(found[1]), int(found[2])
    raise ValueError("the output of the run does not tell how many steps were cached")


def time_flow(corpus: Corpus, scratch: Path) -> Table:
    """A first run, an unchanged one, and one after a document was touched."""
    copy, output = scratch / "documents", scratch / "flow" / "outputs"
    shutil.copytree(corpus.folder, copy)
    runs: dict[str, FlowRun] = {}
    tell("flow: starting a Prefect server")
    with serving_prefect(scratch / "prefect") as server:
        for name in ("first run", "unchanged", "one document touched"):
            if name == "one document touched":
                touch_document(copy)
            tell(f"flow: {name}, {corpus.n_bytes / 1e6:.1f} MB")
            runs[name] = run_flow(copy, output, server)
    return _tabulate(corpus, runs)


def touch_document(folder: Path) -> None:
    """Add a line to a document in the middle of the folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    with paths[len(paths) // 2].open("ab") as file:
        file.write(TOUCHED.encode())


def _tabulate(corpus: Corpus, runs: Mapping[str, FlowRun]) -> Table:
    table = Table(
        "flow",
        f"`hedui run` over {corpus.n_bytes / 1e6:.1f} MB in {corpus.n_documents:,} documents, worker processes, server running",
        ("run", "wall s", "CPU s", "server CPU s", "MB per CPU s", "peak MB", "steps", "cached"),
        [],
    )
    for name, run in runs.items():
        took = run.measured
        rate = megabytes_per_second(corpus.n_bytes, took.cpu_seconds)
        row: tuple[Cell, ...] = (name, took.wall_seconds, took.cpu_seconds, run.server_cpu_seconds, rate)
        table.rows.append((*row, took.peak_bytes / 1e6, run.n_steps, run.n_cached))
    first, unchanged, _ = runs.values()
    table.figures = {
        "mb_per_cpu_second": megabytes_per_second(corpus.n_bytes, first.measured.cpu_seconds),
        "unchanged_wall_seconds": unchanged.measured.wall_seconds,
        "unchanged_steps_done": float(unchanged.n_steps - unchanged.n_cached),
    }
    table.notes.append("steps: those before publishing.")
    table.notes.append(
        "CPU: the run and its workers, Python and Prefect being loaded included; peak: their memory together."
    )
    return table
