"""Where the work of a step is done: in the calling thread, or in a process of its own.

A step runs in a thread of the runner and hands its pure function to a worker process. So both cores work at the price
of threads, a hung worker can be ended, and the death of one worker touches only the step it was doing.
"""

import ctypes
import multiprocessing
import os
import queue
import re
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from functools import cache
from multiprocessing.context import BaseContext
from typing import Any, Protocol, TypeVar

import pyarrow as pa

from ..core.errors import TransientError
from .clusters import DaskWorkers, RayWorkers

Result = TypeVar("Result")
STAGE = re.compile(r"tasks\.[a-z]+\.stage")
"""The modules in which the pure functions of steps are."""


class Workers(Protocol):
    """Something that calls a module-level function."""

    def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """The result of the function; what it raises is raised here."""
        ...


class ClosableWorkers(Workers, Protocol):
    """Workers that are ended behind the run."""

    def close(self) -> None:
        """End them, also those at work."""
        ...


class ThreadWorkers:
    """Calls in the calling thread, at most `count` at a time."""

    def __init__(self, count: int):
        self._slots = threading.BoundedSemaphore(count)

    def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """The result of the function."""
        with self._slots:
            return function(*arguments)

    def close(self) -> None:
        """Nothing to end."""


class ProcessWorkers:
    """Calls in `count` worker processes, one call each at a time."""

    def __init__(self, count: int, timeout_seconds: float):
        self._timeout_seconds = timeout_seconds
        self._idle: queue.Queue[ProcessPoolExecutor] = queue.Queue()
        for _ in range(count):
            self._idle.put(_start_worker())

    def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """The result of the function.

        Raises TransientError when the worker died or did not answer in time; it is replaced.
        """
        worker = self._idle.get()
        try:
            return worker.submit(_call_and_trim, function, *arguments).result(timeout=self._timeout_seconds)
        except BrokenProcessPool:
            worker = _replace_worker(worker)
            raise TransientError("the worker process died (killed, or out of memory)") from None
        except FutureTimeoutError:
            worker = _replace_worker(worker)
            raise TransientError(f"no answer from the worker in {self._timeout_seconds:g} s; it was ended") from None
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all workers, also those at work."""
        while True:
            try:
                _end_worker(self._idle.get_nowait())
            except queue.Empty:
                return


def _call_and_trim(function: Callable[..., Result], *arguments: Any) -> Result:
    """The result of the function; the memory it freed goes back to the system, or each step adds to the peak."""
    try:
        return function(*arguments)
    finally:
        pa.default_memory_pool().release_unused()
        trim = _find_trim()
        if trim is not None:
            trim(0)


@cache
def _find_trim() -> Callable[[int], int] | None:
    """`malloc_trim` of glibc, which keeps freed memory otherwise; None where the C library has none."""
    trim: Callable[[int], int] | None = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim


def _start_worker() -> ProcessPoolExecutor:
    """A worker that is not started before it is asked.

    On Linux all workers are forked from one process that holds nothing but the imported stages, which takes no time and
    shares their memory; elsewhere forking is not safe with the libraries in use, and each worker imports for itself.
    """
    if sys.platform != "linux":
        context: BaseContext = multiprocessing.get_context("spawn")
    else:
        context = multiprocessing.get_context("forkserver")
        # Arrow imports pandas, where it is there, when it makes its first array: once, and not in each worker
        context.set_forkserver_preload([*(name for name in sys.modules if STAGE.fullmatch(name)), "pandas"])
    return ProcessPoolExecutor(1, mp_context=context, initializer=_end_with_parent)


def _replace_worker(worker: ProcessPoolExecutor) -> ProcessPoolExecutor:
    _end_worker(worker)
    return _start_worker()


def _end_worker(worker: ProcessPoolExecutor) -> None:
    for process in list((worker._processes or {}).values()):
        with suppress(ProcessLookupError):
            process.kill()
    worker.shutdown(wait=False, cancel_futures=True)


def _end_with_parent() -> None:
    """Leave no orphan behind when the run is killed."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


_workers: Workers = ThreadWorkers(os.cpu_count() or 1)


def current_workers() -> Workers:
    """The workers of the run that is going on in this process; without one, the calling thread."""
    return _workers


def _choose_workers(kind: str, count: int, timeout_seconds: float, address: str | None) -> ClosableWorkers:
    if kind == "process":
        return ProcessWorkers(count, timeout_seconds)
    if kind == "dask":
        return DaskWorkers(address, count, timeout_seconds)
    if kind == "ray":
        return RayWorkers(address, count, timeout_seconds)
    return ThreadWorkers(count)


@contextmanager
def using_workers(
    kind: str, count: int, timeout_seconds: float, address: str | None = None
) -> Iterator[ClosableWorkers]:
    """Use `count` workers of a kind (`thread`, `process`, `dask`, `ray`) for the steps of the run inside the block.

    With an `address`, those of a cluster that is there: 0 for all of them.

    The workers are a property of the process and not a parameter of the steps: a step may also run in another process,
    on a cluster, where it finds none and works by itself.
    """
    global _workers
    chosen = _choose_workers(kind, count, timeout_seconds, address)
    before, _workers = _workers, chosen
    try:
        yield chosen
    finally:
        _workers = before
        chosen.close()
