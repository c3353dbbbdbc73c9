"""What a search is given: two sequences of units (sentences or paragraphs), and how well any bead of them scores."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log1p
from typing import NamedTuple

from .keys import Key, Keys
from .likeness import Likeness
from .model import BeadModel, Kind
from .weigh_keys import KeyWeights


class Link(NamedTuple):
    """A bead as half-open ranges of units, both filled, with its score."""

    zh_start: int
    zh_end: int
    en_start: int
    en_end: int
    score: float


class Price(NamedTuple):
    """What a chain gets for each unit that stays alone, and for each bead beside its score."""

    alone: float
    bead: float = 0.0


@dataclass(frozen=True, slots=True)
class Units:
    """The units of one side: their keys, all of which both sides have, and sums of all units before each position.

    `lengths` are in bytes of English, the Chinese ones scaled to them; `costs` are taken off for the keys of a unit.
    """

    keys: Sequence[Keys]
    lengths: Sequence[float]
    costs: Sequence[float]

    def cut(self, start: int, end: int) -> "Units":
        """The units start:end."""
        return Units(self.keys[start:end], self.lengths[start : end + 1], self.costs[start : end + 1])


@dataclass(frozen=True, slots=True)
class Problem:
    """Two sides to be aligned, what their keys weigh, the model, and what else speaks for a bead, if anything."""

    zh: Units
    en: Units
    shared: dict[Key, float]
    kind_scores: dict[Kind, float]
    model: BeadModel
    likeness: Likeness | None = None

    def cut(self, zh_start: int, zh_end: int, en_start: int, en_end: int) -> "Problem":
        """The problem of some of the units."""
        zh, en = self.zh.cut(zh_start, zh_end), self.en.cut(en_start, en_end)
        likeness = self.likeness.cut(zh_start, zh_end, en_start, en_end) if self.likeness else None
        return Problem(zh, en, self.shared, self.kind_scores, self.model, likeness)


class Side(NamedTuple):
    """Units of one language as they were read: lengths in bytes of UTF-8, and keys."""

    lengths: Sequence[float]
    keys: Sequence[Keys]


def state_problem(
    zh: Side, en: Side, weights: KeyWeights, ratio: float, model: BeadModel, likeness: Likeness | None = None
) -> Problem:
    """The problem of two sides; `ratio` is English by Chinese bytes."""
    return Problem(
        _sum_up(zh, ratio, weights.zh_alone),
        _sum_up(en, 1.0, weights.en_alone),
        weights.shared,
        dict(model.kind_scores),
        model,
        likeness,
    )


def _sum_up(side: Side, ratio: float, alone: dict[Key, float]) -> Units:
    costs = [sum([alone[key] for key in some]) if some else 0.0 for some in side.keys]
    return Units(side.keys, add_up([length * ratio for length in side.lengths]), add_up(costs))


def add_up(values: Iterable[float]) -> list[float]:
    """Sums of all values before each position, one more than there are values."""
    return list(accumulate(values, initial=0.0))


def score_bead(problem: Problem, i: int, j: int, kind: Kind, matched: float) -> float:
    """The score of the bead of a kind that ends before zh unit i and en unit j, whose shared keys weigh `matched`."""
    zh, en, (a, b) = problem.zh, problem.en, kind
    fit = score_lengths(zh.lengths[i] - zh.lengths[i - a], en.lengths[j] - en.lengths[j - b], problem.model)
    costs = zh.costs[i] - zh.costs[i - a] + en.costs[j] - en.costs[j - b]
    return problem.kind_scores[kind] + fit + matched - costs


def score_lengths(zh_length: float, en_length: float, model: BeadModel) -> float:
    """How well two lengths in bytes of English fit, at most 0."""
    constant, linear, square = model.length_variance
    mean = (zh_length + en_length) / 2
    gap = zh_length - en_length
    variance = constant + mean * (linear + mean * square)
    return -model.length_weight * log1p(gap * gap / (variance * model.length_freedom))


def match_keys(problem: Problem, zh_unit: int, en_unit: int) -> float:
    """The weight of the keys that two units share."""
    both = problem.zh.keys[zh_unit] & problem.en.keys[en_unit]
    return sum([problem.shared[key] for key in both]) if both else 0.0
