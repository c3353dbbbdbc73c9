"""What the words of a sentence say of its figures, whatever digits these have: reports repeat sentences with others."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from ..mention import STATEMENTS, TABLE_CELL, Mention
from .choose_place import find_national_body
from .deal_out import IN_ORDER, deal_out
from .mark_signs import (
    BODY_CHINESE,
    CLAUSES_CHINESE,
    CLAUSES_ENGLISH,
    COMPARED,
    MODAL_CHINESE,
    MODAL_ENGLISH,
    NAMED_YEAR,
    NATIONAL_BODY,
)
from .metric import Metric
from .metric_words import MetricWords, read_metric_words
from .read_actor import NOBODY, Actor, find_clauses, read_actor
from .read_base import Base, read_base
from .read_english_metric import is_counted, read_english_metric, read_english_phrase
from .read_metric import read_phrase_before
from .read_metric_key import read_metric_parts
from .read_modality import UNSAID, Modality, read_modality
from .read_subject_metric import read_subject_metric
from .read_time import Period, find_named_year
from .widen_chinese_metric import widen_chinese_metric

Span = tuple[int, int]
_COMPARED_RULES = frozenset(("english-compared", "english-new-level", "english-score"))
_JOINING = re.compile("(?:,? (?:and|or|while) |, )?(?:the )?")
_REACHING = re.compile(
    r", (?:reaching|hitting|totall?ing|amounting to) (?:a total of |about |nearly |more than |over |some )?\Z"
    r"|(?:%|\bcent|\bpoints?),? (?:to|at|to (?:close|settle|end|finish) at) (?:about |nearly |just )?\Z"
    r"|[a-z%] \((?:about |around |some |nearly |or |US|HK)?\Z"
)
_WINDOW = 40
_YEAR = re.compile("(?:19|20)[0-9]{2}")
"""Digits that patterns tell from others; no other ones are."""
_HIDDEN = str.maketrans("123456789", "000000000")
_ANY = Decimal(0)
_Key = tuple[str, int, tuple["Place", ...]]


class Place(NamedTuple):
    """A mention without its number: all of it that its words are read by."""

    start: int
    end: int
    number_start: int
    number_end: int
    is_valued: bool
    kind: str
    unit: str | None
    unit_class: str | None
    measure: str | None
    rule: str
    metric: Span | None
    is_chinese: bool

    def fill(self) -> Mention:
        """A mention of the same place, whose value is another."""
        start, end, number_start, number_end, is_valued, kind, unit, unit_class, measure, rule, metric, is_chinese = (
            self
        )
        return Mention(
            number_start,
            number_end,
            _ANY if is_valued else None,
            start,
            end,
            kind=kind,
            unit=unit,
            unit_class=unit_class,
            measure=measure,
            rule=rule,
            metric=metric,
            is_chinese=is_chinese,
        )


def hide_digits(text: str, mentions: Sequence[Mention]) -> str:
    """The text with a 0 for each digit of its figures, but for those that have the shape of a year."""
    parts: list[str] = []
    at = 0
    for mention in mentions:
        start, end = mention.number_start, mention.number_end
        if start >= at and mention.kind not in STATEMENTS:
            written = text[start:end]
            parts += text[at:start], written if _YEAR.search(written) else written.translate(_HIDDEN)
            at = end
    return "".join(parts) + text[at:]


class Phrasings:
    """The phrasings of the sentences of a shard, each of which is read once."""

    def __init__(self, words: MetricWords | None = None):
        """`words` of metrics are the built-in ones unless given."""
        self._words, self._known = words or read_metric_words(), dict[_Key, Phrasing]()

    def find(self, text: str, signs: int, mentions: Sequence[Mention]) -> "Phrasing":
        """The phrasing of a folded sentence; `signs` as `mark_signs` sets them, `mentions` in order."""
        places = tuple([_describe(mention) for mention in mentions])
        key = hide_digits(text, mentions), signs, places
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = Phrasing(key[0], signs, [place.fill() for place in places], self._words)
        return known


def _describe(m: Mention) -> Place:
    is_valued = m.value is not None
    return Place(
        m.start, m.end, m.number_start, m.number_end, is_valued, m.kind, m.unit, m.unit_class, m.measure, m.rule,
        m.metric, m.is_chinese,
    )  # fmt: skip


class Said(NamedTuple):
    """What a sentence says of one fact.

    It is the span of what stands for it, whether it is an old level, how it is meant, of whom, and what is measured.

    The Chinese `metric` may still begin with a place. `phrase` is what the key of an English one is read from.
    """

    start: int
    end: int
    base: Base | None
    modality: Modality
    actor: Actor
    metric: Span | None
    metric_rule: str
    phrase: Span | None


class Phrasing:
    """What is said of each fact of a sentence, in order, by the text whose digits are hidden."""

    def __init__(self, text: str, signs: int, mentions: Sequence[Mention], words: MetricWords):
        """`text` as `hide_digits` gives it; what the words say of all facts is read at once."""
        self._text, self._signs, self._mentions, self._words = text, signs, mentions, words
        self._clauses: dict[bool, Sequence[int]] = {}
        self._metrics: dict[tuple[int, Span | None], Metric | None] = {}
        self._widened: dict[tuple[int, Span | None], Span | None] = {}
        self._metric_before: Span | None = None
        self._before: Mention | None = None
        self.named_year: Period | None = find_named_year(text) if signs & NAMED_YEAR else None
        self.national_body: re.Match[str] | None = find_national_body(text) if signs & NATIONAL_BODY else None
        self.said = [self._read(mention) for mention in mentions]
        for change, level in deal_out(text, mentions).items():
            metric, phrase = self.said[level].metric, self.said[level].phrase
            self.said[change] = self.said[change]._replace(metric=metric, metric_rule=IN_ORDER, phrase=phrase)

    def read_metric(self, at: int, span: Span | None) -> Metric | None:
        """The parts of the metric of the fact at a place of the list, `span` as `metric_text` has it."""
        key = at, span
        if key not in self._metrics:
            self._metrics[key] = read_metric_parts(self._text, self._mentions[at], span, self._words)
        return self._metrics[key]

    def widen_metric(self, at: int, metric: Span | None) -> Span | None:
        """The Chinese metric of the fact at a place of the list, with what acts on it."""
        key = at, metric
        if key not in self._widened:
            self._widened[key] = widen_chinese_metric(self._text, self._mentions[at], metric)
        return self._widened[key]

    def read_planned_modality(self, at: int) -> Modality:
        """How a fact is meant in a document that is a plan; an old level was."""
        said = self.said[at]
        if said.base is not None:
            return UNSAID
        return read_modality(self._text, said.start, said.end, self._mentions[at].is_chinese, is_plan=True)

    def _read(self, mention: Mention) -> Said:
        folded, is_chinese, start, end = self._text, mention.is_chinese, mention.start, mention.end
        if mention.kind in STATEMENTS:
            start, end = mention.number_start, mention.number_end
        modality = UNSAID
        if self._signs & (MODAL_CHINESE if is_chinese else MODAL_ENGLISH):
            said_from = end if mention.kind in STATEMENTS else start  # the act itself may say it: `will open`
            modality = read_modality(folded, said_from, end, is_chinese, is_plan=False)
        base = None
        if mention.value is not None and mention.unit != "times" and self._signs & COMPARED:
            base = read_base(folded, start, end, is_chinese)
            modality = UNSAID if base is not None else modality  # 由30家增至50家 plans the 50
        actor = self._read_actor(start, end, is_chinese)
        metric, rule, phrase = self._read_metric(mention)
        if not is_chinese and mention.kind not in STATEMENTS and mention.rule != TABLE_CELL:
            is_compared = base is not None or mention.kind == "change" or mention.rule in _COMPARED_RULES
            is_compared = is_compared or _REACHING.search(folded, max(0, start - _WINDOW), start) is not None
            before = self._metric_before if is_compared else None
            named = read_subject_metric(folded, mention, actor, metric, before)
            metric, rule = named, rule if named == metric else "metric-subject"
            self._metric_before = metric
        self._before = mention
        return Said(start, end, base, modality, actor, metric, rule, phrase)

    def _read_actor(self, start: int, end: int, is_chinese: bool) -> Actor:
        if is_chinese and not self._signs & BODY_CHINESE:
            return NOBODY
        clauses = self._clauses.get(is_chinese)
        if clauses is None:
            has_clauses = self._signs & (CLAUSES_CHINESE if is_chinese else CLAUSES_ENGLISH)
            clauses = find_clauses(self._text, is_chinese) if has_clauses else ()
            self._clauses[is_chinese] = clauses
        return read_actor(self._text, start, end, is_chinese, clauses)

    def _read_metric(self, mention: Mention) -> tuple[Span | None, str, Span | None]:
        """The metric, the rule that found it, and the phrase that its key is read from."""
        folded = self._text
        if mention.kind in STATEMENTS:
            return mention.metric, "metric-of-statement" if mention.metric else "metric-none", None
        if mention.rule == TABLE_CELL:
            return mention.metric, "metric-of-row" if mention.metric else "metric-none", mention.metric
        if mention.is_chinese:
            metric = read_phrase_before(folded, mention) or mention.metric
            return metric, _name_chinese_rule(mention, metric), metric
        phrase = None if is_counted(mention) else read_english_phrase(folded, mention)
        metric, rule = read_english_metric(folded, mention, phrase)
        return self._cut_figure(mention, metric), rule, phrase

    def _cut_figure(self, mention: Mention, metric: Span | None) -> Span | None:
        """A metric without the end of a figure that it begins in: 20 billion yuan and the number of patents to 12."""
        other = self._before
        if metric is None or other is None or not other.start < metric[0] < other.end < metric[1]:
            return metric
        is_elided = mention.metric is not None and mention.metric[0] < mention.start
        if is_elided and other.metric is not None and metric[0] == other.metric[0]:
            return other.metric  # the noun of the figure before, which this one is compared with
        start = _JOINING.match(self._text, other.end).end()  # type: ignore[union-attr]  # may be empty
        return (start, metric[1]) if start < metric[1] else None


def _name_chinese_rule(mention: Mention, metric: Span | None) -> str:
    if metric is None:
        return "metric-none"
    return "metric-linked" if metric[0] < mention.start else "metric-noun"
