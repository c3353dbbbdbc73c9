"""Find the documents of a run that translate each other; a document in both languages pairs with itself."""

from collections.abc import Callable, Iterable, Mapping, Sequence

import pyarrow as pa

from ..core.stage import Tables
from ..schema import PAIRS
from ..schema.artifacts import Pair
from .candidate import Candidate, Proposal, is_in_one_language, read_candidates
from .choose_pairs import choose_pairs
from .propose_by_content import propose_by_content
from .propose_by_name import propose_by_name
from .propose_declared import is_declaration, propose_declared
from .propose_self import propose_self
from .settings import PairSettings
from .sign_segments import sign_segments, tabulate

Signer = Callable[[set[str]], Iterable[pa.Table]]
"""From ids of documents to tables with at least their signatures, gone through several times; some may have none."""


def pair_documents(tables: Mapping[str, pa.Table], settings: PairSettings) -> Tables:
    """From `documents` to `pairs`, as `propose_pairs` finds them."""
    return list_pairs(propose_pairs(tables, settings))


def propose_pairs(tables: Mapping[str, pa.Table], settings: PairSettings) -> list[Proposal]:
    """The pairs among `documents` (document_id, uri, lang_share and text are read), with what speaks for each.

    What documents say is known from `signatures` or else, for those that need it, from `segments`; both may be missing.
    Each document is in one pair at most; pairs are in the order of their Chinese documents.
    """
    documents = tables["documents"]
    candidates = read_candidates(documents)
    declarations = read_declarations(documents) if "text" in documents.column_names else {}

    def sign(wanted: set[str]) -> list[pa.Table]:
        if "signatures" in tables:
            return [tables["signatures"]]
        return [tabulate(sign_segments(tables["segments"], wanted))] if "segments" in tables else []

    return find_pairs(candidates, settings, declarations, sign)


def list_pairs(found: Sequence[Proposal]) -> Tables:
    """The table `pairs`."""
    return {"pairs": PAIRS.from_rows([Pair(pair.zh.document_id, pair.en.document_id) for pair in found])}


def find_pairs(
    candidates: Sequence[Candidate],
    settings: PairSettings,
    declarations: Mapping[str, str] | None = None,
    sign: Signer | None = None,
) -> list[Proposal]:
    """The pairs among documents, one to one, in the order of the Chinese ones.

    Only documents that no declaration and no name pairs are signed: reading them costs far more than their names.
    """
    proposals = propose_declared(candidates, declarations or {}) + propose_by_name(candidates, settings)
    if sign is not None and settings.by_content:
        taken = {side.document_id for pair in choose_pairs(proposals) for side in (pair.zh, pair.en)}
        rest = [some for some in candidates if some.document_id not in taken and is_in_one_language(some, settings)]
        if any(some.zh_share > some.en_share for some in rest) and any(some.zh_share < some.en_share for some in rest):
            signatures = sign({some.document_id for some in rest})
            proposals += propose_by_content(rest, signatures, settings)
    proposals += propose_self(candidates, settings)
    order = {candidate.document_id: place for place, candidate in enumerate(candidates)}
    return sorted(choose_pairs(proposals), key=lambda pair: order[pair.zh.document_id])


def read_declarations(documents: pa.Table) -> dict[str, str]:
    """The texts of the documents that are lists of pairs, by uri."""
    uris = documents["uri"].to_pylist()
    places = [place for place, uri in enumerate(uris) if is_declaration(uri)]
    return {uris[place]: documents["text"][place].as_py() for place in places}
