"""Which lines stand in several documents of a run, copies of one document counted once.

A line that many pages of a site share tells of the site and not of the page. The same law at three addresses shares
its lines too: a document whose prose mostly stands in others is a copy, and copies that have their heaviest line of
prose in common are one document.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ..core.key_lines import MAX_WEIGHT, WEIGHT_BITS
from ..schema import REPEATS

Integers = npt.NDArray[np.int64]
LINES_AT_ONCE = 2_000_000
"""Lines of all shards that are compared at once: about 150 MB."""
_OWN_SHARE = 5
"""A document is a copy if less than one part in so many of its prose is its own."""


class Listed(NamedTuple):
    """The lines of some documents behind each other: numbers of shape (n_lines,), each document's in rising order;
    `bounds`, of shape (n_documents + 1,), says where those of each begin."""

    keys: Integers
    bounds: Integers

    @property
    def owners(self) -> Integers:
        """For each line the place of its document."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))


def read_listed(lines: pa.Table) -> Listed:
    """The lines of a table `lines`."""
    keys = lines["keys"].combine_chunks()
    if not lines.num_rows:
        return Listed(np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64))
    bounds = keys.offsets.to_numpy().astype(np.int64)
    return Listed(keys.values.to_numpy()[bounds[0] : bounds[-1]], bounds - bounds[0])


def gather_repeats(read: Callable[[], Iterable[Listed]], min_documents: int) -> Integers:
    """The lines that stand in so many documents or more, in rising order; `read` gives those of shard after shard.

    Lines are compared in parts by their numbers, so that what is held at once does not grow with the run.
    """
    n_parts = -(-sum(len(listed.keys) for listed in read()) // LINES_AT_ONCE) or 1
    shared = np.sort(_join(find_shared(keys for keys, _ in _read_part(read, part, n_parts)) for part in range(n_parts)))
    originals = _join(_read_originals(read, shared))
    found = []
    for part in range(n_parts):
        read_part = list(_read_part(read, part, n_parts))
        documents = [originals[owners] for _, owners in read_part]
        found.append(find_repeated((keys for keys, _ in read_part), documents, min_documents))
    return np.sort(_join(found))


def _read_part(read: Callable[[], Iterable[Listed]], part: int, n_parts: int) -> Iterator[tuple[Integers, Integers]]:
    """The lines of one part shard by shard, and the place in the run of the document of each."""
    first = 0
    for listed in read():
        keys, owners = take_part(listed, part, n_parts)
        yield keys, owners + first
        first += len(listed.bounds) - 1


def _read_originals(read: Callable[[], Iterable[Listed]], shared: Integers) -> Iterator[Integers]:
    first = 0
    for listed in read():
        yield find_originals(listed, shared, first)
        first += len(listed.bounds) - 1


def select_own(listed: Listed, repeated: Integers) -> pa.Table:
    """The table `repeats` of one shard: of the repeated lines those that it holds."""
    own = np.unique(listed.keys)
    return REPEATS.from_columns({"key": own[hold(repeated, own)]}, int(hold(repeated, own).sum()))


def take_part(listed: Listed, part: int, n_parts: int) -> tuple[Integers, Integers]:
    """The lines of one part by their number, and the place of the document of each."""
    if n_parts == 1:
        return listed.keys, listed.owners
    chosen = (listed.keys >> WEIGHT_BITS) % n_parts == part
    return listed.keys[chosen], listed.owners[chosen]


def find_shared(keys: Iterable[Integers]) -> Integers:
    """The lines that stand in two documents or more, in rising order; `keys` are those of each shard."""
    found, counts = np.unique(_join(keys), return_counts=True)
    return found[counts > 1]


def find_originals(listed: Listed, shared: Integers, first: int) -> Integers:
    """For each document the number of what it is a copy of; below zero and its own if it is none, shape (n_documents,).

    `first` is the place of the first document in the run. A document without prose is judged by all its lines.
    """
    owners, n_documents = listed.owners, len(listed.bounds) - 1
    weights = listed.keys & MAX_WEIGHT
    has_prose = np.bincount(owners, weights, n_documents) > 0
    weights = np.where(has_prose[owners], weights, 1)
    is_shared = hold(shared, listed.keys)
    total, own = (np.bincount(owners, some, n_documents) for some in (weights, weights * ~is_shared))
    originals = -(first + 1 + np.arange(n_documents))
    is_copy = (total > 0) & (own * _OWN_SHARE < total)
    # The heaviest shared line of each copy: the weight goes before the digest.
    ranked = np.where(is_shared, weights << (63 - WEIGHT_BITS) | listed.keys >> WEIGHT_BITS, 0)
    filled = np.flatnonzero(np.diff(listed.bounds))
    heaviest = np.zeros(n_documents, dtype=np.int64)
    if len(filled):
        heaviest[filled] = np.maximum.reduceat(ranked, listed.bounds[filled])
    return np.where(is_copy, heaviest, originals)


def find_repeated(keys: Iterable[Integers], originals: Iterable[Integers], min_documents: int) -> Integers:
    """The lines that stand in so many documents or more, in rising order.

    `originals` say of each line what its document is a copy of; lines of the same are counted once.
    """
    lines, documents = _join(keys), _join(originals)
    order = np.lexsort((documents, lines))
    lines, documents = lines[order], documents[order]
    is_new = np.ones(len(lines), dtype=bool)
    is_new[1:] = (lines[1:] != lines[:-1]) | (documents[1:] != documents[:-1])
    found, counts = np.unique(lines[is_new], return_counts=True)
    return found[counts >= min_documents]


def hold(known: Integers, wanted: Integers) -> npt.NDArray[np.bool_]:
    """Whether each number is one of those known, which are in rising order."""
    if not len(known):
        return np.zeros(len(wanted), dtype=bool)
    places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    held: npt.NDArray[np.bool_] = known[places] == wanted
    return held


def _join(columns: Iterable[Integers]) -> Integers:
    return np.concatenate([*columns, np.zeros(0, dtype=np.int64)])
