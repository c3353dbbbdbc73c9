"""The steps of a run: submit them, wait for all, tell how they ended, and raise one summary when something failed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Protocol

from prefect.artifacts import create_progress_artifact, update_progress_artifact
from prefect.client.schemas.objects import State
from prefect.events import emit_event
from prefect.futures import PrefectFuture, as_completed
from prefect.tasks import Task
from pydantic import BaseModel

from tasks.core.errors import JobError
from tasks.publish.guard_quality import QualityDroppedError
from tasks.store.artifacts import ArtifactStore, Reference, as_reference, references_of
from tasks.store.steps import Step
from tasks.store.task import keep_records

from .display import Display
from .progress import current_reporter
from .settings import BuildSettings
from .stages import Refresh
from .watch import Watch

Future = PrefectFuture[Any]
Inputs = Mapping[str, Sequence[Future | Reference]]
MAX_FAILURES_SHOWN = 10
PROGRESS_STEPS = 10
"""A progress artifact is updated about so many times a stage: each update is a request to the server."""


class BuildFailedError(JobError):
    """Steps failed; the message names each with its cause."""


class Submitter(Protocol):
    """What the order of the steps is written for: a board does them, a planner only looks them up."""

    settings: BuildSettings
    lineages: dict[str, str]

    def submit(
        self, task: Task[Any, Any], shard: str, upstream: Inputs, *arguments: Any, n_documents: int = 0
    ) -> Future:
        """Have one step done."""
        ...

    def take_parts(self, table: str, step: Future) -> Callable[[str], Inputs]:
        """Wait for a step over all shards; from a shard to its table of what it made, as an input, if it made one."""
        ...

    def finish(self, futures: Iterable[Future]) -> None:
        """Wait for steps."""
        ...


@dataclass
class Board:
    """Submits steps and keeps account of them."""

    settings: BuildSettings
    lineages: dict[str, str]
    store: str
    refresh: Refresh
    watch: Watch
    _configured: dict[tuple[str, bool], Task[Any, Any]] = field(default_factory=dict)
    _submitted: dict[Future, Step] = field(default_factory=dict)
    _done: dict[str, int] = field(default_factory=dict)
    _artifacts: dict[str, Any] = field(default_factory=dict)
    _display: Display = field(default_factory=Display)

    def submit(
        self, task: Task[Any, Any], shard: str, upstream: Inputs, *arguments: Any, n_documents: int = 0
    ) -> Future:
        """Submit one step; futures among its inputs are waited for by Prefect."""
        stage = task.name
        limit = self.settings.allowed_rejects(n_documents)
        step = Step(stage=stage, shard=shard, store=self.store, lineage=self.lineages[stage], max_rejects=limit)
        settings: BaseModel = getattr(self.settings, stage)
        future: Future = self._configure(task, shard).submit(step, dict(upstream), *(arguments or (settings,)))
        self._submitted[future] = step
        return future

    def take_parts(self, table: str, step: Future) -> Callable[[str], Inputs]:
        """Wait for a step over all shards; from a shard to its table of what it made, as an input, if it made one.

        Only this table is in the cache key of the step that takes it.
        """
        return partial(name_part, table, step.result())

    def _configure(self, task: Task[Any, Any], shard: str) -> Task[Any, Any]:
        """The task with the result storage of this run, which is only known now."""
        again = self.refresh.covers(task.name, shard)
        if (task.name, again) not in self._configured:
            self._configured[task.name, again] = keep_records(task, ArtifactStore.at(self.store), again)
        return self._configured[task.name, again]

    def finish(self, futures: Iterable[Future]) -> None:
        """Wait for these futures, telling of each as it ends.

        Raises BuildFailedError when any step so far failed: its state names the cause, while the result of a step
        behind it would only say that it never ran.
        """
        waiting = list(futures)
        self._expect(waiting)
        for future in as_completed(waiting):
            future.wait()  # only then its state is the last one
            self._tell(future)
        failed = {self._submitted[f]: f.state for f in waiting if f.state.is_failed() or f.state.is_crashed()}
        for step, state in failed.items():
            announce_failure(step, state)
        if failed or any(not future.state.is_completed() for future in waiting):
            raise BuildFailedError(describe_failures(failed))

    def _expect(self, futures: Sequence[Future]) -> None:
        counts: dict[str, int] = {}
        for future in futures:
            stage = self._submitted[future].stage
            counts[stage] = counts.get(stage, 0) + 1
        for stage, count in counts.items():
            current_reporter().expect(stage, count)
            description = f"{count} shards" if count > 1 else "one step"
            artifact = self._display.show(create_progress_artifact, 0.0, f"hedui-{stage}", description)
            self._artifacts[stage] = (artifact, count)

    def _tell(self, future: Future) -> None:
        step = self._submitted[future]
        current_reporter().finish(step.stage, step.shard, future.state.name or "")
        self._log(step, future.state)
        artifact, count = self._artifacts[step.stage]
        done = self._done[step.stage] = self._done.get(step.stage, 0) + 1
        if done == count or done % max(1, count // PROGRESS_STEPS) == 0:
            self._display.show(update_progress_artifact, artifact, 100.0 * done / count)

    def _log(self, step: Step, state: State[Any]) -> None:
        """A line for the step, and one for each document that it gave up."""
        where = {"stage": step.stage, "shard": step.shard}
        if state.is_failed() or state.is_crashed():
            self.watch.tell("step failed", **where, state=state.name, message=_describe_cause(state))
            return
        if not state.is_completed():
            self.watch.tell("step not done", **where, state=state.name)
            return
        reference = as_reference(state.result())
        self.watch.tell("step ended", **where, state=state.name, rows=reference["counts"] if reference else {})
        store = ArtifactStore.at(self.store)
        rejects = references_of("rejects", reference) if reference and self.watch.log else []
        for row in store.read("rejects", rejects).to_pylist():
            self.watch.tell("document rejected", **{**row, **where})


def name_part(table: str, reference: Reference, shard: str) -> dict[str, list[Reference]]:
    """The table of one shard in a reference whose tables are named by shards, under its own name; none without it."""
    if shard not in reference["tables"]:
        return {}
    return {table: [Reference(stage=reference["stage"], tables={table: reference["tables"][shard]}, counts={})]}


def announce_failure(step: Step, state: State[Any]) -> None:
    """An event for a failed step, for automations that send mail or call a webhook."""
    error = state.result(raise_on_failure=False)
    emit_event(
        "hedui.quality.dropped" if isinstance(error, QualityDroppedError) else "hedui.step.failed",
        resource={
            "prefect.resource.id": f"hedui.step.{step.stage}.{step.shard}",
            "prefect.resource.name": f"{step.stage}[{step.shard}]",
        },
        payload={"cause": _describe_cause(state)},
    )


def describe_failures(failed: dict[Step, State[Any]]) -> str:
    """One text for all failures: stage, shard and cause of each."""
    if not failed:
        return "steps were cancelled or never ran; look at the states of the task runs"
    lines = [
        f"{step.stage}[{step.shard}] {(state.name or 'failed').lower()}: {_describe_cause(state)}"
        for step, state in sorted(failed.items(), key=lambda item: (item[0].stage, item[0].shard))
    ]
    more = [f"… and {len(lines) - MAX_FAILURES_SHOWN} more"] if len(lines) > MAX_FAILURES_SHOWN else []
    what = "a step failed" if len(lines) == 1 else f"{len(lines)} steps failed"
    return "\n".join([f"{what}; nothing was published:", *lines[:MAX_FAILURES_SHOWN], *more])


def _describe_cause(state: State[Any]) -> str:
    error = state.result(raise_on_failure=False)
    if isinstance(error, BaseException):
        return f"{type(error).__name__}: {error}"
    return state.message or "no cause was recorded"
