"""Which lines of a document belong to the frame of its site, by what stands in other documents too.

A line that many documents have proves nothing by itself: 第一章 总则, 特此公告。 and the headings of a guide stand in
many texts. The frame of a site is a block of such lines, with others that cues tell of among them, above or below all
prose that is the document's own. A document whose prose mostly stands elsewhere too is a version of another one: there
repetition tells nothing.
"""

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from ..core.key_lines import MAX_CHARS, Keys, key_line
from .match_cues import is_page
from .measure_lines import LineMeasure
from .split_paragraphs import Paragraph

MIN_BLOCK = 3
"""Repeated lines of a block."""
_MIN_PAGE_BLOCK = 5
"""Repeated lines of a block that makes a page of a document without any other sign of one."""
SIGNATURE = re.compile(
    "(?:.{2,40}(?:厅|局|委员会|办公室|政府|法院|检察院|公司|协会|中心|部|院|廳|會|處|委員會|辦公室)"
    "|.{0,12}[12][0-9]{3}年.{1,6}月.{1,3}日|二[○〇零].{2,3}年.{1,3}月.{1,3}日)[)）]?"
)
"""The name of a body, or a date, as they stand below a text."""
_CLOSING = re.compile("[\\W_]*(?:全文|本[文章页頁节節])?[完终終][\\W_]*")
"""The word that ends a text."""
_LEADS = (":", "：")


class Repeats(NamedTuple):
    """The numbers of the lines that stand in several documents, and what is known of lines that were seen before."""

    keys: frozenset[int]
    known: Keys

    def hold(self, line: str) -> bool:
        """Whether a line is one of them."""
        return len(line) <= MAX_CHARS and key_line(line, self.known) in self.keys


_MAX_ITEM_WORDS = 6
"""Words of an item of a menu."""
Blocks = list[tuple[int, int]]
"""Half-open spans of lines."""


def find_frame(
    paragraphs: Sequence[Paragraph], measures: Sequence[LineMeasure], cues: Sequence[str | None], repeats: Repeats
) -> dict[int, str]:
    """The lines of the frame, in order: `nav` for those above the text, `footer` for those below."""
    is_repeated = [repeats.hold(paragraph.text) for paragraph in paragraphs]
    prose = [at for at, measure in enumerate(measures) if measure.is_prose and cues[at] is None]
    own = [at for at in prose if not is_repeated[at]]
    if not any(is_repeated) or not own or _weigh(measures, own) * 2 < _weigh(measures, prose):
        return {}
    counts = [held and not _is_text(measure) for held, measure in zip(is_repeated, measures, strict=True)]
    members = [counted or cue is not None for counted, cue in zip(counts, cues, strict=True)]
    found = [block for block in find_blocks(members) if block[1] <= own[0] or block[0] > own[-1]]
    sizes = [sum(counts[start:end]) for start, end in found]
    if not is_page(cues) and max(sizes, default=0) < _MIN_PAGE_BLOCK:
        return {}
    frame: dict[int, str] = {}
    for (start, end), size in zip(found, sizes, strict=True):
        if size >= MIN_BLOCK and end <= own[0]:
            frame |= dict.fromkeys(trim_head(paragraphs, range(start, end)), "nav")
        elif size >= MIN_BLOCK:
            frame |= dict.fromkeys(trim_foot(paragraphs, measures, range(start, end)), "footer")
    return {at: kind for at, kind in frame.items() if is_repeated[at]}


def _is_text(measure: LineMeasure) -> bool:
    """Whether a line rather is of a text that several documents quote: a sentence, or a long item of a list."""
    return measure.is_prose or measure.has_sentence or (measure.is_item and measure.n_words > _MAX_ITEM_WORDS)


def find_blocks(members: Sequence[bool]) -> Blocks:
    """The runs of lines that belong together, in order."""
    blocks: Blocks = []
    at = 0
    for is_member, run in groupby(members):
        end = at + sum(1 for _ in run)
        if is_member:
            blocks.append((at, end))
        at = end
    return blocks


def trim_head(paragraphs: Sequence[Paragraph], block: range) -> range:
    """A block above the text without lines at its end that lead to the text, as an address to readers does."""
    end = block.stop
    while end > block.start and paragraphs[end - 1].text.endswith(_LEADS):
        end -= 1
    return range(block.start, end)


def trim_foot(paragraphs: Sequence[Paragraph], measures: Sequence[LineMeasure], block: range) -> range:
    """A block below the text without lines at its start that close the text: a formula, a label, a signature."""
    start = block.start
    while start < block.stop and (
        measures[start].has_sentence
        or measures[start].has_label
        or SIGNATURE.fullmatch(paragraphs[start].text)
        or _CLOSING.fullmatch(paragraphs[start].text)
    ):
        start += 1
    return range(start, block.stop)


def _weigh(measures: Sequence[LineMeasure], places: Sequence[int]) -> float:
    return sum(measures[at].n_words for at in places)
