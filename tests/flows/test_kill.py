"""A run that is killed leaves what readers see as it was, and the next one finishes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

from .conftest import Server

pytestmark = [pytest.mark.server, pytest.mark.slow]
N_KILLS = 50


SAMPLES = ("pledge-2023.zh.txt", "pledge-2023.en.txt", "pilot-cities.txt", "two-charsets.txt")


def test_killed_at_random_moments(server: Server, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in SAMPLES:  # a pair and two others, in three shards: all stages, and a run of a second or two
        shutil.copy(ROOT / "seeds" / name, tmp_path / "in")
    command = [sys.executable, "-m", "tests.flows.kill_runs", str(tmp_path), str(N_KILLS), "1"]
    environment = {**server.environment, "PREFECT_LOGGING_LEVEL": "CRITICAL"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, done.stderr
    assert len(reports) == N_KILLS
    for report in reports:
        assert report == {**report, "faults": [], "status": 0, "left": [], "faults_after": [], "text": True}, (
            done.stderr
        )
