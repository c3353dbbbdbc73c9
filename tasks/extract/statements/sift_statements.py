"""Which segments can hold a title, ranking, designation or event at all: a linear engine over a whole column."""

import re
from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from ...core.scripts import changed_characters
from ..mention import SAME_LENGTH
from ..tables.read_tables import forms_of, rank_scopes, title_heads
from .cut_title_runs import SAYS_ON_WHAT
from .read_rank import BOUNDS, ORDINALS

_HAN = re.compile("[\u4e00-\u9fff]")
_ENGLISH_DATE = (
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)\b)|\b(?:[Oo]n|[Ll]ast|[Tt]his) [A-Z][a-z]+day\b|esterday"
    r"|\b(?:[Ii]n|[Dd]uring) (?:early |late |mid-)?(?:1[6-9]|20)[0-9]{2}\b|[0-9]{4}-[0-9]{2}-"
    r"|(?:[Ll]ast|[Nn]ext) (?:year|month|week)"
)
_FROM = "(?:is|was|are|ran|runs?|lasts?|lasted|extends?|be|set) from"
_CHINESE_DATE = (
    "[0-9一二三四五六七八九十]日|[0-9〇零一二三四五六七八九十][年月]|[周期拜][一二三四五六日天]|昨"
    "|举办|举行|召开|承办|主办|协办"
)
_CHINESE_RANK = (
    "(?:居|列|排|跃|升|稳|占|保持|蝉联|位次|总量|规模|增速|数量|综合|成绩|获|夺|成为|进|跻身|闯|入围|是|全|世界|国|亚|各|[东中西沿地区业内洲州华三角])"
    "[^，。；：\\n]*(?:第[0-9一二三四五六七八九十百两]|首位|榜首|魁首|之首|之冠|首[，。；,;]|居首|前[0-9一二三四五六七八九十百两])"
)


@cache
def _variants() -> dict[str, str]:
    """By simplified character, it and the traditional ones that become it."""
    forms: dict[str, str] = {}
    for before, after in changed_characters("t2s"):
        if len(after) == 1:
            forms[after] = forms.get(after, after) + before
    return forms


def _both_scripts(pattern: str) -> str:
    """A pattern of simplified characters that matches traditional ones as well."""
    in_class, out = False, []
    for char in pattern:
        in_class = char == "[" or (in_class and char != "]")
        forms = _variants().get(char, char) if _HAN.match(char) else char
        out.append(forms if in_class or len(forms) == 1 else f"[{forms}]")
    return "".join(out)


_SPACES = "[" + "".join(char for char, plain in SAME_LENGTH if plain == " ") + "]"
_APOSTROPHES = "[" + "".join(char for char, plain in SAME_LENGTH if plain == "'") + "]"


def _any(*words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(word) for some in words for word in some) + ")"


def _forms(table: str, lang: str, *kinds: str) -> str:
    """The words of some kinds of a table of kinds and languages."""
    return _any(*(forms_of(table, kind, lang) for kind in kinds))


def _acts(lang: str, *kinds: str) -> str:
    return _any(*(forms_of("acts.tsv", lang, kind) for kind in kinds))


def _verbs(lang: str, *uses: str) -> str:
    return _any(*(forms_of("designation_verbs.tsv", lang, use) for use in uses))


def _english_titles() -> str:
    """A head behind a capitalised word, or before what it is of, for or on."""
    heads = title_heads("en")
    strong, weak = (_any(head for head in heads if heads[head][1] == strength) for strength in ("strong", "weak"))
    capital = r"[A-Z0-9][\p{L}\p{N}_'’.-]*"
    return (
        rf"{capital}\)? +{strong}\b|(?:{capital} +(?:(?:and|of) +)?){{4}}{weak}\b"
        rf"|\b{_any(heads)} *(?:\(| {_any(SAYS_ON_WHAT)}\b| and | \w+ing\b| (?:1[89]|20)[0-9][0-9])|[Ss]tandard|titled"
    )


Needs = tuple[tuple[str, ...], ...]
"""Patterns of RE2, grouped: all patterns of at least one group must match."""


