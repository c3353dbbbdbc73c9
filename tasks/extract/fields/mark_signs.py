"""Which sentences can say something of a kind at all: a linear engine over all sentences of a shard at once."""

import re
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ..mention import Sentence
from . import choose_place, read_actor, read_base, read_modality, read_partial_time, read_time

MODAL_ENGLISH, MODAL_CHINESE, NATIONAL_BODY, PARTIAL_ENGLISH, PARTIAL_CHINESE, NAMED_YEAR, CUMULATIVE = (
    1 << bit for bit in range(7)
)
BODY_CHINESE, CLAUSES_ENGLISH, CLAUSES_CHINESE, COMPARED = (1 << bit for bit in range(7, 11))

_LOOK = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|(?P<look>\(\?<?[!=])", re.DOTALL)
_INSIDE = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]|[()]", re.DOTALL)


def loosen(pattern: str) -> str:
    """A pattern without what it asks of neighbours, which the linear engine cannot: it matches wherever the other does.

    Raises ValueError when its brackets do not close.
    """
    kept, at = [], 0
    for look in _LOOK.finditer(pattern):
        if look["look"] and look.start() >= at:
            kept.append(pattern[at : look.start()])
            at = _find_close(pattern, look.end())
    return "".join(kept) + pattern[at:]


def _find_close(pattern: str, at: int) -> int:
    """The end of the group whose inside begins at a place."""
    depth = 1
    for match in _INSIDE.finditer(pattern, at):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if not depth:
            return match.end()
    raise ValueError(f"a group does not close: {pattern}")


_PATTERNS: tuple[Callable[[], str], ...] = (
    read_modality.english_pattern,
    read_modality.chinese_pattern,
    choose_place.national_body_pattern,
    read_partial_time.english_pattern,
    read_partial_time.chinese_pattern,
    read_time.named_year_pattern,
    lambda: "umulative",
    read_actor.body_pattern,
    read_actor.english_clause_pattern,
    read_actor.chinese_clause_pattern,
    read_base.base_pattern,
)
"""In the order of the bits; each is the pattern of the module that reads what it finds."""


@cache
def _patterns() -> tuple[str, ...]:
    return tuple(loosen(pattern()) for pattern in _PATTERNS)


def mark_signs(sentences: Sequence[Sentence]) -> None:
    """Set `signs` of each sentence to the bits of what it may say; a bit that is not set proves that it does not."""
    texts = pa.array([sentence.folded for sentence in sentences], pa.string())
    signs = np.zeros(len(texts), dtype=np.int64)
    for bit, pattern in enumerate(_patterns()):
        signs |= pc.match_substring_regex(texts, pattern).to_numpy(zero_copy_only=False).astype(np.int64) << bit
    for sentence, bits in zip(sentences, signs.tolist(), strict=True):
        sentence.signs = bits
