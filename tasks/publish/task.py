"""The `publish` stage as a Prefect task."""

from typing import Any

from prefect import task

from ..store.steps import Step
from ..store.task import Upstream, step_options
from ..store.workers import current_workers
from .settings import PublishSettings
from .stage import PublishReference, is_published, publish_tables


@task(name="publish", **step_options(check=is_published))
def publish(
    step: Step, upstream: Upstream, output: str, settings: PublishSettings, run: dict[str, Any]
) -> PublishReference:
    """Bring the tables of all shards together into a version and move the pointer."""
    return current_workers().call(publish_tables, step, upstream, output, settings, run)
