"""English or another language, for text in Latin letters.

Frequent English words decide first. What they leave open goes to langdetect (Shuyo 2010, the port to Python by
Danilak), each call with a detector of its own and a fixed seed, so that no answer depends on the calls before it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from .load_tables import english_words

Guess = tuple[str, float]
"""Language and confidence from 0 to 1."""

WORD = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+(?:['’][A-Za-z]+)?")
_FOREIGN = re.compile("[\u00c0-\u00e8\u00ea-\u00ee\u00f0-\u00f5\u00f8-\u024f\u1e00-\u1eff]")
"""Letters with marks that English words do not carry; é ï ö are left out: café, naïve, coöperate."""
_ENGLISH_ENDS = ("ing", "ings", "ly", "ness", "ship", "ity", "ities", "ght", "ough", "tions", "tion", "ments", "ed")
"""Word ends that English has more often than the languages beside it; such a word counts half a frequent one."""
_MAX_HEAD, _MAX_CHARS = 120, 1000
"""Code points of a segment that are looked at first, and at most."""
_MIN_WORDS, _MIN_LETTERS = 4, 20
_SURE_SHARE, _FOREIGN_SHARE = 0.3, 0.4
"""Shares of English words from which no other opinion is asked, without and with letters of other languages."""
_MIN_PROBABILITY = 0.6


def detect_latin(text: str, use_langdetect: bool = True) -> Guess | None:
    """Language (en or other) and confidence of a text in Latin letters, None when it holds too little to tell.

    With `use_langdetect` False the word list alone decides.
    """
    head = text[:_MAX_HEAD]
    words = head.lower().split()
    n_known = sum(map(english_words().__contains__, words))
    if n_known >= _SURE_SHARE * len(words) and len(words) >= 2 * _MIN_WORDS and head.isascii():
        return "en", round(min(0.995, 0.9 + n_known / len(words) / 5), 4)
    return _weigh_words(text[:_MAX_CHARS], use_langdetect)


def _weigh_words(sample: str, use_langdetect: bool) -> Guess | None:
    """Language by words and word ends, by letters with marks, and in the end by langdetect."""
    words = WORD.findall(sample)
    n_english = count_english(words)
    is_foreign = not sample.isascii() and _FOREIGN.search(sample) is not None
    if len(words) < _MIN_WORDS:
        return _guess_short(n_english, len(words), is_foreign)
    share = n_english / len(words)
    if share >= (_FOREIGN_SHARE if is_foreign else _SURE_SHARE):
        return "en", round(min(0.995, 0.9 + share / 5), 4)
    if not use_langdetect:
        return None
    letters = " ".join(words)
    guess = _run_langdetect(letters) if len(letters) >= _MIN_LETTERS else None
    return guess or (("en", 0.6) if share >= 0.15 and not is_foreign else None)


def count_english(words: Sequence[str]) -> float:
    """How many of some words are frequent in English, an English word end counting half."""
    known = english_words()
    rare = [word for word in map(str.lower, words) if word not in known]
    return len(words) - len(rare) + sum(word.endswith(_ENGLISH_ENDS) for word in rare) / 2


def _guess_short(n_known: float, n_words: int, is_foreign: bool) -> Guess | None:
    """A few words: frequent ones and letters with marks are all there is to go by."""
    if is_foreign:
        return "other", 0.6
    if n_words and n_known == n_words:
        return "en", 0.8 + 0.05 * n_words
    return ("en", 0.7) if n_known else None


@lru_cache(maxsize=1)
def _factory() -> Any:
    factory = DetectorFactory()
    profiles = sorted(Path(PROFILES_DIRECTORY).iterdir())
    factory.load_json_profile([profile.read_text(encoding="utf-8") for profile in profiles])
    # Tuples of numbers drop out of garbage collection, which would walk through these millions again and again.
    factory.word_lang_prob_map = {gram: tuple(row) for gram, row in factory.word_lang_prob_map.items()}
    factory.set_seed(0)
    return factory


@lru_cache(maxsize=4096)
def _run_langdetect(text: str) -> Guess | None:
    """What langdetect says, None when it finds nothing to go by or is torn."""
    detector = _factory().create()
    try:
        detector.append(text)
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None
    if best.prob < _MIN_PROBABILITY:
        return None
    return ("en" if best.lang == "en" else "other"), round(0.85 * best.prob, 4)
