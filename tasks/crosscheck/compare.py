"""Compare two figures: how well they go together, and what is to be said about them if they do."""

from math import log10
from typing import NamedTuple

from .figure import Figure, count_digits
from .settings import CrosscheckSettings

AGREE, CONFLICT, NOT_COMPARABLE = "agree", "conflict", "not_comparable"

SAME = 1e-9
"""Relative difference of values that are equal."""
ROUNDED, ROUNDED_ABOUT = 0.01, 0.1
"""Relative difference that rounding may make: unsaid, and said by a qualifier."""
_LOWER = frozenset(("more_than", "at_least"))
_UPPER = frozenset(("less_than", "nearly", "at_most", "up_to"))
_COMPLEMENTS = ({"more_than", "at_most"}, {"more_than", "up_to"}, {"at_least", "less_than"})
"""What is left of 不得超过 and `no more than` when one negation is overread; too often that to be a conflict."""
_OPEN_YUAN = frozenset(("CNY", "TWD", "HKD", "MOP"))
_DOLLARS = frozenset(("USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MOP"))


class Comparison(NamedTuple):
    """The verdict on a pair. `cost` is for the assignment, 0 for equal figures.

    A pair that `needs_proof` is a conflict only where no other figure could be the partner.
    """

    cost: float
    status: str
    reason: str | None = None
    needs_proof: bool = False


def compare(zh: Figure, en: Figure, settings: CrosscheckSettings) -> Comparison | None:
    """The verdict on two figures if they belong together; None when they cannot."""
    if zh.dimension is not None and zh.dimension == en.dimension:
        return _compare_values(zh, en, settings)
    return _compare_units(zh, en)


def is_close(one: float, other: float) -> bool:
    """Whether two values are equal but for the last bits."""
    return abs(one - other) <= SAME * max(abs(one), abs(other))


def is_scaled(one: float, other: float) -> bool:
    """Whether two values differ by a power of ten."""
    if one <= 0 or other <= 0:
        return False
    power = log10(one / other)
    return round(power) != 0 and abs(power - round(power)) < SAME


def _compare_values(zh: Figure, en: Figure, settings: CrosscheckSettings) -> Comparison | None:
    unlike = _measure_unlikeness(zh, en)
    if is_close(zh.low, en.low) and is_close(zh.high, en.high):
        return _compare_manner(zh, en, unlike)
    if zh.is_range != en.is_range:
        touches = is_close(zh.low, en.low) or is_close(zh.high, en.high)
        return Comparison(0.8 + unlike, NOT_COMPARABLE, "range") if touches else None
    rounding = _judge_rounding(zh, en) or _judge_rounding(en, zh)
    if rounding:
        return rounding._replace(cost=rounding.cost + unlike)
    if zh.unit != en.unit and zh.dimension != "count" and is_close(zh.raw, en.raw):
        return Comparison(1.0, CONFLICT, "unit", needs_proof=zh.n_digits < 3)
    if is_scaled(zh.high, en.high) and (not zh.is_range or is_scaled(zh.low, en.low)):
        return _compare_scales(zh, en, unlike)
    return _compare_different(zh, en, settings)


def _measure_unlikeness(zh: Figure, en: Figure) -> float:
    """A small cost for nouns, measures and qualifiers that are not the same: equal figures are told apart by it."""
    return 0.1 * (zh.unit != en.unit) + 0.05 * (zh.measure != en.measure) + 0.02 * (zh.qualifier != en.qualifier)


def _compare_manner(zh: Figure, en: Figure, unlike: float) -> Comparison:
    """Two equal values: do direction and qualifier contradict each other?

    A qualifier on one side only is no contradiction; translators leave `more than` out and put it in. Neither are
    those of a duration: `over 24 hours` may mean 24小时内.
    """
    if zh.direction and en.direction and zh.direction != en.direction:
        return Comparison(0.3, CONFLICT, "direction", needs_proof=zh.n_digits < 2)
    qualifiers = {zh.qualifier, en.qualifier}
    if zh.unit_class != "duration" and qualifiers & _LOWER and qualifiers & _UPPER:
        if qualifiers in _COMPLEMENTS:
            return Comparison(0.2, NOT_COMPARABLE, "qualifier")
        return Comparison(0.2, CONFLICT, "qualifier", needs_proof=zh.n_digits < 2)
    return Comparison(unlike, AGREE)


