"""What the words around a figure say of it: time, place, subject, actor, modality."""

import re
from typing import NamedTuple

from ..mention import STATEMENTS, TABLE_CELL, Mention
from ..read_rate import is_per_many
from ..read_unit import is_bare_yuan
from ..tables.read_tables import word_set
from .choose_place import choose_place, find_place_at
from .deal_out import IN_ORDER
from .deal_places import deal_places
from .drop_sayings import drop_sayings
from .find_parts import TOLD
from .find_places import PART, SEVERAL, Found
from .gazetteer import CHINA
from .mark_signs import PARTIAL_CHINESE, PARTIAL_ENGLISH
from .passage import Passage, years_of
from .read_actor import NOBODY, Actor
from .read_base import BASE, UNKNOWN, YEAR, Base, find_beside, mark_base, shift_year
from .read_ending import widen_ending
from .read_metric import strip_lead
from .read_metric_key import MetricKey, has_key, is_of_one_body, read_metric_key
from .read_modality import ACTUAL, UNSAID, Modality
from .read_partial_time import Clock, find_partial_periods
from .read_phrasing import Said, Span
from .read_reported_time import is_told
from .read_time import AS_OF, Period, drop_overlaps, make_year, nearest_period, shift_period
from .sentence_words import SentenceWords

_OPEN_YEAR = re.compile("(?<![比较同与])(?:今年|去年)(?:(?:1[0-2]|[1-9])月|以来|[上下]半年|[一二三四首前])")
_OTHER_YEAR = re.compile("(?:比|较|than|from|since|over)[^，。,;；]{0,12}[0-9]{4}")
_BASE_CHARS, _LAST_DAY, _YEARLY = 24, (12, 31), frozenset((None, "yoy"))
_LIST_MARKS = frozenset(("、", "，", ","))
SENTENCE, PARAGRAPH, TABLE, DOCUMENT = "sentence", "paragraph", "table", "document"


class When(NamedTuple):
    """A time, the words, and where they stand."""

    period: Period | None
    text: str | None
    source: str | None


class Where(NamedTuple):
    """A place, the words, and where they stand."""

    found: Found | None
    text: str | None
    source: str | None


class What(NamedTuple):
    """Who did what is measured, how it is meant; `metric` is the span of what is measured."""

    actor: Actor
    modality: Modality
    metric: tuple[int, int] | None
    metric_rule: str
    key: MetricKey | None


class Fields(NamedTuple):
    """The fields of one figure; facts that have the same time, place or words may share them.

    `currency` is that of a bare 元 which is no yuan in this document.
    """

    when: When
    where: Where
    what: What
    currency: str | None = None


NO_TIME, NO_PLACE = When(None, None, None), Where(None, None, None)
NO_FIELDS = Fields(NO_TIME, NO_PLACE, What(NOBODY, UNSAID, None, "metric-none", None))
TIME_OF_DOCUMENT, PLACE_OF_DOCUMENT = When(None, None, DOCUMENT), Where(None, None, DOCUMENT)
CURRENCY_OF_PLACE = "currency of the place"
"""Time, place and currency of a fact that has those of its document, whichever it is."""


def read_fields(words: SentenceWords, passage: Passage, start: int) -> list[Fields]:
    """The fields of each fact of a sentence that begins at a place of a passage.

    A title has none, for the sentence says them of something else.
    """
    if all(mention.kind == "title" for mention in words.mentions):
        return [NO_FIELDS] * len(words.mentions)
    reader = SentenceReader(words, passage, start)
    return [
        NO_FIELDS if mention.kind == "title" else reader.read(at, mention) for at, mention in enumerate(words.mentions)
    ]


