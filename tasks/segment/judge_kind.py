"""Kind of each line of a document: title, body, list-item, or one of the kinds of boilerplate.

Whether a line of a page is boilerplate a model decides (`score_lines`), which of the kinds it then is the cues and the
place. A document without a line that speaks of a web site is no page: all of it is text but what cues say.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import compress

import numpy as np

from .count_signs import SIGNS, Counts
from .describe_lines import describe_lines, find_best_run
from .fill_text import (
    Page,
    fill_below_title,
    fill_gaps,
    fill_headings,
    fill_properties,
    find_signature,
    mark_contents,
)
from .find_title import find_title
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
_COLONS = (":", "：", ",", "，")
"""A line that ends so leads to the next and is no title."""
_MIN_HEADLINE_WORDS = 5
"""Words of a headline of other news, as a menu has none of."""
_NO_HEADLINE = re.compile("[0-9][0-9-]{4}|[|｜@©/]|编号|編號|地址|电话|電話| .* .* ")
"""Numbers, addresses and rows of links, as no headline has."""
_FOOT = re.compile(
    "[热熱][线線] ?[0-9(（]|(?:电话|電話|手 ?机|传 ?真|傳真|邮箱|网 ?址|地址|邮编)[ :：]"
    "|(?:主办|承办|运维|维护|技术支持|主辦|承辦|維護)(?:单位|單位)?[ :：｜|]"
    "|[备備][0-9]{5}|许可证|许可證|[Hh]otline|[Rr]ights reserved|\\bLtd\\b|©|版[权權]所有"
)
"""What stands at the foot of a site."""
_MAX_QUESTION_WORDS, _MAX_LIST_HEADING_WORDS = 16, 8
"""Words of a question that is the heading of its answer, and of the heading of a list."""
_QUOTES = "“‘「『\"'"
_SEMICOLONS, _QUESTIONS = "；;", "？?"
_MARKER = re.compile("[(（]?[0-9一二三四五六七八九十]{1,3}[)）.．、]|[•·●■◆▪○※★☆►▶✓✔✅☑❖▸◎◇□➢➤–—*-]")
_DIGITS, _NUMERAL = re.compile("[0-9]+"), re.compile("[一二三四五六七八九十]+")
_MIN_CELLS = 3
"""Cells of the row of a table."""
_NUMBERS_AT_END = re.compile(r"(?:[ \t][(（+−-]?[0-9][0-9,.]*[%％]?[)）]?){2}\Z")
_LINES_AT_ONCE = 8192
"""Lines of several documents that are described at once, about."""


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
    start = find_text_start(lines, is_junk)
    page = Page(lines, start, body[-1] + 1 if body else 0, find_title(lines, start, scores) if body else None)
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
        fill_headings(lines, scores.tolist(), says)
        fill_properties(lines, says)
        mark_contents(lines, says)
        return says
    return [
        not is_main or (junk and cue is not None)
        for is_main, junk, cue in zip(lines.main, says, lines.cues, strict=True)
    ]


def is_han(counts: Counts) -> bool:
    """Whether a third of what a page holds is Chinese characters, so that the table of cues knows its menus."""
    return bool(counts[:, SIGNS.index("han")].sum() * 3 >= counts.sum())


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


def find_text_start(lines: Lines, is_junk: Sequence[bool]) -> int:
    """The first line of the run of text with most prose, so that a stray line above does not count."""
    return find_best_run(np.where(is_junk, 0, np.maximum(lines.weights, PARTS)))[0]


def name_boilerplate(page: Page, is_junk: Sequence[bool]) -> list[str | None]:
    """The kind of each line that is boilerplate, None for the others: by its cue, else by its place."""
    cues = _spread_warnings(page.lines.cues, page.lines.measures)
    footers = (at for at in range(page.end, len(cues)) if is_junk[at] and _is_foot(page, at))
    first_footer = next(footers, len(cues))
    kinds: list[str | None] = [None] * len(is_junk)
    for at in compress(range(len(is_junk)), is_junk):
        above = kinds[at - 1] if at else None
        kinds[at] = _read_cue(page, at, cues[at]) or _name_by_place(page, at, above, first_footer)
    return kinds


def _read_cue(page: Page, at: int, cue: str | None) -> str | None:
    """The cue of a line; 最新消息 among short lines above the title is an entry of the menu."""
    top = page.start if page.title is None else page.title
    if cue != "related-news" or at >= top:
        return cue
    leads = at + 1 < top and page.lines.measures[at + 1].n_words >= _MIN_HEADLINE_WORDS
    return cue if leads else "nav"


def _is_foot(page: Page, at: int) -> bool:
    return page.lines.cues[at] == "footer" or (
        page.lines.cues[at] is None and _FOOT.search(page.lines.paragraphs[at].text) is not None
    )


def _name_by_place(page: Page, at: int, above: str | None, first_footer: int) -> str:
    """Related news below its heading or where it is as long as a headline behind the text; beside a line of source and
    date below the title more of the same; else a menu above the first line of a footer, and a footer below it."""
    cues, measure = page.lines.cues, page.lines.measures[at]
    text = page.lines.paragraphs[at].text
    if at >= page.end and _FOOT.search(text) and not measure.has_end:
        return "footer"
    if above == "related-news" and (at >= page.start or measure.n_words >= _MIN_HEADLINE_WORDS):
        return "related-news"
    is_behind_title = page.title is not None and at > page.title
    if is_behind_title and at < page.end and "meta" in (above, *cues[at + 1 : at + 2]):
        return "meta"
    if at < page.end:
        return "nav"
    if measure.is_prose and measure.has_sentence:
        return "related-news"
    if at >= first_footer:
        return "footer"
    is_headline = measure.n_words >= _MIN_HEADLINE_WORDS and not measure.has_label
    return "related-news" if is_headline and not _NO_HEADLINE.search(text) else "nav"


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
    measure, text = measures[at], page.lines.paragraphs[at].text
    plain = "list-item" if measure.is_item or _is_clause(page, at, text) else "body"
    if measure.is_prose and text[-1] not in _QUESTIONS:
        return plain
    if below is None or text.endswith(_COLONS) or measure.n_words > _MAX_HEADING_WORDS:
        return plain
    if text[-1] in _QUESTIONS and text[0] not in _QUOTES and measure.n_words <= _MAX_QUESTION_WORDS:
        return "title" if below.is_prose and not below.is_item else plain
    if measure.has_sentence or measure.is_prose or _is_row(page, at):
        return plain
    marker = _find_marker(text)
    if at and marker and _is_bare_item(measures[at - 1]) and marker == _find_marker(page.lines.paragraphs[at - 1].text):
        return plain
    if below.is_item and measure.n_words <= _MAX_LIST_HEADING_WORDS:
        leads = not measure.has_label and page.title is not None and marker not in _find_markers(page, at + 1)
        return "title" if leads and measure.n_words >= 1 else plain
    leads = below.is_prose or below.n_words > measure.n_words
    return "title" if leads and measure.n_words >= 1 else plain


def _is_clause(page: Page, at: int, text: str) -> bool:
    """Whether a line ends in a semicolon, or closes a list of such lines."""
    if text[-1] == "。":
        return at > 0 and page.lines.paragraphs[at - 1].text[-1] in _SEMICOLONS
    return text[-1] in _SEMICOLONS


def _find_marker(text: str) -> str:
    """The form of the number or bullet that opens a line: its digits as 0, Chinese numerals as 一; else empty."""
    match = _MARKER.match(text)
    return _NUMERAL.sub("一", _DIGITS.sub("0", match[0])) if match else ""


def _find_markers(page: Page, at: int) -> tuple[str, ...]:
    return tuple(_find_marker(paragraph.text) for paragraph in page.lines.paragraphs[at : at + 1])


def _is_row(page: Page, at: int) -> bool:
    """Whether a line and one beside it are properties, or rows of a table."""
    beside = [place for place in (at - 1, at + 1) if 0 <= place < len(page.lines.measures)]
    if _ends_in_numbers(page, at) and any(_ends_in_numbers(page, place) for place in beside):
        return True
    if page.lines.measures[at].has_label:
        return any(page.lines.measures[place].has_label for place in beside)
    return _has_cells(page, at) and any(_has_cells(page, place) for place in beside)


def _ends_in_numbers(page: Page, at: int) -> bool:
    return _NUMBERS_AT_END.search(page.lines.paragraphs[at].text) is not None


def _has_cells(page: Page, at: int) -> bool:
    """Whether blanks cut a line into three Chinese cells or more."""
    text = page.lines.paragraphs[at].text
    return not text.isascii() and len(text.split(maxsplit=_MIN_CELLS)) >= _MIN_CELLS


def _is_bare_item(measure: LineMeasure) -> bool:
    return measure.is_item and not measure.has_sentence and not measure.is_prose
