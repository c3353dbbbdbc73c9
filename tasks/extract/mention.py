"""What is known of one figure while it is read, and the sentence it stands in."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from ..core.scripts import to_simplified

if TYPE_CHECKING:
    from .fields.read_time import Period

_QUOTED = re.compile('“[^“”\n]*+”|「[^「」\n]*+」|『[^『』\n]*+』|"[^"\n]*+"')
_LONGEST_QUOTED = 60
_CLAUSE_MARK = re.compile("[，。；！？;!?]|[,.](?![0-9])")
_TITLED = re.compile(r"《[^《》\n]{1,120}》|〈[^〈〉\n]{1,80}〉")
SAME_LENGTH = (("\u00a0", " "), ("\u202f", " "), ("\u2009", " "), ("\u3000", " "), ("’", "'"), ("‘", "'"))
STATEMENTS = frozenset(("title", "ranking", "designation", "event"))
"""Kinds of facts that state no value."""
TABLE_CELL = "table-cell"
"""The rule of a figure that a table states: its metric is the label of its row."""


@dataclass(slots=True)
class Mention:
    """One fact: span and value of the number, then what its neighbours say. Spans are code points of the segment.

    A fact of a kind of `STATEMENTS` has no number: at `number_start:number_end` stand the words that decided. `cue` are
    the words that made a figure a change, a share or cumulative, `base_cue` those that name what it is compared with.
    `heading` is the time that a table states for the figure, and its words; no time where it leaves it open. `labels`
    are what stands above the row and the column of a table and says more of what is measured.
    """

    number_start: int
    number_end: int
    value: Decimal | None
    start: int
    end: int
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str | None = None
    unit_text: str | None = None
    unit_class: str | None = None
    currency: str | None = None
    qualifier: str | None = None
    kind: str = "quantity"
    measure: str | None = "level"
    direction: str | None = None
    base_period: str | None = None
    metric: tuple[int, int] | None = None
    is_chinese: bool = False
    rule: str = ""
    confidence: float = 0.9
    rank: int | None = None
    rank_scope: str | None = None
    entities: tuple[str, ...] = ()
    cue: str | None = None
    base_cue: str | None = None
    heading: "tuple[Period | None, str] | None" = None
    labels: str | None = None


def read_ratio(span: tuple[int, int], value: Decimal, unit: str, rule: str, confidence: float) -> Mention:
    """A mention whose number names its unit, such as `two thirds`."""
    start, end = span
    return Mention(start, end, value, start, end, unit=unit, unit_class="ratio", rule=rule, confidence=confidence)


def round_fraction(part: Decimal, whole: Decimal) -> Decimal:
    """A fraction to four places, as facts state it (三分之二 is 0.6667)."""
    return (part / whole).quantize(Decimal("0.0001")).normalize()


ALL_SIGNS = -1
"""All bits: nothing is known of what a sentence does not hold."""


class Sentence:
    """A segment: its text as it stands, and folded for look-ups.

    `folded` has the same length: simplified characters, plain spaces, straight apostrophes. `signs` are bits of what
    the sentence may say beside its facts, all until `fields.mark_signs` looks.
    """

    def __init__(self, text: str, lang: str = "mixed", may_hold_words: bool = True):
        """`lang` as in `segments`: text of zh-Hans is not folded to simplified characters once more.

        `may_hold_words` False promises that no English number word or ratio is in the text.
        """
        self.may_hold_words, self.lang, self.signs = may_hold_words, lang, ALL_SIGNS
        self.text, self.folded = text, text
        self.is_ascii = text.isascii()
        self._quoted: list[tuple[int, int]] | None = None
        if not self.is_ascii:
            folded = text if lang in ("zh-Hans", "en") else to_simplified(text)
            for char, plain in SAME_LENGTH:
                folded = folded.replace(char, plain)
            self.folded = folded
        self.has_plus = "+" in text
        self.has_quake = "agnitude" in text or "Richter" in text
        self.has_quotes = "“" in text or '"' in text or "「" in text or "『" in text
        self.has_titles = not self.is_ascii and ("《" in text or "〈" in text)

    @property
    def quoted(self) -> list[tuple[int, int]]:
        """Spans of short quotations without a mark that parts clauses: names and slogans, not speech."""
        if self._quoted is None:
            self._quoted = self._find_quoted()
        return self._quoted

    def _find_quoted(self) -> list[tuple[int, int]]:
        spans = [match.span() for match in _QUOTED.finditer(self.text)]
        text = self.text
        return [
            (start, end)
            for start, end in spans
            if end - start <= _LONGEST_QUOTED and not _CLAUSE_MARK.search(text, start, end)
        ]

    @cached_property
    def titled(self) -> list[tuple[int, int]]:
        """Spans of titles in title marks."""
        return [match.span() for match in _TITLED.finditer(self.text)]

    def enclosing(self, spans: list[tuple[int, int]], start: int, end: int) -> tuple[int, int] | None:
        """The span that holds start:end, of spans in order and apart."""
        at = bisect_right(spans, (start, len(self.text))) - 1
        return spans[at] if at >= 0 and end <= spans[at][1] else None
