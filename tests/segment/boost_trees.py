"""Gradient boosting of oblivious trees for two classes, small enough to read, in numpy alone."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tasks.segment.score_lines import SCALE, Trees

N_TREES, DEPTH, RATE = 240, 4, 0.08
PENALTY = 30.0
"""Added to the weight of a leaf, so that a leaf of few lines says little."""
FEATURE_SHARE, LINE_SHARE = 0.35, 0.8
"""Of the features and of the lines, drawn anew for each tree (stochastic gradient boosting, Friedman 2002)."""
N_BINS = 24
Floats = npt.NDArray[np.floating]
Bins = npt.NDArray[np.int64]


def boost_trees(names: Sequence[str], features: Floats, wanted: npt.NDArray[np.int64], weights: Floats) -> Trees:
    """Trees whose sum is the log odds of 1 in `wanted`, shape (n,), given `features`, shape (n, n_features)."""
    random = np.random.default_rng(1)
    features = features.astype(np.float32)  # as the scorer reads them
    edges = [find_edges(column) for column in features.T]
    bins = np.stack([np.searchsorted(edge, column) for edge, column in zip(edges, features.T, strict=True)], axis=1)
    weights = weights / weights.mean()
    odds = np.zeros(len(wanted))
    grown = []
    for _ in range(N_TREES):
        chance = 1 / (1 + np.exp(-odds))
        slopes, bends = weights * (wanted - chance), weights * np.maximum(chance * (1 - chance), 1e-6)
        lines = np.flatnonzero(random.random(len(wanted)) < LINE_SHARE)
        drawn = np.sort(random.permutation(len(names))[: max(1, round(len(names) * FEATURE_SHARE))])
        asked = ask_questions(bins[lines], slopes[lines], bends[lines], edges, drawn)
        leaf = place_lines(bins, asked)
        sums = [np.bincount(leaf[lines], side[lines], minlength=1 << DEPTH) for side in (slopes, bends)]
        leaves = np.round(SCALE * RATE * sums[0] / (sums[1] + PENALTY)).astype(np.int64)
        odds += leaves[leaf] / SCALE
        grown.append((asked, leaves))
    features_asked = np.array([[feature for feature, _ in asked] for asked, _ in grown])
    thresholds = np.array([[edges[feature][at] for feature, at in asked] for asked, _ in grown])
    return Trees(list(names), features_asked, thresholds, np.array([leaves for _, leaves in grown]))


def find_edges(column: Floats) -> Floats:
    """Thresholds that cut a column into up to N_BINS parts; a value on an edge lies below it."""
    edges: Floats = np.unique(np.quantile(column, np.linspace(0, 1, N_BINS + 1)[1:-1], method="nearest"))
    return edges


def ask_questions(
    bins: Bins, slopes: Floats, bends: Floats, edges: Sequence[Floats], drawn: npt.NDArray[np.int64]
) -> list[tuple[int, int]]:
    """Feature and place of its threshold for each level of one tree: each gains most over all leaves so far."""
    asked: list[tuple[int, int]] = []
    leaf = np.zeros(len(bins), dtype=np.int64)
    for level in range(DEPTH):
        gains = [
            measure_gain(bins[:, feature], leaf, 1 << level, slopes, bends, len(edges[feature])) for feature in drawn
        ]
        best = max(range(len(drawn)), key=lambda place: gains[place][0])
        asked.append((int(drawn[best]), gains[best][1]))
        leaf = leaf * 2 + (bins[:, asked[-1][0]] > asked[-1][1])
    return asked


def measure_gain(
    column: Bins, leaf: Bins, n_leaves: int, slopes: Floats, bends: Floats, n_edges: int
) -> tuple[float, int]:
    """The greatest gain of a threshold of one feature, and its place."""
    if not n_edges:
        return -1.0, 0
    shape = (n_leaves, N_BINS + 1)
    keys = leaf * shape[1] + column
    left, weight = (
        np.bincount(keys, side, minlength=shape[0] * shape[1]).reshape(shape).cumsum(axis=1) for side in (slopes, bends)
    )
    right, rest = left[:, -1:] - left, weight[:, -1:] - weight
    gains = (left**2 / (weight + PENALTY) + right**2 / (rest + PENALTY)).sum(axis=0)[:n_edges]
    best = int(gains.argmax())
    return float(gains[best]), best


def place_lines(bins: Bins, asked: Sequence[tuple[int, int]]) -> Bins:
    """The leaf of each line."""
    leaf = np.zeros(len(bins), dtype=np.int64)
    for feature, at in asked:
        leaf = leaf * 2 + (bins[:, feature] > at)
    return leaf
