from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tasks.core.errors import TooManyRejectsError
from tasks.core.stage import Tables
from tasks.ingest.settings import IngestSettings
from tasks.schema import MEMBERS, REJECTS
from tasks.schema.artifacts import Member
from tasks.schema.rejects import Reject
from tasks.store.artifacts import ArtifactStore, Reference
from tasks.store.steps import Step, do_step, is_final, is_sound, make_key, trace_lineage

SETTINGS = IngestSettings()


def copy_members(tables: Mapping[str, pa.Table], settings: Any) -> Tables:
    return {"members": tables["members"], "rejects": REJECTS.empty()}


def reject_all(tables: Mapping[str, pa.Table], settings: Any) -> Tables:
    rows = [Reject(row["document_id"], row["uri"], "x", "E", "wrong") for row in tables["members"].to_pylist()]
    return {"members": MEMBERS.empty(), "rejects": REJECTS.from_rows(rows)}


def make_input(store: ArtifactStore, *names: str) -> Reference:
    rows = MEMBERS.from_rows([Member(name * 64, f"{name}.txt", 1) for name in names])
    return Reference(stage="s", tables={"members": store.write("members", rows)}, counts={})


def make_step(store: ArtifactStore, **changes: Any) -> Step:
    return Step(**{"stage": "demo", "shard": "0001", "store": str(store.root), "lineage": "l", **changes})


def test_a_step_reads_works_and_stores(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    upstream = {"members": [make_input(store, "a", "b"), make_input(store, "c")]}
    reference = do_step(make_step(store), copy_members, upstream, SETTINGS)
    assert reference["counts"] == {"members": 3}
    assert is_final(reference)
    assert is_sound(store, reference)
    assert store.read("members", [reference["tables"]["members"]])["uri"].to_pylist() == ["a.txt", "b.txt", "c.txt"]


def test_rejects_are_kept_and_make_the_step_not_final(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    reference = do_step(
        make_step(store, max_rejects=2), reject_all, {"members": [make_input(store, "a", "b")]}, SETTINGS
    )
    assert reference["counts"] == {"members": 0, "rejects": 2}
    assert not is_final(reference)


def test_too_many_rejects_fail_the_step_with_the_first_reason(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    with pytest.raises(TooManyRejectsError, match=r"2 documents .* demo\[0001\].*limit is 1.*a\.txt: wrong"):
        do_step(make_step(store, max_rejects=1), reject_all, {"members": [make_input(store, "a", "b")]}, SETTINGS)


def test_the_key_follows_code_settings_and_inputs_and_nothing_else(tmp_path: Path) -> None:
    store, other = ArtifactStore(tmp_path / "one"), ArtifactStore(tmp_path / "two")
    upstream = {"members": [make_input(store, "a")]}
    key = make_key(make_step(store), upstream)
    assert key == make_key(make_step(other, shard="0002", max_rejects=9), {"members": [make_input(other, "a")]})
    assert key != make_key(make_step(store, lineage="other"), upstream)
    assert key != make_key(make_step(store, stage="another"), upstream)
    assert key != make_key(make_step(store), {"members": [make_input(store, "b")]})
    assert key.startswith("demo-")


def test_the_lineage_follows_settings_and_what_comes_before() -> None:
    module = "tasks.ingest.stage"
    lineage = trace_lineage(module, SETTINGS, ["a"])
    assert lineage == trace_lineage(module, IngestSettings(), ["a"])
    assert lineage != trace_lineage(module, IngestSettings(max_document_bytes=5), ["a"])
    assert lineage != trace_lineage(module, SETTINGS, ["b"])
    assert lineage != trace_lineage("tasks.ingest.cut_shards", SETTINGS, ["a"])
