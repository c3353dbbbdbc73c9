"""The whole way on a real Prefect server."""

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from flows.board import BuildFailedError
from flows.conflicts import TooManyConflictsError, list_conflicts
from flows.plan_run import plan_run
from flows.settings import BuildSettings
from tasks.core.errors import NothingToPublishError, TooManyRejectsError, WrongCallError
from tasks.core.spans import decode_span
from tasks.publish.verify_version import find_faults
from tasks.schema import PUBLISHED
from tasks.schema.edits import edits_by_document
from tasks.store.versions import Version, open_version
from tests.conftest import ROOT

from .conftest import Run, Server

pytestmark = pytest.mark.server
RunBuild = Callable[..., Run]
Hedui = Callable[..., subprocess.CompletedProcess[str]]
SMALL_SHARDS = {"max_shard_bytes": 12_000}


def check_proof(version: Version, folder: Path) -> int:
    """Every fact's bytes, read with the edits, give its quote."""
    documents = {
        row["document_id"]: row for row in version.read("documents", ["document_id", "uri", "charset"]).to_pylist()
    }
    edits = edits_by_document(version.read("edits"))
    facts = version.read("facts").to_pylist()
    for fact in facts:
        document = documents[fact["document_id"]]
        content = (folder / Path(document["uri"]).name).read_bytes()
        found = edits.get(fact["document_id"], [])
        assert decode_span(content, document["charset"], found, fact["byte_start"], fact["byte_end"]) == fact["quote"]
    return len(facts)


def test_the_samples_become_a_version_that_every_engine_reads(
    run_build: RunBuild, documents: Path, tmp_path: Path
) -> None:
    run = run_build(documents, ingest=SMALL_SHARDS)
    version = open_version(tmp_path / "out")
    assert run.summary["version"] == version.name
    assert run.summary["documents"] == len(list((ROOT / "seeds").glob("*.txt")))
    assert run.summary["conflicts"] >= 1
    assert list(find_faults(version)) == []
    assert check_proof(version, documents) > 100
    for name in PUBLISHED:
        files = [str(path) for path in version.paths(name)]
        rows = version.manifest["tables"][name]["rows"]
        assert duckdb.connect().execute("SELECT count(*) FROM read_parquet(?)", [files]).fetchone() == (rows,)
        assert pl.read_parquet(files).height == rows
        assert sum(len(pd.read_parquet(file)) for file in files) == rows
    assert Path(run.summary["page"]).read_text().startswith("<!doctype html>")


def test_an_unchanged_run_does_nothing_and_a_changed_document_touches_one_shard(
    run_build: RunBuild, documents: Path, tmp_path: Path
) -> None:
    first = run_build(documents, ingest=SMALL_SHARDS)
    shards = {name.partition("[")[2] for name in first.states if name.startswith("repair")}
    assert len(shards) > 3
    second = run_build(documents, ingest=SMALL_SHARDS)
    assert second.not_cached == set()
    assert second.states.keys() == first.states.keys()
    assert second.summary["version"] == first.summary["version"]
    assert not second.summary["is_new"]
    changed = documents / "pilot-cities.txt"
    changed.write_text(changed.read_text() + "\nIn 2024, 44 cities took part.\n")
    third = run_build(documents, ingest=SMALL_SHARDS)
    assert third.summary["is_new"]
    by_stage: dict[str, set[str]] = {}
    for name in third.not_cached:
        by_stage.setdefault(name.partition("[")[0], set()).add(name.partition("[")[2])
    assert all(len(by_stage[stage]) == 1 for stage in ("ingest", "repair", "segment", "extract"))
    assert by_stage["ingest"] == by_stage["repair"] == by_stage["segment"] == by_stage["extract"]


@pytest.mark.parametrize("damage", ["flip", "remove"])
@pytest.mark.parametrize("table", ["texts", "facts"])
def test_a_damaged_artifact_is_made_again_and_nothing_else(
    run_build: RunBuild, documents: Path, tmp_path: Path, table: str, damage: str
) -> None:
    first = run_build(documents, ingest=SMALL_SHARDS)
    path = max((tmp_path / "artifacts" / table).glob("*/*.parquet"), key=lambda path: path.stat().st_size)
    before = path.read_bytes()
    if damage == "flip":
        path.write_bytes(before[:-20] + bytes([before[-20] ^ 1]) + before[-19:])
    else:
        path.unlink()
    again = run_build(documents, ingest=SMALL_SHARDS)
    stage = {"texts": "repair", "facts": "extract"}[table]
    assert {name.partition("[")[0] for name in again.not_cached} == {stage}
    assert len(again.not_cached) == 1
    assert path.read_bytes() == before
    assert again.summary["version"] == first.summary["version"]


def test_settings_of_a_stage_rerun_it_and_what_follows(run_build: RunBuild, documents: Path) -> None:
    run_build(documents)
    changed = run_build(documents, publish={"row_group_rows": 50})
    assert {name.partition("[")[0] for name in changed.not_cached} == {"publish", "report"}


