"""Times that are named by their first or last day: `since January 9`, `the week ending February 8`."""

import re
from calendar import monthrange
from datetime import date, timedelta

from ...core.numerals import read_han
from .read_time import Period

ACCOUNT = "time-of-account"
"""The rule of months named by the day they end on, as accounts are headed: `for the year ended 31 March 2025`."""
_ENGLISH = re.compile(
    r"\b(?:(?P<n>two|three|six|nine|ten|twelve|[2-9]|1[0-2])[ -]months?|(?P<name>week|fortnight|month|quarter"
    r"|half[- ]year|(?:financial |fiscal |business |crop |marketing )?year))(?: period)? "
    r"(?:ended|ending|to|through|up to|until)(?: on)? (?:the )?\Z",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    "止?的?(?:(?:过去|前|上)?一?(?:(?P<week>个?星期|周)|(?P<year>个?(?:财政|会计|营业)?年度|年(?!度?前))|(?P<quarter>个?季度?))"
    "|(?:过去|前)?(?P<n>[二两三六九]|十二?|[23469]|1[02])个月)"
)
_SINCE = re.compile(
    r"\b[Ss]ince (?:the (?:start|beginning|launch|opening|outbreak) of [^,.;:0-9]{0,60}?)?(?:on |in )?\Z"
)
_SINCE_CHINESE = re.compile("[^，。；：0-9]{0,14}(?:以来|至今|起至今|开始至今|起(?=[，、]))")
_FROM = ("自", "从", "自从")
_UNTIL = re.compile("截[至止]\\Z")
_WORDS = {"two": 2, "three": 3, "six": 6, "nine": 9, "ten": 10, "twelve": 12}
_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "half year": 6}
_DAYS = {"week": 7, "fortnight": 14}
_YEAR, _QUARTER = 12, 3
_WINDOW = 40


def widen_ending(text: str, period: Period) -> Period:
    """The whole time where the words beside its last day name it; else the period as it is."""
    if period.last is not None and (opened := _open(text, period)) is not None:
        return opened
    if period.last is None or (period.first != period.last and period.last.day != monthrange_end(period.last)):
        return period
    if text[period.start] > "\u3400" or text[period.start - 1 : period.start] > "\u3400":
        return _widen_chinese(text, period)
    named = _ENGLISH.search(text, max(0, period.start - _WINDOW), period.start)
    if named is None:
        return period
    name = named["name"].lower() if named["name"] else None
    if name in _DAYS:
        return _make_days(period, named.start(), period.end, _DAYS[name])
    n = _WORDS.get((named["n"] or "").lower()) or int(named["n"]) if named["n"] else _MONTHS.get(name or "", _YEAR)
    return _make_months(period, named.start(), period.end, n)


def _open(text: str, period: Period) -> Period | None:
    """All time from the first day of a period on: `since January 9`, 自一月九日进入流感季节以来."""
    low, start, edtf = max(0, period.start - 2 * _WINDOW), period.start, period.edtf.partition("/")[0]
    if text[start] > "\u3400" or text[start - 1 : start] > "\u3400":
        behind = _SINCE_CHINESE.match(text, period.end) if text.endswith(_FROM, low, start) else None
        return Period(start, behind.end(), f"{edtf}/..", period.first, None) if behind else None
    since = _SINCE.search(text, low, start + text.startswith(("on ", "On "), start) * 3)
    return Period(since.start(), period.end, f"{edtf}/..", period.first, None) if since else None


def monthrange_end(day: date) -> int:
    """The number of days of the month that a day lies in."""
    return monthrange(day.year, day.month)[1]


def _widen_chinese(text: str, period: Period) -> Period:
    named = _CHINESE.match(text, period.end)
    if named is None or not _UNTIL.search(text, max(0, period.start - 2), period.start):
        return period
    if named["week"]:
        return _make_days(period, period.start, named.end(), _DAYS["week"])
    written = named["n"]
    n = _YEAR if named["year"] else _QUARTER
    if written:
        n = int(written) if written.isdigit() else int(read_han(written) or _YEAR)
    return _make_months(period, period.start, named.end(), n)


def _make_days(period: Period, start: int, end: int, n: int) -> Period:
    last = period.last or period.first
    first = last - timedelta(days=n - 1)
    return Period(start, end, f"{first.isoformat()}/{last.isoformat()}", first, last)


def _make_months(period: Period, start: int, end: int, n: int) -> Period:
    """The n months that end on the last day of a period; a month that is not over ends where it stands."""
    last = period.last or period.first
    months = 12 * last.year + last.month - 1 - n
    year, month = divmod(months, 12)
    day = min(last.day, monthrange(year, month + 1)[1])
    if last.day == monthrange_end(last):
        day = monthrange(year, month + 1)[1]
    first = date(year, month + 1, day) + timedelta(days=1)
    return Period(start, end, _write_months(first, last, period.first == last), first, last, ACCOUNT)


def _write_months(first: date, last: date, are_days: bool) -> str:
    """The EDTF of some months, as where they are named otherwise: 2025, 2025-01/2025-06; of days that cut months."""
    if first.day != 1 or last.day != monthrange_end(last):
        if are_days:
            return f"{first.isoformat()}/{last.isoformat()}"
    elif (first.year, first.month, last.month) == (last.year, 1, _YEAR):
        return f"{first.year:04d}"
    return f"{first.year:04d}-{first.month:02d}/{last.year:04d}-{last.month:02d}"
