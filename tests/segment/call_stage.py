"""One text, cut and named as the stage does it with many."""

from collections.abc import Sequence

import numpy as np

from tasks.segment.cut_texts import Pieces, cut_lines, find_lines, open_memory
from tasks.segment.detect_language import Languages, count_by_span, judge_segments
from tasks.segment.judge_kind import judge_kinds
from tasks.segment.settings import SegmentSettings


def cut_text(text: str, settings: SegmentSettings) -> Pieces:
    """The segments of one text by itself. Raises EmptyDocumentError when the text is blank."""
    memory = open_memory()
    lines = find_lines(text, settings, memory)
    return cut_lines(text, lines, judge_kinds([lines])[0], settings, memory)


def detect_languages(text: str, spans: Sequence[tuple[int, int]], settings: SegmentSettings) -> Languages:
    """Languages of the half-open spans of a document, which are in order and apart; no letter lies outside of them."""
    starts = np.array([start for start, _ in spans], dtype=np.int64)
    return judge_segments([text[start:end] for start, end in spans], count_by_span(text, starts), settings, {})
