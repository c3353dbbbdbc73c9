"""One step: a stage at work on one shard. Its key, its work, its reference."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from pydantic import BaseModel, ConfigDict

from ..core.digests import digest_json
from ..core.errors import TooManyRejectsError
from ..core.stage import StageFunction
from .artifacts import ArtifactStore, Reference, TableReference, references_of
from .fingerprint import fingerprint


class Step(BaseModel):
    """What a step is besides its inputs. `lineage` stands for all code and settings that lead up to it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    stage: str
    shard: str
    store: str
    lineage: str
    max_rejects: int = 0


def trace_lineage(module: str, settings: BaseModel, upstream: Sequence[str]) -> str:
    """Digest of a stage's code and settings and of the lineages that it builds on.

    It is part of the key of every later stage, so that changed code re-runs what follows even if the rows are equal.
    """
    return digest_json([fingerprint(module), settings.model_dump(mode="json"), list(upstream)])


def make_key(step: Step, upstream: Mapping[str, Sequence[Reference]]) -> str:
    """The cache key of a step: its lineage and the digests of its inputs, not the place where they lie."""
    digests = {name: [table["sha256"] for table in found] for name, found in _refer(upstream).items()}
    return f"{step.stage}-{digest_json([step.lineage, digests])[:40]}"


def do_step(
    step: Step, function: StageFunction, upstream: Mapping[str, Sequence[Reference]], settings: BaseModel
) -> Reference:
    """Read the inputs, call the stage, store what it makes.

    Raises TooManyRejectsError above the limit of the step, StoreError for a damaged input, OSError when the artifacts
    cannot be written, and what the stage raises.
    """
    store = ArtifactStore.at(step.store)
    inputs = store.read_all(_refer(upstream))
    with without_collector():
        made = function(inputs, settings)
    rejects = made.get("rejects")
    if rejects is not None and rejects.num_rows > step.max_rejects:
        raise TooManyRejectsError(_describe_rejects(step, rejects.to_pylist()))
    tables = {name: store.write(name, rows) for name, rows in made.items() if rows.num_rows or name != "rejects"}
    return Reference(stage=step.stage, tables=tables, counts=_count(tables))


def _refer(upstream: Mapping[str, Sequence[Reference]]) -> dict[str, list[TableReference]]:
    """The tables that each input is made of. `partner:facts` is the table `facts` in the role of a partner's."""
    return {name: references_of(name.rpartition(":")[2], *found) for name, found in upstream.items()}


@contextmanager
def without_collector() -> Iterator[None]:
    """Do not search for cycles while the block runs.

    The stages make millions of small tuples and no cycles; searching them over and over doubled the time of a shard.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def is_final(reference: Reference) -> bool:
    """The step need not be done again: it gave up no document."""
    return "rejects" not in reference["tables"]


def is_sound(store: ArtifactStore, reference: Reference) -> bool:
    """All tables of the reference are there and undamaged."""
    return all(store.is_sound(table) for table in reference["tables"].values())


def _count(tables: Mapping[str, TableReference]) -> dict[str, int]:
    return {name: table["rows"] for name, table in tables.items()}


def _describe_rejects(step: Step, rejects: list[dict[str, Any]]) -> str:
    first = rejects[0]
    return (
        f"{len(rejects)} documents were rejected in {step.stage}[{step.shard}], the limit is {step.max_rejects}; "
        f"the first: {first['uri']}: {first['message']} (raise max_reject_share to go on without them)"
    )
