"""The bench runs; its figures are for people and are not tested."""

import cProfile
import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flows.settings import BuildSettings
from flows.stages import STAGES
from tasks.ingest.settings import IngestSettings
from tasks.publish.verify_version import find_faults
from tasks.store.versions import Version, open_version
from tests.conftest import ROOT

from .__main__ import COMMANDS, make_parser
from .make_corpus import write_corpus
from .profile_stages import tabulate_profile
from .run_plain import InlineExecutor, run_plain

BENCH = [sys.executable, "-m", "tests.bench"]


def test_stages_over_a_small_corpus() -> None:
    command = [*BENCH, "stages", "--mb", "0.3", "--repeat", "1", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (stages,) = json.loads(done.stdout)["tables"]
    rows = {row["stage"]: row for row in stages["rows"]}
    assert rows.keys() == {*STAGES, "listing and shards", "all"}
    assert sum(row["share %"] for name, row in rows.items() if name != "all") > 99.9
    assert all(row["CPU s"] >= 0 for row in rows.values())
    assert rows["all"]["MB per CPU s"] > 0
    assert stages["figures"]["all_mb_per_cpu_second"] == rows["all"]["MB per CPU s"]


def test_both_executors_publish_the_same_sound_version(tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "documents", 2, megabytes=0.1)
    versions: list[Version] = []
    with ThreadPoolExecutor(4) as threads:
        for name, executor in (("inline", InlineExecutor()), ("threads", threads)):
            output = tmp_path / name / "outputs"
            run_plain(
                BuildSettings(
                    inputs=(str(corpus.folder),), output=str(output), ingest=IngestSettings(max_shard_bytes=40_000)
                ),
                executor,
            )
            versions.append(open_version(output))
    assert versions[0].manifest["digest"] == versions[1].manifest["digest"]
    assert list(find_faults(versions[0])) == []
    assert versions[0].manifest["tables"]["documents"]["rows"] == corpus.n_documents


def test_a_profile_gives_built_in_functions_to_their_callers() -> None:
    with cProfile.Profile() as profile:
        sort_at_length()
    table = tabulate_profile("sort", profile)
    assert table.rows[0][0] == f"test_stages.py:{sort_at_length.__code__.co_firstlineno} sort_at_length"
    assert not any("sorted" in str(row[0]) for row in table.rows)


def sort_at_length() -> list[int]:
    return sorted(range(300_000, 0, -1), key=None)


def test_help_teaches() -> None:
    text = make_parser().format_help()
    assert "examples:" in text
    assert "127.0.0.1" in text
    assert all(command in text for command in COMMANDS)


@pytest.mark.parametrize("wrong", [["stage"], ["stages", "--mb", "0"], ["growth", "--counts", "0"]])
def test_a_wrong_call_says_so(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        make_parser().parse_args(wrong)
    assert "usage:" in capsys.readouterr().err
