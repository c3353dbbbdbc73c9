"""What a run would do: which steps are cached, which would run, and why.

The order of the steps is that of the flow itself; a planner stands in for the board and looks each step up.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

from prefect.tasks import Task

from tasks.core.errors import JobError
from tasks.store.artifacts import ArtifactStore, Reference, as_reference
from tasks.store.steps import Step, is_final, make_key
from tasks.store.task import StepCache, load_record, recall_step

from .board import name_part
from .build import compare_shards, publish_all, read_shards, repair_shards
from .list_shards import list_input, name_rejects, name_reviews, name_shards
from .settings import BuildSettings
from .stages import Refresh, choose_refresh, trace_lineages

OPEN = "?"
"""In place of a shard: some shards, nobody knows which before a step over all of them has run."""


class NotKnownError(JobError):
    """What a step makes is only known when it has run."""


@dataclass(frozen=True)
class PlannedStep:
    """A step and what would become of it; in place of a future of the flow."""

    stage: str
    shard: str
    action: Literal["cached", "run"]
    why: str
    reference: Reference | None = None

    @property
    def is_open(self) -> bool:
        """Whether it stands for the steps of several shards, of which some may be cached."""
        return self.shard == OPEN

    def result(self) -> Reference:
        """What the step made.

        Raises NotKnownError when it has yet to run.
        """
        if self.reference is None:
            raise NotKnownError(f"{self.stage}[{self.shard}] has yet to run")
        return self.reference


PlannedInputs = Mapping[str, Sequence[PlannedStep | Reference]]


@dataclass
class Planner:
    """Looks steps up in the order in which the flow would submit them."""

    settings: BuildSettings
    lineages: dict[str, str]
    store: ArtifactStore
    refresh: Refresh
    steps: list[PlannedStep] = field(default_factory=list)
    _open: set[str] = field(default_factory=set)

    def submit(
        self,
        task: Task[Any, Any],
        shard: str,
        upstream: PlannedInputs,
        *arguments: Any,
        n_documents: int = 0,
    ) -> PlannedStep:
        """Look one step up."""
        planned = self._plan(task, shard, upstream)
        if not planned.is_open or planned.stage not in self._open:
            self.steps.append(planned)
        if planned.is_open:
            self._open.add(planned.stage)
        return planned

    def take_parts(self, table: str, step: PlannedStep) -> Callable[[str], PlannedInputs]:
        """From a shard to its table of what a step over all shards made; where that is not known, what may be one."""
        if step.reference is not None:
            return partial(name_part, table, step.reference)
        unknown = PlannedStep(step.stage, OPEN, "run", f"{step.stage}[{step.shard}] has yet to run")
        return lambda shard: {table: [unknown]}

    def finish(self, futures: Iterable[PlannedStep]) -> None:
        """Nothing is under way."""

    def _plan(self, task: Task[Any, Any], shard: str, upstream: PlannedInputs) -> PlannedStep:
        stage = task.name
        if self.refresh.covers(stage, shard):
            return PlannedStep(stage, shard, "run", f"asked for by --from {self.settings.from_stage}")
        waits_for = [f for found in upstream.values() for f in found if isinstance(f, PlannedStep) and not f.reference]
        certain = [step for step in waits_for if not step.is_open]
        if certain:
            return PlannedStep(stage, shard, "run", f"{certain[0].stage}[{certain[0].shard}] runs before it")
        if waits_for:
            return PlannedStep(stage, OPEN, "run", waits_for[0].why)
        known = {
            name: [item.result() if isinstance(item, PlannedStep) else item for item in found]
            for name, found in upstream.items()
        }
        step = Step(stage=stage, shard=shard, store=str(self.store.root), lineage=self.lineages[stage])
        return self._look_up(task, step, make_key(step, known))

    def _look_up(self, task: Task[Any, Any], step: Step, key: str) -> PlannedStep:
        policy = task.cache_policy
        assert isinstance(policy, StepCache)  # noqa: S101  # every stage is made by step_options
        reference = recall_step(self.store, key, policy.check)
        if reference is not None:
            return PlannedStep(step.stage, step.shard, "cached", "code, settings and inputs are the same", reference)
        return PlannedStep(step.stage, step.shard, "run", self._explain_miss(key))

    def _explain_miss(self, key: str) -> str:
        record = as_reference(load_record(self.store.results / key))
        if record is None:
            return "new inputs, code or settings"
        return "what it made is gone or damaged" if is_final(record) else "it rejected documents, which are tried again"


def plan_run(settings: BuildSettings) -> list[PlannedStep]:
    """Every step of a run in order, as far as they can be known before it.

    Raises what `list_input` raises. Writes nothing.
    """
    store = ArtifactStore(settings.artifacts_folder.absolute())
    reviews = name_reviews(settings, store.refer)
    listing = list_input(settings)
    shards = name_shards(listing, settings, store.refer)
    planner: Any = Planner(settings, trace_lineages(settings), store, choose_refresh(settings, shards))
    try:
        steps = repair_shards(planner, shards)
        steps |= read_shards(planner, shards, steps)
        steps |= compare_shards(planner, shards, steps)
        publish_all(planner, steps, name_rejects(listing, store.refer), reviews)
    except NotKnownError as error:
        done = {step.stage for step in planner.steps}
        rest = [stage for stage in ("align", "crosscheck", "publish", "report") if stage not in done]
        planner.steps += [PlannedStep(stage, OPEN, "run", str(error)) for stage in rest]
    steps_in_order: list[PlannedStep] = planner.steps
    return steps_in_order
