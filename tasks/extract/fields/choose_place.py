"""Which place of a sentence a figure is about; and which one a document is about."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from functools import cache

from ..tables.read_tables import word_set
from .find_places import NAME, REGION, THE_CITY, THE_COUNTRY, THE_PART, THE_PROVINCE, Found
from .gazetteer import CHINA, COUNTRY, PREFECTURE, PROVINCE, Place, places_by_code

_HAN_FIRST = "\u3400"
_LINKED = re.compile(
    r"\b(?:including|such as|namely|like|excluding|especially|from|to|with|between|against|than|outside|for|via|into"
    r"|toward|towards) (?:the )?\Z"
)
_EXAMPLE_SIGN = re.compile("cluding|uch as|amely|e\\.g")
_EXAMPLE = re.compile(r"\b(?:including|such as|namely|e\.g\.)[^,;.:]{0,80}\Z")
_OF_BODY = re.compile(r"[A-Z][\w'&-]*,? (?:\([A-Z]+\),? )?of (?:the )?(?:People's Republic of )?\Z")
_RANKING = re.compile(
    r"\b(?:first|second|third|top|largest|biggest|best|highest|lowest|leading|\w+est|most)\b[^,;.]{0,30}\Z"
    r"|'s (?:first|largest)\Z"
)
_RANKED_AFTER = re.compile(r"'s (?:first|top|largest|biggest|only)\b")
_NAME_BEHIND = re.compile(r"(?: (?:of |for |and |the |& )?[A-Z(“][\w'’&-]*\)?){1,14}")
_CLAUSE_START = re.compile(r"(?:\A|[,;:.] |\n|\b(?:and|of|in|across|throughout) )\Z")
_CHINESE_CLAUSE_START = re.compile(
    "(?:\\A|[，。；：、！？,;:\\s年月日底末来期前度]|今年|去年|目前|截至|当前|推动|[来由])\\Z"
)
_EXAMPLES_AFTER = re.compile("等(?:地|省|市|国|[0-9一二三四五六七八九十多])")
_VISITORS_AFTER = re.compile("(?:旅客|游客|访客)(?!吞吐|发送|运输|运量|周转|到发|列车|接待|人均|市场|中心|服务)")
"""Where visitors come from: 香港旅客."""
_ATTACHED_IN = re.compile(r"[^,.;:()]{0,60}\b(?:in|across|throughout|within|inside) (?:the )?\Z")
_ATTACHED_OF = re.compile(r"(?: (?!by\b|with\b|and\b)[a-z][\w'/-]*){0,4} (?:of|from|at) (?:the )?\Z")
_JOINT = re.compile(r"\bjointly\b|\btogether with\b|共同|联合")
_NATIONAL_BODY = re.compile(
    "国务院|国家(?!级)[\u3400-\u9fff]{2,10}(?:局|委|部|署|院|中心)|最高人民(?:法院|检察院)|财政部|商务部|教育部|科技部|海关总署"
    r"|\bState [A-Z][a-z]+ (?:[A-Z][a-z]+ ){0,3}(?:Office|Administration|Council|Bureau)|\bState Council\b"
    r"|Supreme People's|\b[Nn]ational(?! (?:Park|Trust|Guard|Forest|Football|Basketball|Hockey|Weather"
    r"|Geographic|Assembly|team))"
    r"|\bMinistry of\b"
)
_LONGEST_LINK = 20
_LONGEST_TITLE, _MAX_JOINT, _MAX_BEHIND = 120, 400, 4
_AUTONOMOUS = frozenset(("15", "45", "54", "64", "65"))
"""GB/T 2260 codes of the autonomous regions, whose 全区 is no district."""
_REGION_CHARS = 2
_MIN_MENTIONS, _MIN_SHARE = 3, 0.6


def choose_scopes(text: str, found: Sequence[Found], start: int) -> list[Found]:
    """The places that figures of the sentence that begins at `start` can be about.

    No examples, origins, destinations, nor parts of other names.

    A whole country is left out beside another place: it ranks or compares (占全国九成, first in the country).
    """
    scopes = [place for place in found if _is_scope(text, place)]
    if len(scopes) > 1:
        scopes = [place for place in scopes if place.rule != REGION] or scopes
        smaller = [place for place in scopes if place.place != CHINA]
        first = scopes[0]
        return scopes if first.place == CHINA and first.start <= start + 12 else smaller
    return scopes


def _is_scope(text: str, found: Found) -> bool:
    start, end = found.start, found.end
    if text[start] >= _HAN_FIRST:
        return _is_chinese_scope(text, found)
    if text[start - 1 : start] in ('"', "“") and text[end : end + 1] in ('"', "”"):
        return False
    low = max(0, start - 90)
    if _LINKED.search(text, max(0, start - _LONGEST_LINK), start):
        return False
    if _EXAMPLE_SIGN.search(text, low, start) and _EXAMPLE.search(text, low, start):
        return False
    if (found.rule == THE_COUNTRY or found.place == CHINA) and (
        _RANKING.search(text, low, start) or _RANKED_AFTER.match(text, end) or _OF_BODY.search(text, low, start)
    ):
        return False
    return not text.startswith(" ", end) or _is_in_name(text, end)


def _is_in_name(text: str, end: int) -> bool:
    """Whether no name goes on behind a place, or one of a body: `Jilin Maritime Court`, not `Hangzhou Asian Games`."""
    behind = _NAME_BEHIND.match(text, end)
    if behind is None:
        return True
    words = [word.removesuffix("'s") for word in re.findall(r"[A-Z][\w'’-]*", behind.group())]
    return not words or any(word in word_set("bodies_en") for word in words)


def _is_chinese_scope(text: str, found: Found) -> bool:
    start, end = found.start, found.end
    if text.endswith(_linked_words(), max(0, start - 4), start) and not text.startswith(("、", "，"), start - 1):
        return False
    if _EXAMPLES_AFTER.match(text, end) or _VISITORS_AFTER.match(text, end) or _is_in_title(text, start):
        return False
    if found.rule == THE_COUNTRY or found.place == CHINA:
        is_compared = text.startswith(_compared_words(), end)
        return not is_compared and _CHINESE_CLAUSE_START.search(text, max(0, start - 4), start) is not None
    return True


@cache
def _linked_words() -> tuple[str, ...]:
    return tuple(sorted(word_set("place_linked_zh")))


@cache
def _compared_words() -> tuple[str, ...]:
    return tuple(sorted(word_set("country_compared_zh")))


def _is_in_title(text: str, at: int) -> bool:
    low = max(0, at - _LONGEST_TITLE)
    return text.rfind("《", low, at) > text.rfind("》", low, at)


def choose_place(text: str, scopes: Sequence[Found], start: int, end: int) -> Found | None:
    """The place that a figure at start:end is about, of the scopes of its sentence.

    `5 cases in Wuhan` before a place in front of the figure, the nearest of those before one behind it.
    """
    first_behind = bisect_left(scopes, end, key=_start)
    if first_behind < len(scopes):
        place = scopes[first_behind]
        if text.endswith(" ", end, place.start) and _is_attached(text, end, place.start):
            return place
    n_before = bisect_right(scopes, start, key=_end)
    if n_before:
        nearest, first = scopes[n_before - 1], scopes[0]
        is_near = end - first.end <= _MAX_JOINT
        return first if is_near and _JOINT.search(text, first.end, end) else nearest
    behind = scopes[first_behind : first_behind + _MAX_BEHIND]
    named = {(place.place, place.rule) for place in behind}
    # what 全省…；南昌、九江分别… tells behind the semicolon is told of other places
    return behind[0] if len(named) == 1 and not text.count("；", end, behind[0].start) else None


def _is_attached(text: str, end: int, start: int) -> bool:
    """Whether the words between a figure and a place tie them: 5 cases in Wuhan."""
    return (_ATTACHED_IN.fullmatch(text, end, start) or _ATTACHED_OF.fullmatch(text, end, start)) is not None


def find_place_at(scopes: Sequence[Found], at: int) -> Found | None:
    """The place that a code point lies in."""
    n_begun = bisect_right(scopes, at, key=_start)
    return scopes[n_begun - 1] if n_begun and at < scopes[n_begun - 1].end else None


def _start(found: Found) -> int:
    return found.start


def _end(found: Found) -> int:
    return found.end


def national_body_pattern() -> str:
    """The pattern of `find_national_body`."""
    return _NATIONAL_BODY.pattern


def find_national_body(text: str) -> re.Match[str] | None:
    """The first body of the whole country in a sentence: 国务院, `Ministry of Agriculture`."""
    return _NATIONAL_BODY.search(text)


def choose_topic(places: Sequence[Found]) -> Found | None:
    """The place that a run of sentences is about: the first one, when all others lie in it."""
    coded = [place for place in places if place.place is not None]
    if not coded or coded[0].place is None:
        return None
    topic = coded[0].place
    return coded[0] if all(place.place is not None and topic.holds(place.place) for place in coded) else None


def choose_document_place(found: Sequence[Found]) -> Place | None:
    """The province or prefecture, or the country, to which most of the places named in a document belong."""
    named = Counter(place.place for place in found if place.place is not None and place.rule == NAME)
    below = sum(n for place, n in named.items() if place.level > COUNTRY)
    if below >= _MIN_MENTIONS:
        return _choose_province(named, below)
    countries = [(n, place) for place, n in named.items() if place.level == COUNTRY]
    total = sum(n for n, _ in countries)
    top = max(countries, default=(0, CHINA))
    return top[1] if not below and top[0] >= _MIN_MENTIONS and top[0] >= _MIN_SHARE * total else None


def _choose_province(named: Counter[Place], below: int) -> Place | None:
    provinces: Counter[str] = Counter()
    for place, n in named.items():
        if place.level > COUNTRY:
            provinces[place.province_code] += n
    code, n = provinces.most_common(1)[0]
    if n < _MIN_SHARE * below:
        return None
    cities = [
        (n_city, city) for city, n_city in named.items() if city.level == PREFECTURE and city.province_code == code
    ]
    best = max(cities, default=(0, CHINA))
    return best[1] if best[0] >= _MIN_MENTIONS and best[0] >= _MIN_SHARE * n * 0.9 else places_by_code()[code]


def is_inherited(found: Found) -> bool:
    """Whether a place of a sentence can be the topic of the next ones: no region, no county."""
    return found.rule not in (REGION, THE_PART) and found.place is not None


def resolve_names(found: Sequence[Found], document: Place | None) -> list[Found]:
    """`the province`, 全市: the province or city named before it in the sentence, else that of the document."""
    resolved: list[Found] = []
    named: list[Place] = []
    for place in found:
        resolved.append(_resolve(place, named, document))
        if place.place is not None:
            named.append(place.place)
    return resolved


def _is_own_region(found: Found, document: Place) -> bool:
    """Whether 全区 is said in a document about an autonomous region, and stands for all of it."""
    return document.level == PROVINCE and document.code[:2] in _AUTONOMOUS and found.end - found.start == _REGION_CHARS


def _resolve(found: Found, named: Sequence[Place], document: Place | None) -> Found:
    if found.rule == THE_PART and document is not None and _is_own_region(found, document):
        return found._replace(place=document)
    if found.place is not None or found.rule not in (THE_PROVINCE, THE_CITY):
        return found
    known = [*reversed(named), *([document] if document else [])]
    for place in known:
        if found.rule == THE_PROVINCE and place.level >= PROVINCE:
            return found._replace(place=places_by_code()[place.province_code])
        if found.rule == THE_CITY and place.is_city:
            return found._replace(place=place)
    return found
