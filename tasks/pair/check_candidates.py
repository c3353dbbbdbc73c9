"""Whether lengths and figures let documents be translations: reports of two years may differ in figures alone."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .count_stems import Integers
from .find_candidates import Found
from .read_sides import Side, Signed
from .sign_documents import FIGURE_BIT
from .weigh_features import Vocabulary, find_known

LENGTH_RATIOS = (0.4, 5.0)
"""English by Chinese bytes of whole translations: 0.9 to 2 is usual."""
LEAST_FIGURES, LEAST_SHARED_FIGURES = 3, 0.3
"""Figures of each document from which they must share some, and the share of those of the one that has fewer."""
PAIRS_AT_ONCE = 1 << 16


class _Figures(NamedTuple):
    """The figures of the documents of a side: how many, and those that the other side has too, in rising order.

    Those of document i are in `starts[i]:starts[i + 1]`. `n_bytes` are the lengths of the texts.
    """

    n_bytes: Integers
    n_figures: Integers
    starts: Integers
    figures: npt.NDArray[np.int32]


def check_candidates(found: Found, zh: Side, en: Side, vocabulary: Vocabulary) -> Found:
    """The pairs that may be translations."""
    sides = _read_figures(zh, vocabulary), _read_figures(en, vocabulary)
    is_kept = np.zeros(len(found.zh), np.bool_)
    for low in range(0, len(found.zh), PAIRS_AT_ONCE):
        some = slice(low, low + PAIRS_AT_ONCE)
        is_kept[some] = _fit(sides[0], found.zh[some], sides[1], found.en[some], len(vocabulary.features))
    return Found(found.zh[is_kept], found.en[is_kept], found.cosines[is_kept])


def _read_figures(side: Side, vocabulary: Vocabulary) -> _Figures:
    n_bytes, n_figures, sizes = (np.zeros(len(side), np.int64) for _ in range(3))
    parts: list[tuple[Integers, npt.NDArray[np.int32]]] = []
    for some in side:
        owners, is_figure = _find_figures(some)
        at, is_shared = find_known(some.features[is_figure], vocabulary)
        n_bytes[some.places] = some.n_bytes
        n_figures[some.places] = np.bincount(owners, minlength=len(some.places))
        sizes[some.places] = np.bincount(owners[is_shared], minlength=len(some.places))
        parts.append((some.places[owners[is_shared]], at[is_shared].astype(np.int32)))
    owners = np.concatenate([np.zeros(0, np.int64), *(owners for owners, _ in parts)])
    figures = np.concatenate([np.zeros(0, np.int32), *(figures for _, figures in parts)])
    order = np.argsort(owners, kind="stable")
    return _Figures(n_bytes, n_figures, np.concatenate(([0], np.cumsum(sizes))), figures[order])


def _find_figures(signed: Signed) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """The document of each figure, and which features are figures."""
    is_figure = signed.features >= FIGURE_BIT
    return np.repeat(np.arange(len(signed.places)), np.diff(signed.starts))[is_figure], is_figure


def _fit(zh: _Figures, rows: Integers, en: _Figures, columns: Integers, n_features: int) -> npt.NDArray[np.bool_]:
    low, high = LENGTH_RATIOS
    zh_bytes, en_bytes = zh.n_bytes[rows], en.n_bytes[columns]
    is_as_long = (low * zh_bytes <= en_bytes) & (en_bytes <= high * zh_bytes)
    fewer = np.minimum(zh.n_figures[rows], en.n_figures[columns])
    zh_codes, en_codes = _list_figures(zh, rows, n_features), _list_figures(en, columns, n_features)
    shared = np.intersect1d(zh_codes, en_codes, assume_unique=True) // max(n_features, 1)
    n_shared = np.bincount(shared, minlength=len(rows))
    return is_as_long & ((fewer < LEAST_FIGURES) | (n_shared >= LEAST_SHARED_FIGURES * fewer))


def _list_figures(side: _Figures, places: Integers, n_features: int) -> Integers:
    """The figures of documents, with the place of the document in `places` above the number of the figure."""
    starts = side.starts[places]
    sizes = side.starts[places + 1] - starts
    at = np.arange(sizes.sum()) + np.repeat(starts - (np.cumsum(sizes) - sizes), sizes)
    codes: Integers = np.repeat(np.arange(len(places)), sizes) * max(n_features, 1) + side.figures[at]
    return codes
