"""The day on which somebody said something is not the time of what was said: `said on April 12 that … in March`."""

import re

from .read_time import Period

_WINDOW = 80
_VERB = "said|says|announced|reported|revealed|disclosed|stated|learned|learnt|told"
_ENGLISH_BEFORE = re.compile(rf"\b(?:{_VERB})\b[^,.;:]{{0,24}}\Z")
_ENGLISH_AFTER = re.compile(rf",? [^,.;:]{{0,60}}\b(?:{_VERB})\b(?: [a-z]+){{0,4}} that\b")
_DATELINE = re.compile(r"[A-Z][A-Za-z .'’-]{1,30}(?:, [A-Z][A-Za-z .'’-]{1,24})?, \Z")
_DATELINE_END = re.compile(r" (?:\([A-Z][\w ]{1,20}\) ?)?(?:--?|[–—]{1,2}) ?")
_DATELINE_CHINESE = re.compile("日?(?:电|讯|消息)(?=[ (（:：]|$)")
_THAT = re.compile(r",? that\b")
_CHINESE_AFTER = re.compile("[^，。；：]{0,40}(?:获悉|了解到|表示|透露|介绍|宣布|公布|通报|指出)(?:称|说)?[，：]")


def drop_sayings(text: str, periods: list[Period], offset: int) -> list[Period]:
    """The times of a sentence without the days on which it was said, if any others are left.

    `text` is the sentence, folded to simplified characters; spans of periods count from `offset` before it.
    """
    if len(periods) < 2:
        return periods
    kept = [period for period in periods if not _is_saying(text, period, offset)]
    return kept or periods


def _is_saying(text: str, period: Period, offset: int) -> bool:
    """Whether a day stands beside a verb of saying: `said on April 12 that`, 4月12日从市政府获悉，."""
    if period.first != period.last:
        return False
    start, end = period.start - offset, period.end - offset
    if _is_dateline(text, start, end):
        return True
    if _CHINESE_AFTER.match(text, end):
        return True
    said = _ENGLISH_BEFORE.search(text, max(0, start - _WINDOW), start)
    return (said is not None and _THAT.match(text, end) is not None) or _ENGLISH_AFTER.match(text, end) is not None


def _is_dateline(text: str, start: int, end: int) -> bool:
    """Whether a day stands in the line that says where a report comes from: `URUMQI, Jan. 11 (Wire) --`."""
    if _DATELINE_CHINESE.match(text, end):
        return True
    return _DATELINE_END.match(text, end) is not None and _DATELINE.fullmatch(text, 0, start) is not None
