"""Gathering as a step over all shards: of the facts only the columns that indicators need are read, shard by shard."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from ..schema.facts import FACTS
from ..store.artifacts import ArtifactStore, Reference, references_of
from ..store.steps import Step
from .settings import GatherSettings
from .stage import gather_indicators, select_facts
from .statement import COLUMNS


def gather_shards(step: Step, upstream: Mapping[str, Sequence[Reference]], settings: GatherSettings) -> Reference:
    """Bring the facts of all shards, given in order, together and store the indicators."""
    store = ArtifactStore.at(step.store)
    parts = [FACTS.empty().select(COLUMNS)]
    for reference in upstream["facts"]:
        facts = store.read("facts", references_of("facts", reference), columns=COLUMNS)
        parts.append(select_facts(facts.select(COLUMNS), settings))
    made = gather_indicators({"facts": pa.concat_tables(parts)}, settings)["indicators"]
    table = store.write("indicators", made)
    return Reference(stage=step.stage, tables={"indicators": table}, counts={"indicators": made.num_rows})
