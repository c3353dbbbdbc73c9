"""How fast each stage is: the steps of a run one behind the other in this process, without Prefect.

A step is timed as a whole and the pure function in it by itself; what lies between is the reading and writing of artifacts.
Rates are millions of bytes of source documents a CPU second, for every stage, so that their inverses add up.
"""

import cProfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

from flows.settings import BuildSettings
from tasks.core.stage import StageFunction, Tables
from tasks.store import workers

from .clear_scratch import cleared
from .make_corpus import Corpus, write_corpus
from .measure import Usage, measuring, megabytes_per_second
from .print_table import Table, tell
from .run_plain import InlineExecutor, run_plain

WARM_UP_MEGABYTES = 0.2
WARM_UP_SEED = 1_000_003


@dataclass
class StageTime:
    """CPU seconds of a stage over all its steps; `function_seconds` is None where a step is no pure function."""

    step_seconds: float = 0.0
    function_seconds: float | None = None
    n_steps: int = 0
    profile: cProfile.Profile = field(default_factory=cProfile.Profile)


@dataclass
class TimingWorkers:
    """Workers of a run that do the work in the calling thread and keep the time."""

    is_profiling: bool = False
    stages: dict[str, StageTime] = field(default_factory=dict)

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Do a step: `arguments` are the step and, for stages that are pure functions, the function, then the rest."""
        step, *rest = arguments
        time = self.stages.setdefault(step.stage, StageTime())
        if callable(rest[0]):
            rest[0] = _keep_time(rest[0], time)
        with measuring() as usage, self._profiling(time):
            made = function(step, *rest)
        time.step_seconds += usage.cpu_seconds
        time.n_steps += 1
        return made

    @contextmanager
    def _profiling(self, time: StageTime) -> Iterator[None]:
        if not self.is_profiling:
            yield
            return
        time.profile.enable()
        try:
            yield
        finally:
            time.profile.disable()


def _keep_time(function: StageFunction, time: StageTime) -> StageFunction:
    def timed(tables: Any, settings: Any) -> Tables:
        with measuring() as usage:
            made = function(tables, settings)
        time.function_seconds = (time.function_seconds or 0.0) + usage.cpu_seconds
        return made

    return timed


def run_stages(corpus: Corpus, scratch: Path, is_profiling: bool = False) -> tuple[dict[str, StageTime], Usage]:
    """Time of every stage in the order in which they ran, and what the whole way took.

    A small corpus goes first: what is loaded once is not the rate of a stage.
    """
    warm_up = write_corpus(scratch / "warm-up", WARM_UP_SEED, megabytes=WARM_UP_MEGABYTES)
    _run(warm_up, scratch / "warm-up-run", TimingWorkers())
    timing = TimingWorkers(is_profiling)
    usage = _run(corpus, scratch / "run", timing)
    return timing.stages, usage


def _run(corpus: Corpus, folder: Path, timing: TimingWorkers) -> Usage:
    settings = BuildSettings(inputs=(str(corpus.folder),), output=str(folder / "outputs"))
    with mock.patch.object(workers, "_workers", timing), measuring() as usage:
        run_plain(settings, InlineExecutor())
    return usage


def tabulate_stages(corpus: Corpus, stages: dict[str, StageTime], whole: Usage) -> Table:
    """Rates and shares of the stages."""
    table = Table(
        "stages",
        f"Stages over {corpus.n_bytes / 1e6:.1f} MB in {corpus.n_documents:,} documents, in one process without Prefect",
        ("stage", "steps", "CPU s", "share %", "MB per CPU s", "function s", "artifacts s"),
        [],
    )
    rest = whole.cpu_seconds - sum(time.step_seconds for time in stages.values())
    for name, time in [*stages.items(), ("listing and shards", StageTime(rest))]:
        own = time.function_seconds
        rate = megabytes_per_second(corpus.n_bytes, time.step_seconds)
        share = 100 * time.step_seconds / whole.cpu_seconds
        artifacts = None if own is None else time.step_seconds - own
        table.rows.append((name, time.n_steps or None, time.step_seconds, share, rate, own, artifacts))
        table.figures[f"{name}_mb_per_cpu_second"] = rate
    total = megabytes_per_second(corpus.n_bytes, whole.cpu_seconds)
    table.rows.append(
        ("all", sum(time.n_steps for time in stages.values()), whole.cpu_seconds, 100.0, total, None, None)
    )
    table.figures["all_mb_per_cpu_second"] = total
    table.notes.append("function: the stage's own work; artifacts: reading, checking and writing its tables.")
    return table


def time_stages(corpus: Corpus, scratch: Path, n_repeats: int) -> Table:
    """Run several times and tabulate the run that took least."""
    runs: list[tuple[dict[str, StageTime], Usage]] = []
    for index in range(n_repeats):
        tell(f"stages: {corpus.n_bytes / 1e6:.1f} MB, {index + 1} of {n_repeats}")
        with cleared(scratch) as folder:
            runs.append(run_stages(corpus, folder))
    return tabulate_stages(corpus, *min(runs, key=lambda run: run[1].cpu_seconds))
