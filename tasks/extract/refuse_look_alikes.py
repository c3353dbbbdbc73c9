"""Numbers that are no figure: section numbers, codes, names, slogans, places in an order."""

import re
from functools import cache, lru_cache

from ..core.numerals import Numeral
from ..core.numerals.read_tables import sizes_by_first, sizes_by_last
from .mention import Sentence
from .read_chinese_points import is_magnitude
from .refuse_dates import DATE_AFTER, DATE_BEFORE, is_date_piece, lasts_before_event
from .tables.read_tables import chinese_units, word_set, words_of

_HEADING = re.compile(r"[\s*•·#>-]*[(（\[]?\Z")
_HEADING_MARK = re.compile(r"[)）\].．、:：](?![0-9])")
_HEADING_MARKS = frozenset(")）].．、:：")
_LONGEST_HEADING = 8
_DIGITS_ONLY = re.compile("[0-9.]+|[一二三四五六七八九十]{1,3}")
_NO_FIRST = frozenset("提之以目此")
"""前 behind these is no `first`: 提前4个月."""
_PERIODS = re.compile(" ?个?[月季]")
"""首 in front of these is the first of a year, and no date in 首500名 and 榜首8分."""
_DURING = ("年期间", "年期限")
_HOUSE = re.compile("[栋幢座号][0-9A-Z]")
"""Behind a number of a house stands the number of its entrance or flat: 3栋2单元."""
_PLUS = re.compile(r"\+ ?[A-Za-z0-9]")
_SCORE = re.compile("[^0-9]{0,2}[0-9]&[0-9]")
"""2&1: how a match was won."""
_PLUS_BEFORE = re.compile(r"[A-Za-z0-9] ?\+ ?\Z")
_CAPITALIZED = re.compile(r"[ -][A-Z][a-z]")
_SENTENCE_START = '.!?:;“"'
_ONE_OF = re.compile(r"(?:-(?!yen|yuan|dollar|euro|pound|cent|percent)|'s\b| of\b| another\b| day\b| or\b)")
_CODE_WORD = re.compile(r"(?:[A-Z0-9]+/[A-Z]+|ISO|GB|IEC|QR|PB|ICP) ?\Z")
_SHARE_BEFORE = re.compile("(?:[近逾超约]|超过|不足|不到|至少|其中|其中有|当中有)\\Z")
_TENTHS, _WHOLES = frozenset("二两三四五六七八九"), frozenset("，。；、：,;人者员户客工生")
_LONGEST_WORD = 16
_FIRST_HAN, _LAST_HAN = "\u3400", "\u9fff"


@cache
def _sizes_before() -> dict[str, tuple[int, ...]]:
    return sizes_by_last(words_of("refused_before.tsv", "zh"))


@cache
def _sizes_after() -> dict[str, tuple[int, ...]]:
    return sizes_by_first(words_of("refused_after.tsv", "zh"))


def is_look_alike(sentence: Sentence, numeral: Numeral) -> bool:
    """Whether a numeral is no figure for sure, by what stands beside it in either language."""
    if numeral.is_ordinal:
        return True
    text, start, end = sentence.folded, numeral.start, numeral.end
    after, before = text[end : end + 1], text[start - 1 : start] if start else ""
    if after in _HEADING_MARKS and _is_heading(text, start, end):
        return True
    if (after in DATE_AFTER or before in DATE_BEFORE) and is_date_piece(text, start, end, numeral.value):
        return True
    if "&" in (after, before) and _SCORE.match(text, max(0, start - 2)):
        return True
    if sentence.has_plus and (_PLUS.match(text, end) or _PLUS_BEFORE.search(text, max(0, start - 4), start)):
        return True
    if sentence.has_titles and sentence.enclosing(sentence.titled, start, end):
        return True
    if not sentence.is_ascii and _is_chinese_name(text, start, end):
        return True
    return _is_english_name(text, numeral, before)


