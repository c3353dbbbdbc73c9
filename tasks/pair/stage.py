"""Find the documents of a run that translate each other; a document in both languages pairs with itself."""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from ..core.stage import Tables
from ..schema import PAIRS
from ..schema.artifacts import Pair
from .candidate import Candidate, Proposal, read_candidates
from .choose_pairs import choose_pairs
from .propose_by_name import propose_by_name
from .propose_self import propose_self
from .settings import PairSettings

PROPOSERS = (propose_by_name, propose_self)
"""The ways of searching. Each looks at all documents and knows nothing of the others."""


def pair_documents(tables: Mapping[str, pa.Table], settings: PairSettings) -> Tables:
    """From `documents` (of which document_id, uri and lang_share are read) to `pairs`.

    Each document is in one pair at most; pairs are in the order of their Chinese documents.
    """
    candidates = read_candidates(tables["documents"])
    pairs = [
        Pair(proposal.zh.document_id, proposal.en.document_id, round(proposal.score, 4), proposal.reason)
        for proposal in find_pairs(candidates, settings)
    ]
    return {"pairs": PAIRS.from_rows(pairs)}


def find_pairs(candidates: Sequence[Candidate], settings: PairSettings) -> list[Proposal]:
    """The pairs among documents, one to one, in the order of the Chinese ones."""
    proposals = [proposal for propose in PROPOSERS for proposal in propose(candidates, settings)]
    order = {candidate.document_id: place for place, candidate in enumerate(candidates)}
    return sorted(choose_pairs(proposals), key=lambda pair: order[pair.zh.document_id])
