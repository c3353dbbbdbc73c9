"""Show a run in the Prefect UI, and tell those who listen to events."""

from collections import Counter
from collections.abc import Mapping, Sequence

from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.events import emit_event

from tasks.core.digests import digest_bytes
from tasks.schema.rejects import Reject
from tasks.store.locations import locate
from tasks.store.versions import open_version

from .conflicts import announce_conflicts
from .display import Display
from .summary import Summary

MAX_REJECTS_SHOWN = 1000


def announce(summary: Summary) -> None:
    """Show the run in the Prefect UI, and emit an event for each rejected document."""
    display = Display()
    page = write_markdown(summary)
    display.show(create_markdown_artifact, page, key="hedui-run", description=f"Version {summary.version}")
    rows = [reject._asdict() for reject in summary.rejected[:MAX_REJECTS_SHOWN]]
    described = f"{summary.rejects} documents rejected"
    display.show(create_table_artifact, rows, key="hedui-rejects", description=described)
    if summary.is_new:
        emit_event(
            "hedui.version.published",
            resource={
                "prefect.resource.id": f"hedui.version.{summary.version}",
                "prefect.resource.name": summary.version,
            },
            payload=summary.as_json(),
        )
    version = open_version(locate(summary.output), summary.version)
    announce_conflicts(version, display, summary.conflicts, summary.refuted)
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
    return _write_head(summary) + _write_rows(rows) + _write_changes(summary) + _write_reasons(summary.rejected)


def _write_head(summary: Summary) -> str:
    head = f"# {'New version' if summary.is_new else 'Nothing new: version'} {summary.version}\n\n"
    return head + "| | |\n|---|---|\n"


def _write_rows(rows: Mapping[str, object]) -> str:
    return "".join(f"| {name} | {value} |\n" for name, value in rows.items())


def _write_changes(summary: Summary) -> str:
    """What is other than in the version before."""
    if not summary.parent:
        return "\nThere is no version before this one.\n"
    now = {
        "documents": summary.documents,
        "segments": summary.segments,
        "facts": summary.facts,
        "rejects": summary.rejects,
    }
    lines = [f"| {name} | {summary.parent.get(name, 0)} | {count} |\n" for name, count in now.items()]
    changed = (f"{name}: {_write_counts(counts)}" for name, counts in (summary.changes or {}).items())
    return (
        "\n## Against the version before\n\n| | before | now |\n|---|---|---|\n"
        + "".join(lines)
        + (f"\n{'; '.join(changed)}\n" if summary.changes else "")
    )


def _write_reasons(rejected: Sequence[Reject]) -> str:
    """Why documents were rejected, the most frequent reason first; the table `hedui-rejects` names each."""
    if not rejected:
        return ""
    reasons = Counter((reject.stage, reject.error_type) for reject in rejected)
    lines = [f"| {stage} | {error} | {count} |\n" for (stage, error), count in reasons.most_common()]
    return "\n## Rejected\n\n| stage | why | documents |\n|---|---|---|\n" + "".join(lines)


def _write_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items()) or "none"
