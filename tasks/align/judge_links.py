"""Which links are worth keeping, and how sure they are.

A dynamic program links whatever it is given. Links of true translations come in stretches of good scores; a stretch
is kept when its sum is more than texts that have nothing to do with each other reach by chance, as in the local
alignment of T. F. Smith and M. S. Waterman, "Identification of Common Molecular Subsequences" (1981).
"""

from collections.abc import Sequence
from math import exp
from typing import NamedTuple

import numpy as np

from .find_band import place_keys
from .keys import NO_KEYS, Keys, is_mark
from .likeness import Floats, Likeness, WordLikeness
from .model import BeadModel
from .passage import Passage
from .problem import Link, add_up
from .weigh_keys import KeyWeights, count_keys

CONTEXT = 3
"""Beads and lonely segments on each side of a bead that bear on it."""
CONTEXT_WEIGHT = 1.8
CONFIDENCE = (1.5, 0.44)
"""Intercept and slope of the logistic function from score to confidence; fitted on the halves that the model saw."""
ALLOWANCE = 0.1
"""How far the score of a step may fall short of 0, a segment, and still speak for a translation."""
STRETCH_SHARE, STRETCH_SUM = 0.15, 8.0
"""The sum that a stretch needs: so much for each segment of the pair, but no more than so much."""

SUPPORT_SHARE, SUPPORT_SUM, ALONE_GAIN = 0.2, 6.0, -0.05
"""The same for evidence by words, and what a segment alone takes from it."""
MOVED_SUM = 2.5
"""What sections in another order need, in texts that are translations by their other sections."""


class Judged(NamedTuple):
    """A link with its score in context and the estimated probability that it is right."""

    link: Link
    score: float
    confidence: float


class _Step(NamedTuple):
    """A step of a chain: a bead, or a segment alone (`link` is None)."""

    score: float
    gain: float
    link: Link | None


def judge_links(links: Sequence[Link], model: BeadModel) -> list[Judged]:
    """All links with scores and with confidences that take their neighbours into account.

    The score is that of the link with its context; where the model has a regression of its own, that of a segment.
    """
    steps = _lay_out(links, links[-1].zh_end, links[-1].en_end, model) if links else []
    sums = add_up([step.score for step in steps])
    judged: list[Judged] = []
    for at, step in enumerate(steps):
        if step.link:
            start, end = max(0, at - CONTEXT), min(at + 1 + CONTEXT, len(steps))
            context = (sums[end] - sums[start] - step.score) / max(end - start - 1, 1)
            if model.confidence is None:
                score = step.score + CONTEXT_WEIGHT * context
                judged.append(Judged(step.link, score, estimate_confidence(score)))
                continue
            size = count_segments(step.link)
            neighbours = [steps[near].score for near in (at - 1, at + 1) if 0 <= near < len(steps)]
            features = (1.0, context, min(neighbours, default=0.0), size - 2, step.score / size)
            logit = sum(weight * value for weight, value in zip(model.confidence, features, strict=True))
            judged.append(Judged(step.link, step.score / size, apply_logistic(logit)))
    return judged


def count_segments(link: Link) -> int:
    """Segments of both sides of a link."""
    return link.zh_end - link.zh_start + link.en_end - link.en_start


def keep_supported(
    links: Sequence[Link], evidence: Sequence[float], n_zh: int, n_en: int, is_moved: bool = False
) -> list[Link]:
    """The links of stretches for which there is evidence enough, a number for each link; see keep_stretches.

    `is_moved` asks for so much evidence whatever the sizes, because the two sides were chosen out of many.
    """
    steps: list[_Step] = []
    zh_at = en_at = 0
    for link, gain in zip(links, evidence, strict=True):
        steps += [_Step(0.0, ALONE_GAIN, None)] * (link.zh_start - zh_at + link.en_start - en_at)
        zh_at, en_at = link.zh_end, link.en_end
        steps.append(_Step(link.score, gain, link))
    return _keep(steps, MOVED_SUM if is_moved else min(SUPPORT_SUM, SUPPORT_SHARE * (n_zh + n_en)))


def _keep(steps: Sequence[_Step], needed: float) -> list[Link]:
    kept = [steps[start:end] for start, end, total in find_stretches([step.gain for step in steps]) if total >= needed]
    return [step.link for some in kept for step in some if step.link]


def keep_stretches(links: Sequence[Link], n_zh: int, n_en: int, model: BeadModel) -> list[Link]:
    """The links of stretches that are good enough; `n_zh` and `n_en` are all segments of the pair."""
    steps = _lay_out(links, n_zh, n_en, model)
    return _keep(steps, min(STRETCH_SUM, STRETCH_SHARE * (n_zh + n_en)))


