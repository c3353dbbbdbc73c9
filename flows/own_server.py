"""A Prefect server where none is configured: for the length of one run, or for as long as deployments are served.

Prefect would start one by itself, but leave it running for ever when the run is killed; these die with the process.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from tasks.core.errors import WrongCallError

from .server_faults import ServerError, answers, drain_events

HOST = "127.0.0.1"
START_SECONDS = 120.0
STOP_SECONDS = 15.0
POLL_SECONDS = 0.05
WATCH_SECONDS = 1.0
PR_SET_PDEATHSIG = 1
LOG_BYTES_SHOWN = 2000
OWN_HOSTS = ("127.0.0.1", "localhost", "::1")
LOGIN = "PREFECT_SERVER_API_AUTH_STRING"
"""With it in the environment, a server asks for a login; its clients have the same in PREFECT_API_AUTH_STRING."""
TELEMETRY_OFF = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}
BUSY_SERVER = {
    "PREFECT_SERVER_DATABASE_SQLALCHEMY_POOL_SIZE": "40",
    "PREFECT_SERVER_DATABASE_SQLALCHEMY_MAX_OVERFLOW": "0",
    "PREFECT_SERVER_DATABASE_CONNECTION_TIMEOUT": "60",
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_EVENTS_MESSAGING_BROKER": "flows.queue_events",
}
"""For a server with many runs at once, in its environment. By default it keeps 5 connections to PostgreSQL, opens and
closes up to 10 more whenever it is busy, and answers with an error when one takes 5 seconds; and it writes down the
states of steps one by one, so that 10,000 wait soon, and what comes then is lost for the UI. Prefect rounds the
interval down to whole seconds: with less than one, the server would never rest."""
PATIENCE = {"PREFECT_CLIENT_RETRY_EXTRA_CODES": "500"}
"""For the clients of a busy server: it answers 500 when its database is late; without this, that fails the run."""
UI_MARKS = {"PREFECT_UI_API_URL": "/api"}
"""The UI asks the server that it came from; Prefect would have it ask port 4200, whatever the port is."""

Start = tuple[list[str], dict[str, str]]
"""A module with its arguments, and what to set in its environment."""


@contextmanager
def own_server() -> Iterator[None]:
    """Run the block with a Prefect server: the one that is configured, or one of its own on 127.0.0.1.

    Raises ServerError with the end of its log when the server does not start.
    """
    if _is_configured():
        yield
        return
    port = _find_port()
    with _serving(_describe_temporary(port), HOST, port):
        yield


@contextmanager
def lasting_server(host: str, port: int) -> Iterator[str | None]:
    """Run the block with a server that has a UI and keeps what it knows in PREFECT_HOME; yields the address of the UI.

    With a server configured, that one is used and None is yielded. Raises ServerError when it does not start, or ends
    before the block, which then gets a SIGTERM.
    """
    if _is_configured():
        yield None
        return
    if host not in OWN_HOSTS and not os.environ.get(LOGIN):
        raise WrongCallError(
            f"on {host} others could start runs and read what they found: set {LOGIN} to USER:PASSWORD for a login"
        )
    if _is_taken(host, port):
        raise ServerError(
            f"port {port} of {host} is taken; name another one by --port, or set PREFECT_API_URL if it is your server"
        )
    if os.environ.get(LOGIN):
        os.environ.setdefault("PREFECT_API_AUTH_STRING", os.environ[LOGIN])  # for the worker, and for us
    command = ["prefect", "server", "start", "--host", host, "--port", str(port)]
    with _serving((command, UI_MARKS), host, port) as process, _ending_with(process):
        yield f"http://{host}:{port}"


def be_patient() -> None:
    """Have clients of this process and of those that it starts ask a busy server again, unless told otherwise."""
    for name, value in PATIENCE.items():
        os.environ.setdefault(name, value)


@contextmanager
def _serving(start: Start, host: str, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Start a server, wait until it answers, and have Prefect use it inside the block."""
    url = f"http://{host}:{port}/api"
    with TemporaryFile() as log:
        process = _start(*start, log)
        try:
            from prefect.settings import PREFECT_API_URL, temporary_settings  # while the server is starting

            from . import build  # noqa: F401

            _wait(url, process, log)
            with temporary_settings({PREFECT_API_URL: url}):
                try:
                    yield process
                finally:
                    drain_events()
        finally:
            _stop(process)


@contextmanager
def _ending_with(process: "subprocess.Popen[bytes]") -> Iterator[None]:
    """End the block by SIGTERM, and raise ServerError, when a process ends inside it: nothing is served then."""
    is_over, has_ended = threading.Event(), threading.Event()

    def watch() -> None:
        while not is_over.wait(WATCH_SECONDS):
            if process.poll() is not None:
                has_ended.set()
                os.kill(os.getpid(), signal.SIGTERM)
                return

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()
        if has_ended.is_set():
            raise ServerError(
                f"the Prefect server of this service ended (exit code {process.returncode}); start `hedui serve` again"
            )


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


def _is_taken(host: str, port: int) -> bool:
    with socket.socket() as asking:
        asking.settimeout(1.0)
        return asking.connect_ex((host, port)) == 0


def _describe_temporary(port: int) -> Start:
    """A server as Prefect starts its temporary one: without the UI, and with the services a run needs."""
    application = ["uvicorn", "--factory", "prefect.server.api.server:create_app", "--lifespan", "on"]
    address = ["--host", HOST, "--port", str(port), "--log-level", "error"]
    marks = {
        "PREFECT_UI_ENABLED": "0",
        "PREFECT__SERVER_EPHEMERAL": "1",
        "PREFECT__SERVER_FINAL": "1",
    }
    return [*application, *address], marks


def _start(command: list[str], marks: dict[str, str], log: IO[bytes]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603  # our own interpreter
        [sys.executable, "-m", *command],
        env={**BUSY_SERVER, **os.environ, **TELEMETRY_OFF, **marks},
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=log,
        start_new_session=True,  # an interrupt from the keyboard is for the run, which then ends its server
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # no thread runs yet
    )


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _wait(url: str, process: "subprocess.Popen[bytes]", log: IO[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not answers(url):
        if process.poll() is not None or time.monotonic() > deadline:
            log.seek(0)
            said = log.read()[-LOG_BYTES_SHOWN:].decode(errors="replace").strip() or "it said nothing"
            raise ServerError(f"the Prefect server of this run did not start: {said}")
        time.sleep(POLL_SECONDS)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
