"""Of whom a figure is said, and who acts: the subject of its clause, or the agent behind `by`."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ...core.numerals.read_tables import alternation
from ..read_english_noun import singularize
from ..tables.read_tables import word_set

_ADVERBIAL = re.compile(
    r"(?:(?=[A-Z]{3})[A-Z][A-Za-z .'-]{1,30}, (?:[A-Z][A-Za-z .'-]{1,24}, )?[A-Z][a-z]{2,8}\.? "
    r"[0-9]{1,2} (?:\([\w ]{1,20}\) ?)?(?:--?|[–—]{1,2}) )?"
    r"\s*(?:(?:In particular|In total|At present|Now|Meanwhile|However|Moreover|In addition"
    r"|Currently|So far|Also|Then), ?|"
    r"(?:In|By|On|During|As of|Since|From|At|Under|According to|Throughout|Between|Over|After"
    r"|Before|Among|For|With)\b[^,;:]{1,80}, |(?:In|By|During|Since|Throughout) (?:early |late )?(?:19|20)[0-9]{2} "
    r"|(?:So far )?(?:[Tt]his|[Ll]ast) (?:year|season|month|week|quarter|summer|winter|spring|autumn),? "
    r"|(?:In|During|Over) (?:the )?(?:[a-z]+ ){0,3}(?:quarter|half|months?|weeks?|years?)"
    r"(?: of (?:the year|(?:19|20)[0-9]{2}))? "
    r"(?=the |its |their |[A-Z])|Now there(?= ))*"
)
_CLAUSE = re.compile(r"[;:] |\. (?=[A-Z])|\n")
_VERBS = (
    "was were is are has have had will shall must may can would could should plans aims held made won built saw took"
    " set sold grew rose fell became began got gave kept led lost met paid ran sent spent stood hit cut dealt laid"
    " witnessed handles requires provides selects employs operates owns runs produces serves proposes offers slid"
    " shrank sank swelled came cost manages flew drew"
    " recommends expects intends covers treats teaches trains hosts houses ships carries holds keeps makes builds buys"
    " opens supports imports exports serve employ operate own produce run host carry"
    " stole drove bought brought caught taught won left put say says said invests uses receives pays sells"
)
_VERB = re.compile(
    r" (?:(?:has|have|had) (?:been |also |already |in total |now |fully )*|also |jointly |alone "
    r"|newly |successfully |further |directly )*"
    rf"(?P<verb>{alternation(_VERBS.split())}|(?:[a-z]+-)?[a-z]{{2,}}ed(?! by (?:each|every|all|the|its|their)\b))\b"
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
_DETERMINED = re.compile(
    r"(?:the|its|their|his|her|an?|all|each|some|most|many|average|total|overall|net|gross|annual|new|more|another|both"
    r"|[0-9][0-9,.]*) (?!of\b)"
)
_NAMED_NEXT = re.compile("[A-Z][a-z]")
_BREAKS = re.compile(r"[,;:(]|\b(?:which|who|that|and)\b")
_COMMON_ENDINGS = (
    "tion",
    "sion",
    "ment",
    "ness",
    "ity",
    "age",
    "ance",
    "ence",
    "ing",
    "fall",
    "put",
    "ture",
    "ship",
    "th",
)
_RELATIVE = re.compile(r"\b(?:which|who|that)\b")
_RELATIVE_CLAUSE = re.compile(r"(?P<body>[^,;()]{2,80}?),? (?:which|who)")
"""Jadran Line, which owns 49 vessels."""
_BROKEN = re.compile(r"(?:,| and| or)\Z")
_APPOSITION = re.compile(r"[A-Z][^,]*,[^,]+,")
"""Wuhan, the capital of Hubei, had; what else ends in a comma is the end of something other than a subject."""
_NEXT_CLAUSE = re.compile(r",? (?:and|but|while|whereas|as|because|although|though|when|where) |, ")
_PART = re.compile(
    r" (?:of|in|for|at|on|from|with|to|under|by|aged|across|between|among|outside|against|than|who|whose"
    r"|including)\b|[,(]"
)
_LONGEST_LOOSE = len(" and ")
"""A comma or `and` alone mostly parts the bodies of a list."""
_PARTITIVE = frozenset(
    ("level", "levels", "group", "groups", "team", "teams", "majority", "most", "all", "each", "both")
)
_MAX_SUBJECT, _MAX_CLAUSE, _LONGEST_VERB, _MAX_AGENT = 200, 400, 80, 120
_SKIPPED = frozenset(("it", "they", "he", "she", "there", "this", "these", "which", "who", "that", "we"))
_HAN, _HAN_FIRST, _HAN_LAST = "[\u3400-\u9fff]", "\u3400", "\u9fff"
_BODY_END = re.compile(
    f"法院|检察院|检察机关|公安机关|公安局|公安厅|海关总署(?:{_HAN}{{0,4}}分署)?|海关|政府|委员会|监管局|管理局|局|厅|卫健委|发改委|税务部门|商务部|财政部|教育部|常委会|常务委员会|[高中]院(?![校士长系])"
    "|代表团|代表队|研究院|研究所|俱乐部|联合会|合作社|气象[台署]|消防队|财政(?=下达|安排|投入|拨付|支出|下拨|补助)|(?<=[生防管])署"
    "|(?<=[\u3400-\u9fff])(?<![香本全来访在赴留抵离驻入到深沪粤该陆沿海内外新渔进出靠停老小大])港(?![口区澳币元股资商人铁湾珠龙府交深通岸式务粤机航湖])"
    "|中心|公司|集团|大学|学院|医院|协会|银行|企业|机构|部门|学校|(?<![东西南北中内外全大局])部(?![局厅分位级])"
)
"""How the name of a body ends; 局 and 厅 need a character in front of them."""
_LONGEST_BODY = 24
"""Characters of the name of a body in front of how it ends."""
_COUNTED_BEHIND = re.compile("[约共达超逾近有为至]{0,2}[0-9]")
"""学校1.32万所, 43间公立医院 count bodies, which do nothing in the rest of the sentence."""
_LEAD = re.compile(
    "(?:(?:[0-9]{4}年|民国[0-9]+年)?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:以来|来|底|末|期间)?[，、]?|截至[^，]{1,14}[，]|其中[，：]?|同时[，]?|此外[，]?)*"
)
_CHINESE_CLAUSE = re.compile("[。；;！？\n]")
_NO_AGENT = re.compile(
    f"(?:对|向|为|与|同|被|由|从|在|给|帮助|支持|服务|惠及|涉及|涉|培育|新增|认定)({_HAN}{{0,16}})?\\Z"
)


@cache
def _moved() -> re.Pattern[str]:
    """A subject of one to four words in front of a verb that moves a figure: `coal imports were down`."""
    return re.compile(rf"(?:[a-z-]+ ){{1,4}}?(?:{alternation(sorted(word_set('moves_en')))})\b")


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


def _find_subject(text: str, low: int, start: int) -> tuple[int, re.Match[str] | None]:
    """Where the subject of a figure begins, and its verb: of the last clause in front of the figure that has both."""
    adverbial = _ADVERBIAL.match(text, low, start)
    at = adverbial.end() if adverbial else low
    for mark in reversed(list(_NEXT_CLAUSE.finditer(text, at, start))):
        own = _ADVERBIAL.match(text, mark.end(), start)
        begin = own.end() if own else mark.end()
        is_named = len(mark.group()) > _LONGEST_LOOSE and _NAMED_NEXT.match(text, begin)
        is_subject = is_named or _DETERMINED.match(text, begin) or _moved().match(text, begin)
        verb = _VERB.search(text, begin, start) if is_subject else None
        if verb is not None and begin < verb.start() and not _BREAKS.search(text, begin, verb.start()):
            return begin, verb
    return at, _VERB.search(text, at, start + _LONGEST_VERB) if at < start else None


def _read_english(text: str, low: int, start: int, end: int) -> Actor:
    at, verb = _find_subject(text, low, start)
    agent = _AGENT.search(text, end, end + _MAX_AGENT) if text.find("by ", end, end + _MAX_AGENT) >= 0 else None
    by = agent.span("agent") if agent and _PASSIVE.search(text, at, agent.start()) else None
    agent_only = Actor(None, by, (agent.start(), by[0]), "actor-agent") if agent and by else NOBODY
    if verb is None or verb.start() <= at or verb.start() > start:
        return agent_only
    subject = at, verb.start()
    words = text[at : verb.start()]
    relative = _RELATIVE_CLAUSE.fullmatch(words)
    if relative is not None and names_body(relative["body"]):
        body = at, at + len(relative["body"])
        return Actor(body, body, verb.span("verb"), "actor-relative")
    if words.lower() in _SKIPPED or verb.start() - at > _MAX_SUBJECT or _RELATIVE.search(words):
        return agent_only
    if _BROKEN.search(words) and not _APPOSITION.fullmatch(words):
        return agent_only
    is_passive = _PASSIVE.match(text, verb.start()) is not None
    if by is not None:
        return agent_only._replace(subject=subject)
    is_actor = not is_passive and names_body(words)
    return Actor(subject, subject if is_actor else None, verb.span("verb"), "actor-subject")


def names_body(words: str) -> bool:
    """Whether an English subject is somebody who acts, by its head noun: a body, people, or a name.

    Throughput, revenue and rainfall rise and fall, but do nothing.
    """
    part, agents = _PART.search(words), word_set("agents_en")
    phrase = (words[: part.start()] if part else words).replace("'s", "").split()
    while len(phrase) > 1 and phrase[-1].endswith("ly"):
        phrase.pop()
    if not phrase:
        return False
    head, lower = phrase[-1].strip("'’\""), phrase[-1].strip("'’\"").lower()
    if lower in agents:
        return True
    if lower in _PARTITIVE and part is not None:
        return any(word.strip("',()").lower() in agents for word in words[part.end() :].split())
    if not head[:1].isupper() or lower in word_set("no_agents_en"):
        return False
    return len(phrase) > 1 or not _is_common(lower)


def _is_common(word: str) -> bool:
    """Whether a lone word at the head of a sentence is a noun as others, and no name: it counts or is a mass."""
    return word.endswith(_COMMON_ENDINGS) or singularize(word) is not None


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
            if _COUNTED_BEHIND.match(text, end) or text[span[0] - 1 : span[0]].isdigit():
                free = end
                continue
            return Actor(span, span, match.span(), "actor-body")
        free = end
    return NOBODY


def _find_name_start(text: str, low: int, at: int) -> int:
    """Where the Han characters in front of a place begin, not before `low`."""
    while at > low and _HAN_FIRST <= text[at - 1] <= _HAN_LAST:
        at -= 1
    return at + 1 if text[at : at + 1] in ("及", "和", "与") and text[at + 1 : at + 2] != "平" else at
