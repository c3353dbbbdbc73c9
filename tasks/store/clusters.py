"""Workers on a cluster of Dask or Ray: one that is there already, or one on this machine for the length of the run.

As with worker processes, a step stays a thread of the run, and only its pure function goes to the cluster: its inputs
and its result are small references, the tables go by way of the artifact store, which all machines see. So what a
cluster loses is one call, which is made again, and no runner of Prefect is needed on it.
"""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, TypeVar, cast

from ..core.errors import JobError, TransientError, WrongCallError
from .fingerprint import fingerprint

Result = TypeVar("Result")
CONNECT_SECONDS = 30.0
POLL_SECONDS = 0.5
ANSWER_SECONDS = 5.0
LOST_WORKERS = 3
"""A call whose worker died so often is given up."""
RAY_MEMORY_BYTES = 100 << 20
"""Memory for objects that Ray passes on, where it is started here; ours are small."""


class StrangeWorkerError(JobError):
    """A worker of the cluster has other code or other libraries than the run."""


def call_checked(expected: Mapping[str, str], function: Callable[..., Result], *arguments: Any) -> Result:
    """Call a function on a worker, if its code is that of the run: what it makes is stored under that code's name.

    Raises StrangeWorkerError when the worker has other sources, libraries or another Python.
    """
    for module, digest in expected.items():
        if fingerprint(module) != digest:
            raise StrangeWorkerError(
                f"the worker on {os.uname().nodename} has other code, libraries or Python behind {module} than this "
                "run; install the same there, by requirements.lock"
            )
    return function(*arguments)


def _expect(*functions: Any) -> dict[str, str]:
    """Fingerprints of the modules of what is called."""
    modules = sorted({item.__module__ for item in functions if callable(item)})
    return {module: fingerprint(module) for module in modules}


class DaskWorkers:
    """Calls on a Dask cluster, at most `count` at a time; 0 for as many as it has threads."""

    def __init__(self, address: str | None, count: int, timeout_seconds: float):
        self._api = _load("distributed", "dask")
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what it loses is told by the step
        self._timeout_seconds = timeout_seconds
        self._cluster: Any = None
        self._address = address or self._start_cluster(count)
        self._lock = threading.Lock()
        self._client: Any = None
        threads = sum(self._connect().nthreads().values())
        self._slots = threading.BoundedSemaphore(count or max(1, threads))

    def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """The result of the function.

        Raises TransientError when the scheduler or too many workers were lost, or no answer came in time.
        """
        expected = _expect(function, *arguments)
        lost = (self._api.CancelledError, self._api.comm.CommClosedError)
        with self._slots:
            try:
                future = self._connect().submit(call_checked, expected, function, *arguments, pure=False)
                with _forgetting(future):
                    return cast(Result, future.result(timeout=self._timeout_seconds))
            except self._api.KilledWorker:
                raise TransientError(f"{LOST_WORKERS} workers of the cluster died at this step") from None
            except TimeoutError:
                raise TransientError(f"no answer from the cluster in {self._timeout_seconds:g} s") from None
            except lost:
                raise TransientError(f"the scheduler {self._address} was lost") from None

    def close(self) -> None:
        """Leave the cluster; end it if it was started here."""
        with self._lock, suppress(Exception):  # what cannot be ended has ended
            if self._client is not None:
                self._client.close(timeout=5)
            if self._cluster is not None:
                self._cluster.close(timeout=5)

    def _start_cluster(self, count: int) -> str:
        self._cluster = self._api.LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.ERROR,
        )
        return str(self._cluster.scheduler_address)

    def _connect(self) -> Any:
        """The client, or a new one when the scheduler was lost for too long."""
        with self._lock:
            if self._client is None or self._client.status not in ("running", "connecting"):
                try:
                    self._client = self._api.Client(self._address, timeout=CONNECT_SECONDS, set_as_default=False)
                except OSError:
                    raise TransientError(f"there is no Dask scheduler at {self._address}") from None
            return self._client


