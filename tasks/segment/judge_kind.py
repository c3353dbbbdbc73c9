"""Kind of each line of a document: title, body, list-item, or one of the kinds of boilerplate.

Whether a line of a page is boilerplate a model decides (`score_lines`), which of the kinds it then is the cues and the
place. A document without a line that speaks of a web site is no page: all of it is text but what cues say.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from .count_signs import SIGNS, Counts
from .describe_lines import describe_lines, find_best_run
from .find_title import find_title
from .mark_repeats import SIGNATURE
from .match_cues import is_page
from .measure_lines import PARTS, LineMeasure
from .read_lines import Lines
from .score_lines import Scores, score_lines

BOILERPLATE = frozenset(("nav", "footer", "meta", "caption", "tagcloud", "browser-warning", "related-news"))
"""Kinds that belong to the page and not to the text."""
THRESHOLD = 0
"""Score, in thousandths of log odds, above which a line of a page is boilerplate."""
_END_MATTER_GAIN = 2000
"""Added to the scores of lines below a heading of related news."""
_FRAME_GAIN = 3000
"""Added to the scores of lines that frame the pages of a site."""
_MAX_HEADING_WORDS = 40
_COLONS = (":", "：")
"""A line that ends so leads to the next and is no title."""
_MAX_SIGNATURE = 4
"""Lines below the text that may be a body's name and a date under it."""
_FILL_THRESHOLD, _FILL_WORDING = 1300, 150
"""Scores, and wordings in hundredths, above which a line among prose stays boilerplate."""
_HEADING_THRESHOLD = 200
"""Score up to which a line between two lines of prose is a heading."""
_MAX_ABOVE, _MAX_BELOW = 2, 8
"""Lines without a cue above the first and below the last line of prose that go with it."""
_LINES_AT_ONCE = 8192
"""Lines of several documents that are described at once, about."""


class Page(NamedTuple):
    """A document as its kinds are judged; `start` and `end` are the first line of its text and one past the last."""

    lines: Lines
    start: int
    end: int
    title: int | None


def judge_kinds(documents: Sequence[Lines]) -> list[list[str]]:
    """The kind of each line of some documents, in order."""
    pages = [lines for lines in documents if lines.main or is_page(lines.cues)]
    scores = iter(score_pages(pages))
    return [
        judge_page(lines, next(scores)) if lines.main or is_page(lines.cues) else _judge_plain(lines)
        for lines in documents
    ]


def score_pages(pages: Sequence[Lines]) -> Iterator[Scores]:
    """The scores of the lines of each page; some thousand lines are scored at once, which changes no score."""
    first = n_lines = 0
    for at, page in enumerate(pages, 1):
        n_lines += len(page.paragraphs)
        if n_lines >= _LINES_AT_ONCE or at == len(pages):
            group = pages[first:at]
            ends = np.cumsum([len(lines.paragraphs) for lines in group])
            yield from np.split(score_lines(describe_lines(group)), ends[:-1])
            first, n_lines = at, 0


def _judge_plain(lines: Lines) -> list[str]:
    """The kinds of the lines of a document that is no page."""
    if not lines.paragraphs:
        return []
    return _name_kinds(Page(lines, 0, len(lines.cues), find_title(lines, 0)), lines.cues)


def judge_page(lines: Lines, scores: Scores) -> list[str]:
    """The kinds of the lines of a page, given what speaks for each being boilerplate."""
    is_junk = judge_boilerplate(lines, scores)
    body = [at for at, junk in enumerate(is_junk) if not junk]
    start = find_start(lines, is_junk)
    page = Page(lines, start, body[-1] + 1 if body else 0, find_title(lines, start) if body else None)
    for at in find_signature(page):
        is_junk[at] = False
    if page.title is not None:
        is_junk[page.title] = False
        if is_han(lines.counts):
            fill_below_title(page, is_junk)
    return _name_kinds(page, name_boilerplate(page, is_junk))


def judge_boilerplate(lines: Lines, scores: Scores) -> list[bool]:
    """Whether each line is boilerplate: as the model says, or as the format, but where cue and model are against it.

    A caption is boilerplate wherever it stands. Much speaks for it in the frame of a site, and more must speak for text
    below a heading of related news behind it.
    """
    scores = scores.copy()
    scores[find_end_matter(lines) :] += _END_MATTER_GAIN
    scores[list(lines.frame)] += _FRAME_GAIN
    says = [score > THRESHOLD or cue == "caption" for score, cue in zip(scores.tolist(), lines.cues, strict=True)]
    if lines.main is None:
        if is_han(lines.counts):
            fill_gaps(lines, scores.tolist(), says)
        else:
            fill_headings(lines, scores.tolist(), says)
        return says
    return [
        not is_main or (junk and cue is not None)
        for is_main, junk, cue in zip(lines.main, says, lines.cues, strict=True)
    ]


def is_han(counts: Counts) -> bool:
    """Whether a third of what a page holds is Chinese characters, so that the table of cues knows its menus."""
    return bool(counts[:, SIGNS.index("han")].sum() * 3 >= counts.sum())


