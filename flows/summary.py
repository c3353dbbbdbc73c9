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
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.events import emit_event

from tasks.core.digests import digest_bytes
from tasks.publish.add_reviews import CONFLICT, stands
from tasks.schema.agreements import RIGHT, SUM, TRANSLATION, WRONG
from tasks.schema.rejects import Reject
from tasks.store.artifacts import Reference
from tasks.store.locations import locate
from tasks.store.versions import Pointer, Version, open_version

from .board import Future
from .conflicts import announce_conflicts
from .settings import BuildSettings

LIBRARY = re.compile(r"[A-Za-z0-9._-]+")
"""The name at the beginning of a requirement."""
MAX_REJECTS_SHOWN = 1000


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
        path=str(version.folder),
        page=str(locate(settings.output).absolute() / "reports" / f"{version.name}.html"),
        n_steps=len(futures),
        n_cached=sum(future.state.name == "Cached" for future in futures),
        rejected=[Reject(**row) for row in version.read("rejects").to_pylist()],
    )


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


def announce(summary: Summary) -> None:
    """Show the run in the Prefect UI, and emit an event for each rejected document."""
    create_markdown_artifact(write_markdown(summary), key="hedui-run", description=f"Version {summary.version}")
    rows = [reject._asdict() for reject in summary.rejected[:MAX_REJECTS_SHOWN]]
    create_table_artifact(rows, key="hedui-rejects", description=f"{summary.rejects} documents rejected")
    announce_conflicts(open_version(locate(summary.output), summary.version), summary.conflicts, summary.refuted)
    for reject in summary.rejected[:MAX_REJECTS_SHOWN]:
        emit_event(
            "hedui.document.rejected",
            resource={
                "prefect.resource.id": f"hedui.document.{reject.document_id or digest_bytes(reject.uri.encode())}",
                "prefect.resource.name": reject.uri,
            },
            payload=reject._asdict(),
        )


def write_markdown(summary: Summary) -> str:
    """The run as a page of the Prefect UI."""
    rows = {
        "documents": summary.documents,
        "segments": summary.segments,
        "pairs of documents": summary.pairs,
        "beads": summary.beads,
        "facts": summary.facts,
        "figures compared": _write_counts(summary.agreements),
        "conflicts": summary.conflicts,
        "called wrong by a reviewer": summary.refuted,
        "reviews": _write_counts(summary.reviews),
        "sums": _write_counts(summary.sums),
        "rejects": summary.rejects,
        "steps cached": f"{summary.n_cached} of {summary.n_steps}",
        "path": f"`{summary.path}`",
        "page for reviewers": f"`{summary.page}`",
    }
    head = f"# {'New version' if summary.is_new else 'Nothing new: version'} {summary.version}\n\n"
    return head + "| | |\n|---|---|\n" + "".join(f"| {name} | {value} |\n" for name, value in rows.items())


def _write_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items()) or "none"
