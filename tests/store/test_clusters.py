"""Workers on real clusters of Dask and Ray, on this machine: lost workers, a scheduler that starts again."""

import re
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tasks.core.errors import StoreError, TransientError, WrongCallError
from tasks.store.clusters import StrangeWorkerError, call_checked
from tasks.store.workers import Workers, current_workers, using_workers
from tests.conftest import ROOT

from .cluster_calls import die_once, double, fail, sleep
from .own_cluster import KINDS, MODULES, STARTS, free_port, need_cluster


@pytest.fixture(params=KINDS)
def workers(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workers]:
    """A cluster of two workers that the block starts for itself."""
    need_cluster(request.param)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    with using_workers(request.param, 2, 60.0) as found:
        yield found


def test_code_that_is_not_ours_is_refused() -> None:
    assert call_checked({}, double, 4) == 8
    with pytest.raises(StrangeWorkerError, match="other code"):
        call_checked({"tasks.core.errors": "0" * 64}, double, 4)


@pytest.mark.parametrize("kind", KINDS)
def test_without_the_library_the_extra_is_named(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, MODULES[kind], None)
    with pytest.raises(WrongCallError, match=rf"hedui\[{kind}\]"), using_workers(kind, 1, 1.0):
        pass


@pytest.mark.slow
def test_calls(workers: Workers, tmp_path: Path) -> None:
    """Results and errors come back; a killed worker costs nothing but time; what hangs is given up."""
    assert current_workers() is workers
    results: dict[int, int] = {}
    threads = [threading.Thread(target=lambda n=n: results.update({n: workers.call(double, n)})) for n in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == {n: 2 * n for n in range(20)}
    with pytest.raises(StoreError, match="it is so") as caught:
        workers.call(fail, "it is so")
    assert type(caught.value) is StoreError
    assert workers.call(die_once, str(tmp_path / "mark")) == "second"
    workers._timeout_seconds = 1.0  # type: ignore[attr-defined]
    with pytest.raises(TransientError, match="no answer"):
        workers.call(sleep, 30.0)


def try_until(call: Callable[[], Any], seconds: float) -> Any:
    """As Prefect does: again, while the fault is a passing one."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return call()
        except TransientError:
            assert time.monotonic() < deadline
            time.sleep(1.0)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_a_scheduler_that_starts_again(kind: str) -> None:
    """What it was doing is lost, and told so; when it is back, the same workers are used again."""
    need_cluster(kind)
    port = free_port()
    lost: list[BaseException] = []
    with ExitStack() as stack:
        with STARTS[kind](port) as address:
            workers = try_until(lambda: stack.enter_context(using_workers(kind, 2, 60.0, address)), 120)
            assert workers.call(double, 1) == 2
            waiting = threading.Thread(target=lambda: lost.append(catch(workers.call, sleep, 60.0)))
            waiting.start()
            time.sleep(1)
        waiting.join(60)
        assert re.search("was lost|does not answer", str(lost[0]))
        with STARTS[kind](port):
            assert try_until(lambda: workers.call(double, 3), 120) == 6


def catch(call: Callable[..., Any], *arguments: Any) -> BaseException:
    with pytest.raises(TransientError) as caught:
        call(*arguments)
    return caught.value


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.slow
def test_no_cluster_at_the_address(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    need_cluster(kind)
    monkeypatch.setattr("tasks.store.clusters.CONNECT_SECONDS", 2.0)
    address = {"dask": "tcp://127.0.0.1:9", "ray": "ray://127.0.0.1:9"}[kind]
    with pytest.raises(TransientError, match="there is no"), using_workers(kind, 1, 5.0, address):
        pass
