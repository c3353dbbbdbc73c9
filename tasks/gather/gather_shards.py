"""Gathering as a step over all shards: of the facts only the columns that indicators need are read, shard by shard.

What is held at once does not grow with the run: the facts are gathered in parts by what is measured, as many as keep a
part below a number of rows.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from ..core.stage import Tables
from ..schema.facts import FACTS
from ..store.artifacts import ArtifactStore, Reference, references_of
from ..store.steps import Step, without_collector
from .find_restatements import RESTATED_COLUMNS, find_restatements
from .hand_out import hand_out
from .settings import GatherSettings
from .stage import gather_indicators

ROWS_AT_ONCE = 250_000
"""Facts of all shards, of which a part holds one in so many parts: about 250 MB with what is made of them."""


def gather_shards(step: Step, upstream: Mapping[str, Sequence[Reference]], settings: GatherSettings) -> Reference:
    """Bring the facts of all shards, given in order, together; store the indicators, and what is stated twice."""
    store = ArtifactStore.at(step.store)
    n_rows = sum(table["rows"] for table in references_of("facts", *upstream["facts"]))
    n_parts = -(-n_rows // ROWS_AT_ONCE) or 1
    parts = hand_out(_read_facts(store, upstream["facts"], settings), n_parts, _find_scratch(store))
    with without_collector():
        gathered = [_gather_part(facts, settings) for facts in parts]
        indicators = pa.concat_tables(part["indicators"] for part in gathered)
        made = {
            "indicators": indicators.take(pc.sort_indices(indicators["metric_key"])),
            "agreements": pa.concat_tables(part["agreements"] for part in gathered),
        }
    tables = {name: store.write(name, table) for name, table in made.items()}
    return Reference(stage=step.stage, tables=tables, counts={name: table.num_rows for name, table in made.items()})


def _find_scratch(store: ArtifactStore) -> Path | None:
    """The folder for what is half-written; None where artifacts are in a bucket."""
    if not isinstance(store.scratch, Path):
        return None
    store.scratch.mkdir(parents=True, exist_ok=True)
    return store.scratch


def _read_facts(store: ArtifactStore, shards: Sequence[Reference], settings: GatherSettings) -> Iterator[pa.Table]:
    """The facts that say what they are of, and are sure enough, of one shard after the other."""
    yield FACTS.empty().select(RESTATED_COLUMNS)
    for shard in shards:
        facts = store.read("facts", references_of("facts", shard), columns=RESTATED_COLUMNS).select(RESTATED_COLUMNS)
        is_named = pc.or_(pc.is_valid(facts["metric_key"]), pc.is_valid(facts["metric_text"]))
        is_wanted = pc.and_(is_named, pc.is_valid(facts["value"]))
        yield facts.filter(pc.and_(is_wanted, pc.greater_equal(facts["confidence"], settings.min_confidence)))


def _gather_part(facts: pa.Table, settings: GatherSettings) -> Tables:
    found = find_restatements(facts, settings.min_confidence)
    return {**gather_indicators({"facts": facts}, settings), "agreements": found}
