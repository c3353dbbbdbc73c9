"""What speaks for a bead besides its lengths and figures, as numbers for whole blocks of a search."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from .model import LARGEST, BeadModel
from .sum_beads import group_kinds, sum_matches, sum_spans
from .weighted_words import Words

CHANCE_SHARE = 0.2
"""The share of words, as a Dice coefficient, that true links seldom and links of unrelated texts often fall short of:
whole translations have .28 to .5, unrelated texts of one kind .05 to .16 on average."""
MASS_PRIOR = 6.0
"""Weight of words that count as unmatched in every bead: a short bead is not sure because one word of two matches."""

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


Span = tuple[int, int, int, int]
"""Half-open ranges of zh and of en units."""


class Likeness(Protocol):
    """How alike the two sides of beads are. Positions are between units, as in a search."""

    def cut(self, zh_start: int, zh_end: int, en_start: int, en_end: int) -> "Likeness":
        """That of some of the units."""

    def join(self, zh: Sequence[range], en: Sequence[range]) -> "Likeness":
        """That of ranges of units, which cover all of each side in order, as units."""

    def score_block(self, rows: range, columns: range) -> Floats:
        """Scores of the beads of each kind of the model that end at each position; shape (kinds, rows, columns).

        Beads that would reach before the first unit have any finite score.
        """

    def score_pairs(self, zh: Integers, en: Integers) -> Floats:
        """Scores of the beads of one unit each; `zh` and `en`, of the same shape, name no unit twice."""

    @property
    def by_words(self) -> "WordLikeness":
        """The part of it that goes by words."""

    def propose_points(self) -> dict[tuple[int, int], float]:
        """Pairs of a zh and an en unit that share something rare, with what it weighs."""

    def weigh_evidence(self, links: Sequence[Span]) -> list[float]:
        """How much the words of each link speak for a translation (above 0) or against it; 1 is much for a sentence."""


MOST_PLACES = 2
"""A stem that stands in more English units proposes no pairs of units."""


class WordLikeness:
    """The share of the words of a bead that the other side translates, as a Dice coefficient of weights."""

    def __init__(self, zh: Words, en: Words, n_stems: int, model: BeadModel, ratio: float | None = None):
        """`ratio` is en by zh mass; worked out when not given."""
        self._zh, self._en, self._n_stems, self._model = zh, en, n_stems, model
        self._ratio = _find_ratio(zh, en) if ratio is None else ratio
        units = np.repeat(np.arange(len(en)), np.diff(en.starts))
        self._places = np.sort(en.stems * max(len(en), 1) + units)

    def cut(self, zh_start: int, zh_end: int, en_start: int, en_end: int) -> "WordLikeness":
        """See Likeness."""
        zh, en = self._zh.cut(zh_start, zh_end), self._en.cut(en_start, en_end)
        return WordLikeness(zh, en, self._n_stems, self._model, self._ratio)

    def join(self, zh: Sequence[range], en: Sequence[range]) -> "WordLikeness":
        """See Likeness."""
        return WordLikeness(self._zh.join(zh), self._en.join(en), self._n_stems, self._model, self._ratio)

    @property
    def by_words(self) -> "WordLikeness":
        """See Likeness."""
        return self

    def score_block(self, rows: range, columns: range) -> Floats:
        """See Likeness."""
        scores = self.measure_block(rows, columns)
        weight, low_weight = self._model.word_weights
        for some in group_kinds(len(scores), len(rows) * len(columns)):
            low = np.minimum(scores[some], self._model.low_words)
            scores[some] *= weight
            scores[some] += low_weight * low
        return scores

    def score_pairs(self, zh: Integers, en: Integers) -> Floats:
        """See Likeness."""
        starts = np.stack([zh, en], axis=1)
        numbers, _, weights = self._match_links(starts, starts + 1)
        zh_mass, en_mass = np.diff(self._zh.masses)[zh] * self._ratio, np.diff(self._en.masses)[en]
        shares = 2 * np.bincount(numbers, weights, len(zh)) / (zh_mass + MASS_PRIOR + en_mass)
        weight, low_weight = self._model.word_weights
        scores: Floats = weight * shares + low_weight * np.minimum(shares, self._model.low_words)
        return scores

    def propose_points(self) -> dict[tuple[int, int], float]:
        """See Likeness."""
        n_en, counts = max(len(self._en), 1), np.bincount(self._en.stems, minlength=self._n_stems)
        zh_counts = np.bincount(self._zh.stems, minlength=self._n_stems)
        is_rare = (counts <= MOST_PLACES)[self._zh.stems] & (zh_counts <= 2 * MOST_PLACES)[self._zh.stems]
        stems, weights = self._zh.stems[is_rare], self._zh.weights[is_rare]
        units = np.repeat(np.arange(len(self._zh)), np.diff(self._zh.starts))[is_rare]
        low = np.searchsorted(self._places, stems * n_en)
        points: dict[tuple[int, int], float] = {}
        for offset in range(MOST_PLACES):
            is_there = offset < counts[stems]
            en_units = self._places[low[is_there] + offset] % n_en
            found = zip(units[is_there].tolist(), en_units.tolist(), weights[is_there].tolist(), strict=True)
            for zh_unit, en_unit, weight in found:
                points[zh_unit, en_unit] = points.get((zh_unit, en_unit), 0.0) + weight
        return points

    def weigh_evidence(self, links: Sequence[Span]) -> list[float]:
        """See Likeness. Longer links weigh more; the unit is a segment of the usual length."""
        if not links:
            return []
        starts, ends = np.array([link[0::2] for link in links]), np.array([link[1::2] for link in links])
        zh_mass = (self._zh.masses[ends[:, 0]] - self._zh.masses[starts[:, 0]]) * self._ratio
        mass = zh_mass + self._en.masses[ends[:, 1]] - self._en.masses[starts[:, 1]]
        numbers, _, weights = self._match_links(starts, ends)
        matched = np.bincount(numbers, weights, len(links))
        return [float(value) for value in (2 * matched - CHANCE_SHARE * mass) / self._measure_usual()]

    def weigh_pairs(self) -> Floats:
        """The evidence, as of links, of each pair of a zh and an en unit; shape (zh units, en units)."""
        zh, en = range(len(self._zh)), range(len(self._en))
        mass = self.measure_masses(zh, en) - MASS_PRIOR
        evidence: Floats = (2 * self.match(zh, en) - CHANCE_SHARE * mass) / self._measure_usual()
        return evidence

    def _measure_usual(self) -> float:
        """The mass of a segment of the usual length."""
        masses = self._zh.masses[-1] * self._ratio + self._en.masses[-1]
        return float(max(masses / (len(self._zh) + len(self._en)), MASS_PRIOR))

    def find_shared(self, links: Sequence[Span]) -> list[list[tuple[int, int]]]:
        """The stems that the two sides of each link share, with the words they translate, the weightiest first."""
        found: list[dict[int, float]] = [{} for _ in links]
        if links:
            spans = np.array(links)
            columns = self._match_links(spans[:, 0::2], spans[:, 1::2])
            for number, at, weight in zip(*(column.tolist() for column in columns), strict=True):
                found[number][at] = weight
        return [self._rank(shared) for shared in found]

    def _rank(self, shared: dict[int, float]) -> list[tuple[int, int]]:
        """(stem, word) of places among all zh stems, without those that repeat a stem or a word."""
        stems: dict[int, int] = {}
        for at in sorted(shared, key=lambda at: (-shared[at], at)):
            stem, source = int(self._zh.stems[at]), int(self._zh.sources[at])
            if stem not in stems and (source < 0 or source not in stems.values()):
                stems[stem] = source
        return list(stems.items())

    def _match_links(self, starts: Integers, ends: Integers) -> tuple[Integers, Integers, Floats]:
        """Of each zh stem that the other side of its link has too: the number of the link, its place, its weight."""
        zh_links, en_links = (
            np.repeat(_number_units(len(side), starts[:, at], ends[:, at]), np.diff(side.starts))
            for at, side in enumerate((self._zh, self._en))
        )
        is_linked = zh_links >= 0
        wanted = zh_links[is_linked] * self._n_stems + self._zh.stems[is_linked]
        places = np.sort(en_links * self._n_stems + self._en.stems)
        n_found = np.searchsorted(places, wanted, "right") - np.searchsorted(places, wanted)
        is_found = n_found > 0
        weights = (n_found * self._zh.weights[is_linked])[is_found]
        return zh_links[is_linked][is_found], np.flatnonzero(is_linked)[is_found], weights

    def measure_block(self, rows: range, columns: range) -> Floats:
        """Dice coefficients of the beads of each kind that end at each position; shape (kinds, rows, columns)."""
        matched = np.zeros((len(rows) + LARGEST, len(columns) + LARGEST))
        first_row, first_column = rows.start - LARGEST, columns.start - LARGEST
        zh_start, en_start = max(first_row, 0), max(first_column, 0)
        found = self.match(range(zh_start, rows.stop - 1), range(en_start, columns.stop - 1))
        matched[zh_start - first_row + 1 :, en_start - first_column + 1 :] = found
        kinds = [kind for kind, _ in self._model.kind_scores]
        shares = sum_matches(matched, kinds)
        shares *= 2
        zh_mass = sum_spans(self._zh.masses, rows, [a for a, _ in kinds]) * self._ratio + MASS_PRIOR
        en_mass = sum_spans(self._en.masses, columns, [b for _, b in kinds])
        for some in group_kinds(len(kinds), len(rows) * len(columns)):
            shares[some] /= zh_mass[some, :, None] + en_mass[some, None, :]
        return shares

    def measure_masses(self, zh: range, en: range) -> Floats:
        """What each pair of units would share if all their words were translated, twice; shape (zh units, en units)."""
        zh_mass = np.diff(self._zh.masses[zh.start : zh.stop + 1]) * self._ratio
        en_mass = np.diff(self._en.masses[en.start : en.stop + 1])
        masses: Floats = zh_mass[:, None] + en_mass[None, :] + MASS_PRIOR
        return masses

    def match(self, zh: range, en: range) -> Floats:
        """The weight of the words that each pair of units shares; shape (zh units, en units)."""
        some = slice(int(self._zh.starts[zh.start]), int(self._zh.starts[zh.stop])) if zh else slice(0, 0)
        stems, weights = self._zh.stems[some], self._zh.weights[some]
        n_en = max(len(self._en), 1)
        low = np.searchsorted(self._places, stems * n_en + en.start)
        sizes = np.searchsorted(self._places, stems * n_en + en.stop) - low
        at = np.repeat(low - np.concatenate(([0], np.cumsum(sizes)))[:-1], sizes) + np.arange(sizes.sum())
        zh_units = np.repeat(np.arange(len(zh)), np.diff(self._zh.starts[zh.start : zh.stop + 1])) if zh else stems
        cells = np.repeat(zh_units, sizes) * len(en) + self._places[at] % n_en - en.start
        summed: Floats = np.bincount(cells, np.repeat(weights, sizes), len(zh) * len(en)).astype(np.float64)
        return summed.reshape(len(zh), len(en))


def _find_ratio(zh: Words, en: Words) -> float:
    """En by zh mass, where both have some and neither has several times as much."""
    zh_mass, en_mass = float(zh.masses[-1] - zh.masses[0]), float(en.masses[-1] - en.masses[0])
    return en_mass / zh_mass if zh_mass and en_mass and 1 / 3 < en_mass / zh_mass < 3 else 1.0


def _number_units(n_units: int, starts: Integers, ends: Integers) -> Integers:
    """For each unit the number of the link that holds it, -1 for none."""
    numbers = np.full(n_units, -1)
    sizes = ends - starts
    offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    numbers[np.repeat(starts, sizes) + offsets] = np.repeat(np.arange(len(starts)), sizes)
    return numbers
