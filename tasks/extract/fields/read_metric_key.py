"""The key of a metric, the same in both languages: ip_cases_accepted for 受理知识产权案件 and `IP cases were accepted`.

A phrase has a key only when each of its words is in the dictionary: one that is not could make it another thing.
"""

import re
from typing import NamedTuple

from ..mention import Mention
from ..read_english_noun import singularize
from ..tables.read_tables import word_set
from .metric_words import ACTION, AMOUNT, MODIFIER, NEUTRAL, OBJECT, TOPIC, VAGUE, MetricWords, Term
from .read_english_metric import find_verb_before

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
_OF_WHICH = re.compile(
    r"\b(?:of (?:which|whom|these|them)|including|among (?:them|which))[, ](?:[^,;.]|,(?=[0-9])){0,60}\Z"
)
_OF_WHICH_CHINESE = re.compile("其中[，、：]?[^，。；]{0,16}\\Z")
_THING = re.compile(
    r" of (?P<thing>(?:[a-z][\w'-]*, )*[A-Za-z][\w'-]*(?: (?!in\b|by\b|with\b|were\b|was\b|from\b"
    r"|to\b|last\b|at\b|worth\b)[A-Za-z][\w'-]*){0,6})"
)
_HAN = re.compile("[\u3400-\u9fff]")
_LONGEST_VERB = 6
_NO_KEY = frozenset(("speed", "temperature"))
_RATIOS = frozenset(("percent", "permille", "percentage_point", "times", "fraction"))
_GENERIC_UNITS = frozenset(("item", "case", "batch", "piece", "person", "enterprise"))


_TELLING = frozenset(
    ("accepted", "concluded", "solved", "filed", "arrested", "arrest_approved", "prosecuted", "granted", "applied",
     "registered", "valid", "withdrawn_by_mediation")
)  # fmt: skip
"""Actions that make a thing clear that is vague without them: cases accepted; not cases handled."""

_IMPLIED = {frozenset(("valid", "registered")): "valid", frozenset(("accepted", "applied")): "applied"}
"""What two actions say together: valid trademark registrations, received applications."""

_FLOWS = ("_throughput", "_visits", "_output", "_arrivals", "_consumption")
"""What is a flow itself: a port that handled containers has a container throughput."""

_SUBJECT_CHINESE = re.compile(
    ".*(?:海关|法院|检察院|机关|部门|局|厅|政府|期间|公司|中心|[省市县区])(?:共|累计|合计|已)?"
)


Span = tuple[int, int]


_WITHIN = re.compile("期间|行动|活动|专项")
"""A figure of an action is no figure of the whole place and period."""


class Metric(NamedTuple):
    """What is measured, in parts of a key; `words` are those that were read, for explanations.

    `is_far` is one of a sentence before, of which only the topic holds on.
    """

    thing: Term | None
    modifiers: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    action: str | None = None
    has_amount: bool = False
    words: str = ""
    is_far: bool = False


class MetricKey(NamedTuple):
    """A key, the words that it was made of, and the rule: its own words, or also those of the figure in front."""

    key: str
    words: str
    rule: str


def read_metric_parts(text: str, mention: Mention, span: Span | None, words: MetricWords) -> Metric | None:
    """The parts of the key of a figure; None where a word is unknown. `span` is the metric as `metric_text` has it."""
    return (_read_chinese if mention.is_chinese else _read_english)(text, mention, span, words)


def has_key(mention: Mention) -> bool:
    """Whether figures of a kind and unit have keys at all; one that has none does not part those around it."""
    return mention.unit_class not in _NO_KEY and mention.kind != "share"


def read_metric_key(
    text: str, mention: Mention, metric: Metric | None, before: Metric | None
) -> tuple[MetricKey | None, Metric | None]:
    """The key of a figure and its parts; `before` are those of the figure in front, which it may continue.

    `text` is folded; `metric` are the parts that the figure itself names.
    """
    if mention.kind == "change" and (metric is None or metric.thing is None):
        metric = before if before is not None and not before.is_far else None
    if metric is None:
        return None, None
    own, metric = metric, _continue(text, mention, metric, before)
    if metric.thing is None or not _fits(mention, metric):
        return None, metric
    return _name(mention, metric, "key-own" if own == metric else "key-continued"), metric


