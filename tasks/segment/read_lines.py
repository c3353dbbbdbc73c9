"""The lines of a document, each as it is seen by itself."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .count_signs import Counts, count_signs
from .find_echoes import Echoes, find_echoes
from .mark_repeats import Repeats, find_frame
from .match_cues import is_page, match_cue
from .measure_lines import PARTS, LineMeasure, measure_line, weigh_lines
from .split_paragraphs import Paragraph
from .weigh_wording import MAX_CHARS, recall_wording

Forms = dict[str, tuple[LineMeasure, str | None]]
"""Measure and cue of a line by its text, for the same lines stand in many documents."""


class Lines(NamedTuple):
    """The lines of one document; columns of one length.

    `weights` are sizes in parts of a word; `wordings` what `weigh_wording` says and `echoes` what `find_echoes` does,
    for pages only; `repeats` how often the same line stands in the document. `main` says of each line whether the
    format of the document gives it out as text proper, where it tells; `frame` are the places of the lines that frame
    the pages of the site.
    """

    paragraphs: Sequence[Paragraph]
    counts: Counts
    weights: npt.NDArray[np.int64]
    measures: list[LineMeasure]
    cues: list[str | None]
    wordings: list[int]
    echoes: Echoes
    repeats: list[int]
    main: Sequence[bool] | None = None
    frame: Sequence[int] = ()


def read_lines(
    text: str,
    paragraphs: Sequence[Paragraph],
    main: Sequence[bool] | None = None,
    forms: Forms | None = None,
    repeats: Repeats | None = None,
) -> Lines:
    """The lines of a text; `forms` are those of lines that were seen before, and more are put there.

    `repeats` are the lines that stand in other documents of the run too.
    """
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
    frame = {} if repeats is None else find_frame(paragraphs, measures, cues, repeats)
    if frame:
        cues = [cue or frame.get(at) for at, cue in enumerate(cues)]
    of_page = lines if main or is_page(cues) else []
    wordings = [weigh_line(line) for line in of_page]
    echoes = find_echoes(of_page, [measure.is_prose for measure in measures[: len(of_page)]])
    n_times = Counter(lines)
    times = [n_times[line] for line in lines]
    return Lines(paragraphs, counts, weights, measures, cues, wordings, echoes, times, main, tuple(frame))


def weigh_line(line: str) -> int:
    """The wording of a line of any size."""
    return recall_wording(line) if len(line) <= MAX_CHARS else 0
