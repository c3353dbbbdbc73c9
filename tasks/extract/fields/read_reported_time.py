"""The time that a document reports on: that of its title, of the heading of its accounts, or of most that it states."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from .find_parts import TO_COME
from .find_times import find_times
from .read_base import BASE
from .read_ending import ACCOUNT
from .read_modality import ACTUAL, read_modality
from .read_time import FOUNDING, Period, read_era

_TITLE_YEAR = re.compile(r"(?<![0-9-])((?:19|20)[0-9]{2})(?![0-9]|[-—–][0-9])")
_TITLE_ERA = re.compile(
    "(?<![0-9〇零○一二三四五六七八九十百])(1[0-4][0-9]|一[〇零○一二三四][〇零○一二三四五六七八九])(?:年度?|學年)(?![0-9一二三四五六七八九十])"
)
_DAY = re.compile(r"(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}[-/.月][0-9]{1,2}")
_NOT_REPORTED = frozenset(("time-as-of", BASE))
_MIN_TOLD = 2
_MIN_PERIODS, _MIN_SHARE = 3, 0.5

_OPENING = re.compile(r"\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)?(?:In )?")
_LEARNED, _LEARNED_CHARS = re.compile(r"(?:获悉|了解到|显示|表示|通报|公布|介绍)(?:称)?[，：,:]\Z"), 12
_BRACKETS = ("(", "（")
_SENTENCE_END = re.compile("[。；！\\n]")
HEADING_CHARS = 600
LONGEST_HEADING, SENTENCE_ENDS = 120, (".", "。", "；", ";", "，", ",")


def read_titled_year(title: str, is_taiwan: bool) -> int | None:
    """The only year of a title, as long as it is no part of a day."""
    titled = set(_TITLE_YEAR.findall(title))
    if len(titled) == 1 and not _DAY.search(title):
        return int(*titled)
    eras = set(_TITLE_ERA.findall(title)) if is_taiwan else ()
    return FOUNDING + read_era(*eras) if len(eras) == 1 else None


def find_titled_part(title: str, year: int) -> Period | None:
    """The only part of a year that a folded title names."""
    titled = [period for period in find_times(title) if period.first.year == year and _is_part(period)]
    return titled[0] if len(titled) == 1 else None


def find_account(text: str, periods: Sequence[Period]) -> Period | None:
    """The months that the heading of accounts names, in a line that is no sentence: for the year ended 31 March.

    `periods` are those of the first `HEADING_CHARS` of the folded text.
    """
    named = [period for period in periods if period.rule == ACCOUNT]
    if len({period.edtf for period in named}) != 1:
        return None
    end = text.find("\n", named[0].end)
    line = text[named[0].end : end if end >= 0 else len(text)].rstrip()
    return None if len(line) > LONGEST_HEADING or line.endswith(SENTENCE_ENDS) else named[0]


def find_usual_year(periods: Sequence[Period]) -> int | None:
    """The year that at least half of the times lie in."""
    counts = Counter(period.first.year for period in periods).most_common(1)
    is_usual = bool(counts) and counts[0][1] >= max(_MIN_PERIODS, _MIN_SHARE * len(periods))
    return counts[0][0] if is_usual else None


def find_opening_year(text: str, periods: Sequence[Period], part_at: Callable[[int], int]) -> int | None:
    """The only year told of as a whole, where it opens its line (2023年，全省) or all others are to come.

    `part_at` gives what the part of the folded text tells of that a code point lies in.
    """
    whole = [period for period in periods if period.edtf.isdigit()]
    whole = [period for period in whole if text[period.start - 1 : period.start] not in _BRACKETS]
    stops = [*(period.start for period in whole), len(text)][1:]
    told = [period for period, stop in zip(whole, stops, strict=False) if is_told(text, period, stop)]
    years = [period for period in told if part_at(period.start) != TO_COME]
    if len({period.first.year for period in years}) != 1:
        return None
    first, year = years[0], years[0].first.year
    told = [period for period in years if period.first.year <= year]
    if len(told) >= _MIN_TOLD and all(period.first.year == year for period in told):
        return year
    line = text.rfind("\n", 0, first.start) + 1
    is_opening = _OPENING.fullmatch(text, line, first.start) is not None
    if is_opening and text.startswith(("，", ","), first.end):
        return year
    return year if _LEARNED.search(text, max(line, first.start - _LEARNED_CHARS), first.start) else None


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
