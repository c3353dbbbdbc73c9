"""Names of plans, laws, standards, notices and agreements in English, by their capitals and the word that heads them.

A title is a run of capitalised words with prepositions and articles between them (as the Chicago Manual of Style,
8.159, capitalises titles): words before its head (Food Safety), the head (Law), and what it is of, for or on.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from ...core.numerals.read_tables import whole_words
from ..mention import Mention, Sentence
from ..tables.read_tables import forms_of, months, title_heads
from .cut_title_runs import CONNECTING, SAYS_ON_WHAT, Token, cut_runs, is_capital
from .split_titles import REFERENCES, head_at, split_titles
from .statement import keep_apart, make_statement

_LONG_NAME = 5
"""Words before a weak head that make it a name without saying on what (Trade Friction Warning Information Bulletin)."""
_ANNUAL = re.compile(r"(?:White|Blue|Green) (?:Paper|Book)|Report|Bulletin|Yearbook|Plan\b")
_DEFINITE = re.compile(
    r"(?:\b(?:the|its|new|draft|revised|amended|their|under|and|a|of|this|current|existing)|'s?)\s*[“\"']?$",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:this|these|such|said|that) $", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}(?:[-–](?:20)?[0-9]{2})?$")
_DAY_OR_YEAR = re.compile(r"(?:(?:1[89]|20)[0-9]{2}|[0-3]?[0-9](?:st|nd|rd|th)?)$")
_QUOTED = re.compile(r"[“\"]([A-Z0-9][^“”\"\n]{6,200})[”\"]")
_STANDARD = re.compile(
    r"\b[Ss]tandards?\b(?: (?:titled|entitled|called|named))?(?:\s*[–—:-]\s*|\s+)(?:the )?(?=[A-Z“\"])"
)


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(whole_words(title_heads("en")))


@cache
def _words(where: str) -> frozenset[str]:
    return frozenset(forms_of("title_refused.tsv", "en", where))


def find_english_titles(sentence: Sentence) -> list[Mention]:
    """Titles of a sentence in order, without quotation marks or a leading article."""
    return keep_apart((*_find_quoted(sentence), *_find_runs(sentence)))


def _find_quoted(sentence: Sentence) -> Iterator[Mention]:
    """Quotations that are titles by their own words, or by the word before them (standard, titled)."""
    text = sentence.folded
    for match in _QUOTED.finditer(text):
        words = match[1].split()
        before = text[max(0, match.start() - 24) : match.start()].lower().rstrip(" –—-:,the")
        is_introduced = before.endswith((*forms_of("title_introductions.tsv", "en"), "titled", "entitled"))
        capitals = sum(word[0].isupper() or word[0].isdigit() or word in CONNECTING for word in words)
        if words[0] in _words("gerund") or len(words) < 3 or capitals < len(words) * 0.7:
            continue
        head = _heads().search(match[1])
        if (head and _is_said(match[1][head.end() :])) or is_introduced:
            rule, confidence = ("title_in_quotes", 0.93) if head else ("title_introduced", 0.75)
            yield make_statement("title", match.span(1), match.span(), rule, confidence, entities=(match[1],))


def _is_said(rest: str) -> bool:
    """Whether what follows a head says what the document is of, for or on, or nothing but a year follows."""
    following = rest.split()
    return bool(following) and (following[0] in SAYS_ON_WHAT or following[0].startswith("("))


def _find_runs(sentence: Sentence) -> Iterator[Mention]:
    text = sentence.folded
    after_standard = {match.end() for match in _STANDARD.finditer(text)}
    if not after_standard and not _heads().search(text):
        return
    for run in cut_runs(text):
        if not after_standard and not _heads().search(text, run[0].start, run[-1].end):
            continue
        for part in split_titles(run):
            mention = _judge(sentence, part, bool(after_standard and part[0].start in after_standard))
            if mention:
                yield mention


def _judge(sentence: Sentence, part: list[Token], is_standard: bool) -> Mention | None:
    """The title that a part of a run is, or None: its head must stand before what it is of, for or on."""
    part = _cut_behind_year(_strip(part))
    if not part or part[0].kind == "quoted" or part[0].text in _words("gerund"):
        return None
    if _POINTING.search(sentence.folded, max(0, part[0].start - 8), part[0].start):
        return None
    if not _ANNUAL.search(sentence.text, part[0].start, part[-1].end):
        part = _strip_time(part)
    head = _find_head(part)
    if not (head or is_standard):
        return None
    span = (part[0].start, part[-1].end)
    words = sentence.text[slice(*span)]
    if head is None:
        is_long = len(part) >= _LONG_NAME
        return make_statement("title", span, span, "title_introduced", 0.7, entities=(words,)) if is_long else None
    at, strength, size = head
    tail = part[at + 1 :]
    has_tail = _says_on_what(tail) and (at > 0 or tail[0].kind != "aside")
    is_dated = bool(tail) and bool(_YEAR.match(tail[0].text))
    if not (has_tail or is_dated or _is_definite(sentence.folded, part, at + 1 - size, strength)):
        return None
    cue = (part[at].start, part[at].end)
    confidence = 0.93 if has_tail and len(part) >= 5 else 0.85 if has_tail or is_dated else 0.75
    return make_statement("title", span, cue, "title_in_capitals", confidence, entities=(words,))


def _cut_behind_year(part: list[Token]) -> list[Token]:
    """A part without where and when it was issued behind the years of its name: Strategy 2023-2027 in Nairobi."""
    for at in range(2, len(part) - 1):
        is_issued = part[at].text in ("in", "on", "at", "by") and _YEAR.match(part[at - 1].text)
        if is_issued and head_at(part, at - 2):
            return part[:at]
    return part


def _strip_time(part: list[Token]) -> list[Token]:
    """A part without the time at its end when the document was issued: Plan for Ports in July 2017."""
    end = len(part)
    while end > 2 and _is_time(part[end - 1].text):
        end -= 1
    return part[: end - 1] if end < len(part) and part[end - 1].text in ("in", "on") else part


def _is_time(word: str) -> bool:
    """Whether a word is a day, month or year of a date."""
    return word in months() or bool(_DAY_OR_YEAR.match(word))


def _says_on_what(tail: Sequence[Token]) -> bool:
    """Whether a title goes on with what it is of, for or on; `and Responsibility List for` may stand between."""
    if not tail or (len(tail) > 1 and tail[1].text in months()):
        return False
    if tail[0].text in SAYS_ON_WHAT or tail[0].kind == "aside" or tail[0].text.endswith("ing"):
        return True
    return tail[0].text == "and" and any(token.text in SAYS_ON_WHAT for token in tail[1:5])


def _is_definite(text: str, part: Sequence[Token], n_before: int, strength: str) -> bool:
    """Whether a head with nothing behind it is a name all the same: the Company Law, but not Jude Law."""
    if strength == "weak":
        return n_before >= _LONG_NAME
    if n_before > 0 and not is_capital(part[n_before - 1]) and part[n_before - 1].kind == "word":
        return False
    if not _follows_name(text, part, n_before):
        return False
    return n_before > 1 or (n_before == 1 and bool(_DEFINITE.search(text, max(0, part[0].start - 12), part[0].start)))


def _follows_name(text: str, part: Sequence[Token], at: int) -> bool:
    """Whether the words of a head follow others by a space, and of brackets those that end in a name: (SARS) Act."""
    if at == 0:
        return True
    before = part[at - 1]
    last = text[before.start : before.end].strip(" ()（）").rpartition(" ")[2][:1]
    is_named = before.kind != "aside" or (last.isascii() and (last.isupper() or last.isdigit()))
    return is_named and text[part[at].start - 1] == " "


def _strip(part: list[Token]) -> list[Token]:
    """A part without the prepositions, articles and references to articles that it begins with, or marks at its end."""
    verbs = [i for i, token in enumerate(part[:8]) if token.text in _words("verb")]
    at = verbs[0] + 1 if verbs else 0
    while at < len(part) and (part[at].text in _words("start") or part[at].text in CONNECTING):
        is_reference = part[at].text in REFERENCES
        at += 2 if is_reference and at + 1 < len(part) and part[at + 1].text[0].isdigit() else 1
    end = len(part)
    while end > at and (part[end - 1].kind in ("comma", "dash") or part[end - 1].text in CONNECTING):
        end -= 1
    return part[at:end]


def _find_head(part: Sequence[Token]) -> tuple[int, str, int] | None:
    """Place of the last word, strength and number of words of the head of a title: it stands before what it is of."""
    for at, token in enumerate(part):
        if token.kind == "word" and token.text in SAYS_ON_WHAT:
            return None
        head = head_at(part, at)
        following = part[at + 1] if at + 1 < len(part) else None
        if head is None or (following and following.text in _words("after")):
            continue
        if following and head_at(part, at + 1):
            continue
        if (
            following is None
            or not is_capital(following)
            or _YEAR.match(following.text)
            or following.text.endswith("ing")
        ):
            return at, *head
    return None
