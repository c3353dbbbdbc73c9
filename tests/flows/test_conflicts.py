"""Which conflicts the Prefect UI is told of, and in which words; the server itself is asked in `test_reviews.py`."""

from pathlib import Path

import pytest

from flows.conflicts import TooManyConflictsError, _describe, limit_conflicts, list_conflicts
from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.schema import AGREEMENTS
from tasks.schema.agreements import Agreement
from tasks.store.artifacts import ArtifactStore
from tasks.store.versions import Version
from tests.publish.sample import make_tables, store_shards


def publish(folder: Path, *changes: dict[str, object]) -> Version:
    """A version whose agreements are changed so, one for each document."""
    tables = make_tables([f"d{number}" for number in range(len(changes))])
    rows = [
        Agreement(**row)._replace(**change)
        for row, change in zip(tables["agreements"].to_pylist(), changes, strict=True)
    ]
    tables["agreements"] = AGREEMENTS.from_rows(rows)
    store = ArtifactStore(folder / "artifacts")
    return publish_version(store, store_shards(store, tables), folder / "out", PublishSettings(), {})


def test_conflicts_are_told_the_surest_first_without_those_called_wrong(tmp_path: Path) -> None:
    version = publish(
        tmp_path,
        {"status": "conflict", "reason": "value", "confidence": 0.6},
        {"status": "conflict", "reason": "scale", "confidence": 0.8, "review_verdict": "right"},
        {"status": "conflict", "reason": "unit", "confidence": 0.9, "review_verdict": "wrong"},
        {"status": "agree", "review_verdict": "wrong"},
    )
    assert [found["reason"] for found in list_conflicts(version)] == ["scale", "value"]
    assert [found["reason"] for found in list_conflicts(version, limit=1)] == ["scale"]
    (first, _) = list_conflicts(version)
    assert first["quotes"] == ["1.5萬批次", "15,000 batches"]
    assert [place.rpartition("/")[2] for place in first["places"]] == ["d1.txt:9-21", "d1.txt:40-54"]


@pytest.mark.parametrize(("missing", "quotes"), [("zh", ["16000", "15,000 batches"]), ("en", ["1.5萬批次", "16000"])])
def test_a_number_that_is_no_fact_is_told_on_its_side(tmp_path: Path, missing: str, quotes: list[str]) -> None:
    fact_ids = make_tables(["d0"])["agreements"]["fact_ids"][0].as_py()
    kept = fact_ids[1:] if missing == "zh" else fact_ids[:1]
    version = publish(
        tmp_path, {"status": "conflict", "number_text": "16000", f"{missing}_fact_id": None, "fact_ids": kept}
    )
    assert list_conflicts(version)[0]["quotes"] == quotes


def test_two_numbers_that_are_no_facts_are_told_with_the_place_of_their_sentences(tmp_path: Path) -> None:
    numbers = {"number_text": "14", "en_number_text": "16"}
    version = publish(
        tmp_path, {"status": "conflict", "zh_fact_id": None, "en_fact_id": None, "fact_ids": [], **numbers}
    )
    [found] = list_conflicts(version)
    assert found["quotes"] == ["14", "16"]
    segments = version.read("segments", ["byte_start", "byte_end"]).to_pylist()
    spans = {f"{row['byte_start']}-{row['byte_end']}" for row in segments}
    assert len(found["places"]) == 2 and {place.rpartition(":")[2] for place in found["places"]} <= spans


def test_the_description_says_what_is_left_out() -> None:
    assert _describe(1, 1, 0) == "1 conflict, the surest first"
    assert _describe(500, 900, 3) == (
        "900 conflicts, the surest first, the first 500 are shown; 3 more were called wrong by a reviewer"
    )


def test_the_limit() -> None:
    limit_conflicts(10_000, None, "page.html")
    limit_conflicts(2, 2, "page.html")
    with pytest.raises(
        TooManyConflictsError, match=r"wrong: 3, max_conflicts is 2; the version is published, look at page"
    ):
        limit_conflicts(3, 2, "page.html")