class SentenceReader:
    """Reads the figures of one sentence; what they share is read once. Places and times count in the passage."""

    def __init__(self, words: SentenceWords, passage: Passage, start: int):
        """`words` of a sentence with its figures found, that begins at a place of the passage."""
        self._words, self._passage, self._start, sentence = words, passage, start, words.sentence
        self._folded, self._signs, self._phrasing = sentence.folded, sentence.signs, words.phrasing
        self._said = self._phrasing.said
        self._metric_before = passage.metric_before
        self._is_english = words.is_english
        self._previous: tuple[int, int] | None = None
        self._inherited_time: When | None = None
        self._inherited_place: Where | None = None
        self._dealt: dict[int, dict[int, Found]] = {}
        self._scopes = passage.places_between(start, start + len(sentence.text))
        self._periods = self._find_periods()

    def read(self, at: int, mention: Mention) -> Fields:
        """The fields of one fact; what a statement is about is read where the words stand that decided it."""
        said, modality = self._said[at], self._said[at].modality
        if self._passage.is_plan and mention.is_chinese:
            modality = self._phrasing.read_planned_modality(at)
        metric, rule, key = self._trim_place(mention, said), said.metric_rule, None
        if mention.kind not in STATEMENTS:
            key = self._read_key(at, mention, metric if mention.is_chinese else said.phrase)
            if key is not None and (
                self._passage.is_of_one_body
                or is_of_one_body(self._folded, mention, said.actor.actor)
                or ("_per_" not in key.key and is_per_many(self._folded, mention))
            ):
                key = None
            joined = self._join_amount(at, metric)
            metric, rule = self._widen(at, mention, metric, said) if joined == metric else (joined, "metric-amount-of")
        is_inheriting = modality.name == ACTUAL and mention.unit_class != "duration"
        time, place = self._read_time(mention, said, is_inheriting), self._read_place(at, mention)
        if mention.measure == "change_pct":
            time = self._widen_time(mention, time)
        currency = CURRENCY_OF_PLACE if not self._passage.is_simplified and is_bare_yuan(mention) else None
        return Fields(time, place, What(said.actor, modality, metric, rule, key), currency)

    def _read_key(self, at: int, mention: Mention, phrase: tuple[int, int] | None) -> MetricKey | None:
        if not has_key(mention) or mention.labels is not None:
            return None
        parts = self._phrasing.read_metric(at, phrase)
        before = None if self._said[at].metric_rule == IN_ORDER else self._metric_before
        words = self._folded[slice(*phrase)] if phrase is not None else None
        key, self._metric_before = read_metric_key(self._folded, mention, parts, before, words)
        self._passage.keep_metric(self._metric_before)
        return key

    def _trim_place(self, mention: Mention, said: Said) -> tuple[int, int] | None:
        """The phrase of a Chinese metric without the body and the place that it begins with."""
        metric = said.metric
        if metric is None or not mention.is_chinese or mention.kind in STATEMENTS or metric[1] > mention.start:
            return metric
        (start, end), body = metric, said.actor.actor
        if body is not None and body[0] <= start < body[1] < end - 1:
            start = body[1]
        place = find_place_at(self._scopes, start + self._start)
        if place is not None and place.rule != PART and place.end - self._start < end - 1:
            start = place.end - self._start
        return strip_lead(self._folded, start, end)

    def _widen(self, at: int, mention: Mention, metric: Span | None, said: Said) -> tuple[Span | None, str]:
        """A Chinese metric with what acts on it, and the rule."""
        if not mention.is_chinese or mention.rule == TABLE_CELL:
            return metric, said.metric_rule
        widened = self._phrasing.widen_metric(at, metric)
        return widened, said.metric_rule if widened == metric else "metric-clause"

    def _join_amount(self, at: int, metric: tuple[int, int] | None) -> tuple[int, int] | None:
        """A metric that only says how much, with the one in front of it: 查获商品500批、数量2万件."""
        before, self._previous = self._previous, metric
        if metric is None or before is None or not self._words.mentions[at].is_chinese:
            return metric
        end = self._words.mentions[at - 1].end
        is_amount = self._folded[slice(*metric)] in word_set("amounts_zh")
        is_next = before[1] <= end < metric[0] and self._folded[end : metric[0]] in _LIST_MARKS
        return (before[0], metric[1]) if is_amount and is_next else metric

    def _find_periods(self) -> list[Period]:
        stated = self._passage.periods_between(self._start, self._start + len(self._folded))
        if not self._signs & (PARTIAL_ENGLISH if self._is_english else PARTIAL_CHINESE):
            return drop_sayings(self._folded, stated, self._start)

        def read_clock() -> Clock:
            year = years_of(period for period in stated if period.rule != BASE)
            if year is None and (carried := self._find_carried()) is not None:
                year = carried.first.year
            return self._passage.clock(self._start, year)

        found = find_partial_periods(self._folded, read_clock, self._is_english)
        partial = [shift_period(mark_base(self._folded, widen_ending(self._folded, one)), self._start) for one in found]
        self._passage.keep_completed(partial)
        times = drop_overlaps(stated, partial)
        return drop_sayings(self._folded, times, self._start)

    def _find_carried(self) -> Period | None:
        return self._passage.period_before(self._start)

    def _read_time(self, mention: Mention, said: Said, is_inheriting: bool) -> When:
        folded, period = self._passage.folded, None
        if mention.heading is not None:
            period, words = mention.heading
            if period is None:
                return NO_TIME
            return When(period._replace(rule="time-of-column"), words, TABLE)
        if self._periods and mention.kind not in STATEMENTS and mention.unit != "times":
            period = find_beside(folded, self._periods, self._start + said.start, self._start + said.end)
        if said.base is not None and (period is None or said.base.when == YEAR):
            return self._read_old(said, said.base)
        return self._say_time(period) if period is not None else self._read_own_time(said.start, is_inheriting)

    def _read_own_time(self, at: int, is_inheriting: bool) -> When:
        """The time of what a sentence states of itself, compared with nothing: its own, else an inherited one."""
        period = None
        if self._periods:
            about = [period for period in self._periods if period.rule != BASE]
            period = nearest_period(self._passage.folded, about, self._start + at)
            if period is not None and _OPEN_YEAR.search(self._passage.folded, period.end, self._start + at):
                return NO_TIME  # 2023年获奖；今年5月: its year is not known
            if period is not None and is_inheriting and self._is_of_other_part(period, self._start + at):
                period = None
        if period is None and self._phrasing.named_year is not None:
            period = shift_period(self._phrasing.named_year, self._start)
        if period is not None:
            return self._say_time(period)
        if not is_inheriting:
            return NO_TIME
        if self._inherited_time is None:
            self._inherited_time = self._inherit_time()
        return self._inherited_time

    def _is_of_other_part(self, period: Period, at: int) -> bool:
        """Whether a time is that of a plan in another part: 将于2027年削减1万个；现有病床3.1万张."""
        end = self._passage.folded.find("；", period.end, at)
        return end >= 0 and not is_told(self._passage.folded, period, end)

    def _read_old(self, said: Said, base: Base) -> When:
        """The time of an old level: that of its sentence a year before, the year in front of it, or none."""
        if base.when == UNKNOWN:
            return NO_TIME
        if base.when != YEAR:
            return self._say_time(shift_period(make_year((base.start, base.end), int(base.when)), self._start))
        now, _, source = self._read_own_time(said.start, is_inheriting=True)
        if source == DOCUMENT and (year := self._passage.clock(self._start, None).reported) is not None:
            now = make_year((0, 0), year)
        return NO_TIME if now is None else self._say_time(shift_period(shift_year(now, base), self._start))

    def _widen_time(self, mention: Mention, time: When) -> When:
        """The year of a change whose level is that of its last day: 截至2023年底…增长14.2%."""
        period = time.period
        if period is None or period.rule != AS_OF or (period.first.month, period.first.day) != _LAST_DAY:
            return time
        since = self._folded[max(0, mention.start - _BASE_CHARS) : mention.start]
        if mention.base_period not in _YEARLY or _OTHER_YEAR.search(since):
            return time
        return time._replace(period=make_year((period.start, period.end), period.first.year))

    def _say_time(self, period: Period) -> When:
        return When(period, self._passage.text[period.start : period.end], SENTENCE)

    def _inherit_time(self) -> When:
        carried = self._find_carried()
        if carried is None:
            return TIME_OF_DOCUMENT if self._passage.part == TOLD else NO_TIME
        words = self._passage.text[carried.start : carried.end]
        return When(carried._replace(rule="time-of-paragraph"), words, PARAGRAPH)

    def _read_place(self, at: int, mention: Mention) -> Where:
        passage, start = self._passage, self._start
        if self._scopes:
            found = choose_place(passage.folded, self._scopes, start + mention.start, start + mention.end)
            if found is not None and found.rule == SEVERAL and mention.is_chinese:
                found = self._deal_place(at, found)
            if found is not None:
                return Where(found, passage.text[found.start : found.end], SENTENCE)
        body = self._phrasing.national_body
        if body is not None and body.end() <= mention.start and not passage.is_abroad:
            found = Found(start + body.start(), start + body.end(), CHINA, "place-national-body")
            return Where(found, body.group(), SENTENCE)
        if self._inherited_place is None:
            self._inherited_place = self._inherit_place()
        return self._inherited_place

    def _deal_place(self, at: int, several: Found) -> Found:
        """The place of the fact at a place of the list, of several that figures are dealt to in order."""
        if several.start not in self._dealt:
            start, end = several.start - self._start, several.end - self._start
            dealt = deal_places(self._folded, Found(start, end, None, SEVERAL), self._words.mentions)
            self._dealt[several.start] = dealt
        found = self._dealt[several.start].get(at)
        if found is None:
            return several
        return Found(found.start + self._start, found.end + self._start, found.place, found.rule)

    def _inherit_place(self) -> Where:
        topic = self._passage.place_before(self._start)
        if topic is None:
            return PLACE_OF_DOCUMENT
        words = self._passage.text[topic.start : topic.end]
        return Where(topic._replace(rule="place-of-paragraph"), words, PARAGRAPH)
