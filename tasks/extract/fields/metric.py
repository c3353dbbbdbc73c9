"""What a metric is made of: a thing, what is done to it, and what both are modified by, put together from its words."""

from typing import NamedTuple

from .metric_words import ACTION, AMOUNT, MODIFIER, NEUTRAL, OBJECT, TOPIC, VAGUE, Term

_IMPLIED = {frozenset(("valid", "registered")): "valid", frozenset(("accepted", "applied")): "applied"}
"""What two actions say together: valid trademark registrations, received applications."""

_FLOWS = ("_throughput", "_visits", "_output", "_arrivals", "_consumption", "_urban_jobs")
"""What is a flow itself: a port that handled containers has a container throughput."""


CROPS = frozenset(("output", "sown_area", "yield"))
"""What is said of one crop or product after the other, and is named by it: cotton output, output of vehicles."""


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


def assemble_metric(found: list[tuple[Term, ...]], words: str, is_english: bool) -> Metric | None:
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
    if head is not None and head.role == VAGUE and others and head.name not in CROPS:
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
