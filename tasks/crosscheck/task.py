"""The `crosscheck` stage as a Prefect task."""

from prefect import task

from ..store.artifacts import Reference
from ..store.steps import Step
from ..store.task import Upstream, run_step, step_options
from .settings import CrosscheckSettings
from .stage import crosscheck_facts


@task(name="crosscheck", **step_options())
def crosscheck(step: Step, upstream: Upstream, settings: CrosscheckSettings) -> Reference:
    """Compare the figures of the beads of one shard."""
    return run_step(step, crosscheck_facts, upstream, settings)
