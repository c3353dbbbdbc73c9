"""Kind of each line of a document: title, body, list-item, or one of the kinds of boilerplate.

Whether a line of a page is boilerplate a model decides (`score_lines`), which of the kinds it then is the cues and the
place. A document without a line that speaks of a web site is no page: all of it is text but what cues say.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .count_signs import SIGNS, count_signs
from .describe_lines import describe_lines, find_best_run
from .find_title import find_title
from .match_cues import match_cue
from .measure_lines import LineMeasure, measure_counted
from .score_lines import score_lines
from .split_paragraphs import Paragraph

BOILERPLATE = frozenset(("nav", "footer", "meta", "caption", "tagcloud", "browser-warning", "related-news"))
"""Kinds that belong to the page and not to the text."""
THRESHOLD = 0
"""Score, in thousandths of log odds, above which a line of a page is boilerplate."""
_END_MATTER_GAIN = 2000
"""Added to the scores of lines below a heading of related news."""
_ANYWHERE = frozenset(("meta", "caption"))
"""Kinds of lines that any document may have."""
_MAX_HEADING_WORDS = 40
_COLONS = (":", "：")
"""A line that ends so leads to the next and is no title."""
_MAX_SIGNATURE = 4
"""Lines below the text that may be a body's name and a date under it."""
_FILL_THRESHOLD = 1300
_MAX_ABOVE, _MAX_BELOW = 2, 8
"""Lines without a cue above the first and below the last line of prose that go with it."""
_SIGNATURE = re.compile(
    "(?:.{2,40}(?:厅|局|委员会|办公室|政府|法院|检察院|公司|协会|中心|部|院|廳|會|處|委員會|辦公室)"
    "|.{0,12}[12][0-9]{3}年.{1,6}月.{1,3}日|二[○〇零].{2,3}年.{1,3}月.{1,3}日)[)）]?"
)


class Page(NamedTuple):
    """A document as its kinds are judged; `start` and `end` are the first line of its text and one past the last."""

    paragraphs: Sequence[Paragraph]
    measures: Sequence[LineMeasure]
    cues: Sequence[str | None]
    start: int
    end: int
    title: int | None


def judge_kinds(text: str, paragraphs: Sequence[Paragraph], main: Sequence[bool] | None = None) -> list[str]:
    """The kind of each paragraph of a document, in order.

    `main` says of each paragraph whether the format of the document gives it out as text proper, where it tells.
    """
    if not paragraphs:
        return []
    counts = count_signs(text, paragraphs)
    measures = measure_counted(paragraphs, counts)
    cues = [match_cue(p.text, m) for p, m in zip(paragraphs, measures, strict=True)]
    if not (main or is_page(cues)):
        page = Page(paragraphs, measures, cues, 0, len(cues), find_title(paragraphs, measures, cues, 0))
        return _name_kinds(page, list(cues))
    is_junk = judge_boilerplate(counts, measures, cues, main)
    body = [at for at, junk in enumerate(is_junk) if not junk]
    start = find_start(measures, is_junk)
    end = body[-1] + 1 if body else 0
    page = Page(paragraphs, measures, cues, start, end, find_title(paragraphs, measures, cues, start) if body else None)
    for at in find_signature(page):
        is_junk[at] = False
    if page.title is not None:
        is_junk[page.title] = False
        if is_han(counts):
            fill_below_title(page, is_junk)
    return _name_kinds(page, name_boilerplate(page, is_junk))


def is_page(cues: Sequence[str | None]) -> bool:
    """Whether a document has a line that only pages of the web have; a date, a source or a caption is none."""
    return any(kind is not None and kind not in _ANYWHERE for kind in cues)


def judge_boilerplate(
    counts: npt.NDArray[np.int64],
    measures: Sequence[LineMeasure],
    cues: Sequence[str | None],
    main: Sequence[bool] | None,
) -> list[bool]:
    """Whether each line is boilerplate: as the model says, or as the format, but where cue and model are against it.

    A caption is boilerplate wherever it stands. More must speak for text below a heading of related news behind it.
    """
    scores = score_lines(describe_lines(counts, measures, cues))
    scores[find_end_matter(measures, cues) :] += _END_MATTER_GAIN
    says = [score > THRESHOLD or cue == "caption" for score, cue in zip(scores.tolist(), cues, strict=True)]
    if main is None:
        if is_han(counts):
            fill_gaps(measures, cues, scores.tolist(), says)
        return says
    return [not is_main or (junk and cue is not None) for is_main, junk, cue in zip(main, says, cues, strict=True)]


def is_han(counts: npt.NDArray[np.int64]) -> bool:
    """Whether a third of what a page holds is Chinese characters, so that the table of cues knows its menus."""
    return bool(counts[:, SIGNS.index("han")].sum() * 3 >= counts.sum())


