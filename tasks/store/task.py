"""How a step becomes a Prefect task: its cache, its retries, its name."""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prefect.cache_policies import CachePolicy
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import TaskRunContext
from prefect.results import ResultRecord  # type: ignore[attr-defined]  # it has no other public place
from prefect.tasks import Task, exponential_backoff
from pydantic import BaseModel

from ..core.errors import TransientError
from ..core.stage import StageFunction
from .artifacts import ArtifactStore, Reference, as_reference
from .steps import Step, do_step, is_final, is_sound, make_key
from .workers import current_workers

Upstream = dict[str, Sequence[Reference]]
Check = Callable[[ArtifactStore, Reference], bool]

RETRIES = 3
BACKOFF_SECONDS = 2
JITTER = 0.5


def is_transient(task: Task[Any, Any], run: TaskRun, state: State[Any]) -> bool:
    """Whether another try may help: I/O, network, a lost worker. A full disk or a wrong file stays what it is."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, TransientError | ConnectionError | TimeoutError)


@dataclass
class StepCache(CachePolicy):
    """A step is done when its record is there, its artifacts are undamaged, and it gave up no document.

    Prefect takes every record it finds under the key; a record that does not count any more is therefore removed first.
    """

    check: Check = is_sound

    def compute_key(
        self, task_ctx: TaskRunContext, inputs: dict[str, Any], flow_parameters: dict[str, Any], **kwargs: Any
    ) -> str | None:
        """The key of the step."""
        step: Step = inputs["step"]
        key = make_key(step, inputs["upstream"])
        store = ArtifactStore.at(step.store)
        if recall_step(store, key, self.check) is None:
            (store.results / key).unlink(missing_ok=True)
        else:
            os.utime(store.results / key)  # garbage collection goes by the last use
        return key


def recall_step(store: ArtifactStore, key: str, check: Check = is_sound) -> Reference | None:
    """What the step with this key made, if that still counts."""
    reference = as_reference(load_record(store.results / key))
    return reference if reference and is_final(reference) and check(store, reference) else None


def load_record(path: Path) -> Any:
    """What a result record holds; None when there is none, or one that was cut off in the middle."""
    try:
        return ResultRecord.deserialize(path.read_bytes()).result
    except Exception:
        return None


def step_options(check: Check = is_sound) -> dict[str, Any]:
    """Keyword arguments for `prefect.task` that all stages share."""
    return {
        "task_run_name": "{step.stage}[{step.shard}]",
        "cache_policy": StepCache(check=check),
        "persist_result": True,
        "result_serializer": "json",
        "retries": RETRIES,
        "retry_delay_seconds": exponential_backoff(BACKOFF_SECONDS),
        "retry_jitter_factor": JITTER,
        "retry_condition_fn": is_transient,
        "log_prints": False,
    }


def run_step(step: Step, function: StageFunction, upstream: Upstream, settings: BaseModel) -> Reference:
    """Do the step on the workers of the run."""
    return current_workers().call(do_step, step, function, upstream, settings)
