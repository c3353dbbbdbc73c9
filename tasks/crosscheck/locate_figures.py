"""Where the figures of one side of a bead stand in its text."""

from collections.abc import Sequence

from .figure import Figure, is_number

Span = tuple[int, int]
"""Half-open code points of the text of one side of a bead."""


def locate_figures(text: str, figures: Sequence[Figure]) -> list[Span]:
    """The span of each of n figures, which are in order; both bounds of a range have one.

    A bead does not keep where its segments begin, so quotes are looked for one after the other; one that is not there
    verbatim, because a segment was joined in the middle of it, gets an empty span behind the figure before.
    """
    spans: list[Span] = []
    at = 0
    for figure in figures:
        if figure.bound == "high" and spans:
            spans.append(spans[-1])
            continue
        start = int(figure.fact_id[1:]) if is_number(figure) else text.find(figure.quote, at)
        end = start + len(figure.quote) if start >= 0 else at
        spans.append((max(start, at) if start < 0 else start, end))
        at = max(at, end)
    return spans
