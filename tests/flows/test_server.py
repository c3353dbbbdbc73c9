"""The server that runs report to: PostgreSQL under load, a login, a server that goes away in mid-run."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tasks.publish.verify_version import find_faults
from tasks.store.versions import open_version
from tests.bench.measure import end_processes, read_tree
from tests.conftest import ROOT

from .conftest import free_port
from .own_postgres import PROGRAMS, GuardedServer

pytestmark = [pytest.mark.server, pytest.mark.slow]
AWAY_SECONDS = 30.0
SHARDS = ["--config", "hedui.toml"]


def listening_addresses(port: int) -> set[str]:
    """The local addresses, as the kernel writes them, on which something listens at a port."""
    lines = [
        line.split() for table in ("tcp", "tcp6") for line in Path("/proc/net", table).read_text().splitlines()[1:]
    ]
    return {
        entry[1].rpartition(":")[0]
        for entry in lines
        if entry[3] == "0A" and int(entry[1].rpartition(":")[2], 16) == port
    }


@pytest.mark.skipif(not PROGRAMS, reason="needs PostgreSQL, which is not installed: apt-get install postgresql-15")
def test_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    """20 runs of 50 shards: `python -m tests.flows.load_server 20 50`."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.flows.load_server", "4", "4"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["documents"] == [4] * 4
    assert found["states"] == {"Completed": 4}
    assert found["failed"] == 0
    assert found["task_runs"] == found["steps"] >= 4 * (7 * 4 + 5)  # seven stages a shard, and five over all of them
    assert found["faults"] == found["wrong_answers"] == []
    assert found["answers"] > 20


@pytest.fixture
def server(tmp_path: Path) -> GuardedServer:
    (tmp_path / "home").mkdir()
    return GuardedServer(free_port(), tmp_path / "home")


def run(server: GuardedServer, folder: Path, **changed: str) -> "subprocess.Popen[str]":
    folder.mkdir(exist_ok=True)
    (folder / "hedui.toml").write_text("[ingest]\nmax_shard_bytes = 6000\n")
    command = [sys.executable, "-m", "flows.cli", "run", str(ROOT / "seeds"), "--output", "out", *SHARDS]
    environment = {**server.environment, "PYTHONPATH": str(ROOT), **changed}
    return subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def await_texts(going: "subprocess.Popen[str]", folder: Path) -> None:
    """Until the run is at work."""
    deadline = time.monotonic() + 240
    while not list((folder / "artifacts" / "texts").glob("*/*.parquet")):
        assert time.monotonic() < deadline
        assert going.poll() is None
        time.sleep(0.05)


def test_a_server_that_goes_away_in_mid_run(server: GuardedServer, tmp_path: Path) -> None:
    """A run that asks long enough survives; one that does not says so, and the next does what is missing."""
    patient, hasty = tmp_path / "patient", tmp_path / "hasty"
    with server.running():
        assert listening_addresses(server.port) == {"0100007F"}
        assert [server.ask("/flow_runs/filter", b"{}", login)[0] for login in (None, "operator:wrong")] == [401, 401]
        refused = run(server, tmp_path / "refused", PREFECT_API_AUTH_STRING="operator:wrong")
        said = refused.communicate(timeout=240)[1]
        assert refused.returncode == 1
        assert "PREFECT_API_AUTH_STRING" in said
        assert "Traceback" not in said
        waiting = run(server, patient, PREFECT_CLIENT_MAX_RETRIES="8")
        await_texts(waiting, patient)
        failing = run(server, hasty, PREFECT_CLIENT_MAX_RETRIES="3")
        await_texts(failing, hasty)
    away = time.monotonic()
    said = failing.communicate(timeout=240)[1]
    assert failing.returncode == 1, said
    assert f"the Prefect server {server.url} does not answer" in said
    assert "Traceback" not in said
    time.sleep(max(0.0, AWAY_SECONDS - (time.monotonic() - away)))
    with server.running():
        said = waiting.communicate(timeout=480)[1]
        assert waiting.returncode == 0, said
        again = run(server, hasty)
        shown, said = again.communicate(timeout=240)
        assert again.returncode == 0, said
        cached, n_steps = map(int, re.search(r"(\d+) of (\d+)", shown[shown.index("steps cached") :]).groups())  # type: ignore[union-attr]
        assert 0 < cached <= n_steps
    for folder in (patient, hasty):
        assert list(find_faults(open_version(folder / "out"))) == []


def start_worker(server: GuardedServer, folder: Path) -> "subprocess.Popen[bytes]":
    """A worker for the pool `hedui`, with what it says in `worker.log`."""
    command = [sys.executable, "-m", "prefect", "worker", "start", "--pool", "hedui"]
    environment = {**server.environment, "PYTHONPATH": str(ROOT), "PREFECT_CLIENT_MAX_RETRIES": "3"}
    with (folder / "worker.log").open("wb") as log:
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)


def find_engines(worker: "subprocess.Popen[bytes]") -> list[int]:
    """The processes of flow runs below a worker."""
    children = [process.pid for process in read_tree(worker.pid) if process.parent == worker.pid]
    return [pid for pid in children if b"prefect" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def await_ready(look: Callable[[], Any]) -> Any:
    """What `look` finds, as soon as it does."""
    deadline = time.monotonic() + 240
    while not (found := look()):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.2)
    return found


def test_a_run_of_a_worker_whose_server_goes_away_ends_and_is_retried(server: GuardedServer, tmp_path: Path) -> None:
    """Hundreds of events wait when the server goes; the process of the run must not try each of them for seconds."""
    (tmp_path / "hedui.toml").write_text("[ingest]\nmax_shard_bytes = 6000\n")
    environment = {**server.environment, "PYTHONPATH": str(ROOT)}

    def call(*command: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", *command], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
        ).stdout

    with server.running():
        call("flows.cli", "deploy", str(ROOT / "seeds"), "--output", "out", "--config", "hedui.toml")
        worker = start_worker(server, tmp_path)
        call("prefect", "deployment", "run", "hedui/nightly")
        await_ready(lambda: list((tmp_path / "artifacts" / "texts").glob("*/*.parquet")))
        [run] = json.loads(server.ask("/flow_runs/filter", b"{}")[1])
        engines = find_engines(worker)
        assert engines
    try:
        await_ready(lambda: not set(engines) & set(find_engines(worker)))
        with server.running():

            def read_state() -> str:
                return str(json.loads(server.ask(f"/flow_runs/{run['id']}")[1])["state"]["type"])

            await_ready(lambda: read_state() in ("CRASHED", "FAILED"))
            call("prefect", "flow-run", "retry", run["id"])
            await_ready(lambda: read_state() == "COMPLETED")
    finally:
        tree = read_tree(worker.pid)
        worker.terminate()
        worker.wait(60)
        end_processes(tree)
    assert list(find_faults(open_version(tmp_path / "out"))) == []


def test_without_a_server_a_run_says_so(server: GuardedServer, tmp_path: Path) -> None:
    refused = run(server, tmp_path, PREFECT_CLIENT_MAX_RETRIES="0")
    said = refused.communicate(timeout=240)[1]
    assert refused.returncode == 1
    assert f"the Prefect server {server.url} does not answer" in said
    assert "Traceback" not in said
