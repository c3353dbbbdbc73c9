"""From segments to signatures, and signatures as a table: a step a shard, because they are small and texts are not."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..core.stage import Tables
from ..schema import SIGNATURES
from .candidate import is_in_one_language, read_candidates
from .settings import PairSettings
from .sign_documents import Signature, Text, sign_documents

SEGMENT_COLUMNS = ("document_id", "lang", "is_boilerplate", "text")


def sign_shard(tables: Mapping[str, pa.Table], settings: PairSettings) -> Tables:
    """From `documents` (document_id, uri and lang_share are read) and `segments` to `signatures`.

    Documents in both languages have none, nor do those without usable text; with `by_content` off nothing has.
    """
    if not settings.by_content:
        return {"signatures": SIGNATURES.empty()}
    candidates = read_candidates(tables["documents"])
    wanted = {some.document_id for some in candidates if is_in_one_language(some, settings)}
    return {"signatures": tabulate(sign_segments(tables["segments"], wanted))}


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
    return sign_documents([_choose_language(document_id, zh, en) for document_id, (zh, en) in texts.items()])


def _choose_language(document_id: str, zh: Sequence[str], en: Sequence[str]) -> Text:
    is_zh = sum(map(len, zh)) * 3 > sum(map(len, en))
    return Text(document_id, "\n".join(zh if is_zh else en), is_zh)


def tabulate(signatures: Sequence[Signature]) -> pa.Table:
    """The table `signatures`."""
    ends = np.cumsum([0, *(len(some.features) for some in signatures)], dtype=np.int32)
    columns = {
        "document_id": [some.document_id for some in signatures],
        "features": pa.ListArray.from_arrays(ends, _join([some.features for some in signatures], np.int64)),
        "counts": pa.ListArray.from_arrays(ends, _join([some.counts for some in signatures], np.float32)),
        "n_bytes": [some.n_bytes for some in signatures],
    }
    return SIGNATURES.from_columns(columns, len(signatures))


def _join(columns: Sequence[np.ndarray], kind: type[np.generic]) -> np.ndarray:
    return np.concatenate([*columns, np.empty(0, kind)]).astype(kind)
