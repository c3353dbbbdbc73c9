"""A whole date in a line of a page: in figures, in Chinese numerals, in English, or of the Republic's years."""

import datetime
import re
from typing import NamedTuple

from ..core.numerals.read_han import read_han

_DATE = re.compile(
    "(?<![0-9])(?P<y>(?:19|20)[0-9]{2})(?:[-/.](?P<m>[0-9]{1,2})[-/.](?P<d>[0-9]{1,2})"
    "| ?年 ?(?P<ym>[0-9]{1,2}) ?月 ?(?P<yd>[0-9]{1,2}) ?日)(?![0-9])"
    "|(?P<name>[A-Z][a-z]{2,8})\\.? (?P<nd>[0-9]{1,2})(?:st|nd|rd|th)?, ?(?P<ny>(?:19|20)[0-9]{2})(?![0-9])"
    "|(?<![0-9])(?P<bd>[0-9]{1,2})(?:st|nd|rd|th)? (?P<bname>[A-Z][a-z]{2,8})\\.?,? (?P<by>(?:19|20)[0-9]{2})(?![0-9])"
    "|(?P<hy>[一二][〇○零一二三四五六七八九]{3})年(?P<hm>[一二三四五六七八九十]{1,2})月(?P<hd>[一二三四五六七八九十]{1,3})日"
    "|(?:日期|時間)[:：][ \u3000]?(?P<ry>1[0-2][0-9]|[89][0-9])(?:年|[-/.])(?P<rm>[0-9]{1,2})"
    "(?:月|[-/.])(?P<rd>[0-9]{1,2})(?![0-9])"
    "|民[國国] ?(?P<py>[0-9]{2,3}) ?年 ?(?P<pm>[0-9]{1,2}) ?月 ?(?P<pd>[0-9]{1,2}) ?日"
)
_FIRST_YEAR = 1911
"""The year before the first of the Republic's."""
_MONTHS = {
    name: month
    for month, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}


class Dated(NamedTuple):
    """A day and the half-open span of code points that states it."""

    day: datetime.date
    start: int
    end: int


def find_date(text: str) -> Dated | None:
    """The first whole date of a text, None when it has none or it is no day of the calendar.

    A year of the Republic (112-04-19) counts only behind 民國 or a label that ends in 日期 or 時間.
    """
    for match in _DATE.finditer(text):
        day = _as_date(match)
        if day:
            return Dated(day, match.start("ry") if match["ry"] else match.start(), match.end())
    return None


def _as_date(match: re.Match[str]) -> datetime.date | None:
    part = match.groupdict()
    name = (part["name"] or part["bname"] or "")[:3].lower()
    try:
        if part["hy"]:
            return datetime.date(*(int(read_han(part[key]) or 0) for key in ("hy", "hm", "hd")))
        if part["ry"] or part["py"]:
            year = _FIRST_YEAR + int(part["ry"] or part["py"])
            return datetime.date(year, int(part["rm"] or part["pm"]), int(part["rd"] or part["pd"]))
        year = int(part["y"] or part["ny"] or part["by"])
        month = part["m"] or part["ym"] or _MONTHS.get(name, 0)
        return datetime.date(year, int(month), int(part["d"] or part["yd"] or part["nd"] or part["bd"]))
    except ValueError:
        return None
