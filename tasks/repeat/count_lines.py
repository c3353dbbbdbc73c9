"""Number the lines of the documents of one shard: a step a shard, for numbers are small and texts are not."""

from collections.abc import Mapping

import pyarrow as pa

from ..core.key_lines import MAX_CHARS, Keys, key_line
from ..core.lines import split_lines
from ..core.stage import Tables
from ..schema import LINES
from ..schema.artifacts import LineKeys
from .settings import RepeatSettings

N_EDGE = 200
"""Lines of the head and of the foot of a document that are counted."""


def count_lines(tables: Mapping[str, pa.Table], settings: RepeatSettings) -> Tables:
    """From `texts` (document_id and text are read) to `lines`; without `over_run` no document has a line."""
    known: Keys = {}
    ids, texts = (tables["texts"][name].to_pylist() for name in ("document_id", "text"))
    rows = [
        LineKeys(document_id, key_edges(text, known) if settings.over_run else [])
        for document_id, text in zip(ids, texts, strict=True)
    ]
    return {"lines": LINES.from_rows(rows)}


def key_edges(text: str, known: Keys) -> list[int]:
    """The numbers of the distinct lines at the head and the foot of a text, in rising order."""
    lines = [line.text for line in split_lines(text)]
    if len(lines) > 2 * N_EDGE:
        lines = [*lines[:N_EDGE], *lines[-N_EDGE:]]
    return sorted({key_line(line, known) for line in lines if len(line) <= MAX_CHARS})
