"""Find the places that a text names: 广东省广州市, our province, Wuhan City, Hubei Province, 深圳市南山区, 全省."""

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from ...core.numerals.read_tables import alternation
from ..tables.read_tables import read_rows, word_set
from ..vocabulary import Vocabulary, make_rules
from .gazetteer import CHINA, COUNTRY, PREFECTURE, PROVINCE, Name, Place, chinese_names, english_names

NAME, PART, SEVERAL, REGION, THE_COUNTRY, THE_PROVINCE, THE_CITY, THE_PART = (
    "place-name", "place-part", "place-several", "place-region",
    "place-the-country", "place-the-province", "place-the-city", "place-the-part",
)  # fmt: skip
"""How a place is named; also the names of the rules, as `hedui explain` shows them."""

_HAN_FIRST = "\u3400"
_SUFFIX = re.compile("(?:壮族|回族|维吾尔)?自治区|特别行政区|[省市州盟](?![场长])|地区")
_PART_BEHIND = re.compile("(?:[\u3400-\u9fff]{2,4}?(?:新区|开发区|区|旗)|[\u3400-\u9fff]{1,3}?县)(?![域块位级划间])")
_NO_PART = re.compile(
    "示范|试验|保税|开发(?!区)|产业|工业|科技|农业|合作|贸易|高新|经济|功能|保护|主城|新城|老城|全部|所有"
    "|[园灾库景社牧矿厂各辖郊片小校特地等的和与及在为个有共建被是已](?=.{0,3}[区县旗])|^(?:城区|山区|林区|市区|地区|各)"
)
"""Words in front of 区 that make it no district: 广州市保税区, 四川省贫困山区, 浙江省各县."""
_PART_NAME = r"(?:District|County|New Area|New District|Development (?:Zone|District|Area)|Banner|Township)"
_PART_BEFORE = re.compile(rf"(?:[A-Z][a-z'-]+ ){{1,4}}{_PART_NAME}(?: of |, | in )\Z")
_PART_AFTER = re.compile(rf"(?:'s)?(?: [A-Z][a-z'-]+){{0,3}} {_PART_NAME}\b")
_SUFFIX_ENGLISH = re.compile(
    r" (?:(?:Zhuang |Hui |Uyghur |Uygur )?Autonomous Region|Special Administrative Region|SAR"
    r"|(?:[A-Z][a-z]+ ){0,3}(?:Autonomous )?Prefecture|[Pp]rovince|[Cc]ity|[Mm]unicipality)\b"
)
_WEAK_BEFORE = re.compile(r"\b(?:[Ii]n|of|[Ff]rom|near) (?:the )?\Z")
_CHINESE_LINK = re.compile(" ?(?:、|和|与|及|以及|，|,|-|—|/) ?")
_ENGLISH_LINK = re.compile(r"(?: [A-Z][a-z]+)?(?:, and |, | and | & |-|–|—|/)(?:the )?")
_PART_LINKS, _PART_MARKS = (" of ", ", ", " in "), (" ", "'s")
_MONEY = re.compile(
    r"[$€£¥]| (?:[Dd]ollar|[Cc]ent|[Yy]uan|[Yy]en|[Ww]on|[Pp]eso|[Rr]upee|[Pp]ound|[Ff]ranc|[Bb]aht)s?\b"
)
_MONEY_STARTS = (" ", "$", "€", "£", "¥")
"""Behind a country they make it the name of its money: US$5, 886 million U.S. dollars."""
_WINDOW, _LONGEST_LINK, _LONGEST_GAP = 60, 12, 20


class Found(NamedTuple):
    """A place as a text names it: its span, the place or None where it has no code, and by which rule."""

    start: int
    end: int
    place: Place | None
    rule: str


_KINDS = (("regions", REGION), ("the_country", THE_COUNTRY), ("the_province", THE_PROVINCE), ("the_city", THE_CITY),
          ("the_part", THE_PART))  # fmt: skip
_NOUNS = {"province": THE_PROVINCE, "city": THE_CITY, "municipality": THE_CITY, "country": THE_COUNTRY,
          "nation": THE_COUNTRY, "county": THE_PART, "district": THE_PART}  # fmt: skip
_DETERMINED = {
    f"{determiner} {whole}{noun}": rule
    for determiner in ("the", "The", "our", "Our")
    for whole in ("", "whole ", "entire ")
    for noun, rule in _NOUNS.items()
}
"""`the province`, `our city`, `the whole country`."""
_OTHER = re.compile("[A-Za-z-]| of\\b")


