"""The signatures of the documents in one language, shard by shard: gone through several times, and never held."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from .count_stems import Floats, Integers


class Signed(NamedTuple):
    """Signatures of some documents as columns: of document i the features are in `starts[i]:starts[i + 1]`.

    `places` are the numbers of the documents in their side, `n_bytes` the lengths of their texts.
    """

    places: Integers
    starts: Integers
    features: Integers
    counts: Floats
    n_bytes: Integers


class Side:
    """Documents in one language, numbered as their ids are given; `tables` are tables `signatures`.

    Each time it is iterated over, so are the tables, which may be read from files one after the other.
    """

    def __init__(self, tables: Iterable[pa.Table], document_ids: Sequence[str]):
        self._tables = tables
        self._numbers = {document_id: number for number, document_id in enumerate(document_ids)}

    def __len__(self) -> int:
        """How many documents there are, with those that have no signature."""
        return len(self._numbers)

    def __iter__(self) -> Iterator[Signed]:
        for table in self._tables:
            numbers = [self._numbers.get(document_id, -1) for document_id in table["document_id"].to_pylist()]
            places = np.array(numbers, dtype=np.int64)
            yield _take(table, np.flatnonzero(places >= 0), places)


def _take(table: pa.Table, rows: Integers, places: Integers) -> Signed:
    taken = table.take(pa.array(rows))
    features, counts = (taken[name].combine_chunks() for name in ("features", "counts"))
    sizes = features.value_lengths().to_numpy(zero_copy_only=False)
    return Signed(
        places[rows],
        np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))),
        features.flatten().to_numpy(),
        counts.flatten().to_numpy().astype(np.float64),
        taken["n_bytes"].to_numpy(),
    )
