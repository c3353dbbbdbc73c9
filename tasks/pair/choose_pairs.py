"""From what all ways of searching propose to pairs, one to one."""

from collections.abc import Sequence

from .candidate import Proposal

REASONS = ("declared", "name", "content", "self")
"""Ways of searching, the one that is believed most first."""


def choose_pairs(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The best proposals of which none shares a document with another; proposals that come first win ties."""
    taken: set[str] = set()
    chosen: list[tuple[int, Proposal]] = []
    ranked = sorted(enumerate(proposals), key=lambda item: (REASONS.index(item[1].reason), -item[1].score, item[0]))
    for order, proposal in ranked:
        documents = {proposal.zh.document_id, proposal.en.document_id}
        if not documents & taken:
            taken |= documents
            chosen.append((order, proposal))
    return [proposal for _, proposal in sorted(chosen, key=lambda item: item[0])]
