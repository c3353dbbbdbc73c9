"""Readers that resolve the pointer once see whole versions while publishers replace them without pause."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.schema import PUBLISHED
from tasks.store.artifacts import ArtifactStore

from .sample import make_tables, store_shards

N_READS = 1000
ENGINES: dict[str, Callable[[list[str]], list[float]]] = {
    "duckdb": lambda files: [
        row[0] for row in duckdb.connect().execute("SELECT value FROM read_parquet(?)", [files]).fetchall()
    ],
    "polars": lambda files: pl.read_parquet(files, columns=["value"])["value"].to_list(),
    "pyarrow": lambda files: [v for file in files for v in pq.read_table(file, columns=["value"])["value"].to_pylist()],
    "pandas": lambda files: pd.concat([pd.read_parquet(file, columns=["value"]) for file in files])["value"].tolist(),
}
PUBLISH = """
import sys
from pathlib import Path
from tasks.publish.publish_version import publish_version
from tasks.publish.settings import PublishSettings
from tasks.store.artifacts import ArtifactStore
from tests.publish.sample import make_tables, store_shards
store = ArtifactStore(Path(sys.argv[1]) / "artifacts")
settings = PublishSettings(row_group_rows=16)
shards = [store_shards(store, make_tables(["a", "b", "c", "d"], value=float(v))) for v in range(10)]
while True:
    for upstream in shards:
        publish_version(store, upstream, Path(sys.argv[1]) / "out", settings, {})
        print("published", flush=True)
"""


def resolve(output: Path, table: str) -> list[str]:
    """What a reader in any language does: read the pointer, then the manifest, then the files that it names."""
    version = output / "versions" / json.loads((output / "current.json").read_bytes())["version"]
    manifest = json.loads((version / "manifest.json").read_bytes())
    return [str(version / part["path"]) for part in manifest["tables"][table]["parts"]]


@pytest.mark.slow
@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_readers_never_see_an_error_or_a_mixture(tmp_path: Path, engine: str) -> None:
    root = Path(__file__).resolve().parents[2]
    publisher = subprocess.Popen(
        [sys.executable, "-c", PUBLISH, str(tmp_path)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    try:
        assert publisher.stdout is not None
        assert publisher.stdout.readline() == "published\n"
        drain = threading.Thread(target=publisher.stdout.read, daemon=True)
        drain.start()
        seen = set()
        for _ in range(N_READS):
            values = ENGINES[engine](resolve(tmp_path / "out", "facts"))
            assert len(values) == 8
            assert len(set(values)) == 1, "values of two versions in one read"
            seen.add(values[0])
        assert publisher.poll() is None
    finally:
        publisher.kill()
        publisher.wait()
    assert len(seen) > 1, "nothing was published meanwhile"


@pytest.mark.parametrize("table", sorted(PUBLISHED))
def test_every_engine_reads_every_table(tmp_path: Path, table: str) -> None:
    store = ArtifactStore(tmp_path / "artifacts")
    tables = make_tables(["a", "b"])
    version = publish_version(store, store_shards(store, tables), tmp_path / "out", PublishSettings(), {})
    files = resolve(tmp_path / "out", table)
    n_rows = tables[table].num_rows
    assert pq.read_table(files[0]).equals(tables[table])
    assert duckdb.connect().execute("SELECT count(*) FROM read_parquet(?)", [files]).fetchone() == (n_rows,)
    assert duckdb.connect().sql(f"SELECT * FROM read_parquet({files})").to_arrow_table().num_rows == n_rows
    assert pl.read_parquet(files).height == n_rows
    assert len(pd.read_parquet(files[0])) == n_rows
    connection = duckdb.connect()
    connection.execute((version.folder / "views.sql").read_text())
    assert connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (n_rows,)
