"""The lines of a document, each as it is seen by itself."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .count_signs import Counts, count_signs
from .match_cues import match_cue
from .measure_lines import PARTS, LineMeasure, measure_line, weigh_lines
from .split_paragraphs import Paragraph
from .weigh_wording import weigh_wording

Forms = dict[str, tuple[LineMeasure, str | None, int]]
"""Measure, cue and wording of a line by its text, for the same lines stand in many documents."""


class Lines(NamedTuple):
    """The lines of one document; columns of one length.

    `weights` are sizes in parts of a word, `wordings` what `weigh_wording` says, `repeats` how often the same line
    stands in the document. `main` says of each line whether the format of the document gives it out as text proper,
    where it tells.
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
            found[at] = forms[line] = (measure, match_cue(line, measure), weigh_wording(line))
    measures, cues, wordings = map(list, zip(*found, strict=True)) if found else ([], [], [])
    repeats = Counter(lines)
    return Lines(paragraphs, counts, weights, measures, cues, wordings, [repeats[line] for line in lines], main)
