"""What an English figure measures: its noun phrase with the verb that acts on it, or the phrase in front of the figure.

`accepted 14,000 cases`, `IP cases were accepted`, `withdraw rate` (of 57.4%), `tons of infringing goods`,
`amount of pledge financing` (reaching 230 billion yuan).
"""

import re
import string
from functools import cache

from ...core.numerals.read_tables import alternation
from ..mention import Mention
from ..tables.read_tables import word_set

Span = tuple[int, int]
_WORD = r"[A-Za-zÀ-ɏ0-9][\w'’&/+-]*"
_PHRASE_END = re.compile(
    r"[,.;:()“”\"]|\b(?:by|with|while|which|who|that|when|where|after|before|since|from|to|during"
    r"|throughout|annually|respectively)\b|\b(?:in|as of|by) (?:19|20)[0-9]{2}\b| last year"
    r"| this year"
)
_VERB = re.compile(
    r" (?:(?:in|of|from|at) (?:the )?[A-Za-z' -]{2,40}? )?(?:were|was|are|is|have|has|had|won"
    r"|ranked|achieved|achieving|being|[a-z]{2,}ed|[a-z]{3,}ing)\b"
)
_OF = re.compile(rf" (?:worth )?(?:of|for|on|against|in|under)(?: {_WORD}){{1,9}}")
_OF_THING = re.compile(
    rf" (?:worth )?(?:of|on|in(?= [a-z])(?! the\b| this\b| total\b| all\b)) (?:the |its |their )?"
    rf"(?P<thing>(?![0-9]){_WORD}(?: {_WORD}"
    rf"|, (?={_WORD}(?:, | and ))){{0,11}})"
)
_LINK = re.compile(
    r"(?: (?:has|have|had|will|would|may|can|shall|must|not|been|be|being|also|further|now)\b)*"
    r"(?: (?:reached|reaching|reach|stood at|standing at|stand at|rose|risen|rising|grew|grown"
    r"|growing|increased|increasing|expanded|climbed|jumped|surged"
    r"|soared|fell|fallen|falling|dropped|declined|decreased|decreasing|was|were|is|are|be|came to"
    r"|coming to|amounted to|amounting to|totaled|totalled"
    r"|totaling|totalling|hit|hitting|exceeded|exceeding|exceed|topped|topping|surpassed|surpassing"
    r"|worth|valued|averaged|averaging|accounted for"
    r"|up|down|of|at|to|by|for|within|over|above|below|under|the|a|an|about|around|more|less|than|nearly|almost|approximately|some|total|most|least"
    r"|year-on-year|year on year|increase|decrease|rise|growth|fall|decline|drop|[a-z]+ annually"
    r"|slightly|sharply|steadily|further))+ ?(?:[A-Z]{1,4}\$?)?\Z"
)
_CLAUSE = re.compile(
    r"[.;:()] |, (?:and |while |but |which |with (?:a |an |the )?|up |down )?|\b(?:which|who"
    r"|that|with (?:a |an |the )?)\b|\n"
)
_LEAD = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir|and|of|to|will|[Ii]n (?:19|20)[0-9]{2},?|[A-Z][\w'-]*'s?(?= [a-z])) )*"
)
_GENERIC = re.compile(
    r"(?:total |transaction |overall )?(?:value|amount|scale|worth|cost|sum|number|total|quantity|average|size)\Z"
)
_BEHIND = re.compile(rf" (?:{_WORD} ){{0,2}}(?:[a-z]{{2,}}ed|won|were|was|are)(?: {_WORD}){{0,8}}")
_WORDS_BEHIND = re.compile(rf"(?: {_WORD}){{0,9}}")
_THING_BEFORE = re.compile(r"[.;:(] |, (?:which |and )?|\b(?:and|destroyed|issued|with) ")
_LINKING = string.ascii_letters + " -$"
"""All that the words between a verb or a linking word and its figure are made of."""
_MAX_BACK, _MAX_AHEAD, _MAX_WORDS = 120, 110, 12


@cache
def _object_of() -> re.Pattern[str]:
    verb = rf"(?:[a-z]+ed|[a-z]+ing|{alternation(sorted(word_set('past_verbs')))})"
    qualifier = rf"(?:{alternation(sorted(word_set('before_object')))} )*"
    return re.compile(
        rf"(?P<verb>\b{verb}(?: and {verb})?(?: to [a-z]+| the (?:[a-z-]+ )?[a-z]+ of)?)"
        rf" {qualifier}(?:[A-Za-z]{{1,4}}\$?)?\Z"
    )


