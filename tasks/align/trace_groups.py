"""A rough path through texts too long for rare words to guide the search: groups of units instead of single ones.

In a long text hardly a word is rare, but eight sentences together share more words with their translation than with
any others near by. The path between the groups takes an eighth of the rows and an eighth of the columns of a search.
"""

import numpy as np
import numpy.typing as npt

from .likeness import Floats, WordLikeness

GROUP = 8
"""Units of a group."""
ROWS = 64
"""Rows of groups that are compared at once."""
SPARE = 4
"""Groups that the band reaches beyond its half width, whatever that is."""

Point = tuple[int, int]
Integers = npt.NDArray[np.int64]


def trace_groups(words: WordLikeness, zh_lengths: Floats, en_lengths: Floats, max_half_width: int) -> list[Point]:
    """Pairs of units in the middle of groups that lie on the best path, both coordinates rising strictly.

    Lengths are sums before each position; the path is looked for around the place that they speak for.
    """
    zh, en = _cut(len(zh_lengths) - 1), _cut(len(en_lengths) - 1)
    groups = words.join(zh, en)
    targets = np.searchsorted(en_lengths, zh_lengths[[some.start for some in zh]] * (en_lengths[-1] / zh_lengths[-1]))
    centres = np.minimum(targets // GROUP, len(en) - 1)
    steps = _pass_rows(groups, centres, max_half_width // GROUP + SPARE, len(en))
    return [((zh[i].start + zh[i].stop) // 2, (en[j].start + en[j].stop) // 2) for i, j in _walk_back(steps)]


def _cut(n_units: int) -> list[range]:
    return [range(start, min(start + GROUP, n_units)) for start in range(0, n_units, GROUP)]


class _Steps:
    """For each row of groups the first column of the band, and how each of its cells is reached.

    2 from the cell before in both directions, 1 from that in the row above, 0 from that to the left.
    """

    def __init__(self) -> None:
        self.lows: list[int] = []
        self.moves: list[npt.NDArray[np.int8]] = []
        self.best = np.zeros(1)

    def add_row(self, low: int, gains: Floats) -> None:
        """Go on by a row whose band begins at column `low`; bands never go back."""
        above = self._place_above(low, len(gains))
        diagonal = above[:-1] + gains
        straight = above[1:]
        top = np.maximum(diagonal, straight)
        best = np.maximum.accumulate(top)
        moves = np.where(best > top, 0, np.where(diagonal > straight, 2, 1)).astype(np.int8)
        self.lows.append(low)
        self.moves.append(moves)
        self.best = best

    def _place_above(self, low: int, width: int) -> Floats:
        """The best sums of the row above, from the column before `low`; behind its end they are its last."""
        if not self.lows:
            return np.zeros(width + 1)
        columns = np.arange(low - 1, low + width) - self.lows[-1]
        above = self.best[np.clip(columns, 0, len(self.best) - 1)]
        above[columns < 0] = -np.inf
        return above


def _pass_rows(groups: WordLikeness, centres: Integers, half_width: int, n_en: int) -> _Steps:
    """The best sums of shares above what is usual, row by row."""
    steps = _Steps()
    for start in range(0, len(centres), ROWS):
        rows = range(start, min(start + ROWS, len(centres)))
        low = max(int(centres[rows.start]) - half_width, 0)
        columns = range(low, min(int(centres[rows.stop - 1]) + half_width + 1, n_en))
        shares = groups.match(rows, columns) / groups.measure_masses(rows, columns)
        gains = np.maximum(shares - np.median(shares), 0.0)
        for row in gains:
            steps.add_row(low, row)
    return steps


def _walk_back(steps: _Steps) -> list[Point]:
    """The cells at which the path takes a group of both sides, in order."""
    cells: list[Point] = []
    i, j = len(steps.lows) - 1, int(np.argmax(steps.best)) + steps.lows[-1]
    while i >= 0:
        at = j - steps.lows[i]
        if at < 0:
            break
        if at >= len(steps.moves[i]):
            j -= 1
            continue
        move = steps.moves[i][at]
        if move == 2:
            cells.append((i, j))
        i, j = i - (move > 0), j - (move != 1)
    return cells[::-1]
