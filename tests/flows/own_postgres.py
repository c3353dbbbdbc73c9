"""A PostgreSQL cluster in a folder of its own, and a Prefect server on it, for the length of a block; on 127.0.0.1 only."""

import base64
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError

from flows.own_server import BUSY_SERVER

from .conftest import free_port

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
USER, PASSWORD = "prefect", "of-the-database"
LOGIN = "operator:of-the-server"
START_SECONDS = 180.0


@contextmanager
def own_postgres() -> Iterator[str]:
    """The URL of a new database."""
    folder = Path(tempfile.mkdtemp(prefix="hedui-postgres-"))
    (folder / "password").write_text(PASSWORD)
    owner = {"user": "postgres", "group": "postgres"} if os.geteuid() == 0 else {}  # it refuses to run as root
    if owner:
        for path in (folder, folder / "password"):
            shutil.chown(path, **owner)
    data, port = folder / "data", free_port()
    initdb = [PROGRAMS[-1] / "initdb", "-D", data, "-U", USER, "--pwfile", folder / "password"]
    run = {"stdout": subprocess.DEVNULL, "cwd": folder, **owner}
    subprocess.run([*initdb, "-A", "scram-sha-256", "--no-sync"], check=True, **run)
    serve = [PROGRAMS[-1] / "postgres", "-D", data, "-h", "127.0.0.1", "-p", str(port), "-k", folder, "-F"]
    process = subprocess.Popen(serve, stderr=subprocess.DEVNULL, **run)
    try:
        _wait(lambda: _is_ready(port), process)
        yield f"postgresql+asyncpg://{USER}:{PASSWORD}@127.0.0.1:{port}/postgres"
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)
        shutil.rmtree(folder, ignore_errors=True)


def _is_ready(port: int) -> bool:
    return not subprocess.call([PROGRAMS[-1] / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)])


@dataclass(frozen=True)
class GuardedServer:
    """A Prefect server that asks for a login."""

    port: int
    home: Path
    database: str | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api"

    @property
    def environment(self) -> dict[str, str]:
        """For clients."""
        return {
            **os.environ,
            "PREFECT_API_URL": self.url,
            "PREFECT_API_AUTH_STRING": LOGIN,
            "PREFECT_HOME": str(self.home),
            "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
            "DO_NOT_TRACK": "1",
        }

    def ask(self, path: str, content: bytes | None = None, login: str | None = LOGIN) -> tuple[int, bytes]:
        """Status and body of an answer."""
        headers = {"content-type": "application/json"}
        if login:
            headers["authorization"] = "Basic " + base64.b64encode(login.encode()).decode()
        request = urllib.request.Request(f"{self.url}{path}", content, headers)
        try:
            with urllib.request.urlopen(request, timeout=120) as answer:
                return answer.status, answer.read()
        except HTTPError as error:
            return error.code, error.read()

    @contextmanager
    def running(self) -> Iterator["subprocess.Popen[bytes]"]:
        """The server, until the block ends."""
        environment = {**self.environment, "PREFECT_SERVER_API_AUTH_STRING": LOGIN}
        del environment["PREFECT_API_URL"]
        if self.database:
            environment |= {**BUSY_SERVER, "PREFECT_API_DATABASE_CONNECTION_URL": self.database}
        command = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(self.port)]
        with (self.home / "server.log").open("ab") as log:
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
            try:
                _wait(self._is_up, process)
                yield process
            finally:
                process.terminate()
                process.wait(60)

    def _is_up(self) -> bool:
        try:
            return self.ask("/health")[0] == 200
        except OSError:
            return False


def _wait(is_up: Callable[[], bool], process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_up():
        assert process.poll() is None, f"{process.args} ended"
        assert time.monotonic() < deadline, f"{process.args} did not start"
        time.sleep(0.2)
