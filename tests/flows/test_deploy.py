"""Deployments for the workers of a Prefect server."""

import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import typer
import yaml
from prefect.client.orchestration import get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.filters import DeploymentFilter, DeploymentFilterId
from prefect.events.schemas.automations import AutomationCore
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.cli import app
from flows.deployments import Plan, fix_paths, make_deployment
from flows.own_server import BUSY_SERVER, PATIENCE
from flows.settings import BuildSettings
from tests.conftest import ROOT

from .conftest import Server

Hedui = Callable[..., subprocess.CompletedProcess[str]]


SCHEDULING_SECONDS = 90
"""The server looks for new schedules every few seconds, and for all of them every minute."""


@pytest.mark.server
def test_deploy_makes_pool_and_deployment_and_changes_them(hedui: Hedui, server: Server, tmp_path: Path) -> None:
    common = ("deploy", "in", "--output", "out", "--name", "weekly", "--pool", "machines")
    first = hedui(*common, "--cron", "0 3 * * 0", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert first.returncode == 0, first.stderr
    second = hedui(*common, "--overlap", "refuse", "--cron", "0 4 * * 0", cwd=tmp_path, PYTHONPATH=str(ROOT))
    assert second.stdout == first.stdout
    with temporary_settings({PREFECT_API_URL: server.url}), get_client(sync_client=True) as client:
        assert client.read_work_pool("machines").type == "process"
        deployment = client.read_deployment_by_name("hedui/weekly")
    assert deployment.parameters["settings"] == {"inputs": [str(tmp_path / "in")], "output": str(tmp_path / "out")}
    assert deployment.work_pool_name == "machines"
    assert deployment.entrypoint == "flows.build.build"
    assert deployment.job_variables == {"env": PATIENCE}
    assert deployment.concurrency_options is not None
    assert deployment.concurrency_options.collision_strategy == "CANCEL_NEW"
    assert [schedule.schedule.cron for schedule in deployment.schedules] == ["0 4 * * 0"]


@pytest.mark.server
@pytest.mark.parametrize(
    ("options", "message"),
    [(("--cron", "at night"), "cron"), (("--overlap", "both"), "overlap"), (("--timezone", "Moon"), "timezone")],
)
def test_a_wrong_schedule_is_a_wrong_call(hedui: Hedui, options: tuple[str, ...], message: str) -> None:
    result = hedui("deploy", "in", "--cron", "0 3 * * 0", *options)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr


@pytest.mark.server
@pytest.mark.slow
def test_a_schedule_runs_until_it_is_paused_and_again_when_resumed(
    hedui: Hedui, server: Server, tmp_path: Path
) -> None:
    done = hedui("deploy", tmp_path, "--name", "often", "--cron", "*/5 * * * *", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    with temporary_settings({PREFECT_API_URL: server.url}), get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("hedui/often")
        (schedule,) = deployment.schedules

        def count_due() -> int:
            wanted = DeploymentFilter(id=DeploymentFilterId(any_=[deployment.id]))
            return len(client.read_flow_runs(deployment_filter=wanted))

        for is_active in (True, False, True):
            client.update_deployment_schedule(deployment.id, schedule.id, active=is_active)
            deadline = time.monotonic() + SCHEDULING_SECONDS
            while (count_due() > 0) != is_active:
                assert time.monotonic() < deadline, f"active={is_active}, {count_due()} runs are due"
                time.sleep(0.5)
        client.update_deployment_schedule(deployment.id, schedule.id, active=False)


def test_the_example_automations_are_what_the_server_takes() -> None:
    text = (ROOT / "flows" / "deploy" / "automations.yaml").read_text(encoding="utf-8")
    automations = [AutomationCore.model_validate(entry) for entry in yaml.safe_load(text)["automations"]]
    expected = {event for automation in automations for event in automation.trigger.expect}
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "flows").glob("*.py"))
    assert expected
    assert all(f'"{event}"' in sources for event in expected)


def test_without_a_server_there_is_nothing_to_deploy_to(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "flows.cli", "deploy", "in"]
    environment = {"PATH": "/usr/bin", "HOME": str(tmp_path), "PREFECT_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert result.returncode == 2
    assert "set PREFECT_API_URL" in result.stderr


def test_a_worker_has_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = BuildSettings(
        inputs=("in", "@list.txt", "https://example.org/a.txt"), output="out", artifacts="art", reviews="said.json"
    )
    assert fix_paths(settings) == {
        "inputs": [f"{tmp_path}/in", f"@{tmp_path}/list.txt", "https://example.org/a.txt"],
        "output": f"{tmp_path}/out",
        "artifacts": f"{tmp_path}/art",
        "reviews": f"{tmp_path}/said.json",
    }


def test_a_deployment_without_schedule_runs_by_hand() -> None:
    deployment = make_deployment(BuildSettings(inputs=("in",)), Plan(tags=("test",)))
    assert not deployment.schedules
    assert deployment.tags == ["hedui", "test"]


@pytest.mark.server
def test_prefect_yaml_deploys(server: Server) -> None:
    environment = {**server.environment, "PYTHONPATH": str(ROOT), "PWD": str(ROOT)}
    with temporary_settings({PREFECT_API_URL: server.url}), get_client(sync_client=True) as client:
        if "hedui" not in {pool.name for pool in client.read_work_pools()}:
            client.create_work_pool(WorkPoolCreate(name="hedui", type="process"))
    command = [sys.executable, "-m", "prefect", "--no-prompt", "deploy", "--all"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    with temporary_settings({PREFECT_API_URL: server.url}), get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("hedui/samples")
    assert deployment.entrypoint == "flows.build.build"
    assert BuildSettings(**deployment.parameters["settings"]).inputs == ("seeds",)
    assert deployment.job_variables == {"env": PATIENCE}
    assert deployment.pull_steps == [{"prefect.deployments.steps.set_working_directory": {"directory": str(ROOT)}}]


def test_the_files_for_containers_and_systemd_call_what_there_is() -> None:
    folder = ROOT / "flows" / "deploy"
    services = yaml.safe_load((folder / "compose.yaml").read_text(encoding="utf-8"))["services"]
    calls = [shlex.split(line.partition("=")[2])[1:] for line in (folder / "hedui.service").read_text().splitlines()
             if line.startswith("ExecStart=")] + [services["deployment"]["command"]]  # fmt: skip
    assert len(calls) == 2
    for name, *arguments in calls:
        command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]  # a group
        command.make_context(name, list(arguments))
    copied = [
        line.split()[1:-1] for line in (folder / "Containerfile").read_text().splitlines() if line.startswith("COPY")
    ]
    assert all((ROOT / source).exists() for sources in copied for source in sources)
    assert set(services["server"]["depends_on"]) == {"database"}
    assert BUSY_SERVER.items() <= services["server"]["environment"].items()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze, which is not installed")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    text = (ROOT / "flows" / "deploy" / "hedui.service").read_text()
    unit = tmp_path / "hedui.service"
    unit.write_text(text.replace("/srv/hedui/.venv/bin/hedui", sys.executable))
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