def fill_gaps(lines: Lines, scores: Sequence[int], is_junk: list[bool]) -> None:
    """Make text of lines without a cue that stand among lines of prose: rows of tables, headings, properties.

    Between lines of prose all are filled in whose words do not speak for the page, a few above the first and below the
    last unless much speaks against them; a line with a cue ends it.
    """
    first = 0
    for end in [at for at, cue in enumerate(lines.cues) if cue] + [len(lines.cues)]:
        prose = [at for at in range(first, end) if not is_junk[at] and lines.measures[at].is_prose]
        if prose:
            low, high = max(first, prose[0] - _MAX_ABOVE), min(end, prose[-1] + 1 + _MAX_BELOW)
            for at in range(low, high):
                stays = scores[at] > _FILL_THRESHOLD and not prose[0] < at < prose[-1]
                is_junk[at] = is_junk[at] and (stays or lines.wordings[at] > _FILL_WORDING)
        first = end + 1


def fill_headings(lines: Lines, scores: Sequence[int], is_junk: list[bool]) -> None:
    """Make text of a line without a cue, of which the model is in doubt, between two lines of prose: a heading."""
    is_text = [measure.is_prose and not junk for measure, junk in zip(lines.measures, is_junk, strict=True)]
    for at in range(1, len(is_junk) - 1):
        if is_text[at - 1] and is_text[at + 1] and scores[at] <= _HEADING_THRESHOLD and lines.cues[at] is None:
            is_junk[at] = False


def fill_below_title(page: Page, is_junk: list[bool]) -> None:
    """Make text of the lines without a cue right below the title, unless their words speak for the page."""
    for at in range((page.title or 0) + 1, min(page.start, (page.title or 0) + 1 + _MAX_BELOW)):
        if page.lines.cues[at]:
            return
        is_junk[at] = is_junk[at] and page.lines.wordings[at] > _FILL_WORDING


def find_end_matter(lines: Lines) -> int:
    """The first heading of related news behind most of the prose, right below a line that closes the text.

    The number of lines when there is none; headings of related news stand in the midst of texts too.
    """
    cues = lines.cues
    headings = [at for at in range(1, len(cues)) if cues[at] == "related-news" and cues[at - 1]]
    if not headings:
        return len(cues)
    is_prose = [measure.is_prose and cue is None for measure, cue in zip(lines.measures, cues, strict=True)]
    sums = np.cumsum(np.where(is_prose, lines.weights, 0))
    half = int(np.searchsorted(2 * sums, sums[-1]))
    return next((at for at in headings if at > half), len(cues))


def find_start(lines: Lines, is_junk: Sequence[bool]) -> int:
    """The first line of the run of text with most prose, so that a stray line above does not count."""
    return find_best_run(np.where(is_junk, 0, np.maximum(lines.weights, PARTS)))[0]


def find_signature(page: Page) -> list[int]:
    """Lines right below the text that are the name of a body and a date under it."""
    found = []
    for at in range(page.end, min(page.end + _MAX_SIGNATURE, len(page.lines.cues))):
        if not SIGNATURE.fullmatch(page.lines.paragraphs[at].text) or page.lines.cues[at] not in (None, "meta"):
            break
        found.append(at)
    return found


def name_boilerplate(page: Page, is_junk: Sequence[bool]) -> list[str | None]:
    """The kind of each line that is boilerplate, None for the others: by its cue, else by its place."""
    cues = _spread_warnings(page.lines.cues, page.lines.measures)
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
    return "related-news" if page.lines.measures[at].is_prose and page.lines.measures[at].has_sentence else "footer"


def _name_kinds(page: Page, kinds: Sequence[str | None]) -> list[str]:
    """The kinds of all lines; `kinds` are those of boilerplate. From the last line on, as a heading leads to a text."""
    named: list[str] = []
    below: LineMeasure | None = None
    for at in range(len(kinds) - 1, -1, -1):
        kind = kinds[at]
        if kind is None:
            named.append("title" if at == page.title else _judge_text(page, at, below))
            below = page.lines.measures[at]
        else:
            named.append(kind)
    return named[::-1]


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


def _judge_text(page: Page, at: int, below: LineMeasure | None) -> str:
    """Title, list-item or body, for a line of the text; `below` is the next line of text."""
    measures = page.lines.measures
    measure = measures[at]
    plain = "list-item" if measure.is_item else "body"
    if measure.has_sentence or measure.is_prose or measure.n_words > _MAX_HEADING_WORDS:
        return plain
    if below is None or page.lines.paragraphs[at].text.endswith(_COLONS):
        return plain
    if at and measure.is_item and _is_bare_item(measures[at - 1]):
        return plain
    leads = below.is_prose or (below.n_words > measure.n_words and not _is_bare_item(below))
    return "title" if leads and measure.n_words >= 1 else plain


def _is_bare_item(measure: LineMeasure) -> bool:
    return measure.is_item and not measure.has_sentence and not measure.is_prose
