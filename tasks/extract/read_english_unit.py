"""The English unit or counted noun behind a number: 33.14 million items, 10 national pilot cities, 500-bed."""

import re
from decimal import Decimal
from functools import cache

from ..core.numerals.read_words import SCALES
from .mention import Mention, Sentence
from .read_age import is_age_limit, read_age
from .read_coins import read_part
from .read_english_bare import read_centigrade, read_magnitude
from .read_english_millions import MILLIONS, counts_millions, is_length, is_million_sign, read_millions
from .read_english_noun import OTHER, name_unit, read_noun_phrase, singularize
from .read_unit import set_money, set_unit
from .tables.read_tables import Unit, english_unit_openings, english_units, signs_behind, word_set, words_of

_SYMBOL = re.compile(r"[ -]?([%％‰℃°][CF]?|[A-Za-zμ²³]+(?:[/²³][a-z]+|[23])?)")
_WORD = re.compile(r"[ -]?[A-Za-z][A-Za-z.]*")
_SIGN_BEHIND = re.compile(" ?([$€£¥￥₩₽₹₫₱฿₪₴₦₸₭₾₡₮₺₿])(?! ?[0-9])")
_SCALED_CODE = re.compile(r" (?:(?P<whole>M(?P<code>[A-Z]{3}))|(?P<other>[A-Z]{3}) (?P<scale>[mb]illion))\b")
_MILLION = Decimal(10) ** 6
_DIGITS = frozenset("0123456789")
_LONGEST_END = 12
"""Characters in which a small word behind a number ends, with the spaces around it."""
_CLOSING = frozenset((*",.;:)]?!，。；：、）！？", ""))
"""Right behind a number they leave no room for a unit."""
_POINTS = ("point", "points")
"""What an index or a score is told in, which does not say what is measured."""
_DEGREE_LETTERS = frozenset("CF")
_SIZE = re.compile(r" [0-9][0-9.,]*-[A-Za-z]+(?:-[a-z]+)?(?= [a-z])")
_HYPHEN = re.compile(r"-[a-z]")
_NEXT_WORD = re.compile(" [a-z]")
_LOOSE = re.compile(r" or (?:more|so|fewer|less)(?= [a-z])")
_YEAR_OLD = "-year-old"
_NIGHTLY = re.compile(r" [a-z]+s\b")
_MAX_UNIT_WORDS = 4
_LEAST_HYPHENATED = 10
_SCREENS = frozenset((144, 240, 360, 480, 720, 1080, 1440, 2160))
"""Lines of a screen: 720p is no price."""
_LEAST_STERLING = 100_000
"""From here on `pounds` without a sign are taken for money, below for a mass."""
_LEAST_WON = 100
"""Below it `won` is the verb: of which 8 won the award."""


@cache
def _small_words() -> frozenset[str]:
    """Words that begin neither a unit nor the noun of what is counted: 3 to 5, 12 by."""
    return words_of("phrase_ends_en.tsv") - english_unit_openings() - {"or", OTHER}


def read_english_unit(sentence: Sentence, mention: Mention) -> bool:
    """Take the English unit or counted noun behind the number; False when there is none."""
    text, at = sentence.folded, mention.number_end
    if mention.currency is not None:
        if not read_part(sentence, mention, at + (text[at : at + 1] == " ")):
            _lengthen_money(text, mention)
        return True
    if sentence.has_quake and read_magnitude(sentence, mention):
        return True
    behind, following = text[at : at + 1], text[at + 1 : at + 2]
    if behind in _DEGREE_LETTERS and read_centigrade(sentence, mention):
        return True
    if behind == " " and following in _DIGITS and _read_sized(sentence, mention):
        return True
    if behind in _CLOSING or (behind == " " and following in _DIGITS):
        return read_age(text, mention)
    stop = text.find(" ", at + 1, at + _LONGEST_END) if behind == " " else -1
    if stop > 0 and text[at + 1 : stop] in _small_words():
        return read_age(text, mention)
    if behind == "-" and _HYPHEN.match(text, at):
        return _read_hyphenated(sentence, mention)
    if is_million_sign(text, at):
        return _read_after_m(sentence, mention)
    is_plain = behind == " " and following.isalpha()
    sign = None if is_plain else _SIGN_BEHIND.match(text, at)
    if sign is not None and sign[1] in signs_behind():
        set_unit(sentence, mention, signs_behind()[sign[1]], sign.start(1), sign.end(1), "money-sign")
        return True
    at += behind == "+"
    loose = _LOOSE.match(text, at) if text.startswith(" or ", at) else None
    at = loose.end() if loose else at
    if _read_scaled_code(sentence, mention, at):
        return True
    found = _find_measure(text, at)
    if found is not None and _is_unit_of(text, mention, *found):
        unit, end = found
        at += text[at : at + 1] == " "
        set_unit(sentence, mention, unit, at, end, "english-unit")
        if unit.name == "pound" and text[at:end] == "pounds" and (mention.value or 0) >= _LEAST_STERLING:
            set_money(mention, "GBP")
        return True
    if text[at : at + 1] == " " and not text.startswith(" and ", at) and _read_counted(sentence, mention, at):
        return True
    return read_age(text, mention)


def _read_sized(sentence: Sentence, mention: Mention) -> bool:
    """`two 750-kV lines`, `12 100-megawatt turbines`: another number says how large those are that are counted."""
    text = sentence.folded
    size = _SIZE.match(text, mention.number_end)
    phrase = read_noun_phrase(text, size.end(), False) if size else None
    if phrase is None:
        return False
    mention.unit, mention.unit_class = name_unit(text, phrase)
    mention.metric, mention.rule, mention.confidence = (phrase.start, phrase.end), "english-sized", 0.75
    return True


