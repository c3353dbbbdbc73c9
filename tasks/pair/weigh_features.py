"""How rare the features are that both languages have, and signatures weighed by that: columns of small numbers."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .count_stems import Floats, Integers
from .read_sides import Signed
from .sign_documents import FIGURE_BIT, FIGURE_WEIGHT

BACKGROUND = 5
"""Documents that are counted with those of the pile, so that no word of a small one seems common."""
MOST_POSTINGS = 4000
"""A feature of more English documents tells nothing and is left out, so that the work grows with the documents."""
LEAST_MERGED = 1 << 20
"""Features that wait before they are counted together."""


class Tally(NamedTuple):
    """Features in rising order, in how many documents each stands, and how many documents there are."""

    features: Integers
    counts: Integers
    n_documents: int


class Vocabulary(NamedTuple):
    """The features that both sides have, in rising order, and how rare each is; 0 for one that tells nothing."""

    features: Integers
    rarities: Floats


class Weighed(NamedTuple):
    """Signatures by their features' numbers in the vocabulary; weights of each document are of length 1.

    Of document i they are in `starts[i]:starts[i + 1]`; those without weight are left out.
    """

    places: Integers
    starts: Integers
    features: npt.NDArray[np.int32]
    weights: npt.NDArray[np.float32]


def count_documents(side: Iterable[Signed]) -> Tally:
    """In how many documents of a side each feature stands."""
    known, counts = np.zeros(0, np.int64), np.zeros(0, np.int64)
    waiting: list[Integers] = []
    n_waiting = n_documents = 0
    for some in side:
        waiting.append(some.features)
        n_waiting, n_documents = n_waiting + len(some.features), n_documents + len(some.places)
        if n_waiting > max(LEAST_MERGED, len(known)):
            known, counts = _merge(known, counts, waiting)
            waiting, n_waiting = [], 0
    return Tally(*_merge(known, counts, waiting), n_documents)


def _merge(known: Integers, counts: Integers, waiting: Iterable[Integers]) -> tuple[Integers, Integers]:
    found, n_found = np.unique(np.concatenate([np.zeros(0, np.int64), *waiting]), return_counts=True)
    features, places = np.unique(np.concatenate([known, found]), return_inverse=True)
    sums = np.bincount(places, np.concatenate([counts, n_found]), len(features))
    return features, sums.astype(np.int64)


def weigh_features(zh: Tally, en: Tally) -> Vocabulary:
    """The features of both sides; each is as common as it is where it is more so."""
    shared, zh_at, en_at = np.intersect1d(zh.features, en.features, assume_unique=True, return_indices=True)
    counts = np.maximum(en.counts[en_at], zh.counts[zh_at] * (en.n_documents / max(zh.n_documents, 1)))
    rarities = np.maximum(np.log((en.n_documents + BACKGROUND) / (counts + 0.5)), 0.0)
    rarities *= np.where(shared & FIGURE_BIT, FIGURE_WEIGHT, 1.0)
    return Vocabulary(shared, np.where(en.counts[en_at] <= MOST_POSTINGS, rarities, 0.0))


def find_known(features: Integers, vocabulary: Vocabulary) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """The number of each feature in the vocabulary, and whether it is there at all."""
    if not len(vocabulary.features):
        return np.zeros(len(features), np.int64), np.zeros(len(features), np.bool_)
    at = np.minimum(np.searchsorted(vocabulary.features, features), len(vocabulary.features) - 1)
    return at, vocabulary.features[at] == features


def weigh(signed: Signed, vocabulary: Vocabulary) -> Weighed:
    """The signatures with weights by how often features stand in a document and how rare they are."""
    at, is_kept = find_known(signed.features, vocabulary)
    is_kept[is_kept] = vocabulary.rarities[at[is_kept]] > 0
    owners = np.repeat(np.arange(len(signed.places)), np.diff(signed.starts))[is_kept]
    weights = (1 + np.log1p(signed.counts[is_kept])) * vocabulary.rarities[at[is_kept]]
    lengths = np.sqrt(np.bincount(owners, weights**2, len(signed.places)))
    weights /= np.maximum(lengths, 1e-9)[owners]
    starts = np.searchsorted(owners, np.arange(len(signed.places) + 1))
    return Weighed(signed.places, starts, at[is_kept].astype(np.int32), weights.astype(np.float32))
