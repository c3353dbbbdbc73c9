"""What the words of a sentence say of its facts by themselves, whatever document the sentence stands in."""

import re
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from ..mention import STATEMENTS, Mention, Sentence
from .choose_place import find_national_body
from .mark_signs import (
    BODY_CHINESE,
    CLAUSES_CHINESE,
    CLAUSES_ENGLISH,
    COMPARED,
    CUMULATIVE,
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
_CUMULATIVE = re.compile(r"\b[Cc]umulative(?:ly)?\b[^,;.()]*\Z")
_CUMULATIVE_WINDOW = 60
_COMPARED_RULES = frozenset(("english-compared", "english-new-level"))
_HAN = re.compile("[\u3400-\u9fff]")


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


class SentenceWords:
    """The facts of a sentence and what its words say of them; read once, however many documents repeat it."""

    def __init__(self, sentence: Sentence, mentions: list[Mention], words: MetricWords | None = None):
        """`words` of metrics are the built-in ones unless given."""
        self.sentence, self.mentions, self._words = sentence, mentions, words or read_metric_words()
        self._said: list[Said] | None = None
        self._clauses: dict[bool, Sequence[int]] = {}
        self._metrics: dict[tuple[int, Span | None], Metric | None] = {}
        self._widened: dict[tuple[int, Span | None], Span | None] = {}
        self._metric_before: Span | None = None
        self.named_year: Period | None = None
        self.national_body: re.Match[str] | None = None

    @cached_property
    def is_english(self) -> bool:
        """Whether no Han character is in it."""
        return self.sentence.is_ascii or not _HAN.search(self.sentence.folded)

    @property
    def said(self) -> list[Said]:
        """What is said of each fact, in order; `named_year` and `national_body` hold after it is read."""
        if self._said is None:
            folded, signs = self.sentence.folded, self.sentence.signs
            self.named_year = find_named_year(folded) if signs & NAMED_YEAR else None
            self.national_body = find_national_body(folded) if signs & NATIONAL_BODY else None
            if signs & CUMULATIVE:
                self._mark_cumulative()
            self._said = [self._read(mention) for mention in self.mentions]
        return self._said

    def read_metric(self, at: int, span: Span | None) -> Metric | None:
        """The parts of the metric of the fact at a place of the list, `span` as `metric_text` has it."""
        key = at, span
        if key not in self._metrics:
            self._metrics[key] = read_metric_parts(self.sentence.folded, self.mentions[at], span, self._words)
        return self._metrics[key]

    def widen_metric(self, at: int, metric: Span | None) -> Span | None:
        """The Chinese metric of the fact at a place of the list, with what acts on it."""
        key = at, metric
        if key not in self._widened:
            self._widened[key] = widen_chinese_metric(self.sentence.folded, self.mentions[at], metric)
        return self._widened[key]

    def read_planned_modality(self, at: int) -> Modality:
        """How a fact is meant in a document that is a plan."""
        mention, said = self.mentions[at], self.said[at]
        return read_modality(self.sentence.folded, said.start, said.end, mention.is_chinese, is_plan=True)

    def _mark_cumulative(self) -> None:
        for mention in self.mentions:
            low = max(0, mention.start - _CUMULATIVE_WINDOW)
            if mention.measure == "level" and _CUMULATIVE.search(self.sentence.folded, low, mention.start):
                mention.measure, mention.cue = "cumulative", "cumulative"

    def _read(self, mention: Mention) -> Said:
        folded, is_chinese, start, end = self.sentence.folded, mention.is_chinese, mention.start, mention.end
        if mention.kind in STATEMENTS:
            start, end = mention.number_start, mention.number_end
        modality = UNSAID
        if self.sentence.signs & (MODAL_CHINESE if is_chinese else MODAL_ENGLISH):
            modality = read_modality(folded, start, end, is_chinese, is_plan=False)
        base = None
        if mention.value is not None and mention.unit != "times" and self.sentence.signs & COMPARED:
            base = read_base(folded, start, end, is_chinese)
        actor = self._read_actor(start, end, is_chinese)
        metric, rule, phrase = self._read_metric(mention)
        if not is_chinese and mention.kind not in STATEMENTS:
            is_compared = base is not None or mention.kind == "change" or mention.rule in _COMPARED_RULES
            before = self._metric_before if is_compared else None
            named = read_subject_metric(folded, mention, actor, metric, before)
            metric, rule = named, rule if named == metric else "metric-subject"
            self._metric_before = metric
        return Said(start, end, base, modality, actor, metric, rule, phrase)

    def _read_actor(self, start: int, end: int, is_chinese: bool) -> Actor:
        if is_chinese and not self.sentence.signs & BODY_CHINESE:
            return NOBODY
        clauses = self._clauses.get(is_chinese)
        if clauses is None:
            has_clauses = self.sentence.signs & (CLAUSES_CHINESE if is_chinese else CLAUSES_ENGLISH)
            clauses = find_clauses(self.sentence.folded, is_chinese) if has_clauses else ()
            self._clauses[is_chinese] = clauses
        return read_actor(self.sentence.folded, start, end, is_chinese, clauses)

    def _read_metric(self, mention: Mention) -> tuple[Span | None, str, Span | None]:
        """The metric, the rule that found it, and the phrase that its key is read from."""
        folded = self.sentence.folded
        if mention.kind in STATEMENTS:
            return mention.metric, "metric-of-statement" if mention.metric else "metric-none", None
        if mention.is_chinese:
            metric = read_phrase_before(folded, mention) or mention.metric
            return metric, _name_chinese_rule(mention, metric), metric
        phrase = None if is_counted(mention) else read_english_phrase(folded, mention)
        return *read_english_metric(folded, mention, phrase), phrase


def _name_chinese_rule(mention: Mention, metric: Span | None) -> str:
    if metric is None:
        return "metric-none"
    return "metric-linked" if metric[0] < mention.start else "metric-noun"
