"""The English metric of a figure that its subject names, or the figure before: `Revenue` grew by 8 percent."""

import re
from functools import cache

from ...core.numerals.read_tables import alternation
from ..mention import Mention
from ..tables.read_tables import months, word_set, words_of
from .read_actor import Actor
from .read_english_governor import Span
from .read_english_metric import read_behind

_LEAD = re.compile(r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|[Ss]ome|[Aa]nd|[Bb]ut|[Ww]hile) )*")
_TAIL = re.compile(r",? (?:which|who|that)\b|, |\(")
_NOTHING = re.compile("(?:[Ii]n|[Bb]y|[Dd]uring) [0-9]{4},?|[Aa]n?|[Tt]otal|[Tt]he|bringing")
_FAR = re.compile(r"\b(?:which|who|that|when|where|while|with|after|before|as)\b|, (?!from |up |down |or )")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MAX_WORDS, _FARTHEST = 12, 80


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternation(sorted(word_set('moves_en')))})\b")


def read_subject_metric(
    text: str, mention: Mention, actor: Actor, metric: Span | None, before: Span | None
) -> Span | None:
    """The subject, where it is what the figure measures and no body; else `before`, the metric it may be compared in.

    `metric` is what was read by other rules; it stays unless it says nothing: a verb alone, or words with a
    figure.
    """
    subject = _read_subject(text, actor, mention.start)
    if subject is not None and metric is not None and subject[0] <= metric[0] and metric[1] <= subject[1]:
        return subject
    if metric is not None and not _is_empty(text, mention, metric):
        return metric
    if subject is not None:
        return subject
    if before is not None:
        return before
    is_nothing = metric is not None and _NOTHING.fullmatch(text, *metric)
    return read_behind(text, mention) if is_nothing else metric


def _read_subject(text: str, actor: Actor, at: int) -> Span | None:
    """The subject of the last verb in front of a figure, without articles; None where it acts."""
    if actor.subject is None or actor.actor is not None or actor.cue is None or not _verb().match(text, actor.cue[0]):
        return None
    if at - actor.cue[1] > _FARTHEST or _FAR.search(text, actor.cue[1], at) or _verb().search(text, actor.cue[1], at):
        return None
    start, end = actor.subject
    lead, tail = _LEAD.match(text, start, end), _TAIL.search(text, start, end)
    start, end = lead.end() if lead else start, tail.start() if tail else end
    words = text[start:end]
    is_usable = 0 < len(words.split()) <= _MAX_WORDS and not any(char.isdigit() for char in words)
    return (start, end) if is_usable and words.lower() not in word_set("weak_metrics_en") else None


@cache
def _weak_words() -> frozenset[str]:
    """Words of which none names a thing: those at which a phrase ends, times, and adjectives that leave it out."""
    times = {name.lower() for name in months()} | {name.lower() for name in _WEEKDAYS}
    return word_set("weak_metrics_en") | words_of("phrase_ends_en.tsv") | times


def _is_weak(words: str) -> bool:
    return all(word.strip(",") in _weak_words() for word in words.lower().split())


def _is_empty(text: str, mention: Mention, metric: Span) -> bool:
    """Whether a metric says nothing: no word but a weak one or a verb of change, or another figure in it."""
    words = text[slice(*metric)]
    if _is_weak(words) or (" " not in words and _verb().fullmatch(words)):
        return True
    inside = text[metric[0] : min(metric[1], mention.start)]
    return any(char.isdigit() for char in inside) or _verb().match(words) is not None
