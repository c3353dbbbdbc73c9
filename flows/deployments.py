"""Deployments: the flow with its parameters, schedule and limits, known to a Prefect server."""

from enum import StrEnum
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterName,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy, StateType
from prefect.client.schemas.schedules import CronSchedule
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.schedules import Cron
from prefect.states import Crashed
from prefect.types.entrypoint import EntrypointType
from pydantic import BaseModel, ConfigDict, Field, model_validator

from tasks.store.locations import locate

from .build import build
from .own_server import PATIENCE
from .settings import BuildSettings

TAGS = ["hedui"]
GOING = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
INTERRUPTED = "the service ended in mid-run; Retry does what is missing"


class Overlap(StrEnum):
    """What becomes of a run that is due while another one of the deployment is at work."""

    WAIT = "wait"
    REFUSE = "refuse"


class Plan(BaseModel):
    """How a deployment runs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(default="nightly", min_length=1, description="Name of the deployment")
    cron: str | None = Field(default=None, description="Schedule, as in crontab; by hand only without one")
    timezone: str = Field(default="UTC", description="Time zone of the schedule, as in Asia/Shanghai")
    overlap: Overlap = Field(default=Overlap.WAIT, description="Whether a second run waits for the first or is refused")
    tags: tuple[str, ...] = Field(default=(), description="More tags, for the filters of the UI")

    @model_validator(mode="after")
    def _check_schedule(self) -> "Plan":
        if self.cron:
            CronSchedule(cron=self.cron, timezone=self.timezone)
        return self


def make_deployment(settings: BuildSettings, plan: Plan, work_pool: str | None = None) -> RunnerDeployment:
    """The deployment of a run with these settings; one run at a time, for the sake of its output."""
    strategy = ConcurrencyLimitStrategy.ENQUEUE if plan.overlap is Overlap.WAIT else ConcurrencyLimitStrategy.CANCEL_NEW
    made = build.to_deployment(
        name=plan.name,
        schedule=Cron(plan.cron, timezone=plan.timezone) if plan.cron else None,
        parameters={"settings": fix_paths(settings)},
        concurrency_limit=ConcurrencyLimitConfig(limit=1, collision_strategy=strategy),
        tags=[*TAGS, *plan.tags],
        description=build.description or build.__doc__,
        work_pool_name=work_pool,
        job_variables={"env": PATIENCE} if work_pool else None,
        entrypoint_type=EntrypointType.MODULE_PATH,
    )
    return cast(RunnerDeployment, made)  # a coroutine only where an event loop runs


def fix_paths(settings: BuildSettings) -> dict[str, Any]:
    """The settings that differ from their defaults, as JSON, with absolute paths: a worker has a folder of its own."""
    given = settings.model_dump(mode="json", exclude_defaults=True)
    given["inputs"] = [_fix_input(name) for name in settings.inputs]
    given["output"] = str(locate(settings.output).absolute())
    for name in ("artifacts", "reviews", "log", "metrics"):
        if given.get(name):
            given[name] = str(locate(given[name]).absolute())
    return given


def _fix_input(name: str) -> str:
    if "://" in name:
        return name
    return f"@{Path(name[1:]).absolute()}" if name.startswith("@") else str(Path(name).absolute())


def register_deployment(deployment: RunnerDeployment, work_pool: str) -> UUID:
    """Make the deployment known to the server, and its work pool of processes where there is none."""
    with get_client(sync_client=True) as client:
        try:
            client.read_work_pool(work_pool)
        except ObjectNotFound:
            client.create_work_pool(WorkPoolCreate(name=work_pool, type="process"))
    return cast(UUID, deployment.apply(work_pool_name=work_pool))


def end_interrupted_runs(name: str) -> int:
    """Call the runs of a deployment crashed that a service left going when it was killed; returns how many.

    Nobody works on them any more, and only what has ended can be retried in the UI.
    """
    going = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=GOING)))
    deployments = DeploymentFilter(name=DeploymentFilterName(any_=[name]))
    flows = FlowFilter(name=FlowFilterName(any_=[build.name]))
    with get_client(sync_client=True) as client:
        found = client.read_flow_runs(flow_filter=flows, deployment_filter=deployments, flow_run_filter=going)
        for run in found:
            client.set_flow_run_state(run.id, Crashed(message=INTERRUPTED), force=True)
    return len(found)
