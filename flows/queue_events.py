"""Where the events of a Prefect server wait for the services that read them: with room for many runs at once.

Prefect's own queues, in memory, hold 10,000 events and drop what comes then, so that the UI never learns how steps
ended: 20 runs of 350 steps send 21,000 within minutes. A server takes this module by the setting
`PREFECT_SERVER_EVENTS_MESSAGING_BROKER`, as it would take the one for Redis.
"""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from prefect.server.utilities.messaging.memory import Consumer as _Consumer
from prefect.server.utilities.messaging.memory import Publisher, Subscription, Topic, break_topic

__all__ = ["Consumer", "Publisher", "break_topic", "ephemeral_subscription"]

MAX_WAITING = 200_000
"""Events for one service. An event has about 3 KB, which the services share: 0.6 GB if all are waiting."""


def subscribe(topic: Topic) -> Subscription:
    """A subscription to a topic, with a longer queue than Prefect gives it."""
    subscription = topic.subscribe()
    subscription._queue = asyncio.Queue(maxsize=MAX_WAITING)
    return subscription


class Consumer(_Consumer):
    """Reads a topic as Prefect's consumer does, from a longer queue."""

    def __init__(self, topic: str, subscription: Subscription | None = None, concurrency: int = 2, **_: Any) -> None:
        """`subscription` is given for one that a block made; the rest of Prefect's arguments are for other brokers."""
        super().__init__(topic, subscription or subscribe(Topic.by_name(topic)), concurrency)


@asynccontextmanager
async def ephemeral_subscription(topic: str) -> AsyncGenerator[Mapping[str, Any], None]:
    """A subscription for the block, as the arguments of its consumer."""
    subscription = subscribe(Topic.by_name(topic))
    try:
        yield {"topic": topic, "subscription": subscription}
    finally:
        Topic.by_name(topic).unsubscribe(subscription)
