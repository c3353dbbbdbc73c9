"""Functions that the tests have called on a cluster."""

import os
import signal
import time
from pathlib import Path

from tasks.core.errors import StoreError


def double(number: int) -> int:
    """Twice the number."""
    return 2 * number


def fail(message: str) -> None:
    """Raise an error of ours."""
    raise StoreError(message)


def die_once(mark: str) -> str:
    """Kill the worker the first time."""
    if not Path(mark).exists():
        Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return "second"


def sleep(seconds: float) -> None:
    """Take so long."""
    time.sleep(seconds)
