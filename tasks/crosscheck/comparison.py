"""What is said about two figures."""

from typing import NamedTuple

AGREE, CONFLICT, NOT_COMPARABLE = "agree", "conflict", "not_comparable"


class Comparison(NamedTuple):
    """The verdict on a pair. `cost` is for the assignment, 0 for equal figures.

    A pair that `needs_proof` is a conflict only where no other figure could be the partner; one that `needs_fit` only
    where the words beside the two translate each other as well, one that `needs_rest` where nothing else is left.
    """

    cost: float
    status: str
    reason: str | None = None
    needs_proof: bool = False
    needs_fit: bool = False
    needs_rest: bool = False
