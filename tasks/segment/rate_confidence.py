"""How sure a language is: how often the same evidence was right on labelled text.

The table `confidences.tsv` is made by `python -m tests.segment.calibrate`: for each kind of evidence and each language,
shares that grow with the score (isotonic regression, Zadrozny and Elkan 2002).
"""

from .load_tables import confidences

UNRATED = 0.8
"""Confidence where no labelled text has the evidence."""


def rate_confidence(evidence: str, lang: str, score: float) -> float:
    """The share of right answers, 0 to 1, among those of a kind of evidence and a language with such a score."""
    share = UNRATED
    for row in confidences().get((evidence, lang), ()):
        if row.score > score:
            break
        share = row.share
    return share
