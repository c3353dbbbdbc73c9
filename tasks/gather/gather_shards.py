"""Gathering as a step over all shards: of the facts only the columns that indicators need are read, shard by shard."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from ..schema.facts import FACTS
from ..store.artifacts import ArtifactStore, Reference, references_of
from ..store.steps import Step, without_collector
from .find_restatements import RESTATED_COLUMNS, find_restatements, select_restated
from .settings import GatherSettings
from .stage import gather_indicators, select_facts
from .statement import COLUMNS


def gather_shards(step: Step, upstream: Mapping[str, Sequence[Reference]], settings: GatherSettings) -> Reference:
    """Bring the facts of all shards, given in order, together; store the indicators, and what is stated twice."""
    store = ArtifactStore.at(step.store)
    indicating, restated = [FACTS.empty().select(COLUMNS)], [FACTS.empty().select(RESTATED_COLUMNS)]
    for reference in upstream["facts"]:
        facts = store.read("facts", references_of("facts", reference), columns=RESTATED_COLUMNS)
        indicating.append(select_facts(facts.select(COLUMNS), settings))
        restated.append(select_restated(facts.select(RESTATED_COLUMNS), settings.min_confidence))
    with without_collector():
        made = {
            "indicators": gather_indicators({"facts": pa.concat_tables(indicating)}, settings)["indicators"],
            "agreements": find_restatements(pa.concat_tables(restated), settings.min_confidence),
        }
    tables = {name: store.write(name, table) for name, table in made.items()}
    return Reference(stage=step.stage, tables=tables, counts={name: table.num_rows for name, table in made.items()})
