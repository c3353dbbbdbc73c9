"""The lexicon in memory: which stems may translate a Chinese word, and how a Chinese character is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np
import numpy.typing as npt

from .keep_built import Arrays, pack_lines, recall, unpack_lines
from .read_dictionary import Entry, read_entries
from .stem_words import find_stems

LONGEST = 9
"""Characters of the longest word that is looked for."""

Integers = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Ids of words, the spellings of one entry under one, and stems with weights from 0 to 1.

    Those of id i are `stem_ids[starts[i]:starts[i + 1]]`; a stem of a gloss of n stems weighs 1 / sqrt(n). Words are in
    both scripts. `longest` tells, for the first two characters of a word, the length of the longest word that begins
    with them. `readings` are the syllables of pinyin, without tones, that a character may stand for; `syllables` are
    all of them.
    """

    words: dict[str, int]
    longest: dict[str, int]
    stems: dict[str, int]
    starts: Integers
    stem_ids: Integers
    weights: Floats
    readings: dict[str, tuple[str, ...]]
    syllables: frozenset[str]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """The lexicon, read once by each process: a tenth of a second where this machine keeps it, else two."""
    return unpack_lexicon(recall("lexicon", lambda: pack_lexicon(build_lexicon(read_entries()))))


def pack_lexicon(lexicon: Lexicon) -> Arrays:
    """The lexicon as arrays that can be kept in a file."""
    return {
        "words": pack_lines(list(lexicon.words)),
        "ids": np.fromiter(lexicon.words.values(), np.int32),
        "heads": pack_lines(list(lexicon.longest)),
        "sizes": np.fromiter(lexicon.longest.values(), np.uint8),
        "stems": pack_lines(list(lexicon.stems)),
        "starts": lexicon.starts,
        "stem_ids": lexicon.stem_ids,
        "weights": lexicon.weights,
        "characters": pack_lines(list(lexicon.readings)),
        "readings": pack_lines([" ".join(readings) for readings in lexicon.readings.values()]),
    }


def unpack_lexicon(arrays: Arrays) -> Lexicon:
    """The lexicon that was packed; raises KeyError when an array is missing."""
    stems = unpack_lines(arrays["stems"])
    readings = [tuple(line.split(" ")) for line in unpack_lines(arrays["readings"])]
    return Lexicon(
        words=dict(zip(unpack_lines(arrays["words"]), arrays["ids"].tolist(), strict=True)),
        longest=dict(zip(unpack_lines(arrays["heads"]), arrays["sizes"].tolist(), strict=True)),
        stems=dict(zip(stems, range(len(stems)), strict=True)),
        starts=arrays["starts"].astype(np.int32, copy=False),
        stem_ids=arrays["stem_ids"].astype(np.int32, copy=False),
        weights=arrays["weights"].astype(np.float32, copy=False),
        readings=dict(zip(unpack_lines(arrays["characters"]), readings, strict=True)),
        syllables=frozenset(chain.from_iterable(readings)),
    )


def build_lexicon(entries: Iterable[Entry]) -> Lexicon:
    """The lexicon of some entries; entries of one spelling add up."""
    stems: dict[str, int] = {}
    glossed: dict[str, dict[int, float]] = {}
    readings: dict[str, tuple[str, ...]] = {}
    for traditional, simplified, pinyin, glosses in entries:
        if len(traditional) == 1 and pinyin.isalpha():
            for character in {traditional: 0, simplified: 0}:
                known = readings.get(character, ())
                readings[character] = known if pinyin in known else (*known, pinyin)
        weights = _weigh_stems(glosses, stems)
        if weights and len(traditional) <= LONGEST:
            for word in {traditional: 0, simplified: 0}:
                glossed[word] = _merge(glossed[word], weights) if word in glossed else weights
    return _pack(glossed, stems, readings)


def _weigh_stems(glosses: Iterable[str], stems: dict[str, int]) -> dict[int, float]:
    weights: dict[int, float] = {}
    for gloss in glosses:
        found = find_stems(gloss)
        if found:
            weight = len(found) ** -0.5
            for stem in found:
                stem_id = stems.setdefault(stem, len(stems))
                if weights.get(stem_id, 0.0) < weight:
                    weights[stem_id] = weight
    return weights


def _merge(first: dict[int, float], second: dict[int, float]) -> dict[int, float]:
    """The larger weight of each stem, in a dictionary of its own: several words may share the given ones."""
    return first | {stem_id: max(first.get(stem_id, 0.0), weight) for stem_id, weight in second.items()}


def _pack(glossed: dict[str, dict[int, float]], stems: dict[str, int], readings: dict[str, tuple[str, ...]]) -> Lexicon:
    longest: dict[str, int] = {}
    for word in glossed:
        if longest.get(word[:2], 0) < len(word):
            longest[word[:2]] = len(word)
    shared = {id(weights): weights for weights in glossed.values()}
    place = {key: at for at, key in enumerate(shared)}
    words = {word: place[id(weights)] for word, weights in glossed.items()}
    starts = np.cumsum([0, *map(len, shared.values())], dtype=np.int32)
    stem_ids = np.fromiter(chain.from_iterable(shared.values()), np.int32, starts[-1])
    values = np.fromiter(chain.from_iterable(some.values() for some in shared.values()), np.float32, starts[-1])
    syllables = frozenset(chain.from_iterable(readings.values()))
    return Lexicon(words, longest, stems, starts, stem_ids, values, readings, syllables)
