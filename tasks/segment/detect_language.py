"""Language of segments: en, zh-Hans, zh-Hant, zh, mixed, other or none, each with a confidence from 0 to 1.

Scripts decide first. Chinese is told apart by characters that only one of its scripts uses (`detect_chinese`), Latin
letters by words (`detect_latin`), both together by which of them carry words (`detect_mixed`). What a segment alone
leaves open goes with its document.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, cast

import numpy as np
import numpy.typing as npt

from ..core.scripts import N_CLASSES, Scripts, classify_code_points, scripts_of_counts
from .detect_chinese import chinese_of_document, judge_chinese
from .detect_latin import Evidence, Guess, is_surely_english
from .detect_mixed import NO_WORDS, judge_both, judge_latin
from .name_language import name_languages
from .rate_confidence import rate_confidence
from .settings import SegmentSettings

_SURE_ODDS = 8.0
"""Log odds from which a segment says something of its document."""
_MAX_PRIOR, _PRIOR_WEIGHT, _CHINESE_PRIOR = 6.0, 1.5, 2.0
"""The most that a document adds to the log odds of English; how much; and what a Chinese one without Latin text adds:
English is what stands in it beside Chinese."""
_BALANCE = 20
"""Code points that both sides are given before they are compared."""
_N_WORDS = (1, 2, 7)
"""Words from which evidence is of the next kind, as in `confidences.tsv`."""


class Prior(NamedTuple):
    """What a document says about segments that hold too little: its Chinese script, and whether it is Japanese."""

    chinese: str
    is_japanese: bool


Known = dict[Prior, dict[str, Evidence | Guess]]
"""What was said of segments by their text, for each prior."""


class Languages(NamedTuple):
    """Columns: language, confidence from 0 to 1, and ISO 639-1 code (None for mixed, none and what nobody can name)."""

    langs: list[str]
    confidences: list[float]
    codes: list[str | None]


def judge_segments(
    texts: Sequence[str], by_class: npt.NDArray[np.int64], settings: SegmentSettings, known: Known
) -> Languages:
    """Languages of all segments of a document, of their code points by class, shape (len(texts), N_CLASSES).

    `known` is what was said of segments before by the same settings; more is put there.
    """
    total = [scripts_of_counts(by_class.sum(axis=0).tolist())]
    prior = Prior(chinese_of_document(total), is_japanese(total))
    judged = known.setdefault(prior, {})
    new = [place for place, text in enumerate(texts) if text not in judged]
    for place, row in zip(new, by_class[new].tolist(), strict=True):
        judged[texts[place]] = judge_segment(texts[place], row, prior, settings)
    guesses = settle_latin(texts, [judged[text] for text in texts], total[0])
    langs, confidences = map(list, zip(*guesses, strict=True)) if guesses else ([], [])
    return Languages(langs, confidences, name_codes(texts, langs, settings))


def judge_segment(text: str, by_class: Sequence[int], prior: Prior, settings: SegmentSettings) -> Evidence | Guess:
    """Language of one segment by itself, or the evidence of its Latin words."""
    _, latin, plain, simplified, traditional, kana, hangul, cyrillic, other = by_class
    if kana or hangul or cyrillic or other or prior.is_japanese:
        foreign = judge_other_scripts(scripts_of_counts(list(by_class)), prior)
        if foreign:
            return foreign
    if simplified or traditional or plain:
        chinese = judge_chinese(text, simplified, traditional, prior.chinese)
        return judge_both(text, chinese, settings.mixed_share) if latin else chinese
    if not latin:
        return NO_WORDS
    return _sure_english() if is_surely_english(text) else judge_latin(text)


@lru_cache(maxsize=1)
def _sure_english() -> Guess:
    return "en", rate_confidence("latin-sure", "en", 0)


def judge_other_scripts(scripts: Scripts, prior: Prior) -> Guess | None:
    """Kana, Hangul and other scripts, where they and not Chinese carry the segment."""
    if scripts.kana and (prior.is_japanese or 5 * scripts.kana >= scripts.han + scripts.kana):
        return "other", rate_confidence("script", "other", 0)
    rest = scripts.hangul + scripts.cyrillic + scripts.other
    if 2 * rest > scripts.letters or (3 * scripts.hangul > scripts.latin and scripts.hangul > scripts.han):
        return "other", rate_confidence("script", "other", 0)
    if prior.is_japanese and 0 < scripts.han < 10 and scripts.latin < scripts.han:
        return "other", 0.7
    return None


def settle_latin(texts: Sequence[str], judged: Sequence[Evidence | Guess], total: Scripts) -> list[Guess]:
    """Guesses of a document in which what is left open goes by its words and by the document's other Latin text."""
    evidence = [(place, each) for place, each in enumerate(judged) if each.__class__ is Evidence]
    guesses = cast(list[Guess], list(judged))
    if evidence:
        for place, _ in evidence:
            guesses[place] = _OPEN
        prior = _weigh_document(texts, guesses, evidence, total)
        for place, each in evidence:
            guesses[place] = _decide(each, prior)
    return guesses