def test_from_stage_reruns_it_and_what_follows(run_build: RunBuild, documents: Path) -> None:
    first = run_build(documents)
    again = run_build(documents, from_stage="extract")
    assert {name.partition("[")[0] for name in again.not_cached} == {
        "extract", "crosscheck", "gather", "publish", "report"
    }  # fmt: skip
    assert again.summary["version"] == first.summary["version"]


def test_from_stage_for_one_document_reruns_its_shard(run_build: RunBuild, documents: Path, tmp_path: Path) -> None:
    first = run_build(documents, ingest=SMALL_SHARDS)
    version = open_version(tmp_path / "out")
    row = version.read("documents", ["document_id", "uri"]).to_pylist()[3]
    for name in (row["document_id"][:12], row["uri"]):
        again = run_build(documents, ingest=SMALL_SHARDS, from_stage="extract", only=[name])
        done = sorted(step for step in again.not_cached if not step.endswith("[all]"))
        assert len([step for step in done if step.startswith("extract")]) == 1
        assert len({step.partition("[")[2] for step in done}) == 1
        assert again.summary["version"] == first.summary["version"]
    with pytest.raises(WrongCallError, match="no document of the input has the id or the uri nothing"):
        run_build(documents, from_stage="extract", only=["nothing"])
    with pytest.raises(WrongCallError, match="name that stage as well"):
        run_build(documents, only=[row["uri"]])


def test_too_many_conflicts_fail_the_run_after_publishing(run_build: RunBuild, documents: Path, tmp_path: Path) -> None:
    with pytest.raises(TooManyConflictsError, match="max_conflicts is 0; the version is published"):
        run_build(documents, max_conflicts=0)
    version = open_version(tmp_path / "out")
    (conflict,) = list_conflicts(version)
    assert (conflict["reason"], conflict["quotes"]) == ("scale", ["3.3萬項", "3,300 innovative achievements"])
    assert [place.rpartition(":")[0].rpartition("/")[2] for place in conflict["places"]] == [
        "pledge-2023.zh.txt",
        "pledge-2023.en.txt",
    ]
    run_build(documents, max_conflicts=1)


def test_the_plan_says_what_the_run_does(run_build: RunBuild, documents: Path, tmp_path: Path) -> None:
    settings = BuildSettings(
        inputs=(str(documents),), output=str(tmp_path / "out"), runner="thread", ingest=SMALL_SHARDS
    )
    assert {step.action for step in plan_run(settings)} == {"run"}
    assert not (tmp_path / "artifacts").exists()
    run_build(documents, ingest=SMALL_SHARDS)
    assert {step.action for step in plan_run(settings)} == {"cached"}
    changed = documents / "pilot-cities.txt"
    changed.write_text(changed.read_text() + "\nIn 2024, 44 cities took part.\n")
    planned = {f"{step.stage}[{step.shard}]" for step in plan_run(settings) if step.action == "run"}
    done = run_build(documents, ingest=SMALL_SHARDS).not_cached
    assert {name for name in planned if "?" not in name} <= done | {"pair[all]"}
    assert {name for name in done if name.startswith(("ingest", "repair", "segment", "extract"))} <= planned


def test_documents_added_and_removed(run_build: RunBuild, documents: Path, tmp_path: Path) -> None:
    run_build(documents, ingest=SMALL_SHARDS)
    (documents / "new.txt").write_text("In 2024, the city granted 5,100 patents.\n")
    (documents / "copyright.txt").unlink()
    changed = run_build(documents, ingest=SMALL_SHARDS)
    fresh = run_build(documents, ingest=SMALL_SHARDS, output=str(tmp_path / "fresh" / "out"))
    tables = open_version(tmp_path / "out").manifest["tables"]
    assert tables == open_version(tmp_path / "fresh" / "out").manifest["tables"]
    assert changed.summary["documents"] == fresh.summary["documents"]


def test_rejected_documents_are_told_of_and_tried_again(run_build: RunBuild, documents: Path, tmp_path: Path) -> None:
    (documents / "empty.txt").touch()
    (documents / "zeros.bin").write_bytes(bytes(range(256)) * 20)
    (documents / "copy of it.txt").write_bytes((documents / "pilot-cities.txt").read_bytes())
    run = run_build(documents)
    rejects = {Path(row["uri"]).name: row for row in open_version(tmp_path / "out").read("rejects").to_pylist()}
    assert set(rejects) == {"empty.txt", "zeros.bin", "pilot-cities.txt"} or set(rejects) == {
        "empty.txt",
        "zeros.bin",
        "copy of it.txt",
    }
    assert run.summary["rejects"] == 3
    (documents / "empty.txt").write_text("In 2024, the city granted 5,100 patents.\n")
    again = run_build(documents)
    assert again.summary["rejects"] == 2
    assert again.summary["documents"] == run.summary["documents"] + 1


