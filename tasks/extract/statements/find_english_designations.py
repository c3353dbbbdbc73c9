"""Who or what was named, selected, approved or awarded as something, in English."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ...core.numerals.read_tables import alternation, cased
from ..mention import Mention, Sentence
from ..tables.read_tables import forms_of
from .read_english_clause import find_end, find_subject, read_names
from .statement import make_statement

_USES = ("as", "direct", "put", "won", "passed", "gave", "status")
_BE = re.compile(
    r"\b(?:(?:has|have|had) (?:also |now |recently )?been|was|were|is|are|being|been|be|became|become|becomes|got|now)"
    r"(?: (?:also|newly|successfully|recently|officially|formally|jointly|again|first|further|once|all|each|both|now"
    r"|twice|to be))* $"
)
_ADVERBS = re.compile(r"(?:\b(?:also|newly|successfully|officially|formally|jointly|again|further|once|both|all) )+$")
_BODY = r"(?: by (?:the )?(?:[\w'’&.-]+ ){0,11}?[\w'’&.-]+)?(?: in (?:19|20)[0-9]{2})?"
_LINKS = {
    "as": re.compile(
        rf"{_BODY} (?:as|among|to(?= an? (?:national|provincial|state|city|world|regional)\b)|to be (?:[a-z]+ed )?as"
        r"|to be(?= one of| the| an?)) "
        r"|(?: (?!as\b|by\b)[\w'’-]+){1,6}? as (?=one of|an? |the )"
    ),
    "direct": re.compile(r" (?=an? |the |one of |[A-Z0-9“\"]|(?:first|top|best|most) )"),
    "put": re.compile(r" (?:in|into|on|onto|to|for|as part of|among) (?=the |its |an? |[A-Z“\"0-9]|one )"),
    "won": re.compile(r" (?=the |an? |its |their |[0-9]|two |three |four |five |six |[A-Z“\"])"),
    "passed": re.compile(
        r" (?:the )?(?:[\w'’-]+ ){0,4}?(?:evaluation|review|assessment|inspection|certification|acceptance|appraisal"
        r"|verification)"
        r" (?:[\w'’-]+ ){0,12}?as (?=an? |the |one )"
    ),
    "gave": re.compile(r" (?:[0-9]+|an?|one|two|three|four|five|six|seven|eight|nine|ten) [a-z]+ to "),
}
_STATUS = re.compile(
    r"\b(?:was|were|is|are|became|become|becomes|now) (?:the |an? |among the |one of the )?(?:(?:first|second|third"
    r"|only) )?(?:batch of )?"
    r"(?:national |provincial |state |state-level |national-level |country's first )?$"
)
_ALSO = re.compile(
    r"(?:, and|,| and) (?:(?P<thing>the (?:first|second|third|[a-z]+) batch of |the Top [0-9A-Z]\w* |the list of )"
    r"|(?P<given>(?:[0-9]+|an?|one|two|three|four|five|six) [a-z]+ to )(?=the ))"
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|no longer)|n't|\b(?:may|shall|should|must|can|could|might|would)(?: also)? be|\bof being|\bif)"
    r"(?: (?:yet|been|be|[a-z]+ly))? $"
)
"""What makes a naming none, or none yet: not listed, shall be designated."""
_GIVEN = re.compile(r"\bcontribut(?:ed|es|ing) (.+?) to $")
_TO_DO = re.compile(r"(?:set up|treat|arrest|join|open|operate|build|use|sell|be (?:the )?first)\b")
_NO_PRIZE = re.compile(r"(?:an? |the )?(?:contract|damages|compensation|bid|[0-9.,]+ (?:million|yuan|billion))")
_NAMED_LIST = re.compile(r"\blists? of\b|\bbatch\b|\btop (?:ten|10)\b")
_LEVELLED = re.compile(
    r"(?:an? |the |one of the )?(?:national|provincial|state-level|municipal|international)(?:-level)? [a-z]+"
)
_CONFIDENCE = {"as": 0.9, "direct": 0.85, "put": 0.9, "won": 0.88, "passed": 0.8, "gave": 0.85, "status": 0.65}
_RULES = {
    "put": "designation_listed",
    "gave": "designation_listed",
    "won": "designation_won",
    "status": "designation_status",
}


class Link(NamedTuple):
    """A verb that names or awards, with what links it to its object: use, first and end code point."""

    use: str
    start: int
    end: int


@cache
def _uses() -> dict[str, list[str]]:
    """Uses of each verb."""
    uses: dict[str, list[str]] = {}
    for use in _USES:
        for verb in forms_of("designation_verbs.tsv", "en", use):
            uses.setdefault(verb, []).append(use)
    return uses


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(rf"\b{alternation(cased(_uses()))}\b")


@cache
def _honour(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b{alternation(cased(forms_of('honours.tsv', kind, 'en')))}\b")


def find_english_designations(sentence: Sentence) -> Iterator[Mention]:
    """Designations of a sentence in order: from who is named to the end of what they are named.

    What is not an honour, a list or a status is none: approved to treat, named in the lawsuit, won the case,
    appointed as director.
    """
    text, floor = sentence.folded, 0
    for match in _verb().finditer(text):
        if match.start() < floor:
            continue
        mention = _read_verb(sentence, match, floor)
        while mention:
            yield mention
            floor = mention.end
            mention = _read_also(sentence, mention)


def _read_verb(sentence: Sentence, match: re.Match[str], floor: int) -> Mention | None:
    text = sentence.folded
    if _DENIED.search(text, max(0, match.start() - 30), match.start()):
        return None
    for link in _find_links(text, match):
        end = _find_end(text, link.end)
        if not _is_honour(link.use, text[link.end : end]):
            continue
        start = find_subject(text, link.start, floor)
        names = (link.end, end) if "namely " in text[link.end : end] else (start, link.start)
        rule = _RULES.get(link.use, "designation_named")
        given = _GIVEN.search(text, link.start, link.end)
        entities = [given[1]] if given else read_names(sentence.text, *names, is_whole=True)
        return make_statement(
            "designation", (start, end), (link.start, link.end), rule, _CONFIDENCE[link.use], entities=entities
        )
    return None


def _find_links(text: str, match: re.Match[str]) -> Iterator[Link]:
    before = _BE.search(text, max(0, match.start() - 50), match.start())
    start = before.start() if before else match.start()
    if before is None:
        adverbs = _ADVERBS.search(text, max(0, match.start() - 40), match.start())
        start = adverbs.start() if adverbs else start
    for use in _uses()[match[0].lower()]:
        if use == "status":
            being = _STATUS.search(text, max(0, match.start() - 60), match.start())
            if being and text[match.end() : match.end() + 1] == " ":
                yield Link(use, being.start(), match.start())
        elif use != "direct" or before:
            link = _LINKS[use].match(text, match.end())
            if link:
                yield Link(use, start, link.end())


def _find_end(text: str, start: int) -> int:
    end = find_end(text, start)
    also = _ALSO.search(text, start, end)
    return also.start() if also else end


def _read_also(sentence: Sentence, last: Mention) -> Mention | None:
    """What goes on behind a designation: and the first batch of, and 2 cases to the."""
    text = sentence.folded
    match = _ALSO.match(text, last.end)
    if match is None:
        return None
    name = "thing" if match["thing"] else "given"
    begin, end = match.start(name), _find_end(text, match.end())
    if not _is_list(text[begin if match["thing"] else match.end() : end]):
        return None
    entities = last.entities if match["thing"] else read_names(sentence.text, begin, match.end() - 4)
    return make_statement("designation", (begin, end), match.span(name), "designation_also", 0.8, entities=entities)


def _is_honour(use: str, what: str) -> bool:
    """Whether the object of a verb, up to its first comma, is an honour, a list or a status."""
    head = what.partition(", ")[0]
    if _TO_DO.match(head):
        return False
    if use == "won":
        prize = _honour("prize").search(head)
        return prize is not None and prize.start() < 100 and not _NO_PRIZE.match(head)
    if use in ("put", "gave"):
        return _is_list(head)
    first = " ".join(head.split()[:8])
    if use != "status" and _honour("role").search(first) and not _honour("level").search(first):
        return False
    if use in ("as", "direct") and _LEVELLED.match(head):
        return True
    return _honour("noun").search(head) is not None or (use != "status" and _honour("prize").search(head) is not None)


def _is_list(head: str) -> bool:
    """Whether something is a list one is put in: it has a name or a level, or says what it is a list of."""
    listing = _honour("list").search(head)
    if listing is None:
        return False
    is_named = any(word[0].isupper() for word in head[: listing.end()].split()[1:])
    return is_named or _honour("level").search(head) is not None or _NAMED_LIST.search(head) is not None
