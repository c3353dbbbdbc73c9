"""What a document and a paragraph say of the figures in them: the places and times that a sentence leaves out."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from datetime import date
from functools import cache, cached_property

from ahocorasick_rs import AhoCorasick, MatchKind

from ...core.scripts import to_simplified
from ..tables.read_tables import word_set
from ..vocabulary import Vocabulary
from .choose_place import choose_document_place, choose_scopes, choose_topic
from .find_places import NAME, Found, add_own_places, find_places
from .find_times import find_times
from .gazetteer import CHINA, PROVINCE, Place
from .read_base import BASE
from .read_ending import ACCOUNT
from .read_home import currency_of, find_currency, find_home, is_region
from .read_lines import LineReader, breaks_titles
from .read_modality import ACTUAL, read_modality
from .read_partial_time import Clock
from .read_time import FOUNDING, Period, make_year, read_era

_READ_CHARS = 20_000
"""So much of the beginning of a document says what it is about."""

_TITLE_YEAR = re.compile(r"(?<![0-9-])((?:19|20)[0-9]{2})(?![0-9]|[-—–][0-9])")
_TITLE_ERA = re.compile(
    "(?<![0-9〇零○一二三四五六七八九十百])(1[0-4][0-9]|一[〇零○一二三四][〇零○一二三四五六七八九])(?:年度?|學年)(?![0-9一二三四五六七八九十])"
)
_DAY = re.compile(r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}")
_NOT_REPORTED = frozenset(("time-as-of", BASE))
_MIN_TOLD = 2
_MIN_PERIODS, _MIN_SHARE = 3, 0.5

_HEADING = re.compile(
    "(?P<plan>工作(?:安排|打算|思路|建议|计划|部署|展望)|(?:预期|奋斗)目标|下一?步(?:工作|打算|计划)|(?:今后|未来)五年)"
    "|(?P<years>(?:(?:过去|这|近|经过|回顾)的?[三四五]年|[三四五]年(?:来|间|接续)|的[三四五]年(?=[。\n])|十[二三四五]五[”」』]?(?:时期|期间|以来)))"
    "|主要任务|重点任务|重点工作|主要工作|目标任务|工作重点|工作任务|民生实事|情况|回顾|一年来|名词解释|[12][09][0-9]{2}年"
)
"""What begins a part of a document; in a line of its own, or the years at the head of one."""
_TOLD = re.compile("情况|回顾|总结|成效|进展|名词解释|以来|成就|一年来")
_YEAR_OPENS = re.compile("(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)?[12][09][0-9]{2}年[，,]")
_DATED = re.compile("今年|[12][09][0-9]{2}年|[一二三四五]+部分")
_TO_COME = re.compile("明年|今后|下一?步|新一年|下一年|未来")
_AIMS = re.compile("目标|任务|规划|思路|安排|打算")
_SENTENCE_MARK, _LONGEST_PART_HEADING, _AT_HEAD = re.compile("[。；！，](?!\\Z)"), 36, 24
_ENUMERATED = re.compile("[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[、.．)）]")
TOLD, TO_COME, OF_YEARS = 0, 1, 2
"""A part tells of the year that the document reports on, of what is to come, or of several years at once."""
_OF_ONE_BODY = re.compile(
    "(?:(?<!港)集团|公司|大学|学院|医院|银行|法院.{0,3}分院|高等法院)[^，。；、]{0,12}(?:报告|年报|公告|统计|概况|简报|总结|简介|摘要|业绩)"
)
"""How a title names the one body whose figures are told: …公司2024年年度报告."""
_OPENING = re.compile(r"\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)?(?:In )?")
_LEARNED, _LEARNED_CHARS = re.compile(r"(?:获悉|了解到|显示|表示|通报|公布|介绍)(?:称)?[，：,:]\Z"), 12
_BRACKETS = ("(", "（")
_SENTENCE_END = re.compile("[。；！\\n]")
_HEADING_CHARS = 600
_LONGEST_HEADING, _SENTENCE_ENDS = 120, (".", "。", "；", ";", "，", ",")
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
        if not line or len(line) > _LONGEST_HEADING or line.endswith(_SENTENCE_ENDS):
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
        titled = _TITLE_YEAR.findall(self._title)
        if len(set(titled)) == 1 and not _DAY.search(self._title):
            return int(titled[0])
        eras = set(_TITLE_ERA.findall(self._title)) if self.is_taiwan else ()
        if len(eras) == 1:
            return FOUNDING + read_era(*eras)
        periods = [period for period in self.periods_between(0, _READ_CHARS) if period.rule != BASE]
        counts = Counter(period.first.year for period in periods).most_common(1)
        if counts and counts[0][1] >= max(_MIN_PERIODS, _MIN_SHARE * len(periods)):
            return counts[0][0]
        return self._find_opening_year(periods)

    @cached_property
    def _account(self) -> Period | None:
        """The months that the heading of accounts names, in a line that is no sentence: for the year ended 31 March."""
        named = [period for period in self.periods_between(0, _HEADING_CHARS) if period.rule == ACCOUNT]
        if self.is_plan or len({period.edtf for period in named}) != 1:
            return None
        end = self.folded.find("\n", named[0].end)
        line = self.folded[named[0].end : end if end >= 0 else len(self.folded)].rstrip()
        return None if len(line) > _LONGEST_HEADING or line.endswith(_SENTENCE_ENDS) else named[0]

    def _find_opening_year(self, periods: list[Period]) -> int | None:
        """The only year told of as a whole, where it opens its line (2023年，全省) or all others are to come."""
        whole = [period for period in periods if period.edtf.isdigit()]
        whole = [period for period in whole if self.folded[period.start - 1 : period.start] not in _BRACKETS]
        stops = [*(period.start for period in whole), len(self.folded)][1:]
        told = [period for period, stop in zip(whole, stops, strict=False) if is_told(self.folded, period, stop)]
        years = [period for period in told if self.part_at(period.start) != TO_COME]
        if len({period.first.year for period in years}) != 1:
            return None
        first, year = years[0], years[0].first.year
        told = [period for period in years if period.first.year <= year]
        if len(told) >= _MIN_TOLD and all(period.first.year == year for period in told):
            return year
        line = self.folded.rfind("\n", 0, first.start) + 1
        is_opening = _OPENING.fullmatch(self.folded, line, first.start) is not None
        if is_opening and self.folded.startswith(("，", ","), first.end):
            return year
        return year if _LEARNED.search(self.folded, max(line, first.start - _LEARNED_CHARS), first.start) else None

    @cached_property
    def reported_period(self) -> tuple[Period, str] | None:
        """The time that the document reports on, with its words: the year, or the part of it that the title names."""
        account, year = self._account, self.reported_year
        if account is not None:
            return account._replace(start=0, end=0), self.text[account.start : account.end]
        if year is None:
            return None
        title = fold(self._title)
        titled = [period for period in find_times(title) if period.first.year == year and _is_part(period)]
        if len(titled) == 1:
            start, end = titled[0].start, titled[0].end
            return titled[0]._replace(start=0, end=0), self._title[start:end]
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
        """Where parts begin, by their headings, and what they tell of (2025年工作安排: what is to come)."""
        places, parts = list[int](), list[int]()
        first = next(iter(_finder().find_matches_as_indexes(self.folded)), None) if not self.folded.isascii() else None
        begin = self.folded.rfind("\n", 0, first[1]) + 1 if first is not None else len(self.text)
        for found in _HEADING.finditer(self.folded, begin):
            start = self.folded.rfind("\n", 0, found.start()) + 1
            end = self.folded.find("\n", found.end())
            part = _read_part(self.folded[start : end if end >= 0 else len(self.text)].strip(), found, start)
            if part == OF_YEARS and parts and parts[-1] == TO_COME:
                continue  # “十五五”时期是关键时期, said in a plan, looks ahead as well
            if part is not None and (not parts or parts[-1] != part):
                places.append(start)
                parts.append(part)
        return places, parts

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


def is_told(text: str, period: Period, behind: int) -> bool:
    """Whether a time of a folded text is one that achieved figures can have, and that of no plan or duty.

    Chinese says so behind the time, up to the end of the sentence or `behind`, where the next time may begin.
    """
    is_chinese, end = not text[period.start : period.end].isascii(), period.end
    if is_chinese:
        stop = _SENTENCE_END.search(text, end, behind)
        end = stop.start() if stop else behind
    return read_modality(text, period.start, end, is_chinese, is_plan=False).name == ACTUAL


def _is_part(period: Period) -> bool:
    """Whether a time of a title is a part of a year that can be reported on, no day."""
    is_span = period.last is not None and period.first != period.last and period.first.year == period.last.year
    return is_span and period.rule not in _NOT_REPORTED and not period.edtf.isdigit()


@cache
def _finder() -> AhoCorasick:
    """Finds the words without which no part of a text is to come or of several years: most texts have none."""
    plans = ("安排", "打算", "思路", "建议", "计划", "部署", "展望", "重点", "任务")
    words = [f"工作{word}" for word in plans] + ["主要任务", "重点任务", "重点工作", "主要工作", "目标任务", "民生实事"]
    words += ["预期目标", "奋斗目标", "下一步", "下步", "今后五年", "未来五年"]
    words += ["三年", "四年", "五年", "十二五", "十三五", "十四五", "十五五"]
    return AhoCorasick(sorted(words), matchkind=MatchKind.LeftmostFirst)


def _read_part(line: str, found: re.Match[str], start: int) -> int | None:
    """What a line with a word of headings begins; None where it is no heading."""
    is_at_head = found.start() - start <= _AT_HEAD
    if found["years"] and is_at_head:
        is_heading = len(line) <= _LONGEST_PART_HEADING and not _TOLD.search(line)
        return TO_COME if is_heading and _AIMS.search(line) else OF_YEARS
    if is_at_head and _YEAR_OPENS.match(line):
        return TOLD
    if len(line) > _LONGEST_PART_HEADING or _SENTENCE_MARK.search(line):
        return None
    if line.endswith("。") and not _ENUMERATED.match(line):
        return None  # 会议讨论了下一步工作。
    if _TOLD.search(line):
        return TOLD
    if _TO_COME.search(line):
        return TO_COME
    # 工作计划 alone is a link of a site as well
    return TO_COME if found["plan"] and (_ENUMERATED.match(line) or _DATED.search(line)) else None


def fold(text: str, is_simplified: bool = False) -> str:
    """The text in simplified characters with plain spaces and apostrophes, of the same length."""
    if text.isascii():
        return text
    return (text if is_simplified else to_simplified(text)).replace("\u00a0", " ").replace("’", "'")
