"""Kind of each line of a document: title, body, list-item, or one of the kinds of boilerplate."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .find_main_text import find_main_text
from .match_cues import match_cue
from .measure_lines import LineMeasure, measure_lines
from .split_paragraphs import Paragraph

BOILERPLATE = frozenset(("nav", "footer", "meta", "caption", "tagcloud", "browser-warning", "related-news"))
"""Kinds that belong to the page and not to the text."""
_MAX_TITLE_WORDS, _MAX_HEADING_WORDS = 60, 40
_MIN_TITLE_WORDS = 2.4
_COLONS = (":", "：")
"""A line that ends so leads to the next and is no title."""
_TITLE_REACH = 12
"""Lines above the text among which its title is looked for."""
_MAX_SIGNATURE = 3
"""Lines below the text that may be a body's name and a date under it."""
_SIGNATURE = re.compile(
    "(?:.{2,40}(?:厅|局|委员会|办公室|政府|法院|检察院|公司|协会|中心|部|院|廳|會|處|委員會|辦公室)"
    "|.{0,12}[12][0-9]{3}年.{1,6}月.{1,3}日|二[○〇零].{2,3}年.{1,3}月.{1,3}日)[)）]?"
)


class Page(NamedTuple):
    """A document as its kinds are judged: lines, measures, cues, the span of lines that is text, the title."""

    paragraphs: Sequence[Paragraph]
    measures: Sequence[LineMeasure]
    cues: Sequence[str | None]
    start: int
    end: int
    title: int | None


def judge_kinds(text: str, paragraphs: Sequence[Paragraph]) -> list[str]:
    """The kind of each paragraph of a document, in order."""
    measures = measure_lines(text, paragraphs)
    cues = [match_cue(p.text, m) for p, m in zip(paragraphs, measures, strict=True)]
    start, end = find_main_text(measures, cues)
    page = Page(paragraphs, measures, cues, start, end, find_title(paragraphs, measures, cues, start))
    kinds = _spread_warnings(cues, measures)
    if start < end:
        _judge_outside(page, kinds)
    return [kind or ("title" if at == page.title else _judge_text(page, at, kinds)) for at, kind in enumerate(kinds)]


def find_title(
    paragraphs: Sequence[Paragraph], measures: Sequence[LineMeasure], cues: Sequence[str | None], start: int
) -> int | None:
    """The line that is the title of the document, None when none looks like one.

    Looked for in the lines above the text, and in its first line: the nearest that is no prose, without a cue and of
    some length; one that a path of pages above it repeats comes first.
    """
    choices = [at for at in range(max(0, start - _TITLE_REACH), min(start + 1, len(measures))) if not cues[at]]
    choices = [at for at in choices if _may_be_title(measures[at]) and not paragraphs[at].text.endswith(_COLONS)]
    for at in choices:
        nearby = range(max(0, at - _TITLE_REACH), at)
        if any(cues[above] == "nav" and paragraphs[at].text in paragraphs[above].text for above in nearby):
            return at
    plain = [at for at in choices if not measures[at].is_item] or choices
    return plain[-1] if plain else None


def _may_be_title(measure: LineMeasure) -> bool:
    return _MIN_TITLE_WORDS <= measure.n_words <= _MAX_TITLE_WORDS and not measure.has_sentence


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


def _judge_outside(page: Page, kinds: list[str | None]) -> None:
    """Fill in the kinds of lines without a cue above and below the text; None stays where a line is text after all."""
    first = page.start if page.title is None else min(page.title, page.start)
    for at in range(first):
        kinds[at] = kinds[at] or "nav"
    above = None
    for at in range(page.end, len(kinds)):
        if kinds[at] is None and not (
            at - page.end < _MAX_SIGNATURE and _SIGNATURE.fullmatch(page.paragraphs[at].text)
        ):
            is_prose = page.measures[at].is_prose and page.measures[at].has_sentence
            kinds[at] = "related-news" if above == "related-news" or is_prose else "footer"
        above = kinds[at] or above


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