def measure_shared(zh: Passage, en: Passage, links: Sequence[Link], weights: KeyWeights) -> tuple[float, float]:
    """The weight of figures and names that the links share, and of all that both sides could share at the most."""
    known = {key: weight for key, weight in weights.shared.items() if not is_mark(key)}
    shared = sum(known.get(key, 0.0) for link in links for key in find_shared(zh, en, link))
    zh_counts, en_counts = count_keys(zh.keys), count_keys(en.keys)
    return shared, sum(weight * min(zh_counts[key], en_counts[key]) for key, weight in known.items())


def weigh_evidence(
    zh: Passage, en: Passage, links: Sequence[Link], weights: KeyWeights, likeness: Likeness
) -> list[float]:
    """How much words, figures and names of each link speak for a translation."""
    known = {key: weight for key, weight in weights.shared.items() if not is_mark(key)}
    by_words = likeness.weigh_evidence([link[:4] for link in links])
    by_keys = (sum(known.get(key, 0.0) for key in sorted(find_shared(zh, en, link), key=str)) for link in links)
    return [words + keys for words, keys in zip(by_words, by_keys, strict=True)]


def weigh_pairs(zh: Passage, en: Passage, weights: KeyWeights, words: WordLikeness) -> Floats:
    """The same of each pair of a zh and an en segment; shape (zh segments, en segments)."""
    evidence = words.weigh_pairs()
    zh_places, en_places = place_keys(zh.keys), place_keys(en.keys)
    for key, weight in weights.shared.items():
        if not is_mark(key):
            evidence[np.ix_(zh_places[key], en_places[key])] += weight
    return evidence


def find_shared(zh: Passage, en: Passage, link: Link) -> Keys:
    """The keys that stand on both sides of a link."""
    if link.zh_end - link.zh_start == link.en_end - link.en_start == 1:
        return zh.keys[link.zh_start] & en.keys[link.en_start]
    zh_keys = NO_KEYS.union(*zh.keys[link.zh_start : link.zh_end])
    return zh_keys.intersection(NO_KEYS.union(*en.keys[link.en_start : link.en_end]))


def _lay_out(links: Sequence[Link], n_zh: int, n_en: int, model: BeadModel) -> list[_Step]:
    """Beads and lonely segments in order."""
    alone = _Step(model.skip_score, model.skip_score + ALLOWANCE, None)
    steps: list[_Step] = []
    zh_at = en_at = 0
    for link in links:
        steps += [alone] * (link.zh_start - zh_at + link.en_start - en_at)
        zh_at, en_at = link.zh_end, link.en_end
        steps.append(_Step(link.score, link.score + ALLOWANCE * count_segments(link), link))
    return steps + [alone] * (n_zh - zh_at + n_en - en_at)


def estimate_confidence(score: float) -> float:
    """The probability that a bead of a score is right."""
    intercept, slope = CONFIDENCE
    return apply_logistic(intercept + slope * score)


def apply_logistic(value: float) -> float:
    """The logistic function; values beyond 50 are as good as certain."""
    return 1 / (1 + exp(-max(-50.0, min(50.0, value))))


def find_stretches(gains: Sequence[float]) -> list[tuple[int, int, float]]:
    """All maximal stretches of positive sum as (start, end, sum), in order; takes linear time.

    W. L. Ruzzo and M. Tompa, "A Linear Time Algorithm for Finding All Maximal Scoring Subsequences" (1999).
    """
    found: list[_Stretch] = []
    total = 0.0
    for at, gain in enumerate(gains):
        before, total = total, total + gain
        if gain <= 0:
            continue
        start, low = at, before
        lower = _find_lower(found, len(found) - 1, low)
        while lower >= 0 and found[lower].top < total:
            start, low, next_lower = found[lower].start, found[lower].low, found[lower].lower
            del found[lower:]
            lower = next_lower
        found.append(_Stretch(start, at + 1, low, total, lower))
    return [(some.start, some.end, some.top - some.low) for some in found]


class _Stretch(NamedTuple):
    """A stretch, the sums of all gains before and with it, and the nearest earlier stretch with a lower sum before."""

    start: int
    end: int
    low: float
    top: float
    lower: int


def _find_lower(found: Sequence[_Stretch], at: int, low: float) -> int:
    while at >= 0 and found[at].low >= low:
        at = found[at].lower
    return at
