"""Finds the words of Chinese text in whole documents at once, over arrays."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .lexicon import LONGEST, Lexicon

_SHIFT = 21
_FILTER_BITS = 22
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""An odd number that spreads the bits of a character over a key."""
_HAN = ((0x3400, 0x9FFF), (0x20000, 0x323AF))

Integers = npt.NDArray[np.int64]
Keys = npt.NDArray[np.uint64]


class Found(NamedTuple):
    """Words of a text in order: where each begins and ends, counted in characters, and its id in the lexicon."""

    starts: Integers
    ends: Integers
    ids: Integers


class _Table(NamedTuple):
    """Words of one length: keys in rising order, and ids."""

    keys: Keys
    ids: Integers


class WordTables:
    """The words of a lexicon that are of Chinese characters alone, by length."""

    def __init__(self, lexicon: Lexicon):
        by_size: list[list[tuple[str, int]]] = [[] for _ in range(LONGEST + 1)]
        for word, at in lexicon.words.items():
            by_size[len(word)].append((word, at))
        self._tables = [_tabulate(words, size) for size, words in enumerate(by_size)]
        self._lone = np.full(_HAN[-1][1] + 2, -1)
        self._lone[self._tables[1].keys.astype(np.int64)] = self._tables[1].ids
        heads = [head for head in lexicon.longest if len(head) == 2]
        keys = _hash(_read_codes("".join(heads)).reshape(len(heads), 2))
        order = np.argsort(keys, kind="stable")
        self._heads = keys[order]
        self._sizes = np.array([lexicon.longest[head] for head in heads], dtype=np.int64)[order]
        self._filter = np.zeros(1 << _FILTER_BITS, dtype=np.bool_)
        self._filter[_fold(self._heads)] = True

    def find(self, text: str) -> Found:
        """The words of a text that lie in no longer one that begins before their end; they may overlap."""
        codes = _read_codes(text)
        ids = self._lone[np.minimum(codes, len(self._lone) - 1).astype(np.int64)]
        sizes = (ids >= 0).astype(np.int64)
        for size, places in enumerate(self._propose(codes), 2):
            at, own = _look_up(self._tables[size], _hash_at(codes, places, size))
            sizes[places[at]], ids[places[at]] = size, own
        ends = np.arange(len(codes)) + sizes
        reached = np.maximum.accumulate(np.concatenate(([0], ends)))[:-1]
        starts = np.flatnonzero((sizes > 0) & (ends > reached))
        return Found(starts, ends[starts], ids[starts])

    def _propose(self, codes: Keys) -> list[Integers]:
        """For each length from 2 the places where a word of it may begin: few pairs of characters begin a long one."""
        pairs = _hash_at(codes, np.arange(max(len(codes) - 1, 0)), 2)
        places = np.flatnonzero(self._filter[_fold(pairs)])
        at = np.searchsorted(self._heads, pairs[places])
        at[at == len(self._heads)] = 0
        is_head = self._heads[at] == pairs[places] if len(self._heads) else at > 0
        places, longest = places[is_head], self._sizes[at[is_head]]
        longest = np.minimum(longest, len(codes) - places)
        return [places[longest >= size] for size in range(2, LONGEST + 1)]


def _tabulate(words: list[tuple[str, int]], size: int) -> _Table:
    codes = _read_codes("".join(word for word, _ in words)).reshape(len(words), size)
    is_han = np.zeros(codes.shape, dtype=np.bool_)
    for low, high in _HAN:
        is_han |= (codes >= low) & (codes <= high)
    is_whole = is_han.all(axis=1)
    keys = _hash(codes[is_whole])
    order = np.argsort(keys, kind="stable")
    return _Table(keys[order], np.array([at for _, at in words], dtype=np.int64)[is_whole][order])


def _read_codes(text: str) -> Keys:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)


def _hash(codes: Keys) -> Keys:
    """Keys of words of one length, a word a row; different for all words of the dictionary."""
    return _hash_at(codes.ravel(), np.arange(len(codes)) * codes.shape[1], codes.shape[1])


def _hash_at(codes: Keys, places: Integers, size: int) -> Keys:
    """Keys of the `size` characters from each place: the characters themselves where three fit, else mixed."""
    keys = codes[places] if size else np.empty(len(places), np.uint64)
    for offset in range(1, size):
        following = codes[places + offset]
        keys = keys << np.uint64(_SHIFT) | following if size <= 3 else keys * _FACTOR + following
    return keys


def _fold(keys: Keys) -> Integers:
    return ((keys ^ keys >> np.uint64(15)) & np.uint64((1 << _FILTER_BITS) - 1)).astype(np.int64)


def _look_up(table: _Table, keys: Keys) -> tuple[Integers, Integers]:
    """Which of the keys are words, and their ids."""
    if not len(table.keys):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    at = np.minimum(np.searchsorted(table.keys, keys), len(table.keys) - 1)
    is_word = np.flatnonzero(table.keys[at] == keys)
    return is_word, table.ids[at[is_word]]


def number_owners(places: Integers, texts: Sequence[str | bytes]) -> Integers:
    """Of places in rising order, in texts that are joined by one character, the number of the text that each is in."""
    counts = np.diff(np.searchsorted(places, np.cumsum([len(text) + 1 for text in texts])), prepend=0)
    return np.repeat(np.arange(len(texts)), counts)


@lru_cache(maxsize=2)
def load_word_tables(lexicon: Lexicon) -> WordTables:
    """Those of a lexicon, made once by each process."""
    return WordTables(lexicon)
