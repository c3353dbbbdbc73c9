"""Units that an English sentence leaves out: `of which 143,100 were invention patents`, `8 won`, `reached 2,552`."""

import re
from itertools import pairwise

from .mention import Mention, Sentence
from .read_chinese_noun import phrase_end
from .read_english_bare import read_harmed, read_moved, share_whole
from .read_english_compared import read_compared
from .read_english_levels import read_level, share_old
from .read_english_millions import MILLIONS, is_million_sign, read_millions
from .read_english_noun import name_unit, read_noun_phrase, singularize
from .read_english_score import may_hold_score, read_score

_PREDICATE = re.compile(r" (?:of (?:which|them|these|those|whom) )?(?:were|are|was|is|being)(?= )")
_OF_THEM = re.compile(r" of (?:which|them|these|those|whom)\b")
_OF_WHICH = re.compile(r"\b(?:of (?:which|whom|these|those|them)|among (?:them|these|those|which))[, ](?:[a-z]+ )?\Z")
_REACHED = re.compile(
    r"([a-z]+) (?:had |has |have )?(?:reached|reaching|total(?:l)?ed|total(?:l)?ing|stood at|amounted to|numbered|hit)"
    r" \Z"
)
_OTHER_SUBJECT = re.compile(r", (?:and|but|while|whereas) (?:the|its|their|an?) [a-z]")
_REACHING = tuple(f"{word} " for word in ("reached", "reaching", "ed", "ing", "at", "to", "hit"))
"""What the last word of the pattern ends in."""
_NUMBER_OF = re.compile(r"\b(?:[Nn]umbers?|[Bb]acklog|[Tt]ally|[Cc]ount|[Ff]leet|[Qq]ueue|[Ss]tock) of(?= [a-z])")
_THAT_OF = re.compile(r"\b(?:that|those) of(?= [a-z])")
_OF_ALL_THE = re.compile(r"\b(?:[Oo]f|[Aa]mong) (?:the|its|their|these|those|all) (?:[a-z]+ ){0,2}\Z")
_IS_SAID = re.compile(r" (?!(?:per|to|of|times|and|or|cent|from|by)\b)[a-z]{2,}\b")
_WAS_DONE = re.compile(
    r" (?:were|was|are) (?:[a-z]+ly )?(?!killed|injured|wounded|hospital|arrested|detained|rescued|evacuated|charged"
    r"|hurt|sentenced|convicted|missing)[a-z]+(?:ed|en|ilt|old|ent|ade)\b"
)
_NEXT_OF_LIST = re.compile(r"(?:;|,|\band|\bbut|\bwhile) (?:another |a further |only |some |about )?\Z")
_AMOUNT_WORD = re.compile(r"\b(?:to|from|by|at|reached|reaching|exceeded|was|is|totaled|totalled|over|than|nearly) \Z")
_WINDOW = 60
_ANTECEDENT, ONE_OF_THEM = "english-antecedent", "english-one-of-them"
"""Rules of figures that have the noun of one before; the second is a part of what that counts, and no total."""
_STOP = re.compile(r"[.!?](?= )")
_CLOSED = re.compile(
    r"(?=[,.;:)]|$| (?:of them|in|on|by|and|last|this|during|while|pending|outstanding|unresolved|open)\b)"
)
_AND_DID = re.compile(
    r"(?:(?:\b(?:and|but|then)|,) (?:[a-z]+ly )?(?:conclud|clos|settl|resolv|complet|approv|reject|grant|accept|dismiss"
    r"|releas|solv|hear|tri|pass|fail|recover|surviv|register|treat|sentenc|acquit|convict|arrest|detain|rescu|plant|repair|dispos|refus"
    r"|deni|cancel|deliver|shipp|return|discharg|admitt|enroll?|withdr|suspend|replac|clos|remov|dropp|declin|turn)"
    r"(?:ed|t?ted|d|ew|awn|own)(?: of| to| by| away| down| up)?|(?:,|\band) leaving|\b(?:and|but) (?:lost|sold|shut))"
    r" (?:about |some |nearly |over |more than |around |almost )?\Z"
)
"""Verbs of courts, offices, hospitals and farms that take what the figure before them counted."""
_OR_PERCENT = re.compile(r",? or (?:about |some |nearly )?[0-9.]{1,6} ?(?:percent|per cent|%)")
_REPEATED = frozenset(("件", "个", "项", "起", "所", "座", "条", "处", "间", "场"))
_NO_THINGS = (None, "ratio", "duration", "count")
"""Classes of figures that say how much, how long, and not of what."""
_SENTENCE_END = re.compile("[。；！？]")
_DIGITS = frozenset("0123456789")


