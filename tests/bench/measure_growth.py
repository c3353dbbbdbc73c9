"""How the time of a run grows with the number of documents, their mean size being the same."""

from collections.abc import Sequence
from pathlib import Path

from .clear_scratch import cleared
from .make_corpus import write_corpus
from .print_table import Cell, Table, tell
from .run_flow import FlowRun, run_flow
from .serve_prefect import serving_prefect


def measure_growth(counts: Sequence[int], seed: int, scratch: Path) -> Table:
    """Run the flow over corpora of so many documents; a smaller one is the beginning of a larger one."""
    runs: list[tuple[int, float, FlowRun]] = []
    tell("growth: starting a Prefect server")
    with serving_prefect(scratch / "prefect") as server:
        for count in counts:
            with cleared(scratch / "growth") as folder:
                corpus = write_corpus(folder / "documents", seed, n_documents=count)
                tell(f"growth: {count:,} documents, {corpus.n_bytes / 1e6:.1f} MB")
                run = run_flow(corpus.folder, folder / "run" / "outputs", server)
            runs.append((count, corpus.n_bytes / 1e6, run))
    return _tabulate(runs)


def _tabulate(runs: Sequence[tuple[int, float, FlowRun]]) -> Table:
    columns = (
        "documents",
        "MB",
        "steps",
        "wall s",
        "CPU s",
        "server CPU s",
        "peak MB",
        "wall s per 1,000",
        "CPU s per 1,000",
        "CPU s per 1,000 more",
    )
    table = Table("growth", "`hedui run` over more and more documents of the same mean size", columns, [])
    before: tuple[int, float] | None = None
    for count, megabytes, run in runs:
        took, thousands = run.measured, count / 1000
        more = (took.cpu_seconds - before[1]) / (thousands - before[0] / 1000) if before else None
        row: tuple[Cell, ...] = (
            count,
            megabytes,
            run.n_steps,
            took.wall_seconds,
            took.cpu_seconds,
            run.server_cpu_seconds,
        )
        table.rows.append(
            (*row, took.peak_bytes / 1e6, took.wall_seconds / thousands, took.cpu_seconds / thousands, more)
        )
        table.figures[f"cpu_seconds_per_1000_at_{count}"] = took.cpu_seconds / thousands
        before = (count, took.cpu_seconds)
    table.notes.append(
        "`per 1,000 more`: since the row above, so that what a run costs before its first document drops out."
    )
    return table
