"""Signatures: the words and figures that tell a document from others, in a space that both languages share.

A signature is small and knows of no other document, so it can be made wherever the document is. An English document is
signed by the stems of its words, a Chinese one by the stems that may translate its words of two characters and by its
words in Latin letters; both by the values of their figures, so that 3314万 and 33.14 million are alike.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.lexicon import Lexicon, find_stems, load_lexicon
from ..core.numerals import find_numerals

MOST_FEATURES = 400
"""Features of a signature, the heaviest first."""
MOST_BYTES = 15_000
"""Bytes of a document that are read: behind them little is new. English takes about as many as Chinese."""
LENGTH_RATIO = 1.35
"""English by Chinese bytes of a usual translation."""
FIGURE_BIT, TOKEN_BIT = 1 << 61, 1 << 60
"""Set in the features of figures, and of words that the lexicon does not know."""
FIGURE_WEIGHT = 2.0
"""How much more a figure says than a word that is as rare."""

_LATIN = re.compile(r"[A-Za-z]{3,}")
_SHIFT = 21
_FILTER_BITS = 22

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


class Signature(NamedTuple):
    """What a document is known by: features in rising order, and how often each stands in it.

    Counts of a Chinese document are sums of parts of counts, because a word may be translated by several stems.
    `n_bytes` is the length of all its text.
    """

    document_id: str
    features: Integers
    counts: Floats
    n_bytes: int


def sign_document(document_id: str, texts: Sequence[str], is_zh: bool) -> Signature:
    """The signature of the segments of a document in one language."""
    lexicon = load_lexicon()
    whole = "\n".join(texts).encode("utf-8", "surrogatepass")
    text = whole[: MOST_BYTES if is_zh else int(MOST_BYTES * LENGTH_RATIO)].decode("utf-8", "ignore")
    counts = _count_stems(text)
    for figure, n in Counter(find_figures(text)).items():
        counts[_feature(figure, FIGURE_BIT)] = float(n)
    features, values = np.array(list(counts), dtype=np.int64), np.array(list(counts.values()))
    if is_zh:
        stems, shares = _translate(text, lexicon)
        features, values = np.concatenate((features, stems)), np.concatenate((values, shares))
    return Signature(document_id, *_keep_heaviest(features, values, lexicon), len(whole))


def _count_stems(text: str) -> dict[int, float]:
    """How often each stem of the Latin words of a text stands in it."""
    counts: dict[int, float] = {}
    for word, n in Counter(_LATIN.findall(text.lower())).items():
        feature = _find_feature(word)
        if feature is not None:
            counts[feature] = counts.get(feature, 0.0) + n
    return counts


@lru_cache(maxsize=1 << 18)
def _find_feature(word: str) -> int | None:
    """The feature of the stem of a word; None for a word that says nothing."""
    stems = find_stems(word)
    if not stems:
        return None
    known = load_lexicon().stems.get(stems[0])
    return _feature(stems[0], TOKEN_BIT) if known is None else known


@lru_cache(maxsize=1 << 16)
def _feature(text: str, bit: int) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=7).digest()) | bit


def find_figures(text: str) -> list[str]:
    """The values of the figures of a text that are seldom shared by chance: of two digits, or from 100.

    English number words are not read: they cost more than they tell.
    """
    values = (numeral.value.normalize() for numeral in find_numerals(text, may_hold_words=False))
    return [format(value, "f") for value in values if value >= 100 or len(value.as_tuple().digits) > 1]


class _Pairs(NamedTuple):
    """The words of two characters, as sorted numbers, with their ids; a filter tells most other numbers apart."""

    keys: Integers
    words: npt.NDArray[np.int32]
    filter: npt.NDArray[np.bool_]


@lru_cache(maxsize=1)
def _read_pairs() -> _Pairs:
    words = {_key(word): at for word, at in load_lexicon().words.items() if len(word) == 2}
    keys = np.array(sorted(words), dtype=np.int64)
    known = np.zeros(1 << _FILTER_BITS, dtype=np.bool_)
    known[_hash(keys)] = True
    return _Pairs(keys, np.array([words[key] for key in keys.tolist()], dtype=np.int32), known)


def _key(word: str) -> int:
    return ord(word[0]) << _SHIFT | ord(word[1])


def _hash(keys: Integers) -> Integers:
    return (keys ^ keys >> 15) & ((1 << _FILTER_BITS) - 1)


def find_pairs_of_characters(text: str) -> npt.NDArray[np.int32]:
    """Ids of the words of two characters at all places of a text, overlapping ones too, in order."""
    pairs = _read_pairs()
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.int64)
    keys = codes[:-1] << _SHIFT | codes[1:]
    keys = keys[pairs.filter[_hash(keys)]]
    places = np.minimum(np.searchsorted(pairs.keys, keys), len(pairs.keys) - 1)
    found: npt.NDArray[np.int32] = pairs.words[places[pairs.keys[places] == keys]]
    return found


def _translate(text: str, lexicon: Lexicon) -> tuple[Integers, Floats]:
    """How often each stem may stand in a translation; a word with many translations tells less of each."""
    words, counts = np.unique(find_pairs_of_characters(text), return_counts=True)
    starts = lexicon.starts[words].astype(np.int64)
    sizes = lexicon.starts[words + 1] - starts
    at = np.repeat(starts - (np.cumsum(sizes) - sizes), sizes) + np.arange(sizes.sum())
    owners = np.repeat(np.arange(len(words)), sizes)
    weights = lexicon.weights[at].astype(np.float64)
    totals = np.maximum(np.bincount(owners, weights, len(words)), 1.0)
    shares = weights * (counts / np.sqrt(totals))[owners]
    stems, places = np.unique(lexicon.stem_ids[at].astype(np.int64), return_inverse=True)
    return stems, np.bincount(places, shares, len(stems)).astype(np.float64)


def _keep_heaviest(features: Integers, counts: Floats, lexicon: Lexicon) -> tuple[Integers, Floats]:
    """Each feature once, and of many those that weigh most by number and by how few words they translate."""
    unique, places = np.unique(features, return_inverse=True)
    sums = np.bincount(places, counts, len(unique)).astype(np.float64)
    if len(unique) > MOST_FEATURES:
        rarities = np.where(unique >= FIGURE_BIT, FIGURE_WEIGHT * 10, 10.0)
        is_stem = unique < TOKEN_BIT
        rarities[is_stem] = 10 - np.log1p(_count_glosses()[unique[is_stem]])
        order = np.argsort(-np.log1p(sums) * rarities, kind="stable")[:MOST_FEATURES]
        order.sort()
        unique, sums = unique[order], sums[order]
    return unique, sums


@lru_cache(maxsize=1)
def _count_glosses() -> Floats:
    """How many words each stem translates."""
    lexicon = load_lexicon()
    return np.bincount(lexicon.stem_ids, minlength=len(lexicon.stems)).astype(np.float64)
