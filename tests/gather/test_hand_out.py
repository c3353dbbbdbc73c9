"""Facts of many shards go to parts: all of them, once, in order, and what is compared stays together."""

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from tasks.gather.hand_out import cut_parts, hand_out, number_parts

SCHEMA = pa.schema([("fact_id", pa.string()), ("metric_key", pa.string()), ("metric_text", pa.string())])
METRICS = st.tuples(
    st.sampled_from([None, "patents", "courts", "ports"]),
    st.sampled_from([None, "seized 12 items", "seized 9 items", "港口"]),
)
SHARDS = st.lists(st.lists(METRICS, max_size=6), max_size=5)


def make_shards(metrics: list[list[tuple[str | None, str | None]]]) -> list[pa.Table]:
    """Tables of facts that are numbered through; the first is empty, so that there is a schema."""
    rows, tables = 0, [SCHEMA.empty_table()]
    for some in metrics:
        ids = [f"f{rows + n:03d}" for n in range(len(some))]
        rows += len(some)
        tables.append(pa.table([ids, [key for key, _ in some], [text for _, text in some]], schema=SCHEMA))
    return tables


@given(SHARDS, st.integers(1, 5))
def test_each_fact_is_in_one_part_and_parts_keep_the_order(
    metrics: list[list[tuple[str | None, str | None]]], n_parts: int
) -> None:
    shards = make_shards(metrics)
    parts = list(hand_out(iter(shards), n_parts))
    assert len(parts) == n_parts
    assert all(part.schema.equals(SCHEMA) for part in parts)
    ids = [part["fact_id"].to_pylist() for part in parts]
    assert all(some == sorted(some) for some in ids)
    assert sorted(id_ for some in ids for id_ in some) == pa.concat_tables(shards)["fact_id"].to_pylist()


@given(SHARDS, st.integers(2, 5))
def test_what_is_compared_is_in_one_part(metrics: list[list[tuple[str | None, str | None]]], n_parts: int) -> None:
    """A key counts before the words, and words count without their numbers."""
    part_of: dict[str, set[int]] = {}
    for number, part in enumerate(hand_out(make_shards(metrics), n_parts)):
        for row in part.to_pylist():
            name = row["metric_key"] or (row["metric_text"] or "").replace("12", "#").replace("9", "#")
            part_of.setdefault(name, set()).add(number)
    assert all(len(numbers) == 1 for numbers in part_of.values())


def test_parts_share_the_metrics_of_many_facts() -> None:
    facts = pa.table(
        [[f"f{n}" for n in range(1000)], [f"metric{n}" for n in range(1000)], [None] * 1000], schema=SCHEMA
    )
    sizes = [part.num_rows for part in cut_parts(facts, 4)]
    assert sum(sizes) == 1000
    assert min(sizes) > 150
    assert len(number_parts(facts.slice(0, 0), 4)) == 0


def test_shards_are_read_once_and_scratch_files_go(tmp_path: Path) -> None:
    """One part is there at a time, so no file of a part that was read is kept."""
    read: list[int] = []

    def read_shards() -> Iterator[pa.Table]:
        for number, rows in enumerate(make_shards([[("patents", None)], [("courts", None)], [("ports", None)]])):
            read.append(number)
            yield rows

    waiting = [len(list(tmp_path.rglob("*.arrow"))) for _ in hand_out(read_shards(), 3, tmp_path)]
    assert waiting == [2, 1, 0]
    assert read == [0, 1, 2, 3]
    assert list(tmp_path.iterdir()) == []
