"""All times that a text states with their year: the plain ones, the rarer ways to write them, and spans of two."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from functools import lru_cache

from ...core.numerals.read_tables import alternation
from ..tables.read_tables import months
from .find_signs import TimeSigns, find_signs
from .read_base import mark_base
from .read_chinese_dates import read_chinese_dates
from .read_ending import widen_ending
from .read_english_dates import read_english_dates
from .read_numeric_dates import read_numeric_dates
from .read_time import Period, find_periods, is_in_title, mark_state, shift_period

Span = tuple[int, int]
_MARKS = frozenset("-–—~/.至到")
_NUMERIC = re.compile(
    rf"[{''.join(sorted(_MARKS, reverse=True))}](?:(?<=[12][0-9]{{3}}.) ?[0-9]| ?(?:19|20)[0-9]{{2}}(?![0-9])"
    r"|(?<=[12][0-9]{3} .) ?[0-9]|(?<=[0-9]/)[0-9])"
)
_SLASH = re.compile("/(?<=[0-9]/)[0-9]")
_BESIDE_YEAR = (-2, -1, 4, 5)
"""Where the mark of a date stands, from the beginning of its year."""
_HAN = "[〇零○一二三四五六七八九十]"
_CHINESE = re.compile(
    rf"[年月纪](?: ?{_HAN}|(?<= 年)|(?<={_HAN}年)|(?<=(?<![0-9])0[0-9]年)|(?<=千年)|(?<=1[0-8][0-9]{{2}}年)"
    "|(?<=(?<![0-9])[0-9]{2}年)[0-9]{1,2}月"
    "|(?<=(?<![0-9])1[0-4][0-9]年)[0-9]{1,2}月|(?<=0年)代|(?<=月) ?[0-9]{1,2} ?(?:号"
    "|日?(?:[0-9]{1,2}[时点](?:[0-9]{1,2}分)?)? ?[-–—~～至到])|(?<=世纪))"
)
_WORDS = ("thousand", "teen ", "teen-", "wenty ", "wenty-")
_SIGN = re.compile(
    rf"\b{alternation(name.lower() for name in months())}\b|\b[qh][1-4]\b|[0-9][qh][1-4]|week of|quarter|half|0'?s\b"
    r"|months (?:of|in) |thousands|ties\b|tens\b|\bbetween |\bin (?:seven|eigh|nine)teen[ -]"
)
"""What a window about a year holds where its time may be none of the plain ones."""
_NO_ENGLISH = (*"0123456789", "年")
"""Not right behind the four digits of an English year."""
_BEFORE_SIGN, _BEHIND_SIGN = 48, 40
_GAP = re.compile(r"[^0-9A-Za-z.,/-]")
_LINK = re.compile(" ?[-–—~～至到] ?|至|到| (?:to|until|through) ")
_AND = re.compile(" and |[与和]")
_BEFORE, _BEHIND = re.compile(r"[Bb]etween \Z"), re.compile("年?之?间")
_AFTER_YEAR, _BEFORE_YEAR = re.compile("年?[之以]后[，、至到和]?"), re.compile("年?[之以]前")
_LONGEST_LINK, _LONGEST_BOUND, _YEAR_CHARS = 9, 14, 4


def find_times(text: str) -> list[Period]:
    """The times of a text in order and apart; two that a word or dash joins are one span with both ends inside."""
    signs = find_signs(text)
    found = find_periods(text, signs)
    rare = [mark_state(text, period) for period in _find_rare(text, signs)]
    if rare:
        found = _keep_longest([*found, *rare])
        if "《" in text:
            found = [period for period in found if not is_in_title(text, period.start)]
    joined = _join(text, found) if len(found) > 1 else found
    return [mark_base(text, widen_ending(text, period)) for period in joined]


def _find_rare(text: str, signs: TimeSigns) -> Iterator[Period]:
    yield from _read_windows(text, _match_apart(text, _NUMERIC, _find_marks(text, signs.years)), _read_numeric)
    yield from _read_windows(text, _match_apart(text, _CHINESE, signs.units), _read_chinese)
    years = [(at, at + 4) for at in signs.years if not text.startswith(_NO_ENGLISH, at + 4)]
    yield from _read_windows(text, years, _read_english)
    yield from _read_windows(text, _find_words(text), _read_english)


def _find_marks(text: str, years: Sequence[int]) -> list[int]:
    """Where marks stand that may part the digits of a date."""
    n_chars = len(text)
    marks = {at + by for at in years for by in _BESIDE_YEAR if 0 <= at + by < n_chars and text[at + by] in _MARKS}
    if "/" in text:
        marks.update(match.start() for match in _SLASH.finditer(text))
    return sorted(marks)


def _match_apart(text: str, pattern: re.Pattern[str], places: Sequence[int]) -> Iterator[Span]:
    """What a pattern matches at some places in order, but for those inside the match before."""
    end = 0
    for at in places:
        match = pattern.match(text, at) if at >= end else None
        if match is not None:
            end = match.end()
            yield at, end


def _find_words(text: str) -> list[Span]:
    """The words of a text that are a part of a year written out."""
    found = []
    for word in _WORDS:
        at = text.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = text.find(word, at + 1)
    return sorted(found)


def _read_windows(text: str, signs: Iterable[Span], read: Callable[[str], tuple[Period, ...]]) -> Iterator[Period]:
    """What is read about the signs of a text, within their lines; windows that share a character are one."""
    start = last = end = 0
    for first, stop in signs:
        is_far = first - _BEFORE_SIGN > end
        line = text.rfind("\n", first - _BEFORE_SIGN if is_far else last, first) + 1
        if line or is_far:
            yield from _read_window(text, start, last, read)
            gap = None if line else _GAP.search(text, first - _BEFORE_SIGN, first)
            start = line or (gap.start() if gap else first)
        last, end = stop, stop + _BEHIND_SIGN
    yield from _read_window(text, start, last, read)


def _read_window(text: str, start: int, last: int, read: Callable[[str], tuple[Period, ...]]) -> Iterator[Period]:
    """What is read from a place to some characters behind the last sign, which are of the same line."""
    if not last:
        return iter(())
    line_end = text.find("\n", last, last + _BEHIND_SIGN)
    window = text[start : line_end if line_end >= 0 else last + _BEHIND_SIGN]
    return (shift_period(period, start) for period in read(window))


@lru_cache(maxsize=4096)
def _read_numeric(window: str) -> tuple[Period, ...]:
    return tuple(read_numeric_dates(window))


@lru_cache(maxsize=4096)
def _read_chinese(window: str) -> tuple[Period, ...]:
    return tuple(read_chinese_dates(window))


@lru_cache(maxsize=4096)
def _read_english(window: str) -> tuple[Period, ...]:
    lower = window.lower()
    is_worth = len(lower) == len(window) and _SIGN.search(lower)
    return tuple(read_english_dates(lower)) if is_worth else ()


def _keep_longest(found: list[Period]) -> list[Period]:
    """Of times that share a character the longest, of equally long ones the first found."""
    kept: list[Period] = []
    for period in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or kept[-1].end <= period.start:
            kept.append(period)
        elif period.end - period.start > kept[-1].end - kept[-1].start:
            kept[-1] = period
    return kept


def _join(text: str, found: list[Period]) -> list[Period]:
    joined = found[:1]
    for period in found[1:]:
        before = joined[-1]
        if _is_bounded(text, before, period):
            last = period.first - timedelta(days=1)
            joined[-1] = Period(before.start, period.end, f"{before.edtf}/{_year_before(period)}", before.first, last)
        elif _is_span(text, before, period):
            edtf = f"{before.edtf.partition('/')[0]}/{period.edtf.rpartition('/')[2]}"
            joined[-1] = Period(before.start, period.end, edtf, before.first, period.last)
        else:
            joined.append(period)
    return joined


def _is_bounded(text: str, before: Period, after: Period) -> bool:
    """Whether two years bound the time between them: 2010年之后2018年之前."""
    is_year = len(before.edtf) == len(after.edtf) == _YEAR_CHARS
    if not is_year or before.first >= after.first or after.start - before.end > _LONGEST_BOUND:
        return False
    return bool(_BEFORE_YEAR.match(text, after.end) and _AFTER_YEAR.fullmatch(text, before.end, after.start))


def _year_before(period: Period) -> str:
    return f"{period.first.year - 1:04d}"


def _is_span(text: str, before: Period, after: Period) -> bool:
    if after.start - before.end > _LONGEST_LINK or after.last is None or before.last is None:
        return False
    if before.first >= after.first or before.last >= after.last:
        return False
    link = text[before.end : after.start]
    if _LINK.fullmatch(link):
        return True
    is_between = _BEFORE.search(text, max(0, before.start - 8), before.start) or _BEHIND.match(text, after.end)
    return bool(is_between and _AND.fullmatch(link))
