"""Every engine reads every table as it is: all values, of all types, over several row groups."""

import datetime
import decimal
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest

from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.schema import PUBLISHED
from tasks.schema.rejects import Reject
from tasks.store.artifacts import ArtifactStore
from tasks.store.versions import Version

from .sample import make_tables, store_shards
from .test_verify_version import change

ROOT = Path(__file__).resolve().parents[2]
NAMES = [f"{index:03d}" for index in range(60)]
TEXTS = ["", "𠮷野家", "a\u0000b", "x" * 3000, "'; DROP TABLE facts --", "\ufeffline\u2028end"]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def version(tmp_path_factory: pytest.TempPathFactory) -> Version:
    """Sixty documents in row groups of seven, with nulls, empty lists and awkward texts."""
    folder = tmp_path_factory.mktemp("engines")
    tables = make_tables(NAMES)
    facts = tables["facts"]
    n = facts.num_rows
    every_third = [None if index % 3 else TEXTS[index % len(TEXTS)] for index in range(n)]
    for column, values in {
        "metric_text": every_third,
        "entities": [None if index % 4 == 3 else ["甲", ""][: index % 3] for index in range(n)],
        "value_decimal": [
            None if index % 5 == 0 else decimal.Decimal("-12345678901234567890.123456789") for index in range(n)
        ],
        "time_start": [None if index % 2 else datetime.date(1, 1, 1) for index in range(n)],
        "rank": [None if index % 2 else 2**31 - 1 - index for index in range(n)],
        "value": [None if index % 7 == 0 else 1e300 / (index + 1) for index in range(n)],
    }.items():
        facts = change(facts, column, values)
    shares = [[[], [("en", 1.0)], [("en", 0.25), ("zh", 0.75)]][index % 3] for index in range(len(NAMES))]
    rejects = [
        Reject(None if index % 2 else "d", f"in/{index:03d}", "ingest", "E", TEXTS[index % len(TEXTS)])
        for index in range(20)
    ]
    tables |= {
        "facts": facts,
        "documents": change(tables["documents"], "lang_share", shares),
        "rejects": PUBLISHED["rejects"].from_rows(rejects),
    }
    store = ArtifactStore(folder / "artifacts")
    settings = PublishSettings(row_group_rows=7, max_part_bytes=1 << 16)
    return publish_version(store, store_shards(store, tables), folder / "out", settings, {})


def plain(value: Any, kind: pa.DataType) -> Any:
    """A value as Python has it, whatever engine gave it."""
    if value is None or value is pd.NA:
        return None
    if pa.types.is_map(kind):
        pairs = value.items() if isinstance(value, dict) else value
        return {
            (p["key"] if isinstance(p, dict) else p[0]): (p["value"] if isinstance(p, dict) else p[1]) for p in pairs
        }
    if pa.types.is_list(kind):
        return [plain(item, kind.value_type) for item in value]
    if isinstance(value, np.generic):
        value = value.item()
    if pa.types.is_date(kind) and isinstance(value, datetime.datetime):
        return value.date()
    return bytes(value) if pa.types.is_binary(kind) else value


def normalise(rows: list[Row], table: str) -> list[Row]:
    return [{field.name: plain(row[field.name], field.type) for field in PUBLISHED[table].arrow} for row in rows]


def read_by_pyarrow(files: list[str]) -> list[Row]:
    rows: list[Row] = ds.dataset(files).to_table().to_pylist()
    return rows


def read_by_pandas(files: list[str]) -> list[Row]:
    frame = pd.read_parquet(files, dtype_backend="pyarrow")
    return [
        dict(zip(frame.columns, row, strict=True))
        for row in zip(*(frame[name].tolist() for name in frame), strict=True)
    ]


def read_by_polars(files: list[str]) -> list[Row]:
    return pl.read_parquet(files).to_dicts()


def read_by_duckdb(files: list[str]) -> list[Row]:
    found = duckdb.connect().execute("SELECT * FROM read_parquet(?)", [files])
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


READERS: dict[str, Callable[[list[str]], list[Row]]] = {
    "pyarrow": read_by_pyarrow,
    "pandas": read_by_pandas,
    "polars": read_by_polars,
    "duckdb": read_by_duckdb,
}


