"""Compare two figures: how well they go together, and what is to be said about them if they do."""

import re
from typing import NamedTuple

from ..core.slips import SAME, is_close, is_scaled, is_slip
from .figure import Figure
from .settings import CrosscheckSettings

AGREE, CONFLICT, NOT_COMPARABLE = "agree", "conflict", "not_comparable"

ROUNDED, ROUNDED_ABOUT = 0.01, 0.06
"""Relative difference that rounding may make: unsaid, and said by a qualifier."""
LARGE = 1000
"""From here on a single digit that is gone may be a slip as well as rounding."""
ROUND_DIGITS = 3
"""So many digits are left by rounding that need not be said."""
_LOWER = frozenset(("more_than", "at_least"))
_BELOW = frozenset(("less_than", "nearly"))
_UPPER = frozenset(("less_than", "nearly", "at_most", "up_to"))
_COMPLEMENTS = ({"more_than", "at_most"}, {"more_than", "up_to"}, {"at_least", "less_than"})
"""What is left of 不得超过 and `no more than` when one negation is overread; too often that to be a conflict."""
_OPEN_YUAN = frozenset(("CNY", "TWD", "HKD", "MOP"))
_DOLLARS = frozenset(("USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MOP"))


_BODIES = frozenset(("department", "company", "group", "committee", "office", "country", "city", "village", "state"))
"""Nouns that no count of people is a count of."""
_YEARS = re.compile("[0-9]{4}")
_UNLIKE = {"share", "change_pct"}
_ROUNDING = frozenset(("about", "nearly", "more_than", "less_than"))
"""Qualifiers that own up to rounding; a bound such as `at least` is a number of its own."""
_OF_PERIODS = {"level", "cumulative"}
"""What a year brought, and what there is in all."""
_ANY_UNIT = "unit"
"""A noun that stands for any unit: `11.5 per unit` of water or power."""
_TEMPERATURES = frozenset(("degree", "degree_celsius", "degree_fahrenheit"))


CONVERTED = 3.5
"""What two amounts cost that are only taken for one because neither has another partner."""
MOST_REVISED = 2.0
"""By less than this factor a sum over years hardly differs from one of them."""
LEAST_NUMBER, LEAST_SCALED = 10, 100
"""From here on a number without a unit may be a figure with a slip; smaller ones stand everywhere."""
SLIP_DIGITS = 4
"""Two numbers of so many digits that differ in one are hardly ever two figures."""


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
    if zh.unit != en.unit:
        en = _adopt_unit(en, zh)
        zh = _adopt_unit(zh, en)
    if zh.dimension is not None and zh.dimension == en.dimension:
        return _compare_values(zh, en, settings)
    if zh.unit_class == en.unit_class == "money" and _is_currency_left_open(zh, en) and not is_close(zh.raw, en.raw):
        return _compare_values(zh, en, settings)
    return _compare_units(zh, en, settings)


def _adopt_unit(figure: Figure, other: Figure) -> Figure:
    """The figure in the unit of the other one where its words leave that open.

    So do 80 degrees, `five points` for 5个百分点, `four times` for 四次 and, where the numbers are equal, for 四班.
    """
    is_open = (
        (figure.unit == "degree" and other.unit in _TEMPERATURES)
        or (figure.unit == "point" and other.unit == "percentage_point")
        or (figure.unit == "times" and other.unit == "time")
        or (figure.unit == "times" and other.unit_class == "count" and figure.raw == other.raw > 1)
    )
    if not is_open:
        return figure
    return figure._replace(
        dimension=other.dimension, unit=other.unit, unit_class=other.unit_class, value=figure.raw * _factor_of(other)
    )


def _factor_of(figure: Figure) -> float:
    return figure.value / figure.raw if figure.raw else 1.0


def _is_article(figure: Figure) -> bool:
    """Whether 一 or `one` is written: articles more often than figures, and read in one language only."""
    return figure.raw == 1 and not figure.bound and not any(char.isdigit() for char in figure.quote)


def _compare_values(zh: Figure, en: Figure, settings: CrosscheckSettings) -> Comparison | None:
    unlike = _measure_unlikeness(zh, en)
    if is_close(zh.value, en.value):
        return _compare_manner(zh, en, unlike)
    rounding = _judge_rounding(zh, en) or _judge_rounding(en, zh)
    if rounding and _is_written_slip(zh, en):
        return Comparison(1.8 + unlike, CONFLICT, "value", needs_proof=True)
    if rounding:
        return rounding._replace(cost=rounding.cost + unlike)
    if zh.dimension == "times" and is_close(abs(zh.value - en.value), 1.0) and _is_growth(zh, en):
        if zh.value == 1:
            return Comparison(0.2, AGREE)
        return Comparison(0.8, NOT_COMPARABLE, "times")  # 增加一倍 is doubled: the base may be in or out
    if zh.unit != en.unit and zh.dimension != "count" and is_close(zh.raw, en.raw):
        return Comparison(1.0, CONFLICT, "unit", needs_proof=zh.n_digits < 3)
    is_article = _is_article(zh) or _is_article(en)
    if zh.dimension == "count" and is_article:
        return None
    if is_scaled(zh.value, en.value):
        return Comparison(1.2 + unlike, CONFLICT, "scale", needs_proof=min(zh.n_digits, en.n_digits) < 3)
    return None if is_article else _compare_different(zh, en, settings, unlike)