def test_nothing_is_published_when_nothing_can_be_read(run_build: RunBuild, tmp_path: Path) -> None:
    folder = tmp_path / "empty"
    folder.mkdir()
    with pytest.raises(NothingToPublishError, match="there are no documents"):
        run_build(folder)
    (folder / "a.txt").touch()
    with pytest.raises(NothingToPublishError, match=r"none of the 1 files .* a\.txt|a\.txt"):
        run_build(folder)
    assert not (tmp_path / "out" / "current.json").exists()


def test_too_many_rejects_fail_the_run(run_build: RunBuild, documents: Path, tmp_path: Path) -> None:
    for index in range(8):
        (documents / f"empty-{index}.txt").touch()
    with pytest.raises(TooManyRejectsError, match="limit is 5"):
        run_build(documents, reject_grace=2)
    assert not (tmp_path / "out" / "current.json").exists()


def test_one_summary_names_stage_shard_and_cause_and_the_next_run_finishes(
    run_build: RunBuild, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tasks.extract.task as module

    def fail(tables: Any, settings: Any) -> Any:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module, "extract_documents", fail)
        with pytest.raises(BuildFailedError) as caught:
            run_build(documents, ingest=SMALL_SHARDS)
    assert "nothing was published" in str(caught.value)
    assert "extract[0000] failed: OSError: [Errno 28] No space left on device" in str(caught.value)
    assert "PENDING" not in str(caught.value)
    assert not (tmp_path / "out" / "current.json").exists()
    run = run_build(documents, ingest=SMALL_SHARDS)
    stages = {name.partition("[")[0] for name in run.not_cached}
    done = {"extract", "align", "crosscheck", "gather", "publish", "report"}
    assert stages - {"pair"} == done


def test_transient_errors_are_tried_again(
    run_build: RunBuild, documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tasks.extract.task as module
    from tasks.core.errors import TransientError

    real, failures = module.extract_documents, []

    def fail_once(tables: Any, settings: Any) -> Any:
        if not failures:
            failures.append(1)
            raise TransientError("the source is down")
        return real(tables, settings)

    monkeypatch.setattr(module, "extract_documents", fail_once)
    run = run_build(documents)
    assert failures == [1]
    assert run.summary["documents"] > 0


def test_the_real_documents_are_published_with_proof(run_build: RunBuild, shared: Path, tmp_path: Path) -> None:
    run = run_build(shared / "seeds")
    version = open_version(tmp_path / "out")
    assert run.summary["documents"] == 5
    assert list(find_faults(version)) == []
    assert check_proof(version, shared / "seeds") > 150


def test_what_the_ui_shows(hedui: Hedui, documents: Path, tmp_path: Path, server: Server) -> None:
    import httpx

    (documents / "empty.txt").touch()
    done = hedui("run", documents, "--output", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    found = httpx.post(f"{server.url}/artifacts/filter", json={"sort": "CREATED_DESC", "limit": 200}).json()
    kinds = {(artifact["key"], artifact["type"]) for artifact in found}
    assert {("hedui-run", "markdown"), ("hedui-rejects", "table")} <= kinds
    assert {key for key, kind in kinds if kind == "progress"} >= {"hedui-repair", "hedui-extract"}
    page = next(artifact for artifact in found if artifact["key"] == "hedui-run")
    assert open_version(tmp_path / "out").name in page["data"]
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        query = {"filter": {"event": {"name": ["hedui.document.rejected"]}}, "limit": 10}
        events = httpx.post(f"{server.url}/events/filter", json=query).json()["events"]
        if any(event["payload"]["uri"].endswith("empty.txt") for event in events):
            return
        time.sleep(0.5)
    raise AssertionError("no event for the rejected document")


def test_nothing_pickled_is_stored(
    run_build: RunBuild, documents: Path, tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    import tasks.extract.task as module

    run_build(documents)
    with monkeypatch.context() as patch, pytest.raises(BuildFailedError):
        patch.setattr(module, "extract_documents", lambda tables, settings: 1 / 0)
        run_build(documents, from_stage="extract")
    folders = (tmp_path / "artifacts", tmp_path / "out", server.home / "storage")
    files = [path for folder in folders if folder.exists() for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    for path in files:
        content = path.read_bytes()
        if not content.startswith(b"PAR1"):
            content.decode()  # a pickle is neither Parquet nor text


def copy_project(target: Path) -> Path:
    target.mkdir()
    for name in ("flows", "tasks"):
        shutil.copytree(ROOT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
    return target


def test_changed_code_reruns_its_stage_and_those_after_it(hedui: Hedui, documents: Path, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    arguments = ("run", documents, "--output", tmp_path / "out")
    assert hedui(*arguments, cwd=project).returncode == 0
    with (project / "tasks" / "extract" / "stage.py").open("a") as file:
        file.write("# changed\n")
    planned = hedui("plan", documents, "--output", tmp_path / "out", "--json", cwd=project)
    import json

    steps = [json.loads(line) for line in planned.stdout.splitlines()]
    assert {step["stage"] for step in steps if step["action"] == "run"} == {
        "extract",
        "crosscheck",
        "gather",
        "publish",
        "report",
    }
    assert hedui(*arguments, cwd=project).returncode == 0
