"""A day's documents more: only their shards are done again, and the version is that of a run from nothing."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.slow
@pytest.mark.server
def test_a_day_more_is_done_in_proportion() -> None:
    """10,000 documents and 60 more: `python -m tests.bench increment`."""
    command = [sys.executable, "-m", "tests.bench", "increment", "--documents", "1000", "--shard-bytes", "131072"]
    done = subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    [table] = json.loads(done.stdout)["tables"]
    first, second, clean = table["rows"]
    assert (first["documents"], second["documents"], clean["documents"]) == (1000, 1004, 1004)
    assert table["figures"]["same_rows"] == 1.0
    assert first["done"] == first["steps"]
    assert 0 < second["done of them"] < 0.3 * second["of documents"]
