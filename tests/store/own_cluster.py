"""Clusters that a test starts on this machine, on 127.0.0.1 only."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest

from tests.bench.measure import end_processes, read_tree
from tests.conftest import ROOT

KINDS = ("dask", "ray")
MODULES = {"dask": "distributed", "ray": "ray"}


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def need_cluster(kind: str) -> Any:
    return pytest.importorskip(MODULES[kind], reason=f"needs the extra hedui[{kind}]: `make operators`")


os.environ |= {
    "RAY_AUTH_MODE": "token",  # what a cluster that others may reach asks for; Ray reads it once in a process
    "RAY_AUTH_TOKEN": "of-the-test-cluster-0123456789abcdef",
    "RAY_CLIENT_RECONNECT_GRACE_PERIOD": "5",  # a lost head is given up sooner
}


@contextmanager
def start_dask(port: int) -> Iterator[str]:
    """A scheduler with one worker of two threads, killed by -9 behind the block; yields the address."""
    address = f"tcp://127.0.0.1:{port}"
    scheduler = ("dask_scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    worker = ("dask_worker", address, "--nworkers", "1", "--nthreads", "2", "--no-dashboard", "--host", "127.0.0.1")
    with ExitStack() as stack:
        for module, *arguments in (scheduler, worker):
            stack.enter_context(_start("distributed.cli." + module, *arguments))
        yield address


@contextmanager
def start_ray(port: int) -> Iterator[str]:
    """A head with one worker, killed by -9 behind the block; yields the address."""
    with _start("tests.store.serve_ray", str(port)):
        yield f"ray://127.0.0.1:{port}"


STARTS = {"dask": start_dask, "ray": start_ray}


@contextmanager
def _start(module: str, *arguments: str) -> Iterator[None]:
    command = [sys.executable, "-m", module, *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        tree = read_tree(process.pid)
        process.kill()
        end_processes(tree)
        process.wait()
