"""Two languages in one document that do not take turns, compared by words: in order, or paragraph by paragraph."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .align_mixture import Mixture
from .align_passages import Stretch, align_passages, align_stretches
from .find_band import Point, find_heaviest_chain
from .judge_links import count_segments, keep_supported, weigh_evidence
from .keys import is_mark
from .likeness import Likeness, WordLikeness
from .model import BeadModel
from .passage import Passage
from .problem import Link
from .weigh_keys import KeyWeights, weigh_keys

MOST_CELLS = 4_000_000
"""Pairs of paragraphs that are compared, to bound memory; a document with more is compared in order only."""
LEAST_COVER = 0.5
"""Share of the segments of the shorter language from which links in order are those of a whole translation."""
MOST_CANDIDATES = 3
"""English paragraphs whose sentences are compared with those of a Chinese one."""
LEAST_SHARED = 10.0
"""Weight of words and figures that a candidate must share: about three rare words."""
LEAST_EVIDENCE, LEAST_MEAN = 1.2, 0.2
"""Evidence that the links of two paragraphs must bring, in all and for each of their segments: the paragraph may be
chosen out of many, and one sentence is soon like some other."""
KEY_WEIGHT = 10.0
"""How much more a shared figure weighs here than in the score of a bead, where lengths speak as well."""

Floats = npt.NDArray[np.float64]


def align_mixture_by_words(
    mixture: Mixture,
    weights: KeyWeights,
    likeness: Likeness,
    by_words: WordLikeness,
    model: BeadModel,
    max_half_width: int,
) -> list[Link]:
    """Links for which there is evidence, in order."""
    zh, en = mixture.zh, mixture.en
    links = align_passages(zh, en, weights, model, max_half_width, likeness).links
    links = keep_supported(links, weigh_evidence(zh, en, links, weights, likeness), len(zh.keys), len(en.keys))
    n_linked = sum(count_segments(link) for link in links)
    if n_linked >= 2 * LEAST_COVER * min(len(zh.keys), len(en.keys)) and _is_whole(zh, en):
        return links
    candidates = [
        align_stretches(zh, en, [stretch], weights, model, max_half_width, likeness)
        for stretch in _propose_stretches(zh, en, by_words, model)
    ]
    return _choose_in_order(candidates, [_weigh(zh, en, some, weights, likeness) for some in candidates])


def _weigh(zh: Passage, en: Passage, links: Sequence[Link], weights: KeyWeights, likeness: Likeness) -> float:
    """The evidence of the links of two paragraphs; 0 when it is too little."""
    total = sum(weigh_evidence(zh, en, links, weights, likeness))
    needed = max(LEAST_EVIDENCE, LEAST_MEAN * sum(count_segments(link) for link in links))
    return total if total >= needed else 0.0


def _choose_in_order(candidates: Sequence[Sequence[Link]], evidence: Sequence[float]) -> list[Link]:
    """The links of the heaviest candidates that follow each other on both sides."""
    starts: dict[Point, Sequence[Link]] = {}
    weights: dict[Point, float] = {}
    for links, weight in zip(candidates, evidence, strict=True):
        if weight:
            point = links[0].zh_start, links[0].en_start
            if weight > weights.get(point, 0.0):
                starts[point], weights[point] = links, weight
    chosen: list[Link] = []
    for point in find_heaviest_chain(weights):
        if not chosen or (point[0] >= chosen[-1].zh_end and point[1] >= chosen[-1].en_end):
            chosen += starts[point]
    return chosen


def _is_whole(zh: Passage, en: Passage) -> bool:
    """Whether either language could be the translation of all of the other."""
    return 0.5 <= sum(en.lengths) / sum(zh.lengths) <= 3.6


def _propose_stretches(zh: Passage, en: Passage, by_words: WordLikeness, model: BeadModel) -> list[Stretch]:
    """For each Chinese paragraph the few English ones that share most with it for their size."""
    n_zh, n_en = len(zh.paragraphs), len(en.paragraphs)
    if n_zh * n_en > MOST_CELLS:
        return []
    joined = by_words.join(zh.paragraphs, en.paragraphs)
    matched = joined.match(range(n_zh), range(n_en)) + _match_figures(zh, en, model)
    shares = np.where(matched >= LEAST_SHARED, matched / joined.measure_masses(range(n_zh), range(n_en)), 0.0)
    best = np.argsort(-shares, axis=1, kind="stable")[:, :MOST_CANDIDATES]
    return [
        Stretch(zh.paragraphs[i].start, zh.paragraphs[i].stop, en.paragraphs[j].start, en.paragraphs[j].stop)
        for i, row in enumerate(best.tolist())
        for j in row
        if shares[i, j]
    ]


def _match_figures(zh: Passage, en: Passage, model: BeadModel) -> Floats:
    """The weight of the figures and names that each pair of paragraphs shares."""
    zh_side, en_side = zh.join_paragraphs(), en.join_paragraphs()
    shared = weigh_keys(zh_side.keys, en_side.keys, model).shared
    matched = np.zeros((len(zh_side.keys), len(en_side.keys)))
    for key, weight in shared.items():
        if not is_mark(key):
            matched[np.ix_(_places(zh_side.keys, key), _places(en_side.keys, key))] += KEY_WEIGHT * weight
    return matched


def _places(keys: Sequence[frozenset[object]], key: object) -> list[int]:
    return [place for place, some in enumerate(keys) if key in some]
