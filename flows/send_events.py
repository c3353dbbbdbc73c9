"""How a run tells the server of its steps: what a server that is away cannot take is sent when it is back.

Prefect's client asks ten times for each event, seconds apart: a run of hundreds of steps whose server is gone would
take half an hour to end. With fewer tries it is none the worse, for it keeps what was not taken, and sends that with
the next event: the last one comes when the server has taken the end of the run.
"""

from typing import Any

from prefect.client.schemas.objects import FlowRun, State
from prefect.events import emit_event
from prefect.events.clients import PrefectEventsClient
from prefect.events.worker import EventsWorker, emit_events_to_cloud
from prefect.flows import Flow

RECONNECTIONS = 2
"""Prefect makes so many at once, and waits a second before each further one."""


def give_up_tries_soon() -> None:
    """Have the client of this process give up each try soon; it stays Prefect's: events of others are dropped."""
    if not emit_events_to_cloud():
        EventsWorker.set_client_override(PrefectEventsClient, reconnection_attempts=RECONNECTIONS)


def send_rest(flow: Flow[..., Any], flow_run: FlowRun, state: State[Any]) -> None:
    """Tell that a run ended, and with it what was not taken before: a hook of the flow for every end."""
    emit_event(
        "hedui.run.ended",
        resource={"prefect.resource.id": f"hedui.run.{flow_run.id}", "prefect.resource.name": flow_run.name},
        payload={"state": state.name},
    )
