"""All settings of a run: one frozen model, from which the Prefect UI makes its form."""

import os
import tomllib
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tasks.align.settings import AlignSettings
from tasks.core.errors import WrongCallError
from tasks.crosscheck.settings import CrosscheckSettings
from tasks.extract.settings import ExtractSettings
from tasks.gather.settings import GatherSettings
from tasks.ingest.settings import IngestSettings
from tasks.pair.settings import PairSettings
from tasks.publish.settings import PublishSettings
from tasks.repair.settings import RepairSettings
from tasks.repeat.settings import RepeatSettings
from tasks.report.settings import ReportSettings
from tasks.segment.settings import SegmentSettings
from tasks.store.locations import Location, locate

StageName = Literal[
    "ingest",
    "repair",
    "count",
    "repeat",
    "segment",
    "extract",
    "sign",
    "pair",
    "align",
    "crosscheck",
    "gather",
    "publish",
    "report",
]
DEFAULT_OUTPUT = "data/outputs"


class BuildSettings(BaseModel):
    """What to read, where to publish, how to work; each stage has its own part, and only that is in its cache key."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: tuple[str, ...] = Field(
        min_length=1, description="Folders, files, globs, @FILE (a list, one a line) or URLs that fsspec opens"
    )
    output: str = Field(
        default=DEFAULT_OUTPUT,
        min_length=1,
        description="Folder of the published versions, or a URL such as s3://bucket/folder",
    )
    artifacts: str | None = Field(
        default=None,
        description="Folder or URL of the cached intermediate artifacts; beside the output unless told otherwise",
    )
    credentials: str | None = Field(
        default=None,
        description="Secret block of Prefect that holds variables such as AWS_… as JSON; the environment if none",
    )
    runner: Literal["thread", "process", "dask", "ray"] = Field(
        default="process",
        description="Where the work is done: in threads of the run, in worker processes, or on a cluster",
    )
    address: str | None = Field(
        default=None,
        description="Of a running cluster, such as tcp://host:8786 (Dask) or ray://host:10001; one of its own without",
    )
    workers: int | None = Field(
        default=None, ge=1, le=256, description="Steps at work at once; the cores, or all of the cluster, if not given"
    )
    step_timeout_seconds: float = Field(
        default=1800.0,
        gt=0,
        description="A worker process that works longer on one step is ended and the step tried again",
    )
    max_reject_share: float = Field(
        default=0.2,
        ge=0,
        le=1,
        description="A larger share of rejected documents fails the step, so that nothing is published",
    )
    reject_grace: int = Field(default=10, ge=0, description="Up to this many rejected documents never fail a step")
    reviews: str | None = Field(
        default=None, min_length=1, description="File of verdicts that a reviewer saved from the page of a report"
    )
    max_conflicts: int | None = Field(
        default=None,
        ge=0,
        description="More conflicts than this that no reviewer called wrong fail the run, after it has published them",
    )
    log: str | None = Field(
        default=None, description="File that gets a JSON line for each step that ends and each document rejected"
    )
    metrics: str | None = Field(
        default=None, description="File that gets the figures of the run in the text format of Prometheus"
    )
    from_stage: StageName | None = Field(
        default=None, description="Do this stage and all after it again, whatever is cached"
    )
    only: tuple[str, ...] = Field(
        default=(), description="With from_stage: only for the shards of these documents, named by id or uri"
    )
    ingest: IngestSettings = IngestSettings()
    repair: RepairSettings = RepairSettings()
    repeat: RepeatSettings = RepeatSettings()
    segment: SegmentSettings = SegmentSettings()
    extract: ExtractSettings = ExtractSettings()
    pair: PairSettings = PairSettings()
    align: AlignSettings = AlignSettings()
    crosscheck: CrosscheckSettings = CrosscheckSettings()
    gather: GatherSettings = GatherSettings()
    publish: PublishSettings = PublishSettings()
    report: ReportSettings = ReportSettings()

    @property
    def count(self) -> RepeatSettings:
        """What repeated lines are for decides what is counted."""
        return self.repeat

    @property
    def sign(self) -> PairSettings:
        """What signatures are for decides what is signed."""
        return self.pair

    @property
    def artifacts_folder(self) -> Location:
        """Where the artifacts lie."""
        return locate(self.artifacts) if self.artifacts else locate(self.output).absolute().parent / "artifacts"

    @property
    def n_workers(self) -> int:
        """How many steps are at work at once; 0 for as many as the cluster takes."""
        return self.workers or (0 if self.address else len(os.sched_getaffinity(0)))

    def forced(self) -> "BuildSettings":
        """The same, without a guard over the quality of what is published."""
        guard = self.publish.guard.model_copy(update={"force": True})
        return self.model_copy(update={"publish": self.publish.model_copy(update={"guard": guard})})

    def allowed_rejects(self, n_documents: int) -> int:
        """Rejected documents that a step with so many documents may have."""
        return max(self.reject_grace, int(self.max_reject_share * n_documents))


def load_settings(config: Path | None, **overrides: Any) -> BuildSettings:
    """Settings of a TOML file, if any, with the overrides that are not None.

    Raises WrongCallError that names the file and each wrong entry.
    """
    try:
        entries = tomllib.loads(config.read_text(encoding="utf-8")) if config else {}
        if config is not None:
            _read_vocabulary(config, entries)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongCallError(f"the settings {config} cannot be read: {error}") from error
    given = {name: value for name, value in overrides.items() if value is not None}
    try:
        return BuildSettings(**{**entries, **given})
    except ValidationError as error:
        where = f" in {config}" if config else ""
        raise WrongCallError(f"wrong settings{where}: {describe_wrong_entries(error)}") from error


def describe_wrong_entries(error: ValidationError) -> str:
    """Each entry that a model refuses, with the reason."""
    return "; ".join(f"{'.'.join(map(str, item['loc']))}: {item['msg']}" for item in error.errors())


def _read_vocabulary(config: Path, entries: dict[str, Any]) -> None:
    """Put the vocabulary itself where the settings name its file, beside theirs: so a cache knows what is in it."""
    extract = entries.get("extract")
    if isinstance(extract, dict) and isinstance(extract.get("vocabulary"), str):
        path = config.parent / extract["vocabulary"]
        extract["vocabulary"] = tomllib.loads(path.read_text(encoding="utf-8"))


SETTINGS = BuildSettings(inputs=("-",))
"""All defaults, for commands that read single files."""
