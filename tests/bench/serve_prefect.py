"""A Prefect server of the bench's own, on 127.0.0.1 and in a temporary home."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .measure import end_processes, read_tree

START_SECONDS = 120.0
STOP_SECONDS = 20.0
HOST = "127.0.0.1"


class ServerNotStartedError(Exception):
    """The Prefect server did not come up; the text holds the end of its log."""


@dataclass(frozen=True)
class Server:
    """A running server: its API, the home of its database, its process."""

    url: str
    home: Path
    pid: int

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to find this server."""
        return {**prefect_environment(self.home), "PREFECT_API_URL": self.url}

    def cpu_seconds(self) -> float:
        """CPU that the server has used so far."""
        return sum(process.cpu_seconds for process in read_tree(self.pid))


def prefect_environment(home: Path) -> dict[str, str]:
    """The environment of a process that has a Prefect home of its own and no server: it starts one for itself."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return {**kept, "PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}


@contextmanager
def serving_prefect(home: Path) -> Iterator[Server]:
    """Run a server while the block runs.

    Raises ServerNotStartedError when it does not answer in time.
    """
    home.mkdir(parents=True, exist_ok=True)
    port = _free_port()
    command = [sys.executable, "-m", "prefect", "server", "start", "--host", HOST, "--port", str(port)]
    log = home / "server.log"
    with log.open("wb") as file:
        process = subprocess.Popen(command, env=prefect_environment(home), stdout=file, stderr=subprocess.STDOUT)
    try:
        server = Server(f"http://{HOST}:{port}/api", home, process.pid)
        _await_answer(server, process, log)
        yield server
    finally:
        _end(process)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        return int(listener.getsockname()[1])


def _await_answer(server: Server, process: "subprocess.Popen[bytes]", log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(server.url):
        if process.poll() is not None or time.monotonic() > deadline:
            raise ServerNotStartedError(f"the Prefect server did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.25)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Ask the server to end, with all its processes, and see to it that it does."""
    tree = read_tree(process.pid)
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    end_processes(tree)
