"""Dates of Chinese text beyond the plain ones: in characters, with 号, short years, days of a month, decades."""

import re
from collections.abc import Iterator

from ...core.numerals import read_han
from .read_time import Period, make_day, make_days, make_month_end, make_months, make_year, make_years

_HAN_DIGITS = "〇零○一二三四五六七八九"
_DIGIT = f"[{_HAN_DIGITS}]"
_TO_DIGITS = str.maketrans(_HAN_DIGITS, "000123456789")
_NO_NUMBER = f"(?<![0-9十百千万{_HAN_DIGITS}])"
_SHORT = rf"(?:0[0-9]|[〇零○]{_DIGIT})"
_YEAR = (
    rf"{_NO_NUMBER}(?:[12][0-9]{{3}}|[两二]千(?:[〇零○][一二三四五六七八九])?|{_DIGIT}{{3,4}}|{_SHORT}"
    "|(?<![国和成昭])[0-9]{2}|民国[0-9]{2,3}|(?<![前元])1[0-4][0-9](?=年[0-9]{1,2}月))"
)
_MONTH = "(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY_DIGITS = "(?:3[01]|[12][0-9]|0?[1-9])"
_DAY_HAN = "(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
_DAY = f"(?:{_DAY_DIGITS}|{_DAY_HAN})"
_DAY_SIGN = "(?:日(?!元|圆)|号(?![楼线文令公店院库仓馆厅]))"
_HOUR = "(?:[0-9]{1,2}[时点](?:[0-9]{1,2}分)?)?"
_LINK = " ?[-–—~～至到] ?"
_DATE = re.compile(
    rf"(?<!农历)(?<!阴历)(?P<year>{_YEAR}) ?年 ?(?P<month>{_MONTH}) ?月(?!球|供|薪)"
    rf"(?: ?(?:(?P<day>{_DAY}) ?{_DAY_SIGN}?{_HOUR}{_LINK}(?:(?P<month2>{_MONTH}) ?月 ?)?(?P<day2>{_DAY}) ?{_DAY_SIGN}"
    rf"|(?P<day3>{_DAY}) ?{_DAY_SIGN}|(?P<day4>{_DAY_HAN})(?=[，。、；,;）)\s]|$)))?"
)
_LONE_YEAR = re.compile(
    rf"{_NO_NUMBER}(?:(?P<short>{_SHORT}) ?年|(?P<year>(?:19|20)[0-9]{{2}}) 年)(?![0-9期限])(?! ?{_MONTH} ?月)"
)
_DECADE = re.compile(
    "(?:(?P<century>1[0-9]|2[01]|十[七八九]|二十一?)世纪|(?P<last>上个?世纪)|(?P<this>本世纪))"
    "(?P<tens>[0-9]0|[一二三四五六七八九]十)年代|(?<![0-9])(?P<decade>(?:1[0-9]|20)[0-9]0)年代"
)
_FISCAL = re.compile(f"(?P<first>[一二][〇零○九]{_DIGIT}{{2}})年?[至到](?P<until>{_DIGIT}{{2}})(?=年度|财政年度)")
_MONTH_END = ("底", "末", "份底", "份末")
_HUNDRED = 100
_THIS_CENTURY = 21
"""上世纪 is said from this one."""
_FOUNDING = 1911
"""The first year of the Republic, by which Taiwan counts, is the one behind; 113年4月 is said without its name too."""
_PIVOT = 50
"""Two digits below are a year of this century, the others of the last one."""


def read_chinese_dates(text: str) -> Iterator[Period]:
    """Dates with their year, ranges of days, and decades, in no order; a date of the lunar calendar is none."""
    for match in _DATE.finditer(text):
        period = _read_date(match)
        if period is not None:
            yield period
    if "年" in text:
        for match in _LONE_YEAR.finditer(text):
            yield make_year(match.span(), int(match["year"]) if match["year"] else _read_year(match["short"]))
    for match in _FISCAL.finditer(text) if "年度" in text else ():
        first, until = (int(match[name].translate(_TO_DIGITS)) for name in ("first", "until"))
        if until == (first + 1) % _HUNDRED:
            yield make_years(match.span(), first, first + 1)
    if "年代" in text:
        for match in _DECADE.finditer(text):
            first = _read_decade(match)
            yield make_years(match.span(), first, first + 9)


def widen_year(number: int) -> int:
    """The year that two digits stand for."""
    return number + (2000 if number < _PIVOT else 1900)


def _read_date(match: re.Match[str]) -> Period | None:
    """A day, some days or a month; None for a day that is not in the calendar, and for short years without a day."""
    written, span = match["year"], match.span()
    first_day, is_short = match["day"] or match["day3"] or match["day4"], len(written) < 3
    if is_short and first_day is None:
        return None
    year, month = _read_year(written), _read_number(match["month"])
    if not year:
        return None
    if first_day is None and match.string.startswith(_MONTH_END, match.end()):
        return make_month_end(span, year, month)
    if first_day is None:
        return make_months(span, year, month, month)
    first = make_day(span, year, month, _read_number(first_day))
    if first is None or match["day"] is None:
        return first
    last = make_day(span, year, _read_number(match["month2"] or match["month"]), _read_number(match["day2"]))
    return make_days(span, first.first, last.first) if last is not None else None


def _read_year(written: str) -> int:
    if written[0] == "民" or (len(written) == 3 and written.isdigit()):
        return _FOUNDING + int(written.lstrip("民国"))
    if "千" in written:
        return 2000 + int(written[2:].translate(_TO_DIGITS)[-1:] or 0)
    number = int(written.translate(_TO_DIGITS))
    return number if len(written) > 2 else widen_year(number)


def _read_number(written: str) -> int:
    return int(written) if written[0] in "0123456789" else int(read_han(written) or 0)


def _read_decade(match: re.Match[str]) -> int:
    if match["decade"]:
        return int(match["decade"])
    century = _THIS_CENTURY - bool(match["last"]) if not match["century"] else _read_number(match["century"])
    return (century - 1) * 100 + _read_number(match["tens"])
