"""Rows are read batch by batch, and only those that are wanted."""

import pyarrow.compute as pc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.core.errors import WrongCallError
from tasks.report import read_rows
from tasks.report.read_rows import count_values, read_by_key, read_first, read_largest


@pytest.fixture
def version(draft, write):
    for number in range(7):
        draft.add_reject(f"{number}.txt", stage="repair" if number % 3 else "ingest")
    return write(draft, row_group_rows=3)


def test_count_values(version):
    assert count_values(version, "rejects", ["stage"]) == {("repair",): 4, ("ingest",): 3}
    assert count_values(version, "rejects", ["stage", "document_id"]) == {("repair", None): 4, ("ingest", None): 3}


def test_count_values_of_those_that_match(version):
    where = pc.field("uri").isin(["1.txt", "3.txt", "9.txt"])
    assert count_values(version, "rejects", ["uri"], where) == {("1.txt",): 1, ("3.txt",): 1}


def test_count_values_of_nothing(version):
    assert not count_values(version, "facts", ["kind"])


@pytest.mark.parametrize("limit", [1, 2, 3, 6, 7, 8])
def test_read_first_keeps_the_order(version, limit):
    rows = read_first(version, "rejects", ["uri"], limit)
    assert rows == [{"uri": f"{number}.txt"} for number in range(min(limit, 7))]


def test_read_first_of_those_that_match(version):
    rows = read_first(version, "rejects", ["uri", "stage"], 2, pc.field("stage") == "ingest")
    assert [row["uri"] for row in rows] == ["0.txt", "3.txt"]


def test_read_first_reads_no_more_than_it_needs(version, monkeypatch):
    n_read = 0
    read_batches = read_rows.read_batches

    def count(*args):
        nonlocal n_read
        for rows in read_batches(*args):
            n_read += rows.num_rows
            yield rows

    monkeypatch.setattr(read_rows, "read_batches", count)
    read_first(version, "rejects", ["uri"], 3)
    assert n_read == 3


@given(confidences=st.lists(st.sampled_from([0.1, 0.5, 0.9]), max_size=9), limit=st.integers(1, 5))
@settings(max_examples=20, deadline=None)
def test_read_largest_is_a_stable_sort(new_draft, tmp_path_factory, confidences, limit):
    draft = new_draft()
    if confidences:
        zh, en = draft.add_document("a.txt", ("zh", "有3件。"), ("en", "There are 4."))
        bead = draft.add_bead([zh], [en])
    for confidence in confidences:
        draft.add_agreement(bead, None, None, "conflict", confidence=confidence)
    version = draft.write(tmp_path_factory.mktemp("largest") / "version", row_group_rows=2)
    rows = read_largest(
        version,
        "agreements",
        ["agreement_id", "status", "confidence"],
        limit,
        pc.field("status") == "conflict",
        "confidence",
    )
    order = sorted(range(len(confidences)), key=lambda number: -confidences[number])
    assert [int(row["agreement_id"]) for row in rows] == order[:limit]


def test_read_by_key(version):
    rows = read_by_key(version, "rejects", ["uri", "stage"], ["5.txt", "0.txt", "5.txt", "x"])
    assert rows == {
        "0.txt": {"uri": "0.txt", "stage": "ingest"},
        "5.txt": {"uri": "5.txt", "stage": "repair"},
    }


def test_read_by_key_without_keys_reads_nothing(version, monkeypatch):
    monkeypatch.setattr(type(version), "read", lambda *_: pytest.fail("it was read"))
    assert read_by_key(version, "rejects", ["uri"], []) == {}


def test_a_table_that_is_not_there(version):
    with pytest.raises(WrongCallError, match="there is no table nothing"):
        count_values(version, "nothing", ["a"])