def read_english_metric(text: str, mention: Mention) -> Span | None:
    """The span of what a figure measures, which may hold the figure itself; None where nothing names it."""
    if mention.unit_class == "count" and mention.metric is not None:
        return _read_counted(text, mention, mention.metric)
    thing = _OF_THING.match(text, mention.end, min(len(text), mention.end + _MAX_AHEAD))
    verb = find_verb_before(text, mention.start)
    if thing is not None and mention.kind != "change":
        return (verb[0] if verb else thing.start("thing")), _cut(text, thing.start("thing"), thing.end())
    phrase = _read_predicated(text, mention.start)
    if phrase is not None:
        return phrase
    if verb is not None:
        return verb[0], max(verb[1], mention.end if mention.unit_class == "count" else verb[1])
    return _read_behind(text, mention)


def find_verb_before(text: str, start: int) -> Span | None:
    """The verb of which a figure is the object (filed and handled 30 cases); possession and reaching are none."""
    match = _object_of().search(text, _find_linking(text, start), start)
    if match is None or match["verb"].split(" ")[0] in word_set("no_action"):
        return None
    return match.span("verb")


def _find_linking(text: str, start: int) -> int:
    """Where the run of words begins that ends at a figure and has no sign or digit in it; not too far in front."""
    low = max(0, start - _MAX_BACK)
    return low + len(text[low:start].rstrip(_LINKING))


def _read_counted(text: str, mention: Mention, noun: Span) -> Span:
    """The noun phrase, with the verb in front of the number, or the predicate behind the phrase."""
    end = noun[1]
    behind = _OF.match(text, end, min(len(text), end + _MAX_AHEAD))
    if behind is not None:
        end = _cut(text, end, behind.end())
    if noun[0] < mention.start:
        return noun[0], end
    verb = find_verb_before(text, mention.start)
    if verb is not None:
        return verb[0], end
    predicate = _VERB.match(text, noun[1]) or _VERB.match(text, end)
    if predicate is not None:
        return noun[0], max(end, _cut_words(text, noun[0], predicate.end()))
    return noun[0], end


def _read_predicated(text: str, start: int) -> Span | None:
    """The phrase in front of a linking word and a figure: `wheat output` stood at 2.9 million."""
    low = max(0, start - _MAX_BACK)
    link = _LINK.search(text, _find_linking(text, start), start)
    if link is None or link.start() <= low:
        return None
    at = _clause_start(text, low, link.start())
    lead = _LEAD.match(text, at, link.start())
    begin = lead.end() if lead else at
    if begin >= link.start():
        return None
    if _GENERIC.fullmatch(text, begin, link.start()) or _GENERIC.fullmatch(text, at, link.start()):
        begin = _widen(text, low, at)
    return _last_words(text, begin, link.start())


def _widen(text: str, low: int, at: int) -> int:
    """Where the thing begins of which a value is stated: goods with a value of; policies, with an amount of."""
    begin = low
    for match in _THING_BEFORE.finditer(text[low : max(low, at - 8)]):
        begin = low + match.end()
    return begin


def _clause_start(text: str, low: int, at: int) -> int:
    start = low
    for match in _CLAUSE.finditer(text, low, at):
        if match.end() <= at:
            start = match.end()
    if start == low and low:
        start = text.find(" ", low, at) + 1 or low
    return start


def _last_words(text: str, start: int, end: int) -> Span | None:
    words = list(re.finditer(r"\S+", text[start:end]))
    if not words:
        return None
    first = words[max(0, len(words) - _MAX_WORDS)]
    return start + first.start(), start + words[-1].end()


def _read_behind(text: str, mention: Mention) -> Span | None:
    """The predicate of a figure that stands for a thing: of which 8 won the Gold Award."""
    predicate = _BEHIND.match(text, mention.end)
    return (mention.end + 1, _cut(text, mention.end, predicate.end())) if predicate else None


def _cut(text: str, start: int, end: int) -> int:
    stop = _PHRASE_END.search(text, start + 4, end)
    at = stop.start() if stop else end
    while at > start and text[at - 1] in " ,":
        at -= 1
    return at


def _cut_words(text: str, start: int, at: int) -> int:
    match = _WORDS_BEHIND.match(text, at)
    return _cut(text, at, match.end()) if match else at
