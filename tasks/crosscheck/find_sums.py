"""Figures of one sentence that add up, and such that should: 54,900 and 274,400 make 329,300."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from ..core.slips import is_slip
from .comparison import AGREE, CONFLICT
from .figure import Figure

MOST_PARTS = 8
LEAST_DIGITS = 3
"""Sums of shorter numbers come about by chance: 2 and 3 make 5."""
SURE_DIGITS = 4
"""A total that is wrong in one digit is told from another number by so many."""
LEAST_TOTAL = 1000.0
"""In the first unit of its dimension: smaller totals are not called wrong."""
OPEN_DIGITS = 5
"""So many tell a wrong part from parts that are not all there are."""
WHOLE = 100.0
FAR_FROM_WHOLE = 60.0
"""Shares whose sum is farther from 100 are no list of all parts."""
PARTS = ("level", "share")
"""Measures of shares that may be all of a whole; a growth by so many percent is none."""
SHARES_DIGITS = 2


_NUMBER = re.compile("[^0-9]*[0-9][0-9.,]*")


class Sum(NamedTuple):
    """A total and its parts. `total` is None for shares that make 100 percent."""

    total: Figure | None
    parts: tuple[Figure, ...]
    status: str


def find_sums(figures: Sequence[Figure]) -> Iterator[Sum]:
    """The sums among the figures of one segment, in order of their totals.

    Parts are neighbours of one dimension right behind their total or right before it. A sum that is not right is only
    reported where all figures on that side of the total have its unit and one digit would mend it.
    """
    for dimension in dict.fromkeys(figure.dimension for figure in figures):
        alike = [figure for figure in figures if figure.dimension == dimension and not figure.bound]
        if dimension == "percent":
            yield from _find_shares(alike)
        elif len(alike) > 2:
            yield from _find_totals(alike)


def _find_totals(figures: Sequence[Figure]) -> Iterator[Sum]:
    for at, total in enumerate(figures):
        if total.n_digits < LEAST_DIGITS or total.measure != "level":
            continue
        for parts in (figures[at + 1 : at + 1 + MOST_PARTS], figures[max(0, at - MOST_PARTS) : at][::-1]):
            found = _add_up(total, parts)
            if found:
                yield found
                break


def _add_up(total: Figure, parts: Sequence[Figure]) -> Sum | None:
    """The fewest parts, two at least, that make the total to half of the last digit that each gives."""
    added = tolerance = 0.0
    for count, part in enumerate(parts, 1):
        added, tolerance = added + part.value, tolerance + part.place / 2
        is_close = abs(added - total.value) <= min(max(tolerance, total.place / 2), total.value / 200)
        if count > 1 and is_close and all(other.measure == total.measure for other in parts[:count]):
            return Sum(total, tuple(parts[:count]), AGREE)
    alike = tuple(takewhile(lambda part: _are_alike(total, part), parts))
    return Sum(total, alike, CONFLICT) if _is_wrong(total, alike) else None


def _are_alike(one: Figure, other: Figure) -> bool:
    """Whether two figures are of one measure and counted in the same words."""
    is_counted_alike = one.unit == other.unit or _read_tail(one) == _read_tail(other)
    return one.measure == other.measure and is_counted_alike


def _read_tail(figure: Figure) -> str:
    return _NUMBER.sub("", figure.quote)


def _is_wrong(total: Figure, parts: Sequence[Figure]) -> bool:
    """Whether parts, two at least, should make a total and would with another digit in one figure.

    Parts that make less than the total may be some of many (其中制造业…家): more digits must speak for them, or one
    that is said to be the rest.
    """
    if len(parts) < 2 or total.value < LEAST_TOTAL:
        return False
    figures = (total, *parts)
    place = min(figure.place for figure in figures)
    if not place or any(figure.qualifier != "exact" for figure in figures):
        return False
    whole, *shares = (round(figure.value / place) for figure in figures)
    missing = whole - sum(shares)
    if total.n_digits >= SURE_DIGITS and is_slip(whole, whole - missing):
        return True
    is_sure = missing < 0 or any(part.is_rest for part in parts)
    least = SURE_DIGITS if is_sure else OPEN_DIGITS
    if max(figure.n_digits for figure in figures) < least:
        return False
    return any(
        0 < part + missing <= whole and is_slip(part, part + missing) and max(shares[:at] + shares[at + 1 :]) <= whole
        for at, part in enumerate(shares)
    )


def _find_shares(figures: Sequence[Figure]) -> Iterator[Sum]:
    """Percentages of a sentence that make 100 together, three at least.

    Others are a conflict only where one of them is said to be the rest, and another digit in one would mend the sum.
    """
    shares = [figure for figure in figures if figure.measure in PARTS]
    if len(shares) > 2 and all(figure.n_digits >= SHARES_DIGITS for figure in shares):
        tolerance = sum(figure.place / 2 for figure in shares)
        added = sum(figure.value for figure in shares)
        if abs(added - WHOLE) <= tolerance:
            yield Sum(None, tuple(shares), AGREE)
        elif abs(added - WHOLE) > FAR_FROM_WHOLE:
            return
        elif any(figure.is_rest for figure in shares) and _can_be_mended(shares, WHOLE - added):
            yield Sum(None, tuple(shares), CONFLICT)


def _can_be_mended(shares: Sequence[Figure], missing: float) -> bool:
    """Whether one of the shares, all exact, is a digit off what the others leave."""
    if any(figure.qualifier != "exact" for figure in shares):
        return False
    left = ((figure, round(figure.value + missing, 6)) for figure in shares)
    return any(value > 0 and _is_digit_off(figure.value, value) for figure, value in left)


def _is_digit_off(one: float, other: float) -> bool:
    """As `is_slip`, for shares, of which two digits are enough."""
    digits, others = f"{one:09.4f}", f"{other:09.4f}"
    wrong = [place for place in range(len(digits)) if digits[place] != others[place]]
    is_swap = len(wrong) == 2 and sorted(digits) == sorted(others)
    return len(digits) == len(others) and (len(wrong) == 1 or is_swap)
