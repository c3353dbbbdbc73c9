"""The places and times of documents, line by line: documents of one shard repeat each other's lines."""

import re
from typing import NamedTuple

from .find_places import Found, find_places
from .find_times import find_times
from .read_time import Period, shift_period

_BROKEN_TITLE = re.compile("《[^》\n]*\n")


class Line(NamedTuple):
    """What a line names, in order; spans count from its beginning."""

    places: list[Found]
    periods: list[Period]


class LineReader:
    """Finds places and times of texts; a line is read where it stands first, for neither goes on behind its end."""

    def __init__(self) -> None:
        """Nothing is known yet."""
        self._known: dict[str, Line | None] = {}

    def read(self, text: str) -> tuple[list[Found], list[Period]]:
        """The places and times of a text that is folded, as `find_places` and `find_times` give them."""
        if breaks_titles(text):
            # what stands in a title is no time, so that the next line needs this one
            return find_places(text, text.isascii(), is_mixed=True), find_times(text)
        lines = text.split("\n")
        fresh = [line for line in dict.fromkeys(lines) if line not in self._known]
        if len(fresh) == len(lines):
            return self._learn(fresh, text)
        if fresh:
            self._learn(fresh, "\n".join(fresh))
        return self._recall(lines)

    def _learn(self, lines: list[str], text: str) -> tuple[list[Found], list[Period]]:
        """Read lines that stand in a text, each behind the other; returns what the text holds."""
        places, periods = find_places(text, text.isascii(), is_mixed=True), find_times(text)
        known = self._known
        known.update(dict.fromkeys(lines))
        for start, end, place, rule in places:
            line, begin = _find_line(text, start)
            _hold(known, line).places.append(Found(start - begin, end - begin, place, rule))
        for period in periods:
            line, begin = _find_line(text, period.start)
            _hold(known, line).periods.append(shift_period(period, -begin))
        return places, periods

    def _recall(self, lines: list[str]) -> tuple[list[Found], list[Period]]:
        places: list[Found] = []
        periods: list[Period] = []
        by = 0
        for line in lines:
            known = self._known[line]
            if known is not None:
                places += [Found(start + by, end + by, place, rule) for start, end, place, rule in known.places]
                periods += [shift_period(period, by) for period in known.periods]
            by += len(line) + 1
        return places, periods


def breaks_titles(text: str) -> bool:
    """Whether a title of a text goes on behind the end of its line."""
    return _BROKEN_TITLE.search(text) is not None


def _find_line(text: str, at: int) -> tuple[str, int]:
    """The line of a text that a code point lies in, and where it begins."""
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[begin : end if end >= 0 else len(text)], begin


def _hold(known: dict[str, Line | None], line: str) -> Line:
    held = known[line]
    if held is None:
        held = known[line] = Line([], [])
    return held
