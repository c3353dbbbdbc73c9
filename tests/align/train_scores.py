"""Weigh the bead score with sentence vectors: `python -m tests.align.train_scores [ROUNDS]`.

Looks for weights with the largest expected share of right beads, summed over all alignments of a text by their
probability (minimum risk training: D. A. Smith and J. Eisner, "Minimum Risk Annealing for Training Log-Linear Models",
2006), by random steps from those of `SENTENCE_MODEL`. Only texts that are tuned on are read. Prices of kinds are looked
for as eight numbers, see `_price_kinds` of the model; the price of a segment alone stays, as the scale of the score.

The share goes on rising when alignments no longer get better: some 200 rounds behind the weights of the model it is .008
higher, with a score that is nearly twice as steep, and strict F1 of literary texts and laws is .006 lower. So the
weights of the model are no fixed point; of those that are printed, take what `tests.align.measure` finds best.
"""

import sys
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from tasks.align.align_by_words import add_vectors, compare_words
from tasks.align.align_passages import Stretch, state_whole
from tasks.align.find_band import Block
from tasks.align.keys import read_keys
from tasks.align.model import LARGEST, SENTENCE_MODEL
from tasks.align.passage import Passage, group_paragraphs
from tasks.align.search_banded import _BlockScorer

from .measure import GOLD, Text, read_texts

Floats = npt.NDArray[np.float64]

KINDS = [kind for kind, _ in SENTENCE_MODEL.kind_scores]
SHARPNESS = 3.0
"""By how much scores are multiplied before they are logarithms of probabilities: the best chain then has most of it."""
LONELY_PRICES = {"mac-dev": SENTENCE_MODEL.skip_score, "news": -0.5}
"""The prices of a segment alone at which `align` comes out."""


class Example(NamedTuple):
    """Features of all beads, shape (features, kinds, rows, columns), the places of the right ones, and a price."""

    features: Floats
    right: list[tuple[int, int, int]]
    price: float


def list_kind_features() -> Floats:
    """What each kind of bead is, shape (8, kinds): the numbers that `_price_kinds` takes, in its order."""
    rows = []
    for a, b in KINDS:
        small, large = min(a, b), max(a, b)
        is_one, is_both = small == 1, small > 1
        rows.append([(a, b) == (1, 1), is_one and b > 1, is_one and a > 1, is_one and b > 2, is_one and a > 2,
                     max(large - 3, 0) * is_one, is_both, (a + b - 4) * is_both])  # fmt: skip
    return np.array(rows, dtype=np.float64).T


def read_example(text: Text, folder: str) -> Example:
    keys = read_keys(text.zh, text.en)
    zh, en = (
        Passage([len(line.encode()) for line in lines], some, group_paragraphs(range(len(lines))), lines)
        for lines, some in ((text.zh, keys.zh), (text.en, keys.en))
    )
    compared = add_vectors(compare_words(zh, en), zh, en, SENTENCE_MODEL)
    whole = [Stretch(0, len(text.zh), 0, len(text.en))]
    problem = state_whole(zh, en, whole, compared.weights, SENTENCE_MODEL, None)
    rows, columns = range(len(text.zh) + 1), range(len(text.en) + 1)
    words, margins = compared.by_words.measure_block(rows, columns), compared.likeness.measure_block(rows, columns)
    scores = []
    for weight in (0.0, 1.0):
        model = replace(SENTENCE_MODEL, length_weight=weight, kind_scores=tuple((kind, 0.0) for kind in KINDS))
        scorer = _BlockScorer(replace(problem, model=model))
        scores.append(scorer.score(Block(0, rows.stop, 0, columns.stop))[:, :-1].transpose(1, 0, 2))
    kinds = np.broadcast_to(list_kind_features()[:, :, None, None], (8, *words.shape))
    low = np.minimum(words, SENTENCE_MODEL.low_words), np.minimum(margins, SENTENCE_MODEL.low_margin)
    features = np.concatenate((kinds, np.stack((scores[1] - scores[0], scores[0], words, low[0], margins, low[1]))))
    right = [(KINDS.index((len(a), len(b))), a[-1] + 1, b[-1] + 1) for a, b in text.gold if (len(a), len(b)) in KINDS]
    return Example(features, right, LONELY_PRICES[folder])


