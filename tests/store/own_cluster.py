"""Clusters that a test starts on this machine, on 127.0.0.1 only."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.conftest import ROOT

KINDS = ("dask", "ray")
MODULES = {"dask": "distributed", "ray": "ray"}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def need_cluster(kind: str) -> Any:
    return pytest.importorskip(MODULES[kind], reason=f"needs the extra hedui[{kind}]: `make operators`")


@contextmanager
def start_dask(module: str, *arguments: str) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-m", "distributed.cli." + module, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
