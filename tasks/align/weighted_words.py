"""The words of both sides of a pair in one space: the stems of its English text.

A Chinese segment holds the stems that may translate its words (by the lexicon) or that spell its characters in pinyin;
an English one holds its own. Weights grow with how rare words are in the pair. They are multiples of a power of two,
so that sums of products are exact, whatever order a processor adds them in.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.lexicon import Lexicon, find_forms, find_stems
from ..core.lexicon.find_words import Found, load_word_tables, number_owners
from .spell_names import find_spellings

BACKGROUND = 20
"""Segments of other text that are counted with those of a pair, so that no word of a short one seems common."""
GRAIN = 1024

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Words:
    """The stems of one side: those of segment i are `stems[starts[i]:starts[i + 1]]`, with their weights.

    `masses` are sums over all segments before each position of how much all their words weigh, found elsewhere or not.
    `sources` are ids of the words that the stems translate, -1 for names spelt by sound; English has none.
    """

    starts: Integers
    stems: Integers
    weights: Floats
    masses: Floats
    sources: Integers

    def __len__(self) -> int:
        return len(self.starts) - 1

    def cut(self, start: int, end: int) -> "Words":
        """The segments start:end."""
        some = slice(int(self.starts[start]), int(self.starts[end]))
        return Words(
            self.starts[start : end + 1] - self.starts[start],
            self.stems[some],
            self.weights[some],
            self.masses[start : end + 1] - self.masses[start],
            self.sources[some],
        )

    def join(self, ranges: Sequence[range]) -> "Words":
        """Ranges of segments, which cover all in order, as segments."""
        bounds = np.array([0, *(some.stop for some in ranges)])
        return Words(self.starts[bounds], self.stems, self.weights, self.masses[bounds], self.sources)


class WordsOfPair(NamedTuple):
    """Both sides, the names of the stems, a form of each in the English text, and the Chinese words by id."""

    zh: Words
    en: Words
    stems: list[str]
    en_forms: dict[str, str]
    zh_forms: dict[int, str]


def read_words(zh: Sequence[str], en: Sequence[str], lexicon: Lexicon) -> WordsOfPair:
    """The words of the segments of both sides."""
    en_found = [sorted(set(find_stems(text))) for text in en]
    en_counts = Counter(stem for stems in en_found for stem in stems)
    names = list(en_counts)
    rarities = _measure_rarity(en_counts.values(), len(en))
    places = {stem: place for place, stem in enumerate(names)}
    en_side = _pack_en([[places[stem] for stem in stems] for stems in en_found], rarities)
    translations = _Translations(lexicon, places, rarities)
    zh_side = translations.read(zh, find_spellings(zh, en, lexicon))
    return WordsOfPair(zh_side, en_side, names, find_forms(en), translations.forms)


def _measure_rarity(counts: Iterable[int], n_segments: int) -> Floats:
    """How much a word weighs that stands in so many segments."""
    return np.array([log((n_segments + BACKGROUND) / (count + 0.5)) for count in counts])


def _pack_en(found: Sequence[Sequence[int]], rarities: Floats) -> Words:
    starts = np.cumsum([0, *map(len, found)])
    stems = np.array([stem for stems in found for stem in stems], dtype=np.int64)
    return Words(starts, stems, np.ones(len(stems)), _add_up(_grain(rarities[stems]), starts), stems)


def _add_up(values: Floats, starts: Integers) -> Floats:
    """Sums of all values before each segment."""
    sums: Floats = np.concatenate(([0.0], np.cumsum(values)))[starts]
    return sums


def _grain(weights: Floats) -> Floats:
    """Weights as multiples of 1 / GRAIN."""
    rounded: Floats = np.round(weights * GRAIN) / GRAIN
    return rounded


class _Translations:
    """What the words of Chinese text may be in the English text of the pair."""

    def __init__(self, lexicon: Lexicon, places: dict[str, int], rarities: Floats):
        self._lexicon, self._places, self._rarities = lexicon, places, rarities
        self.forms: dict[int, str] = {}
        self._place_of = np.full(len(lexicon.stems), -1)
        known = [(lexicon.stems[stem], place) for stem, place in places.items() if stem in lexicon.stems]
        if known:
            stem_ids, own = zip(*known, strict=True)
            self._place_of[list(stem_ids)] = own

    def read(self, texts: Sequence[str], spellings: Sequence[Iterable[str]]) -> Words:
        """The Chinese side; `spellings` are stems that each text spells, to be taken as its words."""
        whole = "\n".join(texts)
        found = load_word_tables(self._lexicon).find(whole)
        self._remember_forms(whole, found)
        n_words = len(self._lexicon.starts)
        codes = np.unique(number_owners(found.starts, texts) * n_words + found.ids)
        segments, words = codes // n_words, codes % n_words
        _, numbers, counts = np.unique(words, return_inverse=True, return_counts=True)
        weights = _grain(_measure_rarity(counts.tolist(), len(texts)))[numbers]
        masses = np.concatenate(([0.0], np.cumsum(np.bincount(segments, weights, len(texts)))))
        segments, stems, values, sources = self._translate(segments, words, weights)
        spelt = [(segment, self._places[stem]) for segment, some in enumerate(spellings) for stem in some]
        if spelt:
            at, places = (np.array(column) for column in zip(*spelt, strict=True))
            segments, stems = np.concatenate((segments, at)), np.concatenate((stems, places))
            values = np.concatenate((values, self._rarities[places]))
            sources = np.concatenate((sources, np.full(len(at), -1)))
        return _pack_zh(segments, stems, values, sources, masses)

    def _remember_forms(self, whole: str, found: Found) -> None:
        """How each word is written where it stands last."""
        ids, lasts = np.unique(found.ids[::-1], return_index=True)
        starts, ends = found.starts[::-1][lasts].tolist(), found.ends[::-1][lasts].tolist()
        self.forms = {at: whole[start:end] for at, start, end in zip(ids.tolist(), starts, ends, strict=True)}

    def _translate(
        self, segments: Integers, words: Integers, rarities: Floats
    ) -> tuple[Integers, Integers, Floats, Integers]:
        """The segment, the stem's place, the weight and the word of each stem that may translate a word."""
        starts = self._lexicon.starts
        sizes = starts[words + 1] - starts[words]
        first = np.repeat(starts[words] - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes) if len(words) else words
        at = first + np.arange(len(first))
        stems = self._place_of[self._lexicon.stem_ids[at]]
        is_known = stems >= 0
        stems, at = stems[is_known], at[is_known]
        together = np.sqrt(np.repeat(rarities, sizes)[is_known] * self._rarities[stems])
        sources = np.repeat(words, sizes)[is_known]
        return np.repeat(segments, sizes)[is_known], stems, together * self._lexicon.weights[at], sources


def _pack_zh(segments: Integers, stems: Integers, values: Floats, sources: Integers, masses: Floats) -> Words:
    """Of several words that a stem may translate, the weightiest counts."""
    order = np.lexsort((values, stems, segments))
    segments, stems, values = segments[order], stems[order], values[order]
    is_last = np.append((segments[1:] != segments[:-1]) | (stems[1:] != stems[:-1]), True)[: len(segments)]
    starts = np.searchsorted(segments[is_last], np.arange(len(masses)))
    return Words(starts, stems[is_last], _grain(values[is_last]), masses, sources[order][is_last])
