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
LARGEST = 6
"""Segments that a bead holds at most on a side."""


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
    word_weights: tuple[float, float] = (0.0, 0.0)
    """Weights of the share of words that both sides have, and of that share cut off at `low_words`."""
    low_words: float = 0.15
    margin_weights: tuple[float, float] = (0.0, 0.0)
    """The same for the cosine of sentence vectors less what is usual, cut off at `low_margin`."""
    low_margin: float = 0.15
    good_fit: float = 0.4
    """A mean score from which linked paragraphs are right without a second look, unless segments in them stay alone; by
    figures good translations have 0.1 to 0.5, by words 1 and more."""
    confidence: tuple[float, float, float, float, float] | None = None
    """Logistic regression of the confidence on the mean score around a bead, the smaller score of its two neighbours,
    its segments above two, and its own score by segments; the intercept first."""
    lonely: tuple[float, float, float, float] | None = None
    """How prices follow the share of segments alone in the pair: the share from which they do, the weight of the
    logarithm, the highest price of such a segment, and what each bead gets for what that price rose.

    Where much was left out, two segments that face each other are soon both without counterpart, while a sentence that
    another one holds as well is as likely as ever: so beads lose when lonely segments gain."""


def _price_kinds(
    one: float, split: tuple[float, float], more: tuple[float, float], each: float, both: tuple[float, float]
) -> tuple[tuple[Kind, float], ...]:
    """Kinds up to 1-6, 6-1 and 3-3 from a few numbers: 1-1; 1-2 and 2-1; what 1-3 and 3-1 cost more; what each further
    segment costs; 2-2 and what each further segment of such a bead costs."""
    kinds: dict[Kind, float] = {(1, 1): one, (1, 2): split[0], (2, 1): split[1]}
    for size in range(3, LARGEST + 1):
        kinds[1, size] = split[0] + more[0] + (size - 3) * each
        kinds[size, 1] = split[1] + more[1] + (size - 3) * each
    kinds |= {(a, b): both[0] + (a + b - 4) * both[1] for a in (2, 3) for b in (2, 3)}
    return tuple((kind, round(price, 4)) for kind, price in kinds.items())


MODEL = BeadModel()
"""Figures, names and lengths alone."""
WORD_MODEL = BeadModel(
    kind_scores=_price_kinds(-0.067, (-0.87, -1.331), (-0.882, -0.764), -0.803, (-3.111, -0.663)),
    skip_score=-2.2,
    length_weight=2.0,
    key_weight=0.26,
    absence_weight=0.22,
    word_weights=(11.0, 2.0),
    confidence=(-0.365, 0.225, 0.246, -0.29, 0.835),
    lonely=(0.01, 2.0, -0.4, 0.0),
)
"""With the lexicon."""
SENTENCE_MODEL = BeadModel(
    kind_scores=_price_kinds(-0.528, (-0.623, -0.54), (-0.075, -0.469), -0.241, (-2.049, -0.495)),
    skip_score=-2.19,
    length_weight=1.868,
    key_weight=0.279,
    absence_weight=0.233,
    word_weights=(9.945, 0.404),
    margin_weights=(14.224, 2.672),
    confidence=(-0.1, -0.132, 0.159, 0.349, 0.709),
    lonely=(0.005, 2.2, -0.1, -1.0),
)
"""With the lexicon and sentence vectors: the largest expected share of right beads, found by steps such as those of
`python -m tests.align.train_scores`."""
