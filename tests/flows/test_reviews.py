"""Verdicts of a reviewer on the way through a run, and what the Prefect UI shows of conflicts, on a real server."""

import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from flows.conflicts import TooManyConflictsError, list_conflicts
from flows.plan_run import plan_run
from flows.settings import BuildSettings
from tasks.core.errors import WrongCallError
from tasks.publish.verify_version import find_faults
from tasks.store.versions import open_version

from .conftest import Run, Server

pytestmark = pytest.mark.server
RunBuild = Callable[..., Run]
Hedui = Callable[..., subprocess.CompletedProcess[str]]


def save(path: Path, *reviews: dict[str, Any]) -> str:
    path.write_text(json.dumps({"format": "hedui-reviews", "version": 1, "reviews": reviews}))
    return str(path)


def test_a_review_travels_with_the_next_run_and_only_publishing_is_done_again(
    run_build: RunBuild, documents: Path, tmp_path: Path
) -> None:
    first = run_build(documents)
    (conflict,) = list_conflicts(open_version(tmp_path / "out"))
    assert (first.summary["conflicts"], first.summary["refuted"], first.summary["reviews"]) == (1, 0, {})
    judged = {"agreement_id": conflict["agreement_id"], "status": "conflict", "reason": "scale"}
    path = tmp_path / "reviews.json"
    reviews = save(
        path,
        {**judged, "review_verdict": "wrong", "review_note": "=1+1"},
        {"agreement_id": "g0", "review_verdict": "right"},
    )
    planned = plan_run(
        BuildSettings(inputs=(str(documents),), output=str(tmp_path / "out"), runner="thread", reviews=reviews)
    )
    assert {step.stage for step in planned if step.action == "run"} == {"publish", "report"}
    second = run_build(documents, reviews=reviews, max_conflicts=0)
    assert second.not_cached == {"publish[all]", "report[all]"}
    assert (second.summary["conflicts"], second.summary["refuted"]) == (0, 1)
    assert second.summary["reviews"] == {"right": 0, "wrong": 1, "noted": 0, "not_carried": 1}
    version = open_version(tmp_path / "out")
    assert list_conflicts(version) == []
    assert list(find_faults(version)) == []
    (row,) = version.read("agreements", filters=[("agreement_id", "=", conflict["agreement_id"])]).to_pylist()
    assert (row["status"], row["review_verdict"], row["review_note"]) == ("conflict", "wrong", "=1+1")
    assert run_build(documents, reviews=reviews).not_cached == set()
    save(
        path,
        {"agreement_id": "g0", "review_verdict": "right"},
        {**judged, "review_verdict": "wrong", "review_note": "=1+1"},
    )
    assert run_build(documents, reviews=reviews).not_cached == set()
    save(path, {**judged, "review_verdict": "right"})
    with pytest.raises(TooManyConflictsError, match="conflicts that no reviewer called wrong: 1, max_conflicts is 0"):
        run_build(documents, reviews=reviews, max_conflicts=0)
    assert run_build(documents).summary["version"].split("-")[1] == first.summary["version"].split("-")[1]


def test_reviews_stay_while_other_documents_change(run_build: RunBuild, documents: Path, tmp_path: Path) -> None:
    run_build(documents)
    (conflict,) = list_conflicts(open_version(tmp_path / "out"))
    judged = {"agreement_id": conflict["agreement_id"], "status": "conflict", "reason": "scale"}
    reviews = save(tmp_path / "reviews.json", {**judged, "review_verdict": "wrong"})
    for name, n_refuted in (("pilot-cities.txt", 1), ("pledge-2023.en.txt", 0)):
        changed = documents / name
        changed.write_bytes(changed.read_bytes() + b"\nThat is all.\n")
        summary = run_build(documents, reviews=reviews).summary
        assert summary["refuted"] == n_refuted, name
        assert summary["reviews"]["not_carried"] == 1 - n_refuted, "what a review was about is gone, and that is said"


def test_a_hostile_file_stops_the_run_before_any_work(run_build: RunBuild, documents: Path, tmp_path: Path) -> None:
    path = tmp_path / "reviews.json"
    path.write_text('{"format": "hedui-reviews", "version": 1, "reviews": [{"agreement_id": 7}]}')
    with pytest.raises(WrongCallError, match="review 1: agreement_id is 7, not a text"):
        run_build(documents, reviews=str(path))
    assert not (tmp_path / "out").exists()


def test_the_ui_shows_conflicts_summary_and_page(hedui: Hedui, documents: Path, tmp_path: Path, server: Server) -> None:
    (tmp_path / "hedui.toml").write_text("max_conflicts = 0\n")
    done = hedui("run", documents, "--output", tmp_path / "out", "--config", tmp_path / "hedui.toml")
    assert done.returncode == 1, done.stderr
    assert "max_conflicts is 0; the version is published, look at" in done.stderr
    version = open_version(tmp_path / "out")
    table = newest_artifact(server, "hedui-conflicts", str(documents))
    (row,) = json.loads(table["data"])
    assert (row["figures"], row["reason"]) == ("3.3萬項 / 3,300 innovative achievements", "scale")
    assert "pledge-2023.zh.txt:" in row["places"]
    assert table["description"] == "1 conflict, the surest first"
    page = newest_artifact(server, "hedui-run", version.name)
    assert "| conflicts | 1 |" in page["data"]
    path = tmp_path / "out" / "reports" / f"{version.name}.html"
    assert path.is_file()
    assert f"| page for reviewers | `{path}` |" in page["data"]
    (conflict,) = list_conflicts(version)
    event = await_event(server, "hedui.conflict.found", f"hedui.agreement.{conflict['agreement_id']}", str(documents))
    assert event["payload"]["quotes"] == ["3.3萬項", "3,300 innovative achievements"]
    assert event["payload"]["reason"] == "scale"


def newest_artifact(server: Server, key: str, holding: str) -> dict[str, Any]:
    found = httpx.post(f"{server.url}/artifacts/filter", json={"sort": "CREATED_DESC", "limit": 200}).json()
    return next(item for item in found if item["key"] == key and holding in str(item["data"]))


def await_event(server: Server, name: str, resource: str, holding: str) -> dict[str, Any]:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        query = {"filter": {"event": {"name": [name]}, "resource": {"id": [resource]}}, "limit": 50}
        for event in httpx.post(f"{server.url}/events/filter", json=query).json()["events"]:
            if holding in json.dumps(event["payload"]):
                return dict(event)
        time.sleep(0.5)
    raise AssertionError(f"no event {name} for {resource}")
