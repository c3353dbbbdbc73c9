"""Names of plans, laws, standards, notices and agreements in Chinese: in title marks, or a law before its article."""

import re
from collections.abc import Iterator
from functools import cache

from ...core.numerals.read_tables import alternation
from ..mention import Mention, Sentence
from ..tables.read_tables import forms_of, title_heads
from .statement import make_statement

_MARKED = re.compile(
    r"[《〈](?P<name>[^《》〈〉\n]{2,120}(?:[〈《][^《》〈〉\n]{1,80}[〉》][^《》〈〉\n]{0,60})?)[》〉]"
)
_CORNER = re.compile(r"[「『](?P<name>[^「」『』\n，。；]{3,60})[」』]")
_ASIDE = re.compile(
    r"(?:[（(][^（）()]*[）)]|[0-9—–\-年至\s]|修订|修正|修订版|试行|草案|征求意见稿|讨论稿|汇编|全文|修正案|修订稿|[一二三四五]期|之[一二三四五])+$"
)
_SHORTEST_INTRODUCED = 7
_OPENED_BY = "《〈「『“"


@cache
def _cited() -> re.Pattern[str]:
    """A law that is cited by one of its articles: 刑法第264条, 依劳动基准法第三十八条."""
    heads = alternation(("法", "法典", "条例", "办法", "细则", "规则", "规定"))
    return re.compile(rf"(?P<name>[一-鿿]{{1,24}}?{heads})第[0-9一二三四五六七八九十百零]{{1,7}}条")


_NOT_CITED = re.compile(r"^(?:本|该|前|同|旧|新|原|各|其|此|上|母|子|他|依)(?:法|条例|办法|细则|规则|规定)$")
_BEFORE_CITED = re.compile(
    r"^.*(?:依据|根据|依照|按照|比照|违反|违背|适用|准用|援引|修正|修订|触犯|符合|不受|应依|(?<!有)依|按|对|在|以|由|了|据|之|的|且|于|犯|因|经|向"
    r"|(?<=[条款项法例则章规])[与和及或])"
)
_OF_THIS = re.compile("[本该此同前](?:法|条例|办法|细则|规则|规定)")


def find_chinese_titles(sentence: Sentence) -> Iterator[Mention]:
    """Titles of a sentence, without their marks, in order of kind of mark.

    《红楼梦》 and 《人民日报》 are none: the name must end in what documents are called (办法, 通知, 协议), or what
    stands before it must say that it was issued, signed or amended.
    """
    text = sentence.folded
    for match in _MARKED.finditer(text):
        yield from _judge_marked(text, match)
    if "「" in text or "『" in text:
        for match in _CORNER.finditer(text):
            strength = _strength(match["name"])
            is_said = strength == "strong" or (strength and _is_introduced(text, match))
            if is_said and not _is_refused(match["name"]):
                yield make_statement(
                    "title",
                    match.span("name"),
                    match.span(),
                    "title_in_corner_marks",
                    0.8,
                    entities=_name(sentence, match),
                )
    if "条" in text:
        yield from _find_cited(sentence)


def _judge_marked(text: str, match: re.Match[str]) -> Iterator[Mention]:
    name = match["name"]
    known = _strength(name)
    if _is_refused(name):
        return
    is_introduced = _is_introduced(text, match) and len(name) >= _SHORTEST_INTRODUCED
    if known or is_introduced:
        confidence = 0.6 if not known else 0.97 if known == "strong" or is_introduced or len(name) > 6 else 0.85
        rule = "title_in_marks" if known else "title_introduced"
        yield make_statement("title", match.span("name"), match.span(), rule, confidence, entities=(name,))


def _is_introduced(text: str, match: re.Match[str]) -> bool:
    return text[max(0, match.start() - 6) : match.start()].endswith(forms_of("title_introductions.tsv", "zh"))


def _strength(name: str) -> str | None:
    """How sure the last word of a name makes it the name of a document; asides in brackets behind it do not count."""
    core = _ASIDE.sub("", name) or name
    for size in range(min(5, len(core)), 0, -1):
        head = title_heads("zh").get(core[-size:])
        if head and (size > 1 or len(core) > 1):
            return head[1]
    return None


def _is_refused(name: str) -> bool:
    return name.endswith(forms_of("title_refused.tsv", "zh", "end"))


def _name(sentence: Sentence, match: re.Match[str]) -> tuple[str]:
    return (sentence.text[match.start("name") : match.end("name")],)


def _find_cited(sentence: Sentence) -> Iterator[Mention]:
    for match in _cited().finditer(sentence.folded):
        name = match["name"]
        lead = _BEFORE_CITED.match(name[:-1])
        start = match.start("name") + (lead.end() if lead else 0)
        name = sentence.folded[start : match.end("name")]
        if (
            len(name) < 2
            or _NOT_CITED.match(name)
            or _OF_THIS.search(name)
            or name in ("办法", "规定", "规则", "细则", "条例", "方法")
        ):
            continue
        span = (start, match.end("name"))
        yield make_statement(
            "title", span, (start, match.end()), "title_before_article", 0.75, entities=(sentence.text[slice(*span)],)
        )
