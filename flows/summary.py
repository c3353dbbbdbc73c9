"""What a run found: for the command line, the Prefect UI and whoever listens to events."""

import platform
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from importlib.metadata import requires
from importlib.metadata import version as library_version
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from tasks.core.errors import HeduiError
from tasks.publish.add_reviews import CONFLICT, stands
from tasks.schema.agreements import RIGHT, SUM, TRANSLATION, WRONG
from tasks.schema.rejects import Reject
from tasks.store.artifacts import Reference
from tasks.store.locations import locate
from tasks.store.versions import Pointer, Version, open_version

from .board import Future
from .settings import BuildSettings

LIBRARY = re.compile(r"[A-Za-z0-9._-]+")
"""The name at the beginning of a requirement."""


@dataclass(frozen=True)
class Summary:
    """The figures of a run. `n_cached` of `n_steps` steps were not done again; `pairs` are pairs of documents.

    `conflicts` counts those of all kinds that no reviewer called wrong, `refuted` the others. `reviews` has how many
    agreements are called right and wrong, and how many reviews of the file fit no agreement as it is now.
    """

    documents: int
    segments: int
    pairs: int
    beads: int
    facts: int
    agreements: dict[str, int]
    sums: dict[str, int]
    conflicts: int
    refuted: int
    reviews: dict[str, int]
    rejects: int
    edits: int
    version: str
    is_new: bool
    output: str
    path: str
    page: str
    n_steps: int
    n_cached: int
    changes: dict[str, dict[str, int]] | None
    parent: dict[str, int]
    rejected: list[Reject] = field(repr=False)

    def as_json(self) -> dict[str, Any]:
        """Plain values, without the list of rejects, which is a table of the version."""
        return {name: value for name, value in asdict(self).items() if name != "rejected"}


def describe_run(settings: BuildSettings, lineages: Mapping[str, str]) -> dict[str, Any]:
    """What the manifest says about the run: inputs, settings, lineages of the stages, library versions."""
    return {
        "inputs": list(settings.inputs),
        "folder": str(Path.cwd()),
        "settings": settings.model_dump(mode="json"),
        "lineages": dict(lineages),
        "python": platform.python_version(),
        "libraries": list_libraries(),
    }


def list_libraries() -> dict[str, str]:
    """Versions of hedui and of every library that it always needs, by name."""
    needed = [line for line in requires("hedui") or [] if "extra ==" not in line]
    names = ["hedui", *sorted(found.group() for line in needed if (found := LIBRARY.match(line)))]
    return {name: library_version(name) for name in names}


def summarise(
    settings: BuildSettings,
    before: Pointer | None,
    published: Reference,
    steps: Mapping[str, Mapping[str, Future]],
    reviews: Sequence[Reference],
) -> Summary:
    """Count what the published version holds; `before` is the pointer as the run found it."""
    version = open_version(locate(settings.output))
    counts = published["counts"]
    futures = [future for by_shard in steps.values() for future in by_shard.values()]
    references: list[Reference] = [future.result() for future in futures]
    statuses = count_statuses(version)
    judged = count_judged(version)
    pairs = sum(reference["counts"].get("pairs", 0) for reference in references if reference["stage"] == "pair")
    return Summary(
        documents=counts["documents"],
        segments=counts["segments"],
        pairs=pairs,
        beads=counts["alignments"],
        facts=counts["facts"],
        agreements=statuses[TRANSLATION],
        sums=statuses[SUM],
        conflicts=judged["stand"],
        refuted=judged["refuted"],
        reviews=_count_reviews(judged, reviews),
        rejects=counts["rejects"],
        edits=counts["edits"],
        version=version.name,
        is_new=before is None or before["version"] != version.name,
        output=settings.output,
        path=str(version.folder.absolute()),
        page=str(locate(settings.output).absolute() / "reports" / f"{version.name}.html"),
        n_steps=len(futures),
        n_cached=sum(future.state.name == "Cached" for future in futures),
        changes=version.manifest.get("changes"),
        parent=_count_parent(settings, version),
        rejected=[Reject(**row) for row in version.read("rejects").to_pylist()],
    )


def _count_parent(settings: BuildSettings, version: Version) -> dict[str, int]:
    """Rows of the tables of the version before; nothing without one."""
    parent = version.manifest["parent"]
    try:
        before = open_version(locate(settings.output), parent) if parent else None
    except (OSError, HeduiError):
        before = None
    return {name: entry["rows"] for name, entry in before.manifest["tables"].items()} if before else {}


def count_statuses(version: Version) -> dict[str, dict[str, int]]:
    """How many agreements have which status, by kind."""
    rows = version.read("agreements", ["kind", "status"])
    counted = rows.group_by(["kind", "status"]).aggregate([([], "count_all")]).sort_by("status").to_pylist()
    counts: dict[str, dict[str, int]] = {TRANSLATION: {}, SUM: {}}
    for row in counted:
        counts.setdefault(row["kind"], {})[row["status"]] = row["count_all"]
    return counts


def count_judged(version: Version) -> dict[str, int]:
    """Conflicts that stand and that a reviewer refuted; agreements of any status called right, wrong, or only noted."""
    rows = version.read("agreements", ["status", "review_verdict", "review_note"])
    verdicts = Counter(rows["review_verdict"].to_pylist())
    n_noted = pc.sum(pc.and_(pc.is_null(rows["review_verdict"]), pc.is_valid(rows["review_note"]))).as_py() or 0
    n_stand = pc.sum(stands(rows)).as_py() or 0
    n_conflicts = pc.sum(pc.equal(rows["status"], CONFLICT)).as_py() or 0
    return {
        "stand": n_stand,
        "refuted": n_conflicts - n_stand,
        RIGHT: verdicts[RIGHT],
        WRONG: verdicts[WRONG],
        "noted": n_noted,
    }


def _count_reviews(judged: Mapping[str, int], reviews: Sequence[Reference]) -> dict[str, int]:
    """Reviews that the version carries, and those of the file that fit nothing in it; empty without a file."""
    carried = {name: judged[name] for name in (RIGHT, WRONG, "noted")}
    given = sum(reference["counts"]["reviews"] for reference in reviews)
    return {**carried, "not_carried": given - sum(carried.values())} if reviews else {}
