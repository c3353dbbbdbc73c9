"""Find the figures of one sentence: numerals, less look-alikes, with unit, qualifier, change and range."""

import re
from bisect import bisect_left
from decimal import Decimal
from operator import attrgetter

from ..core.numerals import Numeral, find_numerals
from .fill_elisions import fill_elisions, repeat_nouns
from .find_ratios import find_ratios
from .join_ranges import join_ranges
from .join_subunits import add_inches, join_subunits
from .mention import Mention, Sentence
from .read_chinese_change import read_chinese_change
from .read_chinese_unit import read_chinese_unit
from .read_coins import read_lettered_cents, tell_in_currency
from .read_english_change import read_english_change
from .read_english_unit import read_english_unit
from .read_qualifier import qualify_chinese, qualify_english, words_before
from .read_rate import is_base, read_rate
from .read_sign import read_sign
from .read_unit import lend_currency, read_money_before, set_unit
from .refuse_dates import is_republic_year, is_year
from .refuse_look_alikes import is_in_slogan, is_look_alike
from .relate_changes import relate_changes
from .repeat_counts import repeat_counts
from .tables.read_tables import coins, word_set
from .vocabulary import LONGEST_WORD, OwnRules

_HAN_FIRST, _HAN_LAST = "\u3400", "\u9fff"
_CHINESE_MARKS = frozenset("，。；：、（《")
_CALENDAR = frozenset(("year", "quarter"))
_INDEFINITE = frozenset(("year", "day"))
_DETERMINERS = frozenset("上下前后每另某同这那哪")
_BRACKETS = frozenset((" (", "（", "("))
_OPENING = frozenset(" （(")
_LAST_LETTERS = frozenset("KS")
_RATE_MARKS = frozenset(" /")
_AGAIN = re.compile(r" ?[(（]([0-9][0-9,]{0,15}(?:\.[0-9]{1,9})?)[)）]")
"""The number once more in digits, as contracts and laws write it: `fifteen (15) years`."""
_SIGN = "money-sign"
"""The rule of an amount whose currency stands before it; that of 5$6 stands behind the 5."""
_MAGNITUDES = frozenset(("thousand", "million", "billion", "trillion"))
_TEN = 10
_COUNTED_PERIODS = frozenset(("month", "quarter"))
"""The first nine months are a date, and so are the first three quarters."""
_PRODUCT = re.compile(
    " ?(?:[A-Z]{2}|(?:[大中小触主全高柔曲][\u3400-\u9fff]{0,3})?(?:屏|显示|液晶|面板|电视|平板|触控))"
)
"""What an inch tells the size of, as a part of its name: 8英寸OLED, 15.6英寸中控屏."""
_start = attrgetter("number_start")
_NO_SLOGAN = 10_000
"""No slogan counts so many; what people say in quotation marks does."""


def find_quantities(sentence: Sentence, rules: OwnRules | None = None) -> list[Mention]:
    """The figures of a sentence in order; each has a unit. `rules` are those of the user's vocabulary, if any."""
    mentions = find_ratios(sentence)
    if mentions:
        mentions.sort(key=_start)
    taken = [(ratio.start, ratio.end) for ratio in mentions]
    read_to = 0
    for numeral in find_numerals(sentence.folded, sentence.may_hold_words):
        if numeral[0] >= read_to and not (taken and _overlaps(taken, numeral)):
            mention = _read(sentence, numeral) if rules is None else _read_by_rules(sentence, numeral, rules)
            if mention is not None and mention.start < read_to and mention.rule.startswith(_SIGN):
                mention = _read_behind(sentence, mention)
            if mention is not None:
                if mention.unit == "foot":
                    add_inches(sentence.folded, mention)
                mentions.append(mention)
                read_to = mention.end
    if not mentions:
        return []
    if taken:
        mentions.sort(key=_start)
    if len(mentions) > 1:
        mentions = join_subunits(sentence.folded, join_ranges(sentence.folded, mentions))
    fill_elisions(sentence, mentions)
    if not sentence.is_ascii:
        repeat_nouns(sentence.folded, mentions)
        repeat_counts(sentence.folded, mentions)
    kept = [mention for mention in mentions if mention.unit is not None]
    before = None
    lend_currency(sentence, kept)
    for mention in kept:
        if mention.unit in coins():
            tell_in_currency(mention)
        _describe(sentence.folded, mention)
        if before is not None:
            relate_changes(sentence.folded, before, mention)
        before = mention
    return kept


def _overlaps(spans: list[tuple[int, int]], numeral: Numeral) -> bool:
    """Whether a numeral shares a character with one of the spans, which are in order and apart."""
    at = bisect_left(spans, (numeral.end, 0)) - 1
    return at >= 0 and spans[at][1] > numeral.start


def _is_beside_han(text: str, mention: Mention) -> bool:
    """Whether a number stands in Chinese: a Han character or a Chinese mark right before or a Han one behind it."""
    end, start = mention.number_end, mention.start
    after = text[end : end + 1] if text[end : end + 1] != " " else text[end + 1 : end + 2]
    if _HAN_FIRST <= after <= _HAN_LAST:
        return True
    before = text[max(0, start - 2) : start].rstrip(" +＋")[-1:]
    return _HAN_FIRST <= before <= _HAN_LAST or before in _CHINESE_MARKS


