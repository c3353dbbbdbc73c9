"""What a document and a paragraph say of the figures in them: the places and times that a sentence leaves out."""

import re
from bisect import bisect_left, bisect_right
from datetime import date
from functools import cached_property

from ...core.scripts import to_simplified
from ..tables.read_tables import word_set
from ..vocabulary import Vocabulary
from .choose_place import choose_document_place, choose_scopes, choose_topic
from .find_parts import TO_COME, TOLD, find_parts
from .find_places import NAME, Found, add_own_places, find_places
from .gazetteer import CHINA, PROVINCE, Place
from .read_base import BASE
from .read_fiscal_year import is_pair_of_years
from .read_home import currency_of, find_currency, find_home, is_region
from .read_lines import LineReader, breaks_titles
from .read_partial_time import Clock
from .read_reported_time import (
    HEADING_CHARS,
    LONGEST_HEADING,
    SENTENCE_ENDS,
    find_account,
    find_opening_year,
    find_titled_part,
    find_usual_year,
    read_titled_year,
)
from .read_time import Period, make_year

_HONG_KONG = "81"
"""How its codes begin."""
_READ_CHARS = 20_000
"""So much of the beginning of a document says what it is about."""

_OF_ONE_BODY = re.compile(
    "(?:(?<!港)集团|公司|大学|学院|医院|银行|法院.{0,3}分院|高等法院)[^，。；、]{0,12}(?:报告|年报|公告|统计|概况|简报|总结|简介|摘要|业绩)"
)
"""How a title names the one body whose figures are told: …公司2024年年度报告."""
Question = int | None
"""What a paragraph asks the document that it stands in: the year at a code point, or, None, the place."""


