"""Agreements in the forms that other programs read: text, SARIF, and the annotations of GitHub Actions."""

import json
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any

from tasks.publish.add_reviews import CONFLICT
from tasks.schema.agreements import REASONS, WRONG

Row = dict[str, Any]
"""An agreement as `hedui check` prints it."""

REFUTED = "conflict called wrong by a reviewer"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def is_refuted(row: Row) -> bool:
    """A conflict that a reviewer called wrong."""
    return bool(row["status"] == CONFLICT and row["review_verdict"] == WRONG)


def is_open(row: Row) -> bool:
    """A conflict that no reviewer called wrong."""
    return bool(row["status"] == CONFLICT and not is_refuted(row))


def write_text(rows: Iterable[Row]) -> Iterator[str]:
    """A line for each figure that does not agree, and a last one with all counts."""
    counts: dict[str, int] = {}
    for row in rows:
        status = REFUTED if is_refuted(row) else row["status"]
        counts[status] = counts.get(status, 0) + 1
        if row["status"] != "agree":
            reason = f" ({row['reason']})" if row["reason"] else ""
            yield f"{_place(row)}: {status}{reason}: {_sides(row)}"
    yield ", ".join(f"{count} {status}" for status, count in sorted(counts.items())) or "no figures"


def write_github(rows: Iterable[Row]) -> Iterator[str]:
    """A workflow command for each conflict: https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    for row in rows:
        if is_open(row):
            title = _escape(f"Figures disagree: {row['reason']}", is_property=True)
            file = _escape(_main_file(row), is_property=True)
            yield f"::error file={file},line={_main_line(row)},title={title}::{_escape(_sides(row))}"


def write_sarif(rows: Iterable[Row]) -> Iterator[str]:
    """One SARIF 2.1.0 log with a result for each conflict; its regions are byte spans of the files.

    A conflict that a reviewer called wrong is a suppressed result (3.27.23 of the standard).
    """
    results = [_make_result(row) for row in rows if row["status"] == CONFLICT]
    rules = [{"id": name, "shortDescription": {"text": text}} for name, text in REASONS.items()]
    driver = {"name": "hedui", "version": version("hedui"), "rules": rules}
    log = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}
    yield json.dumps(log, ensure_ascii=False, indent=1)


def _make_result(row: Row) -> Row:
    locations = [_make_location(row, side) for side in ("zh", "en") if f"{side}_file" in row]
    suppression = {"kind": "external", "justification": row["review_note"] or "called wrong by a reviewer"}
    return {
        "ruleId": row["reason"],
        "level": "error",
        "message": {"text": _sides(row)},
        "locations": locations[:1],
        "relatedLocations": locations[1:],
        "rank": round(100 * row["confidence"], 1),
        "suppressions": [suppression] if is_refuted(row) else [],
    }


def _make_location(row: Row, side: str) -> Row:
    start, end = row[f"{side}_byte_start"], row[f"{side}_byte_end"]
    region = {"byteOffset": start, "byteLength": end - start, "startLine": row[f"{side}_line"]}
    return {"physicalLocation": {"artifactLocation": {"uri": row[f"{side}_file"]}, "region": region}}


def _place(row: Row) -> str:
    return f"{_main_file(row)}:{_main_line(row)}"


def _main_file(row: Row) -> str:
    return str(row.get("en_file") or row["zh_file"])


def _main_line(row: Row) -> int:
    return int(row.get("en_line") or row["zh_line"])


def _sides(row: Row) -> str:
    return " / ".join(f"{side} {row[f'{side}_quote']}" for side in ("zh", "en") if f"{side}_quote" in row)


def _escape(text: str, is_property: bool = False) -> str:
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if is_property else text


WRITERS = {"text": write_text, "github": write_github, "sarif": write_sarif}
