"""Read the edits of repair inside the segments that are shown."""

from bisect import bisect_right
from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from ..store.versions import Version
from .cut_text import Edited
from .model import Change
from .read_rows import Row, read_batches
from .write_text import clip_text

EDIT_COLUMNS = ("document_id", "char_start", "char_end", "before", "rule", "is_lossy", "suggestion")
BEFORE_CHARS = 80
EDITS_SHOWN = 200
"""Edits of a segment that are shown at most, the first of them."""


def read_edits(version: Version, segments: Mapping[str, Row], documents: Mapping[str, Row]) -> dict[str, list[Edited]]:
    """The edits by segment_id, with spans inside the text of the segment, clipped to it.

    One that goes over several segments stands in each of them.
    """
    starts: dict[str, list[tuple[int, str]]] = {}
    for segment in segments.values():
        starts.setdefault(segment["document_id"], []).append((segment["char_start"], segment["segment_id"]))
    for some in starts.values():
        some.sort()
    wanted = pa.array(sorted(starts), pa.string())
    found: dict[str, list[Edited]] = {}
    for batch in read_batches(version, "edits", EDIT_COLUMNS, pc.field("document_id").isin(wanted)):
        for row in batch.to_pylist():
            _share_out(row, starts[row["document_id"]], segments, documents[row["document_id"]]["charset"], found)
    return found


def _share_out(
    row: Row, starts: list[tuple[int, str]], segments: Mapping[str, Row], charset: str, found: dict[str, list[Edited]]
) -> None:
    """Put an edit into the segments that it touches."""
    at = max(0, bisect_right(starts, (row["char_start"], "\uffff")) - 1)
    while at < len(starts) and starts[at][0] <= row["char_end"]:
        start, segment_id = starts[at]
        end = start + len(segments[segment_id]["text"])
        known = found.get(segment_id, [])
        if row["char_end"] >= start and row["char_start"] < end and len(known) < EDITS_SHOWN:
            span = max(row["char_start"], start) - start, min(row["char_end"], end) - start
            if span[0] < span[1] or row["char_start"] == row["char_end"]:
                found.setdefault(segment_id, []).append(Edited(*span, _describe(row, charset)))
        at += 1


def _describe(row: Row, charset: str) -> Change:
    says = f"{row['rule']}{', text was lost' if row['is_lossy'] else ''}"
    if row["suggestion"]:
        says += f", maybe: {clip_text(row['suggestion'], BEFORE_CHARS)}"
    return Change(clip_text(read_bytes(row["before"], charset), BEFORE_CHARS), says, row["is_lossy"])


def read_bytes(data: bytes, charset: str) -> str:
    """Bytes as they read without the edit; what is no text in the charset is written in hex."""
    try:
        return data[: 4 * BEFORE_CHARS].decode(charset, "backslashreplace")
    except (LookupError, ValueError):
        return data[: 4 * BEFORE_CHARS].hex(" ")
