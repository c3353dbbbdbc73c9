"""Pairs found by what documents say: cosines of signatures over an inverted index, so that few pairs are ever compared.

A cosine counts by how far it stands out among those of the same documents with others, the margin of M. Artetxe and
H. Schwenk, "Margin-based Parallel Corpus Mining with Multilingual Sentence Embeddings" (2019), as a difference.
"""

from collections.abc import Iterable, Sequence
from math import exp
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from .candidate import Candidate, Proposal
from .check_candidates import check_candidates
from .count_stems import Floats, Integers
from .find_candidates import find_candidates
from .read_sides import Side
from .settings import PairSettings
from .weigh_features import count_documents, weigh_features

RIVALS = 5
"""Candidates behind the best, whose mean cosine is what a document has with any other."""
REASON = "content"
LIKELY_MARGIN, SLOPE = 0.17, 20.0
"""The margin at which a pair is as likely right as wrong, and how fast that changes.

The score is their logistic function. All pairs of laws had more, and hardly any law had as much with a wrong one."""


class Matches(NamedTuple):
    """Pairs of documents by their numbers, their cosines, and how far these stand out, the best first."""

    zh: Integers
    en: Integers
    cosines: Floats
    margins: Floats


def propose_by_content(
    candidates: Sequence[Candidate], signatures: Iterable[pa.Table], settings: PairSettings
) -> list[Proposal]:
    """The likely pairs among documents mainly in one language, the best first.

    The tables `signatures` are gone through several times; documents that are not in them are in no pair.
    """
    zh = [some for some in candidates if some.zh_share > some.en_share]
    en = [some for some in candidates if some.zh_share <= some.en_share]
    sides = (Side(signatures, [some.document_id for some in side]) for side in (zh, en))
    matches = match_signatures(*sides)
    pairs = zip(matches.zh.tolist(), matches.en.tolist(), matches.margins.tolist(), strict=True)
    likely = ((row, column, estimate_score(margin)) for row, column, margin in pairs)
    return [
        Proposal(zh[row], en[column], score, REASON)
        for row, column, score in likely
        if score >= settings.min_content_score
    ]


def estimate_score(margin: float) -> float:
    """How likely a pair of a margin is, 0 to 1."""
    return 1 / (1 + exp(-SLOPE * (margin - LIKELY_MARGIN)))


def match_signatures(zh: Side, en: Side) -> Matches:
    """Candidates of all documents, the best first; time grows with the documents and the postings of their features."""
    vocabulary = weigh_features(count_documents(zh), count_documents(en))
    found = check_candidates(find_candidates(zh, en, vocabulary), zh, en, vocabulary)
    usual = (_measure_usual(places, found.cosines) for places in (found.zh, found.en))
    margins = found.cosines - sum(usual) / 2
    order = np.lexsort((found.en, found.zh, -margins))
    return Matches(found.zh[order], found.en[order], found.cosines[order], margins[order])


def _measure_usual(places: Integers, cosines: Floats) -> Floats:
    """For each pair the mean cosine of the rivals of the best one of its document; missing ones are 0."""
    order = np.lexsort((-cosines, places))
    is_first = np.diff(places[order], prepend=-1) != 0
    ranks = np.arange(len(order)) - np.flatnonzero(is_first)[np.cumsum(is_first) - 1]
    is_rival = (ranks >= 1) & (ranks <= RIVALS)
    sums = np.bincount(places[order][is_rival], cosines[order][is_rival], places.max(initial=-1) + 1)
    return sums[places] / RIVALS