def _read_english(text: str, mention: Mention, span: Span | None, words: MetricWords) -> Metric | None:
    """The terms of the noun phrase, what follows `of`, and the verb before it or the passive one behind it."""
    if mention.metric is None or mention.unit_class != "count":
        if span is None or (span[0] < mention.start < span[1]):
            thing = _thing_of(text, mention)
            return _parse_english(text, thing, find_verb_before(text, mention.start), words) if thing else None
        return _parse_english(text, span, None, words) or _parse_english(text, _behind_article(text, span), None, words)
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
    return _assemble(found + acts, " ".join([*tokens, *verb_tokens]), is_english=True)


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


def _read_chinese(text: str, mention: Mention, span: Span | None, words: MetricWords) -> Metric | None:
    pieces = []
    if span is not None:
        pieces.append(text[slice(*span)])
        if span[0] >= mention.end:
            pieces.insert(0, _verb_before(text, mention, words))
    found: list[tuple[Term, ...]] = []
    for piece in pieces:
        terms = _look_up_chinese(piece, words) or _look_up_behind_subject(piece, words)
        if terms is None:
            return None
        found += terms
    return _assemble(found, "".join(pieces), is_english=False) if found else None


def _verb_before(text: str, mention: Mention, words: MetricWords) -> str:
    """The words right in front of a figure whose noun stands behind it: 开展3次专项行动."""
    low = max(0, mention.start - 12)
    clause = re.split("[，。；：、！？,;:\\s0-9]", text[low : mention.start])[-1]
    for size in range(min(_LONGEST_VERB, len(clause)), 0, -1):
        if any(term.role == ACTION for term in words.chinese.get(clause[-size:], ())):
            return clause[-size:]
    return clause


def _look_up_behind_subject(piece: str, words: MetricWords) -> list[tuple[Term, ...]] | None:
    """The terms behind a body that acts: 行动期间省内海关共 查获侵权货物."""
    subject = _SUBJECT_CHINESE.match(piece)
    if subject and _WITHIN.search(subject.group()):
        return None
    terms = _look_up_chinese(piece[subject.end() :], words) if subject else None
    return terms if terms and terms[0][0].role == ACTION else None


def _look_up_chinese(piece: str, words: MetricWords) -> list[tuple[Term, ...]] | None:
    found: list[tuple[Term, ...]] = []
    at = 0
    while at < len(piece):
        for size in words.chinese_sizes.get(piece[at], ()):
            terms = words.chinese.get(piece[at : at + size])
            if terms is not None:
                found.append(terms)
                at += size
                break
        else:
            if _HAN.match(piece[at]) or piece[at].isalnum():
                return None
            at += 1
    return found


def _assemble(found: list[tuple[Term, ...]], words: str, is_english: bool) -> Metric | None:
    """One thing, at most one action, and what they are modified by; None where two actions were read.

    A form that is a thing and a modifier (专利) is the thing only where no other one is. The thing is the first one
    in front of `of`, else the last; `cases of disputes` are disputes.
    """
    roles = [{term.role: term for term in reversed(terms)} for terms in found]
    things = [at for at, terms in enumerate(roles) if OBJECT in terms or VAGUE in terms]
    sure = [at for at in things if MODIFIER not in roles[at]] or things[-1:]
    at_head = (sure[0] if is_english and _has_of(words) else sure[-1]) if sure else -1
    head = _thing(roles[at_head]) if sure else None
    others = [at for at in sure if at != at_head and OBJECT in roles[at]]
    if head is not None and head.role == VAGUE and others:
        at_head, head = others[-1], _thing(roles[others[-1]])
    parts: dict[str, list[str]] = {ACTION: [], TOPIC: [], MODIFIER: [], AMOUNT: []}
    for at, terms in enumerate(roles):
        if at == at_head or NEUTRAL in terms or (at in sure and _thing(terms).name in ("cases", head and head.name)):
            continue
        role = next((role for role in (TOPIC, MODIFIER, ACTION, AMOUNT) if role in terms), None)
        if is_english and ACTION in terms:
            role = ACTION
        parts[role or MODIFIER].append(terms[role].name if role else _thing(terms).name)
    actions = frozenset(parts[ACTION])
    if len(actions) > 1 and actions not in _IMPLIED:
        return None
    action = _IMPLIED[actions] if len(actions) > 1 else next(iter(actions), None)
    if head is not None and head.name.endswith(_FLOWS):
        action = None
    modifiers, topics = (tuple(dict.fromkeys(parts[role])) for role in (MODIFIER, TOPIC))
    return Metric(head, modifiers, topics, action, bool(parts[AMOUNT]), words)


