"""How a run tells the server of its steps: what a server that is away cannot take is sent when it is back.

Prefect's own client asks ten times for each event, seconds apart, and no later than that: a run of hundreds of steps
whose server is gone would take half an hour to end, and the last events of one whose server comes back would be lost.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType

from prefect.events.clients import PrefectEventsClient
from prefect.events.worker import EventsWorker, emit_events_to_cloud

RECONNECTIONS = 2
"""Prefect makes so many at once, and waits before each further one. What is not sent goes with a later event."""


class KeepingEventsClient(PrefectEventsClient):
    """A client that gives up each try soon, and none of the events before the end, when all that are left are tried."""

    def __init__(self) -> None:
        """A client of the server of PREFECT_API_URL."""
        super().__init__(reconnection_attempts=RECONNECTIONS)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Have the server confirm what it was sent; if the connection is lost, connect once more and send it again."""
        try:
            await self._force_checkpoint()
        except Exception:
            try:
                await self._reconnect()
            except Exception:
                self._log_debug("%s events were not sent", len(self._unconfirmed_events))
        await super().__aexit__(kind, error, traceback)


@contextmanager
def keeping_events() -> Iterator[None]:
    """Send the events of the block by a client that keeps them."""
    if emit_events_to_cloud():
        yield
        return
    EventsWorker.set_client_override(KeepingEventsClient)
    try:
        yield
    finally:
        EventsWorker.set_client_override(None)
