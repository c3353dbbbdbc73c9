"""The parts of a metric that an English figure names: its phrase, the verb before or behind it, and what it is of."""

import re

from ..mention import Mention
from ..read_english_noun import singularize
from ..tables.read_tables import word_set
from .metric import Metric, assemble_metric
from .metric_words import ACTION, MetricWords, Term
from .read_english_metric import find_verb_before

Span = tuple[int, int]
_WORD = re.compile(r"[A-Za-z&][\w&'/.-]*[\w']|[A-Za-z]|,|[(][^()]{1,40}[)]")
_PLACE_BEHIND = r"(?: (?:in|from|of|across) (?:the |our )?[\w'-]+(?: (?:[A-Z][\w'-]*|province|city|country))?)?"
_PREDICATE = re.compile(
    rf"{_PLACE_BEHIND}(?P<have> (?:has|have|had))?(?P<be> (?:were|was|are|is|being|been|be))?(?: (?:newly"
    rf"|successfully|also|all))?"
    r" (?P<verb>(?:[a-z-]{2,}ed|withdrawn|given|taken|held|made|built|sold|won|sent|laid|drawn"
    r"|caught|paid)\b(?: through mediation| to judicial (?:organs|authorities))?)(?P<next>[ ,.;:()]"
    r"|\Z)"
)
_SUBJECT_OF = re.compile(
    rf"{_PLACE_BEHIND} (?:has|have|had|were|was|are|is|can|could|will|would|may|used|won|made|held|ranked)\b"
)
_AFTER_VERB = re.compile(
    r"(?:[,.;:()]|\Z| (?:in|by|during|from|throughout|with|through|into|and|as|last|this|across"
    r"|at|on|under|over|nationwide|annually|between)\b)"
)
_LISTED = re.compile(r",(?: [a-z]+){1,2},? and [a-z]+s\b")
"""training sessions, salons and seminars: the number is of all of them."""

_PREPOSITION = re.compile(
    r"\b(?:in|on|(?<!home )(?<!up )to|with|for|from|among|by|between|across|into|against"
    r"|(?<!total )(?<!number )(?<![0-9] batches )of|(?:with|including) [0-9,]+ batches of)"
    r" (?:(?:the|more|than|over|nearly|about|some|all|only|another) )*\Z"
)
_SUPPLIED = re.compile(r"\b(?:provid|equip|suppl)[a-z]+ [^;.]{0,40}\bwith (?:[a-z]+ )*\Z")
_OF = re.compile(
    r" (?:of|for|under)(?: (?!in\b|by\b|with\b|were\b|was\b|from\b|through\b|between\b|more\b|over\b|hundreds\b"
    r"|[a-z]+ed (?:into|in|by|to)\b)[A-Za-z][\w&'/-]*){1,9}"
)
_THING = re.compile(
    r" of (?P<thing>(?:[a-z][\w'-]*, )*[A-Za-z][\w'-]*(?: (?!in\b|by\b|with\b|were\b|was\b|from\b"
    r"|to\b|last\b|at\b|worth\b)[A-Za-z][\w'-]*){0,6})"
)


def read_english_parts(text: str, mention: Mention, span: Span | None, words: MetricWords) -> Metric | None:
    """The terms of the noun phrase, what follows `of`, and the verb before it or the passive one behind it."""
    if mention.metric is None or mention.unit_class != "count":
        if span is None or (span[0] < mention.start < span[1]):
            thing = _thing_of(text, mention)
            return _parse_english(text, thing, find_verb_before(text, mention.start), words) if thing else None
        whole, shorter = _parse_english(text, span, None, words), _behind_article(text, span)
        return _parse_english(text, shorter, None, words) if whole is None and shorter != span else whole
    start, end = mention.metric
    if start < mention.start:
        return _parse_english(text, (start, end), None, words)
    if _LISTED.match(text, end) or not _knows(text, start, end, words):
        return None
    of = _OF.match(text, end, min(len(text), end + 90))
    verb = find_verb_before(text, mention.start)
    if verb is None:
        is_clear, verb = _read_predicate(text, end)
        if not is_clear or (verb is None and _is_part(text, mention.start)):
            return None
        if verb is None and of is not None:
            is_clear, verb = _read_predicate(text, of.end())
            if not is_clear:
                return None
    if of is not None and (verb is None or verb[0] < end or verb[0] >= of.end()):
        end = of.end()
    return _parse_english(text, (start, end), verb, words)


