"""The same bytes whatever does the work; a cluster that loses workers and its scheduler in mid-run."""

import os
import shutil
import signal
import socket
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tasks.core.digests import digest_file
from tasks.schema import PUBLISHED
from tasks.store.versions import open_version
from tests.conftest import ROOT
from tests.store.own_cluster import KINDS, STARTS, need_cluster

from .conftest import Run, free_port

pytestmark = [pytest.mark.server, pytest.mark.slow]
RunBuild = Callable[..., Run]
SAMPLES = ("pledge-2023.zh.txt", "pledge-2023.en.txt", "pilot-cities.txt", "two-charsets.txt")
SHARDS = {"max_shard_bytes": 6_000}


@pytest.fixture
def few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some samples, and workers that find the project."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    (tmp_path / "in").mkdir()
    for name in SAMPLES:
        shutil.copy(ROOT / "seeds" / name, tmp_path / "in")
    return tmp_path / "in"


def digests(output: Path) -> dict[str, list[str]]:
    version = open_version(output)
    return {name: [digest_file(path) for path in version.paths(name)] for name in PUBLISHED}


def settings(folder: Path, runner: str, **more: Any) -> dict[str, Any]:
    return {
        "output": str(folder / runner / "out"),
        "runner": runner,
        "workers": 2,
        "ingest": SHARDS,
        **more,
    }


@pytest.mark.parametrize("runner", ["process", "dask", "ray"])
def test_every_runner_gives_the_same_bytes(run_build: RunBuild, few: Path, tmp_path: Path, runner: str) -> None:
    if runner != "process":
        need_cluster(runner)
    for name in ("thread", runner):
        assert len(run_build(few, **settings(tmp_path, name)).not_cached) > 10
    assert digests(tmp_path / runner / "out") == digests(tmp_path / "thread" / "out")


@pytest.mark.parametrize("kind", KINDS)
def test_a_cluster_that_is_killed_and_starts_again(run_build: RunBuild, few: Path, tmp_path: Path, kind: str) -> None:
    """Scheduler and worker die by -9 when the run knows of the first texts; no step that was done is done again."""
    need_cluster(kind)
    port = free_port()
    texts, results = (tmp_path / kind / "artifacts" / name for name in ("texts", "results"))
    done: list[Run] = []
    with ExitStack() as first, ExitStack() as second:
        address = first.enter_context(STARTS[kind](port))
        await_port(port)
        given = settings(tmp_path, kind, address=address, workers=1)
        running = threading.Thread(target=lambda: done.append(run_build(few, **given)))
        running.start()
        deadline = time.monotonic() + 120
        while not list(results.glob("repair-*")):
            assert time.monotonic() < deadline
            assert running.is_alive()
            time.sleep(0.02)
        n_known = len(list(results.glob("repair-*")))  # a text may be there that the run has not heard of
        kept = {path: path.stat().st_mtime_ns for path in texts.glob("*/*.parquet")}
        first.close()
        second.enter_context(STARTS[kind](port))
        running.join(240)
        assert not running.is_alive()
    assert sum(path.stat().st_mtime_ns == at for path, at in kept.items()) >= n_known
    run_build(few, **settings(tmp_path, "thread"))
    assert digests(tmp_path / kind / "out") == digests(tmp_path / "thread" / "out")


def await_port(port: int) -> None:
    """Wait until somebody listens."""
    deadline = time.monotonic() + 120
    while True:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < deadline
        time.sleep(0.2)


def test_a_killed_worker_loses_nothing(run_build: RunBuild, few: Path, tmp_path: Path) -> None:
    psutil = pytest.importorskip("psutil", reason="needs the extra hedui[dask]: `make operators`")
    need_cluster("dask")
    done: list[Run] = []
    running = threading.Thread(target=lambda: done.append(run_build(few, **settings(tmp_path, "dask"))))
    running.start()
    deadline = time.monotonic() + 120
    while not list((tmp_path / "dask" / "artifacts" / "texts").glob("*/*.parquet")):
        assert time.monotonic() < deadline
        assert running.is_alive()
        time.sleep(0.02)
    workers = [
        child for child in psutil.Process().children(recursive=True) if "spawn_main" in " ".join(child.cmdline())
    ]
    assert workers
    os.kill(workers[0].pid, signal.SIGKILL)
    running.join(240)
    assert done[0].summary["documents"] == len(SAMPLES)
    run_build(few, **settings(tmp_path, "thread"))
    assert digests(tmp_path / "dask" / "out") == digests(tmp_path / "thread" / "out")
