"""Schedules, and Retry in the UI: `hedui serve` with a real server, a failing step, and a real browser."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.deployments import INTERRUPTED
from tasks.core.digests import digest_file
from tasks.schema import PUBLISHED
from tasks.store.versions import open_version
from tests.bench.measure import end_processes, read_tree
from tests.conftest import ROOT

from .conftest import free_port

pytestmark = [pytest.mark.server, pytest.mark.slow]
PATIENCE_SECONDS = 300.0
STOP_SECONDS = 60.0
STEPS = ("ingest", "repair", "count", "repeat", "segment", "sign", "pair", "extract", "align", "crosscheck", "publish")
FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


@dataclass
class Service:
    """A `hedui serve` at work."""

    url: str
    folder: Path
    process: "subprocess.Popen[bytes]"

    def ask(self, path: str, content: Any = None) -> Any:
        """What the server answers."""
        data = None if content is None else json.dumps(content).encode()
        request = urllib.request.Request(f"{self.url}/api{path}", data, {"content-type": "application/json"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.loads(answer.read() or b"null")

    @property
    def deployment(self) -> dict[str, Any]:
        """The deployment as the server knows it."""
        return self.ask("/deployments/name/hedui/nightly")

    def start_run(self, **settings: Any) -> str:
        """The id of a new run of the deployment, with some settings changed."""
        deployment = self.deployment
        content: dict[str, Any] = {"state": {"type": "SCHEDULED"}}
        if settings:
            content["parameters"] = {"settings": {**deployment["parameters"]["settings"], **settings}}
        return self.ask(f"/deployments/{deployment['id']}/create_flow_run", content)["id"]

    def retry(self, run: str) -> None:
        """As an operator does at a shell."""
        environment = {**os.environ, "PREFECT_API_URL": f"{self.url}/api"}
        command = [sys.executable, "-m", "prefect", "flow-run", "retry", run]
        subprocess.run(command, env=environment, check=True, capture_output=True)

    def read_run(self, run: str) -> dict[str, Any]:
        return self.ask(f"/flow_runs/{run}")

    def await_end(self, run: str, attempt: int = 1) -> dict[str, Any]:
        """The state of a run that ended, at this attempt or a later one."""
        found = wait_for(lambda: self._ended(run, attempt))
        return found["state"]

    def _ended(self, run: str, attempt: int) -> dict[str, Any] | None:
        found = self.read_run(run)
        return found if found["state"]["type"] in FINAL and found["run_count"] >= attempt else None

    def count_steps(self, run: str, attempt: int) -> dict[str, Counter[str]]:
        """Names of states by stage, of the steps of one attempt."""
        found = self.ask("/task_runs/filter", {"flow_runs": {"id": {"any_": [run]}}, "limit": 200})
        counts: dict[str, Counter[str]] = {}
        for step in found:
            if step["flow_run_run_count"] == attempt:
                counts.setdefault(step["name"].partition("[")[0], Counter())[step["state"]["name"]] += 1
        return counts


def wait_for(look: Callable[[], Any]) -> Any:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := look()):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.3)
    return found


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Service]:
    """`hedui serve` over a copy of the samples, ended by SIGTERM."""
    shutil.copytree(ROOT / "seeds", folder / "in", dirs_exist_ok=True)
    port = free_port()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    environment = {**kept, "PREFECT_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)}
    command = [
        sys.executable,
        "-m",
        "flows.cli",
        "serve",
        "in",
        "--output",
        "out",
        "--artifacts",
        "art",
        "--port",
        str(port),
    ]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen([*command, *options], cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            wait_for(lambda: b"Ctrl-C ends" in (folder / "serve.log").read_bytes() or process.poll() is not None)
            assert process.poll() is None, (folder / "serve.log").read_text()
            service = Service(f"http://127.0.0.1:{port}", folder, process)
            wait_for(lambda: _is_known(service))
            yield service
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(60)
    with pytest.raises(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/api/health", timeout=2)


def _is_known(service: Service) -> bool:
    try:
        return bool(service.deployment)
    except OSError:
        return False


@pytest.fixture(scope="module")
def failed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str]]:
    """A run in which the facts could not be stored, with the cause mended since."""
    folder = tmp_path_factory.mktemp("operate")
    with serving(folder, "--cron", "0 2 * * *", "--timezone", "Asia/Shanghai") as service:
        with facts_in_the_way(folder):
            run = service.start_run()
            state = service.await_end(run)
        assert state["type"] == "FAILED"
        assert "nothing was published" in state["message"]
        assert "extract[0000] failed: NotADirectoryError" in state["message"]
        assert not (folder / "out" / "current.json").exists()
        yield service, run


@contextmanager
def facts_in_the_way(folder: Path) -> Iterator[None]:
    """A file stands where the facts are to be stored, until the block ends."""
    facts, aside = folder / "art" / "facts", folder / "aside"
    facts.parent.mkdir(exist_ok=True)
    if facts.exists():
        facts.rename(aside)
    facts.write_text("in the way of the folder of the facts")
    yield
    facts.unlink()
    if aside.exists():
        aside.rename(facts)


def check_retried(service: Service, run: str, before: str = "Completed") -> None:
    """Only the failed step and those behind it were done; the version is that of a run that never failed."""
    assert service.await_end(run, attempt=2)["type"] == "COMPLETED"
    first = wait_for(lambda: known_steps(service, run, 1, {"ingest", "repair", "segment", "sign", "pair", "extract"}))
    second = wait_for(lambda: known_steps(service, run, 2, {*STEPS, "report"}))
    assert first["extract"] == Counter({"Failed": 1})
    for stage in ("ingest", "repair", "count", "repeat", "segment", "sign", "pair"):
        assert (first[stage], second[stage]) == (Counter({before: 1}), Counter({"Cached": 1})), stage
    assert second["align"] == Counter({before: 1})  # it waits for pairs and not for facts
    for stage in ("extract", "crosscheck", "publish", "report"):
        assert second[stage] == Counter({"Completed": 1}), stage
    check_tables(service)


def known_steps(service: Service, run: str, attempt: int, stages: set[str]) -> dict[str, Counter[str]] | None:
    """States of the steps, when the server knows the last of all these: it takes them from a queue, behind the run."""
    found = service.count_steps(run, attempt)
    ended = {stage for stage, states in found.items() if not states.keys() - {"Completed", "Cached", "Failed"}}
    return found if stages <= ended else None


def check_tables(service: Service) -> None:
    """They are, byte for byte, those of a run that nothing happened to."""
    clean = service.folder / "clean"
    if not clean.exists():
        command = [sys.executable, "-m", "flows.cli", "run", str(service.folder / "in"), "--output", "clean/out"]
        environment = {**os.environ, "PREFECT_API_URL": f"{service.url}/api", "PYTHONPATH": str(ROOT)}
        subprocess.run(command, cwd=service.folder, env=environment, check=True, capture_output=True)
    versions = open_version(service.folder / "out"), open_version(clean / "out")
    assert versions[0].manifest["tables"]["documents"]["rows"] > 10
    for table in PUBLISHED:
        one, other = ([digest_file(path) for path in version.paths(table)] for version in versions)
        assert one == other, table


def test_the_deployment_is_as_asked(failed: tuple[Service, str]) -> None:
    deployment = failed[0].deployment
    [schedule] = deployment["schedules"]
    assert (schedule["schedule"]["cron"], schedule["schedule"]["timezone"]) == ("0 2 * * *", "Asia/Shanghai")
    assert schedule["active"]
    assert deployment["concurrency_options"]["collision_strategy"] == "ENQUEUE"
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["tags"] == ["hedui"]
    assert deployment["parameters"]["settings"]["output"] == str(failed[0].folder / "out")
    form = deployment["parameter_openapi_schema"]["definitions"]["BuildSettings"]["properties"]
    assert all(entry.get("description") or "$ref" in entry or "allOf" in entry for entry in form.values())


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[[str], Any]]:
    """Opens an address in a real browser."""
    context = chromium.new_context(viewport={"width": 1400, "height": 900})
    context.set_default_timeout(PATIENCE_SECONDS * 1000)

    def open_page(url: str) -> Any:
        page = context.new_page()
        page.goto(url)
        return page

    yield open_page
    context.close()


def test_retry_in_the_ui_does_what_is_missing(
    failed: tuple[Service, str], open_page: Callable[[str], Any], tmp_path: Path
) -> None:
    service, run = failed
    page = open_page(f"{service.url}/runs/flow-run/{run}")
    page.get_by_role("button", name="Retry").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Retry").click()
    check_retried(service, run)
    page.reload()
    page.get_by_text("Completed").first.wait_for()
    page.screenshot(path=tmp_path / "retried.png")


def test_retry_from_the_command_line_does_what_is_missing(failed: tuple[Service, str]) -> None:
    service, first = failed
    if service.read_run(first)["state"]["type"] == "FAILED":  # without a browser nobody clicked
        service.retry(first)
        check_retried(service, first)
    with facts_in_the_way(service.folder):
        run = service.start_run(from_stage="extract")
        assert service.await_end(run)["type"] == "FAILED"
    service.retry(run)
    check_retried(service, run, before="Cached")


def test_a_run_that_is_cancelled_in_the_ui_leaves_nothing_half_done(
    failed: tuple[Service, str], open_page: Callable[[str], Any], tmp_path: Path
) -> None:
    service, _ = failed
    pointer = service.folder / "out" / "current.json"
    before = pointer.read_bytes() if pointer.exists() else None
    run = service.start_run(from_stage="ingest")
    wait_for(lambda: service.read_run(run)["state"]["type"] == "RUNNING")
    page = open_page(f"{service.url}/runs/flow-run/{run}")
    page.get_by_role("button", name="Cancel").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Confirm").click()
    asked = time.monotonic()
    assert service.await_end(run)["type"] == "CANCELLED"
    assert time.monotonic() - asked < STOP_SECONDS
    page.screenshot(path=tmp_path / "cancelled.png")
    assert (pointer.read_bytes() if pointer.exists() else None) == before
    again = service.start_run()
    assert service.await_end(again)["type"] == "COMPLETED"
    assert not list((service.folder / "art").glob("tmp/*"))
    check_tables(service)


def test_a_service_that_is_killed_goes_on_where_it_was(tmp_path: Path) -> None:
    """Server, worker and run die by -9 in mid-run, as when the power fails; the run is retried by the next service."""
    with serving(tmp_path) as service:
        run = service.start_run()
        wait_for(lambda: list((tmp_path / "art" / "texts").glob("*/*.parquet")))
        tree = read_tree(service.process.pid)
        service.process.kill()
        end_processes(tree)
    assert not (tmp_path / "out" / "current.json").exists()
    with serving(tmp_path) as service:
        state = service.await_end(run)
        assert (state["type"], state["message"]) == ("CRASHED", INTERRUPTED)
        service.retry(run)
        assert service.await_end(run, attempt=2)["type"] == "COMPLETED"
        second = wait_for(lambda: known_steps(service, run, 2, {*STEPS, "report"}))
        assert second["ingest"] == second["repair"] == Counter({"Cached": 1})
        assert second["publish"] == Counter({"Completed": 1})
        check_tables(service)


def test_a_service_whose_server_ends_says_so_and_ends(tmp_path: Path) -> None:
    """So that systemd starts it again; the run that was going ends with it."""
    with serving(tmp_path) as service:
        service.start_run()
        wait_for(lambda: list((tmp_path / "art" / "texts").glob("*/*.parquet")))
        tree = read_tree(service.process.pid)
        (server,) = (process.pid for process in tree if b"prefect\0server" in read_command(process.pid))
        os.kill(server, signal.SIGKILL)
        assert service.process.wait(PATIENCE_SECONDS) == 1
        assert "server of this service ended" in (tmp_path / "serve.log").read_text()
        wait_for(
            lambda: (
                not any(
                    b"flows" in read_command(process.pid) or b"prefect" in read_command(process.pid) for process in tree
                )
            )
        )


def read_command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""
