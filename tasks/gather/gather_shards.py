"""Gathering as a step over all shards: of the facts only the columns that indicators need are read, shard by shard.

What is held at once does not grow with the run: the facts are gathered in parts by what is measured, as many as keep a
part below a number of rows, and facts that are compared with each other are always in one part.
"""

import zlib
from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..core.stage import Tables
from ..schema.facts import FACTS
from ..store.artifacts import ArtifactStore, Reference, references_of
from ..store.steps import Step, without_collector
from .find_restatements import RESTATED_COLUMNS, find_restatements, select_restated
from .settings import GatherSettings
from .stage import gather_indicators, select_facts
from .statement import COLUMNS

ROWS_AT_ONCE = 1_000_000
"""Facts of all shards, of which a part holds one in so many parts: about 300 MB."""


def gather_shards(step: Step, upstream: Mapping[str, Sequence[Reference]], settings: GatherSettings) -> Reference:
    """Bring the facts of all shards, given in order, together; store the indicators, and what is stated twice."""
    store = ArtifactStore.at(step.store)
    n_rows = sum(table["rows"] for table in references_of("facts", *upstream["facts"]))
    n_parts = -(-n_rows // ROWS_AT_ONCE) or 1
    with without_collector():
        parts = [_gather_part(store, upstream["facts"], settings, part, n_parts) for part in range(n_parts)]
        indicators = pa.concat_tables(part["indicators"] for part in parts)
        made = {
            "indicators": indicators.take(pc.sort_indices(indicators["metric_key"])),
            "agreements": pa.concat_tables(part["agreements"] for part in parts),
        }
    tables = {name: store.write(name, table) for name, table in made.items()}
    return Reference(stage=step.stage, tables=tables, counts={name: table.num_rows for name, table in made.items()})


def _gather_part(
    store: ArtifactStore, shards: Sequence[Reference], settings: GatherSettings, part: int, n_parts: int
) -> Tables:
    indicating, restated = [FACTS.empty().select(COLUMNS)], [FACTS.empty().select(RESTATED_COLUMNS)]
    for shard in shards:
        facts = store.read("facts", references_of("facts", shard), columns=RESTATED_COLUMNS)
        indicating.append(take_part(select_facts(facts.select(COLUMNS), settings), "metric_key", part, n_parts))
        stated = select_restated(facts.select(RESTATED_COLUMNS), settings.min_confidence)
        restated.append(take_part(stated, "metric_text", part, n_parts))
    found = find_restatements(pa.concat_tables(restated), settings.min_confidence)
    return {**gather_indicators({"facts": pa.concat_tables(indicating)}, settings), "agreements": found}


def take_part(facts: pa.Table, name: str, part: int, n_parts: int) -> pa.Table:
    """The facts of one part, by a checksum of their metric: its key, or the column `name` where it has none."""
    if n_parts == 1:
        return facts
    metrics = pc.coalesce(facts["metric_key"].cast(pa.string()), facts[name].cast(pa.string())).combine_chunks()
    encoded = metrics.dictionary_encode()
    parts = np.array([zlib.crc32(metric.encode()) % n_parts for metric in encoded.dictionary.to_pylist()], np.int64)
    return facts.filter(pa.array(parts[encoded.indices.to_numpy()] == part))