def fill_gaps(
    measures: Sequence[LineMeasure], cues: Sequence[str | None], scores: Sequence[int], is_junk: list[bool]
) -> None:
    """Make text of lines without a cue that stand among lines of prose: rows of tables, headings, properties.

    Between lines of prose all are filled in, a few above the first and below the last unless much speaks against
    them; a line with a cue ends it.
    """
    first = 0
    for end in [at for at, cue in enumerate(cues) if cue] + [len(cues)]:
        prose = [at for at in range(first, end) if not is_junk[at] and measures[at].is_prose]
        if prose:
            low, high = max(first, prose[0] - _MAX_ABOVE), min(end, prose[-1] + 1 + _MAX_BELOW)
            for at in range(low, high):
                is_junk[at] = is_junk[at] and scores[at] > _FILL_THRESHOLD and not prose[0] < at < prose[-1]
        first = end + 1


def fill_below_title(page: Page, is_junk: list[bool]) -> None:
    """Make text of the lines without a cue right below the title, where more text follows."""
    for at in range((page.title or 0) + 1, min(page.start, (page.title or 0) + 1 + _MAX_BELOW)):
        if page.cues[at]:
            return
        is_junk[at] = False


def find_end_matter(measures: Sequence[LineMeasure], cues: Sequence[str | None]) -> int:
    """The first heading of related news behind most of the prose, right below a line that closes the text.

    The number of lines when there is none; headings of related news stand in the midst of texts too.
    """
    headings = [at for at in range(1, len(cues)) if cues[at] == "related-news" and cues[at - 1]]
    if not headings:
        return len(cues)
    prose = np.array([m.n_words * m.is_prose * (cue is None) for m, cue in zip(measures, cues, strict=True)])
    half = int(np.searchsorted(np.cumsum(prose), prose.sum() / 2))
    return next((at for at in headings if at > half), len(cues))


def find_start(measures: Sequence[LineMeasure], is_junk: Sequence[bool]) -> int:
    """The first line of the run of text with most prose, so that a stray line above does not count."""
    gains = np.array([0.0 if junk else max(m.n_words, 1.0) for m, junk in zip(measures, is_junk, strict=True)])
    return find_best_run(gains)[0]


def find_signature(page: Page) -> list[int]:
    """Lines right below the text that are the name of a body and a date under it."""
    found = []
    for at in range(page.end, min(page.end + _MAX_SIGNATURE, len(page.cues))):
        if not _SIGNATURE.fullmatch(page.paragraphs[at].text) or page.cues[at] not in (None, "meta"):
            break
        found.append(at)
    return found


def name_boilerplate(page: Page, is_junk: Sequence[bool]) -> list[str | None]:
    """The kind of each line that is boilerplate, None for the others: by its cue, else by its place."""
    cues = _spread_warnings(page.cues, page.measures)
    kinds: list[str | None] = []
    above: str | None = None
    for at, junk in enumerate(is_junk):
        kind = cues[at] or (_name_by_place(page, at, above) if junk else None)
        kinds.append(kind if junk else None)
        above = kind if junk else None
    return kinds


def _name_by_place(page: Page, at: int, above: str | None) -> str:
    """Related news below its heading or where it is prose behind the text; else a menu above, a footer below."""
    if above == "related-news":
        return "related-news"
    if at < page.end or above == "nav":
        return "nav"
    return "related-news" if page.measures[at].is_prose and page.measures[at].has_sentence else "footer"


def _name_kinds(page: Page, kinds: Sequence[str | None]) -> list[str]:
    return [kind or ("title" if at == page.title else _judge_text(page, at, kinds)) for at, kind in enumerate(kinds)]


def _spread_warnings(cues: Sequence[str | None], measures: Sequence[LineMeasure]) -> list[str | None]:
    """Cues, with a warning about the browser carried on over the short lines behind it."""
    kinds: list[str | None] = []
    left = 0
    for kind, measure in zip(cues, measures, strict=True):
        if kind == "browser-warning":
            left = 6
        elif left and not measure.is_prose and kind in (None, "nav"):
            kind, left = "browser-warning", left - 1
        else:
            left = 0
        kinds.append(kind)
    return kinds


def _judge_text(page: Page, at: int, kinds: Sequence[str | None]) -> str:
    """Title, list-item or body, for a line of the text."""
    measures = page.measures
    measure = measures[at]
    plain = "list-item" if measure.is_item else "body"
    if measure.has_sentence or measure.is_prose or measure.n_words > _MAX_HEADING_WORDS:
        return plain
    below = next((measures[i] for i in range(at + 1, len(measures)) if not kinds[i]), None)
    if below is None or page.paragraphs[at].text.endswith(_COLONS):
        return plain
    if at and measure.is_item and _is_bare_item(measures[at - 1]):
        return plain
    leads = below.is_prose or (below.n_words > measure.n_words and not _is_bare_item(below))
    return "title" if leads and measure.n_words >= 1 else plain


def _is_bare_item(measure: LineMeasure) -> bool:
    return measure.is_item and not measure.has_sentence and not measure.is_prose
