"""Compare two figures whose units do not convert into each other: they belong together only by their bare numbers."""

from ..core.slips import is_close, is_scaled, is_slip
from .compare_manner import compare_manner
from .comparison import AGREE, CONFLICT, NOT_COMPARABLE, Comparison
from .figure import Figure
from .settings import CrosscheckSettings

_OPEN_YUAN = frozenset(("CNY", "TWD", "HKD", "MOP"))
_DOLLARS = frozenset(("USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MOP"))
_ANY_UNIT = "unit"
"""A noun that stands for any unit: `11.5 per unit` of water or power."""
CONVERTED = 3.5
"""What two amounts cost that are only taken for one because neither has another partner."""
_MEASURED = frozenset(("length", "area", "volume", "mass", "speed", "duration"))
"""Units of these are hardly read where the text says another."""
_NEVER_BARE = frozenset(("count", "length", "area", "volume", "mass", "money", "temperature"))
"""What an article counts in one language has its unit in the other one."""
LEAST_NUMBER, LEAST_SCALED = 10, 100
"""From here on a number without a unit may be a figure with a slip; smaller ones stand everywhere."""


def compare_units(zh: Figure, en: Figure, settings: CrosscheckSettings) -> Comparison | None:
    """Figures whose units do not convert: they belong together only by their bare numbers."""
    if {zh.dimension, en.dimension} == {"times", "percent"}:
        return _compare_times(zh, en)
    if zh.dimension is None or en.dimension is None:
        return _compare_numbers(zh, en, settings)
    if not is_close(zh.raw, en.raw):
        return _compare_converted(zh, en)
    if zh.unit_class == en.unit_class == "money":
        if is_currency_left_open(zh, en):
            return Comparison(0.05, AGREE)
        return Comparison(0.6, CONFLICT, "currency", needs_proof=zh.n_digits < 3)
    if {zh.unit, en.unit} == {"percent", "percentage_point"}:
        return Comparison(0.6, CONFLICT, "percentage_point", needs_proof=zh.n_digits < 2)
    if {zh.unit, en.unit} == {"GBP", "pound"}:
        return Comparison(0.2, AGREE)
    if {"money", "mass"} == {zh.unit_class, en.unit_class} and "pound" in (zh.unit, en.unit):
        return Comparison(0.6, CONFLICT, "currency", needs_proof=zh.n_digits < 3)
    if _is_share_of(zh, en) or _is_share_of(en, zh):
        return Comparison(0.3, AGREE)
    if _ANY_UNIT in (zh.unit, en.unit) or "fraction" in (zh.unit, en.unit):
        return Comparison(0.5, AGREE)  # `an eighth of a mile` is read with its unit, 八分之一厘 may be without
    if zh.unit_class == en.unit_class or zh.n_digits > 1 or zh.raw >= LEAST_SCALED:
        return Comparison(1.0 + 0.5 * (zh.unit_class != en.unit_class), CONFLICT, "unit", needs_proof=True)
    if zh.raw >= LEAST_NUMBER and zh.unit_class in _MEASURED and en.unit_class in _MEASURED:
        return Comparison(1.9, CONFLICT, "unit", needs_proof=True, needs_rest=True)
    return None


def _is_share_of(figure: Figure, other: Figure) -> bool:
    """Whether a count stands against so many per 10,000: what it is out of may stand in front: 每万人拥有15件."""
    return figure.unit_class == "count" and (other.unit or "").startswith("per_")


def _compare_converted(zh: Figure, en: Figure) -> Comparison | None:
    """Two amounts of different currencies may be one that the translator converted, of which nothing can be said."""
    if zh.unit_class == en.unit_class == "money" and zh.unit != en.unit:
        return Comparison(CONVERTED, NOT_COMPARABLE, "currency")
    return None


def _compare_numbers(zh: Figure, en: Figure, settings: CrosscheckSettings) -> Comparison | None:
    """Two figures of which one has no unit: equal, or so alike that one must be the other with a slip."""
    if is_close(zh.raw, en.raw):
        is_article = zh.raw == 1 and bool(_NEVER_BARE & {zh.unit_class, en.unit_class})
        return None if is_article else compare_manner(zh, en, 0.5)
    low, high = sorted((abs(zh.raw), abs(en.raw)))
    if is_scaled(zh.raw, en.raw):
        is_small = high < LEAST_SCALED
        return Comparison(1.5, CONFLICT, "scale", True, is_small, is_small) if low > 1 else None
    if is_slip(zh.raw, en.raw):
        return Comparison(2.1, CONFLICT, "value", needs_proof=True)
    if low <= 1 or high / low > settings.max_value_ratio:
        return None
    if low < LEAST_NUMBER:
        is_count = "count" in (zh.unit_class, en.unit_class) and high < LEAST_NUMBER
        return Comparison(3.2, CONFLICT, "value", True, True, True) if is_count else None
    is_alike = len(f"{low:.0f}") == len(f"{high:.0f}") and (low == int(low)) == (high == int(high))
    return Comparison(3.0, CONFLICT, "value", needs_proof=True) if is_alike else None


def _compare_times(zh: Figure, en: Figure) -> Comparison | None:
    """1.6 times is 160 percent; a growth of 100 percent is 2 times."""
    times, percent = (zh, en) if zh.dimension == "times" else (en, zh)
    is_same = is_close(times.value * 100, percent.value) or is_close(times.value * 100, percent.value + 100)
    return Comparison(0.4, AGREE) if is_same else None


def is_currency_left_open(zh: Figure, en: Figure) -> bool:
    """Whether one side names no country and the other is one of those that may be meant."""
    if zh.is_currency_open and (en.unit in _OPEN_YUAN or en.is_currency_open):
        return True
    return en.is_currency_open and zh.unit in _DOLLARS
