"""Commands over the history of versions: versions, diff, rollback, gc."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from tasks.publish.collect_versions import collect_versions
from tasks.publish.compare_versions import Changes, compare_versions
from tasks.publish.match_facts import FactChange
from tasks.publish.roll_back import roll_back
from tasks.store.versions import Version, list_versions, read_pointer, using_version

from ..settings import BuildSettings
from .published import DEFAULT, Output
from .terminal import exit_codes, print_json_lines, print_line

SIGNS = {"added": "+", "removed": "-", "changed": "~", "reread": "="}
Json = Annotated[bool, typer.Option("--json", help="JSON lines instead of text.")]


def versions(output: Output = DEFAULT, as_json: Json = False) -> None:
    """List the published versions, oldest first: name, documents, facts, conflicts, size, and the version before it.

    A star marks the current one, which `hedui path` and all readers resolve.

    Example: hedui versions --json | jq -r .version
    """
    with exit_codes():
        pointer = read_pointer(output)
        rows = [describe_version(found, pointer["version"] if pointer else "") for found in list_versions(output)]
        if as_json:
            print_json_lines(rows)
            return
        for row in rows:
            mark = "*" if row["is_current"] else " "
            size = f"{row['bytes'] / 1e6:.1f} MB"
            counts = f"{row['documents']:>9} documents {row['facts']:>9} facts {size:>12}"
            print_line(f"{mark} {row['version']}  {counts}  after {row['parent'] or 'none'}")


def describe_version(version: Version, current: str) -> dict[str, Any]:
    """Name, parent, time, rows of each table and bytes of a version."""
    manifest = version.manifest
    tables = manifest["tables"]
    return {
        "version": version.name,
        "is_current": version.name == current,
        "created_at": manifest["created_at"],
        "parent": manifest["parent"],
        "bytes": sum(part["bytes"] for entry in tables.values() for part in entry["parts"]),
        **{name: entry["rows"] for name, entry in tables.items()},
    }


def diff(
    old: Annotated[str, typer.Argument(help="A version by name, as `hedui versions` lists them.")],
    new: Annotated[str | None, typer.Argument(help="Another one; the current version if not given.")] = None,
    output: Output = DEFAULT,
    as_json: Json = False,
) -> None:
    """Say what changed from one version to another: documents, facts with old and new value, verdicts that turned.

    A fact is the same one when it stands in the same bytes, or in the same words with other figures. Facts of documents
    that were added or removed are not listed. With --json each line has `what`: document, fact, verdict or summary.

    Example: hedui diff 20260102T030405Z-0123456789ab --json | jq 'select(.what == "verdict")'
    """
    with exit_codes(), using_version(output, old) as before, using_version(output, new) as after:
        changes = compare_versions(before, after)
        if as_json:
            print_json_lines(list_changes(changes))
            return
        for row in list_changes(changes):
            print_line(write_change(row))


def list_changes(changes: Changes) -> Iterator[dict[str, Any]]:
    """A row for each change, and a last one with counts."""
    for document in changes.documents:
        yield {"what": "document", "change": document.change, "uri": document.uri}
    for fact in changes.facts:
        yield _describe_fact(fact)
    for verdict in changes.verdicts:
        sides = {"old": verdict.old, "new": verdict.new}
        change = "turned" if verdict.old and verdict.new else "removed" if verdict.old else "added"
        yield {"what": "verdict", "change": change, **sides}
    yield {"what": "summary", "old": changes.old, "new": changes.new, **_count(changes)}


def _describe_fact(fact: FactChange) -> dict[str, Any]:
    change = "changed" if fact.old and fact.new else "removed" if fact.old else "added"
    described: dict[str, Any] = {"what": "fact", "change": change, "uri": fact.uri}
    for side, row in (("old", fact.old), ("new", fact.new)):
        if row is not None:
            described |= {f"{side}_fact_id": row["fact_id"], f"{side}_quote": row["quote"]}
    if fact.old and fact.new:
        described["columns"] = {name: [fact.old[name], fact.new[name]] for name in fact.columns}
    return described


def _count(changes: Changes) -> dict[str, dict[str, int]]:
    documents = Counter(document.change for document in changes.documents)
    facts = Counter(_describe_fact(fact)["change"] for fact in changes.facts)
    verdicts = Counter(
        f"{verdict.old['status'] if verdict.old else 'none'} -> {verdict.new['status'] if verdict.new else 'none'}"
        for verdict in changes.verdicts
    )
    return {"documents": dict(documents), "facts": dict(facts), "verdicts": dict(verdicts)}


def write_change(row: dict[str, Any]) -> str:
    """A row of `list_changes` as a line for people."""
    match row["what"]:
        case "document":
            return f"{SIGNS[row['change']]} document {row['uri']}: {row['change']}"
        case "fact":
            quotes = " -> ".join(f"«{row[name]}»" for name in ("old_quote", "new_quote") if name in row)
            values = "; ".join(f"{name} {old} -> {new}" for name, (old, new) in row.get("columns", {}).items())
            return f"{SIGNS[row['change']]} fact {row['uri']}: {quotes}{f' ({values})' if values else ''}"
        case "verdict":
            old, new = (_name_verdict(row[side]) for side in ("old", "new"))
            shown = row["new"] or row["old"]
            return f"~ verdict {old} -> {new}: zh «{shown['zh_quote'] or ''}» en «{shown['en_quote'] or ''}»"
    counts = (f"{name} {json.dumps(row[name], ensure_ascii=False)}" for name in ("documents", "facts", "verdicts"))
    return f"{row['old']} -> {row['new']}: {', '.join(counts)}"


def _name_verdict(verdict: dict[str, Any] | None) -> str:
    if verdict is None:
        return "none"
    return f"{verdict['status']} ({verdict['reason']})" if verdict["reason"] else str(verdict["status"])


def rollback(
    version: Annotated[
        str | None, typer.Argument(help="A version by name; the one before the current if none.")
    ] = None,
    output: Output = DEFAULT,
) -> None:
    """Go back to an older version: it is checked and becomes the current one. No version is changed or removed.

    The next `hedui run` publishes what its inputs give: mend the cause first.
    """
    with exit_codes():
        print_line(f"the current version is {roll_back(output, version).name}")


def gc(
    output: Output = DEFAULT,
    artifacts: Annotated[
        str | None, typer.Option("--artifacts", help="Folder or URL of the artifacts; beside the output if not given.")
    ] = None,
    keep: Annotated[int, typer.Option("--keep", min=1, help="Versions to keep at least, the newest first.")] = 10,
    days: Annotated[float, typer.Option("--days", min=0, help="Keep whatever is younger than so many days.")] = 30.0,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be removed.")] = False,
) -> None:
    """Remove old versions and artifacts that no step needs any more.

    The current version always stays, and so does one that a reader holds: a shared lock (flock) on its manifest.json.
    """
    from ..collect_garbage import collect_artifacts  # brings Prefect, which takes a second

    with exit_codes():
        settings = BuildSettings(inputs=("-",), output=str(output), artifacts=artifacts)
        collected = collect_versions(output, keep, days, dry_run)
        freed = collect_artifacts(settings.artifacts_folder, days, dry_run)
        verb = "would remove" if dry_run else "removed"
        for name in collected.removed:
            print_line(f"{verb} version {name}")
        for name in collected.in_use:
            print_line(f"kept version {name}: a reader holds it")
        removed = len(collected.removed)
        print_line(f"{verb} {removed} versions and {freed.n_files} artifacts ({freed.n_bytes / 1e6:.1f} MB)")


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (versions, diff, rollback, gc):
        app.command(rich_help_panel="Work with published versions")(command)
