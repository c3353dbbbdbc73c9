"""The `align` stage as a Prefect task."""

from prefect import task

from ..store.artifacts import Reference
from ..store.steps import Step
from ..store.task import Upstream, run_step, step_options
from .settings import AlignSettings
from .stage import align_segments


@task(name="align", **step_options())
def align(step: Step, upstream: Upstream, settings: AlignSettings) -> Reference:
    """Align the segments of the pairs of one shard."""
    return run_step(step, align_segments, upstream, settings)
