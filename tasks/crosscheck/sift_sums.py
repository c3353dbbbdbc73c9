"""Which segments may hold figures that add up, found in columns: most hold none, and reading them all takes long."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from .figure import KINDS, find_dimension
from .find_sums import FAR_FROM_WHOLE, LEAST_TOTAL, MOST_PARTS, PARTS, WHOLE

_SIFTED = ["value", "segment_id", "unit", "unit_class", "measure", "char_start"]
Numbers = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]

LEAST_FIGURES, LEAST_PARTS = 3, 2
SAME_DIGITS = 1e-3
CLOSE = 1 / 200
"""A sum is told from another number by such a share of the total at least."""
_SLIPS = np.isin(np.arange(102), [*range(10, 101, 10), *range(18, 90, 9)])
"""By first two digits: what a sum is off where one digit of it is another one or two neighbours changed places."""


def sift_sums(facts: pa.Table) -> pa.Table:
    """The rows of figures in segments of which some may add up: none that does is lost, and few others are kept.

    `facts` has the columns kind, value, segment_id, unit, unit_class, measure and char_start.
    """
    is_figure = pc.and_(pc.is_in(facts["kind"], value_set=pa.array(KINDS)), pc.is_valid(facts["value"]))
    rows = facts.select(_SIFTED).filter(is_figure)
    segments = _encode(rows["segment_id"])
    dimensions, values = _scale(rows)
    order = np.lexsort((rows["char_start"].to_numpy(), dimensions, segments))
    keys = segments[order] * (int(dimensions.max(initial=0)) + 1) + dimensions[order]
    is_share = pc.and_(pc.equal(rows["unit_class"], "ratio"), pc.is_in(rows["measure"], value_set=pa.array(PARTS)))
    shares = np.where(pc.fill_null(is_share, fill_value=False).to_numpy(), values, 0.0)
    is_found = _may_add_up(keys, values[order]) | _may_be_whole(keys, shares[order])
    wanted = np.unique(segments[order][is_found])
    places = np.flatnonzero(is_figure.to_numpy())[np.isin(segments, wanted)]
    return facts.take(pa.array(places))


def _encode(column: pa.ChunkedArray) -> Numbers:
    filled = pc.fill_null(column, "") if column.null_count else column
    indices: Numbers = filled.combine_chunks().dictionary_encode().indices.to_numpy().astype(np.int64)
    return indices


def _scale(rows: pa.Table) -> tuple[Numbers, Values]:
    """A number for the dimension of each row, and its value in units of that: shapes (rows,)."""
    units, classes = _encode(rows["unit"]), _encode(rows["unit_class"])
    keys = units * (int(classes.max(initial=0)) + 1) + classes
    _, places, numbers = np.unique(keys, return_index=True, return_inverse=True)
    found = [
        find_dimension(rows["unit"][int(place)].as_py(), rows["unit_class"][int(place)].as_py()) for place in places
    ]
    known = {dimension: number for number, dimension in enumerate(dict.fromkeys(name for name, _ in found))}
    dimensions = np.array([known[name] for name, _ in found], np.int64)
    factors = np.array([factor for _, factor in found], np.float64)
    return dimensions[numbers], rows["value"].to_numpy() * factors[numbers]


def _may_add_up(keys: Numbers, values: Values) -> npt.NDArray[np.bool_]:
    """For each value, whether some right behind or before it with its key may make it up, but for a slip."""
    found = np.zeros(len(values), bool)
    places = np.arange(len(values))
    for step in (1, -1):
        totals, added = places, np.zeros(len(values))
        for count in range(1, MOST_PARTS + 1):
            parts = totals + step * count
            is_inside = (parts >= 0) & (parts < len(values))
            is_inside[is_inside] = keys[parts[is_inside]] == keys[totals[is_inside]]
            totals = totals[is_inside]
            added[totals] += values[totals + step * count]
            if count >= LEAST_PARTS:
                off = np.abs(added[totals] - values[totals])
                found[totals] |= off <= CLOSE * np.abs(values[totals])
                is_large = values[totals] >= LEAST_TOTAL
                found[totals[is_large]] |= _are_slips(off[is_large])
    return found


def _are_slips(off: Values) -> npt.NDArray[np.bool_]:
    off = np.where(off > 0, off, 1.0)
    digits = off / 10.0 ** (np.floor(np.log10(off)) - 1)
    nearest = np.rint(digits)
    return np.asarray(_SLIPS[nearest.astype(np.int64)] & (np.abs(digits - nearest) < SAME_DIGITS))


def _may_be_whole(keys: Numbers, shares: Values) -> npt.NDArray[np.bool_]:
    """For each share, 0 for what is none, whether those with its key, three at least, may be all of a whole."""
    _, places, counts = np.unique(keys, return_inverse=True, return_counts=True)
    places = places.reshape(-1)
    totals = np.bincount(places, weights=shares, minlength=len(counts))
    is_whole = (counts >= LEAST_FIGURES) & (np.abs(totals - WHOLE) <= FAR_FROM_WHOLE)
    return np.asarray(is_whole[places]) if len(shares) else np.zeros(0, bool)
