"""How a fact that is no figure is written down: a mention with a kind, the words that decided, and no value."""

from collections.abc import Sequence

from ..mention import Mention

Span = tuple[int, int]


def make_statement(
    kind: str,
    span: Span,
    cue: Span,
    rule: str,
    confidence: float,
    *,
    entities: Sequence[str] = (),
    rank: int | None = None,
    rank_scope: str | None = None,
    is_bound: bool = False,
    metric: Span | None = None,
) -> Mention:
    """A fact of a kind over the code points `span`, decided by the words at `cue`.

    The place of the cue is the one whose time and place are looked up. `rank` is a place in an order, from 1;
    `is_bound` says that it is the last one that the words allow (among the top 10).
    """
    return Mention(
        *cue, None, *span,
        kind=kind, measure="rank" if kind == "ranking" else None, metric=metric, rule=rule, confidence=confidence,
        qualifier="at_most" if is_bound else None, rank=rank, rank_scope=rank_scope, entities=tuple(entities),
    )  # fmt: skip
