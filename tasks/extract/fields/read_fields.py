"""What the words around a figure say of it: time, place, subject, actor, modality."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..mention import STATEMENTS, Mention, Sentence
from .choose_place import choose_place, find_national_body, find_place_at
from .find_places import PART, Found
from .gazetteer import CHINA
from .mark_signs import (
    BODY_CHINESE,
    CLAUSES_CHINESE,
    CLAUSES_ENGLISH,
    CUMULATIVE,
    MODAL_CHINESE,
    MODAL_ENGLISH,
    NAMED_YEAR,
    NATIONAL_BODY,
    PARTIAL_CHINESE,
    PARTIAL_ENGLISH,
)
from .metric_words import MetricWords, read_metric_words
from .read_actor import NOBODY, Actor, find_clauses, read_actor
from .read_english_metric import read_english_metric
from .read_metric import read_phrase_before, strip_lead
from .read_metric_key import MetricKey, read_metric_key
from .read_modality import ACTUAL, UNSAID, Modality, read_modality
from .read_partial_time import Clock, find_partial_periods
from .read_time import Period, drop_overlaps, find_named_year, make_year, nearest_period, shift_period
from .surroundings import Surroundings, years_of

_HAN = re.compile("[\u3400-\u9fff]")
_CUMULATIVE = re.compile(r"\b[Cc]umulative(?:ly)?\b[^,;.()]*\Z")
SENTENCE, PARAGRAPH, DOCUMENT = "sentence", "paragraph", "document"


class Fields(NamedTuple):
    """The fields of one figure; `*_text` are words as they stand, `*_source` says where they were found.

    `metric` is the span of what is measured.
    """

    time: Period | None
    time_text: str | None
    time_source: str | None
    place: Found | None
    place_text: str | None
    place_source: str | None
    actor: Actor
    modality: Modality
    metric: tuple[int, int] | None
    key: MetricKey | None


NO_FIELDS = Fields(None, None, None, None, None, None, NOBODY, UNSAID, None, None)


class Context(NamedTuple):
    """Where a sentence stands: its document, its first code point and that of its paragraph."""

    surroundings: Surroundings
    char_start: int
    paragraph_start: int


def read_fields(
    sentence: Sentence, mentions: Sequence[Mention], context: Context, words: MetricWords | None = None
) -> list[Fields]:
    """The fields of each fact of a sentence; a title has none, for the sentence says them of something else.

    `words` of metrics are the built-in ones unless given.
    """
    if all(mention.kind == "title" for mention in mentions):
        return [NO_FIELDS] * len(mentions)
    reader = SentenceReader(sentence, context, words or read_metric_words())
    return [NO_FIELDS if mention.kind == "title" else reader.read(mention) for mention in mentions]


class SentenceReader:
    """Reads the figures of one sentence; what they share is read once. Places and times count in the document."""

    def __init__(self, sentence: Sentence, context: Context, words: MetricWords):
        """`sentence` with its figures found; `context` for what it leaves out."""
        self._signs = sentence.signs
        self._words, self._metric_before = words, context.surroundings.metric_of(context.paragraph_start)
        self._text, self._folded, self._context = sentence.text, sentence.folded, context
        self._is_english = sentence.is_ascii or not _HAN.search(sentence.folded)
        self._start, self._end = context.char_start, context.char_start + len(sentence.text)
        self._scopes = context.surroundings.places_between(self._start, self._end)
        self._periods = self._find_periods()
        self._named_year, self._national_body = self._find_named_year(), self._find_national_body()
        self._clauses: dict[bool, list[int]] = {}

    def read(self, mention: Mention) -> Fields:
        """The fields of one fact; what a statement is about is read where the words stand that decided it."""
        start, end = self._place_of(mention)
        modality = self._read_modality(mention, start, end)
        actor = self._read_actor(mention, start, end)
        is_inheriting = modality.name == ACTUAL and mention.unit_class != "duration"
        metric = self._read_metric(mention, actor)
        if mention.kind in STATEMENTS:
            time, place = self._read_time(mention, is_inheriting), self._read_place(mention)
            return Fields(*time, *place, actor, modality, metric, None)
        if self._signs & CUMULATIVE and mention.measure == "level" and self._is_cumulative(mention):
            mention.measure = "cumulative"
        key, self._metric_before = read_metric_key(self._folded, mention, metric, self._metric_before, self._words)
        self._context.surroundings.keep_metric(self._context.paragraph_start, self._metric_before)
        time, place = self._read_time(mention, is_inheriting), self._read_place(mention)
        return Fields(*time, *place, actor, modality, metric, key)

    @staticmethod
    def _place_of(mention: Mention) -> tuple[int, int]:
        is_statement = mention.kind in STATEMENTS
        return (mention.number_start, mention.number_end) if is_statement else (mention.start, mention.end)

    def _is_cumulative(self, mention: Mention) -> bool:
        return _CUMULATIVE.search(self._folded, max(0, mention.start - 60), mention.start) is not None

    def _read_modality(self, mention: Mention, start: int, end: int) -> Modality:
        is_plan, sign = self._context.surroundings.is_plan, MODAL_CHINESE if mention.is_chinese else MODAL_ENGLISH
        if not (self._signs & sign or (is_plan and mention.is_chinese)):
            return UNSAID
        return read_modality(self._folded, start, end, mention.is_chinese, is_plan)

    def _read_actor(self, mention: Mention, start: int, end: int) -> Actor:
        is_chinese = mention.is_chinese
        if is_chinese and not self._signs & BODY_CHINESE:
            return NOBODY
        clauses = self._clauses.get(is_chinese)
        if clauses is None:
            has_clauses = self._signs & (CLAUSES_CHINESE if is_chinese else CLAUSES_ENGLISH)
            clauses = self._clauses[is_chinese] = find_clauses(self._folded, is_chinese) if has_clauses else []
        return read_actor(self._folded, start, end, is_chinese, clauses)

    def _read_metric(self, mention: Mention, actor: Actor) -> tuple[int, int] | None:
        if mention.kind in STATEMENTS:
            return mention.metric
        if not mention.is_chinese:
            return read_english_metric(self._folded, mention)
        metric = read_phrase_before(self._folded, mention) or mention.metric
        if metric is None or metric[1] > mention.start:
            return metric
        start, end = metric
        if actor.actor is not None and actor.actor[0] <= start < actor.actor[1] < end - 1:
            start = actor.actor[1]
        place = find_place_at(self._scopes, start + self._start)
        if place is not None and place.rule != PART and place.end - self._start < end - 1:
            start = place.end - self._start
        return strip_lead(self._folded, start, end)

    def _find_periods(self) -> list[Period]:
        stated = self._context.surroundings.periods_between(self._start, self._end)
        if not self._signs & (PARTIAL_ENGLISH if self._is_english else PARTIAL_CHINESE):
            return stated

        def read_clock() -> Clock:
            year = years_of(stated)
            if year is None and (carried := self._find_carried()) is not None:
                year = carried.first.year
            return self._context.surroundings.clock(year)

        partial = find_partial_periods(self._folded, read_clock, self._is_english)
        if not partial:
            return stated
        return drop_overlaps(stated, [shift_period(period, self._start) for period in partial])

    def _find_carried(self) -> Period | None:
        return self._context.surroundings.period_before(self._context.paragraph_start, self._start)

    def _find_named_year(self) -> Period | None:
        period = find_named_year(self._folded) if self._signs & NAMED_YEAR else None
        return shift_period(period, self._start) if period else None

    def _find_national_body(self) -> re.Match[str] | None:
        return find_national_body(self._folded) if self._signs & NATIONAL_BODY else None

    def _read_time(self, mention: Mention, is_inheriting: bool) -> tuple[Period | None, str | None, str | None]:
        surroundings = self._context.surroundings
        at = self._start + self._place_of(mention)[0]
        period = nearest_period(surroundings.folded, self._periods, at) or self._named_year
        if period is not None:
            return period, surroundings.text[period.start : period.end], SENTENCE
        if not is_inheriting:
            return None, None, None
        carried = self._find_carried()
        if carried is not None:
            words = surroundings.text[carried.start : carried.end]
            return carried._replace(rule="time-of-paragraph"), words, PARAGRAPH
        year = surroundings.reported_year
        if year is not None:
            return make_year((0, 0), year)._replace(rule="time-of-document"), str(year), DOCUMENT
        return None, None, None

    def _read_place(self, mention: Mention) -> tuple[Found | None, str | None, str | None]:
        surroundings, start = self._context.surroundings, self._start
        if self._scopes:
            found = choose_place(surroundings.folded, self._scopes, start + mention.start, start + mention.end)
            if found is not None:
                return found, surroundings.text[found.start : found.end], SENTENCE
        body = self._national_body
        if body is not None and body.end() <= mention.start:
            found = Found(start + body.start(), start + body.end(), CHINA, "place-national-body")
            return found, body.group(), SENTENCE
        topic = surroundings.place_before(self._context.paragraph_start, start)
        if topic is not None:
            words = surroundings.text[topic.start : topic.end]
            return topic._replace(rule="place-of-paragraph"), words, PARAGRAPH
        named = surroundings.place_words
        if surroundings.place is None or named is None:
            return None, None, None
        return named._replace(rule="place-of-document"), surroundings.text[named.start : named.end], DOCUMENT
