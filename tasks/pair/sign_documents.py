"""Signatures: the words and figures that tell a document from others, in a space that both languages share.

A signature is small and knows of no other document, so it can be made wherever the document is. An English document is
signed by the stems of its words, a Chinese one by the stems that may translate its words of two characters and by its
words in Latin letters; both by the values of their figures, so that 3314万 and 33.14 million are alike.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.lexicon import load_lexicon
from ..core.numerals import find_numerals
from .count_stems import TOKEN_BIT, Counted, Floats, Integers, count_stems, hash_feature
from .translate_words import translate_words

MOST_FEATURES = 400
"""Features of a signature, the heaviest first."""
MOST_BYTES = 15_000
"""Bytes of a document that are read: behind them little is new. English takes about as many as Chinese."""
LENGTH_RATIO = 1.35
"""English by Chinese bytes of a usual translation."""
FIGURE_BIT = 1 << 61
"""Set in the features of figures."""
LARGE_BIT = 1 << 58
"""Set as well in those of figures that two documents seldom share by chance."""
LEAST_LARGE, YEARS = 100, (1900, 2100)
"""The least of them; years are none."""
FIGURE_WEIGHT = 2.0
"""How much more a figure says than a word that is as rare."""
BATCH = 256
"""Documents that are signed at once: arrays are worth their while, and memory stays small."""

_HAN_DIGITS = "一二三四五六七八九十百千万萬亿億零〇两兩"
_ZH_FIGURE = re.compile(f"[0-9{_HAN_DIGITS}][0-9,.{_HAN_DIGITS}]++")
_ROC_YEAR = re.compile(f"民[國国] ?([0-9{_HAN_DIGITS}]++)年")
_ROC_ERA = 1911
"""What English adds to the years of the Republic of China."""
_EN_FIGURE = re.compile("[0-9][0-9,.]++(?: (?:thousand|million|billion|trillion))?")


class Text(NamedTuple):
    """The text of a document in its main language."""

    document_id: str
    text: str
    is_zh: bool


class Signature(NamedTuple):
    """What a document is known by: features in rising order, and how often each stands in it.

    Counts of a Chinese document are sums of parts of counts, because a word may be translated by several stems.
    `n_bytes` is the length of all its text.
    """

    document_id: str
    features: Integers
    counts: npt.NDArray[np.float32]
    n_bytes: int


def sign_documents(documents: Sequence[Text]) -> list[Signature]:
    """The signatures of documents, in their order; each depends on its own text alone."""
    signatures: list[Signature] = []
    for start in range(0, len(documents), BATCH):
        signatures += _sign_batch(documents[start : start + BATCH])
    return signatures


def _sign_batch(documents: Sequence[Text]) -> list[Signature]:
    whole = [some.text.encode("utf-8", "surrogatepass") for some in documents]
    limits = [MOST_BYTES if some.is_zh else int(MOST_BYTES * LENGTH_RATIO) for some in documents]
    read = [content[:limit] for content, limit in zip(whole, limits, strict=True)]
    texts = [content.decode("utf-8", "ignore") for content in read]
    zh = [at for at, some in enumerate(documents) if some.is_zh]
    translated = translate_words([texts[at] for at in zh])
    translated = translated._replace(owners=np.array(zh, dtype=np.int64)[translated.owners])
    figures = _count_figures(texts, [some.is_zh for some in documents])
    counted = _join([count_stems(read), figures, translated], len(documents))
    return [
        _sign(some.document_id, *_add_up(*own), len(content))
        for some, content, own in zip(documents, whole, counted, strict=True)
    ]


def _sign(document_id: str, features: Integers, counts: Floats, n_bytes: int) -> Signature:
    features, counts = _keep_heaviest(features, counts)
    return Signature(document_id, features, counts.astype(np.float32), n_bytes)


def _join(parts: Sequence[Counted], n_documents: int) -> list[tuple[Integers, Floats]]:
    """Features and counts of each document, as they come."""
    bounds = [np.searchsorted(part.owners, np.arange(n_documents + 1)).tolist() for part in parts]
    joined = []
    for at in range(n_documents):
        own = [(part, slice(ends[at], ends[at + 1])) for part, ends in zip(parts, bounds, strict=True)]
        features = np.concatenate([part.features[some] for part, some in own])
        joined.append((features, np.concatenate([part.counts[some] for part, some in own])))
    return joined


def _count_figures(texts: Sequence[str], are_zh: Sequence[bool]) -> Counted:
    """How often each figure stands in each text, in order of the texts.

    English number words are not read: they cost more than they tell.
    """
    rows = []
    for owner, (text, is_zh) in enumerate(zip(texts, are_zh, strict=True)):
        found = Counter((_ZH_FIGURE if is_zh else _EN_FIGURE).findall(text))
        if is_zh:
            found.update(_find_years(text))
        rows += [(owner, feature, n) for written, n in found.items() if (feature := read_figure(written)) is not None]
    owners, features, counts = np.array(rows, dtype=np.int64).reshape(len(rows), 3).T
    return Counted(owners, features, counts.astype(np.float64))


def _find_years(text: str) -> list[str]:
    """The years that a Chinese text counts from the founding of the Republic, as English writes them."""
    numerals = [find_numerals(written, may_hold_words=False) for written in _ROC_YEAR.findall(text)]
    return [f"{some[0].value + _ROC_ERA:f}" for some in numerals if len(some) == 1]


@lru_cache(maxsize=1 << 16)
def read_figure(written: str) -> int | None:
    """The feature of a figure as it is written; None for one that is often shared by chance: of one digit below 100."""
    numerals = find_numerals(written.rstrip(",."), may_hold_words=False)
    if len(numerals) != 1:
        return None
    value = numerals[0].value.normalize()
    if value < 100 and len(value.as_tuple().digits) < 2:
        return None
    is_large = value >= LEAST_LARGE and not YEARS[0] <= value <= YEARS[1]
    return hash_feature(format(value, "f"), FIGURE_BIT | LARGE_BIT if is_large else FIGURE_BIT)


def _add_up(features: Integers, counts: Floats) -> tuple[Integers, Floats]:
    """Each feature once, in rising order."""
    unique, places = np.unique(features, return_inverse=True)
    return unique, np.bincount(places, counts, len(unique)).astype(np.float64)


def _keep_heaviest(features: Integers, counts: Floats) -> tuple[Integers, Floats]:
    """Of many features those that weigh most by number and by how few words they translate, the first of equals."""
    if len(features) <= MOST_FEATURES:
        return features, counts
    is_stem = features < TOKEN_BIT
    rarities = np.where(features >= FIGURE_BIT, FIGURE_WEIGHT * 10, 10.0)
    rarities[is_stem] = 10 - np.log1p(_count_glosses()[features[is_stem]])
    weights = np.log1p(counts) * rarities
    least = np.partition(weights, -MOST_FEATURES)[-MOST_FEATURES]
    is_kept = weights > least
    is_kept[np.flatnonzero(weights == least)[: MOST_FEATURES - int(is_kept.sum())]] = True
    return features[is_kept], counts[is_kept]


@lru_cache(maxsize=1)
def _count_glosses() -> Floats:
    """How many words each stem translates."""
    lexicon = load_lexicon()
    return np.bincount(lexicon.stem_ids, minlength=len(lexicon.stems)).astype(np.float64)
