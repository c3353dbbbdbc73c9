"""A Prefect server that does not answer or refuses a login: told in words, and waited for no longer than of use."""

import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tasks.core.errors import HeduiError, JobError

DRAIN_SECONDS = 10.0


class ServerError(JobError):
    """The Prefect server of the run did not start, does not answer, or refuses its login."""


@contextmanager
def naming_server_errors() -> Iterator[None]:
    """Turn what a client of Prefect raises into a ServerError that says what to do."""
    try:
        yield
    except Exception as error:
        said = describe_server_fault(error)
        if said is None:
            raise
        raise ServerError(said) from error


def describe_server_fault(error: BaseException | None) -> str | None:
    """What to say of an error that the server of the run, or its absence, is behind; None for others."""
    import httpx
    from prefect.settings import PREFECT_API_URL

    server = f"the Prefect server {PREFECT_API_URL.value()}"
    while error is not None and not isinstance(error, HeduiError):
        if isinstance(error, httpx.HTTPStatusError) and error.response.status_code in (401, 403):
            return f"{server} refuses this login; set PREFECT_API_AUTH_STRING to its USER:PASSWORD"
        if isinstance(error, httpx.HTTPError) or "Failed to reach API" in str(error):
            return f"{server} does not answer; start it and run again, what is done stays done ({type(error).__name__})"
        error = error.__cause__ or error.__context__
    return None


def drain_events() -> None:
    """Have the server take the events that still wait: without a server, they would be sent again for ever."""
    from prefect.events.worker import EventsWorker

    with ThreadPoolExecutor(1) as pool:  # where the caller's thread has an event loop, Prefect would not wait
        pool.submit(EventsWorker.drain_all, timeout=DRAIN_SECONDS, at_exit=False).result()


def answers(url: str) -> bool:
    """Whether a Prefect server is there; `url` is that of its API."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:  # noqa: S310  # our own address
            return bool(answer.status == 200)
    except OSError:
        return False
