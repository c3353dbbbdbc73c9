"""Same input, same bytes: whatever the runner, hash seed, locale, timezone or order of the listing."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.server, pytest.mark.slow]
ENVIRONMENTS: list[tuple[str, dict[str, str]]] = [
    ("thread", {"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"}),
    ("process", {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"}),
    ("process", {"PYTHONHASHSEED": "4242", "LC_ALL": "POSIX", "TZ": "America/New_York"}),
]


def test_tables_are_identical_to_the_byte(
    hedui: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    found: list[Any] = []
    for index, (runner, environment) in enumerate(ENVIRONMENTS):
        output = tmp_path / str(index) / "out"
        config = tmp_path / f"{index}.toml"
        config.write_text(f"[ingest]\nmax_shard_bytes = {[10_000, 10_000, 25_000_000][index]}\n")
        done = hedui(
            "run", "seeds", "--output", output, "--runner", runner, "--config", config, cwd=ROOT, **environment
        )
        assert done.returncode == 0, done.stderr
        version = output / "versions" / json.loads((output / "current.json").read_bytes())["version"]
        found.append(json.loads((version / "manifest.json").read_bytes())["tables"])
    assert found[0] == found[1] == found[2]
