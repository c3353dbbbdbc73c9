"""Verdicts of reviewers: read from a file that anybody may have written, put beside the agreements they are about."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.errors import WrongCallError
from tasks.publish import read_reviews as module
from tasks.publish.add_reviews import REVIEW_COLUMNS, add_reviews, stands
from tasks.publish.publish_version import publish_version
from tasks.publish.read_reviews import read_reviews
from tasks.publish.settings import PublishSettings
from tasks.publish.verify_version import find_faults
from tasks.schema import AGREEMENTS, REVIEWS
from tasks.schema.agreements import Agreement
from tasks.schema.artifacts import Review
from tasks.store.artifacts import ArtifactStore, Reference

from .sample import make_tables, store_shards

CASES = json.loads((Path(__file__).parent / "cases" / "hostile_reviews.json").read_text(encoding="utf-8"))
Write = Callable[..., Path]


def wrap(*reviews: Any, **fields: Any) -> str:
    return json.dumps({"format": "hedui-reviews", "version": 1, "reviews": list(reviews), **fields})


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write_file(content: str | bytes) -> Path:
        path = tmp_path / "reviews.json"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write_file


def agree(id_: str, status: str, reason: str | None) -> Agreement:
    return Agreement(id_, "translation", None, None, None, status, reason, None, 0.9, [])


def test_reads_what_the_page_saves(write: Write) -> None:
    path = write(
        wrap(
            {"agreement_id": "g2", "review_verdict": "right", "reviewed_by": " Li ", "status": "agree", "reason": None},
            {"agreement_id": "g1", "review_verdict": "wrong", "review_note": "=1+1", "status": "conflict"},
            {"agreement_id": "g3", "review_verdict": None, "review_note": "look again", "added": {"later": [1]}},
            {"agreement_id": "g4", "review_verdict": None, "review_note": "  "},
        )
    )
    assert read_reviews(path).to_pylist() == [
        Review("g1", "wrong", "=1+1", None, "conflict", None)._asdict(),
        Review("g2", "right", None, "Li", "agree", None)._asdict(),
        Review("g3", None, "look again", None, None, None)._asdict(),
    ]


def test_the_order_of_the_file_does_not_matter(write: Write) -> None:
    some = [{"agreement_id": f"g{number}", "review_verdict": "right"} for number in range(5)]
    assert read_reviews(write(wrap(*some))).equals(read_reviews(write(wrap(*reversed(some)))))


def test_a_file_without_reviews_is_none(write: Write) -> None:
    assert read_reviews(write(wrap())).equals(REVIEWS.empty())
    assert read_reviews(write("\ufeff" + wrap())).num_rows == 0


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_a_hostile_file_is_refused_with_the_fault(write: Write, case: dict[str, str]) -> None:
    with pytest.raises(WrongCallError, match=case["error"]) as caught:
        read_reviews(write(case["content"]))
    assert "reviews.json" in str(caught.value)
    assert len(str(caught.value)) < 500 + len(str(write("")))


def test_bytes_that_are_no_text_are_refused(write: Write) -> None:
    with pytest.raises(WrongCallError, match="can't decode byte"):
        read_reviews(write(b"\xff\xfe\x00"))
    with pytest.raises(WrongCallError, match="nested too deeply"):
        read_reviews(write("[" * 200_000))


def test_a_huge_file_is_refused_before_it_is_read(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 1 << 20)
    with pytest.raises(WrongCallError, match="larger than 1 MB; is it the right file"):
        read_reviews(write(wrap({"agreement_id": "g1", "review_note": "x" * (1 << 20)})))


def test_a_file_that_is_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(WrongCallError, match="cannot be read"):
            read_reviews(path)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_whatever_stands_in_a_list_of_reviews_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, value: Any
) -> None:
    path = tmp_path_factory.mktemp("any") / "r.json"
    path.write_text(wrap(value, {"agreement_id": value, "review_note": value, "review_verdict": value}))
    with pytest.raises(WrongCallError):
        read_reviews(path)


def test_reviews_stand_beside_what_they_judged() -> None:
    rows = AGREEMENTS.from_rows(
        [agree("g1", "conflict", "scale"), agree("g2", "only_en", None), agree("g3", "agree", None)]
    )
    reviews = REVIEWS.from_rows(
        [Review("g1", "wrong", "36 万", "Li", "conflict", "scale"), Review("g2", "right", None, None, None, None)]
    )
    made = add_reviews(pa.concat_tables([rows.slice(0, 1), rows.slice(1)]), reviews)
    assert [tuple(row[name] for name in REVIEW_COLUMNS) for row in made.to_pylist()] == [
        ("wrong", "36 万", "Li"), ("right", None, None), (None, None, None),
    ]  # fmt: skip
    assert made.drop_columns(REVIEW_COLUMNS).equals(rows.drop_columns(REVIEW_COLUMNS))


@pytest.mark.parametrize(
    ("judged", "now", "counts"),
    [
        (("conflict", "scale"), ("conflict", "scale"), True),
        (("conflict", "scale"), ("conflict", "value"), False),
        (("conflict", "scale"), ("agree", None), False),
        (("agree", None), ("agree", None), True),
        (("agree", None), ("agree", "rounded"), False),
        ((None, None), ("conflict", "value"), True),
    ],
)
def test_a_review_of_what_is_no_longer_said_does_not_count(
    judged: tuple[str | None, str | None], now: tuple[str, str | None], counts: bool
) -> None:
    rows = AGREEMENTS.from_rows([agree("g1", *now)])
    made = add_reviews(rows, REVIEWS.from_rows([Review("g1", "wrong", "n", "Li", *judged)]))
    assert made["review_verdict"].to_pylist() == ["wrong" if counts else None]


def test_only_conflicts_that_nobody_refuted_stand() -> None:
    rows = AGREEMENTS.from_rows(
        [
            agree("g1", "conflict", "value")._replace(review_verdict="wrong"),
            agree("g2", "conflict", "value")._replace(review_verdict="right"),
            agree("g3", "conflict", "value"),
            agree("g4", "agree", None)._replace(review_verdict="wrong"),
        ]
    )
    assert stands(rows).to_pylist() == [False, True, True, False]
    assert stands(AGREEMENTS.empty()).to_pylist() == []


def test_a_version_carries_reviews_and_leaves_out_unknown_ids(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path / "artifacts")
    tables = make_tables(["a", "b"])
    second = tables["agreements"]["agreement_id"][1].as_py()
    reviews = REVIEWS.from_rows(
        [Review("g-none", "wrong", None, None, None, None), Review(second, "right", "ok", "Li", "agree", None)]
    )
    given_reviews = Reference(stage="reviews", tables={"reviews": store.write("reviews", reviews)}, counts={})
    upstream = {**store_shards(store, tables), "reviews": [given_reviews]}
    version = publish_version(store, upstream, tmp_path / "out", PublishSettings(), {})
    assert version.read("agreements")["review_verdict"].to_pylist() == [None, "right"]
    assert list(find_faults(version)) == []
