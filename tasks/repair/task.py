"""The `repair` stage as a Prefect task."""

from prefect import task

from ..store.artifacts import Reference
from ..store.steps import Step
from ..store.task import Upstream, run_step, step_options
from .settings import RepairSettings
from .stage import repair_documents


@task(name="repair", **step_options())
def repair(step: Step, upstream: Upstream, settings: RepairSettings) -> Reference:
    """Repair the texts of one shard."""
    return run_step(step, repair_documents, upstream, settings)
