"""Fiscal years of Hong Kong, from April to March, written as two years: 2024至25年度, 2023/24, `in 2023-24`."""

import re
from datetime import date

from .read_time import Period

_PAIR = re.compile(
    "(?:[^0-9]{0,9})(?:19|20)[0-9]{2}[-–/至到](?:[12][0-9])?[0-9]{2}年?"
    "|[一二][〇零○九一二三四五六七八]{3}年?[至到][〇零○一二三四五六七八九]{2}"
)
_OTHER_YEAR = re.compile(
    " ?(?:学年|赛季|球季|雪季|季(?!度)|年?度?学"
    "|(?:school|academic|calendar|crop|marketing|sports?|football|racing|season|edition|cohort))"
)
"""What makes two years a time of schools or of sports."""
_APRIL, _MARCH, _LAST_OF_MARCH = 4, 3, 31


def is_pair_of_years(text: str, period: Period) -> bool:
    """Whether a time is two years that follow each other, written side by side, and none of schools or of sports."""
    if (
        period.last is None
        or period.last.year != period.first.year + 1
        or not period.edtf.endswith(f"{period.last.year}")
    ):
        return False
    is_pair = _PAIR.fullmatch(text, period.start, period.end) is not None
    return is_pair and _OTHER_YEAR.match(text, period.end) is None


def make_fiscal_year(text: str, period: Period) -> Period:
    """The period from April to March where it is two years side by side, else as it is."""
    if not is_pair_of_years(text, period) or period.last is None:
        return period
    first, last = period.first.year, period.last.year
    edtf = f"{first:04d}-{_APRIL:02d}/{last:04d}-{_MARCH:02d}"
    return period._replace(edtf=edtf, first=date(first, _APRIL, 1), last=date(last, _MARCH, _LAST_OF_MARCH))
