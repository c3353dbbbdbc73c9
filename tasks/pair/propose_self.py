"""Documents that hold both languages: each pairs with itself, and `align` finds out what of it is translation."""

from collections.abc import Sequence

from .candidate import Candidate, Proposal
from .settings import PairSettings

REASON = "self"


def propose_self(candidates: Sequence[Candidate], settings: PairSettings) -> list[Proposal]:
    """Documents in which both languages have a share; the score tells how even the shares are, 1 when equal."""
    return [
        Proposal(candidate, candidate, measure_balance(candidate), REASON)
        for candidate in candidates
        if min(candidate.zh_share, candidate.en_share) >= settings.min_self_share
    ]


def measure_balance(candidate: Candidate) -> float:
    """The smaller of both shares by their mean, 0 to 1."""
    both = candidate.zh_share + candidate.en_share
    return 2 * min(candidate.zh_share, candidate.en_share) / both if both else 0.0
