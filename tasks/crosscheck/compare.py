"""Compare two figures: how well they go together, and what is to be said about them if they do."""

import re
from math import log10

from ..core.slips import SAME, is_close, is_scaled, is_slip
from .compare_manner import LOWER, UPPER, compare_manner
from .compare_units import LEAST_NUMBER, compare_units, is_currency_left_open
from .comparison import AGREE, CONFLICT, NOT_COMPARABLE, Comparison
from .figure import Figure
from .settings import CrosscheckSettings

ROUNDED, ROUNDED_ABOUT = 0.01, 0.06
"""Relative difference that rounding may make: unsaid, and said by a qualifier."""
LARGE = 1000
"""From here on a single digit that is gone may be a slip as well as rounding."""
CELL_PLACES = 100
"""Last places that the least value has of which a rounded cell of a table is known again."""
ROUND_DIGITS = 3
"""So many digits are left by rounding that need not be said."""

_BODIES = frozenset((
    "department", "company", "group", "committee", "office", "country", "city", "village", "state", "match", "game",
    "goal", "hole", "round", "session", "vote", "seat", "medal",
))  # fmt: skip
"""Nouns that no count of people is a count of."""
_POINTS = frozenset(("point", "percentage_point", None))
"""What points are in the other language: never people, things or times."""
_BARE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_YEARS = re.compile("[0-9]{4}")
_UNLIKE = {"share", "change_pct"}
_ROUNDING = frozenset(("about", "nearly", "more_than", "less_than"))
"""Qualifiers that own up to rounding; a bound such as `at least` is a number of its own."""
_OF_PERIODS = {"level", "cumulative"}
"""What a year brought, and what there is in all."""
_OPEN_UNITS = frozenset((
    ("degree", "degree_celsius"), ("degree", "degree_fahrenheit"), ("degrees", "degree_celsius"),
    ("degrees", "degree_fahrenheit"), ("point", "percentage_point"), ("times", "time"), ("jin", "catty"),
    ("catty", "jin"),
))  # fmt: skip
"""Units as they are read, and what the other language may say that they are."""
SPELLED = 2.7
"""What a word costs that is a zero less: more than a figure that differs otherwise."""
_OPEN_WORDS: dict[tuple[str | None, str | None], tuple[str, ...]] = {
    ("foot", "square_foot"): ("呎", "尺"),
    ("degree_celsius", "kilowatt_hour"): ("度",),
    ("degree_celsius", "percent"): ("度",),
}
"""Words that are read as one unit and may be another one: homes are measured by 呎, power and spirits by 度."""
_LONG_NAMES = {"km": "kilometer", "t": "tonne"}
"""How units are called within longer names."""
CENT = 0.01
"""Of the currency that the other language names; `cents` leave it open."""
_ELIDED, COST_ELIDED = "elided", 0.3
CONVERTED_DIGITS, MOST_CONVERTED = 2, 0.03
"""Digits that are left, and relative difference, where one of two figures was converted: 5.3万亩, 3,533 hectares."""
MOST_REVISED = 2.0
"""By less than this factor a sum over years hardly differs from one of them."""
SLIP_DIGITS = 4
"""Two numbers of so many digits that differ in one are hardly ever two figures."""


def compare(zh: Figure, en: Figure, settings: CrosscheckSettings) -> Comparison | None:
    """The verdict on two figures if they belong together; None when they cannot."""
    if zh.unit != en.unit:
        en = _adopt_unit(en, zh)
        zh = _adopt_unit(zh, en)
    if _is_unit_of(zh, en) or _is_unit_of(en, zh):
        return _compare_elided(zh, en, settings)
    if zh.dimension is not None and zh.dimension == en.dimension:
        return _compare_values(zh, en, settings)
    zh, en = _forget_guess(zh), _forget_guess(en)
    if zh.unit_class == en.unit_class == "money" and is_currency_left_open(zh, en) and not is_close(zh.raw, en.raw):
        return _compare_values(zh, en, settings)
    return compare_units(zh, en, settings)


def _adopt_unit(figure: Figure, other: Figure) -> Figure:
    """The figure in the unit of the other one where its words leave that open.

    So do 28 cents, 80 degrees, a flat of 900呎, 块 which are yuan or pieces, `five points` for 5个百分点, `four times`
    for 四次 and, where the numbers are equal, for 四班.
    """
    if figure.unit == "cent" and other.unit_class == "money":
        amount = figure.raw * CENT
        return figure._replace(
            dimension=other.dimension, unit=other.unit, value=amount, raw=amount, place=figure.place * CENT,
            round_place=figure.round_place * CENT,
        )  # fmt: skip
    is_count = figure.unit == "times" and other.unit_class == "count" and figure.raw == other.raw > 1
    is_piece = figure.unit == "CNY" and other.unit_class == "count" and figure.quote.endswith(("块", "塊"))
    is_word = figure.quote.endswith(_OPEN_WORDS.get((figure.unit, other.unit), ())) and "氏" not in figure.quote
    if not (is_count or is_piece or is_word or (figure.unit, other.unit) in _OPEN_UNITS):
        return figure
    return figure._replace(
        dimension=other.dimension, unit=other.unit, unit_class=other.unit_class, value=figure.raw * _factor_of(other)
    )


