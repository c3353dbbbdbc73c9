"""Language of segments: en, zh-Hans, zh-Hant, zh, mixed, other or none, each with a confidence from 0 to 1.

Scripts decide first. Chinese is told apart by characters that only one of its scripts uses; Latin letters by English
words and langdetect. A segment that holds too little goes with its document. `mixed` is a segment in which both
languages carry words: names, brands, abbreviations, addresses of the web and licence numbers carry none.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from ..core.scripts import HAN, N_CLASSES, Scripts, classify_code_points, scripts_by_row, scripts_of_counts
from .detect_latin import WORD, Guess, detect_latin
from .load_tables import english_words
from .settings import SegmentSettings

_NO_WORDS = re.compile(
    "(?:https?://|www\\.)[^\\s\u3000-\u9fff\uff00-\uffef]{1,2000}"  # addresses of pages
    "|[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64}){1,8}"  # of people
    "|(?:[A-Za-z0-9-]{1,64}\\.){1,8}(?:com|cn|org|net|gov|edu|html?|pdf|docx?|xlsx?|png|jpe?g|gif|txt|zip)\\b"
    "|(?=[A-Za-z-]{0,40}[0-9])[A-Za-z0-9-]{2,64}",  # codes: 5G, AB-12, 4f0c9e
    re.ASCII,
)
_HAS_CODE = re.compile("[0-9.@]|://")
"""What every match of `_NO_WORDS` holds."""
_LICENCE = re.compile("[\u4e00-\u9fff]?(?:ICP|公网安备|公安網備)[\u4e00-\u9fff]{0,4}[ ]?[0-9]{4,20}号?(?:-[0-9]+)?")
_GLOSS = re.compile("(?<=[\u4e00-\u9fff”》])[ ]?[(（][^()（）\u4e00-\u9fff]{1,200}[)）]")
_NAME = re.compile(
    "[A-Z][\\w'’.-]*(?:[ ](?:(?:of|on|in|the|and|for|de|&)[ ]){0,2}[A-Z][\\w'’.-]*){1,3}(?![ ]?[A-Za-z])", re.ASCII
)
"""Two to four capitalised words, small words between them."""
_HAN_PER_WORD = 1.6
"""Chinese characters that say as much as one English word."""
_SENTENCE_MARKS = re.compile("[。，；,.;]")
_LABEL_SHARE = 0.04
_MAX_SAMPLE = 1000
"""Code points of a segment that are searched for words."""
_MAX_STRAY = 60
"""Letters up to which a foreign segment of an English document is put down to chance."""
_MAX_LABEL = 120
"""Code points of a line that is a label and not a sentence; one word of the other language makes it mixed."""


class Prior(NamedTuple):
    """What a document says about segments that hold too little: its Chinese script, and whether it is Japanese."""

    chinese: str
    is_japanese: bool


def detect_languages(text: str, spans: Sequence[tuple[int, int]], settings: SegmentSettings) -> list[Guess]:
    """Language and confidence of each half-open span of a document, in order."""
    if not spans:
        return []
    by_class = count_by_span(text, spans)
    total = [scripts_of_counts(by_class.sum(axis=0).tolist())]
    prior = Prior(chinese_of_document(total), is_japanese(total))
    counts = scripts_by_row(by_class)
    texts = [text[start:end] for start, end in spans]
    guesses = [detect_language(t, c, prior, settings, False) for t, c in zip(texts, counts, strict=True)]
    if settings.use_langdetect and None in guesses:
        is_english = _leans_english(guesses, counts)
        guesses = [
            detect_language(t, c, prior, settings)
            if guess is None and not (is_english and c.latin <= _MAX_STRAY)
            else guess
            for t, c, guess in zip(texts, counts, guesses, strict=True)
        ]
    if all(guess is not None and guess[0] != "other" for guess in guesses):
        return [guess for guess in guesses if guess]
    return settle_latin(guesses, counts)


def settle_latin(guesses: Sequence[Guess | None], counts: Sequence[Scripts]) -> list[Guess]:
    """Guesses in which segments that hold too little go with the Latin-script language of their document.

    Short segments that alone look foreign in an English document are taken for English.
    """
    n_english, n_other = _sum_latin("en", guesses, counts), _sum_latin("other", guesses, counts)
    settled = ("other" if n_other > n_english else "en"), (0.8 if n_english > 9 * n_other else 0.6)
    is_stray = n_english > 9 * n_other
    return [
        settled if guess is None or (is_stray and guess[0] == "other" and c.latin == c.letters <= _MAX_STRAY) else guess
        for guess, c in zip(guesses, counts, strict=True)
    ]


def _leans_english(guesses: Sequence[Guess | None], counts: Sequence[Scripts]) -> bool:
    """Whether the segments that are surely English hold four times as many letters as those left open."""
    n_open = sum(c.latin for guess, c in zip(guesses, counts, strict=True) if guess is None)
    return _sum_latin("en", guesses, counts) >= 4 * n_open


def _sum_latin(lang: str, guesses: Sequence[Guess | None], counts: Sequence[Scripts]) -> int:
    return sum(c.latin for guess, c in zip(guesses, counts, strict=True) if guess and guess[0] == lang)


def count_by_span(text: str, spans: Sequence[tuple[int, int]]) -> npt.NDArray[np.int64]:
    """Code points by class of `core.scripts` in each span, shape (len(spans), N_CLASSES).

    Spans are in order and apart, and no letter lies outside of them.
    """
    bounds = [0, *(start for start, _ in spans[1:]), len(text)]
    keys = np.repeat(np.arange(len(spans)) * N_CLASSES, np.diff(bounds))
    keys += classify_code_points(text)
    return np.bincount(keys, minlength=len(spans) * N_CLASSES).reshape(-1, N_CLASSES)


def chinese_of_document(counts: Sequence[Scripts]) -> str:
    """zh-Hans or zh-Hant when nine in ten telling characters say so, else zh."""
    simplified, traditional = sum(c.simplified for c in counts), sum(c.traditional for c in counts)
    if simplified > 9 * traditional:
        return "zh-Hans"
    return "zh-Hant" if traditional > 9 * simplified else "zh"


def is_japanese(counts: Sequence[Scripts]) -> bool:
    """Whether kana make up a sixth of a document's Chinese characters and kana."""
    kana = sum(c.kana for c in counts)
    return kana > 0 and 6 * kana >= kana + sum(c.han for c in counts)


