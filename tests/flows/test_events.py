"""Events on their way: queues with room on the server, and a client that keeps what a server that is away cannot take."""

import asyncio
import importlib
import json
import time
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID

import pytest
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterState,
    FlowRunFilterStateType,
    TaskRunFilter,
    TaskRunFilterState,
    TaskRunFilterStateType,
)
from prefect.client.schemas.objects import StateType
from prefect.client.schemas.sorting import FlowRunSort
from prefect.events.clients import PrefectEventsClient
from prefect.events.schemas.events import Event, Resource
from prefect.server.utilities.messaging import BrokerModule
from prefect.server.utilities.messaging.memory import Consumer as OwnConsumer
from prefect.server.utilities.messaging.memory import MemoryMessage, Topic
from prefect.settings import PREFECT_API_URL, temporary_settings
from websockets.asyncio.server import ServerConnection, serve

from flows.own_server import BUSY_SERVER
from flows.queue_events import Consumer, ephemeral_subscription
from flows.send_events import RECONNECTIONS
from tests.conftest import ROOT

from .conftest import Run, Server, free_port

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

        client = PrefectEventsClient(reconnection_attempts=RECONNECTIONS)
        async with start():
            await client.__aenter__()
            await client.emit(make_event(0))
        for number in range(1, FEW):
            with suppress(OSError):
                await client.emit(make_event(number))
        async with start():
            await client.emit(make_event(FEW))
            await client.__aexit__(None, None, None)

    with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{port}/api"}):
        asyncio.run(send())
    assert set(heard) == {f"hedui.test.{number}" for number in range(FEW + 1)}


def test_a_server_that_stays_away_is_asked_a_few_times_and_not_for_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one moment of waiting: by default the client sleeps seven times a second for each event."""
    port, slept = free_port(), []

    async def note(seconds: float) -> None:
        slept.append(seconds)

    async def send(client: PrefectEventsClient) -> None:
        client._in_context = True
        with suppress(OSError):
            await client.emit(make_event(0))

    monkeypatch.setattr("prefect.events.clients.asyncio.sleep", note)
    with temporary_settings({PREFECT_API_URL: f"http://127.0.0.1:{port}/api"}):
        asyncio.run(send(PrefectEventsClient(reconnection_attempts=RECONNECTIONS)))
        assert slept == []
        asyncio.run(send(PrefectEventsClient()))
        assert len(slept) == 7


@pytest.mark.server
def test_the_server_learns_of_every_step_and_of_the_end(run_build: Callable[..., Run], server: Server) -> None:
    found = run_build(ROOT / "seeds" / "pilot-cities.txt")
    wanted = TaskRunFilter(state=TaskRunFilterState(type=TaskRunFilterStateType(any_=[StateType.COMPLETED])))
    with temporary_settings({PREFECT_API_URL: server.url}), get_client(sync_client=True) as client:
        run = FlowRunFilter(id=FlowRunFilterId(any_=[newest_run(client)]))
        deadline = time.monotonic() + 120
        while len(known := client.read_task_runs(flow_run_filter=run, task_run_filter=wanted)) < len(found.states):
            assert time.monotonic() < deadline, [step.name for step in known]
            time.sleep(0.2)
        assert {step.name for step in known} == found.states.keys()
        ended = {"filter": {"event": {"name": ["hedui.run.ended"]}}}
        while not client._client.post("/events/filter", json=ended).json()["total"]:
            assert time.monotonic() < deadline, "nobody told of the end"
            time.sleep(0.2)


def newest_run(client: SyncPrefectClient) -> UUID:
    """The run that ended last: those that a schedule holds for later have not begun."""
    done = FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.COMPLETED])))
    return client.read_flow_runs(flow_run_filter=done, sort=FlowRunSort.END_TIME_DESC, limit=1)[0].id