def _knows(text: str, start: int, end: int, words: MetricWords) -> bool:
    """Whether each word of a phrase is in some form: what is mostly not so is found before anything else is read."""
    tokens = (match.group().lower() for match in _WORD.finditer(text, start, end))
    known = words.english_words
    return all(token in known or singularize(token) in known or token[0] in ",(" for token in tokens)


def _is_part(text: str, start: int) -> bool:
    """Whether a preposition makes a number a part of something else: 1,156 suspects in 800 cases."""
    low = max(0, start - 60)
    return _PREPOSITION.search(text, low, start) is not None and _SUPPLIED.search(text, low, start) is None


def _behind_article(text: str, span: Span) -> Span:
    """A phrase without what stands in front of its last article: stabilise the review cycle (at four months)."""
    at = max(text.rfind(article, *span) + len(article) for article in (" the ", " a ", " an "))
    return max(span[0], at), span[1]


def _read_predicate(text: str, end: int) -> tuple[bool, Span | None]:
    """Whether what follows a noun phrase leaves it as it is, and the verb that was done to it: 95 cases were closed."""
    high = min(len(text), end + 110)
    match = _PREDICATE.match(text, end, high)
    if match is None:
        return _SUBJECT_OF.match(text, end, high) is None, None
    is_passive = match["be"] is not None
    is_open = _AFTER_VERB.match(text, match.end("verb"), high) is not None or high == match.end("verb")
    if (match["have"] and not is_passive) or not is_open:
        verb = match["verb"]
        is_verb = verb.endswith("ed") or verb in word_set("past_verbs")
        return not (is_passive or is_verb or match["have"]), None
    return True, match.span("verb")


def _thing_of(text: str, mention: Mention) -> Span | None:
    """`1,379.9 tons of grain`: the unit and what it is one of."""
    of = _THING.match(text, mention.end, min(len(text), mention.end + 70))
    return of.span("thing") if of else None


def _parse_english(text: str, span: Span, verb: Span | None, words: MetricWords) -> Metric | None:
    tokens = [match.group() for match in _WORD.finditer(text, *span)]
    verb_tokens = [match.group() for match in _WORD.finditer(text, *verb)] if verb else []
    if verb and span[0] <= verb[0] < span[1]:
        tokens, verb_tokens = [m.group() for m in _WORD.finditer(text, span[0], verb[0])], verb_tokens
    found = _look_up_english(tokens, words)
    acts = _look_up_english(verb_tokens, words, is_verb=True)
    if found is None or acts is None:
        return None
    return assemble_metric(found + acts, " ".join([*tokens, *verb_tokens]), is_english=True)


def _look_up_english(tokens: list[str], words: MetricWords, is_verb: bool = False) -> list[tuple[Term, ...]] | None:
    """The terms of each form, the longest first; None when a word is in none of them."""
    lower: list[str] = []
    single: list[str] = []
    for token in tokens:
        if token[0] not in ",(":
            word = token.lower()
            one = singularize(word) or word
            if one not in words.english_words and word not in words.english_words:
                return None
            lower.append(word)
            single.append(one)
    found: list[tuple[Term, ...]] = []
    at = 0
    while at < len(lower):
        terms, size = _look_up_form(lower, single, at, words)
        if terms is None:
            return None
        found.append(tuple(term for term in terms if term.role == ACTION) or terms if is_verb else terms)
        at += size
    return found


def _look_up_form(
    lower: list[str], single: list[str], at: int, words: MetricWords
) -> tuple[tuple[Term, ...] | None, int]:
    """The terms of the longest form that begins at a word, and how many words it has."""
    sizes = words.english_sizes.get(single[at], ())
    if lower[at] != single[at]:
        sizes = tuple(sorted({*sizes, *words.english_sizes.get(lower[at], ())}, reverse=True))
    for size in sizes:
        end = at + size
        if end <= len(lower):
            terms = words.english.get(" ".join(single[at:end])) or words.english.get(" ".join(lower[at:end]))
            if terms is None and size > 1:
                terms = words.english.get(" ".join([*lower[at : end - 1], single[end - 1]]))
            if terms is not None:
                return terms, size
    return None, 0
