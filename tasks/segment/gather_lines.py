"""The lines of several pages behind each other, as arrays."""

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

from .find_echoes import Echoes
from .measure_lines import PARTS
from .read_lines import Lines

Whole = npt.NDArray[np.int64]
"""Shape (n_lines,)."""
Flags = npt.NDArray[np.bool_]
"""Shape (n_lines,)."""
CUES = ("nav", "footer", "meta", "caption", "related-news", "tagcloud", "browser-warning")
_PLACES = {None: -1} | {name: place for place, name in enumerate(CUES)}
_MAX_WORDS = 60
"""Words of a line that count."""
Values = TypeVar("Values", bound=npt.NDArray[Any])


class LineArrays(NamedTuple):
    """Lines as arrays: words in parts, forms as flags, cues as places in CUES or -1; all of shape (n_lines,)
    but `echoes`.

    `prose` is the words of lines of prose without a cue. `pages` are the pages in which lines stand, `low` and `high`
    the first line of that page and one past its last; `starts` and `ends` are these for each page, shape (n_pages,).
    """

    words: Whole
    is_prose: Flags
    has_end: Flags
    has_sentence: Flags
    is_item: Flags
    has_label: Flags
    repeats: Whole
    wordings: Whole
    echoes: Echoes
    cues: Whole
    has_cue: Flags
    prose: Whole
    pages: Whole
    low: Whole
    high: Whole
    starts: Whole
    ends: Whole

    def sum_by_page(self, values: npt.NDArray[Any]) -> Whole:
        """Sums of whole numbers or flags over the lines of each page, shape (n_pages,)."""
        sums: Whole = np.add.reduceat(values, self.starts, dtype=np.int64)
        return sums

    def spread(self, values: Values) -> Values:
        """For each line the value of its page."""
        return values[self.pages]  # type: ignore[return-value]


def gather_lines(pages: Sequence[Lines]) -> LineArrays:
    """The lines of pages behind each other; each page has a line at least."""
    sizes = np.array([len(page.paragraphs) for page in pages])
    ends = np.cumsum(sizes)
    starts = ends - sizes
    at_page = np.repeat(np.arange(len(pages)), sizes)
    forms = np.array([measure[1:] for page in pages for measure in page.measures]).T
    words = np.minimum(np.concatenate([page.weights for page in pages]), _MAX_WORDS * PARTS)
    cues = np.array([_PLACES[cue] for page in pages for cue in page.cues])
    has_cue = cues >= 0
    return LineArrays(
        words=words,
        is_prose=forms[0],
        has_end=forms[1],
        has_sentence=forms[2],
        is_item=forms[3],
        has_label=forms[4],
        repeats=np.array([count for page in pages for count in page.repeats]),
        wordings=np.array([wording for page in pages for wording in page.wordings]),
        echoes=np.concatenate([page.echoes for page in pages]),
        cues=cues,
        has_cue=has_cue,
        prose=np.where(forms[0] & ~has_cue, words, 0),
        pages=at_page,
        low=starts[at_page],
        high=ends[at_page],
        starts=starts,
        ends=ends,
    )
