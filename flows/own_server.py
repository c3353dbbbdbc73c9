"""A Prefect server for the length of one run, where none is configured.

Prefect would start one by itself, but leave it running for ever when the run is killed; this one dies with the run.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tasks.core.errors import JobError

START_SECONDS = 120.0
STOP_SECONDS = 5.0
DRAIN_SECONDS = 10.0
POLL_SECONDS = 0.05
PR_SET_PDEATHSIG = 1
LOG_BYTES_SHOWN = 2000


class ServerError(JobError):
    """The Prefect server of the run did not start."""


@contextmanager
def own_server() -> Iterator[None]:
    """Run the block with a Prefect server: the one that is configured, or one of its own on 127.0.0.1.

    Raises ServerError with the end of its log when the server does not start.
    """
    if _is_configured():
        yield
        return
    port = _find_port()
    url = f"http://127.0.0.1:{port}/api"
    with TemporaryFile() as log:
        process = _start(port, log)
        try:
            from prefect.settings import PREFECT_API_URL, temporary_settings  # while the server is starting

            from . import build  # noqa: F401

            _wait(url, process, log)
            with temporary_settings({PREFECT_API_URL: url}):
                try:
                    yield
                finally:
                    drain_events()
        finally:
            _stop(process)


def drain_events() -> None:
    """Have the server take the events that still wait: without a server, they would be sent again for ever."""
    from prefect.events.worker import EventsWorker

    EventsWorker.drain_all(timeout=DRAIN_SECONDS, at_exit=False)


def _is_configured() -> bool:
    if os.environ.get("PREFECT_API_URL"):
        return True
    home = Path(os.environ.get("PREFECT_HOME", Path.home() / ".prefect"))
    profiles = Path(os.environ.get("PREFECT_PROFILES_PATH", home / "profiles.toml"))
    if not profiles.exists() and not Path("prefect.toml").exists():
        return False  # spares the import of Prefect, which takes a second, until the server is starting
    from prefect.settings import PREFECT_API_URL

    return bool(PREFECT_API_URL.value())


def _find_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _start(port: int, log: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start the server as Prefect starts its temporary one: without the UI, and with the services a run needs."""
    application = ["uvicorn", "--factory", "prefect.server.api.server:create_app", "--lifespan", "on"]
    address = ["--host", "127.0.0.1", "--port", str(port), "--log-level", "error"]
    marks = {
        "PREFECT_UI_ENABLED": "0",
        "PREFECT__SERVER_EPHEMERAL": "1",
        "PREFECT__SERVER_FINAL": "1",
    }
    return subprocess.Popen(  # noqa: S603  # our own interpreter
        [sys.executable, "-m", *application, *address],
        env={**os.environ, **marks},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # no thread runs yet
    )


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait(url: str, process: "subprocess.Popen[bytes]", log: IO[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            log.seek(0)
            said = log.read()[-LOG_BYTES_SHOWN:].decode(errors="replace").strip() or "it said nothing"
            raise ServerError(f"the Prefect server of this run did not start: {said}")
        time.sleep(POLL_SECONDS)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310  # our own address
            return bool(answer.status == 200)
    except OSError:
        return False


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
