"""What the search for pairs knows of a document, and what it proposes."""

from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa

from .settings import PairSettings


class Candidate(NamedTuple):
    """A document: `zh_share` and `en_share` are shares of its characters of text, 0 to 1."""

    document_id: str
    uri: str
    zh_share: float
    en_share: float


class Proposal(NamedTuple):
    """A pair that one way of searching proposes; `score` is how sure it is, 0 to 1."""

    zh: Candidate
    en: Candidate
    score: float
    reason: str


def read_candidates(documents: pa.Table) -> list[Candidate]:
    """The rows of `documents`, of which document_id, uri and lang_share are read."""
    names = ("document_id", "uri", "lang_share")
    rows = zip(*(documents[name].to_pylist() for name in names), strict=True)
    return [
        Candidate(document_id, uri, _share(shares, "zh"), _share(shares, "en")) for document_id, uri, shares in rows
    ]


def is_in_one_language(candidate: Candidate, settings: PairSettings) -> bool:
    """Whether a document could have its translation elsewhere."""
    low, high = sorted((candidate.zh_share, candidate.en_share))
    return high >= settings.min_main_share and low <= settings.max_other_share


def _share(shares: Iterable[tuple[str, float]], language: str) -> float:
    """The share of a language whatever its script: `zh` takes zh-Hans and zh-Hant with it."""
    return sum(share for lang, share in shares if lang.partition("-")[0] == language)
