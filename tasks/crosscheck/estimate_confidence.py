"""How sure a verdict is: by what was found, how sure the facts and the bead are, and how many digits speak for it.

The numbers are estimates by hand; there is no labelled set of verdicts to fit them on.
"""

from .comparison import AGREE, CONFLICT, NOT_COMPARABLE
from .figure import Figure

_BY_DIGITS = (0.9, 0.95, 0.98)
"""Of an agreement, by the number of digits that both sides share: one, two, more."""
_BY_REASON = {"scale": 0.85, "currency": 0.75, "unit": 0.7, "direction": 0.7, "qualifier": 0.7}
_OTHER_CONFLICT, _NOT_COMPARABLE, _ALONE = 0.6, 0.5, 0.6


def estimate_confidence(
    zh: Figure | None, en: Figure | None, status: str, reason: str | None, bead_confidence: float
) -> float:
    """The probability, 0 to 1, that a verdict is right. Equal figures prove their bead, so it does not count there."""
    facts = min(figure.confidence for figure in (zh, en) if figure)
    if status == AGREE and zh and en:
        return round(_BY_DIGITS[min(zh.n_digits, en.n_digits, 3) - 1] * facts, 4)
    if status == CONFLICT:
        return round(_BY_REASON.get(reason or "", _OTHER_CONFLICT) * facts * bead_confidence, 4)
    return round((_NOT_COMPARABLE if status == NOT_COMPARABLE else _ALONE) * facts * bead_confidence, 4)
