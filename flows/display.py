"""Pictures of a run in the Prefect UI: a server that is busy or away costs the picture, never the work."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from prefect.logging import get_logger

from .server_faults import describe_server_fault


@dataclass
class Display:
    """Shows artifacts until the server fails once: each request has then waited for it, for a minute or more."""

    is_on: bool = True

    def show(self, make: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """What `make` of Prefect returns; None, and a line in the log, when the server did not take it."""
        if not self.is_on:
            return None
        try:
            return make(*arguments, **options)
        except Exception as error:
            said = describe_server_fault(error)
            if said is None:
                raise
            self.is_on = False
            get_logger("hedui").warning("the Prefect UI will lack a part of this run, which goes on: %s", said)
            return None
