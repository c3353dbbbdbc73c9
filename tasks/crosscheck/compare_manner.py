"""Compare what is said of two equal figures: more or less than that, up or down."""

from .comparison import AGREE, CONFLICT, NOT_COMPARABLE, Comparison
from .figure import Figure

LOWER = frozenset(("more_than", "at_least"))
_BELOW = frozenset(("less_than", "nearly"))
UPPER = frozenset(("less_than", "nearly", "at_most", "up_to"))
_COMPLEMENTS = ({"more_than", "at_most"}, {"more_than", "up_to"}, {"at_least", "less_than"})
"""What is left of 不得超过 and `no more than` when one negation is overread; too often that to be a conflict."""
_HALF = 50.0


def compare_manner(zh: Figure, en: Figure, unlike: float) -> Comparison:
    """Two equal values: do direction and qualifier contradict each other?

    A qualifier on one side only is no contradiction; translators leave `more than` out and put it in. Neither is `over
    24 hours`, which may mean 24小时内.
    """
    if zh.direction and en.direction and zh.direction != en.direction:
        return Comparison(0.3, CONFLICT, "direction", needs_proof=zh.n_digits < 2)
    qualifiers = {zh.qualifier, en.qualifier}
    if qualifiers & LOWER and qualifiers & UPPER:
        if "more_than" in qualifiers and zh.unit_class == "duration" and not qualifiers & _BELOW:
            return Comparison(unlike, AGREE)
        if qualifiers in _COMPLEMENTS or _are_halves(zh, en):
            return Comparison(0.2, NOT_COMPARABLE, "qualifier")
        return Comparison(0.2, CONFLICT, "qualifier", needs_proof=zh.n_digits < 2)
    return Comparison(unlike, AGREE)


def _are_halves(zh: Figure, en: Figure) -> bool:
    """Whether one side says what is lost and the other what is left: down more than half is less than half."""
    is_lost = [figure.direction == "decrease" for figure in (zh, en)]
    return zh.dimension == "percent" and zh.value == _HALF and is_lost[0] != is_lost[1]
