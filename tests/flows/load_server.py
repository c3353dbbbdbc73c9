"""Runs at once on a Prefect server with PostgreSQL, deploys and queries of the UI beside them: what is lost, and how long
an answer takes.

    python -m tests.flows.load_server RUNS SHARDS

Each run is a process with an output of its own, its shards are one tiny document each. The last line is a JSON object.
"""

import json
import os
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from prefect.settings import (
    PREFECT_API_AUTH_STRING,
    PREFECT_API_URL,
    PREFECT_CLIENT_RETRY_EXTRA_CODES,
    PREFECT_HOME,
    PREFECT_LOGGING_LEVEL,
    temporary_settings,
)

from flows.deployments import Plan, make_deployment, register_deployment
from flows.own_server import PATIENCE
from flows.settings import BuildSettings
from tasks.publish.verify_version import find_faults
from tasks.store.artifacts import ArtifactStore
from tasks.store.versions import open_version, read_pointer
from tests.flows.conftest import free_port
from tests.flows.kill_runs import start_run
from tests.flows.own_postgres import LOGIN, GuardedServer, own_postgres

QUERIES = {
    "/flow_runs/filter": {"sort": "START_TIME_DESC", "limit": 50},
    "/flow_runs/count": {},
    "/task_runs/count": {},
    "/task_runs/filter": {"sort": "END_TIME_DESC", "limit": 50},
    "/deployments/filter": {"limit": 50},
    "/ui/flow_runs/count-task-runs": {"flow_run_ids": []},
}
"""What pages of the UI ask."""
SMALL_SHARD = 1024
SETTLE_ROUNDS = 10
NICENESS = 10
"""Of the runs, which give way to the server as if they were on machines of their own."""


def write_documents(folder: Path, n_shards: int, seed: int) -> None:
    folder.mkdir(parents=True)
    for number in range(n_shards):
        text = f"In 2024, {seed}{number:03d} patents were granted. 2024年，授权专利{seed}{number:03d}件。\n"
        (folder / f"{number:03d}.txt").write_text(text)


def start(folder: Path, n_runs: int, n_shards: int) -> dict[int, BuildSettings]:
    """Process ids and settings of the runs."""
    started = {}
    for run in range(n_runs):
        write_documents(folder / str(run) / "in", n_shards, run + 1)
        settings = BuildSettings(
            inputs=(str(folder / str(run) / "in"),),
            output=str(folder / str(run) / "out"),
            runner="thread",
            workers=1,
            ingest={"max_shard_bytes": SMALL_SHARD},
        )
        started[start_run(settings, NICENESS)] = settings
    return started


def ask_beside(server: GuardedServer, settings: BuildSettings, waits: list[float], wrong: list[str]) -> None:
    """One deploy, and one round of queries."""
    begin = time.monotonic()
    try:
        register_deployment(make_deployment(settings, Plan(name=f"beside-{len(waits) % 10}"), "hedui"), "hedui")
    except Exception as error:
        wrong.append(f"deploy: {type(error).__name__}: {error}"[:300])
    waits.append(time.monotonic() - begin)
    for path, content in QUERIES.items():
        begin = time.monotonic()
        try:
            status, body = server.ask(path, json.dumps(content).encode())
        except OSError as error:
            status, body = 0, repr(error).encode()
        waits.append(time.monotonic() - begin)
        if status != 200:
            wrong.append(f"{path}: {status} {body[:200]!r}")


def await_all(pids: set[int]) -> dict[int, int]:
    """Exit codes of those that have ended since."""
    ended = {}
    for pid in sorted(pids):
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            ended[pid] = os.waitstatus_to_exitcode(status)
    return ended


def ask_patiently(server: GuardedServer, path: str, content: Any) -> Any:
    """An answer, however long the server is busy."""
    while True:
        try:
            status, body = server.ask(path, json.dumps(content).encode())
            if status == 200:
                return json.loads(body)
        except OSError:
            pass
        time.sleep(1.0)


def count_states(server: GuardedServer) -> dict[str, int]:
    """Flow runs by state, as the server knows them."""
    return dict(Counter(run["state"]["name"] for run in ask_patiently(server, "/flow_runs/filter", {})))


def count_steps(server: GuardedServer) -> int:
    """Task runs that the server knows as completed, when no more come: it takes them from a queue, behind the runs."""
    completed = {"task_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    counts = [-1]
    while (found := ask_patiently(server, "/task_runs/count", completed)) != counts[-1] or len(counts) < SETTLE_ROUNDS:
        counts = [found] if found != counts[-1] else [*counts, found]
        time.sleep(1.0)
    return counts[-1]


def count_records(settings: BuildSettings) -> int:
    """Steps that a run did: each leaves one record."""
    return len(list(ArtifactStore(settings.artifacts_folder).results.iterdir()))


def load(server: GuardedServer, folder: Path, n_runs: int, n_shards: int) -> dict[str, Any]:
    """Do it; the figures."""
    begin = time.monotonic()
    settings = start(folder, n_runs, n_shards)
    codes: dict[int, int] = {}
    waits: list[float] = []
    wrong: list[str] = []
    while len(codes) < n_runs:
        codes |= await_all(settings.keys() - codes.keys())
        ask_beside(server, next(iter(settings.values())), waits, wrong)
        sys.stderr.write(f"{time.monotonic() - begin:.0f} s: {len(codes)} runs ended, {len(wrong)} wrong answers\n")
        time.sleep(1.0)
    seconds = time.monotonic() - begin
    outputs = [Path(given.output) for given in settings.values()]
    versions = [open_version(output) for output in outputs if read_pointer(output)]
    return {
        "runs": n_runs,
        "shards": n_shards,
        "seconds": round(seconds, 1),
        "failed": sum(code != 0 for code in codes.values()),
        "documents": [version.manifest["tables"]["documents"]["rows"] for version in versions],
        "faults": [fault for version in versions for fault in find_faults(version)],
        "states": count_states(server),
        "steps": sum(map(count_records, settings.values())),
        "task_runs": count_steps(server),
        "answers": len(waits),
        "wrong_answers": wrong,
        "median_seconds": round(statistics.median(waits), 3),
        "longest_seconds": round(max(waits), 2),
    }


def main(n_runs: int, n_shards: int) -> None:
    with TemporaryDirectory() as name, own_postgres() as database:
        home = Path(name) / "home"
        home.mkdir()
        server = GuardedServer(free_port(), home, database)
        codes = PATIENCE["PREFECT_CLIENT_RETRY_EXTRA_CODES"]
        changed = {PREFECT_API_URL: server.url, PREFECT_API_AUTH_STRING: LOGIN, PREFECT_HOME: home}
        changed |= {PREFECT_CLIENT_RETRY_EXTRA_CODES: codes}
        with server.running(), temporary_settings({**changed, PREFECT_LOGGING_LEVEL: "CRITICAL"}):
            print(json.dumps(load(server, Path(name), n_runs, n_shards)), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
