"""Commands that run or plan the flow."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path
from textwrap import wrap
from typing import Annotated, Any

import typer
from pydantic import BaseModel
from rich.console import Console
from rich.table import Table

from tasks.ingest.list_documents import refuse_missing
from tasks.schema.rejects import Reject
from tasks.store.locations import locate
from tasks.store.versions import open_version

from ..own_server import be_patient, own_server
from ..server_faults import naming_server_errors
from ..settings import BuildSettings, load_settings
from .show_progress import show_progress
from .terminal import error_console, exit_codes, print_json_lines, print_line, print_rejects

PLAIN_WIDTH = 160
Inputs = Annotated[
    list[str], typer.Argument(help="Folders, files, globs, @FILE (a list, one a line) or URLs.", metavar="INPUT...")
]
Output = Annotated[str | None, typer.Option("--output", help="Folder of the published versions [data/outputs].")]
Artifacts = Annotated[
    str | None, typer.Option("--artifacts", help="Folder of the cached artifacts [beside the output].")
]
Config = Annotated[Path | None, typer.Option("--config", help="TOML file with settings; `hedui settings` prints one.")]
Runner = Annotated[
    str | None, typer.Option("--runner", help="thread, process, dask or ray: where the work is done [process].")
]
Workers = Annotated[int | None, typer.Option("--workers", help="Steps at work at once [the cores].")]
Address = Annotated[
    str | None, typer.Option("--address", help="Of a running cluster: tcp://HOST:8786 (Dask), ray://HOST:10001 (Ray).")
]
Metrics = Annotated[str | None, typer.Option("--metrics", help="File for the figures of the run, for Prometheus.")]
Log = Annotated[str | None, typer.Option("--log", help="File that gets a JSON line for each step and reject.")]
From = Annotated[str | None, typer.Option("--from", help="Do this stage and those after it again, whatever is cached.")]

Reviews = Annotated[
    str | None, typer.Option("--reviews", help="File of verdicts that a reviewer saved from the page of a report.")
]
Only = Annotated[
    list[str] | None,
    typer.Option("--only", help="With --from: only for the shards of these documents (id or uri; repeat it)."),
]


def run(
    inputs: Inputs,
    output: Output = None,
    artifacts: Artifacts = None,
    config: Config = None,
    runner: Runner = None,
    address: Address = None,
    workers: Workers = None,
    from_stage: From = None,
    only: Only = None,
    reviews: Reviews = None,
    metrics: Metrics = None,
    log: Log = None,
    force: Annotated[bool, typer.Option("--force", help="Publish even if the quality dropped.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", help="Show the log of Prefect.")] = False,
) -> None:
    """Turn documents into a published version of checked tables.

    Unchanged documents cost nothing in the next run. Documents that cannot be used are rejects with a reason. Exit
    code 0 only if the output shows a complete version.

    Verdicts that a reviewer saved from the page go into `agreements` by --reviews; a conflict that was called wrong
    does not count for max_conflicts.

    Example: hedui run collected/ --output data/outputs
    """
    with exit_codes():
        settings = load_settings(
            config,
            inputs=tuple(inputs),
            output=output,
            artifacts=artifacts,
            runner=runner,
            address=address,
            workers=workers,
            from_stage=from_stage,
            only=tuple(only) if only else None,
            reviews=reviews,
            metrics=metrics,
            log=log,
        )
        refuse_missing(settings.inputs)
        _run_flow(settings.forced() if force else settings, verbose)


def _run_flow(settings: BuildSettings, verbose: bool) -> None:
    if not verbose:
        os.environ.setdefault("PREFECT_LOGGING_LEVEL", "CRITICAL")
    be_patient()
    with own_server(), naming_server_errors():
        from ..build import build  # Prefect takes a second to import, which --help need not wait for

        with nullcontext() if verbose else show_progress():
            summary = build(settings)
    show_summary(summary)


def plan(
    inputs: Inputs,
    output: Output = None,
    artifacts: Artifacts = None,
    config: Config = None,
    from_stage: From = None,
    only: Only = None,
    reviews: Reviews = None,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines instead of a table.")] = False,
) -> None:
    """Say what a run would do: which steps are cached, which would run, and why. Nothing is written."""
    with exit_codes():
        settings = load_settings(
            config,
            inputs=tuple(inputs),
            output=output,
            artifacts=artifacts,
            from_stage=from_stage,
            only=tuple(only) if only else None,
            reviews=reviews,
        )
        from ..plan_run import plan_run

        steps = plan_run(settings)
        if as_json:
            fields = ("stage", "shard", "action", "why")
            print_json_lines({name: getattr(step, name) for name in fields} for step in steps)
            return
        for step in steps:
            print_line(f"{step.action:<7} {f'{step.stage}[{step.shard}]':<18} {step.why}")
        n_cached = sum(step.action == "cached" for step in steps)
        error_console().print(f"{n_cached} of {len(steps)} steps are cached")


def settings(config: Config = None) -> None:
    """Print all settings with their meaning, as a TOML file that --config takes.

    The settings of a stage are in its cache key: changing them does that stage and those after it again.

    Example: hedui settings > hedui.toml; hedui run collected/ --config hedui.toml
    """
    with exit_codes():
        for line in write_toml(load_settings(config, inputs=("seeds",))):
            print_line(line)


def write_toml(model: BaseModel, section: str = "") -> Iterator[str]:
    """A settings model as TOML, each entry behind its description."""
    parts: list[tuple[str, BaseModel]] = []
    for name, field in type(model).model_fields.items():
        value = getattr(model, name)
        if isinstance(value, BaseModel):
            parts.append((f"{section}{name}", value))
            continue
        yield from (f"# {line}" for line in wrap(field.description or "", 100))
        yield f"{name} = {to_toml(value)}" if value is not None else f"# {name} ="
    for name, part in parts:
        if type(part).model_fields:
            yield from ["", f"[{name}]", *write_toml(part, f"{name}.")]


def to_toml(value: object) -> str:
    """One value in TOML; JSON's spelling serves for all types of settings but models, which are inline tables."""
    if isinstance(value, BaseModel):
        return f"{{{', '.join(f'{name} = {to_toml(getattr(value, name))}' for name in type(value).model_fields)}}}"
    if isinstance(value, tuple):
        return f"[{', '.join(map(to_toml, value))}]"
    return json.dumps(value, ensure_ascii=False)