@cache
def _rules() -> dict[str, str]:
    """Rules by word that is no place name, of both languages."""
    return {word: rule for name, rule in _KINDS for word in sorted(word_set(name))}


@cache
def _finder(is_chinese: bool, is_english: bool) -> AhoCorasick:
    """An automaton that finds the names and words of one or both languages, the longest of those that begin first."""
    words = {word for word in _rules() if (is_english if word.isascii() else is_chinese)}
    words |= set(chinese_names()) if is_chinese else set()
    words |= {*english_names(), *_DETERMINED} if is_english else set()
    return AhoCorasick(sorted(words), matchkind=MatchKind.LeftmostLongest)


@cache
def _english() -> re.Pattern[str]:
    words = [word for word in _rules() if word.isascii()]
    return re.compile(f"{alternation([*words, *english_names()])}(?![A-Za-z])")


@cache
def _refused() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By name: what must not stand right before it, and what not right behind it."""
    rows = [row + ("",) * (3 - len(row)) for row in read_rows("places_refused.tsv")]
    split: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for name, before, after in rows:
        known = split.get(name, ((), ()))
        split[name] = (known[0] + _split(before), known[1] + _split(after))
    everywhere = split.pop("*")[1]
    return {name: (before, after + everywhere) for name, (before, after) in split.items()} | {"": ((), everywhere)}


def _split(words: str) -> tuple[str, ...]:
    return tuple(word for word in words.split("|") if word)


def find_places(text: str, is_english: bool, is_mixed: bool = False) -> list[Found]:
    """The places of a text in order, folded as `Sentence.folded` is.

    `is_english` leaves Chinese names out; English ones are read in Chinese text without a Chinese one or `is_mixed`.

    Places side by side are one: 广东省广州市 is the city, `Wuhan, Hubei` too; 广州、深圳 are several and have no code.
    """
    found = _find_named(text, not is_english, is_english or is_mixed)
    if not found and not (is_english or is_mixed):
        found = _find_named(text, is_chinese=False, is_english=True)
    return _group(text, found)


def _find_named(text: str, is_chinese: bool, is_english: bool) -> list[tuple[Found, Name | None]]:
    """The places of a text in order that a name or a word names."""
    found = []
    for _, start, end in _finder(is_chinese, is_english).find_matches_as_indexes(text):
        one = (_read_english if text[start] < _HAN_FIRST else _read_chinese)(text, start, end)
        if one is not None:
            found.append(one)
    return found


def add_own_places(text: str, found: list[Found], vocabulary: Vocabulary) -> list[Found]:
    """The places of a text with those of the user's vocabulary, which replace what they overlap."""
    rules = make_rules(vocabulary)
    matches = rules.place.finditer(text) if rules.place else ()
    own = [Found(*match.span(), rules.places[match.group()], NAME) for match in matches]
    kept = [one for one in found if not any(mine.start < one.end and one.start < mine.end for mine in own)]
    return sorted(kept + own, key=lambda one: one.start)


def _read_chinese(text: str, start: int, end: int) -> tuple[Found, Name | None] | None:
    word = text[start:end]
    rule = _rules().get(word)
    if rule is None:
        return _read_chinese_name(text, word, start, end)
    return Found(start, end, CHINA if rule == THE_COUNTRY else None, rule), None


def _read_chinese_name(text: str, word: str, start: int, end: int) -> tuple[Found, Name | None] | None:
    refused = _refused()
    before, after = refused.get(word) or refused[""]
    if (before and text.endswith(before, max(0, start - 2), start)) or text.startswith(after, end):
        return None
    name = chinese_names()[word]
    place = name.places[0]
    suffix = _SUFFIX.match(text, end) if place.level else None
    if suffix is not None:
        if place.level == PROVINCE and suffix.group() in "市州" and place.code[2:] == "0000":
            place = _narrow(word, suffix.group()) or place
        name, end = Name((place,), False), suffix.end()
    if place.level:
        part = _PART_BEHIND.match(text, end)
        if part is not None and not _NO_PART.search(part.group()):
            return Found(start, part.end(), None, PART), None
    return Found(start, end, place, NAME), name


def _narrow(word: str, suffix: str) -> Place | None:
    """The prefecture that bears the name of a province: 吉林市, 海南州."""
    found = chinese_names().get(word + suffix)
    return found.places[0] if found and found.places[0].level == PREFECTURE else None


