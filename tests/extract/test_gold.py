"""Scores on the labelled data beside the project. The rules were tuned on both sets: these are no measure of carry-over."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tasks.extract.extract_facts import extract_facts

from .conftest import SETTINGS


def facts_of(path: Path, skipped: set[int]) -> list[dict[str, Any]]:
    """Facts of a file that is read line by line, with code point offsets."""
    facts, at = [], 0
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        for m in extract_facts(line, "en" if line.isascii() else "mixed", SETTINGS) if number not in skipped else ():
            value, ends = m.value, (m.low, m.high)
            fact = {"file": path.name, "kind": m.kind, "unit": m.unit, "qualifier": m.qualifier or "exact"}
            fact |= {
                "char_start": at + m.start,
                "char_end": at + m.end,
                "value": None if value is None else float(value),
            }
            fact |= {
                name: None if end is None else float(end)
                for name, end in zip(("value_low", "value_high"), ends, strict=True)
            }
            facts.append(fact)
        at += len(line) + 1
    return facts


def score(shared: Path, gold: Path, negatives: str, facts: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    made = folder / "facts.jsonl"
    made.write_text("".join(json.dumps(fact) + "\n" for fact in facts), encoding="utf-8")
    command = [sys.executable, shared / "tools" / "score_quantities.py", gold, negatives, made]
    result: dict[str, Any] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return result


def test_seeds(shared: Path, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in (shared / "gold/seeds/lines.jsonl").read_text(encoding="utf-8").splitlines()]
    facts: list[dict[str, Any]] = []
    for path in sorted((shared / "seeds").glob("*.txt")):
        facts += facts_of(path, {line["line"] for line in lines if line["file"] == path.name and line["boilerplate"]})
    gold = shared / "gold/seeds"
    result = score(shared, gold / "quantities.jsonl", str(gold / "negatives.jsonl"), facts, tmp_path)
    assert result["value"]["f1"] >= 0.97
    assert result["value+unit"]["f1"] >= 0.95
    assert result["value+unit+qualifier"]["f1"] >= 0.94
    assert result["negatives_hit"] <= 3


def test_report(shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold/report-zh"
    rows = [json.loads(line) for line in (gold / "quantities.jsonl").read_text(encoding="utf-8").splitlines()]
    low, high = min(row["start"] for row in rows), max(row["end"] for row in rows)
    facts = facts_of(gold / rows[0]["file"], set())
    for fact in facts:
        fact |= {"start": fact["char_start"], "end": fact["char_end"]}
    labelled = [fact for fact in facts if fact["char_end"] > low and fact["char_start"] < high]
    result = score(shared, gold / "quantities.jsonl", "-", labelled, tmp_path)
    assert result["value"]["f1"] >= 0.97
    assert result["value+unit"]["f1"] >= 0.95
