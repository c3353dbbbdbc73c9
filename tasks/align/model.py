"""The numbers of the bead model: what a kind of bead costs, how lengths vary, how much a shared figure says.

All scores are natural logarithms of a likelihood ratio, scaled so that a document of translated news comes out right.
The form follows W. A. Gale and K. W. Church, "A Program for Aligning Sentences in Bilingual Corpora" (1993), with two
changes: lengths are bytes of UTF-8, because a Chinese character (three bytes) says about as much as three Latin letters
and a name in Latin letters inside Chinese text as much as in English; and the difference of lengths follows Student's t
instead of the normal distribution, because translators now and then leave out or add half a sentence.
"""

from dataclasses import dataclass

Kind = tuple[int, int]
"""How many zh and how many en segments a bead holds."""


@dataclass(frozen=True)
class BeadModel:
    """Parameters of the score; tuned by random search on half of three labelled sets, and looked at on the other."""

    kind_scores: tuple[tuple[Kind, float], ...] = (
        ((1, 1), 0.87),
        ((1, 2), -0.18),
        ((2, 1), -0.18),
        ((2, 2), -9.0),
        ((1, 3), -2.31),
        ((3, 1), -2.31),
        ((1, 4), -3.3),
        ((4, 1), -3.3),
    )
    """What speaks for a bead of a kind before its content is looked at."""
    skip_score: float = -2.69
    """A segment that stays alone."""
    length_weight: float = 2.61
    """Weight of the logarithm in the t distribution of lengths: weight * (degrees of freedom + 1) / 2."""
    length_freedom: float = 7.9
    """Degrees of freedom of that distribution."""
    length_variance: tuple[float, float, float] = (81.0, 1.84, 0.014)
    """Variance of a difference of lengths as a polynomial of the mean length, both in bytes."""
    length_ratio: float = 1.35
    """English by Chinese bytes where a document does not tell by itself."""
    length_ratio_bounds: tuple[float, float] = (0.75, 2.3)
    """Ratios outside come from parts without counterpart and are not believed."""
    figure_reach: float = 0.26
    token_reach: float = 0.2
    mark_reach: float = 0.41
    """How often a key of this class that stands on one side stands on the other side of a true bead."""
    key_weight: float = 0.43
    key_limit: float = 3.55
    """Weight of the logarithm of a shared key's rarity, and the most that the logarithm may reach."""
    background: float = 20.0
    """Units of any other text, with figures as usual, that are counted as if they stood on each side of a document."""
    absence_weight: float = 0.36
    """Weight of a key that stands on one side of a bead only."""


MODEL = BeadModel()
