"""The order of the stages, as data: what each builds on, and where its code is."""

from collections.abc import Iterable
from dataclasses import dataclass

from tasks.core.digests import digest_json
from tasks.core.errors import WrongCallError
from tasks.store.steps import trace_lineage

from .list_shards import Shard
from .settings import BuildSettings

ALL = "all"
"""The name of the one shard of steps over all documents."""


@dataclass(frozen=True)
class Stage:
    """A stage: the module that its cache fingerprint starts from, and the stages it builds on."""

    module: str
    upstream: tuple[str, ...]


STAGES: dict[str, Stage] = {
    "ingest": Stage("tasks.ingest.stage", ()),
    "repair": Stage("tasks.repair.stage", ("ingest",)),
    "count": Stage("tasks.repeat.count_lines", ("repair",)),
    "repeat": Stage("tasks.repeat.repeat_shards", ("count",)),
    "segment": Stage("tasks.segment.stage", ("repair", "repeat")),
    "extract": Stage("tasks.extract.stage", ("repair", "segment")),
    "sign": Stage("tasks.pair.split_pairs", ("segment",)),
    "pair": Stage("tasks.pair.split_pairs", ("segment", "sign")),
    "align": Stage("tasks.align.stage", ("segment", "pair")),
    "crosscheck": Stage("tasks.crosscheck.stage", ("align", "extract")),
    "gather": Stage("tasks.gather.gather_shards", ("extract",)),
    "publish": Stage("tasks.publish.stage", ("repair", "segment", "extract", "align", "crosscheck", "gather")),
    "report": Stage("tasks.report.stage", ("publish",)),
}
"""In an order in which every stage comes after those it builds on."""


def trace_lineages(settings: BuildSettings) -> dict[str, str]:
    """The lineage of every stage: its code, its settings, and the lineages it builds on."""
    lineages: dict[str, str] = {}
    for name, stage in STAGES.items():
        upstream = [lineages[other] for other in stage.upstream]
        lineages[name] = trace_lineage(stage.module, getattr(settings, name), upstream)
    lineages["publish"] = digest_json([lineages["publish"], settings.output])
    lineages["report"] = digest_json([lineages["report"], settings.output])
    return lineages


def stages_from(first: str | None) -> set[str]:
    """A stage and all that build on it, near or far; none for None."""
    chosen = {first} if first else set()
    for name, stage in STAGES.items():
        if chosen & set(stage.upstream):
            chosen.add(name)
    return chosen & STAGES.keys()


@dataclass(frozen=True)
class Refresh:
    """The steps that are done again whatever is cached. `shards` is None for all of them."""

    stages: set[str]
    shards: set[str] | None

    def covers(self, stage: str, shard: str) -> bool:
        """Whether this step is done again; steps over all shards build on those of the chosen ones."""
        return stage in self.stages and (self.shards is None or shard in self.shards or shard == ALL)


def choose_refresh(settings: BuildSettings, shards: Iterable[Shard]) -> Refresh:
    """What `from_stage` and `only` ask for.

    Raises WrongCallError when `only` names a document that is not there, or stands without `from_stage`.
    """
    stages = stages_from(settings.from_stage)
    if not settings.only:
        return Refresh(stages, None)
    if not stages:
        raise WrongCallError("`only` says for which documents `from_stage` is done again; name that stage as well")
    chosen: set[str] = set()
    known = list(shards)
    for name in settings.only:
        holding = {shard.name for shard in known if shard.holds(name)}
        if not holding:
            raise WrongCallError(f"no document of the input has the id or the uri {name}")
        chosen |= holding
    return Refresh(stages, chosen)
