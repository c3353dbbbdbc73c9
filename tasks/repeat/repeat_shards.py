"""Finding repeated lines as a step over all shards, each of which is told of its own lines only.

So a new document changes what the other shards are told only where it makes a line of theirs one of several documents.
"""

from collections.abc import Iterator, Mapping, Sequence

from ..store.artifacts import ArtifactStore, Reference, name_shard, references_of
from ..store.steps import Step
from .find_repeats import Listed, gather_repeats, read_listed, select_own
from .settings import RepeatSettings


def repeat_shards(step: Step, upstream: Mapping[str, Sequence[Reference]], settings: RepeatSettings) -> Reference:
    """Find the lines that stand in several documents of all shards, given in order; a table a shard that has any."""
    store = ArtifactStore.at(step.store)

    def read() -> Iterator[Listed]:
        """The lines of each shard."""
        for reference in upstream["lines"]:
            yield read_listed(store.read("lines", references_of("lines", reference), columns=["keys"]))

    repeated = gather_repeats(read, settings.min_documents)
    tables = {}
    for index, listed in enumerate(read()):
        own = select_own(listed, repeated)
        if own.num_rows:
            tables[name_shard(index)] = store.write("repeats", own)
    return Reference(stage=step.stage, tables=tables, counts={"repeats": len(repeated)})