def _thing(terms: dict[str, Term]) -> Term:
    return terms[OBJECT] if OBJECT in terms else terms[VAGUE]


def _has_of(words: str) -> bool:
    return " of " in words or " for " in words


def _continue(text: str, mention: Mention, metric: Metric, before: Metric | None) -> Metric:
    """Take from the figure in front what this one leaves out: 审结9万件 after 受理案件; of which 500 were patents."""
    if before is None or before.thing is None:
        return metric
    if before.is_far:
        return _keep_topic(metric, before)
    is_of_thing = metric.has_amount or mention.unit in _GENERIC_UNITS or metric.action is not None
    if metric.thing is None:
        is_stated = metric.has_amount or metric.action is not None or mention.is_chinese
        if not is_stated or not is_of_thing or (mention.unit_class == "money") != metric.has_amount:
            return metric
        action = metric.action or before.action
        return metric._replace(thing=before.thing, modifiers=before.modifiers, topics=before.topics, action=action)
    pattern = _OF_WHICH_CHINESE if mention.is_chinese else _OF_WHICH
    if metric.action is None and pattern.search(text, max(0, mention.start - 70), mention.start):
        metric = metric._replace(action=before.action)
    thing = metric.thing
    is_bare = thing is not None and thing.role == VAGUE and not (metric.modifiers or metric.topics)
    if is_bare and thing is not None and metric.action in _TELLING and before.thing.name == thing.name:
        return metric._replace(topics=before.topics, modifiers=before.modifiers)
    return _keep_topic(metric, before)


def _keep_topic(metric: Metric, before: Metric) -> Metric:
    """The same with the topic of the figure before, where both are of one vague thing."""
    if metric.thing is None or metric.topics or metric.thing.role != VAGUE or before.thing is None:
        return metric
    if before.is_far and metric.action not in _TELLING:
        return metric
    return metric._replace(topics=before.topics) if before.thing.name == metric.thing.name else metric


def _fits(mention: Mention, metric: Metric) -> bool:
    """Whether the unit is one that the thing is counted in, and the thing says enough."""
    thing = metric.thing
    if thing is None:
        return False
    if thing.role == VAGUE and not (metric.modifiers or metric.topics or metric.action in _TELLING):
        return False
    is_change = mention.kind == "change"
    unit_class = "ratio" if mention.unit in _RATIOS else mention.unit_class or ""
    if thing.role == VAGUE and not (metric.modifiers or metric.topics or metric.action in _TELLING):
        return False
    if thing.classes and unit_class not in thing.classes and not (is_change and unit_class == "ratio"):
        return unit_class == "money" and metric.has_amount
    return not (unit_class == "ratio" and not is_change and "ratio" not in thing.classes)


def _name(mention: Mention, metric: Metric, rule: str) -> MetricKey:
    assert metric.thing is not None  # noqa: S101  # the caller has looked
    is_amount = (mention.unit_class == "money" or metric.has_amount) and metric.thing.classes[:1] != ("money",)
    parts = [*sorted(metric.topics), *sorted(metric.modifiers), metric.thing.name, metric.action or ""]
    parts += ["amount"] if is_amount else []
    return MetricKey("_".join(part for part in parts if part), metric.words, rule)
