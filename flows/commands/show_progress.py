"""Progress of a run: bars on a terminal, plain lines otherwise."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from ..progress import reporting_to
from .terminal import error_console

PLAIN_SHARE = 0.25
"""A plain line is printed each time that another quarter of a stage is done."""


class BarReporter:
    """A bar for each stage."""

    def __init__(self, progress: Progress):
        self._progress = progress
        self._bars: dict[str, TaskID] = {}
        self._cached: dict[str, int] = {}

    def expect(self, stage: str, n_steps: int) -> None:
        """Begin or lengthen the bar of a stage."""
        if stage not in self._bars:
            self._bars[stage] = self._progress.add_task(stage, total=0, note="")
        bar = self._bars[stage]
        self._progress.update(bar, total=(self._progress.tasks[bar].total or 0) + n_steps)

    def finish(self, stage: str, shard: str, state: str) -> None:
        """Move the bar on; steps that were cached are counted beside it."""
        self._cached[stage] = self._cached.get(stage, 0) + (state == "Cached")
        note = f"{self._cached[stage]} cached" if self._cached[stage] else ""
        failed = f" [red]{shard} {state.lower()}[/red]" if state not in ("Cached", "Completed") else ""
        self._progress.update(self._bars[stage], advance=1, note=note + failed)


class LineReporter:
    """A line when a stage begins, at each quarter, and for each step that failed."""

    def __init__(self, console: Console):
        self._console = console
        self._total: dict[str, int] = {}
        self._done: dict[str, int] = {}
        self._lock = threading.Lock()

    def expect(self, stage: str, n_steps: int) -> None:
        """Remember how many steps a stage has."""
        self._total[stage] = self._total.get(stage, 0) + n_steps

    def finish(self, stage: str, shard: str, state: str) -> None:
        """Count the step."""
        with self._lock:
            done = self._done[stage] = self._done.get(stage, 0) + 1
        total = self._total[stage]
        if state not in ("Cached", "Completed"):
            self._console.print(f"{stage}[{shard}] {state.lower()}", markup=False)
        if int(done / total / PLAIN_SHARE) > int((done - 1) / total / PLAIN_SHARE):
            self._console.print(f"{stage}: {done} of {total}", markup=False)


@contextmanager
def show_progress() -> Iterator[None]:
    """Show the progress of the run inside the block on standard error."""
    console = error_console()
    if not console.is_terminal:
        with reporting_to(LineReporter(console)):
            yield
        return
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with (
        Progress(*columns, TextColumn("{task.fields[note]}"), console=console) as bars,
        reporting_to(BarReporter(bars)),
    ):
        yield