@contextmanager
def _forgetting(future: Any) -> Iterator[None]:
    """Have the cluster forget a call when nobody waits for it any more."""
    try:
        yield
    finally:
        with suppress(Exception):  # a lost scheduler knows nothing of it
            future.cancel()


class RayWorkers:
    """Calls on a Ray cluster, at most `count` at a time; 0 for as many as it has processors."""

    def __init__(self, address: str | None, count: int, timeout_seconds: float):
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        os.environ.setdefault("GRPC_VERBOSITY", "ERROR")  # it tells of every process that is started meanwhile
        self._ray = _load("ray", "ray")
        self._timeout_seconds = timeout_seconds
        self._address, self._count = address, count
        self._lock = threading.Lock()
        self._remote: Any = None
        self._connect()
        self._slots = threading.BoundedSemaphore(count or max(1, int(self._ray.cluster_resources().get("CPU", 1))))

    def call(self, function: Callable[..., Result], *arguments: Any) -> Result:
        """The result of the function.

        Raises TransientError when the cluster or too many workers were lost, or no answer came in time.
        """
        errors = self._ray.exceptions
        expected = _expect(function, *arguments)
        with self._slots:
            remote = self._connect()
            try:
                return cast(Result, self._get(remote.remote(expected, function, *arguments)))
            except errors.RayTaskError as error:
                raise error.cause from None
            except errors.RayError as error:
                raise TransientError(f"the Ray cluster lost this step: {type(error).__name__}") from None
            except ConnectionError:
                raise TransientError("the Ray cluster does not answer") from None

    def _connect(self) -> Any:
        """What calls on the cluster; it is joined anew when its head was lost."""
        with self._lock:
            if self._remote is None or not self._ray.is_initialized():
                self._ray.shutdown()
                self._join(self._address, self._count)
                self._remote = self._ray.remote(num_cpus=1, max_retries=LOST_WORKERS, max_calls=0)(call_checked)
            return self._remote

    def _get(self, reference: Any) -> Any:
        try:
            return self._ray.get(reference, timeout=self._timeout_seconds)
        except self._ray.exceptions.GetTimeoutError:
            self._ray.cancel(reference, force=True)
            raise TransientError(f"no answer from the cluster in {self._timeout_seconds:g} s") from None

    def _join(self, address: str | None, count: int) -> None:
        quiet: dict[str, Any] = {"log_to_driver": False, "logging_level": "ERROR"}
        if address is None:
            own = {"num_cpus": count, "include_dashboard": False, "object_store_memory": RAY_MEMORY_BYTES}
            self._ray.init(address="local", _node_ip_address="127.0.0.1", **own, **quiet)  # it asks for no password
            return
        _refuse_silence(address)
        try:
            self._ray.init(address=address, **quiet)
        except (OSError, ValueError) as error:
            raise TransientError(f"there is no Ray cluster at {address}: {type(error).__name__}") from None

    def close(self) -> None:
        """Leave the cluster; end it if it was started here."""
        self._ray.shutdown()


def _refuse_silence(address: str) -> None:
    """Raise TransientError when nobody listens at the address: Ray itself would try for minutes and end the process.

    A head that starts again takes as long as a scheduler of Dask, and is waited for as long.
    """
    host, _, port = address.rpartition("://")[2].rpartition(":")
    if not port.isdigit():
        return  # a name that Ray resolves, such as auto
    deadline = time.monotonic() + CONNECT_SECONDS
    while not _listens(host, int(port)):
        if time.monotonic() > deadline:
            raise TransientError(f"there is no Ray cluster at {address}")
        time.sleep(POLL_SECONDS)


def _listens(host: str, port: int) -> bool:
    try:
        socket.create_connection((host, port), ANSWER_SECONDS).close()
    except OSError:
        return False
    return True


def _load(module: str, extra: str) -> Any:
    try:
        return __import__(module)
    except ImportError:
        raise WrongCallError(f"the runner {extra} needs the extra: pip install 'hedui[{extra}]'") from None
