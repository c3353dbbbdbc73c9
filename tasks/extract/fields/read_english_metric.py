"""What an English figure measures: its noun phrase with the verb that acts on it, or the phrase in front of the figure.

`accepted 14,000 cases`, `IP cases were accepted`, `withdraw rate` (of 57.4%), `tons of infringing goods`,
`amount of pledge financing` (reaching 230 billion yuan).
"""

import re
import string
from functools import cache, lru_cache

from ...core.numerals.read_tables import alternation
from ..mention import Mention
from ..tables.read_tables import word_set, words_of
from .read_english_governor import (
    LISTED_COMMA,
    WORD,
    Span,
    cut_phrase,
    find_amount_of,
    find_verb_left,
    read_governor,
    read_modifiers,
    read_predicate,
)

_OF_THING = re.compile(
    rf" (?:worth )?(?:of|on|in(?= [a-z])(?! the\b| this\b| total\b| all\b)) (?:the |its |their )?"
    rf"(?P<thing>(?![0-9]){WORD}(?: {WORD}"
    rf"|{LISTED_COMMA}){{0,11}})"
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
_BEHIND = re.compile(rf" (?:{WORD} ){{0,2}}(?:[a-z]{{2,}}ed|won|were|was|are)(?: {WORD}){{0,8}}")
_GENERIC_HEAD = re.compile(
    r"(?:(?:and|with|the|an?|its|their|total|overall|combined) )*"
    r"(?P<noun>value|amount|scale|worth|cost|sum|number|quantity|average|size|area|total)\b(?! of (?:the )?[A-Za-z])"
)
_TASK = re.compile(rf" (?P<task>to [a-z]{{2,}}(?: {WORD}){{1,8}})")
_SPAN_OF_TIME = re.compile(
    r"\b(?:for|within|over|in|after|under) "
    r"(?:(?:a|an|the|about|around|up to|at least|more than|over|another|less than) )*\Z"
)
_THING_BEFORE = re.compile(r"[.;:(] |, (?:which |and )?|\b(?:and|destroyed|issued|with) ")
_LINKING = string.ascii_letters + " -$"
"""All that the words between a verb or a linking word and its figure are made of."""
_LONGEST_TASK = 70
_MODIFIER = re.compile(r"(?:\A|(?<=[ \n(“]))([A-Za-z][A-Za-z'’-]*) \Z")
_ARTICLE = re.compile(r"\b(?:an?|its|their|his|her|another|this|new) (?:about |over |more than |nearly |roughly )?\Z")
_NOUN = re.compile(r" ([A-Za-z][A-Za-z'-]*)")
_JOINS = frozenset(("and", "or", "but"))
_MAX_MODIFIERS, _LONGEST_MODIFIER = 3, 24
_MAX_BACK, _MAX_AHEAD, _MAX_WORDS = 120, 110, 12


@cache
def _object_of() -> re.Pattern[str]:
    verb = rf"(?:[a-z]+ed|[a-z]+ing|{alternation(sorted(word_set('past_verbs')))})"
    qualifier = rf"(?:{alternation(sorted(word_set('before_object')))} )*"
    return re.compile(
        rf"(?P<verb>\b{verb}(?: and {verb})?(?: to [a-z]+| the (?:[a-z-]+ )?[a-z]+ of)?)"
        rf" {qualifier}(?:[A-Za-z]{{1,4}}\$?)?\Z"
    )


def read_english_metric(text: str, mention: Mention, phrase: Span | None) -> tuple[Span | None, str]:
    """The span of what a figure measures, which may hold the figure itself, and the rule that found it.

    None where nothing names it. `phrase` as `read_english_phrase` gives it.
    """
    if is_counted(mention) and mention.metric is not None:
        return _read_counted(text, mention, mention.metric)
    if phrase is None:
        return None, "metric-none"
    if mention.unit_class == "duration":
        return _read_lasting(text, mention, phrase)
    head = _GENERIC_HEAD.match(text, phrase[0], phrase[1]) if phrase[1] <= mention.start else None
    thing = find_amount_of(text, head.start("noun")) if head else None
    if thing is not None:
        return (thing, phrase[1]), "metric-amount-of"
    return phrase, "metric-linked" if phrase[1] <= mention.start else "metric-behind"


def is_counted(mention: Mention) -> bool:
    """Whether a figure counts what its noun phrase names."""
    return mention.unit_class == "count" and mention.metric is not None


def read_english_phrase(text: str, mention: Mention) -> Span | None:
    """The phrase of which a figure that counts nothing is stated, as keys of metrics are read from it."""
    attribute = _find_attributed(text, mention)
    if attribute is not None:
        return attribute
    thing = _OF_THING.match(text, mention.end, min(len(text), mention.end + _MAX_AHEAD))
    verb = find_verb_before(text, mention.start)
    if thing is not None and mention.kind != "change":
        end = cut_phrase(text, thing.start("thing"), thing.end())
        return (verb[0] if verb else thing.start("thing")), end
    phrase = _read_predicated(text, mention.start)
    if phrase is not None:
        return phrase
    if verb is not None:
        return verb[0], max(verb[1], mention.end if mention.unit_class == "count" else verb[1])
    return read_behind(text, mention)


def _find_attributed(text: str, mention: Mention) -> Span | None:
    """The noun that an amount of money stands before as an adjective: a $1.5 billion buyback."""
    if mention.unit_class != "money" or text[mention.end : mention.end + 1] not in (" ", "-"):
        return None
    if _ARTICLE.search(text, max(0, mention.start - _LONGEST_MODIFIER), mention.start) is None:
        return None
    end = mention.end
    for _ in range(_MAX_MODIFIERS):
        word = _NOUN.match(text, end)
        if word is None or word[1] in words_of("phrase_ends_en.tsv") | _JOINS or word[1].endswith("ed"):
            break
        end = word.end()
    return (mention.end + 1, end) if end > mention.end else None


@lru_cache(maxsize=256)
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


def _read_counted(text: str, mention: Mention, noun: Span) -> tuple[Span, str]:
    """The noun phrase with what is said of it behind, and with what was done to it: the verb or the phrase in front of
    the number, or the predicate behind the phrase.
    """
    if noun[0] < mention.start:
        return _read_elided(text, mention, noun)
    end = read_modifiers(text, noun[1])
    verb = find_verb_before(text, mention.start)
    if verb is not None:
        return (verb[0], end), "metric-object"
    governor = read_governor(text, mention.start)
    if governor is not None and governor.is_act:
        return (governor.start, end), "metric-governed"
    amount = find_amount_of(text, governor.start) if governor and _GENERIC_HEAD.match(text, governor.start) else None
    if amount is not None:
        return (amount, end), "metric-amount-of"
    start = governor.start if governor else noun[0]
    predicate = read_predicate(text, noun[1]) or read_predicate(text, end)
    if predicate is not None:
        is_named, (begin, stop) = predicate
        return ((begin, stop) if is_named else (start, max(end, stop))), "metric-predicate"
    return (start, end), "metric-governed" if governor else "metric-noun"


def _read_elided(text: str, mention: Mention, noun: Span) -> tuple[Span, str]:
    """The phrase whose noun stands in front of the number: the cumulative applications reached 2,552."""
    phrase = _read_predicated(text, mention.start)
    if phrase is not None and phrase[0] <= noun[0] and noun[1] <= phrase[1]:
        return phrase, "metric-linked"
    end = read_modifiers(text, noun[1]) if noun[1] < mention.start else noun[1]
    return (_find_noun_start(text, noun[0]), end), "metric-noun"


def _find_noun_start(text: str, at: int) -> int:
    """Where the noun phrase begins whose head is at a place: vessel calls, MRSA infections."""
    for _ in range(_MAX_MODIFIERS):
        word = _MODIFIER.search(text, max(0, at - _LONGEST_MODIFIER), at)
        if word is None or word[1].lower() in words_of("phrase_ends_en.tsv") | _JOINS or word[1].endswith(("ly", "ed")):
            break
        at = word.start(1)
    return at


def _read_lasting(text: str, mention: Mention, phrase: Span) -> tuple[Span, str]:
    """What lasts: what a duration is followed by (for two years to run classes), or the verb in front of `for`."""
    task = _TASK.match(text, mention.end)
    if task is not None:
        return (task.start("task"), cut_phrase(text, task.start("task"), task.end())), "metric-task"
    if _SPAN_OF_TIME.search(text, max(0, mention.start - _MAX_BACK), mention.start):
        verb = find_verb_left(text, mention.start, _LONGEST_TASK)
        if verb is not None and verb <= phrase[0]:
            return (verb, mention.end), "metric-lasting"
    return phrase, "metric-linked"


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
        begin = _find_thing_before(text, low, at)
    return _last_words(text, begin, link.start())


def _find_thing_before(text: str, low: int, at: int) -> int:
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
    words = list(re.finditer(r"[^\s,]\S*", text[start:end]))
    if not words:
        return None
    first = words[max(0, len(words) - _MAX_WORDS)]
    return start + first.start(), start + len(text[start:end][: words[-1].end()].rstrip(","))


def read_behind(text: str, mention: Mention) -> Span | None:
    """The predicate of a figure that stands for a thing: of which 8 won the Gold Award."""
    predicate = _BEHIND.match(text, mention.end)
    return (mention.end + 1, cut_phrase(text, mention.end, predicate.end(), is_list=False)) if predicate else None