def _is_unit_of(figure: Figure, other: Figure) -> bool:
    """Whether the unit of a figure is that of the other without what it is of: barrels a day, tonnes of coal."""
    unit = _LONG_NAMES.get(figure.unit or "", figure.unit)
    return unit is not None and (other.unit or "").startswith((f"{unit}_per_", f"{unit}_of_"))


def _compare_elided(zh: Figure, en: Figure, settings: CrosscheckSettings) -> Comparison | None:
    """Two figures of which one leaves out what the other is of: it may stand elsewhere, as in 每升0.78毫克."""
    zh, en = (
        figure._replace(dimension=_ELIDED, unit=_ELIDED, unit_class=None, value=figure.raw, measure=None)
        for figure in (zh, en)
    )
    found = _compare_values(zh, en, settings)
    if found is None or found.status != CONFLICT:
        return found and found._replace(cost=found.cost + COST_ELIDED)
    return found._replace(cost=found.cost + COST_ELIDED, needs_proof=True)


def _forget_guess(figure: Figure) -> Figure:
    """The figure without the unit that its words do not name: the 80 of `a quarter of them over 80` may be years."""
    if figure.unit_class == "money" or not _BARE.fullmatch(figure.quote):
        return figure
    return figure._replace(dimension=None, unit=None, unit_class=None, value=figure.raw)


def _factor_of(figure: Figure) -> float:
    return figure.value / figure.raw if figure.raw else 1.0


def _is_article(figure: Figure) -> bool:
    """Whether 一 or `one` is written: articles more often than figures, and read in one language only."""
    return figure.raw == 1 and not figure.bound and not any(char.isdigit() for char in figure.quote)


def _compare_values(zh: Figure, en: Figure, settings: CrosscheckSettings) -> Comparison | None:
    unlike = _measure_unlikeness(zh, en)
    if is_close(zh.value, en.value):
        return compare_manner(zh, en, unlike)
    if _is_rounded_cell(zh, en) or _is_rounded_cell(en, zh):
        return Comparison(0.4 + unlike, AGREE)
    rounding = _judge_rounding(zh, en) or _judge_rounding(en, zh)
    if rounding and _is_written_slip(zh, en):
        return Comparison(1.8 + unlike, CONFLICT, "value", needs_proof=True)
    if rounding:
        return rounding._replace(cost=rounding.cost + unlike)
    if _is_converted(zh, en) or _is_converted(en, zh):
        return compare_manner(zh, en, 0.4 + unlike)
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
        cost = SPELLED if zh.dimension == "count" and _is_spelled(zh, en) else 1.2
        return Comparison(cost + unlike, CONFLICT, "scale", needs_proof=min(zh.n_digits, en.n_digits) < 3)
    return None if is_article else _compare_different(zh, en, settings, unlike)


def _is_spelled(zh: Figure, en: Figure) -> bool:
    """Whether an English count is a word up to ten and a Chinese one digits and more, as 20多项 and `two sides`."""
    return abs(en.raw) <= LEAST_NUMBER < abs(zh.raw) and en.quote[:1].isalpha() and zh.quote[:1].isdecimal()


def _is_growth(zh: Figure, en: Figure) -> bool:
    """Whether 倍 and `times` may tell by how much something grew."""
    return bool(zh.direction or en.direction) or (zh.value, en.value) == (1, 2)


def _measure_unlikeness(zh: Figure, en: Figure) -> float:
    """A small cost for nouns, measures and qualifiers that are not the same: equal figures are told apart by it."""
    return 0.1 * (zh.unit != en.unit) + 0.05 * (zh.measure != en.measure) + 0.02 * (zh.qualifier != en.qualifier)


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
        is_beyond = (coarse.qualifier in LOWER and gap > 0) or (coarse.qualifier in UPPER and gap < 0)
        reach = coarse.round_place / 2 if coarse.qualifier == "about" else coarse.round_place
        return None if is_beyond or abs(gap) > reach * (1 + SAME) else Comparison(0.4, AGREE)
    if fine.qualifier != coarse.qualifier:
        return None
    dropped = fine.n_digits - coarse.n_digits
    if abs(gap) <= coarse.place / 2 * (1 + SAME) and fine.qualifier == "exact":
        is_sure = coarse.n_digits >= ROUND_DIGITS and share <= ROUNDED and (dropped > 1 or abs(fine.raw) < LARGE)
        return Comparison(0.4, AGREE) if is_sure else Comparison(0.8, NOT_COMPARABLE, "precision")
    is_round = coarse.n_digits > 1 and dropped > 1 and abs(gap) <= coarse.round_place / 2 and share <= ROUNDED
    return Comparison(0.8, NOT_COMPARABLE, "precision") if is_round else None


