"""Publish many documents, then the same with 50 added, 5 changed and 5 removed: what is done again, and in which time.

    python -m tests.flows.measure_increment DOCUMENTS SHARD_BYTES

The new documents come as they do in an archive, with names of a new day; what changes and goes lies anywhere. The last
line is a JSON object; `same` says whether the version equals one made from nothing.
"""

import json
import random
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from prefect.settings import PREFECT_HOME, PREFECT_LOGGING_LEVEL, temporary_settings

from flows.build import build
from flows.own_server import own_server
from flows.progress import reporting_to
from flows.settings import BuildSettings
from tasks.store.versions import open_version
from tests.flows.conftest import Recorder

N_ADDED, N_CHANGED, N_REMOVED = 50, 5, 5
PER_DAY = 40
PLACES = (("Jinan", "济南"), ("Xiamen", "厦门"), ("Foshan", "佛山"), ("Guiyang", "贵阳"), ("Lanzhou", "兰州"))
STAGES = ("ingest", "repair", "segment", "extract")
"""Those that work on single documents."""


def write_document(folder: Path, day: int, number: int, rng: random.Random) -> Path:
    """A few lines about one figure or two, in one language or the other."""
    english, chinese = rng.choice(PLACES)
    value, share = rng.randrange(100, 100_000), rng.randrange(10, 900) / 10
    if number % 2:
        text = f"Notice {day}-{number} of {english}\n\nIn 2024, {value:,} patents were granted in {english}, {share}% more.\n"
    else:
        text = f"{chinese}第{day}-{number}号通报\n\n2024年，{chinese}授权专利{value}件，同比增长{share}%。\n"
    path = folder / f"{day:05d}" / f"{number:03d}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def change(folder: Path, paths: list[Path], day: int, rng: random.Random) -> None:
    """The sixty documents of a day."""
    chosen = rng.sample(paths, N_CHANGED + N_REMOVED)
    for path in chosen[:N_CHANGED]:
        path.write_text(path.read_text() + "In 2023 there were 17 patents.\n")
    for path in chosen[N_CHANGED:]:
        path.unlink()
    for number in range(N_ADDED):
        write_document(folder, day, number, rng)


def run(settings: BuildSettings) -> tuple[dict[str, str], dict[str, float]]:
    """States of the steps, and what the run cost."""
    recorder = Recorder()
    begin, cpu = time.monotonic(), time.process_time()
    with reporting_to(recorder):
        build(settings)
    costs = {"seconds": round(time.monotonic() - begin, 1), "cpu_seconds": round(time.process_time() - cpu, 1)}
    return recorder.states, costs


def count(states: dict[str, str]) -> dict[str, int]:
    """Steps on shards, and how many of them were done."""
    steps = {name: state for name, state in states.items() if name.partition("[")[0] in STAGES}
    return {"steps": len(steps), "done": sum(state != "Cached" for state in steps.values())}


def rows_of(output: Path) -> dict[str, str]:
    """Digest of the rows of each table."""
    return {name: entry["rows_sha256"] for name, entry in open_version(output).manifest["tables"].items()}


def measure(folder: Path, n_documents: int, shard_bytes: int) -> dict[str, Any]:
    """The figures."""
    rng = random.Random(8)
    documents = folder / "in"
    paths = [write_document(documents, index // PER_DAY, index % PER_DAY, rng) for index in range(n_documents)]
    shards = {"max_shard_bytes": shard_bytes}
    given = BuildSettings(
        inputs=(str(documents),), output=str(folder / "out"), runner="thread", workers=1, ingest=shards
    )
    first, first_cost = run(given)
    change(documents, paths, n_documents // PER_DAY + 1, rng)
    second, second_cost = run(given)
    sys.stderr.write(f"first {count(first)} {first_cost}, second {count(second)} {second_cost}\n")
    clean = given.model_copy(update={"output": str(folder / "clean" / "out")})
    run(clean)
    rows = open_version(folder / "out").manifest["tables"]["documents"]["rows"]
    return {
        "documents": n_documents,
        "after": rows,
        "first": {**count(first), **first_cost},
        "second": {**count(second), **second_cost},
        "same": rows_of(folder / "out") == rows_of(folder / "clean" / "out"),
    }


def main(n_documents: int, shard_bytes: int) -> None:
    with TemporaryDirectory() as name:
        changed = {PREFECT_HOME: Path(name) / "home", PREFECT_LOGGING_LEVEL: "CRITICAL"}
        with temporary_settings(changed), own_server():
            print(json.dumps(measure(Path(name), n_documents, shard_bytes)), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
