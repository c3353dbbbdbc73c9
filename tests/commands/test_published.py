import json
import os
import re
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from flows.cli import app
from flows.collect_garbage import collect_artifacts
from flows.explain_fact import dump, mark
from flows.local import compare_batch, concatenate, load_sources, read_batch
from tasks.core.errors import StoreError
from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.schema import FACTS, MEMBERS, PUBLISHED, REJECTS
from tasks.schema.artifacts import Member
from tasks.store.artifacts import ArtifactStore
from tasks.store.versions import Version, open_version
from tests.conftest import ROOT
from tests.publish.sample import make_tables, store_shards


def call(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with the sample documents, made by the stages in a plain loop."""
    folder = tmp_path_factory.mktemp("published")
    names = sorted((ROOT / "seeds").glob("*.txt"))
    batch = read_batch(load_sources([(str(name), name.read_bytes()) for name in names]))
    tables: dict[str, Any] = compare_batch(concatenate([batch])).tables | {"rejects": REJECTS.empty()}
    upstream = store_shards(ArtifactStore(folder / "artifacts"), {name: tables[name] for name in PUBLISHED})
    run = {"inputs": ["seeds"], "folder": str(ROOT)}
    publish_version(ArtifactStore(folder / "artifacts"), upstream, folder / "out", PublishSettings(), run)
    return folder / "out"


def test_path_names_files_that_can_be_read(published: Path) -> None:
    files = call("path", "facts", "--output", published).stdout.split()
    assert (
        sum(pq.read_metadata(file).num_rows for file in files)
        == open_version(published).manifest["tables"]["facts"]["rows"]
    )
    assert call("path", "--output", published).stdout.strip() == str(open_version(published).folder)
    assert call("path", "nonsense", "--output", published).exit_code == 2


def test_verify_says_so_when_all_is_well(published: Path) -> None:
    result = call("verify", "--output", published)
    assert (result.exit_code, "is sound" in result.stdout) == (0, True)


@pytest.mark.parametrize(
    "document", ["copyright.txt", "customs-2023.zh.txt", "mirror.txt", "mediation.txt", "measures-2023.txt"]
)
def test_explain_walks_from_the_fact_to_the_bytes(published: Path, document: str) -> None:
    version = open_version(published)
    document_id = version.read("documents", ["document_id"], [("uri", "==", str(ROOT / "seeds" / document))])[
        "document_id"
    ][0]
    facts = version.read(
        "facts", ["fact_id", "quote", "rule"], [("document_id", "==", document_id.as_py())]
    ).to_pylist()
    assert facts
    for fact in facts[:5]:
        result = call("explain", fact["fact_id"], "--output", published)
        assert result.exit_code == 0, result.stderr
        assert f"»{fact['quote']}«" in result.stdout
        assert fact["rule"] in result.stdout
        assert document in result.stdout
        assert "equal to the quote" in result.stdout
        assert "[" in result.stdout
        for field in ("metric", "measure", "time", "place", "actor", "modality"):
            assert re.search(rf"^{field} .* by {field}-[a-z-]+", result.stdout, re.MULTILINE), field
        assert "when it was published" not in result.stdout


def test_names_of_columns_stand_apart_from_what_they_hold(published: Path) -> None:
    (fact, *_) = open_version(published).read("facts", filters=[("kind", "==", "quantity")]).to_pylist()
    shown, _, _ = call("explain", fact["fact_id"], "--output", published).stdout.partition("\n\n")
    names = [line.split()[0] for line in shown.splitlines()]
    assert "value_decimal" in names
    assert set(names) <= set(FACTS.names)


def test_explain_refuses_what_is_not_one_fact(published: Path) -> None:
    assert "no fact begins" in call("explain", "zzz", "--output", published).stderr
    assert "facts begin" in call("explain", "f", "--output", published).stderr
    assert call("explain", "", "--output", published).exit_code == 2


def test_the_span_is_marked() -> None:
    assert mark("abcdef", 2, 3) == "ab»cde«f"
    (line,) = dump(b"abcdef", 2, 4)
    assert " 61  62 [63][64] 65  66 " in line


def test_report_goes_to_standard_output_or_to_a_file(published: Path, tmp_path: Path) -> None:
    assert call("report", "--output", published).stdout.startswith("<!doctype html>")
    assert call("report", "--output", published, "--to", tmp_path / "page.html").exit_code == 0
    assert (tmp_path / "page.html").read_text().startswith("<!doctype html>")


def publish(folder: Path, value: float) -> Version:
    store = ArtifactStore(folder / "artifacts")
    upstream = store_shards(store, make_tables(["a"], value=value))
    return publish_version(store, upstream, folder / "out", PublishSettings(), {})


def test_artifacts_in_use_are_kept(tmp_path: Path) -> None:
    store = ArtifactStore(tmp_path)
    old, new = (store.write("members", MEMBERS.from_rows([Member(str(index) * 64, "a", 1)])) for index in range(2))
    os.utime(tmp_path / old["path"], (0, 0))
    with store.in_use(), pytest.raises(StoreError, match="another process"):
        collect_artifacts(tmp_path, 1.0)
    assert collect_artifacts(tmp_path, 1.0, dry_run=True).n_files == 1
    assert collect_artifacts(tmp_path, 1.0).n_files == 1
    assert not store.is_sound(old)
    assert store.is_sound(new)


def test_gc_says_what_it_did(tmp_path: Path) -> None:
    publish(tmp_path, 1.0)
    result = call("gc", "--output", tmp_path / "out", "--days", "0", "--keep", "1")
    assert (result.exit_code, "removed 0 versions" in result.stdout) == (0, True)


def test_versions_lists_them_with_the_current_one_marked(tmp_path: Path) -> None:
    first, second = publish(tmp_path, 1.0), publish(tmp_path, 2.0)
    lines = call("versions", "--output", tmp_path / "out").stdout.splitlines()
    assert [line[:2] + line[2:].split()[0] for line in lines] == [f"  {first.name}", f"* {second.name}"]
    rows = [json.loads(line) for line in call("versions", "--json", "--output", tmp_path / "out").stdout.splitlines()]
    assert [(row["version"], row["parent"], row["is_current"]) for row in rows] == [
        (first.name, None, False),
        (second.name, first.name, True),
    ]
    assert call("versions", "--output", tmp_path / "none").stdout == ""


def test_diff_says_what_changed(tmp_path: Path) -> None:
    first, second = publish(tmp_path, 1.0), publish(tmp_path, 2.0)
    lines = call("diff", first.name, "--output", tmp_path / "out").stdout.splitlines()
    assert lines[0] == "~ document in/a.txt: changed"
    assert "(value 1.0 -> 2.0; value_decimal 1.000000000 -> 2.000000000)" in lines[1]
    assert lines[-1].startswith(f'{first.name} -> {second.name}: documents {{"changed": 1}}, facts')
    result = call("diff", first.name, second.name, "--json", "--output", tmp_path / "out")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert rows[-1]["facts"] == {"changed": 2}
    assert rows[1]["columns"]["value"] == [1.0, 2.0]
    assert call("diff", "none", "--output", tmp_path / "out").exit_code == 2


def test_rollback_is_one_command(tmp_path: Path) -> None:
    first, second = publish(tmp_path, 1.0), publish(tmp_path, 2.0)
    assert first.name in call("rollback", "--output", tmp_path / "out").stdout
    assert open_version(tmp_path / "out").name == first.name
    assert call("rollback", second.name, "--output", tmp_path / "out").exit_code == 0
    assert open_version(tmp_path / "out").name == second.name
    assert call("rollback", "none", "--output", tmp_path / "out").exit_code == 2


@pytest.mark.parametrize("form", ["jsonl", "csv", "xlsx", "jsonld", "tmx"])
def test_export_writes_whole_files(tmp_path: Path, form: str) -> None:
    publish(tmp_path, 1.0)
    path = tmp_path / f"x.{form}"
    assert call("export", form, "--output", tmp_path / "out", "--to", path).exit_code == 0
    assert path.stat().st_size > 100
    assert list(tmp_path.glob("*.partial")) == []
    assert call("export", form, "--output", tmp_path / "out").stdout_bytes[:4] == path.read_bytes()[:4]


def test_export_refuses_what_it_cannot_do(tmp_path: Path) -> None:
    publish(tmp_path, 1.0)
    out = ("--output", tmp_path / "out")
    assert call("export", "csv", "nonsense", *out, "--to", tmp_path / "x.csv").exit_code == 2
    assert call("export", "xlsx", "facts", *out).exit_code == 2
    assert call("export", "jsonl", *out, "--to", tmp_path / "missing" / "x.jsonl").exit_code == 2
    assert call("export", "docx", *out).exit_code == 2
    assert {path.name for path in tmp_path.iterdir()} == {"artifacts", "out"}