def fill_elisions(sentence: Sentence, mentions: list[Mention]) -> None:
    """Give English numbers without a noun the noun of their predicate, of their subject or of the number before."""
    if " of " in sentence.folded:
        for part, whole in pairwise(mentions):
            share_whole(sentence.folded, part, whole)
    if " from " in sentence.folded:
        for new, old in pairwise(mentions):
            share_old(sentence.folded, new, old)
    antecedent: Mention | None = None
    counts: list[Mention] = []
    told: list[Mention] = []
    things: list[Mention] = []
    may_score = any(mention.unit is None for mention in mentions) and may_hold_score(sentence.folded)
    for mention in mentions:
        is_bare = mention.unit is None and mention.value is not None and not mention.is_chinese
        if is_bare and (antecedent is not None or not _is_between_numbers(sentence.folded, mention)):
            if not (may_score and read_score(sentence.folded, mention)):
                is_level = read_level(sentence.folded, told, mention)
                if not is_level:
                    _fill(sentence.folded, mention, antecedent)
            if mention.unit is None:
                read_compared(sentence.folded, mention, counts or things)
        told.append(mention)
        if mention.unit_class not in _NO_THINGS:
            things = [mention]
        if mention.unit_class == "count":
            counts.append(mention)
        if (
            mention.unit_class == "count" and mention.rule not in (_ANTECEDENT, ONE_OF_THEM)
        ) or mention.rule == MILLIONS:
            antecedent = mention


def repeat_nouns(text: str, mentions: list[Mention]) -> None:
    """Give a Chinese number whose classifier has no noun that of the one before with the same: 受理案件9件，审结8件."""
    named: dict[str, Mention] = {}
    for mention in mentions:
        classifier = mention.unit_text or ""
        if mention.rule == "chinese-noun":
            named[classifier] = mention
        elif mention.rule == "chinese-classifier" and classifier in named and classifier in _REPEATED:
            before = named[classifier]
            is_bare = mention.end == len(text) or phrase_end().match(text, mention.end) is not None
            if is_bare and not _SENTENCE_END.search(text, before.end, mention.start):
                mention.unit, mention.rule, mention.confidence = before.unit, "chinese-repeated", 0.8


def _is_between_numbers(text: str, mention: Mention) -> bool:
    """Whether no words stand right beside a number, before or behind it: the second of `1 2 3` and `1, 2, 3`."""
    start, end = mention.start, mention.number_end
    if text[max(0, start - 3) : start].rstrip(" ,")[-1:] not in _DIGITS:
        return False
    behind = text[end : end + 3].lstrip(" ,")[:1]
    return behind in _DIGITS and "-" not in text[end : end + 5]


def _fill(text: str, mention: Mention, antecedent: Mention | None) -> None:
    low, at = max(0, mention.start - _WINDOW), mention.number_end
    if antecedent is not None and antecedent.rule == MILLIONS and is_million_sign(text, at):
        read_millions(mention)
        mention.unit, mention.unit_class, mention.end = antecedent.unit, antecedent.unit_class, at + 1
        mention.confidence = 0.7
        return
    if is_million_sign(text, at):
        _fill_millions(text, mention, low)
        return
    if antecedent is not None and antecedent.unit_class != "count":
        antecedent = None
    window = text[low : mention.start]
    may_be_part = " of " in window or "mong " in window or window.startswith(("of ", "Of "))
    is_part = bool((may_be_part and _OF_WHICH.search(window)) or _OF_THEM.match(text, at))
    if (is_part or antecedent is not None) and _read_predicate(text, mention):
        return
    if is_part and antecedent is not None:
        mention.unit, mention.unit_class = antecedent.unit, antecedent.unit_class
        mention.rule, mention.confidence = _ANTECEDENT, 0.75
        return
    if antecedent is not None and (_goes_on(text, antecedent, mention) or _is_told_again(text, antecedent, mention)):
        mention.unit, mention.unit_class = antecedent.unit, antecedent.unit_class
        mention.rule, mention.confidence = _ANTECEDENT, 0.7
        return
    if antecedent is not None and _is_one_of_them(text, antecedent, mention):
        mention.unit, mention.unit_class = antecedent.unit, antecedent.unit_class
        mention.rule, mention.confidence = ONE_OF_THEM, 0.65
        return
    if not (_read_number_of(text, mention) or _read_subject(text, mention, low) or read_harmed(text, mention)):
        read_moved(text, mention)


