"""Places in an order in English: ranked first in the country, No. 1 among, the second-largest, topped the list."""

import re
from collections.abc import Iterator
from functools import cache

from ...core.numerals.read_tables import alternation
from ..mention import Mention, Sentence
from ..tables.read_tables import forms_of, rank_scopes
from .read_english_clause import find_end, find_subject, read_names
from .read_rank import BOUNDS, ENGLISH_RANK, ORDINALS, find_english_scope, read_english_rank
from .statement import make_statement

_ADVERBS = (
    r"(?:(?:again|jointly|joint|now|consistently|currently|still|also|all|overall|as|in|at|among|within|on|the|a|equal|"
    r"globally|nationally|firmly|steadily|from [a-z0-9]+ to) )*"
)
_BEING = re.compile(
    r"\b(?:is|are|was|were|be|been|being|become|became|becomes|remains?|remained|with|as|now|still|also|stood|has"
    r"|have|had|"
    r"witnessed|recorded|making)\b[\w ,]{0,24}$|, ?(?:the )?$",
    re.IGNORECASE,
)
_UNSURE = re.compile(r"\b(?:may|might|could|would|should|if|not|n't|to)\b[\w ]{0,16}$")
_HAS_BECOME = re.compile(
    r"\b(?:overt(?:ook|aken)|surpass(?:ed|ing)|passed|beat|beating|gr(?:ew|own)|r(?:ose|isen)|went on|edged"
    r"|outstripp(?:ed|ing)|leapfrogg(?:ed|ing))\b[\w ]{0,30} to become (?:the )?$"
)
"""overtook China to become the world's second-largest: it did."""
_LISTED = re.compile(r"\b(?:is|are|was|were|placed|listed)\b[\w ]{0,30}$")
_MEASURED = re.compile(
    r"^(?:[a-z].*)?\b(?:number|rate|output|amount|total|value|throughput|capacity|quality|spending|level|share|index"
    r"|volume)\b"
)
_ORDER_ONLY = re.compile(
    r" (?:time|half|quarter|batch|day|year|month|stage|phase|round|step|edition|session|people|meeting|of its kind"
    r"|to)\b"
)
_COPULA = re.compile(
    r"\s+(?:is|are|was|were|has|have|had|became|remains?|remained|also|now|still|all|both|each)(?:\s.*)?$"
)
_ONE_OF = ("one of the ", "among the ", "some of the ", "one of ")
_SEATS = r"(?:place|position|spot|rank)"
_CONFIDENCE = {
    "ranked": 0.95, "placed": 0.85, "held": 0.85, "best": 0.75, "owned": 0.75, "topped": 0.8, "entered": 0.8,
    "numbered": 0.85, "also": 0.8,
}  # fmt: skip


@cache
def _pattern() -> re.Pattern[str]:
    """One alternative a way to state a place; each begins with letters, so that the engine can skip to it."""
    scopes = alternation(sorted(rank_scopes("en")))
    ordinal = alternation(ORDINALS)
    scopes = f"(?i:{scopes})"
    inside = rf"(?:,? (?:in|among|across|within|of|throughout)\b|,? {scopes}\b)"
    words = {
        use: alternation(forms_of("ranking_verbs.tsv", use)) for use in ("placed", "held", "entered", "superlative")
    }
    after = r"(?: [\w'’/-]+){0,6}? (?:in|across|among) (?:the (?:whole |entire )?)?"
    return re.compile(
        rf"\b(?:(?P<ranked>[Rr]ank(?:s|ed|ing)?) {_ADVERBS}(?:(?P<r1>{ENGLISH_RANK})\b(?!-| half| quarter| time)"
        rf"|(?P<b1>top {BOUNDS})\b)"
        rf"|(?P<placed>{words['placed']}) (?:(?!in |first )[\w'-]+ ){{0,4}}?(?:in |at |the |to "
        rf")*(?P<r2>{ENGLISH_RANK})(?: {_SEATS})?\b(?={inside})"
        rf"|(?P<held>{words['held']}) (?:(?:on|in|the|a|its|joint) )*(?P<r3>{ENGLISH_RANK}|top) {_SEATS}\b"
        rf"|(?P<best>(?P<r4>{ordinal}|[0-9]{{1,2}}(?:st|nd|rd|th))[- ]{words['superlative']})\b{after}(?:{scopes}"
        rf"|[A-Z][a-z]+)\b"
        rf"|(?P<best1>{words['superlative']})\b{after}{scopes}\b"
        rf"|(?P<owned>(?:[Ww]orld|[Cc]ountry|[Nn]ation|[Pp]rovince|[Ss]tate|[Rr]egion|[Cc]ity|[Aa]sia|[Ee]urope"
        rf"|[Aa]frica|[Cc]hina|Latin America|South America|North America)"
        rf"'s (?:(?P<r5>{ordinal})[- ])?(?:single )?(?:{words['superlative']}|leading|No\. 1|number one|top)) [a-z]"
        r"|(?P<topped>[Tt]opp(?:ed|ing)|[Tt]ops|[Ll]eads?|[Ll]ed|[Ll]eading|[Hh]ead(?:s|ed)) (?:the )?"
        r"(?:national |global |world |provincial |international |annual )?(?:list|rankings?|table|league table"
        r"|charts?|index|country|nation|world|province)\b"
        rf"|(?P<entered>{words['entered']}) (?:the )?(?:world's |country's |nation's |national |global |province's "
        rf")?(?P<b2>top {BOUNDS})\b(?={inside}|[.,;]? ?$)"
        rf"|(?P<numbered>(?P<r6>No\. ?[1-9][0-9]{{0,2}}|[Nn]umber one)) (?=(?:in the|among|in all|{scopes})\b)"
        rf"|(?P<also>and (?P<r7>{ordinal}|[0-9]{{1,3}}(?:st|nd|rd|th))) (?=(?:in|among) ))"
    )


