"""The steps of a run without Prefect: same functions, same artifacts, same order, submitted by the code of the flow.

As a program (`python -m tests.bench.run_plain INPUT OUTPUT`) it works through an input on worker processes as the flow does, and
prints what that took as JSON. What the import of Prefect takes, which the definitions of the steps drag in, is told apart.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows.settings import BuildSettings
from tasks.core.stage import StageFunction
from tasks.store.artifacts import ArtifactStore, Reference
from tasks.store.steps import Step
from tasks.store.workers import using_workers

from .measure import Usage, measuring

if TYPE_CHECKING:
    from prefect.tasks import Task

WAITING_THREADS = 32
"""As many as the flow has: most of them wait for a worker or for the step before."""
Inputs = Mapping[str, Sequence["Future[Reference] | Reference"]]


class InlineExecutor(Executor):
    """Does what is submitted at once, in the calling thread."""

    def submit(self, function: Any, /, *arguments: Any, **named: Any) -> "Future[Any]":
        """A future that is done."""
        future: Future[Any] = Future()
        future.set_result(function(*arguments, **named))
        return future


@dataclass
class PlainBoard:
    """Stands in for the board of the flow: does each step by calling the function inside its Prefect task."""

    settings: BuildSettings
    lineages: dict[str, str]
    store: str
    executor: Executor

    def submit(
        self, task: "Task[Any, Any]", shard: str, upstream: Inputs, *arguments: Any, n_documents: int = 0
    ) -> "Future[Reference]":
        """Have one step done when those before it are."""
        stage = task.name
        limit = self.settings.allowed_rejects(n_documents)
        step = Step(stage=stage, shard=shard, store=self.store, lineage=self.lineages[stage], max_rejects=limit)
        given = arguments or (getattr(self.settings, stage),)
        return self.executor.submit(_do, task.fn, step, upstream, given)

    def take_parts(self, table: str, step: "Future[Reference]") -> Callable[[str], Inputs]:
        """From a shard to its table of what a step over all shards made."""
        from flows.board import name_part

        return partial(name_part, table, step.result())

    def finish(self, futures: Iterable["Future[Reference]"]) -> None:
        """Wait for steps; raises what the first failed one raised."""
        for future in futures:
            future.result()


def _do(function: StageFunction, step: Step, upstream: Inputs, arguments: Sequence[Any]) -> Reference:
    known = {
        name: [item.result() if isinstance(item, Future) else item for item in found]
        for name, found in upstream.items()
    }
    reference: Any = function(step, known, *arguments)  # type: ignore[arg-type]  # the function of a task
    made: Reference = reference
    return made


def run_plain(settings: BuildSettings, executor: Executor) -> None:
    """What the flow does between its first and its last step, on the workers in use."""
    from flows.build import compare_shards, publish_all, read_shards, repair_shards
    from flows.list_shards import list_input, name_rejects, name_reviews, name_shards
    from flows.stages import trace_lineages

    store = ArtifactStore(settings.artifacts_folder.absolute())
    with store.in_use():
        listing = list_input(settings)
        shards = name_shards(listing, settings, store.write)
        board: Any = PlainBoard(settings, trace_lineages(settings), str(store.root), executor)
        steps = repair_shards(board, shards)
        steps |= read_shards(board, shards, steps)
        steps |= compare_shards(board, shards, steps)
        publish_all(board, steps, name_rejects(listing, store.write), name_reviews(settings, store.write))


def main() -> None:
    """Run, and print what it took and what the import of Prefect took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input", type=Path)
    parser.add_argument("output", type=Path)
    given = parser.parse_args()
    settings = BuildSettings(inputs=(str(given.input),), output=str(given.output))
    import flows.local  # noqa: F401  # all stages, which both ways need

    prefect = measure_import()
    workers = using_workers(settings.runner, settings.n_workers, settings.step_timeout_seconds)
    with workers, ThreadPoolExecutor(WAITING_THREADS) as threads:
        run_plain(settings, threads)
    print(json.dumps(vars(prefect)))


def measure_import() -> Usage:
    """What the import of the flow takes beyond that of the stages: Prefect and what it drags in."""
    with measuring() as usage:
        import flows.build  # noqa: F401
    return usage


if __name__ == "__main__":
    main()