def _is_told_again(text: str, antecedent: Mention, mention: Mention) -> bool:
    """`58,300 doctors, 2,140 or 3.8 percent more`: a part of what was counted, and the same in percent."""
    is_near = mention.start - antecedent.end < _WINDOW and "." not in text[antecedent.end : mention.start]
    return is_near and _OR_PERCENT.match(text, mention.number_end) is not None


def _is_one_of_them(text: str, antecedent: Mention, mention: Mention) -> bool:
    """`Of the 2,140 schools inspected, 318 were rated excellent and 52 poor`; `; 24 were reserved for trucks`."""
    whole, part, low = antecedent.value, mention.value, max(0, antecedent.start - _WINDOW)
    between = text[antecedent.end : mention.start]
    if whole is None or part is None or part >= whole or len(between) > 2 * _WINDOW or _STOP.search(between):
        return False
    if _NEXT_OF_LIST.search(text, antecedent.end, mention.start) is None:
        return False
    if ";" not in between and _OF_ALL_THE.search(text, low, antecedent.start):
        return _IS_SAID.match(text, mention.number_end) is not None
    return _WAS_DONE.match(text, mention.number_end) is not None


def _goes_on(text: str, antecedent: Mention, mention: Mention) -> bool:
    """`accepted 48,362 cases and concluded 46,907`: another verb of what is done to such things, and no noun behind."""
    if mention.start - antecedent.end > _WINDOW or not _CLOSED.match(text, mention.number_end):
        return False
    return _AND_DID.search(text, antecedent.end, mention.start) is not None


def _fill_millions(text: str, mention: Mention, low: int) -> None:
    """Visitor arrivals hit 44.5m: what `m` says is known from what was counted."""
    if _read_number_of(text, mention) or _read_subject(text, mention, low):
        rule = mention.rule
        read_millions(mention)
        mention.rule, mention.end = rule, mention.number_end


def _read_subject(text: str, mention: Mention, low: int) -> bool:
    if not text.endswith(_REACHING, low, mention.start):
        return False
    subject = _REACHED.search(text, low, mention.start)
    noun = singularize(subject[1]) if subject else None
    if noun is None or subject is None:
        return False
    mention.unit, mention.unit_class, mention.metric = noun, "count", subject.span(1)
    mention.rule, mention.confidence = "english-subject", 0.8
    return True


def _read_predicate(text: str, mention: Mention) -> bool:
    predicate = _PREDICATE.match(text, mention.number_end)
    if predicate is None:
        return False
    phrase = read_noun_phrase(text, predicate.end(), is_singular=mention.value == 1)
    if phrase is None:
        return False
    mention.unit, mention.unit_class = name_unit(text, phrase)
    mention.metric, mention.rule, mention.confidence = (phrase.start, phrase.end), "english-predicate", 0.8
    return True


def _read_number_of(text: str, mention: Mention) -> bool:
    """`The number of nurses rose from 28,000 to 70,000.`"""
    low, start = max(0, mention.start - 2 * _WINDOW), mention.start
    subject = _NUMBER_OF.search(text, low, start)
    again = _THAT_OF.search(text, subject.end(), start) if subject else None
    subject = again or subject
    if subject is None or not _AMOUNT_WORD.search(text, low, start):
        return False
    phrase = read_noun_phrase(text, subject.end(), is_singular=False)
    if phrase is None or phrase.end > start or _OTHER_SUBJECT.search(text, phrase.end, start):
        return False
    mention.unit, mention.unit_class = name_unit(text, phrase)
    mention.metric, mention.rule, mention.confidence = (phrase.start, phrase.end), "english-number-of", 0.8
    return True
