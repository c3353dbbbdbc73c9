"""Sums over the units of all beads that end in a block of a search, of every kind at once.

Few calls on whole arrays: most searches are of paragraphs, so small that the number of calls is what they cost.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from .model import LARGEST, Kind

GROUP_CELLS = 1 << 15
"""Cells that are worked on together: what a cache of a core holds."""

Floats = npt.NDArray[np.float64]


def group_kinds(n_kinds: int, n_cells: int) -> Iterator[slice]:
    """Kinds to be worked on together in a block of so many cells."""
    size = max(1, GROUP_CELLS // max(n_cells, 1))
    return (slice(start, start + size) for start in range(0, n_kinds, size))


def sum_spans(sums: Floats, positions: range, sizes: Sequence[int]) -> Floats:
    """Of sums before each position those over the units before each of some positions, one row a size.

    Before the first unit there is nothing.
    """
    ends = np.arange(positions.start, positions.stop)
    spans: Floats = sums[ends] - sums[np.maximum(ends - np.arange(LARGEST + 1)[:, None], 0)]
    return spans[list(sizes)]


def sum_matches(matched: Floats, kinds: Sequence[Kind]) -> Floats:
    """Sums over the pairs of units of each bead; shape (kinds, rows, columns).

    `matched` are those of pairs of units, and begin LARGEST positions before the block in both directions: its first
    rows and columns are of pairs that end before the block. Sums must be exact in any order.
    """
    sums = matched.cumsum(0).cumsum(1)
    n_rows, n_columns = sums.shape[0] - LARGEST, sums.shape[1] - LARGEST
    across = [
        sums[:, LARGEST:] - sums[:, LARGEST - size : LARGEST - size + n_columns] if size else sums
        for size in range(max(b for _, b in kinds) + 1)
    ]
    summed = np.empty((len(kinds), n_rows, n_columns))
    for at, (a, b) in enumerate(kinds):
        np.subtract(across[b][LARGEST:], across[b][LARGEST - a : LARGEST - a + n_rows], out=summed[at])
    return summed
