"""The sums over all alignments by which the bead score is weighed."""

import numpy as np
import pytest

from tasks.align.model import SENTENCE_MODEL

from .train_scores import KINDS, expect_right, list_kind_features, list_weights, sum_chains


def list_chains(i, j):
    """All chains of beads and lonely units up to two positions, as lists of (kind or None, i, j)."""
    if i == j == 0:
        return [[]]
    chains = [[*chain, (None, i, j)] for chain in (list_chains(i - 1, j) if i else [])]
    chains += [[*chain, (None, i, j)] for chain in (list_chains(i, j - 1) if j else [])]
    for at, (a, b) in enumerate(KINDS):
        if a <= i and b <= j:
            chains += [[*chain, (at, i, j)] for chain in list_chains(i - a, j - b)]
    return chains


def test_sums_and_shares_are_those_of_all_chains():
    scores = np.random.default_rng(3).normal(size=(len(KINDS), 4, 4))
    chains = list_chains(3, 3)
    weights = [np.exp(sum(-0.7 if at is None else scores[at, i, j] for at, i, j in chain)) for chain in chains]
    assert sum_chains(scores, -0.7)[3, 3] == pytest.approx(np.log(sum(weights)))
    right = [(0, 1, 1), (KINDS.index((2, 1)), 3, 2)]
    expected = sum(weight * len(set(right) & set(chain)) for weight, chain in zip(weights, chains, strict=True))
    assert expect_right(scores, right, -0.7) == pytest.approx(expected / sum(weights))


def test_features_of_kinds_give_the_prices_of_the_model():
    prices = list_kind_features().T @ list_weights()[:8]
    assert prices == pytest.approx([score for _, score in SENTENCE_MODEL.kind_scores], abs=1e-3)
