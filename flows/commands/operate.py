"""Commands that put the flow on a schedule: on this machine, or for the workers of a Prefect server."""

import os
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from tasks.core.errors import WrongCallError

from ..own_server import HOST, be_patient, lasting_server
from ..settings import BuildSettings, describe_wrong_entries, load_settings
from .run import Address, Artifacts, Config, Inputs, Output, Runner, Workers
from .terminal import error_console, exit_codes, print_line

Name = Annotated[str, typer.Option("--name", help="Name of the deployment.")]
Cron = Annotated[str | None, typer.Option("--cron", help="Schedule, as in crontab: '0 2 * * *' is every night at two.")]
Timezone = Annotated[str, typer.Option("--timezone", help="Time zone of the schedule.")]
Overlap = Annotated[
    str, typer.Option("--overlap", help="wait or refuse: a run that is due while another one is at work.")
]
DEFAULT_PORT = 4200


def serve(
    inputs: Inputs,
    output: Output = None,
    artifacts: Artifacts = None,
    config: Config = None,
    runner: Runner = None,
    address: Address = None,
    workers: Workers = None,
    name: Name = "nightly",
    cron: Cron = None,
    timezone: Timezone = "UTC",
    overlap: Overlap = "wait",
    host: Annotated[str, typer.Option("--host", help="Address of the UI; others than your own see it then.")] = HOST,
    port: Annotated[int, typer.Option("--port", help="Port of the UI.")] = DEFAULT_PORT,
) -> None:
    """Run on a schedule on this machine: Prefect server with UI, schedule and worker in one command.

    The server of PREFECT_API_URL is used if there is one. Runs can be started, cancelled and retried in the UI. Ctrl-C
    or SIGTERM ends all of it; the schedule is kept and goes on with the next `hedui serve`.

    Example: hedui serve collected/ --output data/outputs --cron '0 2 * * *' --timezone Asia/Shanghai
    """
    with exit_codes():
        settings = _load(config, inputs, output, artifacts, runner, address, workers)
        plan = {"name": name, "cron": cron, "timezone": timezone, "overlap": overlap}
        be_patient()
        with lasting_server(host, port) as page:
            from prefect import serve as serve_deployments

            from ..deployments import end_interrupted_runs, make_deployment

            deployment = _make(make_deployment, settings, plan)
            console = error_console()
            n_interrupted = end_interrupted_runs(name) if page else 0  # of a server that others use, we know nothing
            if n_interrupted:
                console.print(f"runs that were interrupted: {n_interrupted}; Retry in the UI does what is missing")
            console.print(f"UI: {page or os.environ.get('PREFECT_API_URL')}", markup=False)
            console.print(f"deployment hedui/{name}: {cron or 'no schedule'}; Ctrl-C ends", markup=False)
            serve_deployments(deployment, pause_on_shutdown=False, print_starting_message=False)


def deploy(
    inputs: Inputs,
    output: Output = None,
    artifacts: Artifacts = None,
    config: Config = None,
    runner: Runner = None,
    address: Address = None,
    workers: Workers = None,
    name: Name = "nightly",
    cron: Cron = None,
    timezone: Timezone = "UTC",
    overlap: Overlap = "wait",
    pool: Annotated[str, typer.Option("--pool", help="Work pool; made, for processes, where there is none.")] = "hedui",
) -> None:
    """Make the flow known to the Prefect server of PREFECT_API_URL, for workers to run it.

    A second call with the same name changes the deployment. Relative paths are made absolute; `hedui` must be installed
    where the workers run.

    Example: hedui deploy /srv/collected --output /srv/outputs --cron '0 2 * * *'; prefect worker start --pool hedui
    """
    with exit_codes():
        settings = _load(config, inputs, output, artifacts, runner, address, workers)
        plan = {"name": name, "cron": cron, "timezone": timezone, "overlap": overlap}
        from prefect.settings import PREFECT_API_URL

        if not PREFECT_API_URL.value():
            raise WrongCallError(
                "no Prefect server is named: set PREFECT_API_URL, as in http://127.0.0.1:4200/api, "
                "or use `hedui serve`, which brings its own"
            )
        from ..deployments import make_deployment, register_deployment

        deployment = _make(make_deployment, settings, plan, pool)
        deployment_id = register_deployment(deployment, pool)
        print_line(f"hedui/{name} {deployment_id}")
        error_console().print(f"run it: prefect deployment run hedui/{name}", markup=False)
        error_console().print(f"a worker: prefect worker start --pool {pool}", markup=False)


def _load(
    config: Config,
    inputs: Inputs,
    output: Output,
    artifacts: Artifacts,
    runner: Runner,
    address: Address,
    workers: Workers,
) -> BuildSettings:
    """The settings of a deployment, from the options that both commands take."""
    given = {"output": output, "artifacts": artifacts, "runner": runner, "address": address, "workers": workers}
    return load_settings(config, inputs=tuple(inputs), **given)


def _make(make_deployment: Any, settings: Any, plan: dict[str, Any], *pool: str) -> Any:
    from ..deployments import Plan

    try:
        return make_deployment(settings, Plan(**plan), *pool)
    except ValidationError as error:
        raise WrongCallError(f"wrong schedule or limits: {describe_wrong_entries(error)}") from error


def register(app: typer.Typer) -> None:
    """Add the commands to the app."""
    for command in (serve, deploy):
        app.command(rich_help_panel="Run on a schedule")(command)