@pytest.mark.parametrize("table", sorted(PUBLISHED))
@pytest.mark.parametrize("engine", sorted(READERS))
def test_every_engine_reads_every_value(version: Version, engine: str, table: str) -> None:
    files = [str(path) for path in version.paths(table)]
    truth = normalise(version.read(table).to_pylist(), table)
    assert normalise(READERS[engine](files), table) == truth
    assert truth


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session of Spark on this machine alone."""
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("needs pyspark (extra `engines`) and Java")
    from pyspark.sql import SparkSession

    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.log.level", "ERROR").getOrCreate()
    yield session
    session.stop()


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of what pyspark says about its own dependencies
@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_spark_reads_every_value(version: Version, spark: Any, table: str) -> None:
    frame = spark.read.parquet(*(str(path) for path in version.paths(table)))
    rows = [row.asDict() for row in frame.collect()]
    found, truth = normalise(rows, table), normalise(version.read(table).to_pylist(), table)
    assert sorted(map(repr, found)) == sorted(map(repr, truth)), "Spark reads parts in an order of its own"


def test_views_are_pinned_to_the_files_of_the_version(version: Version) -> None:
    with duckdb.connect() as connection:
        connection.execute((version.folder / "views.sql").read_text(encoding="utf-8"))
        for name, entry in version.manifest["tables"].items():
            assert connection.execute(f"SELECT count(*) FROM {name}").fetchall() == [(entry["rows"],)]


PROFILE = "hedui: {target: test, outputs: {test: {type: duckdb, path: ':memory:', threads: 2}}}\n"
PROJECT = "name: reader\nversion: '1.0'\nprofile: hedui\nmodel-paths: [models]\n"


def run_dbt(folder: Path, sources: str) -> subprocess.CompletedProcess[str]:
    """The tests of the sources in a new project."""
    if importlib.util.find_spec("dbt") is None:
        pytest.skip("needs dbt-duckdb (extra `engines`)")
    (folder / "models").mkdir(parents=True)
    (folder / "profiles.yml").write_text(PROFILE)
    (folder / "dbt_project.yml").write_text(PROJECT)
    (folder / "models" / "sources.yml").write_text(sources)
    command = [
        sys.executable,
        "-m",
        "dbt.cli.main",
        "--no-send-anonymous-usage-stats",
        "test",
        "--project-dir",
        ".",
        "--profiles-dir",
        ".",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={**os.environ, "DO_NOT_TRACK": "1"})


@pytest.mark.slow
def test_dbt_tests_the_sources(version: Version, tmp_path: Path) -> None:
    sources = (version.folder / "sources.yml").read_text(encoding="utf-8")
    done = run_dbt(tmp_path / "sound", sources)
    assert done.returncode == 0, done.stdout[-3000:]
    passed = re.search(r"PASS=(\d+) WARN=0 ERROR=0 SKIP=0", done.stdout)
    assert passed is not None
    assert int(passed.group(1)) == sum(sources.count(f"- {test}") for test in ("not_null", "unique", "relationships"))


@pytest.mark.slow
def test_dbt_finds_rows_that_are_not_ours(version: Version, tmp_path: Path) -> None:
    sources = (version.folder / "sources.yml").read_text(encoding="utf-8")
    facts = str(version.paths("facts")[0])
    pa.parquet.write_table(pa.concat_tables([version.read("facts")] * 2), tmp_path / "twice.parquet")
    done = run_dbt(tmp_path / "broken", sources.replace(facts, str(tmp_path / "twice.parquet")))
    assert done.returncode == 1
    assert "source_unique_hedui_facts_fact_id" in done.stdout


def test_sources_are_yaml_with_every_table_and_column(version: Version) -> None:
    import yaml

    (source,) = yaml.safe_load((version.folder / "sources.yml").read_text(encoding="utf-8"))["sources"]
    assert {table["name"]: [column["name"] for column in table["columns"]] for table in source["tables"]} == {
        name: PUBLISHED[name].names for name in version.manifest["tables"]
    }


def blocks_of(path: Path) -> list[str]:
    """The Python in a text."""
    return re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)


def run_block(block: str, folder: Path) -> int:
    """How many facts the program reads, without anything of this project."""
    program = f"{block}\nprint(len(facts))\n"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run([sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def test_the_readers_of_the_card_work(version: Version) -> None:
    blocks = blocks_of(version.folder / "README.md")
    assert len(blocks) == 4
    for block in blocks:
        assert run_block(block, version.folder) == version.manifest["tables"]["facts"]["rows"]


def test_the_readers_of_the_readme_work_in_five_lines(version: Version, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "outputs").symlink_to(version.folder.parents[1])
    blocks = [block for block in blocks_of(ROOT / "README.md") if "current.json" in block]
    assert len(blocks) == 4
    for block in blocks:
        assert len(block.splitlines()) <= 5
        assert run_block(block, tmp_path) == version.manifest["tables"]["facts"]["rows"]


def test_the_card_says_what_the_version_is(version: Version) -> None:
    import yaml

    text = (version.folder / "README.md").read_text(encoding="utf-8")
    head = yaml.safe_load(text.split("---")[1])
    assert {config["config_name"] for config in head["configs"]} == set(version.manifest["tables"])
    assert head["language"] == ["en", "zh"]
    assert "not stated" in text
    manifest = json.loads((version.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["inputs"]["documents"] == len(NAMES)
    assert manifest["profile"]["agreements"]["status"] == {"agree": len(NAMES)}
    for name, entry in manifest["tables"].items():
        assert f"| `{name}` | {entry['rows']:,} |" in text