_OPEN: Guess = ("", 0.0)


def _weigh_document(
    texts: Sequence[str], guesses: Sequence[Guess], evidence: Sequence[tuple[int, Evidence]], total: Scripts
) -> float:
    """Log odds of English by those of a document's segments that are sure of it or of another Latin language."""
    n_english = sum([len(text) for text, guess in zip(texts, guesses, strict=True) if guess[0] == "en"])
    n_other = 0
    for place, each in evidence:
        n_english += len(texts[place]) * (each.odds >= _SURE_ODDS)
        n_other += len(texts[place]) * (each.odds <= -_SURE_ODDS)
    if not n_english and not n_other:
        return _CHINESE_PRIOR if total.han > total.letters - total.han else 0.0
    odds = math.log((n_english + _BALANCE) / (n_other + _BALANCE))
    return max(-_MAX_PRIOR, min(_MAX_PRIOR, _PRIOR_WEIGHT * odds))


def _decide(evidence: Evidence, prior: float) -> Guess:
    odds = evidence.odds + prior
    lang = "en" if odds > 0 else "other"
    kind = _N_WORDS[bisect_right(_N_WORDS, evidence.n_words) - 1]
    return lang, rate_confidence(f"latin-{kind}", lang, abs(odds))


def name_codes(texts: Sequence[str], langs: Sequence[str], settings: SegmentSettings) -> list[str | None]:
    """ISO 639-1 codes of segments whose languages are known by our own names."""
    codes: list[str | None] = list(map(_CODES.get, langs))
    places = [place for place, lang in enumerate(langs) if lang == "other"]
    if places:
        names = name_languages([texts[place] for place in places], settings.use_langdetect)
        for place, name in zip(places, names, strict=True):
            codes[place] = name
    return codes


_CODES = {"en": "en", "zh": "zh", "zh-Hans": "zh", "zh-Hant": "zh"}


def is_japanese(counts: Sequence[Scripts]) -> bool:
    """Whether kana make up a sixth of a document's Chinese characters and kana."""
    kana = sum(c.kana for c in counts)
    return kana > 0 and 6 * kana >= kana + sum(c.han for c in counts)


def count_by_span(text: str, starts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Code points by class of `core.scripts` in each span, shape (len(starts), N_CLASSES).

    Spans are in order and apart, and no letter lies outside of them; what lies between two counts with the first.
    """
    counts = np.zeros((len(starts), N_CLASSES), dtype=np.int64)
    if not len(starts):
        return counts
    classes = classify_code_points(text)
    starts = np.concatenate([[0], starts[1:]])
    counts[:, 0] = np.diff(starts, append=len(text))
    for script in range(1, int(classes.max()) + 1):
        counts[:, script] = np.add.reduceat(classes == script, starts, dtype=np.int64)
        counts[:, 0] -= counts[:, script]
    return counts
