"""The stages `count` and `repeat` as Prefect tasks."""

from prefect import task

from ..store.artifacts import Reference
from ..store.steps import Step
from ..store.task import Upstream, run_step, step_options
from ..store.workers import current_workers
from .count_lines import count_lines
from .repeat_shards import repeat_shards
from .settings import RepeatSettings


@task(name="count", **step_options())
def count(step: Step, upstream: Upstream, settings: RepeatSettings) -> Reference:
    """Number the lines of the texts of one shard, so that repeated ones can be found."""
    return run_step(step, count_lines, upstream, settings)


@task(name="repeat", **step_options())
def repeat(step: Step, upstream: Upstream, settings: RepeatSettings) -> Reference:
    """Find the lines that stand in several documents of the run."""
    return current_workers().call(repeat_shards, step, upstream, settings)
