"""What orchestration costs: a run of the flow against the same steps in a plain loop on the same worker processes.

Both ways are processes of their own, alternately, several times; the least of each figure counts, as other work on the
machine only ever adds. The plain loop needs no Prefect: what the import of it took there is taken off.
"""

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import ROOT

from .clear_scratch import cleared
from .make_corpus import Corpus, write_corpus
from .measure import Measured, Usage, run_measured
from .print_table import Table, tell
from .run_flow import call_hedui, run_flow
from .serve_prefect import Server, prefect_environment, serving_prefect
from .time_stages import run_stages

PROBE_MEGABYTES = 3.0
TINY = "In 2024, the city granted 5,468 patents.\n"


@dataclass(frozen=True)
class Cost:
    """What a way of running took. `server_seconds` is CPU of a server that was running already."""

    wall_seconds: float
    cpu_seconds: float
    server_seconds: float | None = None


def choose_megabytes(cpu_seconds: float, seed: int, scratch: Path) -> float:
    """The size of a corpus that takes about so many CPU seconds, from the rate over a small one."""
    with cleared(scratch / "probe") as folder:
        corpus = write_corpus(folder / "documents", seed, megabytes=PROBE_MEGABYTES)
        _, usage = run_stages(corpus, folder)
    return corpus.n_bytes / 1e6 / usage.cpu_seconds * cpu_seconds


def compare_orchestration(corpus: Corpus, scratch: Path, n_repeats: int) -> Table:
    """Measure both ways over the corpus and over one tiny document."""
    tiny = scratch / "tiny"
    tiny.mkdir()
    (tiny / "document.txt").write_text(TINY, encoding="utf-8")
    tell("orchestration: starting a Prefect server")
    costs: dict[str, Cost] = {}
    with serving_prefect(scratch / "prefect") as server:
        _flow(tiny, scratch, server)  # the first run makes the tables of the database warm
        costs["tiny plain"], costs["tiny flow"] = _alternate("one tiny document", tiny, scratch, server, n_repeats)
        costs["plain"], costs["flow"] = _alternate(
            f"{corpus.n_bytes / 1e6:.1f} MB", corpus.folder, scratch, server, n_repeats
        )
    costs["own fresh"], costs["own used"] = _run_without_server(tiny, scratch)
    return _tabulate(corpus, costs)


def _alternate(what: str, documents: Path, scratch: Path, server: Server, n_repeats: int) -> tuple[Cost, Cost]:
    plain: list[Cost] = []
    flow: list[Cost] = []
    for index in range(n_repeats):
        tell(f"orchestration: {what}, {index + 1} of {n_repeats}")
        plain.append(_plain(documents, scratch))
        flow.append(_flow(documents, scratch, server))
    return _least(plain), _least(flow)


def _plain(documents: Path, scratch: Path) -> Cost:
    with cleared(scratch / "plain") as folder:
        command = [sys.executable, "-m", "tests.bench.run_plain", str(documents), str(folder / "outputs")]
        took = run_measured(command, ROOT)
    prefect = Usage(**json.loads(took.output))
    return Cost(took.wall_seconds - prefect.wall_seconds, took.cpu_seconds - prefect.cpu_seconds)


def _flow(documents: Path, scratch: Path, server: Server) -> Cost:
    with cleared(scratch / "flow") as folder:
        run = run_flow(documents, folder / "outputs", server)
    return Cost(run.measured.wall_seconds, run.measured.cpu_seconds, run.server_cpu_seconds)


def _run_without_server(documents: Path, scratch: Path) -> tuple[Cost, Cost]:
    """Runs that start a Prefect server for themselves: in a fresh home, and in one that was used."""
    tell("orchestration: one tiny document, without a running server")
    environment = prefect_environment(scratch / "own-home")
    (scratch / "own-home").mkdir()
    costs = []
    for _ in range(2):
        with cleared(scratch / "own") as folder:
            took: Measured = call_hedui(documents, folder / "outputs", environment)
        costs.append(Cost(took.wall_seconds, took.cpu_seconds))
    return costs[0], costs[1]


def _least(costs: Sequence[Cost]) -> Cost:
    def least(read: Callable[[Cost], float | None]) -> float:
        return min(value for value in map(read, costs) if value is not None)

    server = least(lambda cost: cost.server_seconds) if costs[0].server_seconds is not None else None
    return Cost(least(lambda cost: cost.wall_seconds), least(lambda cost: cost.cpu_seconds), server)


def _tabulate(corpus: Corpus, costs: dict[str, Cost]) -> Table:
    size = f"{corpus.n_bytes / 1e6:.1f} MB"
    labels = {
        "plain": f"{size}: plain loop on worker processes",
        "flow": f"{size}: `hedui run`, server running",
        "tiny plain": "tiny: plain loop on worker processes",
        "tiny flow": "tiny: `hedui run`, server running",
        "own fresh": "tiny: `hedui run`, own server, fresh home",
        "own used": "tiny: `hedui run`, own server, used home",
    }
    table = Table(
        "orchestration",
        f"Orchestration over {size} in {corpus.n_documents:,} documents",
        ("run", "wall s", "CPU s", "server CPU s"),
        [],
    )
    for name, label in labels.items():
        cost = costs[name]
        table.rows.append((label, cost.wall_seconds, cost.cpu_seconds, cost.server_seconds))
    table.figures = figure_shares(costs)
    shown = table.figures
    table.notes += [
        f"Orchestration is {100 * shown['cpu_share']:.1f}% of the CPU and {100 * shown['wall_share']:.1f}% of the wall time of the run "
        f"({100 * shown['cpu_share_with_server']:.1f}% of the CPU with that of the server).",
        f"The start of Prefect takes {shown['start_cpu_seconds']:.1f} CPU s and {shown['start_wall_seconds']:.1f} s of it; beyond the start "
        f"it is {100 * shown['cpu_share_beyond_start']:.1f}% of the CPU and {100 * shown['wall_share_beyond_start']:.1f}% of the wall time.",
    ]
    return table


def figure_shares(costs: dict[str, Cost]) -> dict[str, float]:
    """Shares of the flow's CPU and wall time that the plain loop does not need; the start is what a tiny run costs more."""
    plain, flow, tiny_plain, tiny_flow = (costs[name] for name in ("plain", "flow", "tiny plain", "tiny flow"))
    cpu, wall = flow.cpu_seconds - plain.cpu_seconds, flow.wall_seconds - plain.wall_seconds
    start_cpu = tiny_flow.cpu_seconds - tiny_plain.cpu_seconds
    start_wall = tiny_flow.wall_seconds - tiny_plain.wall_seconds
    served = flow.server_seconds or 0.0
    return {
        "cpu_share": cpu / flow.cpu_seconds,
        "wall_share": wall / flow.wall_seconds,
        "cpu_share_with_server": (cpu + served) / (flow.cpu_seconds + served),
        "start_cpu_seconds": start_cpu,
        "start_wall_seconds": start_wall,
        "cpu_share_beyond_start": (cpu - start_cpu) / flow.cpu_seconds,
        "wall_share_beyond_start": (wall - start_wall) / flow.wall_seconds,
    }
