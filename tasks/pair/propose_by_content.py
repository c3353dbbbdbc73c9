"""Pairs found by what documents say: cosines of signatures over an inverted index, so that few pairs are ever compared.

A cosine counts by how far it stands out among those of the same documents with others, the margin of M. Artetxe and
H. Schwenk, "Margin-based Parallel Corpus Mining with Multilingual Sentence Embeddings" (2019), as a difference.
"""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .candidate import Candidate, Proposal
from .settings import PairSettings
from .sign_documents import FIGURE_BIT, FIGURE_WEIGHT, Signature

BACKGROUND = 5
"""Documents that are counted with those of the pile, so that no word of a small one seems common."""
LEAST_COSINE = 0.05
"""A smaller cosine is not worth remembering."""
MOST_POSTINGS = 4000
"""A feature of more English documents tells nothing and is left out, so that the work grows with the documents."""
MOST_CANDIDATES = 6
"""Documents that are remembered for each document."""
RIVALS = 5
"""Candidates behind the best, whose mean cosine is what a document has with any other."""
LENGTH_RATIOS = (0.4, 5.0)
"""English by Chinese bytes of whole translations: 0.9 to 2 is usual."""
LEAST_FIGURES, LEAST_SHARED_FIGURES = 3, 0.3
"""Figures of each document from which they must share some, and the share of those of the one that has fewer."""

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


REASON = "content"
LIKELY_MARGIN, SLOPE = 0.17, 20.0
"""The margin at which a pair is as likely right as wrong, and how fast that changes.

The score is their logistic function. All pairs of laws had more, and hardly any law had as much with a wrong one."""


class Match(NamedTuple):
    """A Chinese and an English signature by place, their cosine, and how far it stands out."""

    zh: int
    en: int
    cosine: float
    margin: float


class _Side(NamedTuple):
    """Features of documents as a sparse matrix: those of document i are in `starts[i]:starts[i + 1]`."""

    starts: npt.NDArray[np.int64]
    features: npt.NDArray[np.int64]
    weights: Floats


def propose_by_content(
    candidates: Sequence[Candidate], signatures: Sequence[Signature], settings: PairSettings
) -> list[Proposal]:
    """The likely pairs among documents mainly in one language, the best first."""
    by_id = {candidate.document_id: candidate for candidate in candidates}
    zh = [some for some in signatures if by_id[some.document_id].zh_share > by_id[some.document_id].en_share]
    en = [some for some in signatures if by_id[some.document_id].zh_share <= by_id[some.document_id].en_share]
    proposals = [
        Proposal(by_id[zh[match.zh].document_id], by_id[en[match.en].document_id], estimate_score(match.margin), REASON)
        for match in match_signatures(zh, en)
    ]
    return [proposal for proposal in proposals if proposal.score >= settings.min_content_score]


def estimate_score(margin: float) -> float:
    """How likely a pair of a margin is, 0 to 1."""
    return 1 / (1 + exp(-SLOPE * (margin - LIKELY_MARGIN)))


def match_signatures(zh: Sequence[Signature], en: Sequence[Signature]) -> list[Match]:
    """Candidates of all documents, the best first; time grows with the documents and the postings of their features."""
    if not zh or not en:
        return []
    shared, rarities = _weigh_features(zh, en)
    found = _find_candidates(_pack(zh, shared, rarities), _pack(en, shared, rarities), len(shared), len(en))
    return _rank([match for match in found if _fits(zh[match[0]], en[match[1]])], len(zh), len(en))


def _weigh_features(zh: Sequence[Signature], en: Sequence[Signature]) -> tuple[Integers, Floats]:
    """The features that both sides have, in rising order, and how rare each is."""
    zh_found, zh_counts = np.unique(np.concatenate([some.features for some in zh]), return_counts=True)
    en_found, en_counts = np.unique(np.concatenate([some.features for some in en]), return_counts=True)
    shared, zh_at, en_at = np.intersect1d(zh_found, en_found, assume_unique=True, return_indices=True)
    counts = np.maximum(en_counts[en_at], zh_counts[zh_at] * (len(en) / len(zh)))
    rarities = np.maximum(np.log((len(en) + BACKGROUND) / (counts + 0.5)), 0.0)
    rarities *= np.where(shared & FIGURE_BIT, FIGURE_WEIGHT, 1.0)
    is_telling = (rarities > 0) & (en_counts[en_at] <= MOST_POSTINGS)
    return shared[is_telling], rarities[is_telling]


