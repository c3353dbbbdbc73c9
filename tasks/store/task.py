"""How a step becomes a Prefect task: its cache, its retries, its name."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from prefect.cache_policies import CachePolicy
from prefect.client.schemas.objects import State, TaskRun
from prefect.context import TaskRunContext
from prefect.filesystems import WritableFileSystem
from prefect.results import ResultRecord  # type: ignore[attr-defined]  # it has no other public place
from prefect.tasks import Task, exponential_backoff
from pydantic import BaseModel

from ..core.errors import TransientError
from ..core.stage import StageFunction
from .artifacts import ArtifactStore, Reference, as_reference
from .locations import Location, locate, mark_used
from .objects import ObjectPath
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
            mark_used(store.results / key)  # garbage collection goes by the last use
        return key


def recall_step(store: ArtifactStore, key: str, check: Check = is_sound) -> Reference | None:
    """What the step with this key made, if that still counts."""
    reference = as_reference(load_record(store.results / key))
    return reference if reference and is_final(reference) and check(store, reference) else None


def load_record(path: Location) -> Any:
    """What a result record holds; None when there is none, or one that was cut off in the middle."""
    try:
        return ResultRecord.deserialize(path.read_bytes()).result
    except Exception:
        return None


class BucketRecords(WritableFileSystem):
    """Result records of Prefect in a bucket. It is never saved on the server, so no credentials are needed there."""

    folder: str

    def _resolve_path(self, path: str) -> str:
        return path if "://" in path else f"{self.folder}/{path}"

    def read_path(self, path: str, _sync: bool = True) -> bytes:  # type: ignore[override]  # Prefect calls it so
        """The bytes of a record."""
        return locate(self._resolve_path(path)).read_bytes()

    def write_path(self, path: str, content: bytes, _sync: bool = True) -> None:  # type: ignore[override]
        """Put a record, whole or not at all."""
        cast(ObjectPath, locate(self._resolve_path(path))).put(content)

    async def aread_path(self, path: str) -> bytes:
        """The same for callers in an event loop."""
        return await asyncio.to_thread(self.read_path, path)

    async def awrite_path(self, path: str, content: bytes) -> None:
        """The same for callers in an event loop."""
        await asyncio.to_thread(self.write_path, path, content)


def keep_records(task: Task[Any, Any], store: ArtifactStore, refresh: bool) -> Task[Any, Any]:
    """The task with its result records in a store, done again whatever they say if `refresh`."""
    if not isinstance(store.results, ObjectPath):
        return task.with_options(result_storage=store.results.absolute(), refresh_cache=refresh)
    configured = task.with_options(refresh_cache=refresh)
    configured.result_storage = BucketRecords(folder=str(store.results))
    return configured


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
