"""The `segment` stage as a Prefect task."""

from prefect import task

from ..store.artifacts import Reference
from ..store.steps import Step
from ..store.task import Upstream, run_step, step_options
from .settings import SegmentSettings
from .stage import segment_documents


@task(name="segment", **step_options())
def segment(step: Step, upstream: Upstream, settings: SegmentSettings) -> Reference:
    """Cut the texts of one shard into segments."""
    return run_step(step, segment_documents, upstream, settings)
