"""Where in a page its text stands: the run of lines that holds most prose and least of everything else.

Lines get a score, prose its words, short lines and lines with a cue a loss, and the run with the greatest sum is the
text (maximum subsequence, as in Pasternack and Roth, "Extracting article text from the web with maximum subsequence
segmentation", 2009). A document without a line that speaks of a web site is no page: all of it is text.
"""

from collections.abc import Sequence

from .measure_lines import LineMeasure

MAX_GAIN = 40.0
"""Words of a line of prose that count."""
SHORT_LOSS, CUE_LOSS, HEADING_LOSS = 10.0, 25.0, 150.0
ITEM_LOSS = 2.0
REPEAT_LOSS = 6.0
_ANYWHERE = frozenset(("meta", "caption"))
_HEADINGS = frozenset(("related-news", "browser-warning"))


def is_page(cue_kinds: Sequence[str | None]) -> bool:
    """Whether a document has a line that only pages of the web have; a date, a source or a caption is none."""
    return any(kind is not None and kind not in _ANYWHERE for kind in cue_kinds)


def find_main_text(measures: Sequence[LineMeasure], cue_kinds: Sequence[str | None]) -> tuple[int, int]:
    """First line of the text and one past its last: (0, n) for a document that is no page, (0, 0) for no prose."""
    if not is_page(cue_kinds):
        return 0, len(measures)
    best, best_run = 0.0, (0, 0)
    total, begin = 0.0, 0
    for at, (measure, kind) in enumerate(zip(measures, cue_kinds, strict=True)):
        if total <= 0:
            total, begin = 0.0, at
        total += score_line(measure, kind)
        if total > best:
            best, best_run = total, (begin, at + 1)
    return best_run


def score_line(measure: LineMeasure, kind: str | None) -> float:
    """Words of prose, at most 40, or a loss."""
    if kind in _HEADINGS:
        return -HEADING_LOSS
    if kind:
        return -CUE_LOSS
    if measure.is_prose:
        return min(measure.n_words, MAX_GAIN)
    loss = ITEM_LOSS if measure.is_item or measure.has_end else SHORT_LOSS
    return -loss - REPEAT_LOSS * (measure.n_repeats > 1)
