"""The `extract` stage as a Prefect task."""

from prefect import task

from ..store.artifacts import Reference
from ..store.steps import Step
from ..store.task import Upstream, run_step, step_options
from .settings import ExtractSettings
from .stage import extract_documents


@task(name="extract", **step_options())
def extract(step: Step, upstream: Upstream, settings: ExtractSettings) -> Reference:
    """Read facts out of the segments of one shard."""
    return run_step(step, extract_documents, upstream, settings)
