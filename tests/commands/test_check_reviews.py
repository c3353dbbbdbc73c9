"""Verdicts of a reviewer in `hedui check`: what he called wrong guards no release."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from tests.conftest import ROOT

FILES = (ROOT / "seeds" / "pledge-2023.en.txt", ROOT / "seeds" / "pledge-2023.zh.txt")


def check(*options: object) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, FILES), *map(str, options)], catch_exceptions=False)


@pytest.fixture(scope="module")
def conflict() -> dict[str, Any]:
    rows = [json.loads(line) for line in check().stdout.splitlines()]
    (found,) = [row for row in rows if row["status"] == "conflict"]
    return found


def save(folder: Path, conflict: dict[str, Any], **fields: Any) -> Path:
    judged = {name: conflict[name] for name in ("agreement_id", "status", "reason")}
    other = {"agreement_id": "g-unknown", "review_verdict": "right"}
    path = folder / "reviews.json"
    path.write_text(json.dumps({"format": "hedui-reviews", "version": 1, "reviews": [{**judged, **fields}, other]}))
    return path


def test_a_conflict_called_wrong_does_not_fail(conflict: dict[str, Any], tmp_path: Path) -> None:
    path = save(tmp_path, conflict, review_verdict="wrong", review_note="other\nsurvey", reviewed_by="Li")
    done = check("--reviews", path, "--fail-on-conflict")
    assert done.exit_code == 0
    assert "1 of 2 reviews are of these figures; conflicts called wrong: 1" in done.stderr
    (row,) = [row for row in map(json.loads, done.stdout.splitlines()) if row["status"] == "conflict"]
    assert (row["review_verdict"], row["review_note"], row["reviewed_by"]) == ("wrong", "other\nsurvey", "Li")


def test_the_other_forms_leave_it_out(conflict: dict[str, Any], tmp_path: Path) -> None:
    path = save(tmp_path, conflict, review_verdict="wrong", review_note="other survey")
    assert check("--reviews", path, "--format", "github").stdout == ""
    assert "1 conflict called wrong by a reviewer" in check("--reviews", path, "--format", "text").stdout
    (result,) = json.loads(check("--reviews", path, "--format", "sarif").stdout)["runs"][0]["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "other survey"}]
    (open_result,) = json.loads(check("--format", "sarif").stdout)["runs"][0]["results"]
    assert open_result["suppressions"] == []


@pytest.mark.parametrize("fields", [{"review_verdict": "right"}, {"review_verdict": "wrong", "reason": "value"}])
def test_a_conflict_that_stands_fails(conflict: dict[str, Any], tmp_path: Path, fields: dict[str, Any]) -> None:
    assert check("--reviews", save(tmp_path, conflict, **fields), "--fail-on-conflict").exit_code == 3


def test_a_wrong_file_is_a_wrong_call(tmp_path: Path) -> None:
    (tmp_path / "reviews.json").write_text("[]")
    done = check("--reviews", tmp_path / "reviews.json", "--fail-on-conflict")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "holds no reviews as the page of a report saves them" in done.stderr


def test_help_says_what_counts() -> None:
    words = " ".join(CliRunner().invoke(app, ["check", "--help"], env={"COLUMNS": "200"}).stdout.split())
    assert "A conflict that a reviewer called wrong" in words
    assert "Exit with code 3 when a conflict was found that no reviewer called wrong" in words