def _is_growth(zh: Figure, en: Figure) -> bool:
    """Whether 倍 and `times` may tell by how much something grew."""
    return bool(zh.direction or en.direction) or (zh.value, en.value) == (1, 2)


def _measure_unlikeness(zh: Figure, en: Figure) -> float:
    """A small cost for nouns, measures and qualifiers that are not the same: equal figures are told apart by it."""
    return 0.1 * (zh.unit != en.unit) + 0.05 * (zh.measure != en.measure) + 0.02 * (zh.qualifier != en.qualifier)


def _compare_manner(zh: Figure, en: Figure, unlike: float) -> Comparison:
    """Two equal values: do direction and qualifier contradict each other?

    A qualifier on one side only is no contradiction; translators leave `more than` out and put it in. Neither is `over
    24 hours`, which may mean 24小时内.
    """
    if zh.direction and en.direction and zh.direction != en.direction:
        return Comparison(0.3, CONFLICT, "direction", needs_proof=zh.n_digits < 2)
    qualifiers = {zh.qualifier, en.qualifier}
    if qualifiers & _LOWER and qualifiers & _UPPER:
        if "more_than" in qualifiers and zh.unit_class == "duration" and not qualifiers & _BELOW:
            return Comparison(unlike, AGREE)
        if qualifiers in _COMPLEMENTS:
            return Comparison(0.2, NOT_COMPARABLE, "qualifier")
        return Comparison(0.2, CONFLICT, "qualifier", needs_proof=zh.n_digits < 2)
    return Comparison(unlike, AGREE)


def _judge_rounding(fine: Figure, coarse: Figure) -> Comparison | None:
    """Whether one value is the other one rounded.

    A qualifier of the coarse one alone owns up to zeros (`about 6,400` for 6,428). Without one the last digit as
    written may be rounded (64.3 for 64.28), which agrees with three digits and more; fewer, or zeros written out,
    cannot be told from a slip. Where both have a qualifier each names a number of its own.
    """
    gap = coarse.value - fine.value
    share = abs(gap) / max(abs(coarse.value), abs(fine.value))
    if share > ROUNDED_ABOUT or not is_coarser(coarse, fine) or coarse.n_digits >= fine.n_digits:
        return None
    if coarse.qualifier in _ROUNDING and fine.qualifier == "exact":
        is_beyond = (coarse.qualifier in _LOWER and gap > 0) or (coarse.qualifier in _UPPER and gap < 0)
        return None if is_beyond or abs(gap) > coarse.round_place else Comparison(0.4, AGREE)
    if fine.qualifier != coarse.qualifier:
        return None
    dropped = fine.n_digits - coarse.n_digits
    if abs(gap) <= coarse.place / 2 * (1 + SAME) and fine.qualifier == "exact":
        is_sure = coarse.n_digits >= ROUND_DIGITS and share <= ROUNDED and (dropped > 1 or abs(fine.raw) < LARGE)
        return Comparison(0.4, AGREE) if is_sure else Comparison(0.8, NOT_COMPARABLE, "precision")
    is_round = coarse.n_digits > 1 and dropped > 1 and abs(gap) <= coarse.round_place / 2 and share <= ROUNDED
    return Comparison(0.8, NOT_COMPARABLE, "precision") if is_round else None


def is_coarser(one: Figure, other: Figure) -> bool:
    """Whether the last digit that a figure gives is worth more than that of another."""
    return one.round_place > other.place * (1 + SAME)


def _compare_different(zh: Figure, en: Figure, settings: CrosscheckSettings, unlike: float) -> Comparison | None:
    """Values that differ: of one thing only when nothing else could be the partner, which the caller finds out.

    Fractions in words are left alone: 过半 is said of votes, of members and of time in one breath.
    """
    low, high = sorted((abs(zh.value), abs(en.value)))
    if {zh.measure, en.measure} == _OF_PERIODS and high > MOST_REVISED * low:
        return Comparison(2.5 + unlike, NOT_COMPARABLE, "measure")
    if _are_of_other_years(zh, en) or {zh.measure, en.measure} == _UNLIKE:
        return None
    if _are_slips(zh, en):
        return Comparison(2.0 + unlike, CONFLICT, "value", needs_proof=max(zh.n_digits, en.n_digits) < SLIP_DIGITS)
    if zh.unit == "person" and en.unit in _BODIES:
        return None
    is_fraction = "fraction" in (zh.unit, en.unit)
    if (
        (is_fraction and (zh.unit != en.unit or "分之" not in zh.quote))
        or not low
        or high / low > settings.max_value_ratio
    ):
        return None
    return Comparison(2.5 + unlike, CONFLICT, "value", needs_proof=True)