def _read(sentence: Sentence, numeral: Numeral) -> Mention | None:
    """The mention of one numeral, its unit None where none stands behind it; None for a look-alike."""
    text = sentence.folded
    start, end, value, _ = numeral
    if text[end : end + 1] in _RATE_MARKS:
        rate = read_rate(sentence, numeral)
        if rate is not None:
            rate.is_chinese = not sentence.is_ascii and _is_beside_han(text, rate)
            return rate
    if is_look_alike(sentence, numeral):
        return None
    if text[end : end + 1] in _OPENING and text[end : end + 2].rstrip("0123456789") in _BRACKETS:
        end = _read_again(text, numeral)
    mention = Mention(start, end, value, start, end)
    if text[start - 1 : start] in _LAST_LETTERS and text[start - 2 : start] in ("HK", "US"):
        return mention if read_lettered_cents(sentence, mention) else None
    could_be_year = not read_money_before(sentence, mention) and is_year(text, numeral)
    mention.is_chinese = not sentence.is_ascii and _is_beside_han(text, mention)
    if mention.is_chinese:
        found = read_chinese_unit(sentence, mention) or read_english_unit(sentence, mention)
        if found and could_be_year and mention.unit in _CALENDAR:
            return None
    else:
        found = read_english_unit(sentence, mention)
        found = found or (not sentence.is_ascii and read_chinese_unit(sentence, mention))
        if could_be_year and not _is_counted_for_sure(text, mention, found):
            return None
    return _check(sentence, mention)


def _read_behind(sentence: Sentence, mention: Mention) -> Mention | None:
    """A number whose sign belongs to the one before, with the unit behind it: 20 usd of `10 rmb 20 usd`; else None."""
    alone = Mention(mention.number_start, mention.number_end, mention.value, mention.number_start, mention.number_end)
    alone.is_chinese = mention.is_chinese
    read = read_chinese_unit if alone.is_chinese else read_english_unit
    return alone if read(sentence, alone) and alone.unit is not None else None


def _read_again(text: str, numeral: Numeral) -> int:
    """Where a numeral ends with the brackets behind it, if these repeat it."""
    again = _AGAIN.match(text, numeral.end)
    is_same = again is not None and Decimal(again[1].replace(",", "")) == numeral.value
    return again.end() if again and is_same else numeral.end


def _read_by_rules(sentence: Sentence, numeral: Numeral, rules: OwnRules) -> Mention | None:
    """The same with the user's words: they refuse first, and a unit of theirs wins unless a known one is longer."""
    text = sentence.folded
    if rules.before and rules.before.search(text, max(0, numeral.start - LONGEST_WORD), numeral.start):
        return None
    if rules.after and rules.after.match(text, numeral.end):
        return None
    match = rules.unit.match(text, numeral.end) if rules.unit else None
    mention = _read(sentence, numeral)
    if match is None or (mention is not None and mention.unit is not None and mention.end > match.end()):
        return mention
    mention = Mention(numeral.start, numeral.end, numeral.value, numeral.start, match.end())
    mention.is_chinese = not sentence.is_ascii and _is_beside_han(text, mention)
    set_unit(sentence, mention, rules.units[match[1].lower()], *match.span(1), "own-unit")
    return mention


def _is_counted_for_sure(text: str, mention: Mention, found: bool) -> bool:
    """Whether four digits without a comma count something and are no year: `over 2000 students`, not `2023 sales`."""
    if not found:
        return False
    word = text[max(0, mention.start - 14) : mention.start].rstrip().rpartition(" ")[2].lower()
    if mention.unit_class == "duration":
        return word in word_set("before_count") or (mention.unit != "year" and word in word_set("before_duration"))
    return mention.unit_class != "count" or word in word_set("before_count")


def _check(sentence: Sentence, mention: Mention) -> Mention | None:
    """The mention; None for the base of a rate, in a slogan, and for 一 or `one`, which mostly mean `a`."""
    text, unit_class = sentence.folded, mention.unit_class
    if is_base(text, mention):
        return None
    is_counted = unit_class is None or unit_class == "count"
    is_short = mention.value is None or mention.value < _NO_SLOGAN
    if (is_counted or unit_class == "duration") and is_short and is_in_slogan(sentence, mention.start, mention.end):
        return None
    if mention.currency is not None and mention.start < mention.number_start and _is_bare_magnitude(text, mention):
        return None  # RMB million heads a table
    if mention.value == 1:
        if mention.currency is not None and text.startswith(" = ", mention.end):
            return None  # ($1 = 0.7783 pounds)
        written = text[mention.number_start : mention.number_end]
        if written == "一" and text[mention.start - 1 : mention.start] in _DETERMINERS:
            return None
        if (is_counted and written in ("一", "one", "One")) or (written == "一" and mention.unit in _INDEFINITE):
            return None
        if written == "一" and mention.currency is not None and mention.end == mention.number_end:
            return None  # a sign in front and nothing behind: $一年
    if text[mention.end : mention.end + 1] == "级":
        return None
    if mention.unit == "inch" and _PRODUCT.match(text, mention.end):
        return None
    if mention.unit in _COUNTED_PERIODS and text.endswith("first ", 0, mention.start):
        return None
    if mention.unit == "year" and text != sentence.text and is_republic_year(text, mention.number_start):
        return None
    if unit_class == "ratio" and (mention.unit_text or "").startswith("成") and mention.value is not None:
        mention.value *= _TEN
    read_sign(text, mention)
    if mention.unit == "day" and mention.unit_text != "日" and (mention.unit_text or "").startswith("日"):
        mention.end, mention.unit_text = mention.end - len(mention.unit_text or "") + 1, "日"
    return mention


def _is_bare_magnitude(text: str, mention: Mention) -> bool:
    return text[mention.number_start : mention.number_end].lower().rstrip("s") in _MAGNITUDES


def _describe(text: str, mention: Mention) -> None:
    if mention.is_chinese:
        qualify_chinese(text, mention)
        read_chinese_change(text, mention)
    else:
        words = words_before(text, mention.start)
        qualify_english(text, mention, words)
        read_english_change(text, mention, words)
