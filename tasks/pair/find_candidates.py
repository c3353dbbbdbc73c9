"""The most similar documents of the other language, by an inverted index over a block of English documents at a time.

So what is held does not grow with the documents, but for some numbers of each; and few pairs are ever compared.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .count_stems import Floats, Integers
from .read_sides import Side
from .weigh_features import Vocabulary, Weighed, weigh

LEAST_COSINE = 0.05
"""A smaller cosine is not worth remembering."""
MOST_CANDIDATES = 6
"""Documents that are remembered for each document."""
BLOCK = 8192
"""English documents in an index; the Chinese ones are gone through once for each block."""


class Found(NamedTuple):
    """Pairs of documents by their numbers, each once and in order, with their cosines."""

    zh: Integers
    en: Integers
    cosines: Floats


class _Index(NamedTuple):
    """For each feature the documents of a block that have it: those of feature i in `bounds[i]:bounds[i + 1]`."""

    bounds: Integers
    sizes: Integers
    owners: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]


def find_candidates(zh: Side, en: Side, vocabulary: Vocabulary) -> Found:
    """The best English documents of each Chinese one, and the best Chinese ones of each English one."""
    best = _Best(len(zh))
    found = []
    for block in cut_blocks((weigh(some, vocabulary) for some in en), BLOCK):
        index = _index_block(block, len(vocabulary.features))
        best_of_en = [list[tuple[float, int]]() for _ in block.places]
        floors = np.full(len(block.places), LEAST_COSINE)
        for some in zh:
            for row, cosines in _compare(weigh(some, vocabulary), index, len(block.places)):
                best.add(row, block.places, cosines)
                for column in np.flatnonzero(cosines > floors).tolist():
                    floors[column] = _remember(best_of_en[column], float(cosines[column]), row)
        found.append(_list_best(best_of_en, block.places))
    return _unite([best.as_found(), *found], len(en))


def cut_blocks(side: Iterable[Weighed], size: int) -> Iterator[Weighed]:
    """The same documents in blocks of so many, the last of which may be smaller."""
    waiting: list[Weighed] = []
    n_waiting = 0
    for some in side:
        low = 0
        while n_waiting + len(some.places) - low >= size:
            high = low + size - n_waiting
            yield _join([*waiting, _slice(some, low, high)])
            waiting, n_waiting, low = [], 0, high
        waiting.append(_slice(some, low, len(some.places)))
        n_waiting += len(some.places) - low
    if n_waiting:
        yield _join(waiting)


def _slice(some: Weighed, low: int, high: int) -> Weighed:
    start, end = some.starts[low], some.starts[high]
    starts = some.starts[low : high + 1] - start
    return Weighed(some.places[low:high], starts, some.features[start:end], some.weights[start:end])


def _join(parts: list[Weighed]) -> Weighed:
    sizes = np.concatenate([np.diff(part.starts) for part in parts])
    return Weighed(
        np.concatenate([part.places for part in parts]),
        np.concatenate(([0], np.cumsum(sizes))),
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.weights for part in parts]),
    )


def _index_block(block: Weighed, n_features: int) -> _Index:
    order = np.argsort(block.features, kind="stable")
    owners = np.repeat(np.arange(len(block.places), dtype=np.int32), np.diff(block.starts))[order]
    sizes = np.bincount(block.features, minlength=n_features)
    return _Index(np.concatenate(([0], np.cumsum(sizes))), sizes, owners, block.weights[order])


def _compare(zh: Weighed, index: _Index, n_columns: int) -> Iterator[tuple[int, Floats]]:
    """The number of each Chinese document, and its cosines with those of the block."""
    for place, start, end in zip(zh.places.tolist(), zh.starts[:-1].tolist(), zh.starts[1:].tolist(), strict=True):
        features = zh.features[start:end]
        sizes = index.sizes[features]
        ends = np.cumsum(sizes)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(index.bounds[features] - (ends - sizes), sizes)
        shares = index.weights[at] * np.repeat(zh.weights[start:end], sizes)
        yield place, np.bincount(index.owners[at], shares, n_columns).astype(np.float64)


class _Best:
    """The English documents with the largest cosines of each Chinese one, whatever block they are in."""

    def __init__(self, n_rows: int):
        self._cosines = np.zeros((n_rows, MOST_CANDIDATES), np.float64)
        self._columns = np.full((n_rows, MOST_CANDIDATES), -1, np.int32)

    def add(self, row: int, places: Integers, cosines: Floats) -> None:
        """Take in those of a block; of equals, the first stay first."""
        largest = find_largest(cosines, MOST_CANDIDATES)
        both = np.concatenate([self._cosines[row], cosines[largest]])
        columns = np.concatenate([self._columns[row], places[largest]])
        order = np.argsort(-both, kind="stable")[:MOST_CANDIDATES]
        self._cosines[row], self._columns[row] = both[order], columns[order]

    def as_found(self) -> Found:
        rows, at = np.nonzero((self._cosines > 0) & (self._columns >= 0))
        return Found(rows, self._columns[rows, at].astype(np.int64), self._cosines[rows, at])


def find_largest(values: Floats, n: int) -> list[int]:
    """Places of the n largest values, the first of equals first."""
    if len(values) > n:
        floor = np.partition(values, -n)[-n]
        places = np.flatnonzero(values >= floor)
    else:
        places = np.arange(len(values))
    return sorted(places.tolist(), key=lambda place: (-values[place], place))[:n]


def _remember(best: list[tuple[float, int]], cosine: float, row: int) -> float:
    """Keep the MOST_CANDIDATES best, the first of equals; what the next one has to be better than."""
    best.append((cosine, row))
    best.sort(key=lambda item: (-item[0], item[1]))
    del best[MOST_CANDIDATES:]
    return best[-1][0] if len(best) == MOST_CANDIDATES else LEAST_COSINE


def _list_best(best: list[list[tuple[float, int]]], places: Integers) -> Found:
    sizes = [len(some) for some in best]
    rows = np.array([row for some in best for _, row in some], dtype=np.int64)
    return Found(rows, np.repeat(places, sizes), np.array([cosine for some in best for cosine, _ in some], np.float64))


def _unite(parts: list[Found], n_en: int) -> Found:
    zh, en, cosines = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    codes, places = np.unique(zh * max(n_en, 1) + en, return_index=True)
    return Found(codes // max(n_en, 1), codes % max(n_en, 1), cosines[places])
