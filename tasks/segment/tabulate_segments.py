"""Segments of many documents as one Arrow table, column by column."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ..schema.segments import SEGMENTS
from .cut_texts import Pieces, Places
from .judge_kind import BOILERPLATE

_PREFIX = 16
"""Digits of a document's id that open those of its segments."""


class Located(NamedTuple):
    """The segments of one document with the half-open spans of bytes that they stand for."""

    document_id: str
    pieces: Pieces
    byte_starts: Places
    byte_ends: Places


def tabulate_segments(located: Sequence[Located]) -> pa.Table:
    """The table `segments`, documents in order."""
    pieces = [each.pieces for each in located]
    sizes = [len(each.texts) for each in pieces]
    places = pa.array(np.repeat(np.arange(len(located)), sizes))
    ids = pa.array([each.document_id for each in located], pa.string())
    ordinals = pa.array(_join([np.arange(size) for size in sizes]))
    prefixes = pc.utf8_slice_codeunits(ids, 0, _PREFIX).take(places)
    kinds = list(chain.from_iterable(each.kinds for each in pieces))
    columns: dict[str, Any] = {
        "segment_id": pc.binary_join_element_wise(prefixes, ordinals.cast(pa.string()), "-"),
        "document_id": ids.take(places),
        "ordinal": ordinals.cast(pa.int32()),
        "paragraph": _join([each.paragraphs for each in pieces]),
        "kind": kinds,
        "is_boilerplate": pc.is_in(pa.array(kinds, pa.string()), value_set=pa.array(sorted(BOILERPLATE))),
        "lang": list(chain.from_iterable(each.langs for each in pieces)),
        "lang_confidence": list(chain.from_iterable(each.confidences for each in pieces)),
        "char_start": _join([each.starts for each in pieces]),
        "char_end": _join([each.ends for each in pieces]),
        "byte_start": _join([each.byte_starts for each in located]),
        "byte_end": _join([each.byte_ends for each in located]),
        "text": list(chain.from_iterable(each.texts for each in pieces)),
        "lang_code": list(chain.from_iterable(each.codes for each in pieces)),
    }
    return SEGMENTS.from_columns(columns, sum(sizes))


def _join(parts: Sequence[npt.NDArray[np.int64]]) -> Places:
    """Arrays behind each other; without any, an empty one."""
    return np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