def _pack(signatures: Sequence[Signature], shared: Integers, rarities: Floats) -> _Side:
    """Weights, of length 1 for each document, of its features by their places among the shared ones."""
    rows = [np.isin(some.features, shared, assume_unique=True) for some in signatures]
    features = np.searchsorted(shared, np.concatenate([s.features[r] for s, r in zip(signatures, rows, strict=True)]))
    counts = np.concatenate([some.counts[row] for some, row in zip(signatures, rows, strict=True)])
    starts = np.cumsum([0, *(int(row.sum()) for row in rows)])
    weights = (1 + np.log1p(counts)) * rarities[features]
    owners = np.repeat(np.arange(len(rows)), np.diff(starts))
    lengths = np.sqrt(np.bincount(owners, weights**2, len(rows)))
    return _Side(starts, features, weights / np.maximum(lengths, 1e-9)[owners])


def _find_candidates(zh: _Side, en: _Side, n_features: int, n_en: int) -> list[tuple[int, int, float]]:
    """(zh, en, cosine) of the best English documents of each Chinese one and the best Chinese ones of each English."""
    order = np.argsort(en.features, kind="stable")
    owners = np.repeat(np.arange(n_en), np.diff(en.starts))[order]
    weights, bounds = en.weights[order], np.searchsorted(en.features[order], np.arange(n_features + 1))
    found: dict[tuple[int, int], float] = {}
    best_of_en: list[list[tuple[float, int]]] = [[] for _ in range(n_en)]
    floors = np.full(n_en, LEAST_COSINE)
    for row in range(len(zh.starts) - 1):
        some = slice(zh.starts[row], zh.starts[row + 1])
        low, sizes = bounds[zh.features[some]], np.diff(bounds)[zh.features[some]]
        at = np.repeat(low - np.concatenate(([0], np.cumsum(sizes)))[:-1], sizes) + np.arange(sizes.sum())
        shares = weights[at] * np.repeat(zh.weights[some], sizes)
        cosines: Floats = np.bincount(owners[at], shares, n_en).astype(np.float64)
        for column in _find_largest(cosines, MOST_CANDIDATES):
            found[row, column] = float(cosines[column])
        for column in np.flatnonzero(cosines > floors).tolist():
            floors[column] = _remember(best_of_en[column], float(cosines[column]), row)
    found |= {(row, column): cosine for column, best in enumerate(best_of_en) for cosine, row in best}
    return [(row, column, cosine) for (row, column), cosine in sorted(found.items()) if cosine > 0]


def _find_largest(values: Floats, n: int) -> list[int]:
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


def _fits(zh: Signature, en: Signature) -> bool:
    """Whether lengths and figures let documents be translations: reports of two years may differ in figures alone."""
    low, high = LENGTH_RATIOS
    if not low * zh.n_bytes <= en.n_bytes <= high * zh.n_bytes:
        return False
    zh_figures, en_figures = (some.features[some.features >= FIGURE_BIT] for some in (zh, en))
    fewer = min(len(zh_figures), len(en_figures))
    if fewer < LEAST_FIGURES:
        return True
    shared = np.intersect1d(zh_figures, en_figures, assume_unique=True)
    return len(shared) >= LEAST_SHARED_FIGURES * fewer


def _rank(found: Sequence[tuple[int, int, float]], n_zh: int, n_en: int) -> list[Match]:
    """Candidates with their margins, the best first."""
    rows: list[list[float]] = [[] for _ in range(n_zh)]
    columns: list[list[float]] = [[] for _ in range(n_en)]
    for row, column, cosine in found:
        rows[row].append(cosine)
        columns[column].append(cosine)
    usual_of_zh, usual_of_en = [_usual(some) for some in rows], [_usual(some) for some in columns]
    matches = [
        Match(row, column, cosine, cosine - (usual_of_zh[row] + usual_of_en[column]) / 2)
        for row, column, cosine in found
    ]
    return sorted(matches, key=lambda match: (-match.margin, match.zh, match.en))


def _usual(cosines: Sequence[float]) -> float:
    """The mean of the rivals of the best; missing ones are 0."""
    return sum(sorted(cosines, reverse=True)[1 : RIVALS + 1]) / RIVALS
