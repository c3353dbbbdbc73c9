"""Publish, verify and read large tables: time, memory, size of the files, time of a query for one document."""

import json
import random
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd

from flows.settings import BuildSettings
from tasks.schema import PUBLISHED
from tasks.store.artifacts import ArtifactStore
from tasks.store.versions import Version, open_version
from tasks.store.workers import using_workers

from .clear_scratch import cleared
from .copy_tables import store_copies
from .make_corpus import Corpus
from .measure import Measured, run_measured
from .print_table import Cell, Table, tell
from .run_plain import InlineExecutor, run_plain

ROOT = Path(__file__).resolve().parents[2]
N_QUERIES = 15
QUERIES = {
    "segments of a document": "SELECT * FROM segments WHERE document_id = ?",
    "facts of a document": "SELECT * FROM facts WHERE document_id = ?",
    "text of a document": "SELECT text FROM documents WHERE document_id = ?",
}


def measure_publish(corpus: Corpus, n_copies: int, scratch: Path) -> list[Table]:
    """Publish the tables of the corpus `n_copies` times over, in processes of their own."""
    with cleared(scratch / "publish") as folder:
        tell(f"publish: making the tables of {corpus.n_bytes / 1e6:.1f} MB")
        made = _make_tables(corpus, folder / "made")
        store = folder / "copies"
        upstream = store_copies(ArtifactStore(store), {name: made.read(name) for name in PUBLISHED}, n_copies)
        (store / "upstream.json").write_text(json.dumps(upstream), encoding="utf-8")
        tell(f"publish: {n_copies} times")
        output = folder / "outputs"
        python = [sys.executable, "-m"]
        published = run_measured([*python, "tests.bench.publish_large", str(store), str(output)], ROOT)
        tell("publish: verifying")
        verified = run_measured([*python, "flows.cli", "verify", "--output", str(output)], ROOT)
        version = open_version(output)
        n_bytes = corpus.n_bytes * n_copies
        times = _tabulate_times(version, n_bytes, {"publish": published, "verify": verified})
        return [times, tabulate_sizes(version, folder / "pandas"), tabulate_queries(version)]


def _make_tables(corpus: Corpus, folder: Path) -> Version:
    settings = BuildSettings(inputs=(str(corpus.folder),), output=str(folder / "outputs"))
    with using_workers("thread", 1, 3600.0):
        run_plain(settings, InlineExecutor())
    return open_version(folder / "outputs")


def _tabulate_times(version: Version, n_bytes: int, runs: dict[str, Measured]) -> Table:
    counts = {name: entry["rows"] for name, entry in version.manifest["tables"].items()}
    title = f"Publishing {counts['segments']:,} segments and {counts['facts']:,} facts of {n_bytes / 1e6:.0f} MB of documents"
    table = Table("publish", title, ("command", "wall s", "CPU s", "peak MB", "MB per CPU s"), [])
    for name, took in runs.items():
        rate = n_bytes / 1e6 / took.cpu_seconds
        table.rows.append((name, took.wall_seconds, took.cpu_seconds, took.peak_bytes / 1e6, rate))
        table.figures |= {f"{name}_wall_seconds": took.wall_seconds, f"{name}_peak_mb": took.peak_bytes / 1e6}
        table.figures[f"{name}_mb_per_cpu_second"] = rate
    table.notes.append("publish: written, read back and checked; verify: all digests, schemas, keys and offsets again.")
    return table


def tabulate_sizes(version: Version, scratch: Path) -> Table:
    """Bytes of each table beside what `DataFrame.to_parquet` makes of the same rows, part by part."""
    scratch.mkdir(parents=True)
    table = Table("sizes", "Size of the files", ("table", "rows", "MB", "pandas MB", "share %"), [])
    sums = [0, 0]
    for name, entry in version.manifest["tables"].items():
        own = sum(part["bytes"] for part in entry["parts"])
        pandas = sum(_size_by_pandas(path, scratch / "part.parquet") for path in version.paths(name))
        table.rows.append(_describe_size(name, entry["rows"], own, pandas))
        sums = [sums[0] + own, sums[1] + pandas]
    table.rows.append(_describe_size("all", None, *sums))
    table.figures["share_of_pandas"] = sums[0] / sums[1]
    return table


def _size_by_pandas(path: Path, scratch: Path) -> int:
    pd.read_parquet(path, dtype_backend="pyarrow").to_parquet(scratch)
    return scratch.stat().st_size


def _describe_size(name: str, rows: int | None, own: int, pandas: int) -> Sequence[Cell]:
    return (name, rows, own / 1e6, pandas / 1e6, 100 * own / pandas)


def tabulate_queries(version: Version) -> Table:
    """Milliseconds of queries for one document in DuckDB over the views of the version."""
    table = Table("queries", "Queries for one document in DuckDB, two threads", ("query", "median ms", "worst ms"), [])
    ids = version.read("documents", ["document_id"])["document_id"].to_pylist()
    dice = random.Random(1)
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.execute((version.folder / "views.sql").read_text(encoding="utf-8"))
        for name, query in QUERIES.items():
            times = [_time_query(connection, query, dice.choice(ids)) for _ in range(N_QUERIES)]
            table.rows.append((name, statistics.median(times), max(times)))
            table.figures[f"{name.split()[0]}_median_ms"] = statistics.median(times)
    return table


def _time_query(connection: duckdb.DuckDBPyConnection, query: str, document_id: str) -> float:
    start = time.perf_counter()
    connection.execute(query, [document_id]).fetchall()
    return 1000 * (time.perf_counter() - start)
