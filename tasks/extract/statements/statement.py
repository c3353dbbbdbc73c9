"""How a fact that is no figure is written down: a mention with a kind, the words that decided, and no value."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence

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


def keep_apart(found: Iterable[Mention]) -> list[Mention]:
    """Of statements that share words the first, in the order of the rest; n statements cost n log n."""
    kept: list[Mention] = []
    spans: list[Span] = []
    for mention in found:
        at = bisect_left(spans, (mention.start, mention.end))
        is_free = (at == 0 or spans[at - 1][1] <= mention.start) and (at == len(spans) or spans[at][0] >= mention.end)
        if is_free:
            spans.insert(at, (mention.start, mention.end))
            kept.append(mention)
    return kept
