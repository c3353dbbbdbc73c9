"""Counts the stems of the Latin words of many texts at once, over arrays: most words stand in many texts."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from ..core.lexicon import find_stems, load_lexicon
from ..core.lexicon.find_words import number_owners

SHORTEST, LONGEST = 3, 16
"""Letters of the words that are counted, and of those that arrays compare; longer ones are compared one by one."""
TOKEN_BIT = 1 << 60
"""Set in the features of words that the lexicon does not know."""

_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F))
"""Odd numbers that spread the bits of two halves of a word."""

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Counted(NamedTuple):
    """How often features stand in texts, as columns: the number of the text, the feature, the count.

    A feature stands once a text, and rows are in order of both.
    """

    owners: Integers
    features: Integers
    counts: Floats


class _Words(NamedTuple):
    """The words of texts in lower case, one letter a byte: where each starts and ends."""

    letters: npt.NDArray[np.uint8]
    starts: Integers
    ends: Integers


def count_stems(texts: Sequence[bytes]) -> Counted:
    """How often each stem of the Latin words of each text, in UTF-8, stands in it."""
    words = _find_words(texts)
    firsts, numbers = _number_words(words)
    spelt = words.letters.tobytes()
    spans = zip(words.starts[firsts].tolist(), words.ends[firsts].tolist(), strict=True)
    found = [find_feature(spelt[start:end].decode()) for start, end in spans]
    features, places = np.unique([-1 if some is None else some for some in found], return_inverse=True)
    owners = number_owners(words.starts, texts)
    codes, counts = np.unique(owners * max(len(features), 1) + places[numbers], return_counts=True)
    return _split(codes, features.astype(np.int64), counts.astype(np.float64))


def _find_words(texts: Sequence[bytes]) -> _Words:
    buffer = np.frombuffer(b"\n".join([*texts, b" " * LONGEST]), np.uint8)
    letters = _fold_letters()[buffer]
    is_letter = np.concatenate(([False], letters > 0))
    edges = np.flatnonzero(is_letter[1:] != is_letter[:-1])
    starts, ends = edges[0::2], edges[1::2]
    is_long = ends - starts >= SHORTEST
    return _Words(letters, starts[is_long], ends[is_long])


@lru_cache(maxsize=1)
def _fold_letters() -> npt.NDArray[np.uint8]:
    """For each byte the small letter that it is, 0 for other bytes."""
    folded = np.zeros(256, dtype=np.uint8)
    small = np.arange(ord("a"), ord("z") + 1, dtype=np.uint8)
    folded[small] = folded[small - 32] = small
    return folded


def _number_words(words: _Words) -> tuple[Integers, Integers]:
    """Of each distinct word the place where it comes first, and of each word the number of the distinct one."""
    sizes = words.ends - words.starts
    windows = np.lib.stride_tricks.sliding_window_view(words.letters, LONGEST)[words.starts]
    masks = (np.arange(LONGEST) < np.arange(LONGEST + 1)[:, None]).astype(np.uint8) * np.uint8(255)
    windows &= masks[np.minimum(sizes, LONGEST)]
    halves = np.ascontiguousarray(windows).view(np.uint64)
    keys = halves[:, 0] * _MIX[0] ^ halves[:, 1] * _MIX[1]
    for at in np.flatnonzero(sizes > LONGEST).tolist():
        word = words.letters[words.starts[at] : words.ends[at]].tobytes()
        keys[at] = int.from_bytes(blake2b(word, digest_size=8).digest())
    numbers = pa.array(keys).dictionary_encode().indices.to_numpy(zero_copy_only=False).astype(np.int64)
    firsts = np.zeros(numbers.max(initial=-1) + 1, dtype=np.int64)
    firsts[numbers[::-1]] = np.arange(len(numbers))[::-1]
    return firsts, numbers


@lru_cache(maxsize=1 << 18)
def find_feature(word: str) -> int | None:
    """The feature of the stem of a word in lower case; None for a word that says nothing."""
    stems = find_stems(word)
    if not stems:
        return None
    known = load_lexicon().stems.get(stems[0])
    return hash_feature(stems[0], TOKEN_BIT) if known is None else known


def hash_feature(text: str, bit: int) -> int:
    """A feature that is the same wherever it is worked out; `bit` tells its kind."""
    return int.from_bytes(blake2b(text.encode(), digest_size=7).digest()) | bit


def _split(codes: Integers, features: Integers, counts: Floats) -> Counted:
    """The columns behind numbers `owner * number of features + place of the feature`, without features below 0."""
    owners, places = np.divmod(codes, max(len(features), 1))
    is_kept = features[places] >= 0
    return Counted(owners[is_kept], features[places][is_kept], counts[is_kept])
