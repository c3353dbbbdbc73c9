"""The `report` stage as a Prefect task."""

from prefect import task

from ..store.artifacts import Reference
from ..store.steps import Step
from ..store.task import Upstream, step_options
from ..store.workers import current_workers
from .settings import ReportSettings
from .stage import report_version


@task(name="report", **step_options())
def report(step: Step, upstream: Upstream, output: str, settings: ReportSettings) -> Reference:
    """Render the published version as one HTML page."""
    return current_workers().call(report_version, step, upstream, output, settings)
