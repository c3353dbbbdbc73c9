"""The `gather` stage as a Prefect task."""

from prefect import task

from ..store.artifacts import Reference
from ..store.steps import Step
from ..store.task import Upstream, step_options
from ..store.workers import current_workers
from .gather_shards import gather_shards
from .settings import GatherSettings


@task(name="gather", **step_options())
def gather(step: Step, upstream: Upstream, settings: GatherSettings) -> Reference:
    """Bring the facts of the run together into indicators."""
    return current_workers().call(gather_shards, step, upstream, settings)
