"""Reading the rows of a version that match: the same rows as by hand, and never the whole table at once."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from tasks.schema.facts import FACTS, Fact
from tasks.store.parquet import writer_options
from tasks.store.versions import Version

N_GROUPS, ROWS_OF_GROUP = 12, 50
ROWS = pa.table(
    {
        "key": [f"k{at:04d}" for at in range(N_GROUPS * ROWS_OF_GROUP)],
        "n": list(range(N_GROUPS * ROWS_OF_GROUP)),
        "names": [[str(at), "x"] for at in range(N_GROUPS * ROWS_OF_GROUP)],
    }
)
READ = """
import json, sys
from pathlib import Path
import pyarrow as pa
from tasks.store.versions import Version
folder = Path(sys.argv[1])
version = Version(folder, json.loads((folder / "manifest.json").read_text()))
rows = version.read("things", ["key", "text"], filters=[("key", "in", ["k3", "nobody"])])
print(json.dumps([rows["key"].to_pylist(), pa.default_memory_pool().max_memory()]))
"""


def publish_things(
    folder: Path, *parts: pa.Table, group: int = ROWS_OF_GROUP, table: str = "things", **options: Any
) -> Version:
    """A version with the table `things`, a file for each part."""
    entries = []
    for number, rows in enumerate(parts):
        given = {"row_group_size": group, "compression": "zstd"} | options
        pq.write_table(rows, folder / f"part-{number}.parquet", **given)
        entries.append({"path": f"part-{number}.parquet", "sha256": "", "bytes": 0, "rows": rows.num_rows})
    manifest: Any = {"version": "v", "tables": {table: {"schema_version": "1.0.0", "parts": entries}}}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return Version(folder, manifest)


@pytest.mark.parametrize("columns", [None, ["key"], ["names", "key"]])
@pytest.mark.parametrize(
    "filters",
    [
        [("key", "in", ["k0003", "k0410", "nobody"])],
        [("n", ">", 250), ("n", "<=", 260)],
        [[("n", "==", 1)], [("key", "==", "k0599")]],
        pc.field("key").isin(pa.array(["k0000", "k0599"])) & (pc.field("n") > 0),
        pc.scalar(False),
        pc.field("key") == "nobody",
    ],
)
def test_rows_that_match_are_those_of_the_whole_table(tmp_path: Path, columns: list[str] | None, filters: Any) -> None:
    version = publish_things(tmp_path, ROWS.slice(0, 430), ROWS.slice(430))
    where = pq.filters_to_expression(filters) if isinstance(filters, list) else filters
    expected = ROWS.filter(where).select(columns or ROWS.column_names)
    assert version.read("things", columns, filters).equals(expected)
    assert version.read("things", columns).equals(ROWS.select(columns or ROWS.column_names))


def make_facts(n_rows: int, n_units: int) -> pa.Table:
    """Facts of which every third has no unit and no place."""
    rows = [
        Fact(f"f{at:05d}", "quantity", f"d{at // 40:03d}", f"s{at // 4:04d}", "en", f"{at} 元", at, at + 2, at, at + 3,
             "r", 0.5, unit=f"u{at % n_units}" if at % 3 else None, place_text="福建" if at % 3 == 1 else None)
        for at in range(n_rows)
    ]  # fmt: skip
    return FACTS.from_rows(rows)


@pytest.mark.parametrize("n_units", [2, 5000])
@pytest.mark.parametrize(
    "where",
    [
        pc.field("fact_id").isin(["f00001", "f02999", "nobody"]),
        pc.field("unit") == "u1",
        pc.field("unit").is_null() & (pc.field("document_id") == "d007"),
        ~(pc.field("unit") == "u1") | (pc.field("char_start") < 20),
        pc.field("document_id").isin(["d000", "d030"]) & pc.field("segment_id").isin(["s0001"]),
        pc.field("document_id") == "nobody",
    ],
)
def test_columns_that_are_held_as_codes_are_read_as_words(tmp_path: Path, n_units: int, where: pc.Expression) -> None:
    """Also where there are too many words for a dictionary, and Parquet goes on without one."""
    rows = make_facts(3000, n_units)
    options = writer_options(FACTS, 1) | {"dictionary_pagesize_limit": 1024}
    version = publish_things(tmp_path, rows.slice(0, 1234), rows.slice(1234), group=500, table="facts", **options)
    columns = ["place_text", "unit", "fact_id", "value", "quote"]
    found = version.read("facts", columns, where)
    assert found.equals(rows.filter(where).select(columns))
    assert found.schema.equals(pa.schema([FACTS.arrow.field(name) for name in columns]))


def test_what_is_held_does_not_grow_with_the_table(tmp_path: Path) -> None:
    """Of forty row groups of 4 MB one row of each is wanted: statistics tell nothing, and one is there at a time."""
    n, width = 40, 4000
    texts = [f"{at}-{'x' * width}" for at in range(1000)]
    rows = pa.table({"key": [f"k{at % 1000}" for at in range(n * 1000)], "text": texts * n})
    publish_things(tmp_path, rows, group=1000)
    told = subprocess.run([sys.executable, "-c", READ, str(tmp_path)], capture_output=True, check=True, text=True)
    keys, most = json.loads(told.stdout)
    assert keys == ["k3"] * n
    assert most < rows.nbytes / 4
