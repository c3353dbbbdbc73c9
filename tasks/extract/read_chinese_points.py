"""What a Chinese number counts where no classifier stands behind it: points (5.6分, 3087点), magnitudes, the dead and
injured of the press (3死12伤), times of races (9秒83, 1分58秒36), people named right behind it (2.9亿农民工)."""

import re
from decimal import Decimal

from .mention import Mention, Sentence
from .read_unit import set_unit
from .tables.read_tables import Unit, chinese_nouns, longest, word_set

_POINT = Unit("point", "count")
_MINUTE, _MONTH, _PERSON = Unit("minute", "duration"), Unit("month", "duration"), Unit("person", "count")
MAGNITUDE = Unit("magnitude", "level")
_MARKS = re.compile(
    "分(?![钟之钱米公店局行院校子部贝期批类级步母裂摊红享布别号辨组支社册泌散成头拣管工区厘硬币派发赃解担管洪割属配值化歧寸]"
    "| ?[0-9一二三四五六七八九十]+ ?秒)"
)
_NO_MARKS_BEFORE = re.compile("(?:[时点度元角毛圆°:：]|钟头) ?\\Z")
_HOURS_BEFORE = re.compile("(?:小时|钟头) ?\\Z")
_INDEX = re.compile("点(?![钟半整零多位名击评赞]|[0-9一二三四五六七八九十])")
_LAST_HOUR = 24
_QUAKE_AFTER = re.compile("级(?=(?:以上)?的?(?:浅源|特大|强烈|强|大|余)?(?:地震|余震|强震|大震))")
_QUAKE_BEFORE = re.compile("(?:里氏|芮氏|震级|(?:地震|芮氏)规模)(?:规模|高达|达到|[为达约是])? ?\\Z")
_CASUALTY = re.compile("[死伤亡](?= ?[0-9,一二三四五六七八九十]+ ?[伤死亡]|[，。；、,;！ ]|$)")
_RACE = re.compile("([0-9]{1,2})(?![0-9年月日时分秒人个次场名岁米.%:：])")
_MINUTES_BEFORE = re.compile("(?<![0-9])([0-9]{1,2}) ?分 ?\\Z")
_MANY = 10_000
"""A number this large stands right before the noun that it counts (2.9亿农民工); smaller ones take a classifier."""
_PART_OF_WORD = frozenset("家者员级型性化类")


def is_magnitude(text: str, start: int, end: int) -> bool:
    """Whether the number at start:end is the magnitude of an earthquake: 7.5级地震, 里氏6.1级, 芮氏规模6.2."""
    at = end + (text[end : end + 1] == " ")
    if _QUAKE_AFTER.match(text, at) or _QUAKE_BEFORE.search(text, max(0, start - 8), start):
        return True
    return text.startswith(("地震", "强震"), at) and text[max(0, start - 3) : start].rstrip(" ").endswith("规模")


def read_points(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Take what a number without a classifier counts; `at` is where the unit would begin. False when it is open."""
    text, start = sentence.folded, mention.start
    if is_magnitude(text, start, mention.number_end):
        set_unit(sentence, mention, MAGNITUDE, at, at + text.startswith("级", at), "chinese-magnitude")
        mention.unit_text = mention.unit_text or None
        return True
    if text.startswith("分", at) and _MARKS.match(text, at):
        return _read_marks(sentence, mention, at)
    if text.startswith("点", at) and _is_index(mention) and _INDEX.match(text, at):
        set_unit(sentence, mention, _POINT, at, at + 1, "chinese-point")
        mention.confidence = 0.85
        return True
    if text.startswith("月", at):  # what is a date has been refused before
        set_unit(sentence, mention, _MONTH, at, at + 1, "chinese-unit")
        return True
    if _CASUALTY.match(text, at):
        set_unit(sentence, mention, _PERSON, at, at + 1, "chinese-casualty")
        mention.confidence = 0.85
        return True
    return _read_noun(sentence, mention, at)


def read_race_time(text: str, mention: Mention) -> None:
    """Add the hundredths behind 秒 and the minutes in front: 9秒83 is 9.83 seconds, 1分58秒36 118.36."""
    hundredths = _RACE.match(text, mention.end)
    if hundredths is not None and mention.value is not None and "." not in text[mention.number_start : mention.end]:
        mention.value += Decimal(hundredths[1]).scaleb(-len(hundredths[1]))
        mention.end = hundredths.end()
    minutes = _MINUTES_BEFORE.search(text, max(0, mention.start - 6), mention.start)
    if minutes is not None and mention.value is not None:
        mention.value += 60 * int(minutes[1])
        mention.start = mention.number_start = minutes.start()


def _read_marks(sentence: Sentence, mention: Mention, at: int) -> bool:
    """分 is a point of a score, behind hours a minute; behind a time of day or an amount it is a part of that."""
    text, start = sentence.folded, mention.start
    unit = _POINT
    if _HOURS_BEFORE.search(text, max(0, start - 4), start):
        unit = _MINUTE
    elif _NO_MARKS_BEFORE.search(text, max(0, start - 4), start):
        return False
    set_unit(sentence, mention, unit, at, at + 1, "chinese-point")
    mention.confidence = 0.85
    return True


def _is_index(mention: Mention) -> bool:
    value = mention.value or Decimal(0)
    return value > _LAST_HOUR or value != value.to_integral_value()


def _read_noun(sentence: Sentence, mention: Mention, at: int) -> bool:
    """People or firms right behind a large number."""
    if mention.value is None or mention.value < _MANY:
        return False
    text, nouns = sentence.folded, chinese_nouns()
    for size in range(longest(nouns), 1, -1):
        noun = nouns.get(text[at : at + size])
        if noun is not None:
            if text[at + size : at + size + 1] in _PART_OF_WORD or noun[0] not in word_set("counted_bare"):
                return False
            set_unit(sentence, mention, Unit(noun[0], "count"), at, at + size, "chinese-noun-bare")
            mention.metric, mention.confidence = (at, at + size), 0.7
            return True
    return False