def _read_scaled_code(sentence: Sentence, mention: Mention, at: int) -> bool:
    """30 MUSD, 75 USD million: a currency code with its scale beside it, as annual reports write."""
    match = _SCALED_CODE.match(sentence.text, at) if sentence.text[at + 1 : at + 3].isupper() else None
    unit = english_units().get((match["code"] or match["other"]).lower()) if match else None
    if match is None or unit is None or unit.unit_class != "money" or mention.value is None:
        return False
    scale = match["scale"]
    mention.value *= SCALES[scale] if scale else _MILLION
    set_unit(sentence, mention, unit, match.start("other" if scale else "whole"), match.end(), "english-unit")
    return True


def _read_after_m(sentence: Sentence, mention: Mention) -> bool:
    """7.6m patients, 300m long; False where it is open what `m` says."""
    text = sentence.folded
    if counts_millions(text, mention.number_end):
        read_millions(mention)
        found = read_english_unit(sentence, mention)
        mention.rule = MILLIONS
        return found
    if mention.is_chinese or is_length(text, mention):
        at = mention.number_end
        set_unit(sentence, mention, english_units()["m"], at, at + 1, "english-unit")
        mention.confidence = 0.6
        return True
    return False


def _is_unit_of(text: str, mention: Mention, unit: Unit, end: int) -> bool:
    if unit.unit_class == "money" and text[end : end + 1].isdigit():
        return False  # 3 USD50 cards
    if unit.name == "penny" and text[end - 1] == "p" and (text[end - 2] == " " or mention.value in _SCREENS):
        return False
    if unit.unit_class == "duration" and text[end : end + 1] == "-":
        return False
    is_symbol = text[end - 1 : end].isupper() or text[end - 2 : end - 1].isupper()  # 13.8 million TEUs last year
    if unit.unit_class == "count" and not is_symbol and _NEXT_WORD.match(text, end):
        return False  # 80 geographical indication products
    return not (unit.name == "KRW" and text[end - 3 : end] == "won" and (mention.value or 0) < _LEAST_WON)


def _read_counted(sentence: Sentence, mention: Mention, at: int) -> bool:
    text, is_singular = sentence.folded, mention.value == 1
    phrase = read_noun_phrase(text, at, is_singular)
    if phrase is None:
        return False
    unit = Unit(*name_unit(text, phrase))
    if unit.name in word_set("never_counted") or is_age_limit(text, mention):
        return False
    set_unit(sentence, mention, unit, phrase.start, phrase.end, "english-noun")
    mention.confidence = 0.75 if is_singular else 0.9
    if text[phrase.start : phrase.end] not in _POINTS:
        mention.metric = phrase.start, phrase.end
    return True


def _find_measure(text: str, at: int) -> tuple[Unit, int] | None:
    """The longest unit of measure or money that begins here, and its end."""
    symbol = _SYMBOL.match(text, at)
    if symbol is None:
        return None
    units = english_units()
    if text.startswith(_YEAR_OLD, at):
        return units[_YEAR_OLD[1:]], at + len(_YEAR_OLD)
    if not symbol[1].isalpha():
        unit = units.get(symbol[1].lower())
        return (unit, symbol.end()) if unit is not None else None
    return _find_named_measure(text, at) if symbol[1].lower() in english_unit_openings() else None


def _find_named_measure(text: str, at: int) -> tuple[Unit, int] | None:
    """The longest unit of up to four words, the last one in the singular or the plural."""
    units, words, best, end = english_units(), list[str](), None, at
    for _ in range(_MAX_UNIT_WORDS):
        word = _WORD.match(text, end)
        if word is None:
            break
        surface, end = word.group().strip(" -").lower(), word.end()
        if surface == "has" or (surface == "night" and not words and _NIGHTLY.match(text, end)):
            break  # a verb, and no hectares; 46 night trains are trains
        bare = surface.rstrip(".")
        singular = singularize(bare) or bare
        for form in (surface, bare, singular):
            unit = units.get(" ".join([*words, form]))
            if unit is not None:
                best = unit, end - (len(surface) - len(bare)) * (form != surface)
                break
        words.append(surface if "." in bare else singular)  # u.s. is no plural
    return best


def _lengthen_money(text: str, mention: Mention) -> None:
    """`RMB 200 million yuan`: a name behind an amount that has its currency already."""
    found = _find_measure(text, mention.number_end)
    if found is not None and found[0].name == mention.currency:
        mention.end = found[1]


def _read_hyphenated(sentence: Sentence, mention: Mention) -> bool:
    """`a 500-bed hospital`, `300-km line`; not `10-year plan`, `one-stop`, `three-in-one`, which count nothing."""
    text, at = sentence.folded, mention.number_end
    found = _find_measure(text, at)
    if found is None:
        word = _WORD.match(text, at)
        noun = word.group()[1:].lower() if word else ""
        is_large = text[mention.number_start].isdigit() and (mention.value or 0) >= _LEAST_HYPHENATED
        is_counted = noun in word_set("hyphenated_noun") or (is_large and noun not in word_set("hyphenated_other"))
        if word is None or not is_counted:
            return False
        found = Unit(noun, "count"), word.end()
    elif found[0].unit_class in ("duration", "ratio") and found[0].name != "year_of_age":
        return False
    set_unit(sentence, mention, found[0], at + 1, found[1], "english-hyphen")
    mention.confidence = 0.85
    return True