def list_weights() -> Floats:
    """The weights that stand in the model."""
    kinds, model = dict(SENTENCE_MODEL.kind_scores), SENTENCE_MODEL
    each = kinds[1, 4] - kinds[1, 3]
    prices = [kinds[1, 1], kinds[1, 2], kinds[2, 1], kinds[1, 3] - kinds[1, 2], kinds[3, 1] - kinds[2, 1], each,
              kinds[2, 2], kinds[2, 3] - kinds[2, 2]]  # fmt: skip
    return np.array([*prices, model.length_weight, 1.0, *model.word_weights, *model.margin_weights])


def expect_right(scores: Floats, right: list[tuple[int, int, int]], price: float) -> float:
    """How many of the right beads an alignment has that is drawn by its probability; scores (kinds, rows, columns)."""
    n_rows, n_columns = scores.shape[1:]
    turned = np.full_like(scores, -np.inf)
    for at, (a, b) in enumerate(KINDS):
        turned[at, a:, b:] = scores[at, a:, b:][::-1, ::-1]
    before, behind = sum_chains(scores, price), sum_chains(turned, price)[::-1, ::-1]
    total = before[n_rows - 1, n_columns - 1]
    shares = [
        np.exp(before[i - KINDS[at][0], j - KINDS[at][1]] + scores[at, i, j] + behind[i, j] - total)
        for at, i, j in right
    ]
    return float(sum(shares))


def sum_chains(scores: Floats, price: float) -> Floats:
    """The logarithm of the sum over all chains that end at each pair of positions."""
    n_rows, n_columns = scores.shape[1:]
    sums = np.full((n_rows + LARGEST, n_columns + LARGEST), -np.inf)
    alone = np.arange(n_columns) * price
    for row in range(n_rows):
        origins = [sums[row + LARGEST - a, LARGEST - b : LARGEST - b + n_columns] for a, b in KINDS]
        terms = np.vstack((np.array(origins) + scores[:, row], sums[row + LARGEST - 1, LARGEST:] + price))
        if row == 0:
            terms[-1, 0] = 0.0
        top = np.logaddexp.reduce(terms, axis=0) - alone
        sums[row + LARGEST, LARGEST:] = np.logaddexp.accumulate(top) + alone
    return sums[LARGEST:, LARGEST:]


def measure_share(weights: Floats, examples: list[Example]) -> float:
    """The expected share of right beads."""
    right = [
        expect_right(SHARPNESS * np.tensordot(weights, some.features, 1), some.right, SHARPNESS * some.price)
        for some in examples
    ]
    return sum(right) / sum(len(some.right) for some in examples)


def main() -> None:
    """Print better weights as they are found."""
    n_rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    folders = [
        [read_example(text, name) for text in read_texts(GOLD / name) if text.is_tuned] for name in LONELY_PRICES
    ]
    source = np.random.default_rng(1)
    weights = list_weights()
    spread, step = np.maximum(0.3 * np.abs(weights), 0.2), 0.3
    best = sum(measure_share(weights, some) for some in folders)
    for _ in range(n_rounds):
        noise = source.standard_normal(len(weights)) * (source.random(len(weights)) < 0.4)
        tried = weights + step * spread * noise
        share = sum(measure_share(tried, some) for some in folders)
        step = min(step * 1.3, 0.5) if share > best else max(step * 0.97, 0.03)
        if share > best:
            best, weights = share, tried
            print(round(best / len(folders), 5), np.round(weights, 3).tolist(), flush=True)


if __name__ == "__main__":
    main()
