"""The order of the stages, as data: what each builds on, and where its code is."""

from dataclasses import dataclass

from tasks.core.digests import digest_json
from tasks.store.steps import trace_lineage

from .settings import BuildSettings


@dataclass(frozen=True)
class Stage:
    """A stage: the module that its cache fingerprint starts from, and the stages it builds on."""

    module: str
    upstream: tuple[str, ...]


STAGES: dict[str, Stage] = {
    "ingest": Stage("tasks.ingest.stage", ()),
    "repair": Stage("tasks.repair.stage", ("ingest",)),
    "segment": Stage("tasks.segment.stage", ("repair",)),
    "extract": Stage("tasks.extract.stage", ("repair", "segment")),
    "pair": Stage("tasks.pair.split_pairs", ("segment",)),
    "align": Stage("tasks.align.stage", ("segment", "pair")),
    "crosscheck": Stage("tasks.crosscheck.stage", ("align", "extract")),
    "publish": Stage("tasks.publish.stage", ("repair", "segment", "extract", "align", "crosscheck")),
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
