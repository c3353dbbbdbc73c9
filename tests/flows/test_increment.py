"""A day's documents more: only their shards are done again, and the version is that of a run from nothing."""

import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
@pytest.mark.server
def test_sixty_documents_more_are_done_in_proportion() -> None:
    """10,000 documents: `python -m tests.flows.measure_increment 10000 262144`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    command = [sys.executable, "-m", "tests.flows.measure_increment", "1000", "65536"]
    done = subprocess.run(command, cwd=ROOT, env={**kept, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["documents"], found["after"]) == (1000, 1045)
    assert found["same"]
    assert found["first"]["done"] == found["first"]["steps"]
    assert found["second"]["done"] < 0.35 * found["second"]["steps"]
