"""The parts of a metric that a Chinese figure names: every word of it must be in the dictionary."""

import re

from ..mention import Mention
from .metric import Metric, assemble_metric
from .metric_words import ACTION, MetricWords, Term

Span = tuple[int, int]
_HAN = re.compile("[\u3400-\u9fff]")
_LONGEST_VERB = 6
_SUBJECT_CHINESE = re.compile(
    ".*(?:海关|法院|检察院|机关|部门|局|厅|政府|期间|公司|中心|[省市县区])(?:共|累计|合计|已)?"
)
_WITHIN = re.compile("期间|行动|活动|专项")
"""A figure of an action is no figure of the whole place and period."""
_ITEM = "[^，。；：！？,;:!?0-9\\s、]{1,12}"
_LISTED = re.compile(f"(?P<first>{_ITEM})、(?:{_ITEM}、)*\\Z")
"""The items of a list in front of the one that a phrase begins with: 查办专利、商标等知识产权案件."""
_AND_SO_ON = "等"
_LONGEST_LIST = 60
_FIGURE_ENDS = re.compile("[0-9][^，。；0-9]{0,8}、\\Z")


def read_chinese_parts(text: str, mention: Mention, span: Span | None, words: MetricWords) -> Metric | None:
    """The parts of a metric whose span is given; None where a word is unknown. `text` is folded.

    Where the noun stands behind the figure the verb is in front of it.
    """
    pieces = []
    if span is not None:
        piece = _read_listed(text, span, words)
        if piece is None:
            return None
        verb = _verb_at(text, span[0], words) if span[1] <= mention.start else ""
        pieces.append(verb + piece)
        if span[0] >= mention.end:
            pieces.insert(0, _verb_before(text, mention, words))
    found: list[tuple[Term, ...]] = []
    for piece in pieces:
        terms = _look_up_chinese(piece, words) or _look_up_behind_subject(piece, words)
        if terms is None:
            return None
        found += terms
    return assemble_metric(found, "".join(pieces), is_english=False) if found else None


def _read_listed(text: str, span: Span, words: MetricWords) -> str | None:
    """The phrase at a span; of a list what it comes to, with the verb in front of the list (查办知识产权案件).

    None where it is the last item of several that are counted together, or the verb is not known.
    """
    phrase, low = text[slice(*span)], max(0, span[0] - _LONGEST_LIST)
    if text[span[0] - 1 : span[0]] != "、" or _FIGURE_ENDS.search(text, low, span[0]):
        return phrase
    listed = _LISTED.search(text, low, span[0])
    _, sign, whole = phrase.partition(_AND_SO_ON)
    if listed is None or not sign or not whole:
        return None
    first = listed["first"]
    for at in range(len(first)):
        for size in words.chinese_sizes.get(first[at], ()):
            if any(term.role == ACTION for term in words.chinese.get(first[at : at + size], ())):
                return first[at : at + size] + whole
    return None


def _verb_at(text: str, end: int, words: MetricWords) -> str:
    """The verb that ends where a phrase begins, which is left out of the phrase: 建成 高标准农田, 新增 商标."""
    for size in range(_LONGEST_VERB, 1, -1):
        word = text[max(0, end - size) : end]
        if any(term.role == ACTION for term in words.chinese.get(word, ())):
            return word
    return ""


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
