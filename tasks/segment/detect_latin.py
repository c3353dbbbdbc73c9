"""English or another language, for text in Latin letters.

Frequent English words decide first. What they leave open goes to langdetect (Shuyo 2010, the port to Python by
Danilak), each call with a detector of its own and a fixed seed, so that no answer depends on the calls before it.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from langdetect.detector import Detector
from langdetect.lang_detect_exception import LangDetectException

from .load_profiles import load_profiles
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
    if head.isascii():
        words = head.lower().split()
        n_words = len(words)
        if n_words >= 2 * _MIN_WORDS:
            n_known = sum(map(english_words().__contains__, words))
            if n_known >= _SURE_SHARE * n_words:
                return _trust_words(n_known, n_words)
    return _weigh_words(text[:_MAX_CHARS], use_langdetect)


@lru_cache(maxsize=4096)
def _trust_words(n_english: float, n_words: int) -> Guess:
    return "en", round(min(0.995, 0.9 + n_english / n_words / 5), 4)


def _weigh_words(sample: str, use_langdetect: bool) -> Guess | None:
    """Language by words and word ends, by letters with marks, and in the end by langdetect."""
    words = WORD.findall(sample)
    n_english = count_english(words)
    is_foreign = not sample.isascii() and _FOREIGN.search(sample) is not None
    if len(words) < _MIN_WORDS:
        return _guess_short(n_english, len(words), is_foreign)
    share = n_english / len(words)
    if share >= (_FOREIGN_SHARE if is_foreign else _SURE_SHARE):
        return _trust_words(n_english, len(words))
    if not use_langdetect:
        return None
    letters = " ".join(words)
    guess = _run_langdetect(letters) if len(letters) >= _MIN_LETTERS else None
    return guess or (("en", 0.6) if share >= 0.15 and not is_foreign else None)


def count_english(words: Sequence[str]) -> float:
    """How many of some words are frequent in English, an English word end counting half."""
    known = english_words()
    rare = [word for word in map(str.lower, words) if word not in known]
    return len(words) - len(rare) + len([word for word in rare if word.endswith(_ENGLISH_ENDS)]) / 2


def _guess_short(n_known: float, n_words: int, is_foreign: bool) -> Guess | None:
    """A few words: frequent ones and letters with marks are all there is to go by."""
    if is_foreign:
        return "other", 0.6
    if n_words and n_known == n_words:
        return "en", 0.8 + 0.05 * n_words
    return ("en", 0.7) if n_known else None


@lru_cache(maxsize=4096)
def _run_langdetect(text: str) -> Guess | None:
    """What langdetect says, None when it finds nothing to go by or is torn."""
    detector = Detector(load_profiles())
    try:
        detector.append(text)
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None
    if best.prob < _MIN_PROBABILITY:
        return None
    return ("en" if best.lang == "en" else "other"), round(0.85 * best.prob, 4)
