"""What figures of the labelled pages say. Time, place, modality and keys were tuned on them: no measure of carry-over."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tasks.core.digests import digest_bytes
from tasks.extract.settings import ExtractSettings
from tasks.extract.stage import extract_documents
from tasks.repair.settings import RepairSettings
from tasks.repair.stage import repair_documents
from tasks.schema.artifacts import SOURCES, Source
from tasks.segment.settings import SegmentSettings
from tasks.segment.stage import segment_documents

Row = dict[str, Any]
HAN = re.compile("[\u3400-\u9fff]")
FIGURES = ("quantity", "change", "range", "share")


def read_pages(folder: Path) -> dict[str, list[Row]]:
    """The figures of each page by the name of its file."""
    contents = {path.name: path.read_bytes() for path in sorted(folder.glob("*.txt"))}
    sources = [Source(digest_bytes(data), name, "text/plain", len(data), data) for name, data in contents.items()]
    tables = {"sources": SOURCES.from_rows(sources)}
    tables |= repair_documents(tables, RepairSettings())
    tables |= segment_documents(tables, SegmentSettings())
    facts = extract_documents(tables, ExtractSettings())["facts"].to_pylist()
    names = {source.document_id: source.uri for source in sources}
    found: dict[str, list[Row]] = {}
    for fact in facts:
        if fact["kind"] in FIGURES:
            found.setdefault(names[fact["document_id"]], []).append(fact)
    return found


@pytest.fixture(scope="module")
def pairs(shared: Path) -> list[tuple[Row, Row]]:
    """Each labelled figure with the one that was read there."""
    pages = read_pages(shared / "seeds")
    lines = (shared / "gold/seeds/quantities.jsonl").read_text(encoding="utf-8").splitlines()
    found = []
    for gold in (row for line in lines if not (row := json.loads(line))["optional"]):
        near = [
            fact
            for fact in pages[gold["file"]]
            if fact["byte_start"] < gold["byte_end"] and gold["byte_start"] < fact["byte_end"]
        ]
        found += [(gold, near[0])] if near else []
    return found


def share(hits: list[bool]) -> float:
    return sum(hits) / len(hits)


def test_time(pairs: list[tuple[Row, Row]]) -> None:
    assert share([fact["time_edtf"] == gold["time"] for gold, fact in pairs]) >= 0.93


def test_place(pairs: list[tuple[Row, Row]]) -> None:
    assert share([fact["place_gbt2260"] == gold["place_gbt2260"] for gold, fact in pairs]) >= 0.94


def test_modality(pairs: list[tuple[Row, Row]]) -> None:
    assert share([fact["modality"] == gold["modality"] for gold, fact in pairs]) >= 0.97


def words(text: str | None) -> set[str]:
    return set(text or "") if HAN.search(text or "") else set(re.findall(r"\w+", (text or "").lower()))


def test_metric(pairs: list[tuple[Row, Row]]) -> None:
    """Half of the words of the labelled metric stand in the one that was read; tuned on them."""
    found = [(words(gold["metric"]), words(fact["metric_text"])) for gold, fact in pairs if gold["metric"]]
    assert share([2 * len(gold & read) >= len(gold) for gold, read in found]) >= 0.92
    assert sum(len(gold & read) / max(1, len(read)) for gold, read in found) / len(found) >= 0.62


def test_keys(pairs: list[tuple[Row, Row]]) -> None:
    assert sum(fact["metric_key"] is not None for _, fact in pairs) >= 120
