"""Find the documents of a run that translate each other; a document in both languages pairs with itself."""

from collections.abc import Callable, Mapping, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from ..core.stage import Tables
from ..schema import PAIRS
from ..schema.artifacts import Pair
from .candidate import Candidate, Proposal, read_candidates
from .choose_pairs import choose_pairs
from .propose_by_content import propose_by_content
from .propose_by_name import propose_by_name
from .propose_declared import is_declaration, propose_declared
from .propose_self import propose_self
from .settings import PairSettings
from .sign_documents import Signature, sign_document

SEGMENT_COLUMNS = ("document_id", "lang", "is_boilerplate", "text")
Signer = Callable[[set[str]], list[Signature]]
"""From ids of documents to their signatures; documents without usable text have none."""


def pair_documents(tables: Mapping[str, pa.Table], settings: PairSettings) -> Tables:
    """From `documents` (document_id, uri, lang_share and text are read) and `segments`, if given, to `pairs`.

    Each document is in one pair at most; pairs are in the order of their Chinese documents.
    """
    documents, segments = tables["documents"], tables.get("segments")
    candidates = read_candidates(documents)
    declarations = read_declarations(documents) if "text" in documents.column_names else {}

    def sign(wanted: set[str]) -> list[Signature]:
        return sign_segments(segments, wanted) if segments is not None else []

    return list_pairs(find_pairs(candidates, settings, declarations, sign))


def list_pairs(found: Sequence[Proposal]) -> Tables:
    """The table `pairs`."""
    pairs = [Pair(pair.zh.document_id, pair.en.document_id, round(pair.score, 4), pair.reason) for pair in found]
    return {"pairs": PAIRS.from_rows(pairs)}


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


def is_in_one_language(candidate: Candidate, settings: PairSettings) -> bool:
    """Whether a document could have its translation elsewhere."""
    low, high = sorted((candidate.zh_share, candidate.en_share))
    return high >= settings.min_main_share and low <= settings.max_other_share


def read_declarations(documents: pa.Table) -> dict[str, str]:
    """The texts of the documents that are lists of pairs, by uri."""
    uris = documents["uri"].to_pylist()
    places = [place for place, uri in enumerate(uris) if is_declaration(uri)]
    return {uris[place]: documents["text"][place].as_py() for place in places}


def sign_segments(segments: pa.Table, wanted: set[str]) -> list[Signature]:
    """The signatures of some documents, in the order in which they come; of each what is in its main language."""
    is_wanted = pc.and_(
        pc.is_in(segments["document_id"], value_set=pa.array(sorted(wanted), pa.string())),
        pc.invert(segments["is_boilerplate"]),
    )
    rows = segments.select(SEGMENT_COLUMNS).filter(is_wanted)
    texts: dict[str, tuple[list[str], list[str]]] = {}
    columns = (rows[name].to_pylist() for name in ("document_id", "lang", "text"))
    for document_id, lang, text in zip(*columns, strict=True):
        if lang == "en" or lang.startswith("zh"):
            texts.setdefault(document_id, ([], []))[lang == "en"].append(text)
    return [_sign(document_id, zh, en) for document_id, (zh, en) in texts.items()]


def _sign(document_id: str, zh: Sequence[str], en: Sequence[str]) -> Signature:
    is_zh = sum(map(len, zh)) * 3 > sum(map(len, en))
    return sign_document(document_id, zh if is_zh else en, is_zh)