def is_in_slogan(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a span stands in a short quotation, as names and slogans do: “1310”, “one platform and three centers”."""
    return sentence.has_quotes and sentence.enclosing(sentence.quoted, start, end) is not None


def _is_heading(text: str, start: int, end: int) -> bool:
    """`1. `, （一）, 二、 at the start of a segment; (3) anywhere."""
    if not _HEADING_MARK.match(text, end):
        return False
    if start and text[start - 1] in "(（" and text[end] in ")）":
        return True
    return start <= _LONGEST_HEADING and _HEADING.match(text, 0, start) is not None


def _is_chinese_name(text: str, start: int, end: int) -> bool:
    begin = start
    start -= text[start - 1 : start] == " "
    before = text[start - 1 : start]
    if before > _FIRST_HAN:
        known = words_of("refused_before.tsv", "zh")
        for size in _sizes_before().get(before, ()):
            word = text[max(0, start - size) : start]
            if word == "前" and (text[start - 2 : start - 1] in _NO_FIRST or lasts_before_event(text, begin, end)):
                continue
            if word == "首" and not _PERIODS.match(text, end):
                continue
            if word in known:
                return word not in word_set("before_code") or _DIGITS_ONLY.fullmatch(text, begin, end) is not None
    if _HOUSE.match(text, end):
        return True
    end += text[end : end + 1] == " "
    after = text[end : end + 1]
    if after > _FIRST_HAN:
        known = words_of("refused_after.tsv", "zh")
        for size in _sizes_after().get(after, ()):
            if text[end : end + size] in known and not text.startswith(_DURING, end):
                is_counted = _is_longer_unit(text, end, size) or _is_qualified_tenth(text, start, end)
                return not (is_counted or (after == "级" and is_magnitude(text, begin, end)))
    return False


def _is_longer_unit(text: str, at: int, size: int) -> bool:
    """Whether a unit of money begins here that is longer than the word that refuses: 人民 in 5人民币."""
    units, longer = chinese_units(), range(size + 1, size + 3)
    found = (units.get(text[at : at + length]) for length in longer)
    return any(unit is not None and unit.unit_class == "money" for unit in found)


def _is_qualified_tenth(text: str, start: int, end: int) -> bool:
    """其中逾八成为女性 gives a share, 二者合成为 none: 为 is the verb behind a qualifier, a mark or people."""
    if not text.startswith("成为", end):
        return False
    is_qualified = _SHARE_BEFORE.search(text, max(0, start - 4), start) is not None
    return is_qualified or (text[start:end] in _TENTHS and text[start - 1 : start] in _WHOLES)


@lru_cache(maxsize=4096)
def _naming(word: str) -> tuple[str, bool, bool]:
    """A word before a number in lower case; whether it makes the number a name; whether it is a code in capitals."""
    before = word.rstrip(".").lower()
    is_naming = before != "" and before in words_of("refused_before.tsv", "en")
    return before, is_naming and (word != word.lower() or before in word_set("never_counting")), word.isupper()


def _is_english_name(text: str, numeral: Numeral, previous: str) -> bool:
    """`Building 14`, `top 10`, `DB44/T 2361`, `one of`, `Twelve Provinces` inside a sentence."""
    start, end = numeral.start, numeral.end
    first = text[start]
    is_word = "A" <= first <= "z"
    if not is_word and (not previous or _FIRST_HAN <= previous <= _LAST_HAN):
        return False
    low = max(0, start - _LONGEST_WORD)
    word = text[max(text.rfind(" ", low, max(low, start - 1)) + 1, low) : start].strip(' (（“"')
    before, is_name, is_code = _naming(word)
    if is_name:
        return True
    if not is_word:
        return is_code and _CODE_WORD.search(text, low, start) is not None
    if numeral.value == 1 and (_ONE_OF.match(text, end) or before in word_set("before_one")):
        return True
    is_inside = start > 1 and text[start - 2] not in _SENTENCE_START
    return first.isupper() and is_inside and _CAPITALIZED.match(text, end) is not None
