from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tasks.core.digests import digest_bytes
from tasks.publish.compare_versions import Changes, compare_versions, count_changes
from tasks.publish.match_facts import leave_out_figures
from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.schema import AGREEMENTS, ALIGNMENTS, DOCUMENTS, FACTS, SEGMENTS
from tasks.schema.agreements import Agreement
from tasks.schema.alignments import Alignment
from tasks.schema.documents import Document
from tasks.schema.segments import Segment
from tasks.store.artifacts import ArtifactStore
from tasks.store.versions import Version

from .sample import make_fact, make_tables, store_shards

Sentence = tuple[str, list[tuple[str, float]]]
"""A sentence and the figures in it: quote and value."""


def make_documents(documents: dict[str, list[Sentence]], status: str = "") -> dict[str, pa.Table]:
    """Tables of documents given by uri as sentences. With a status, the first two facts are compared with it."""
    rows: dict[str, list[Any]] = {"documents": [], "segments": [], "facts": []}
    for uri, sentences in documents.items():
        text = "\n".join(sentence for sentence, _ in sentences)
        document_id = digest_bytes(f"{uri}\0{text}".encode())
        rows["documents"].append(
            Document(
                document_id, uri, "text/plain", len(text.encode()), "utf-8", 1.0, False, None, None, [], 0, 1, text
            )
        )
        at = 0
        for ordinal, (sentence, figures) in enumerate(sentences):
            segment_id, size, start = f"{document_id[:16]}-{ordinal}", len(sentence.encode()), len(text[:at].encode())
            rows["segments"].append(
                Segment(
                    segment_id,
                    document_id,
                    ordinal,
                    ordinal,
                    "body",
                    False,
                    "en",
                    1.0,
                    at,
                    at + len(sentence),
                    start,
                    start + size,
                    sentence,
                )
            )
            found = 0
            for quote, value in figures:
                found = sentence.index(quote, found)
                place = (at + found, at + found + len(quote), len(text[: at + found].encode()))
                rows["facts"].append(make_fact(document_id, segment_id, "en", quote, *place, value))
                found += len(quote)
            at += len(sentence) + 1
    tables = make_tables([]) | {
        "documents": DOCUMENTS.from_rows(rows["documents"]),
        "segments": SEGMENTS.from_rows(rows["segments"]),
        "facts": FACTS.from_rows(rows["facts"]),
    }
    return tables | (_compare_first_two(rows, status) if status else {})


def _compare_first_two(rows: dict[str, list[Any]], status: str) -> dict[str, pa.Table]:
    zh, en = rows["facts"][:2]
    sides = (zh.document_id, en.document_id, [zh.segment_id], [en.segment_id])
    bead = Alignment("a0", *sides, "zh", "en", "1-1", 1.0, 1.0, "test", [])
    reason = "value" if status == "conflict" else None
    ids = (zh.fact_id, en.fact_id)
    verdict = Agreement("g0", "translation", "a0", *ids, status, reason, 1.0, 1.0, list(ids))
    return {"alignments": ALIGNMENTS.from_rows([bead]), "agreements": AGREEMENTS.from_rows([verdict])}


def publish(folder: Path, tables: dict[str, pa.Table]) -> Version:
    store = ArtifactStore(folder / "artifacts")
    return publish_version(store, store_shards(store, tables), folder / "out", PublishSettings(), {})


def compare(folder: Path, before: dict[str, pa.Table], after: dict[str, pa.Table]) -> Changes:
    return compare_versions(publish(folder, before), publish(folder, after))


def changed_facts(changes: Changes) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [(fact.old and fact.old["quote"], fact.new and fact.new["quote"], fact.columns) for fact in changes.facts]


ONE: Sentence = ("Courts took 91 cases in 2023.", [("91", 91)])
TWO: Sentence = ("Customs seized 15,766 batches and 12 ships.", [("15,766", 15766), ("12", 12)])


def test_a_version_does_not_differ_from_itself(tmp_path: Path) -> None:
    version = publish(tmp_path, make_documents({"a": [ONE, TWO]}, "agree"))
    changes = compare_versions(version, version)
    assert (changes.documents, changes.facts, changes.verdicts) == ([], [], [])


def test_documents_added_removed_and_changed(tmp_path: Path) -> None:
    before = make_documents({"a": [ONE], "b": [ONE], "c": [TWO]})
    after = make_documents({"b": [ONE], "c": [TWO, ONE], "d": [ONE]})
    changes = compare(tmp_path, before, after)
    assert [(found.uri, found.change) for found in changes.documents] == [
        ("a", "removed"),
        ("c", "changed"),
        ("d", "added"),
    ]
    assert changed_facts(changes) == [(None, "91", ())], "facts of added and removed documents are not listed"


