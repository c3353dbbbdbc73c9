"""Lines of the text of a page that the model took for boilerplate, and contents that it took for text.

Each is told by what stands around it: prose on both sides, a title above, a signature below, the same words again.
"""

import re
from collections.abc import Sequence
from itertools import compress
from typing import NamedTuple

from .find_echoes import find_targets
from .mark_repeats import SIGNATURE
from .read_lines import Lines

_MAX_SIGNATURE, _MAX_TO_SIGNATURE = 4, 8
"""Lines below the text that may be a body's name and a date under it, and those up to such a pair."""
_FILL_THRESHOLD, _FILL_WORDING, _TITLE_WORDING = 800, 250, 150
"""Scores, and wordings in hundredths, above which a line among prose or below the title stays boilerplate."""
_HEADING_THRESHOLD = 800
"""Score up to which a line between two lines of prose is a heading."""
_MAX_ABOVE, _MAX_BELOW = 2, 8
"""Lines without a cue above the first and below the last line of prose that go with it."""
_MIN_CONTENTS = 2
"""Entries of contents."""
_OF_OTHERS = ("nav", "related-news", "tagcloud", "browser-warning")
"""Cues of lines that no signature stands below."""
_OF_EVENT = re.compile(
    "(?:地[点點]|[会會]场|[會会]場|主[讲講]|[讲講]者|[讲講]员|講員|名[额額]|票[价價]|[费費]用|[对對]象|Venue|Speaker)[：:]"
)
_WHEN = re.compile("(?:日期|[时時][间間]|Date|Time)[：:]")
"""Labels of an event and of its day."""
_COLONS = (":", "：")
_ENGLISH_DAY = re.compile("(?:[0-9]{1,2} [A-Z][a-z]{2,8}|[A-Z][a-z]{2,8} [0-9]{1,2}),? (?:19|20)[0-9]{2}")
_ENGLISH_BODY = re.compile(
    "[A-Z][\\w ,&'’.-]{2,70}(?:Cent(?:er|re)|Office|Bureau|Department|Committee|Council|Ltd|Limited|Authority"
    "|Administration|Association|Secretariat|Division|Board|Commission|University|School|Hospital|Court)\\.?"
)
"""The name of a body and a date under it, in English."""
_GREETING = re.compile("(?:Dear|To all|尊敬|亲爱|親愛|敬[爱愛]|各[位市县县區区镇鎮]|致).{0,40}[,，:：!！]")
_YEARS = ("19", "20", "二", "一", "民")


class Page(NamedTuple):
    """A document as its kinds are judged; `start` and `end` are the first line of its text and one past the last."""

    lines: Lines
    start: int
    end: int
    title: int | None


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
    """Make text of a line without a cue, of which the model is in doubt, between two lines of prose: a heading.

    So is what greets the readers above a line of prose.
    """
    was_junk, measures = tuple(is_junk), lines.measures
    for at in compress(range(1, len(is_junk) - 1), was_junk[1:-1]):
        if lines.cues[at] or was_junk[at + 1] or not measures[at + 1].is_prose:
            continue
        is_between = not was_junk[at - 1] and measures[at - 1].is_prose
        if (is_between and scores[at] <= _HEADING_THRESHOLD) or _GREETING.fullmatch(lines.paragraphs[at].text):
            is_junk[at] = False


def mark_contents(lines: Lines, is_junk: list[bool]) -> None:
    """Make boilerplate of the contents of a page and text of the headings that they lead to.

    Contents are lines below each other that all stand again further down, in the same order, most of them above prose.
    """
    if not lines.echoes[:, 0].any():
        return
    texts = [paragraph.text for paragraph in lines.paragraphs]
    is_prose = [measure.is_prose for measure in lines.measures]
    for entries, targets in find_targets(texts, lines.echoes, is_prose, _MIN_CONTENTS):
        leads = entries[0] and not is_junk[entries[0] - 1] and texts[entries[0] - 1].endswith(_COLONS)
        has_text = any(is_prose[place] and not is_junk[place] for target in targets for place in _below(target, texts))
        if leads or not has_text:
            continue
        for entry, target in zip(entries, targets, strict=True):
            is_junk[entry], is_junk[target] = True, False


def _below(at: int, texts: Sequence[str]) -> range:
    return range(at + 1, min(at + 3, len(texts)))


def fill_below_title(page: Page, is_junk: list[bool]) -> None:
    """Make text of the lines without a cue right below the title, unless their words speak for the page."""
    for at in range((page.title or 0) + 1, min(page.start, (page.title or 0) + 1 + _MAX_BELOW)):
        if page.lines.cues[at]:
            return
        is_junk[at] = is_junk[at] and page.lines.wordings[at] > _TITLE_WORDING


def fill_properties(lines: Lines, is_junk: list[bool]) -> None:
    """Make text of properties that look like a line of source and date or like a footer.

    The day of an event stands among its place, its speaker and the like; an address or telephone below two properties
    of the text, as in the end of a tender, goes on with them.
    """
    has_label = [measure.has_label for measure in lines.measures]
    for at in compress(range(len(has_label)), has_label):
        if _OF_EVENT.match(lines.paragraphs[at].text):
            for beside in (at - 2, at - 1, at + 1, at + 2):
                if 0 <= beside < len(is_junk) and has_label[beside] and _WHEN.match(lines.paragraphs[beside].text):
                    is_junk[beside] = is_junk[at] = False
    for at in compress(range(2, len(is_junk)), has_label[2:]):
        if lines.cues[at] == "footer" and has_label[at - 2] and has_label[at - 1]:
            is_junk[at] = is_junk[at] and (is_junk[at - 2] or is_junk[at - 1])


def find_signature(page: Page) -> list[int]:
    """Lines right below the text that are the name of a body and a date under it, with what leads to such a pair."""
    found = []
    texts, cues = [paragraph.text for paragraph in page.lines.paragraphs], page.lines.cues
    for at in range(page.end, min(page.end + _MAX_SIGNATURE, len(cues))):
        if not SIGNATURE.fullmatch(texts[at]) or cues[at] not in (None, "meta"):
            break
        found.append(at)
    if found:
        return found
    for at in range(max(1, page.end), min(page.end + _MAX_TO_SIGNATURE, len(cues))):
        if cues[at] in _OF_OTHERS:
            break
        is_dated = texts[at].startswith(_YEARS) and SIGNATURE.fullmatch(texts[at])
        if is_dated and SIGNATURE.fullmatch(texts[at - 1]) and cues[at - 1] in (None, "meta"):
            return list(range(page.end, at + 1))
        if _ENGLISH_DAY.fullmatch(texts[at]) and _ENGLISH_BODY.fullmatch(texts[at - 1]):
            return list(range(page.end, at + 1))
    return []
