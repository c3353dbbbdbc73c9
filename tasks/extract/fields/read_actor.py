"""Of whom a figure is said, and who acts: the subject of its clause, or the agent behind `by`."""

import re
from typing import NamedTuple

from ..tables.read_tables import word_set

_ADVERBIAL = re.compile(
    r"\s*(?:(?:In particular|In total|At present|Now|Meanwhile|However|Moreover|In addition"
    r"|Currently|So far|Also|Then), ?|"
    r"(?:In|By|On|During|As of|Since|From|At|Under|According to|Throughout|Between|Over|After"
    r"|Before|Among|For|With)\b[^,;:]{1,80}, )*"
)
_CLAUSE = re.compile(r"[;:] |\. (?=[A-Z])|\n")
_VERB = re.compile(
    r" (?:(?:has|have|had) (?:been |also |already |in total |now |fully )*|also |jointly |alone "
    r"|newly |successfully |further |directly )*"
    r"(?P<verb>was|were|is|are|has|have|had|will|shall|must|may|can|would|could|should|plans|aims|held|made|won|built|saw|took|set|sold"
    r"|grew|rose|fell|became|began|got|gave|kept|led|lost|met|paid|ran|sent|spent|stood|hit|cut|dealt|laid|witnessed|handles|plans"
    r"|requires|provides|selects|[a-z]{2,}ed)\b"
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
_MAX_SUBJECT, _MAX_CLAUSE = 200, 400
_SKIPPED = frozenset(("it", "they", "he", "she", "there", "this", "these", "which", "who", "that", "we"))
_HAN = "[\u3400-\u9fff]"
_BODY = re.compile(
    f"{_HAN}{{0,24}}?(?:法院|检察院|检察机关|公安机关|公安局|公安厅|海关|政府|委员会|监管局|管理局|[\u3400-\u9fff]局|[\u3400-\u9fff]厅|卫健委|发改委"
    "|税务部门|海关总署[\u3400-\u9fff]{0,4}分署|商务部|财政部|教育部|中心|公司|集团|大学|学院|医院|协会|银行|港务局|企业|机构|部门|学校|部)"
)
_LEAD = re.compile(
    "(?:(?:[0-9]{4}年|民国[0-9]+年)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:以来|来|底|末|期间)?[，、]?|截至[^，]{1,14}[，]|其中[，：]?|同时[，]?|此外[，]?)*"
)
_CHINESE_CLAUSE = re.compile("[。；;！？\n]")
_NO_AGENT = re.compile(
    f"(?:对|向|为|与|同|被|由|从|在|给|帮助|支持|服务|惠及|涉及|涉|培育|新增|认定)({_HAN}{{0,16}})?\\Z"
)


class Actor(NamedTuple):
    """Subject and actor of a figure as spans, None where none was found."""

    subject: tuple[int, int] | None
    actor: tuple[int, int] | None


NOBODY = Actor(None, None)


def read_actor(text: str, start: int, end: int, is_chinese: bool) -> Actor:
    """Subject and actor of a figure at start:end of a folded sentence."""
    return _read_chinese(text, start) if is_chinese else _read_english(text, start, end)


def _read_english(text: str, start: int, end: int) -> Actor:
    low = _clause_start(_CLAUSE, text, start)
    adverbial = _ADVERBIAL.match(text, low, start)
    at = adverbial.end() if adverbial else low
    verb = _VERB.search(text, at, min(len(text), max(start, at) + _MAX_SUBJECT))
    agent = _AGENT.search(text, end, min(len(text), end + 120))
    by = agent.span("agent") if agent and _PASSIVE.search(text, at, agent.start()) else None
    if verb is None or verb.start() <= at or verb.start() > start:
        return Actor(None, by)
    subject = at, verb.start()
    words = text[at : verb.start()]
    if words.lower() in _SKIPPED or verb.start() - at > _MAX_SUBJECT or _RELATIVE.search(words):
        return Actor(None, by)
    is_passive = _PASSIVE.match(text, verb.start()) is not None
    is_state = verb["verb"] in _BE and not is_passive
    is_body = any(word.strip("',()") in word_set("agents_en") or word[:1].isupper() for word in words.split())
    return Actor(
        subject, by or (subject if is_body and not is_passive and (not is_state or words[:1].isupper()) else None)
    )


def _read_chinese(text: str, start: int) -> Actor:
    low = _clause_start(_CHINESE_CLAUSE, text, start)
    lead = _LEAD.match(text, low, start)
    at = lead.end() if lead else low
    for match in _BODY.finditer(text, at, start):
        if not _NO_AGENT.search(text, max(at, match.end() - 24), match.end() - 2) and match.end() < start:
            span = match.start(), match.end()
            return Actor(span, span)
    return NOBODY


def _clause_start(mark: re.Pattern[str], text: str, at: int) -> int:
    low = max(0, at - _MAX_CLAUSE)
    for match in mark.finditer(text, low, at):
        low = match.end()
    return low