def _judge_rounding(fine: Figure, coarse: Figure) -> Comparison | None:
    """Whether one value is the other one rounded: to its last digit, or to zeros that a qualifier owns up to."""
    gap = coarse.high - fine.high
    share = abs(gap) / max(abs(coarse.high), abs(fine.high))
    if fine.is_range or share > ROUNDED_ABOUT or not is_coarser(coarse, fine):
        return None
    if coarse.qualifier != "exact":
        is_beyond = (coarse.qualifier in _LOWER and gap > 0) or (coarse.qualifier in _UPPER and gap < 0)
        return None if is_beyond or abs(gap) > coarse.round_place else Comparison(0.4, AGREE)
    if abs(gap) <= coarse.place / 2 * (1 + SAME):
        return Comparison(0.4, AGREE) if share <= ROUNDED else Comparison(0.8, NOT_COMPARABLE, "precision")
    is_round = abs(gap) <= coarse.round_place / 2 and share <= ROUNDED
    return Comparison(0.8, NOT_COMPARABLE, "precision") if is_round else None


def is_coarser(one: Figure, other: Figure) -> bool:
    """Whether the last digit that a figure gives is worth more than that of another."""
    return one.round_place > other.place * (1 + SAME)


def _compare_scales(zh: Figure, en: Figure, unlike: float) -> Comparison | None:
    """Values with the same digits; one digit alone is shared by chance, so its unit must be the same."""
    digits = min(zh.n_digits, en.n_digits)
    if digits == 1 and zh.unit != en.unit:
        return None
    return Comparison(1.2 + unlike, CONFLICT, "scale", needs_proof=digits < 3)


def _compare_different(zh: Figure, en: Figure, settings: CrosscheckSettings) -> Comparison | None:
    """Values that differ: of one thing only when measure and time are the same, and either the unit or most digits.

    Fractions in words are left alone: 过半 is said of votes, of members and of time in one breath.
    """
    if zh.measure != en.measure or (zh.time and en.time and zh.time != en.time):
        return None
    if is_slip(zh.high, en.high):
        return Comparison(2.0, CONFLICT, "value", needs_proof=True)
    low, high = sorted((abs(zh.high), abs(en.high)))
    if zh.unit != en.unit or zh.unit == "fraction" or not low or high / low > settings.max_value_ratio:
        return None
    return Comparison(3.0, CONFLICT, "value", needs_proof=True)


def is_slip(one: float, other: float) -> bool:
    """Whether two numbers of three digits or more differ in one digit, or in the order of two neighbours."""
    digits, others = (f"{abs(value):.6f}".replace(".", "") for value in (one, other))
    if len(digits) != len(others) or max(count_digits(one), count_digits(other)) < 3:
        return False
    wrong = [place for place in range(len(digits)) if digits[place] != others[place]]
    is_swap = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and sorted(digits) == sorted(others)
    return len(wrong) == 1 or is_swap


def _compare_units(zh: Figure, en: Figure) -> Comparison | None:
    """Figures whose units do not convert: they belong together only by their bare numbers."""
    if {zh.dimension, en.dimension} == {"times", "percent"}:
        return _compare_times(zh, en)
    if zh.is_range != en.is_range or not is_close(zh.raw, en.raw):
        return None
    if zh.dimension is None or en.dimension is None:
        return Comparison(0.5, AGREE)
    if zh.unit_class == en.unit_class == "money":
        if _is_currency_left_open(zh, en):
            return Comparison(0.05, AGREE)
        return Comparison(0.6, CONFLICT, "currency", needs_proof=zh.n_digits < 3)
    if zh.unit_class == en.unit_class:
        return Comparison(1.0, CONFLICT, "unit", needs_proof=True)
    return Comparison(1.5, NOT_COMPARABLE, "unit") if zh.n_digits > 1 else None


def _compare_times(zh: Figure, en: Figure) -> Comparison | None:
    """1.6 times is 160 percent; a growth of 100 percent is 2 times."""
    times, percent = (zh, en) if zh.dimension == "times" else (en, zh)
    is_same = is_close(times.high * 100, percent.high) or is_close(times.high * 100, percent.high + 100)
    return Comparison(0.4, AGREE) if is_same else None


def _is_currency_left_open(zh: Figure, en: Figure) -> bool:
    """Whether one side names no country and the other is one of those that may be meant."""
    if zh.is_currency_open and (en.unit in _OPEN_YUAN or en.is_currency_open):
        return True
    return en.is_currency_open and zh.unit in _DOLLARS
