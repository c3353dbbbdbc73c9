"""Numbers of a text that were read as no fact, for want of a unit or a noun: `the toll rises to 832`."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from operator import itemgetter
from pathlib import Path

from ..core.numerals import Numeral, find_numerals
from ..core.slips import count_digits
from .figure import Figure
from .locate_figures import Span, locate_figures

LEAST_BOUND = 10
"""Smaller numbers stand too often in a text for what is said of one to be said of the other."""
CONFIDENCE = 0.5
"""How sure it is that a number counts something."""
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)(?:[a-z]{3,6})?\.?"
_NAMES = (
    "[Aa]rticles?|[Pp]aragraphs?|[Ss]ections?|[Ss]ubparagraphs?|[Ii]tems?|[Cc]lauses?|Nos?\\.|[Cc]hapters?|[Pp]arts?"
    "|[Tt]ables?|[Aa]ppendix|[Aa]nnex|[Ss]chedules?|[Gg]rades?|[Ll]evels?|[Tt]ypes?|[Cc]lass|[Vv]ersions?|[Pp]ages?"
)
_BEFORE = re.compile(
    rf"(?:\b{_MONTH} |\b(?:{_NAMES}) |[-–—/:#_.]|[A-Za-z]|[第之年月]"
    rf"|\b(?:{_NAMES}) [0-9, -]{{1,16}}(?:(?:to|through|and|or) )?)\Z"
)
_AFTER = re.compile(
    rf" ?(?:{_MONTH}(?![a-z])|[月号號時时点點届屆條条款項项目章節节編编世]|[学學]年|年度)"
    r"|(?:st|nd|rd|th)\b|[:：/_][0-9]| ?[角毛](?=[，。；,;）)]|$)"
    r"|[-–—][0-9]{1,4}-| ?日(?!元|圓|圆|以?[内內前後后]|之)| ?[ap]\.?m\b|[A-Z]| ?o'clock| [A-Z][a-z]+ (?:19|20)[0-9]{2}"
)
_ITEM_BEFORE = re.compile(r"(?:\A|[。；：:;.）)\n]) ?[(（]?\Z")
_ITEM_AFTER = re.compile(r"[)）、]|\.(?![0-9])")
_YEAR = re.compile(
    "(?:20|1[0-9])[0-9]{2}(?! (?:[a-z]{1,20}[ -]){0,2}[a-z]{1,20}s(?![a-z])| (?:to|and) [0-9]{1,3}(?![0-9])| people"
    "| ?[歲岁天名人元個个])"
)
FIRST_YEAR = 1800
_COUNTED = re.compile(
    r"\b(?:than|least|most|only|over|some|nearly|almost|exactly|just|scor(?:ed|ing)|total(?:l?ed)?|had) \Z"
)
"""Words before a count, never before a year."""
_DATED = re.compile(
    r"(?:\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ff]rom|of|to|[Aa]fter|[Bb]efore|circa|year|around|and) "
    r"|[\u3400-\u9fff(（])\Z"
)
_COUNTED_BEHIND = re.compile(r"[\u3400-\u9fff](?<![年至到和与與及或])")
_MINUS = re.compile(r"(?:\b(?:minus|negative) |零下|[负負])\Z", re.IGNORECASE)
_LONGEST_NAME, _LONGEST_BOUND, _LONGEST_ITEM = 36, 20, 3


def add_numbers(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of one side of a bead, in order, with the unread numbers of its text between them."""
    spans = locate_figures(text, figures)
    placed = [(start, figure) for (start, _), figure in zip(spans, figures, strict=True)]
    numbers = [(numeral.start, figure) for numeral, figure in _read_numbers(text, spans)]
    return [figure for _, figure in sorted(placed + numbers, key=itemgetter(0))]


def _read_numbers(text: str, spans: Sequence[Span]) -> Iterator[tuple[Numeral, Figure]]:
    for numeral in find_numerals(text):
        is_taken = any(start < numeral.end and numeral.start < end for start, end in spans)
        if not is_taken and not _is_name(text, numeral):
            bound = _read_qualifier(text, numeral) if numeral.value >= LEAST_BOUND else "exact"
            value = (
                -float(numeral.value)
                if _MINUS.search(text, max(0, numeral.start - _LONGEST_BOUND), numeral.start)
                else float(numeral.value)
            )
            yield numeral, make_number(text, numeral.start, numeral.end, value)._replace(qualifier=bound)


@cache
def _read_bounds() -> dict[str, str]:
    """Qualifier by word, of both languages."""
    lines = (Path(__file__).parent / "bounds.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and line[0] != "#")
    return {word: qualifier for _, qualifier, words in rows for word in words.split("|")}


@cache
def _bound() -> re.Pattern[str]:
    words = sorted(_read_bounds(), key=len, reverse=True)
    alternatives = "|".join(rf"\b{word} " if word.isascii() else f"{word} ?" for word in words)
    return re.compile(rf"({alternatives})(?:[A-Z]{{0,3}}[$£€])?\Z", re.IGNORECASE)


def _read_qualifier(text: str, numeral: Numeral) -> str:
    """What the words right in front of a number say of it; `exact` when nothing."""
    bound = _bound().search(text, max(0, numeral.start - _LONGEST_BOUND), numeral.start)
    return _read_bounds()[bound[1].rstrip().lower()] if bound else "exact"


def _is_name(text: str, numeral: Numeral) -> bool:
    """Whether a numeral is an ordinal, a date, an item of a list or the number of an article."""
    start, end = numeral.start, numeral.end
    if numeral.is_ordinal or (end - start == 4 and _is_year(text, start)) or _AFTER.match(text, end):
        return True
    is_short = end - start <= _LONGEST_ITEM
    if is_short and _ITEM_AFTER.match(text, end) and _ITEM_BEFORE.search(text, max(0, start - 2), start):
        return True
    return _BEFORE.search(text, max(0, start - _LONGEST_NAME), start) is not None


def _is_year(text: str, start: int) -> bool:
    """Whether four digits are rather a year than a number; before 1800 something must say so."""
    if not _YEAR.match(text, start) or _COUNTED.search(text, max(0, start - _LONGEST_BOUND), start):
        return False
    if int(text[start : start + 4]) >= FIRST_YEAR:
        return True
    is_counted = _COUNTED_BEHIND.match(text, start + 4) is not None
    return not is_counted and _DATED.search(text, max(0, start - 12), start) is not None


def make_number(text: str, start: int, end: int, number: float) -> Figure:
    """The figure of a number that was read as no fact: nothing is known of it but its value."""
    return Figure(
        fact_id=f"#{start}", quote=text[start:end], bound="", value=number, raw=number,
        dimension=None, unit=None, unit_class=None, qualifier="exact", direction=None, measure=None, time=None,
        place=0.0, round_place=0.0, n_digits=count_digits(number), is_currency_open=False, confidence=CONFIDENCE,
    )  # fmt: skip
