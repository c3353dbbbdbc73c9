"""The `ingest` stage as a Prefect task."""

from prefect import task

from ..store.artifacts import Reference
from ..store.steps import Step
from ..store.task import Upstream, run_step, step_options
from .settings import IngestSettings
from .stage import read_documents


@task(name="ingest", **step_options())
def ingest(step: Step, upstream: Upstream, settings: IngestSettings) -> Reference:
    """Read the bytes of the documents of one shard."""
    return run_step(step, read_documents, upstream, settings)
