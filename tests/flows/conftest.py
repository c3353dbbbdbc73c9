"""A real Prefect server for the whole test run, and runs of the flow against it."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from prefect.settings import PREFECT_API_URL, PREFECT_HOME, PREFECT_LOGGING_LEVEL, temporary_settings

from flows.build import build
from flows.progress import reporting_to
from flows.server_faults import drain_events
from flows.settings import BuildSettings
from tests.conftest import ROOT

START_SECONDS = 240.0


@dataclass
class Recorder:
    """Remembers how each step ended."""

    states: dict[str, str] = field(default_factory=dict)

    def expect(self, stage: str, n_steps: int) -> None:
        """Nothing."""

    def finish(self, stage: str, shard: str, state: str) -> None:
        """Remember the state of the step."""
        self.states[f"{stage}[{shard}]"] = state

    @property
    def not_cached(self) -> set[str]:
        """Steps that were done."""
        return {name for name, state in self.states.items() if state != "Cached"}


@dataclass
class Run:
    """A run: what it returned, and how its steps ended."""

    summary: dict[str, Any]
    states: dict[str, str]
    not_cached: set[str]


@dataclass(frozen=True)
class Server:
    """A Prefect server: its API, and the environment of a process that uses it."""

    url: str
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to find the server."""
        return {
            **os.environ,
            "PREFECT_API_URL": self.url,
            "PREFECT_HOME": str(self.home),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
        }


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def is_up(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("prefect")
    port = free_port()
    found = Server(f"http://127.0.0.1:{port}/api", home)
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    log = (home / "server.log").open("wb")
    environment = {name: value for name, value in found.environment.items() if name != "PREFECT_API_URL"}
    process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    deadline = time.monotonic() + START_SECONDS
    while not is_up(found.url):
        assert process.poll() is None, (home / "server.log").read_text()
        assert time.monotonic() < deadline, "the Prefect server did not start"
        time.sleep(0.25)
    yield found
    drain_events()
    process.terminate()
    process.wait(30)
    log.close()


@pytest.fixture
def run_build(server: Server, tmp_path: Path) -> Callable[..., Run]:
    """Run the flow in this process: run_build(inputs, **settings)."""

    def run(*inputs: Path, **settings: Any) -> Run:
        recorder = Recorder()
        given = BuildSettings(
            **{"inputs": tuple(map(str, inputs)), "output": str(tmp_path / "out"), "runner": "thread", **settings}
        )
        changed = {PREFECT_API_URL: server.url, PREFECT_HOME: server.home, PREFECT_LOGGING_LEVEL: "CRITICAL"}
        with temporary_settings(changed), reporting_to(recorder):
            summary = build(given)
        return Run(summary, recorder.states, recorder.not_cached)

    return run


@pytest.fixture
def hedui(server: Server, tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the command line in a process of its own: hedui("run", …, cwd=…, **environment)."""

    def call(*arguments: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
        return subprocess.run(
            command, cwd=cwd, env={**server.environment, **environment}, capture_output=True, text=True
        )

    return call


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """A copy of the sample documents that a test may change."""
    shutil.copytree(ROOT / "seeds", tmp_path / "in")
    return tmp_path / "in"
