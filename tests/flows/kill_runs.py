"""Kill runs at random moments: `python -m tests.flows.kill_runs FOLDER N SEED`, on the Prefect server of the environment.

Children are forked from a process that has all modules and tables, so that a run costs a second or two. After each kill
the pointer is checked, then the next run has to finish; a JSON line tells of each kill, and the last of the whole.
"""

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from flows.build import build
from flows.local import compare_batch, load_sources, read_batch
from flows.settings import SETTINGS, BuildSettings
from flows.stages import trace_lineages
from tasks.publish.verify_version import find_faults
from tasks.store.versions import open_version, read_pointer

LINE = "In 2024, the city granted {} patents.\n"


def start_run(settings: BuildSettings, niceness: int = 0) -> int:
    """The process id of a run that is going on."""
    child = os.fork()
    if child:
        return child
    try:
        os.nice(niceness)
        build(settings)
        os._exit(0)
    except BaseException as error:
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        os._exit(1)


def warm_up(folder: Path) -> None:
    """Read, once and for all runs that are forked, what a first run reads: sources, data tables, the dictionary."""
    trace_lineages(SETTINGS)
    compare_batch(read_batch(load_sources((path.name, path.read_bytes()) for path in sorted(folder.iterdir()))))


def change_document(folder: Path, value: int) -> None:
    """Give the next run something to do, in most shards and in all stages."""
    for path in sorted(folder.glob("*.en.txt")):
        lines = path.read_text().splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith("In 2024, the city granted")]
        path.write_text("".join([*kept, "\n" if kept and not kept[-1].endswith("\n") else "", LINE.format(value)]))


def describe_output(output: Path) -> list[str]:
    """What is wrong with what a reader would see."""
    return list(find_faults(open_version(output))) if read_pointer(output) else []


def main(folder: Path, n_kills: int, seed: int) -> None:
    """Kill, check, finish, and again."""
    rng = random.Random(seed)
    output = folder / "out"
    full = 3.0
    warm_up(folder / "in")
    for index in range(n_kills):
        runner = ("thread", "process")[index % 2]
        settings = BuildSettings(
            inputs=(str(folder / "in"),), output=str(output), runner=runner, ingest={"max_shard_bytes": 6_000}
        )
        change_document(folder / "in", 5000 + index)
        child = start_run(settings)
        time.sleep(rng.uniform(0.0, full))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        faults = describe_output(output)
        start = time.monotonic()
        status = os.waitpid(start_run(settings), 0)[1]
        full = time.monotonic() - start
        left = [
            str(path)
            for path in (output / "staging", folder / "artifacts" / "tmp")
            if path.exists() and any(path.iterdir())
        ]
        report = {
            "kill": index,
            "faults": faults,
            "status": status,
            "left": left,
            "faults_after": describe_output(output),
        }
        report["text"] = LINE.format(5000 + index) in "".join(
            open_version(output).read("documents")["text"].to_pylist()
        )
        print(json.dumps(report), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