def _is_rounded_cell(fine: Figure, coarse: Figure) -> bool:
    """Whether a cell of a table is that of another one rounded to the last place that its table gives, three or more.

    Tables of two languages count in units of their own, 万元 and RMB million, and round all alike: 92.0 for 9,204.
    """
    if fine.column_year is None or fine.column_year != coarse.column_year or fine.direction != coarse.direction:
        return False
    gap = abs(coarse.value - fine.value)
    is_fine = coarse.place > fine.place * (1 + SAME) and gap <= coarse.place / 2 * (1 + SAME)
    return is_fine and abs(coarse.value) >= CELL_PLACES * coarse.place


def _is_converted(figure: Figure, other: Figure) -> bool:
    """Whether a figure is another one in a unit of another system, rounded to its own last digit that is no zero."""
    ratio = log10(_factor_of(figure) / _factor_of(other)) if figure.raw and other.raw else 0.0
    gap = abs(figure.value - other.value)
    if figure.n_digits < CONVERTED_DIGITS or abs(ratio - round(ratio)) < SAME:
        return False
    return gap <= figure.round_place / 2 * (1 + SAME) and gap <= MOST_CONVERTED * abs(other.value)


def is_coarser(one: Figure, other: Figure) -> bool:
    """Whether the last digit that a figure gives is worth more than that of another."""
    return one.round_place > other.place * (1 + SAME)


def _compare_different(zh: Figure, en: Figure, settings: CrosscheckSettings, unlike: float) -> Comparison | None:
    """Values that differ: of one thing only when nothing else could be the partner, which the caller finds out.

    Fractions in words are left alone: 过半 is said of votes, of members and of time in one breath.
    """
    low, high = sorted((abs(zh.value), abs(en.value)))
    if _are_of_other_years(zh, en):
        return None
    is_short = max(zh.n_digits, en.n_digits) < SLIP_DIGITS
    if is_short and {zh.measure, en.measure} == _UNLIKE:
        return None
    if _are_slips(zh, en):
        return Comparison(2.0 + unlike, CONFLICT, "value", needs_proof=is_short)
    if {zh.measure, en.measure} == _OF_PERIODS and high > MOST_REVISED * low and not _are_thresholds(zh, en):
        return Comparison(2.5 + unlike, NOT_COMPARABLE, "measure")
    if {zh.measure, en.measure} == _UNLIKE or (zh.unit == "person" and en.unit in _BODIES):
        return None
    if en.unit == "point" and zh.unit not in _POINTS:
        return None
    is_fraction = "fraction" in (zh.unit, en.unit)
    if (
        (is_fraction and (zh.unit != en.unit or "分之" not in zh.quote))
        or not low
        or high / low > settings.max_value_ratio
    ):
        return None
    is_small = high < LEAST_NUMBER and zh.unit != en.unit
    return Comparison(2.5 + unlike, CONFLICT, "value", needs_proof=True, needs_fit=is_small)


def _are_thresholds(zh: Figure, en: Figure) -> bool:
    """Whether both figures are what something must reach, which is no statement of a year or of all years."""
    return zh.qualifier in LOWER and en.qualifier in LOWER


def _are_of_other_years(zh: Figure, en: Figure) -> bool:
    """Whether both sentences name years and none of them is the same."""
    years = [set(_YEARS.findall(figure.time or "")) for figure in (zh, en)]
    return bool(years[0]) and bool(years[1]) and not years[0] & years[1]


def _are_slips(zh: Figure, en: Figure) -> bool:
    """Whether two figures differ in a digit, in the unit that they are written in where it is the same.

    Cells of tables are compared in the last place of the one that gives fewer.
    """
    place = max(zh.place, en.place)
    if zh.column_year is not None and zh.column_year == en.column_year and place:
        return is_slip(round(zh.value / place), round(en.value / place))
    return is_slip(zh.raw, en.raw) if zh.unit == en.unit else is_slip(zh.value, en.value)


def _is_written_slip(zh: Figure, en: Figure) -> bool:
    """Whether two figures of one qualifier differ in a zero of one: 185,500 for 185,000 is no rounding.

    Rounding drops digits behind the point (64.23 to 64.2), or more than one.
    """
    if zh.qualifier != en.qualifier or not _are_slips(zh, en):
        return False
    fine = zh if zh.n_digits > en.n_digits else en
    return fine.raw == int(fine.raw) and fine.place * (1 + SAME) >= fine.value / fine.raw
