"""What a run leaves for those who watch: log, metrics, the page in the UI, events."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import ArtifactFilter, ArtifactFilterKey
from prefect.client.schemas.sorting import ArtifactSort
from prefect.settings import PREFECT_API_URL, temporary_settings

from flows.board import BuildFailedError
from flows.watch import HELP, watching, write_metrics

from .conftest import Run, Server

SAMPLE = re.compile(r"([a-z_]+)(\{[^}]*\})? (-?[0-9.e+]+)")


def read_metrics(text: str) -> dict[str, float]:
    """Samples by name and labels; every line must be one that Prometheus takes."""
    found = {}
    for line in text.splitlines():
        if line.startswith("#"):
            assert re.fullmatch(r"# (HELP|TYPE) [a-z_]+ .+", line)
            continue
        match = SAMPLE.fullmatch(line)
        assert match, line
        found[match[1] + (match[2] or "")] = float(match[3])
    return found


def test_metrics_are_families_with_help_and_type() -> None:
    figures = {"hedui_documents": 3.0, 'hedui_steps{state="done"}': 2.0, 'hedui_steps{state="cached"}': 1e12}
    text = write_metrics(figures)
    assert read_metrics(text) == figures
    assert text.count("# TYPE hedui_steps gauge") == 1
    assert text.index("# HELP hedui_documents") < text.index("hedui_documents 3")
    assert all(re.fullmatch(r"hedui(_[a-z]+)+", name) for name in HELP)


def test_a_failed_run_says_so(tmp_path: Path) -> None:
    log, metrics = tmp_path / "logs" / "run.jsonl", tmp_path / "hedui.prom"
    for _ in range(2):
        with pytest.raises(ValueError, match="no"), watching(str(log), str(metrics)) as watch:
            watch.tell("step ended", stage="repair", shard="0000")
            raise ValueError("no 数")
    found = read_metrics(metrics.read_text())
    assert found["hedui_run_success"] == 0
    assert found["hedui_run_end_timestamp_seconds"] > 1e9
    assert "hedui_documents" not in found
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]
    assert [line["event"] for line in lines] == ["run started", "step ended", "run failed"] * 2
    assert lines[-1]["message"] == "ValueError: no 数"


def test_nothing_is_written_unless_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with watching(None, None) as watch:
        watch.tell("step ended")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.server
def test_a_run_is_watched(run_build: Callable[..., Run], server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "one.txt").write_text("In 2024, 4,310 patents were granted in the city of Foshan.\n")
    (folder / "empty.txt").write_text("")
    log, metrics = tmp_path / "run.jsonl", tmp_path / "hedui.prom"
    given = {"log": str(log), "metrics": str(metrics)}
    run_build(folder, **given)
    (folder / "two.txt").write_text("2024年，佛山市授权专利4310件。\n")
    second = run_build(folder, **given)
    figures = read_metrics(metrics.read_text())
    assert figures["hedui_run_success"] == figures["hedui_run_new_version"] == 1
    assert (figures["hedui_documents"], figures["hedui_rejects"]) == (2, 1)
    assert figures['hedui_steps{state="done"}'] + figures['hedui_steps{state="cached"}'] == second.summary["n_steps"]
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert len({line["run"] for line in lines}) == 2
    assert all(line["run"] for line in lines)
    steps = {(line["stage"], line["shard"]) for line in lines if line["event"] == "step ended"}
    assert {("repair", "0000"), ("publish", "all")} <= steps
    with temporary_settings({PREFECT_API_URL: server.url}), get_client(sync_client=True) as client:
        summaries = ArtifactFilter(key=ArtifactFilterKey(any_=["hedui-run"]))
        newest = client.read_artifacts(artifact_filter=summaries, sort=ArtifactSort.CREATED_DESC, limit=1)
    page = newest[0].data
    assert second.summary["version"] in page
    assert "## Against the version before" in page
    assert "| documents | 1 | 2 |" in page
    assert "| ingest | EmptyDocumentError | 1 |" in page
    (tmp_path / "artifacts" / "facts").rename(tmp_path / "kept")
    (tmp_path / "artifacts" / "facts").write_text("in the way")
    (folder / "three.txt").write_text("In 2023, 17 patents were granted.\n")
    with pytest.raises(BuildFailedError):
        run_build(folder, **given)
    failed = [json.loads(line) for line in log.read_text().splitlines() if '"step failed"' in line]
    assert failed[0]["stage"] == "extract"
    assert "NotADirectoryError" in failed[0]["message"]
    assert read_metrics(metrics.read_text())["hedui_run_success"] == 0
