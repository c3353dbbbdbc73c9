"""Signing as a step a shard, and pairing as a step over all: which documents pair, told to the Chinese one's shard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pyarrow as pa

from ..core.stage import Tables
from ..schema import PAIRS
from ..schema.artifacts import Pair
from ..store.artifacts import ArtifactStore, Reference, name_shard, references_of
from ..store.steps import Step
from .candidate import read_candidates
from .propose_declared import is_declaration
from .settings import PairSettings
from .sign_segments import SEGMENT_COLUMNS, sign_shard
from .stage import find_pairs, list_pairs, read_declarations

COLUMNS = ["document_id", "uri", "lang_share", "n_segments"]


class PairReference(Reference):
    """Tables by shard; `partners` are the shards of the English documents that a shard needs."""

    partners: dict[str, list[str]]


@dataclass(frozen=True)
class StoredSignatures:
    """What was signed shard by shard; read only when pairs are looked for by content, and never all at once."""

    store: ArtifactStore
    shards: Sequence[Reference]

    def __iter__(self) -> Iterator[pa.Table]:
        for shard in self.shards:
            yield self.store.read("signatures", references_of("signatures", shard))


def sign_documents_of_shard(
    step: Step, upstream: Mapping[str, Sequence[Reference]], settings: PairSettings
) -> Reference:
    """Sign the documents of one shard; of their tables only the columns that this needs are read."""
    store = ArtifactStore.at(step.store)
    tables = {
        "documents": store.read("documents", references_of("documents", *upstream["documents"]), columns=COLUMNS),
        "segments": store.read("segments", references_of("segments", *upstream["segments"]), columns=SEGMENT_COLUMNS),
    }
    made = sign_shard(tables, settings)["signatures"]
    reference = store.write("signatures", made)
    return Reference(stage=step.stage, tables={"signatures": reference}, counts={"signatures": made.num_rows})


def pair_shards(step: Step, upstream: Mapping[str, Sequence[Reference]], settings: PairSettings) -> PairReference:
    """Find the pairs among the documents of all shards, given in order, and store those of each shard apart.

    So a new pair changes what one shard has to align, and no other.
    """
    store = ArtifactStore.at(step.store)
    by_shard = {
        name_shard(index): store.read("documents", references_of("documents", reference), columns=COLUMNS)
        for index, reference in enumerate(upstream["documents"])
    }
    shard_of = {
        document_id: shard for shard, rows in by_shard.items() for document_id in rows["document_id"].to_pylist()
    }
    stored = StoredSignatures(store, upstream["signatures"])
    candidates = read_candidates(pa.concat_tables(by_shard.values()))
    declarations = _read_declarations(store, upstream["documents"], by_shard)
    pairs = list_pairs(find_pairs(candidates, settings, declarations, lambda _: stored))["pairs"]
    grouped = group_pairs(pairs, shard_of)
    tables = {shard: store.write("pairs", rows["pairs"]) for shard, rows in grouped.items()}
    partners = {
        shard: sorted({shard_of[document_id] for document_id in rows["pairs"]["en_document_id"].to_pylist()} - {shard})
        for shard, rows in grouped.items()
    }
    counts = {"pairs": pairs.num_rows}
    return PairReference(stage=step.stage, tables=tables, counts=counts, partners=partners)


def _read_declarations(
    store: ArtifactStore, references: Sequence[Reference], by_shard: Mapping[str, pa.Table]
) -> dict[str, str]:
    """The lists of pairs; texts are read only of shards that hold one."""
    found: dict[str, str] = {}
    for reference, rows in zip(references, by_shard.values(), strict=True):
        if any(map(is_declaration, rows["uri"].to_pylist())):
            texts = store.read("documents", references_of("documents", reference), columns=["uri", "text"])
            found |= read_declarations(texts)
    return found


def group_pairs(pairs: pa.Table, shard_of: Mapping[str, str]) -> dict[str, Tables]:
    """The pairs of each shard, in order; shards without pairs are left out."""
    grouped: dict[str, list[Pair]] = {}
    for row in pairs.to_pylist():
        grouped.setdefault(shard_of[row["zh_document_id"]], []).append(Pair(**row))
    return {shard: {"pairs": PAIRS.from_rows(rows)} for shard, rows in sorted(grouped.items())}