def _read_english(text: str, start: int, end: int) -> tuple[Found, Name | None] | None:
    rule = _DETERMINED.get(text[start:end])
    if rule is not None:
        place = CHINA if rule == THE_COUNTRY else None
        return None if _OTHER.match(text, end) else (Found(start, end, place, rule), None)
    if start and text[start - 1].isalpha() and text[start - 1] < _HAN_FIRST:
        return None
    if text[end : end + 1].isalpha() and text[end].isascii():
        # a shorter name may end where a word does: Taiwan, not Taiwan Strait, in `Taiwan Straits`
        match = _english().match(text, start)
        if match is None:
            return None
        end = match.end()
    word = text[start:end]
    if text.startswith(_MONEY_STARTS, end) and _MONEY.match(text, end):
        return None
    if word in _rules():
        return Found(start, end, None, REGION), None
    return _read_english_name(text, word, start, end)


def _read_english_name(text: str, word: str, start: int, end: int) -> tuple[Found, Name | None] | None:
    name = english_names()[word]
    if name.is_weak and not _WEAK_BEFORE.search(text, max(0, start - _LONGEST_LINK), start):
        return None
    suffix = _SUFFIX_ENGLISH.match(text, end) if text.startswith(" ", end) else None
    end = suffix.end() if suffix else end
    if name.is_weak:
        name = Name(name.places, False, name.is_shared)
    if name.places[0].level != COUNTRY:
        low = max(0, start - _WINDOW)
        part = _PART_BEFORE.search(text, low, start) if text.endswith(_PART_LINKS, low, start) else None
        after = _PART_AFTER.match(text, end) if text.startswith(_PART_MARKS, end) else None
        if part is not None or after is not None:
            return Found(part.start() if part else start, after.end() if after else end, None, PART), None
    return Found(start, end, None if name.is_shared else name.places[0], NAME), name


def _group(text: str, found: list[tuple[Found, Name | None]]) -> list[Found]:
    """Join places that stand side by side; weak names stand only beside another one."""
    grouped: list[Found] = []
    run: list[tuple[Found, Name | None]] = []
    for one in found:
        if run and (one[0].start - run[-1][0].end > _LONGEST_GAP or not _is_beside(text, run[-1][0], one[0])):
            grouped += _close(text, run)
            run = []
        run.append(one)
    return grouped + _close(text, run)


def _is_beside(text: str, one: Found, other: Found) -> bool:
    if one.rule not in (NAME, PART) or other.rule not in (NAME, PART):
        return False
    if one.end >= other.start:
        return True
    is_chinese = text[one.start] > "\u3400"
    return (_CHINESE_LINK if is_chinese else _ENGLISH_LINK).fullmatch(text, one.end, other.start) is not None


def _close(text: str, run: list[tuple[Found, Name | None]]) -> list[Found]:
    if len(run) == 1:
        one, name = run[0]
        return [one] if name is None or not name.is_weak else []
    if not run:
        return []
    start, end = run[0][0].start, run[-1][0].end
    if any(one.rule == PART for one, _ in run):
        return [Found(start, end, None, PART)]
    named = [(one, name) for one, name in run if name is not None]
    places = [_resolve(name, [other for _, other in named if other is not name]) for _, name in named]
    known = [place for place in places if place is not None]
    if len(known) == len(run):
        if all(place == known[0] for place in known):
            return [Found(start, end, known[0], NAME)]
        narrow = max(known, key=lambda place: place.level)
        if _is_address(text, run) and all(place.holds(narrow) for place in known):
            return [Found(start, end, narrow, NAME)]
        wide = min(known, key=lambda place: place.level)
        if all(wide.holds(place) for place in known):
            return [Found(start, end, wide, NAME)]
    return [Found(start, end, None, SEVERAL)]


def _is_address(text: str, run: list[tuple[Found, Name | None]]) -> bool:
    """Whether two places are one inside the other: nothing or a comma stands between them, no `and` and no 、."""
    links = [text[one.end : other.start] for (one, _), (other, _) in pairwise(run)]
    return all(link in ("", " ", ", ", "，") for link in links)


def _resolve(name: Name, others: list[Name]) -> Place | None:
    """The place of a shared name that lies in a province named beside it, else the usual one."""
    provinces = {other.places[0].code for other in others if other.places[0].level == PROVINCE}
    for place in name.places:
        if place.level == PREFECTURE and place.province_code in provinces:
            return place
    return None if name.is_shared else name.places[0]