_WAYS = ("ranked", "placed", "held", "best", "best1", "owned", "topped", "entered", "numbered", "also")
_RANKS = ("r1", "r2", "r3", "r4", "r5", "r6", "r7", "b1", "b2")


def find_english_rankings(sentence: Sentence) -> Iterator[Mention]:
    """Rankings of a sentence in order: from the subject to what the place is held in.

    `First, we must`, `the first half`, `high-ranking` and `the first to arrive` are none.
    """
    last: Mention | None = None
    for match in _pattern().finditer(sentence.folded):
        mention = _read_ranking(sentence, match, last)
        if mention:
            last = mention
            yield mention


def _read_ranking(sentence: Sentence, match: re.Match[str], last: Mention | None) -> Mention | None:
    text, way = sentence.folded, next(name for name in _WAYS if match[name])
    way = "best" if way == "best1" else way
    place = next((match[name] for name in _RANKS if match[name]), None)
    rank = 1 if place is None else read_english_rank(place.replace("-", " "))
    if rank is None or _is_other(text, match, way, last):
        return None
    end = find_end(text, match.end())
    start = find_subject(text, match.start(), last.end if last else 0)
    here = match.start() if way in ("best", "owned", "topped") else match.end()
    scope = find_english_scope(text, here, end) or find_english_scope(text, match.start(), match.end())
    is_bound = bool(match["b1"] or match["b2"])
    names = [_COPULA.sub("", name) for name in read_names(sentence.text, start, _find_verb(text, start, match.start()))]
    names = [name for name in names if name and not _MEASURED.search(name)]
    metric = (start, match.start()) if start < match.start() else None
    return make_statement(
        "ranking", (min(start, match.start()), end), match.span(), f"ranking_{way}",
        round(_CONFIDENCE[way] - (0.0 if scope else 0.1) - (0.1 if is_bound else 0.0), 2),
        entities=last.entities if way == "also" and last else names,
        rank=rank, rank_scope=scope, is_bound=is_bound, metric=metric,
    )  # fmt: skip


def _find_verb(text: str, start: int, end: int) -> int:
    """Where the subject in text[start:end] ends: before what it did to become what it is."""
    became = _HAS_BECOME.search(text, start, end)
    return became.start() if became else end


def _is_other(text: str, match: re.Match[str], way: str, last: Mention | None) -> bool:
    """Whether a match states an order in time, names a superlative in passing, or goes on with no ranking."""
    before = text[max(0, match.start() - 40) : match.start()]
    if way == "also":
        return last is None or match.start() > last.end + 1
    if way in ("best", "owned"):
        is_unsure = _UNSURE.search(before) and not _HAS_BECOME.search(before)
        return before.endswith(_ONE_OF) or bool(is_unsure) or not _BEING.search(before)
    if way == "entered":
        return match["entered"].lower() in ("in", "made", "among") and not _LISTED.search(before)
    return way in ("placed", "ranked") and _ORDER_ONLY.match(text, match.end()) is not None