def _english_ranks() -> str:
    """A verb that ranks, a superlative with a group, or an ordinal before one."""
    best = _any(forms_of("ranking_verbs.tsv", "superlative"))
    ordinals = rf"(?:{'|'.join(ORDINALS)}|[0-9](?:st|nd|rd|th))"
    return (
        rf"(?i:\brank(?:s|ed|ing)?\b|\btop(?:s|ped|ping)\b|\btop (?:{BOUNDS}|place|position|spot|rank)\b"
        r"|\b(?:leads?|led|leading|heads|headed) (?:the )?(?:\w+ )?(?:list|rank|table|league|chart|index|country"
        r"|nation|world|prov)"
        rf"|\bno\. ?[0-9]|\bnumber one\b|{best}\b.* (?:in|across|among) |'s (?:{ordinals}[ -])?(?:single )?(?:{best}"
        rf"|leading|top|no)\b"
        rf"|{ordinals}[ -]{best}\b"
        rf"|{ordinals},? (?:place|position|spot|rank|in |among|across|within|of |throughout|{_any(rank_scopes('en'))}))"
    )


@cache
def _patterns() -> tuple[Needs, ...]:
    """What a text needs for each finder in order; the first pattern of a group is the one that fewest texts match."""
    chinese = (
        (("《|〈|「|(?:法|典|例|规定|办法|细则|规则)第[0-9一二三四五六七八九十百零]",),),
        ((_CHINESE_RANK,),),
        ((_verbs("zh", "naming", "winning", "listing", "becoming"),),),
        ((_CHINESE_DATE, f"{_acts('zh', 'act', 'force', 'hold', 'deed')}|[期限间段][为自从是：:]"),),
    )
    english = (
        ((_english_titles(),),),
        ((_english_ranks(),),),
        (
            (
                rf"(?i:\b{_verbs('en', 'as', 'direct', 'put', 'won', 'passed', 'gave', 'status')}\b)",
                rf"(?i:\b{_forms('honours.tsv', 'en', 'prize', 'list', 'noun', 'level')}\b)",
            ),
        ),
        (
            (_ENGLISH_DATE, rf"(?i:\b{_acts('en', 'act', 'force', 'deed', 'future')}\b)"),
            (
                rf"\b(?i:{_acts('en', 'hold')}|took place|concluded|wrapped up|got underway)\b",
                rf"(?i:\b(?:{_any(forms_of('occasions.tsv', 'en'))}|launched)\b)",
            ),
            (rf"{_FROM} |(?i:\b(?:results?|winners?|list|rankings?) (?:of|for|in) .*(?:was|were) )",),
        ),
    )
    return (*(tuple(tuple(map(_both_scripts, group)) for group in needs) for needs in chinese), *english)


def sift_statements(texts: pa.ChunkedArray) -> npt.NDArray[np.int16]:
    """For each of n texts, bits of the finders that may find something in it, shape (n,).

    A bit that is not set proves that the finder finds nothing. Chinese needs a text beyond ASCII, English one with a
    letter. Each pattern is asked by itself: all of a language in one make more states than the engine keeps.
    """
    bits = np.zeros(len(texts), dtype=np.int16)
    is_foreign = ~pc.string_is_ascii(texts).to_numpy().astype(bool)
    plain, n_chinese = _make_plain(texts, is_foreign), len(_patterns()) // 2
    for first, last, is_asked in (
        (0, n_chinese, is_foreign),
        (n_chinese, len(_patterns()), _matches(plain, "[A-Za-z]")),
    ):
        rows = np.flatnonzero(is_asked)
        some = plain.take(pa.array(rows))
        for at in range(first, last):
            for group in _patterns()[at]:
                bits[rows[_find_all(some, group)]] |= 1 << at
    return bits


def _make_plain(texts: pa.ChunkedArray, is_foreign: npt.NDArray[np.bool_]) -> pa.ChunkedArray:
    """The texts with plain spaces and apostrophes, which only those beyond ASCII may lack."""
    rows = np.flatnonzero(is_foreign)
    odd = rows[_matches(texts.take(pa.array(rows)), f"{_SPACES}|{_APOSTROPHES}")]
    if not len(odd):
        return texts
    some = pc.replace_substring_regex(texts.take(pa.array(odd)), _SPACES, " ")
    some = pc.replace_substring_regex(some, _APOSTROPHES, "'")
    mask = np.zeros(len(texts), dtype=bool)
    mask[odd] = True
    return pc.replace_with_mask(texts, pa.array(mask), some.combine_chunks())


def _find_all(texts: pa.ChunkedArray, patterns: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """Which texts all patterns match; each is asked of what the ones before it left."""
    rows = np.flatnonzero(_matches(texts, patterns[0]))
    for pattern in patterns[1:]:
        rows = rows[_matches(texts.take(pa.array(rows)), pattern)]
    return rows


def _matches(texts: pa.ChunkedArray, pattern: str) -> npt.NDArray[np.bool_]:
    matches: npt.NDArray[np.bool_] = pc.match_substring_regex(texts, pattern).to_numpy().astype(bool)
    return matches
