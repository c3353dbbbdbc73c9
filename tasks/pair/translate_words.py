"""What the English of Chinese texts may be: stems that translate their words of two characters, many texts at once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.lexicon import load_lexicon
from ..core.lexicon.find_words import number_owners
from .count_stems import Counted, Floats, Integers

_SHIFT = 21
_FILTER_BITS = 22


class _Pairs(NamedTuple):
    """The words of two characters, as sorted numbers, with their ids; a filter tells most other numbers apart."""

    keys: Integers
    words: Integers
    filter: npt.NDArray[np.bool_]


@lru_cache(maxsize=1)
def _read_pairs() -> _Pairs:
    found = [(word, at) for word, at in load_lexicon().words.items() if len(word) == 2]
    codes = _read_codes("".join(word for word, _ in found))
    keys = codes[0::2] << _SHIFT | codes[1::2]
    order = np.argsort(keys)
    known = np.zeros(1 << _FILTER_BITS, dtype=np.bool_)
    known[_hash(keys)] = True
    return _Pairs(keys[order], np.array([at for _, at in found], dtype=np.int64)[order], known)


def _read_codes(text: str) -> Integers:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)


def _hash(keys: Integers) -> Integers:
    return (keys ^ keys >> 15) & ((1 << _FILTER_BITS) - 1)


class Found(NamedTuple):
    """Words of two characters in order: their places, counted in characters, and their ids."""

    places: Integers
    words: Integers


def find_pairs_of_characters(text: str) -> Found:
    """The words of two characters at all places of a text, overlapping ones too."""
    pairs = _read_pairs()
    codes = _read_codes(text)
    keys = codes[:-1] << _SHIFT | codes[1:]
    places = np.flatnonzero(pairs.filter[_hash(keys)])
    keys = keys[places]
    at = np.minimum(np.searchsorted(pairs.keys, keys), len(pairs.keys) - 1)
    is_word = pairs.keys[at] == keys
    return Found(places[is_word], pairs.words[at[is_word]])


def translate_words(texts: Sequence[str]) -> Counted:
    """How often each stem may stand in a translation of each text; a word with many translations tells less of each."""
    lexicon = load_lexicon()
    found = find_pairs_of_characters("\n".join(texts))
    n_words = max(len(lexicon.starts) - 1, 1)
    owners = number_owners(found.places, texts)
    codes, counts = np.unique(owners * n_words + found.words, return_counts=True)
    owners, words = np.divmod(codes, n_words)
    sizes = (lexicon.starts[words + 1] - lexicon.starts[words]).astype(np.int64)
    at = np.repeat(lexicon.starts[words] - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
    shares = lexicon.weights[at] * np.repeat(counts / np.sqrt(_weigh_words())[words], sizes)
    n_stems = max(len(lexicon.stems), 1)
    sums = np.bincount(np.repeat(owners, sizes) * n_stems + lexicon.stem_ids[at], shares, len(texts) * n_stems)
    codes = np.flatnonzero(sums)
    return Counted(codes // n_stems, codes % n_stems, sums[codes].astype(np.float64))


@lru_cache(maxsize=1)
def _weigh_words() -> Floats:
    """The sum of the weights of the stems of each word, at least 1."""
    lexicon = load_lexicon()
    owners = np.repeat(np.arange(len(lexicon.starts) - 1), np.diff(lexicon.starts))
    return np.maximum(np.bincount(owners, lexicon.weights, len(lexicon.starts) - 1), 1.0)
