"""The lines of a document, each as it is seen by itself."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .count_signs import Counts, count_signs
from .match_cues import match_cue
from .measure_lines import PARTS, LineMeasure, measure_line, weigh_lines
from .split_paragraphs import Paragraph
from .weigh_wording import MAX_CHARS, recall_wording

_ANYWHERE = frozenset((None, "meta", "caption"))
"""Cues of lines that any document may have."""
Forms = dict[str, tuple[LineMeasure, str | None]]
"""Measure and cue of a line by its text, for the same lines stand in many documents."""


class Lines(NamedTuple):
    """The lines of one document; columns of one length.

    `weights` are sizes in parts of a word, `wordings` what `weigh_wording` says, for pages only; `repeats`
    how often the same line stands in the document. `main` says of each line whether the format of the document gives it
    out as text proper, where it tells.
    """

    paragraphs: Sequence[Paragraph]
    counts: Counts
    weights: npt.NDArray[np.int64]
    measures: list[LineMeasure]
    cues: list[str | None]
    wordings: list[int]
    repeats: list[int]
    main: Sequence[bool] | None = None


def read_lines(
    text: str, paragraphs: Sequence[Paragraph], main: Sequence[bool] | None = None, forms: Forms | None = None
) -> Lines:
    """The lines of a text; `forms` are those of lines that were seen before, and more are put there."""
    forms = {} if forms is None else forms
    counts = count_signs(text, paragraphs)
    weights = weigh_lines(counts)
    lines = [paragraph.text for paragraph in paragraphs]
    found = list(map(forms.get, lines))
    for at, (line, weight) in enumerate(zip(lines, weights.tolist(), strict=True)):
        if found[at] is None:
            measure = measure_line(line, weight / PARTS)
            found[at] = forms[line] = (measure, match_cue(line, measure))
    measures, cues = map(list, zip(*found, strict=True)) if found else ([], [])
    wordings = [weigh_line(line) for line in lines] if main or is_page(cues) else []
    repeats = Counter(lines)
    return Lines(paragraphs, counts, weights, measures, cues, wordings, [repeats[line] for line in lines], main)


def weigh_line(line: str) -> int:
    """The wording of a line of any size."""
    return recall_wording(line) if len(line) <= MAX_CHARS else 0


def is_page(cues: Iterable[str | None]) -> bool:
    """Whether a document has a line that only pages of the web have; a date, a source or a caption is none."""
    return not _ANYWHERE.issuperset(cues)