def _are_of_other_years(zh: Figure, en: Figure) -> bool:
    """Whether both sentences name years and none of them is the same."""
    years = [set(_YEARS.findall(figure.time or "")) for figure in (zh, en)]
    return bool(years[0]) and bool(years[1]) and not years[0] & years[1]


def _are_slips(zh: Figure, en: Figure) -> bool:
    """Whether two figures differ in a digit, in the unit that they are written in where it is the same."""
    return is_slip(zh.raw, en.raw) if zh.unit == en.unit else is_slip(zh.value, en.value)


def _is_written_slip(zh: Figure, en: Figure) -> bool:
    """Whether two figures of one qualifier differ in a zero of one: 185,500 for 185,000 is no rounding.

    Rounding drops digits behind the point (64.23 to 64.2), or more than one.
    """
    if zh.qualifier != en.qualifier or not _are_slips(zh, en):
        return False
    fine = zh if zh.n_digits > en.n_digits else en
    return fine.raw == int(fine.raw) and fine.place * (1 + SAME) >= fine.value / fine.raw


def _compare_units(zh: Figure, en: Figure, settings: CrosscheckSettings) -> Comparison | None:
    """Figures whose units do not convert: they belong together only by their bare numbers."""
    if {zh.dimension, en.dimension} == {"times", "percent"}:
        return _compare_times(zh, en)
    if zh.dimension is None or en.dimension is None:
        return _compare_numbers(zh, en, settings)
    if not is_close(zh.raw, en.raw):
        return _compare_converted(zh, en)
    if zh.unit_class == en.unit_class == "money":
        if _is_currency_left_open(zh, en):
            return Comparison(0.05, AGREE)
        return Comparison(0.6, CONFLICT, "currency", needs_proof=zh.n_digits < 3)
    if {zh.unit, en.unit} == {"percent", "percentage_point"}:
        return Comparison(0.6, CONFLICT, "percentage_point", needs_proof=zh.n_digits < 2)
    if {zh.unit, en.unit} == {"GBP", "pound"} or _is_rate_of(zh, en) or _is_rate_of(en, zh):
        return Comparison(0.2, AGREE)
    if {"money", "mass"} == {zh.unit_class, en.unit_class} and "pound" in (zh.unit, en.unit):
        return Comparison(0.6, CONFLICT, "currency", needs_proof=zh.n_digits < 3)
    if _ANY_UNIT in (zh.unit, en.unit) or "fraction" in (zh.unit, en.unit):
        return Comparison(0.5, AGREE)  # `an eighth of a mile` is read with its unit, 八分之一厘 may be without
    if zh.unit_class == en.unit_class or zh.n_digits > 1 or zh.raw >= LEAST_SCALED:
        return Comparison(1.0 + 0.5 * (zh.unit_class != en.unit_class), CONFLICT, "unit", needs_proof=True)
    return None


def _is_rate_of(rate: Figure, figure: Figure) -> bool:
    """Whether one unit is the other for each of something, which may stand elsewhere: 每公升0.78毫克."""
    return (rate.unit or "").startswith(f"{figure.unit}_per_")


def _compare_converted(zh: Figure, en: Figure) -> Comparison | None:
    """Two amounts of different currencies may be one that the translator converted, of which nothing can be said."""
    if zh.unit_class == en.unit_class == "money" and zh.unit != en.unit:
        return Comparison(CONVERTED, NOT_COMPARABLE, "currency")
    return None


def _compare_numbers(zh: Figure, en: Figure, settings: CrosscheckSettings) -> Comparison | None:
    """Two figures of which one has no unit: equal, or so alike that one must be the other with a slip."""
    if is_close(zh.raw, en.raw):
        is_article = zh.raw == 1 and "count" in (zh.unit_class, en.unit_class)
        return None if is_article else _compare_manner(zh, en, 0.5)
    low, high = sorted((abs(zh.raw), abs(en.raw)))
    if is_scaled(zh.raw, en.raw):
        return Comparison(1.5, CONFLICT, "scale", needs_proof=True) if low > 1 and high >= LEAST_SCALED else None
    if is_slip(zh.raw, en.raw):
        return Comparison(2.1, CONFLICT, "value", needs_proof=True)
    if low < LEAST_NUMBER or high / low > settings.max_value_ratio or len(f"{low:.0f}") != len(f"{high:.0f}"):
        return None
    return Comparison(3.0, CONFLICT, "value", needs_proof=True)


def _compare_times(zh: Figure, en: Figure) -> Comparison | None:
    """1.6 times is 160 percent; a growth of 100 percent is 2 times."""
    times, percent = (zh, en) if zh.dimension == "times" else (en, zh)
    is_same = is_close(times.value * 100, percent.value) or is_close(times.value * 100, percent.value + 100)
    return Comparison(0.4, AGREE) if is_same else None


def _is_currency_left_open(zh: Figure, en: Figure) -> bool:
    """Whether one side names no country and the other is one of those that may be meant."""
    if zh.is_currency_open and (en.unit in _OPEN_YUAN or en.is_currency_open):
        return True
    return en.is_currency_open and zh.unit in _DOLLARS