def show_summary(summary: dict[str, Any]) -> None:
    """The table that a run ends with: what was found, and where it lies."""
    version = open_version(locate(summary["output"]), summary["version"])
    print_rejects(Reject(**row) for row in version.read("rejects").to_pylist())
    table = Table(
        title="Published a new version" if summary["is_new"] else "Nothing new: the version stays", show_header=False
    )
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    agreements = summary["agreements"]
    for name, value in {
        "documents": summary["documents"],
        "segments": summary["segments"],
        "pairs": f"{summary['pairs']} of documents, {summary['beads']} of segments",
        "facts": summary["facts"],
        "agreements": agreements.get("agree", 0),
        "conflicts": summary["conflicts"],
        **({"called wrong by a reviewer": summary["refuted"]} if summary["refuted"] else {}),
        "sums that do not add up": summary["sums"].get("conflict", 0),
        "one side only": agreements.get("only_zh", 0) + agreements.get("only_en", 0),
        "rejects": summary["rejects"],
        **_describe_reviews(summary["reviews"]),
        "steps cached": f"{summary['n_cached']} of {summary['n_steps']}",
        "tables": summary["path"],
        "page": summary["page"],
    }.items():
        table.add_row(name, str(value))
    Console(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH).print(table)


def _describe_reviews(counts: dict[str, int]) -> dict[str, str]:
    """The row on the reviews of a file; none without one."""
    if not counts:
        return {}
    carried = f"{counts['right']} right, {counts['wrong']} wrong, {counts['noted']} noted"
    lost = f"; {counts['not_carried']} fit no agreement as it is now" if counts["not_carried"] else ""
    return {"reviews": carried + lost}


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (run, plan, settings):
        app.command(rich_help_panel="Run the workflow")(command)
