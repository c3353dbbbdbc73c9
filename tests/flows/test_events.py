"""Events on their way: queues with room on the server, and a client that keeps what a server that is away cannot take."""

import asyncio
import importlib
import json
from contextlib import suppress

import pytest
from prefect.events.clients import PrefectEventsClient
from prefect.events.schemas.events import Event, Resource
from prefect.events.worker import EventsWorker
from prefect.server.utilities.messaging import BrokerModule
from prefect.server.utilities.messaging.memory import Consumer as OwnConsumer
from prefect.server.utilities.messaging.memory import MemoryMessage, Topic
from prefect.settings import PREFECT_API_URL, temporary_settings
from websockets.asyncio.server import ServerConnection, serve

from flows.own_server import BUSY_SERVER
from flows.queue_events import Consumer, ephemeral_subscription
from flows.send_events import KeepingEventsClient, keeping_events

from .conftest import free_port

MANY = 12_000
"""More than a queue of Prefect holds."""
FEW = 30


def test_the_module_is_a_broker() -> None:
    broker = importlib.import_module(BUSY_SERVER["PREFECT_SERVER_EVENTS_MESSAGING_BROKER"])
    assert isinstance(broker, BrokerModule)


@pytest.fixture
def topic() -> Topic:
    return Topic.by_name(f"of a test {free_port()}")


async def consume(consumer: OwnConsumer, n_expected: int) -> list[bytes | str]:
    """What the consumer gets, when it gets no more."""
    found: list[bytes | str] = []

    async def take(message: MemoryMessage) -> None:
        found.append(message.data)

    running = asyncio.create_task(consumer.run(take))  # type: ignore[arg-type]  # a message has what the protocol asks
    while len(found) < n_expected and not consumer.subscription._queue.empty():
        await asyncio.sleep(0)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    return found


@pytest.mark.parametrize(("kind", "n_kept"), [(OwnConsumer, 10_000), (Consumer, MANY)])
def test_events_wait_until_they_are_read(topic: Topic, kind: type[OwnConsumer], n_kept: int) -> None:
    """None is lost, where Prefect's own queue loses what comes behind the first 10,000; the order stays."""

    async def send() -> list[bytes | str]:
        consumer = kind(topic.name, group="services", name="one")
        for number in range(MANY):
            await topic.publish(MemoryMessage(str(number).encode(), {}))
        return await consume(consumer, n_kept)

    assert asyncio.run(send()) == [str(number).encode() for number in range(n_kept)]


def test_a_subscription_ends_with_its_block(topic: Topic) -> None:
    async def listen() -> list[bytes | str]:
        async with ephemeral_subscription(topic.name) as given:
            await topic.publish(MemoryMessage(b"said", {}))
            found = await consume(Consumer(**given), 1)
        await topic.publish(MemoryMessage(b"not heard", {}))
        return found

    assert asyncio.run(listen()) == [b"said"]
    assert topic._subscriptions == []


def make_event(number: int) -> Event:
    return Event(event=f"hedui.test.{number}", resource=Resource({"prefect.resource.id": "hedui.test"}))


async def answer(connection: ServerConnection, heard: list[str]) -> None:
    """As a Prefect server: let the client in, then take its events."""
    await connection.recv()
    await connection.send(json.dumps({"type": "auth_success"}))
    async for message in connection:
        heard.append(json.loads(message)["event"])


def test_events_for_a_server_that_is_away_reach_it_when_it_is_back() -> None:
    heard: list[str] = []
    port = free_port()

    async def send() -> None:
        def start() -> serve:
            return serve(lambda connection: answer(connection, heard), "127.0.0.1", port, subprotocols=["prefect"])  # type: ignore[list-item]

        client = KeepingEventsClient()
        async with start():
            await client.__aenter__()
            await client.emit(make_event(0))
        for number in range(1, FEW):
            with suppress(OSError):
                await client.emit(make_event(number))
        async with start():
            await client.__aexit__(None, None, None)

    with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{port}/api"}):
        asyncio.run(send())
    assert set(heard) == {f"hedui.test.{number}" for number in range(FEW)}


def test_a_server_that_stays_away_is_asked_a_few_times_and_not_for_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one moment of waiting: Prefect's own client sleeps seven times a second for each event."""
    port, slept = free_port(), []

    async def note(seconds: float) -> None:
        slept.append(seconds)

    async def send(client: PrefectEventsClient) -> None:
        client._in_context = True
        with suppress(OSError):
            await client.emit(make_event(0))

    monkeypatch.setattr("prefect.events.clients.asyncio.sleep", note)
    with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{port}/api"}):
        asyncio.run(send(KeepingEventsClient()))
        assert slept == []
        asyncio.run(send(PrefectEventsClient()))
        assert len(slept) == 7


def test_the_client_is_for_the_block() -> None:
    with keeping_events():
        assert EventsWorker._client_override == (KeepingEventsClient, ())
    assert EventsWorker._client_override is None
