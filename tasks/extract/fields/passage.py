"""The lines that a paragraph stands on: the places and times in it, and what its sentences leave to those before."""

import re
from bisect import bisect_left
from collections.abc import Iterable

from .choose_place import choose_scopes, choose_topic, is_inherited, resolve_names
from .find_parts import TO_COME
from .find_places import THE_CITY, THE_COUNTRY, THE_PART, THE_PROVINCE, Found
from .gazetteer import CHINA, COUNTRY, Place
from .metric import Metric
from .read_base import BASE
from .read_fiscal_year import make_fiscal_year
from .read_partial_time import Clock
from .read_reported_time import is_told
from .read_time import Period, shift_period
from .surroundings import Question, Surroundings

_NOT_CARRIED = frozenset(("time-as-of", BASE))
_OF_THESE = re.compile(r" ?(?:其中|Of (?:these|them|those|which|the total)\b|Among (?:these|them|those)\b)")
_OF_DOCUMENT = frozenset((THE_PROVINCE, THE_CITY, THE_PART))


class Passage:
    """Whole lines of a document with one paragraph, whose sentences are read in order; spans count from its beginning.

    `asked` are the questions that the document has answered meanwhile, with the answers: what is read of the passage
    holds wherever these are the same.
    """

    def __init__(self, document: Surroundings, begin: int, end: int, paragraph_start: int):
        """The lines at begin:end of a document, `paragraph_start` in it."""
        self.text, self.folded = document.text[begin:end], document.folded[begin:end]
        self.part, self.asked = document.part_at(paragraph_start), dict[Question, object]()
        self.is_simplified, self.is_of_one_body = document.is_folded, document.is_of_one_body
        self._document, self._begin, self._paragraph = document, begin, paragraph_start - begin
        self._places = [
            Found(start - begin, stop - begin, place, rule)
            for start, stop, place, rule in document.places_between(begin, end)
        ]
        self._periods = [shift_period(period, -begin) for period in document.periods_between(begin, end)]
        if document.has_fiscal_years:
            self._periods = [make_fiscal_year(self.folded, period) for period in self._periods]
        if document.is_taiwan:
            home = document.place
            self._places = [
                found._replace(place=home) if found.rule == THE_COUNTRY else found for found in self._places
            ]
        self._place_starts = [found.start for found in self._places]
        self._period_starts = [period.start for period in self._periods]
        self._scopes: dict[tuple[int, int, int], list[Found]] = {}
        self._before: tuple[int, list[Found]] = (self._paragraph, [])
        self._metric: Metric | None = None
        self._completed: list[Period] = []

    @property
    def _place(self) -> Place | None:
        self.asked[None] = place = self._document.place
        return place

    @property
    def is_abroad(self) -> bool:
        """Whether the document is about another country, whose national bodies are not those of China."""
        place = self._place
        return place is not None and place.level == COUNTRY and place != CHINA

    @property
    def is_plan(self) -> bool:
        """Whether it is a part of a plan."""
        return self.part == TO_COME

    def clock(self, at: int, stated: int | None) -> Clock:
        """What is known of the year of the sentence that begins at a place; `stated` is the last one stated."""
        self.asked[at] = clock = self._document.clock(self._begin + at)
        return clock._replace(stated=stated)

    def places_between(self, start: int, end: int) -> list[Found]:
        """The places that figures of the sentence at start:end can be about; `the province` is the document's."""
        first, stop = bisect_left(self._place_starts, start), bisect_left(self._place_starts, end)
        if first == stop:
            return []
        # a sentence asks for its own places, and those behind it ask for them again
        known = self._scopes.get((first, stop, start))
        if known is None:
            known = choose_scopes(self.folded, self._places[first:stop], start)
            if any(found.place is None and found.rule in _OF_DOCUMENT for found in known):
                known = resolve_names(known, self._place)
            self._scopes[first, stop, start] = known
        return known

    def periods_between(self, start: int, end: int) -> list[Period]:
        """The times with a year that stand at start:end."""
        return self._periods[bisect_left(self._period_starts, start) : bisect_left(self._period_starts, end)]

    def place_before(self, at: int) -> Found | None:
        """What the sentences of the paragraph in front of a code point are about.

        Of several places that lie apart it is the first, where the document is about it.
        """
        end, places = self._before
        if end < at:
            places = places + [found for found in self.places_between(end, at) if is_inherited(found)]
            self._before = at, places
        topic = choose_topic(places)
        if topic is not None or not places:
            return topic
        return places[0] if places[0].place == self._place else None

    def period_before(self, at: int) -> Period | None:
        """The last time that the sentences of the paragraph in front of a code point state and that holds on.

        A state at one day holds on for a sentence that tells of its parts: 其中, `Of these`.
        """
        before = self.periods_between(self._paragraph, at)
        if _OF_THESE.match(self.folded, at):
            completed = [period for period in self._completed if self._paragraph <= period.start < at]
            before = sorted(before + completed) if completed else before
            return next(
                (period for period in reversed(before) if period.rule != BASE and period.last is not None), None
            )
        behind = at
        for period in reversed(before):
            if _is_carried(period) and is_told(self.folded, period, behind):
                return period
            behind = period.start
        return None

    def keep_completed(self, periods: Iterable[Period]) -> None:
        """Remember the times of a sentence that it states without their year."""
        self._completed += periods

    @property
    def metric_before(self) -> Metric | None:
        """What is left of the metric of the last figure for a sentence behind it: its thing and its topic."""
        metric = self._metric
        return Metric(metric.thing, (), metric.topics, is_far=True) if metric is not None else None

    def keep_metric(self, metric: Metric | None) -> None:
        """Remember the last metric that has a topic."""
        if metric is not None and metric.topics:
            self._metric = metric


def years_of(periods: Iterable[Period]) -> int | None:
    """The year of the last of some periods."""
    last = None
    for period in periods:
        last = period.first.year
    return last


def _is_carried(period: Period) -> bool:
    """Whether a time holds for the sentences behind it: a year or a part of it, no state at one day."""
    return period.rule not in _NOT_CARRIED and period.last is not None and period.first.year == period.last.year
