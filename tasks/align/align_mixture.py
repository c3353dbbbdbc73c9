"""Align the two languages of one document: in turns, one part behind the other, or a paragraph here and there.

Nothing says that the languages of a document translate each other, so links need evidence: that the languages take
turns and each turn is as long as the one it follows, or that both sides share rare figures and names.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from .align_passages import Stretch, align_passages, align_stretches, estimate_ratio
from .find_band import Point, find_heaviest_chain, place_keys
from .judge_links import keep_stretches, measure_shared
from .keys import NO_KEYS, is_mark
from .model import BeadModel
from .passage import Passage
from .problem import Link, Problem, Side, match_keys, score_bead, state_problem
from .weigh_keys import KeyWeights, weigh_keys

LEAST_TURNS, LEAST_TURN_SHARE = 3, 0.5
"""Fitting turns, and their share of the text, from which a document is taken to be written in turns."""
LEAST_SHARED, LEAST_SHARE = 2.0, 0.4
"""Weight of figures and names that the links of two parts must share, and its share of all that they could."""
LEAST_SPARSE_SCORE, LEAST_SPARSE_KEYS = 3.5, 2
"""Score and number of shared figures and names from which two paragraphs are linked by content alone."""
MOST_PAIRS = 64
"""A key that stands in more pairs of paragraphs proposes none of them."""


@dataclass(frozen=True, slots=True)
class Mixture:
    """Both languages of a document. `zh_places` and `en_places` tell, for each paragraph, its place in the document."""

    zh: Passage
    en: Passage
    zh_places: Sequence[int]
    en_places: Sequence[int]


def align_mixture(mixture: Mixture, weights: KeyWeights, model: BeadModel, max_half_width: int) -> list[Link]:
    """Links, in order, of segments of languages that do not take turns, for which figures and names are evidence."""
    zh, en = mixture.zh, mixture.en
    links = _align_in_order(zh, en, weights, model, max_half_width)
    if links:
        return links
    stretches = find_sparse_stretches(zh, en, model)
    return align_stretches(zh, en, stretches, weights, model, max_half_width) if stretches else []


def find_turns(mixture: Mixture, weights: KeyWeights, model: BeadModel) -> list[Stretch]:
    """Stretches of a run of one language and the run behind it; none when the languages do not take fitting turns."""
    zh_runs, en_runs = _find_runs(mixture.zh_places, mixture.en_places)
    if min(len(zh_runs), len(en_runs)) < LEAST_TURNS:
        return []
    zh_side, en_side = _join_runs(mixture.zh, zh_runs), _join_runs(mixture.en, en_runs)
    n_bytes = sum(zh_side.lengths) + sum(en_side.lengths)
    ratio = estimate_ratio(int(sum(zh_side.lengths)), int(sum(en_side.lengths)), model)
    problem = state_problem(zh_side, en_side, weights, ratio, model)
    is_zh_first = mixture.zh_places[0] < mixture.en_places[0]
    scored = [_score_turns(problem, shift) for shift in ((0, -1) if is_zh_first else (0, 1))]
    best = max(scored, key=lambda turns: sum(max(score, -3.0) for _, score in turns))
    fitting = [pair for pair, score in best if score > 0]
    if len(fitting) < LEAST_TURNS:
        return []
    covered = sum(zh_side.lengths[i] + en_side.lengths[j] for i, j in fitting)
    if covered < LEAST_TURN_SHARE * n_bytes:
        return []
    return [_stretch(mixture, zh_runs[i], en_runs[j]) for (i, j), _ in best]


def _find_runs(zh_places: Sequence[int], en_places: Sequence[int]) -> tuple[list[range], list[range]]:
    """Ranges of paragraphs between which the other language does not speak."""
    return _cut_by(zh_places, en_places), _cut_by(en_places, zh_places)


def _cut_by(own: Sequence[int], other: Sequence[int]) -> list[range]:
    runs: list[range] = []
    at = start = 0
    for paragraph, place in enumerate(own):
        before = at
        while at < len(other) and other[at] < place:
            at += 1
        if at > before and paragraph > start:
            runs.append(range(start, paragraph))
            start = paragraph
    return [*runs, range(start, len(own))] if own else runs


def _join_runs(passage: Passage, runs: Sequence[range]) -> Side:
    paragraphs = passage.join_paragraphs()
    if len(runs) == len(passage.paragraphs):
        return paragraphs
    lengths = [sum(paragraphs.lengths[run.start : run.stop]) for run in runs]
    return Side(lengths, [NO_KEYS.union(*paragraphs.keys[run.start : run.stop]) for run in runs])


def _score_turns(problem: Problem, shift: int) -> list[tuple[Point, float]]:
    """The pairs of zh run i and en run i + shift, scored as beads."""
    n_zh, n_en = len(problem.zh.keys), len(problem.en.keys)
    return [((i, i + shift), _score_pair(problem, i, i + shift)) for i in range(n_zh) if 0 <= i + shift < n_en]


def _stretch(mixture: Mixture, zh_run: range, en_run: range) -> Stretch:
    zh, en = mixture.zh.paragraphs, mixture.en.paragraphs
    return Stretch(zh[zh_run.start].start, zh[zh_run.stop - 1].stop, en[en_run.start].start, en[en_run.stop - 1].stop)


def _align_in_order(zh: Passage, en: Passage, weights: KeyWeights, model: BeadModel, max_half_width: int) -> list[Link]:
    """Links of two parts of like size that follow the same order and share most figures and names that both have."""
    low, high = model.length_ratio_bounds
    if not low <= sum(en.lengths) / sum(zh.lengths) <= high:
        return []
    links = keep_stretches(
        align_passages(zh, en, weights, model, max_half_width).links, len(zh.keys), len(en.keys), model
    )
    shared, possible = measure_shared(zh, en, links, weights)
    return links if shared >= max(LEAST_SHARED, LEAST_SHARE * possible) else []


def find_sparse_stretches(zh: Passage, en: Passage, model: BeadModel) -> list[Stretch]:
    """Pairs of paragraphs, in order, that share more than chance would have them share."""
    zh_side, en_side = zh.join_paragraphs(), en.join_paragraphs()
    ratio = estimate_ratio(int(sum(zh_side.lengths)), int(sum(en_side.lengths)), model)
    problem = state_problem(zh_side, en_side, weigh_keys(zh_side.keys, en_side.keys, model), ratio, model)
    scores = {(i, j): _score_pair(problem, i, j) for i, j in _propose_pairs(problem)}
    chain = find_heaviest_chain({pair: score for pair, score in scores.items() if score >= LEAST_SPARSE_SCORE})
    zh_at, en_at = zh.paragraphs, en.paragraphs
    return [Stretch(zh_at[i].start, zh_at[i].stop, en_at[j].start, en_at[j].stop) for i, j in chain]


def _propose_pairs(problem: Problem) -> list[Point]:
    """Pairs of units that share enough rare keys."""
    counts: Counter[Point] = Counter()
    en_places = place_keys(problem.en.keys)
    for key, zh_units in place_keys(problem.zh.keys).items():
        en_units = en_places.get(key, [])
        if not is_mark(key) and len(zh_units) * len(en_units) <= MOST_PAIRS:
            counts.update((i, j) for i in zh_units for j in en_units)
    return sorted(pair for pair, n_keys in counts.items() if n_keys >= LEAST_SPARSE_KEYS)


def _score_pair(problem: Problem, i: int, j: int) -> float:
    return score_bead(problem, i + 1, j + 1, (1, 1), match_keys(problem, i, j))
