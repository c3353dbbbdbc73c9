"""Of whom a figure is said, and who acts: the subject of its clause, or the agent behind `by`."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from ...core.numerals.read_tables import alternation
from ..tables.read_tables import word_set

_ADVERBIAL = re.compile(
    r"\s*(?:(?:In particular|In total|At present|Now|Meanwhile|However|Moreover|In addition"
    r"|Currently|So far|Also|Then), ?|"
    r"(?:In|By|On|During|As of|Since|From|At|Under|According to|Throughout|Between|Over|After"
    r"|Before|Among|For|With)\b[^,;:]{1,80}, |(?:In|By|During|Since|Throughout) (?:early |late )?(?:19|20)[0-9]{2} )*"
)
_CLAUSE = re.compile(r"[;:] |\. (?=[A-Z])|\n")
_VERBS = (
    "was were is are has have had will shall must may can would could should plans aims held made won built saw took"
    " set sold grew rose fell became began got gave kept led lost met paid ran sent spent stood hit cut dealt laid"
    " witnessed handles requires provides selects"
)
_VERB = re.compile(
    r" (?:(?:has|have|had) (?:been |also |already |in total |now |fully )*|also |jointly |alone "
    r"|newly |successfully |further |directly )*"
    rf"(?P<verb>{alternation(_VERBS.split())}|(?:[a-z]+-)?[a-z]{{2,}}ed)\b"
)
_BE = frozenset(("was", "were", "is", "are", "has", "have", "had"))
_PASSIVE = re.compile(
    r" (?:was|were|is|are|be|been|being) (?:[a-z]+ly )?(?:[a-z]{2,}ed|made|held|built|set|sold"
    r"|won|given|taken|laid|sent|paid)\b"
)
_AGENT = re.compile(
    r"\bby (?P<agent>(?:the )?(?:[a-z'-]+ ){0,3}?[A-Z][\w'&-]*(?:(?: of| the| and| for|,)? [A-Z][\w'&-]*)*"
    r"|[a-z]+ (?:in|of) the [a-z]+)"
)
_RELATIVE = re.compile(r"\b(?:which|who|that)\b")
_BROKEN = re.compile(r"(?:,| and| or)\Z")
_APPOSITION = re.compile(r"[A-Z][^,]*,[^,]+,")
"""Wuhan, the capital of Hubei, had; what else ends in a comma is the end of something other than a subject."""
_MAX_SUBJECT, _MAX_CLAUSE, _LONGEST_VERB, _MAX_AGENT = 200, 400, 80, 120
_SKIPPED = frozenset(("it", "they", "he", "she", "there", "this", "these", "which", "who", "that", "we"))
_HAN, _HAN_FIRST, _HAN_LAST = "[\u3400-\u9fff]", "\u3400", "\u9fff"
_BODY_END = re.compile(
    f"法院|检察院|检察机关|公安机关|公安局|公安厅|海关总署(?:{_HAN}{{0,4}}分署)?|海关|政府|委员会|监管局|管理局|局|厅|卫健委|发改委|税务部门|商务部|财政部|教育部"
    "|中心|公司|集团|大学|学院|医院|协会|银行|企业|机构|部门|学校|部(?![局厅])"
)
"""How the name of a body ends; 局 and 厅 need a character in front of them."""
_LONGEST_BODY = 24
"""Characters of the name of a body in front of how it ends."""
_LEAD = re.compile(
    "(?:(?:[0-9]{4}年|民国[0-9]+年)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:以来|来|底|末|期间)?[，、]?|截至[^，]{1,14}[，]|其中[，：]?|同时[，]?|此外[，]?)*"
)
_CHINESE_CLAUSE = re.compile("[。；;！？\n]")
_NO_AGENT = re.compile(
    f"(?:对|向|为|与|同|被|由|从|在|给|帮助|支持|服务|惠及|涉及|涉|培育|新增|认定)({_HAN}{{0,16}})?\\Z"
)


class Actor(NamedTuple):
    """Subject and actor of a figure as spans, None where none was found; the words that decided, and the rule."""

    subject: tuple[int, int] | None
    actor: tuple[int, int] | None
    cue: tuple[int, int] | None
    rule: str


NOBODY = Actor(None, None, None, "actor-none")


def body_pattern() -> str:
    """What a Chinese sentence must hold to name a body that acts."""
    return _BODY_END.pattern


def english_clause_pattern() -> str:
    """What an English sentence of more than one clause holds."""
    return _CLAUSE.pattern


def chinese_clause_pattern() -> str:
    """What a Chinese sentence of more than one clause holds."""
    return f"(?s:{_CHINESE_CLAUSE.pattern}.)"


def find_clauses(text: str, is_chinese: bool) -> list[int]:
    """Where the clauses of a folded sentence begin, but for the first one."""
    return [match.end() for match in (_CHINESE_CLAUSE if is_chinese else _CLAUSE).finditer(text)]


def read_actor(text: str, start: int, end: int, is_chinese: bool, clauses: Sequence[int]) -> Actor:
    """Subject and actor of a figure at start:end of a folded sentence; `clauses` as `find_clauses` gives them."""
    n_before = bisect_right(clauses, start)
    low = max(start - _MAX_CLAUSE, clauses[n_before - 1] if n_before else 0)
    return _read_chinese(text, low, start) if is_chinese else _read_english(text, low, start, end)


def _read_english(text: str, low: int, start: int, end: int) -> Actor:
    adverbial = _ADVERBIAL.match(text, low, start)
    at = adverbial.end() if adverbial else low
    verb = _VERB.search(text, at, start + _LONGEST_VERB) if at < start else None
    agent = _AGENT.search(text, end, end + _MAX_AGENT) if text.find("by ", end, end + _MAX_AGENT) >= 0 else None
    by = agent.span("agent") if agent and _PASSIVE.search(text, at, agent.start()) else None
    agent_only = Actor(None, by, (agent.start(), by[0]), "actor-agent") if agent and by else NOBODY
    if verb is None or verb.start() <= at or verb.start() > start:
        return agent_only
    subject = at, verb.start()
    words = text[at : verb.start()]
    if words.lower() in _SKIPPED or verb.start() - at > _MAX_SUBJECT or _RELATIVE.search(words):
        return agent_only
    if _BROKEN.search(words) and not _APPOSITION.fullmatch(words):
        return agent_only
    is_passive = _PASSIVE.match(text, verb.start()) is not None
    is_state = verb["verb"] in _BE and not is_passive
    if by is not None:
        return agent_only._replace(subject=subject)
    is_actor = not is_passive and (words[:1].isupper() or (not is_state and _names_body(words)))
    return Actor(subject, subject if is_actor else None, verb.span("verb"), "actor-subject")


def _names_body(words: str) -> bool:
    agents = word_set("agents_en")
    return any(word[:1].isupper() or word.strip("',()") in agents for word in words.split())


def _read_chinese(text: str, low: int, start: int) -> Actor:
    lead = _LEAD.match(text, low, start)
    at = free = lead.end() if lead else low
    for match in _BODY_END.finditer(text, at, start):
        name_end, end = match.span()
        if end - name_end == 1 and text[name_end] in "局厅":
            name_end -= 1
            if name_end < free or not _HAN_FIRST <= text[name_end] <= _HAN_LAST:
                continue
        if end < start and not _NO_AGENT.search(text, max(at, end - 24), end - 2):
            span = _find_name_start(text, max(free, name_end - _LONGEST_BODY), name_end), end
            return Actor(span, span, match.span(), "actor-body")
        free = end
    return NOBODY


def _find_name_start(text: str, low: int, at: int) -> int:
    """Where the Han characters in front of a place begin, not before `low`."""
    while at > low and _HAN_FIRST <= text[at - 1] <= _HAN_LAST:
        at -= 1
    return at
