"""How much memory a run takes at its peak, and whether that grows with the size of the corpus."""

from collections.abc import Sequence
from pathlib import Path

from .clear_scratch import cleared
from .make_corpus import write_corpus
from .print_table import Table, tell
from .run_flow import run_flow
from .serve_prefect import serving_prefect


def measure_memory(sizes: Sequence[float], seed: int, scratch: Path) -> Table:
    """Run the flow over corpora of these sizes, in megabytes. The server's memory is not counted."""
    table = Table(
        "memory",
        "Peak memory of `hedui run` with its worker processes",
        ("MB of documents", "documents", "peak MB", "wall s", "CPU s", "MB per CPU s", "steps"),
        [],
    )
    tell("memory: starting a Prefect server")
    with serving_prefect(scratch / "prefect") as server:
        for size in sizes:
            with cleared(scratch / "memory") as folder:
                tell(f"memory: making {size:g} MB")
                corpus = write_corpus(folder / "documents", seed, megabytes=size)
                tell(f"memory: running over {corpus.n_bytes / 1e6:.1f} MB")
                run = run_flow(corpus.folder, folder / "run" / "outputs", server)
            took, megabytes = run.measured, corpus.n_bytes / 1e6
            rate = megabytes / took.cpu_seconds
            table.rows.append(
                (
                    megabytes,
                    corpus.n_documents,
                    took.peak_bytes / 1e6,
                    took.wall_seconds,
                    took.cpu_seconds,
                    rate,
                    run.n_steps,
                )
            )
            table.figures[f"peak_mb_at_{size:g}_mb"] = took.peak_bytes / 1e6
    peaks = list(table.figures.values())
    table.figures["growth"] = peaks[-1] / peaks[0]
    table.notes.append(
        f"{sizes[-1] / sizes[0]:.3g} times the documents take {table.figures['growth']:.2f} times the memory."
    )
    return table
