"""The times that headers and labels of rows state: whole ones, and parts of a year that another cell names."""

import re
from collections.abc import Sequence
from functools import lru_cache

from ..fields.find_times import find_times
from ..fields.read_time import Period, make_year

_YEAR = re.compile(r"(?:FY ?)?((?:19|20)[0-9]{2})(?: ?[(（][^()（）]{0,12}[)）])?[A*#†]?", re.IGNORECASE)
_ERA = re.compile(r"(?P<name>民国)?(?P<n>[0-9]{2,3})(?P<rest>年.{0,8})")
_HALF = re.compile(r"\A(?P<n>[1-4])(?P<part>[QH]) ?(?P<year>(?:19|20)[0-9]{2})\Z")
_FOUNDING = 1911
"""Year 1 of the Republic, by which Taiwan counts, is the one behind it."""
_FIRST_ERA, _LAST_ERA = 100, 139
_ENDED = re.compile(r"\bend(?:ed|ing)\b", re.IGNORECASE)
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sep(?:t(?:ember)?)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_CHINESE_PART = re.compile(
    r"(?<![0-9年])(?:(?:1[0-2]|0?[1-9])月?[-–—~至](?:1[0-2]|0?[1-9])月份?|(?:1[0-2]|0?[1-9])月(?:份|[0-9]{1,2}日)?"
    r"|(?<!第)第?[一二三四]季度?|第[1-4]季度?|[上下]半年|前三季度|(?<![〇零○一二三四五六七八九十])(?:十[一二]?|[一二三四五六七八九])月份?)"
)
_ENGLISH_PART = re.compile(
    rf"\b(?:(?:3[01]|[12][0-9]|[1-9]) {_MONTH}|{_MONTH} (?:3[01]|[12][0-9]|[1-9])|{_MONTH}(?: ?(?:-|–|to) ?{_MONTH})?"
    r"|[QH][1-4]|(?:First|Second|Third|Fourth) (?:quarter|half)|first three quarters)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_NUMBERED_QUARTER = re.compile("\\A第([1-4])(?=季)")
_WHOLE = frozenset(("全年", "年度", "full year", "whole year", "year"))
_AROUND = frozenset(
    ("", "累计", "止", "当月", "as at", "as of", "at", "in", "于", "截至", "截止", "末", "底", "the", "*", "#")
)
_HOLDS_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_STATES_DAY = re.compile(
    r"截[至止]|止(?:年度|[一二三六九十0-9]{1,3}个月)|^于[0-9]|\bas (?:at|of)\b|^at \b|\bended\b", re.IGNORECASE
)
_LONGEST = 80


@lru_cache(maxsize=4096)
def read_period(text: str) -> Period | None:
    """The one time that a text states: 2025年, 2025, FY2025, 2025年1-6月, H1 2025, 31 December 2025, 114年度."""
    year = _YEAR.fullmatch(text)
    if year is not None:
        return make_year(year.span(1), int(year[1]))
    era = _ERA.fullmatch(text)
    if era is not None:
        name, number, rest = era.group("name", "n", "rest")
        is_sure = name is not None or _FIRST_ERA <= int(number) <= _LAST_ERA
        found = read_period(f"{int(number) + _FOUNDING}{rest}") if is_sure else None
        return found._replace(start=0, end=len(text)) if found is not None else None
    half = _HALF.sub(r"\g<part>\g<n> \g<year>", text)
    if half != text:
        return read_period(half)
    if _ENDED.search(text):
        text = text[0].lower() + text[1:]
    times = find_times(text)
    if len(times) != 1 or (_ENDED.search(text) and times[0].first == times[0].last):
        return None
    return _name_year(times[0])


def _name_year(period: Period) -> Period:
    """A period from the first to the last day of a year as the year."""
    first, last = period.first, period.last
    if (
        last is not None
        and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
        and first.year == last.year
    ):
        return make_year((period.start, period.end), first.year)
    return period


def name_eras(texts: Sequence[str]) -> list[str]:
    """The cells of a header whose years count from 1911, those of two digits too where one has three: 109年, 99年."""
    eras = [_ERA.fullmatch(text) for text in texts]
    is_era = any(era is not None and _FIRST_ERA <= int(era["n"]) <= _LAST_ERA for era in eras)
    is_short = [era is not None and era["name"] is None and int(era["n"]) < _FIRST_ERA for era in eras]
    return [f"民国{text}" if is_era and short else text for text, short in zip(texts, is_short, strict=True)]


@lru_cache(maxsize=4096)
def complete_period(text: str, year: int) -> Period | None:
    """The time of a text that leaves out its year, in a year: 3月, Q2, As at 31 December, 截至3月31日止年度."""
    if text.strip().lower() in _WHOLE:
        return make_year((0, len(text)), year)
    if not is_part(text):
        return None
    chinese = _CHINESE_PART.search(text)
    if chinese is not None:
        rest = _NUMBERED_QUARTER.sub(lambda found: f"第{'一二三四'[int(found[1]) - 1]}", text[chinese.start() :])
        return read_period(f"{text[: chinese.start()]}{year}年{rest}")
    english = _ENGLISH_PART.search(text)
    return read_period(f"{text[: english.end()]} {year}{text[english.end() :]}") if english is not None else None


def is_part(text: str) -> bool:
    """Whether a text is a part of some year and nothing else: 一季度, 3月, 1-6月累计, Q2, January."""
    if _HOLDS_YEAR.search(text) or len(text) > _LONGEST:
        return False
    found = _CHINESE_PART.search(text) or _ENGLISH_PART.search(text)
    if found is None:
        return False
    return _is_bare(text, *found.span()) or _STATES_DAY.search(text) is not None


def is_time(text: str) -> bool:
    """Whether a text is a time, or a part of one, and nothing else."""
    period = read_period(text)
    if period is None:
        return is_part(text)
    return _YEAR.fullmatch(text) is not None or _is_bare(text, period.start, period.end)


def states_day(text: str) -> bool:
    """Whether a line says up to or at which day of each year its columns hold: As at 31 December."""
    return _STATES_DAY.search(text) is not None and not _HOLDS_YEAR.search(text) and is_part(text)


def _is_bare(text: str, start: int, end: int) -> bool:
    return all(part.strip(" ()（）:：,，").lower() in _AROUND for part in (text[:start], text[end:]))
