"""The model of boilerplate: how much speaks for each line of a page being boilerplate.

Boosted oblivious trees (Friedman 2001; Prokhorenkova et al. 2018): every tree asks the same few questions of all lines,
so that all trees are asked at once. Scores are whole numbers, so that they do not depend on the order of a sum. The
trees stand in `boilerplate_trees.tsv`, which `python -m tests.segment.train_trees` writes.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .load_tables import read_rows

SCALE = 1000
"""Of a score: 1000 is one unit of log odds."""
_AT_ONCE = 1024
"""Lines that are asked at once, so that their answers stay in the processor's cache."""
Scores = npt.NDArray[np.int64]
"""Shape (n_lines,)."""


class Trees(NamedTuple):
    """Trees of one depth: names of the features asked, in order; for each question which of them and the threshold.

    `features` and `thresholds` have the shape (n_trees, depth), `leaves` (n_trees, 2 ** depth).
    """

    names: list[str]
    features: npt.NDArray[np.int64]
    thresholds: npt.NDArray[np.float32]
    leaves: Scores


@lru_cache(maxsize=1)
def load_trees() -> Trees:
    """The trees of the table; a row is `feature>threshold` for each question, then the leaves."""
    rows = list(read_rows("boilerplate_trees.tsv"))
    depth = sum(">" in cell for cell in rows[0])
    asked = [[cell.split(">") for cell in row[:depth]] for row in rows]
    names = sorted({name for row in asked for name, _ in row})
    place = {name: at for at, name in enumerate(names)}
    return Trees(
        names,
        np.array([[place[name] for name, _ in row] for row in asked]),
        np.array([[float(threshold) for _, threshold in row] for row in asked], dtype=np.float32),
        np.array([[int(cell) for cell in row[depth:]] for row in rows]),
    )


def score_lines(columns: Mapping[str, npt.NDArray[np.float64]], trees: Trees | None = None) -> Scores:
    """Log odds of boilerplate in thousandths for each line, from the features of `describe_lines`."""
    trees = trees or load_trees()
    values = np.array([columns[name] for name in trees.names], dtype=np.float32)
    parts = [_ask_trees(values[:, at : at + _AT_ONCE], trees) for at in range(0, values.shape[1], _AT_ONCE)]
    return np.concatenate(parts)


def _ask_trees(values: npt.NDArray[np.float32], trees: Trees) -> Scores:
    """The scores of some lines; `values` have the shape (n_features, n_lines)."""
    n_trees, depth = trees.features.shape
    answers = (values[trees.features.ravel()] > trees.thresholds.ravel()[:, None]).view(np.uint8)
    answers = answers.reshape(n_trees, depth, -1)
    leaf = answers[:, 0]  # one byte each while the questions are put together
    for level in range(1, depth):
        leaf = leaf * 2 + answers[:, level]
    places = leaf + (np.arange(n_trees, dtype=np.int64)[:, None] << depth)
    scores: Scores = trees.leaves.ravel().take(places).sum(axis=0)
    return scores
