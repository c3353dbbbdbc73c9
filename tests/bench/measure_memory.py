"""How much memory a run takes at its peak, and whether that grows with the size of the corpus."""

from collections.abc import Sequence
from pathlib import Path

from .clear_scratch import cleared
from .make_corpus import Corpus, write_corpus
from .measure import megabytes_per_second
from .print_table import Cell, Table, tell
from .run_flow import FlowRun, run_flow
from .serve_prefect import serving_prefect

COLUMNS = (
    "MB of documents",
    "documents",
    "steps",
    "peak MB",
    "largest worker",
    "run itself",
    "wall s",
    "CPU s",
    "MB per CPU s",
)


def measure_memory(sizes: Sequence[float], seed: int, scratch: Path) -> Table:
    """Run the flow over corpora of these sizes, in megabytes. The server's memory is not counted."""
    table = Table("memory", "Peak memory of `hedui run` with its worker processes", COLUMNS, [])
    tell("memory: starting a Prefect server")
    with serving_prefect(scratch / "prefect") as server:
        for size in sizes:
            with cleared(scratch / "memory") as folder:
                tell(f"memory: {size:g} MB")
                corpus = write_corpus(folder / "documents", seed, megabytes=size)
                run = run_flow(corpus.folder, folder / "run" / "outputs", server)
            table.rows.append(_describe(corpus, run))
            table.figures[f"peak_mb_at_{size:g}_mb"] = run.measured.peak_bytes / 1e6
    peaks = list(table.figures.values())
    table.figures["growth"] = peaks[-1] / peaks[0]
    table.notes.append(
        f"{sizes[-1] / sizes[0]:.3g} times the documents take {table.figures['growth']:.2f} times the memory."
    )
    return table


def _describe(corpus: Corpus, run: FlowRun) -> tuple[Cell, ...]:
    took = run.measured
    peaks = (took.peak_bytes / 1e6, took.peak_child_bytes / 1e6, took.peak_own_bytes / 1e6)
    rate = megabytes_per_second(corpus.n_bytes, took.cpu_seconds)
    times = (took.wall_seconds, took.cpu_seconds, rate)
    return (corpus.n_bytes / 1e6, corpus.n_documents, run.n_steps, *peaks, *times)