class Surroundings:
    """A document around its figures; what it says is worked out when a figure first asks for it.

    All spans count code points of the document.
    """

    def __init__(
        self,
        text: str,
        title: str | None,
        published_on: date | None,
        is_simplified: bool = False,
        vocabulary: Vocabulary | None = None,
        lines: LineReader | None = None,
    ):
        """`text` is the whole repaired text; `title` and `published_on` as in the table `documents`.

        `is_simplified` promises that no traditional character stands where figures are read; `vocabulary` holds places
        of the user; `lines` knows those of other documents.
        """
        self.text, self._title, self._published_on = text, title or "", published_on
        self.folded, self.is_simplified = fold(text, is_simplified), is_simplified
        self._vocabulary, self._lines = vocabulary, lines or LineReader()
        self._place_starts: list[int] | None = None
        self._period_starts: list[int] | None = None

    @cached_property
    def place(self) -> Place | None:
        """The province, prefecture or country that the document is about: of its title, else of its beginning."""
        title = fold(self._title)
        topic = choose_topic(choose_scopes(title, find_places(title, title.isascii()), 0))
        titled = topic.place if topic is not None else None
        if titled is not None and titled.level >= PROVINCE:
            return titled
        named = choose_document_place([found for found in self._places if found.start < _READ_CHARS])
        if named is None and titled is not None and titled != CHINA:
            return titled
        if named is None and not self._title and (headed := self._read_heading()) is not None:
            return headed
        return self._home.place if named is None and self._home is not None else named

    def _read_heading(self) -> Place | None:
        """The country of the first line, where the document has no title and the line is short and no sentence."""
        line = self.folded.lstrip().partition("\n")[0].rstrip()
        if not line or len(line) > LONGEST_HEADING or line.endswith(SENTENCE_ENDS):
            return None
        topic = choose_topic(choose_scopes(line, find_places(line, line.isascii()), 0))
        return topic.place if topic is not None and topic.place != CHINA else None

    @cached_property
    def is_folded(self) -> bool:
        """Whether no traditional character is in it."""
        return self.is_simplified or self.folded == self.text

    @cached_property
    def _home(self) -> Found | None:
        """Where words of its own place it, of a document in traditional characters."""
        if self.is_folded:
            return None
        named = {found.place.province_code for found in self._places if found.place is not None and found.rule == NAME}
        regions = [found for found in self._places if found.place is not None and is_region(found.place)]
        return find_home(self.folded) or (regions[0] if regions and len(named) == 1 else None)

    @cached_property
    def currency(self) -> str | None:
        """The currency of a bare 元, where it is no yuan: that of Hong Kong, Macao or Taiwan."""
        if self.is_folded:
            return None
        return currency_of(self.place) if self.place is not None else find_currency(self.folded)

    @cached_property
    def is_taiwan(self) -> bool:
        """Whether it is a text of Taiwan in traditional characters: its years may count from 1911."""
        return not self.is_folded and self.place is not None and self.place.code[:2] == "71"

    @cached_property
    def has_fiscal_years(self) -> bool:
        """Whether two years side by side are a fiscal one of Hong Kong, where no other place says otherwise."""
        is_any = any(is_pair_of_years(self.folded, period) for period in self._periods)
        return is_any and self.place is not None and self.place.code[:2] == _HONG_KONG

    @cached_property
    def place_words(self) -> Found | None:
        """Where the document first names its place."""
        named = next((found for found in self._places if found.place == self.place), None)
        return self._home if named is None and self._home and self._home.place == self.place else named

    @cached_property
    def reported_year(self) -> int | None:
        """The year that the document reports on: that of its title, else the one that most of its times lie in."""
        if self.is_plan:
            return None
        if self._account is not None:
            first, last = self._account.first, self._account.last
            return first.year if last is not None and first.year == last.year else None
        titled = read_titled_year(self._title, self.is_taiwan)
        if titled is not None:
            return titled
        periods = [period for period in self.periods_between(0, _READ_CHARS) if period.rule != BASE]
        return find_usual_year(periods) or find_opening_year(self.folded, periods, self.part_at)

    @cached_property
    def _account(self) -> Period | None:
        """The months that the heading of accounts names, in a line that is no sentence: for the year ended 31 March."""
        return None if self.is_plan else find_account(self.folded, self.periods_between(0, HEADING_CHARS))

    @cached_property
    def reported_period(self) -> tuple[Period, str] | None:
        """The time that the document reports on, with its words: the year, or the part of it that the title names."""
        account, year = self._account, self.reported_year
        if account is not None:
            return account._replace(start=0, end=0), self.text[account.start : account.end]
        if year is None:
            return None
        titled = find_titled_part(fold(self._title), year)
        if titled is not None:
            return titled._replace(start=0, end=0), self._title[titled.start : titled.end]
        return make_year((0, 0), year), str(year)

    @cached_property
    def is_plan(self) -> bool:
        """Whether its title calls it a plan."""
        return any(word in self._title for word in word_set("plan_titles"))

    def part_at(self, at: int) -> int:
        """What the part of the document tells of that a code point lies in."""
        places, parts = self._parts
        n_before = bisect_right(places, at)
        return TO_COME if self.is_plan else parts[n_before - 1] if n_before else TOLD

    @cached_property
    def _parts(self) -> tuple[list[int], list[int]]:
        """See `find_parts`."""
        return find_parts(self.folded)

    @cached_property
    def is_of_one_body(self) -> bool:
        """Whether its title says that it tells of one company, university, hospital or bank."""
        return _OF_ONE_BODY.search(fold(self._title)) is not None

    @property
    def published_on(self) -> date | None:
        """The day of the document, if it is known."""
        return self._published_on

    def answer(self, question: Question) -> object:
        """What the document says of its place, or of the year of a sentence that begins at a code point."""
        return self.place if question is None else self.clock(question)

    def clock(self, at: int) -> Clock:
        """What is known of the year of a sentence that begins at a code point and states none."""
        return Clock(None, self.reported_year, self._published_on, self._find_only_year(at), self.is_taiwan)

    def _find_only_year(self, at: int) -> int | None:
        first, year, other = self._years
        return year if first < at <= other else None

    @cached_property
    def _years(self) -> tuple[int, int | None, int]:
        """Where the first year is stated, which one it is, and where another one is."""
        stated = [period for period in self._periods if period.rule != BASE]
        if not stated:
            return len(self.text), None, len(self.text)
        year = stated[0].first.year
        other = next((period.start for period in stated if period.first.year != year), len(self.text))
        return stated[0].start, year, other

    def find_lines(self, start: int, end: int) -> tuple[int, int]:
        """First and end code point of the lines of start:end; the whole text where a title goes on behind a line."""
        if self._has_broken_title:
            return 0, len(self.text)
        stop = self.folded.find("\n", end)
        return self.folded.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(self.text)

    @cached_property
    def _has_broken_title(self) -> bool:
        return breaks_titles(self.folded)

    def places_between(self, start: int, end: int) -> list[Found]:
        """The places that are named at start:end."""
        places = self._places
        if self._place_starts is None:
            self._place_starts = [found.start for found in places]
        return places[bisect_left(self._place_starts, start) : bisect_left(self._place_starts, end)]

    def periods_between(self, start: int, end: int) -> list[Period]:
        """The times with a year that stand at start:end."""
        periods = self._periods
        if self._period_starts is None:
            self._period_starts = [period.start for period in periods]
        return periods[bisect_left(self._period_starts, start) : bisect_left(self._period_starts, end)]

    @cached_property
    def _named(self) -> tuple[list[Found], list[Period]]:
        return self._lines.read(self.folded)

    @cached_property
    def _places(self) -> list[Found]:
        found = self._named[0]
        if self._vocabulary is None or not self._vocabulary.places:
            return found
        return add_own_places(self.folded, found, self._vocabulary)

    @property
    def _periods(self) -> list[Period]:
        return self._named[1]


def fold(text: str, is_simplified: bool = False) -> str:
    """The text in simplified characters with plain spaces and apostrophes, of the same length."""
    if text.isascii():
        return text
    return (text if is_simplified else to_simplified(text)).replace("\u00a0", " ").replace("’", "'")
