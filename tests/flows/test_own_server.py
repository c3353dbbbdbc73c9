"""What is said when a server is away, refuses, or would be open to others."""

import asyncio

import httpx
import pytest
from prefect._internal.concurrency.event_loop import get_running_loop
from prefect.events.worker import EventsWorker

from flows.own_server import BUSY_SERVER, LOGIN, lasting_server
from flows.server_faults import ServerError, describe_server_fault, drain_events, naming_server_errors
from tasks.core.errors import StoreError, WrongCallError

REQUEST = httpx.Request("GET", "http://127.0.0.1:1/api")


def status_error(code: int) -> httpx.HTTPStatusError:
    return httpx.HTTPStatusError("no", request=REQUEST, response=httpx.Response(code, request=REQUEST))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (status_error(401), "refuses this login; set PREFECT_API_AUTH_STRING"),
        (status_error(503), "does not answer; start it"),
        (httpx.ConnectError("no"), "does not answer"),
        (RuntimeError("Failed to reach API at http://127.0.0.1:1/api"), "does not answer"),
    ],
)
def test_faults_of_the_server_say_what_to_do(error: Exception, expected: str) -> None:
    assert expected in str(describe_server_fault(error))
    with pytest.raises(ServerError, match=expected), naming_server_errors():
        raise ValueError from error


@pytest.mark.parametrize("error", [ValueError("no"), StoreError("no")])
def test_other_faults_stay_what_they_are(error: Exception) -> None:
    error.__context__ = httpx.ConnectError("no") if isinstance(error, StoreError) else None
    with pytest.raises(type(error)), naming_server_errors():
        raise error


def test_an_open_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(LOGIN, raising=False)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr("flows.own_server._is_configured", lambda: False)
    with pytest.raises(WrongCallError, match="USER:PASSWORD"), lasting_server("0.0.0.0", 1):
        pass


def test_intervals_are_whole_seconds() -> None:
    """Prefect rounds them down, and with 0 the server looks for work all the time: a core that never rests."""
    intervals = [float(value) for name, value in BUSY_SERVER.items() if name.endswith("_INTERVAL")]
    assert intervals
    assert all(value >= 1 and value.is_integer() for value in intervals)


async def _drain() -> None:
    drain_events()


def test_events_are_waited_for_where_a_loop_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefect gives a coroutine to callers with an event loop, as those beside a driven browser: nobody awaits it."""
    loops = []
    monkeypatch.setattr(EventsWorker, "drain_all", lambda **_: loops.append(get_running_loop()))
    asyncio.run(_drain())
    assert loops == [None]