def test_a_document_that_is_read_otherwise_is_told(tmp_path: Path) -> None:
    before = make_documents({"a": [ONE]})
    index = before["documents"].schema.get_field_index("text")
    other = before["documents"].set_column(index, before["documents"].schema.field(index), pa.array(["Other text."]))
    (found,) = compare(tmp_path, before, before | {"documents": other}).documents
    assert (found.uri, found.change) == ("a", "reread")


def test_a_figure_that_changed_is_the_same_fact_with_old_and_new_value(tmp_path: Path) -> None:
    other: Sentence = ("Customs seized 15,776 batches and 12 ships.", [("15,776", 15776), ("12", 12)])
    changes = compare(tmp_path, make_documents({"a": [ONE, TWO]}), make_documents({"a": [ONE, other]}))
    assert changed_facts(changes) == [("15,766", "15,776", ("quote", "value", "value_decimal"))]


def test_facts_that_only_moved_did_not_change(tmp_path: Path) -> None:
    new: Sentence = ("A line of 7 words came first.", [("7", 7)])
    changes = compare(tmp_path, make_documents({"a": [ONE, TWO, ONE]}), make_documents({"a": [new, ONE, TWO, ONE]}))
    assert changed_facts(changes) == [(None, "7", ())]


def test_of_many_equal_sentences_the_one_that_changed_is_told(tmp_path: Path) -> None:
    rows: list[Sentence] = [(f"Row with {n} items", [(str(n), n)]) for n in (1, 2, 3, 4)]
    other: list[Sentence] = [(f"Row with {n} items", [(str(n), n)]) for n in (1, 2, 9, 4)]
    changes = compare(tmp_path, make_documents({"a": rows}), make_documents({"a": other}))
    assert [pair[:2] for pair in changed_facts(changes)] == [("3", "9")]


def test_a_fact_that_is_read_otherwise_in_the_same_bytes_changed(tmp_path: Path) -> None:
    sentence = "Customs seized 15,766 batches."
    before = make_documents({"a": [(sentence, [("15,766", 15766)])]})
    after = make_documents({"a": [(sentence, [("15,766 batches", 15766)])]})
    assert changed_facts(compare(tmp_path, before, after)) == [("15,766", "15,766 batches", ("quote",))]


@pytest.mark.parametrize(
    ("old", "new"), [("agree", "conflict"), ("conflict", "agree"), ("agree", ""), ("", "conflict")]
)
def test_verdicts_that_turned(tmp_path: Path, old: str, new: str) -> None:
    documents = {"a": [TWO]}
    changes = compare(tmp_path, make_documents(documents, old), make_documents(documents, new))
    (verdict,) = changes.verdicts
    assert (verdict.old and verdict.old["status"], verdict.new and verdict.new["status"]) == (old or None, new or None)
    shown = verdict.new or verdict.old
    assert shown is not None
    assert (shown["zh_quote"], shown["en_quote"]) == ("15,766", "12")


def test_a_verdict_is_followed_to_the_fact_that_changed(tmp_path: Path) -> None:
    other: Sentence = ("Customs seized 15,776 batches and 12 ships.", [("15,776", 15776), ("12", 12)])
    changes = compare(tmp_path, make_documents({"a": [TWO]}, "agree"), make_documents({"a": [other]}, "conflict"))
    (verdict,) = changes.verdicts
    assert verdict.old is not None
    assert verdict.new is not None
    assert (verdict.old["zh_quote"], verdict.new["zh_quote"]) == ("15,766", "15,776")


def test_changes_are_counted_by_id(tmp_path: Path) -> None:
    before = publish(tmp_path, make_documents({"a": [ONE], "b": [ONE], "c": [TWO]}))
    after = publish(tmp_path, make_documents({"b": [ONE], "c": [TWO, ONE], "d": [ONE]}))
    assert count_changes(before, after) == {
        "documents": {"added": 1, "removed": 1, "changed": 1},
        "facts": {"added": 4, "removed": 3},
    }


def test_figures_are_left_out_of_a_sentence() -> None:
    facts = [{"char_start": 110, "quote": "12%"}, {"char_start": 104, "quote": "三"}]
    assert leave_out_figures("In 三 and 12% of 2024.", 101, facts) != ""
    assert leave_out_figures("ab 12 cd 7", 0, [{"char_start": 3, "quote": "12"}]) == "ab \0 cd #"
