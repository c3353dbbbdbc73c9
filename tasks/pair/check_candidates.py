"""Whether lengths and figures let documents be translations: reports of two years may differ in figures alone."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .count_stems import Integers
from .find_candidates import Found
from .read_sides import Side, Signed
from .sign_documents import FIGURE_BIT, LARGE_BIT
from .weigh_features import Vocabulary, find_known

LENGTH_RATIOS = (0.4, 5.0)
"""English by Chinese bytes of whole translations: 0.9 to 2 is usual."""
LEAST_FIGURES, LEAST_SHARED_FIGURES, FEWEST_SHARED = 3, 0.3, 2
"""Figures of each document from which they must share some, the share of those of the one that has fewer, and how many:
a guarantee of 12 months is in the leaflet of every model."""
LEAST_SHARED_LARGE = 0.5
"""The share of large figures, from as many: all translations share two thirds and more."""
PAIRS_AT_ONCE = 1 << 16


class _Figures(NamedTuple):
    """The figures of the documents of a side: how many, and those that the other side has too, in rising order.

    Those of document i are in `starts[i]:starts[i + 1]`. `n_bytes` are the lengths of the texts, `n_large` how many of
    the figures are large.
    """

    n_bytes: Integers
    n_figures: Integers
    n_large: Integers
    starts: Integers
    figures: npt.NDArray[np.int32]


def check_candidates(found: Found, zh: Side, en: Side, vocabulary: Vocabulary) -> Found:
    """The pairs that may be translations."""
    sides = _read_figures(zh, vocabulary), _read_figures(en, vocabulary)
    is_kept = np.zeros(len(found.zh), np.bool_)
    for low in range(0, len(found.zh), PAIRS_AT_ONCE):
        some = slice(low, low + PAIRS_AT_ONCE)
        is_kept[some] = _fit(sides[0], found.zh[some], sides[1], found.en[some], vocabulary.features)
    return Found(found.zh[is_kept], found.en[is_kept], found.cosines[is_kept])


def _read_figures(side: Side, vocabulary: Vocabulary) -> _Figures:
    n_bytes, n_figures, n_large, sizes = (np.zeros(len(side), np.int64) for _ in range(4))
    parts: list[tuple[Integers, npt.NDArray[np.int32]]] = []
    for some in side:
        owners, is_figure = _find_figures(some)
        at, is_shared = find_known(some.features[is_figure], vocabulary)
        n_bytes[some.places] = some.n_bytes
        n_figures[some.places] = np.bincount(owners, minlength=len(some.places))
        is_large = some.features[is_figure] & LARGE_BIT > 0
        n_large[some.places] = np.bincount(owners[is_large], minlength=len(some.places))
        sizes[some.places] = np.bincount(owners[is_shared], minlength=len(some.places))
        parts.append((some.places[owners[is_shared]], at[is_shared].astype(np.int32)))
    owners = np.concatenate([np.zeros(0, np.int64), *(owners for owners, _ in parts)])
    figures = np.concatenate([np.zeros(0, np.int32), *(figures for _, figures in parts)])
    order = np.argsort(owners, kind="stable")
    return _Figures(n_bytes, n_figures, n_large, np.concatenate(([0], np.cumsum(sizes))), figures[order])


def _find_figures(signed: Signed) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """The document of each figure, and which features are figures."""
    is_figure = signed.features >= FIGURE_BIT
    return np.repeat(np.arange(len(signed.places)), np.diff(signed.starts))[is_figure], is_figure


def _fit(zh: _Figures, rows: Integers, en: _Figures, columns: Integers, features: Integers) -> npt.NDArray[np.bool_]:
    """`features` are all that both sides have, by their numbers."""
    low, high = LENGTH_RATIOS
    zh_bytes, en_bytes = zh.n_bytes[rows], en.n_bytes[columns]
    is_as_long = (low * zh_bytes <= en_bytes) & (en_bytes <= high * zh_bytes)
    zh_codes, en_codes = _list_figures(zh, rows, len(features)), _list_figures(en, columns, len(features))
    shared, numbers = np.divmod(np.intersect1d(zh_codes, en_codes, assume_unique=True), max(len(features), 1))
    fewer = np.minimum(zh.n_figures[rows], en.n_figures[columns])
    needed = np.maximum(LEAST_SHARED_FIGURES * fewer, FEWEST_SHARED)
    shares_figures = np.bincount(shared, minlength=len(rows)) >= needed
    fewer_large = np.minimum(zh.n_large[rows], en.n_large[columns])
    is_large = features[numbers] & LARGE_BIT > 0
    shares_large = np.bincount(shared[is_large], minlength=len(rows)) >= LEAST_SHARED_LARGE * fewer_large
    has_few, has_few_large = fewer < LEAST_FIGURES, fewer_large < LEAST_FIGURES
    return is_as_long & (has_few | shares_figures) & (has_few_large | shares_large)


def _list_figures(side: _Figures, places: Integers, n_features: int) -> Integers:
    """The figures of documents, with the place of the document in `places` above the number of the figure."""
    starts = side.starts[places]
    sizes = side.starts[places + 1] - starts
    at = np.arange(sizes.sum()) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    codes: Integers = np.repeat(np.arange(len(places)), sizes) * max(n_features, 1) + side.figures[at]
    return codes