def detect_language(
    text: str, scripts: Scripts, prior: Prior, settings: SegmentSettings, ask: bool = True
) -> Guess | None:
    """Language and confidence of one segment, None when it is Latin and holds too little to tell.

    `ask` False leaves open what only langdetect could tell.
    """
    han, latin, kana, hangul, cyrillic, other, simplified, traditional = scripts
    if kana or hangul or cyrillic or other or prior.is_japanese:
        foreign = _judge_other_scripts(scripts, prior)
        if foreign:
            return foreign
    if not latin:
        return _judge_chinese(simplified, traditional, prior.chinese) if han else ("none", 0.99)
    ask = ask and settings.use_langdetect
    if not han:
        return _judge_latin(text, ask)
    return _judge_both(text, scripts, prior, settings.mixed_share, ask)


def _judge_other_scripts(scripts: Scripts, prior: Prior) -> Guess | None:
    """Kana, Hangul and other scripts, where they and not Chinese carry the segment."""
    if scripts.kana and (prior.is_japanese or 5 * scripts.kana >= scripts.han + scripts.kana):
        return "other", 0.98
    rest = scripts.hangul + scripts.cyrillic + scripts.other
    if 2 * rest > scripts.letters or (3 * scripts.hangul > scripts.latin and scripts.hangul > scripts.han):
        return "other", 0.99
    if prior.is_japanese and 0 < scripts.han < 10 and scripts.latin < scripts.han:
        return "other", 0.7
    return None


@lru_cache(maxsize=4096)
def _judge_chinese(simplified: int, traditional: int, prior: str) -> Guess:
    """Hans or Hant by the characters that one script alone uses, else by the document, else zh."""
    if simplified == traditional:
        return (prior, 0.85) if prior != "zh" else ("zh", 0.9)
    script = "zh-Hans" if simplified > traditional else "zh-Hant"
    lead = abs(simplified - traditional) / (simplified + traditional)
    agrees = 0.03 if script == prior else 0.0
    return script, round(min(0.995, 0.6 + 0.33 * lead + agrees + 0.01 * min(5, abs(simplified - traditional))), 4)


def _judge_latin(text: str, ask: bool) -> Guess | None:
    """English, another language, or none when addresses and codes are all there is."""
    guess = detect_latin(text, ask)
    if guess and guess[1] >= 0.9:
        return guess
    sample = text[:_MAX_SAMPLE]
    words_only = _drop_codes(sample)
    if words_only == sample:
        return guess
    return detect_latin(words_only, ask) if WORD.search(words_only) else ("none", 0.9)


def _judge_both(text: str, scripts: Scripts, prior: Prior, mixed_share: float, ask: bool) -> Guess | None:
    """A segment with Chinese characters and Latin letters."""
    sample = text[:_MAX_SAMPLE]
    chinese = _judge_chinese(scripts.simplified, scripts.traditional, prior.chinese)
    if _count_english(sample) == 0:
        return chinese
    words_only = _drop_codes(_LICENCE.sub(" ", sample))
    if "(" in words_only or "（" in words_only:
        words_only = _GLOSS.sub(" ", words_only)
    n_han = len(HAN.findall(words_only))
    n_english = _count_english(_NAME.sub(" ", words_only) if n_han else words_only)
    if n_english == 0:
        return chinese
    if n_han == 0:
        return _judge_latin(words_only, ask)
    share = n_english / (n_english + n_han / _HAN_PER_WORD)
    is_label = len(text) <= _MAX_LABEL and not _SENTENCE_MARKS.search(words_only)
    if min(share, 1 - share) >= (_LABEL_SHARE if is_label else mixed_share):
        return "mixed", 0.75
    return chinese if share < 0.5 else ("en", 0.85)


def _drop_codes(text: str) -> str:
    """The text without addresses and codes, which are no words of a language."""
    return _NO_WORDS.sub(" ", text) if _HAS_CODE.search(text) else text


def _count_english(text: str) -> int:
    """Words of running English: all when a quarter of them is frequent, else the frequent ones."""
    words = [word.lower() for word in WORD.findall(text) if not word.isupper()]
    n_known = sum(map(english_words().__contains__, words))
    return len(words) if 4 * n_known >= len(words) and len(words) >= 4 else n_known
