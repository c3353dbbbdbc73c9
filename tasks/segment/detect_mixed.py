"""Segments with Chinese characters and Latin letters: one of the two languages, or both.

`mixed` is a segment in which both languages carry words: names, brands, abbreviations, addresses of the web, glosses in
brackets and licence numbers carry none.
"""

import re

from ..core.scripts import HAN
from .detect_latin import WORD, Evidence, Guess, count_english, weigh_words

_NO_WORDS = re.compile(
    "(?:https?://|www\\.)[^\\s\u3000-\u9fff\uff00-\uffef]{1,2000}"  # addresses of pages
    "|[\\w.+-]{1,64}@[\\w-]{1,64}(?:\\.[\\w-]{1,64}){1,8}"  # of people
    "|(?:[A-Za-z0-9-]{1,64}\\.){1,8}(?:com|cn|org|net|gov|edu|html?|pdf|docx?|xlsx?|png|jpe?g|gif|txt|zip)\\b"
    "|(?=[A-Za-z-]{0,40}[0-9])[A-Za-z0-9-]{2,64}",  # codes: 5G, AB-12, 4f0c9e
    re.ASCII,
)
_HAS_CODE = re.compile("[0-9.@]|://")
"""What every match of `_NO_WORDS` holds."""
_HAS_ADDRESS = re.compile("://|@|www|\\.[a-z]")
_PLAIN_ODDS = 8.0
"""Log odds of English that a few codes do not change."""
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
_MAX_LABEL = 120
"""Code points of a line that is a label and not a sentence; one word of the other language makes it mixed."""
_MIXED, _ENGLISH = ("mixed", 0.75), ("en", 0.85)
NO_WORDS: Guess = ("none", 0.99)


def judge_latin(text: str) -> Evidence | Guess:
    """The evidence of the words of a text in Latin letters, none when addresses and codes are all there is."""
    sample = text[:_MAX_SAMPLE]
    if not _HAS_ADDRESS.search(sample):
        evidence = weigh_words(sample)
        if evidence is None or evidence.odds >= _PLAIN_ODDS or not _HAS_CODE.search(sample):
            return evidence or NO_WORDS
    return weigh_words(drop_codes(sample)) or NO_WORDS


def judge_both(text: str, chinese: Guess, mixed_share: float) -> Evidence | Guess:
    """Language of a segment with Chinese characters and Latin letters; `chinese` is what the former alone would be."""
    sample = text[:_MAX_SAMPLE]
    if count_words(sample) == 0:
        return chinese
    words_only = drop_codes(_LICENCE.sub(" ", sample))
    if "(" in words_only or "（" in words_only:
        words_only = _GLOSS.sub(" ", words_only)
    n_han = len(HAN.findall(words_only))
    n_english = count_words(_NAME.sub(" ", words_only) if n_han else words_only)
    if n_english == 0:
        return chinese
    if n_han == 0:
        return judge_latin(words_only)
    share = n_english / (n_english + n_han / _HAN_PER_WORD)
    is_label = len(text) <= _MAX_LABEL and not _SENTENCE_MARKS.search(words_only)
    if min(share, 1 - share) >= (_LABEL_SHARE if is_label else mixed_share):
        return _MIXED
    return chinese if share < 0.5 else _ENGLISH


def drop_codes(text: str) -> str:
    """The text without addresses and codes, which are no words of a language."""
    return _NO_WORDS.sub(" ", text) if _HAS_CODE.search(text) else text


def count_words(text: str) -> int:
    """Words of running English: all when a quarter of them is frequent, else the frequent ones."""
    words = [word for word in WORD.findall(text) if not word.isupper()]
    n_known = count_english(words)
    return len(words) if 4 * n_known >= len(words) and len(words) >= 4 else n_known
