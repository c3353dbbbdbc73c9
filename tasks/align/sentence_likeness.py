"""Likeness by sentence vectors on top of that by words."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from ..core.scripts import to_simplified
from .encode_sentences import DIMENSIONS, GRID, Encoder, Sums, add_up, join_sums
from .likeness import Floats, Span, WordLikeness
from .model import LARGEST, BeadModel

SAMPLE = 64
"""Sentences of a side that stand for all when it is asked how alike a bead is to anything."""
FINISHED = 1024
"""Sentences whose vectors are worked out at once: what that takes in between is several times as large as they are."""

Vectors = npt.NDArray[np.int16]
Places = npt.NDArray[np.int64]


class Side:
    """Vectors of one side: `vectors[size - 1][i]` is that of the `size` units before position i."""

    def __init__(self, sums: Sums, vectors: Sequence[Vectors]):
        self.sums, self.vectors = sums, vectors

    @classmethod
    def read(cls, texts: Sequence[str], places: Places, encoder: Encoder) -> "Side":
        """The side of some texts, of which only those at the places are read; vectors of the others are nothing."""
        some = encoder.read([texts[at] for at in places.tolist()])
        sums = Sums(np.zeros((len(texts), DIMENSIONS)), np.zeros(len(texts), np.int64))
        sums.values[places], sums.n_tokens[places] = some
        return cls.finish(sums, places, encoder)

    @classmethod
    def finish(cls, sums: Sums, places: Places, encoder: Encoder) -> "Side":
        """The side of units whose sums are known, with vectors behind the units at the places."""
        vectors = [np.zeros((len(sums.n_tokens) + 1, DIMENSIONS), np.int16) for _ in range(LARGEST)]
        totals = add_up(sums)
        for start in range(0, len(places), FINISHED):
            ends = places[start : start + FINISHED] + 1
            for size, some in enumerate(vectors, 1):
                some[ends] = encoder.finish(join_sums(totals, np.maximum(ends - size, 0), ends))
        return cls(sums, vectors)

    def cut(self, start: int, end: int) -> "Side":
        """The units start:end."""
        sums = Sums(self.sums.values[start:end], self.sums.n_tokens[start:end])
        return Side(sums, [vectors[start : end + 1] for vectors in self.vectors])

    def sum_sample(self) -> npt.NDArray[np.float64]:
        """The mean vector of units spread evenly over those that were read, times the size of the sample."""
        read = np.flatnonzero(self.sums.n_tokens)
        if not len(read):
            return np.zeros(DIMENSIONS)
        places = read[np.unique(np.linspace(0, len(read) - 1, min(len(read), SAMPLE)).astype(np.int64))] + 1
        return np.asarray(self.vectors[0][places].astype(np.float64).sum(axis=0) / len(places) * SAMPLE)


class SentenceLikeness:
    """The cosine of the two sides of a bead less what each of them has with any sentence, and the share of words.

    The margin is that of M. Artetxe and H. Schwenk, "Margin-based Parallel Corpus Mining with Multilingual Sentence
    Embeddings" (2019), as a difference, with a sample of the other side in place of the nearest neighbours.
    """

    def __init__(
        self, words: WordLikeness, zh: Side, en: Side, encoder: Encoder, model: BeadModel, usual: tuple[Floats, Floats]
    ):
        """`usual` are the sums of the samples of both sides."""
        self._words, self._zh, self._en = words, zh, en
        self._encoder, self._model, self._usual = encoder, model, usual

    def cut(self, zh_start: int, zh_end: int, en_start: int, en_end: int) -> "SentenceLikeness":
        """See Likeness."""
        words = self._words.cut(zh_start, zh_end, en_start, en_end)
        zh, en = self._zh.cut(zh_start, zh_end), self._en.cut(en_start, en_end)
        return SentenceLikeness(words, zh, en, self._encoder, self._model, self._usual)

    def join(self, zh: Sequence[range], en: Sequence[range]) -> "SentenceLikeness":
        """See Likeness."""
        zh_side, en_side = (
            Side.finish(join_sums(add_up(side.sums), *_bounds(ranges)), np.arange(len(ranges)), self._encoder)
            for side, ranges in ((self._zh, zh), (self._en, en))
        )
        return SentenceLikeness(self._words.join(zh, en), zh_side, en_side, self._encoder, self._model, self._usual)

    @property
    def by_words(self) -> WordLikeness:
        """See Likeness."""
        return self._words

    def propose_points(self) -> dict[tuple[int, int], float]:
        """See Likeness."""
        return self._words.propose_points()

    def weigh_evidence(self, links: Sequence[Span]) -> list[float]:
        """See Likeness: words alone, because vectors find unrelated texts of one kind alike."""
        return self._words.weigh_evidence(links)

    def score_block(self, rows: range, columns: range) -> Floats:
        """See Likeness."""
        margins = self.measure_block(rows, columns)
        weights = self._model.margin_weights
        scores: Floats = self._words.score_block(rows, columns)
        scores += weights[0] * margins + weights[1] * np.minimum(margins, self._model.low_margin)
        return scores

    def score_pairs(self, zh: Places, en: Places) -> Floats:
        """See Likeness."""
        one, other = (side.vectors[0][at + 1].astype(np.float32) for side, at in ((self._zh, zh), (self._en, en)))
        margins = np.einsum("ij,ij->i", one, other, dtype=np.float64)
        for vectors, usual in ((one, self._usual[1]), (other, self._usual[0])):
            margins -= np.einsum("ij,j->i", vectors.astype(np.float64), usual) / (2 * SAMPLE)
        margins /= GRID**2
        weights = self._model.margin_weights
        scores: Floats = self._words.score_pairs(zh, en)
        scores += weights[0] * margins + weights[1] * np.minimum(margins, self._model.low_margin)
        return scores

    def measure_block(self, rows: range, columns: range) -> Floats:
        """Margins of the beads of each kind that end at each position; shape (kinds, rows, columns)."""
        with threadpool_limits(1, user_api="blas"):
            zh = [vectors[rows.start : rows.stop].astype(np.float32) for vectors in self._zh.vectors]
            en = [vectors[columns.start : columns.stop].astype(np.float32) for vectors in self._en.vectors]
            zh_usual = [some.astype(np.float64) @ self._usual[1] / (2 * SAMPLE) for some in zh]
            en_usual = [some.astype(np.float64) @ self._usual[0] / (2 * SAMPLE) for some in en]
            margins = [
                (zh[a - 1] @ en[b - 1].T).astype(np.float64) - zh_usual[a - 1][:, None] - en_usual[b - 1][None, :]
                for (a, b), _ in self._model.kind_scores
            ]
        return np.stack(margins) / GRID**2


def read_sentences(
    zh: Sequence[str],
    en: Sequence[str],
    words: WordLikeness,
    encoder: Encoder,
    model: BeadModel,
    stretches: Sequence[Span] | None = None,
) -> SentenceLikeness:
    """The likeness of the segments of both sides, or of those of some stretches only: reading them is what costs.

    The encoder prefers simplified Chinese.
    """
    spans = [(0, len(zh), 0, len(en))] if stretches is None else stretches
    zh_places, en_places = (_collect([range(span[at], span[at + 1]) for span in spans]) for at in (0, 2))
    with threadpool_limits(1, user_api="blas"):
        zh_side = Side.read([to_simplified(text) for text in zh], zh_places, encoder)
        en_side = Side.read(en, en_places, encoder)
    usual = zh_side.sum_sample(), en_side.sum_sample()
    return SentenceLikeness(words, zh_side, en_side, encoder, model, usual)


def _collect(ranges: Sequence[range]) -> Places:
    return np.array(list(chain.from_iterable(ranges)), dtype=np.int64)


def _bounds(ranges: Sequence[range]) -> tuple[Places, Places]:
    return np.array([some.start for some in ranges]), np.array([some.stop for some in ranges])
