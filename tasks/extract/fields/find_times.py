"""All times that a text states with their year: the plain ones, the rarer ways to write them, and spans of two."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from ...core.numerals.read_tables import alternation
from ..tables.read_tables import months
from .read_chinese_dates import read_chinese_dates
from .read_english_dates import read_english_dates
from .read_numeric_dates import read_numeric_dates
from .read_time import Period, find_periods, is_in_title, mark_state, shift_period

_NUMERIC = re.compile(
    r"[-–—~/.至到](?:(?<=[12][0-9]{3}.) ?[0-9]| ?(?:19|20)[0-9]{2}(?![0-9])|(?<=[12][0-9]{3} .) ?[0-9]"
    r"|(?<=[0-9]/)[0-9])"
)
_HAN = "[〇零○一二三四五六七八九十]"
_CHINESE = re.compile(
    rf"[年月纪](?: ?{_HAN}|(?<= 年)|(?<={_HAN}年)|(?<=(?<![0-9])0[0-9]年)|(?<=千年)|(?<=1[0-8][0-9]{{2}}年)"
    "|(?<=(?<![0-9])[0-9]{2}年)[0-9]{1,2}月|(?<=0年)代|(?<=月) ?[0-9]{1,2} ?(?:号|日? ?[-–—~～至到])|(?<=世纪))"
)
_ENGLISH = re.compile("[12][0-9]{3}(?![0-9年])")
_WORDS = re.compile("thousand|(?:teen|wenty)[ -]")
"""What may be a part of a time of its kind; each begins with a class of few characters, which the engine skips to."""
_SIGN = re.compile(
    rf"\b{alternation(name.lower() for name in months())}\b|\b[qh][1-4]\b|[0-9][qh][1-4]|week of|quarter|half|0'?s\b"
    r"|thousands|ties\b|tens\b|\bbetween |\bin (?:seven|eigh|nine)teen[ -]"
)
"""What a window about a year holds where its time may be none of the plain ones."""
_BEFORE_SIGN, _BEHIND_SIGN = 48, 40
_GAP = re.compile(r"[^0-9A-Za-z.,/-]")
_LINK = re.compile(" ?[-–—~～至到] ?|至|到| (?:to|until|through) ")
_AND = re.compile(" and |[与和]")
_BEFORE, _BEHIND = re.compile(r"[Bb]etween \Z"), re.compile("年?之?间")
_LONGEST_LINK = 9


def find_times(text: str) -> list[Period]:
    """The times of a text in order and apart; two that a word or dash joins are one span with both ends inside."""
    found = find_periods(text)
    rare = [mark_state(text, period) for period in _find_rare(text)]
    if rare:
        found = _keep_longest([*found, *rare])
        if "《" in text:
            found = [period for period in found if not is_in_title(text, period.start)]
    return _join(text, found) if len(found) > 1 else found


def _find_rare(text: str) -> Iterator[Period]:
    yield from _read_windows(text, _NUMERIC, _read_numeric)
    if not text.isascii():
        yield from _read_windows(text, _CHINESE, _read_chinese)
    yield from _read_windows(text, _ENGLISH, _read_english)
    if "thousand" in text or "teen " in text or "enty-" in text:
        yield from _read_windows(text, _WORDS, _read_english)


def _read_windows(text: str, sign: re.Pattern[str], read: Callable[[str], tuple[Period, ...]]) -> Iterator[Period]:
    """What is read about the signs of a text; windows that share a character are one."""
    start = end = 0
    for match in sign.finditer(text):
        if match.start() - _BEFORE_SIGN > end:
            yield from _read_window(text, start, end, read)
            gap = _GAP.search(text, match.start() - _BEFORE_SIGN, match.start())
            start = gap.start() if gap else match.start()
        end = match.end() + _BEHIND_SIGN
    yield from _read_window(text, start, end, read)


def _read_window(text: str, start: int, end: int, read: Callable[[str], tuple[Period, ...]]) -> Iterator[Period]:
    return (shift_period(period, start) for period in read(text[start:end])) if end else iter(())


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
        if _is_span(text, before, period):
            edtf = f"{before.edtf.partition('/')[0]}/{period.edtf.rpartition('/')[2]}"
            joined[-1] = Period(before.start, period.end, edtf, before.first, period.last)
        else:
            joined.append(period)
    return joined


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
