"""Leave a clause with its only figure out of one side of a clean translation: the figure then stands in one language.

And say a figure in a way that does not compare: rounded without saying so, in another currency, of another period.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tasks.core.numerals import Numeral, find_numerals

from .clean_lines import Corpus
from .plant_errors import Anchor, Planted, find_anchors

_CLAUSES = {"zh": re.compile("[^，；。]+[，；。]"), "en": re.compile(r"(?:[^,;.]|[,.](?=[0-9]))+[,;.](?![0-9])")}
_SAID_BEFORE = re.compile(r"(?:[$£€]|\b(?:than|over|nearly|almost|about|around|least|most|to|exceeding) )\Z")
LEAST_DIGITS = 2


class Omitted(NamedTuple):
    """A planted omission and the digits of the figure that is left on the other side, as written."""

    planted: Planted
    written: str


def omit_clauses(corpus: Corpus) -> Iterator[Omitted]:
    """Lines of which a clause is gone that holds one figure, which is in the other language and has two digits at least."""
    for anchor in find_anchors(corpus):
        for side, text, numeral, other in _sides(corpus, anchor):
            clauses = list(_CLAUSES[side].finditer(text))
            held = [clause for clause in clauses if clause.start() <= numeral.start < clause.end()]
            if len(clauses) < 2 or not held or sum(char.isdigit() for char in str(anchor.zh.value)) < LEAST_DIGITS:
                continue
            if len(list(find_numerals(held[0].group()))) == 1:
                start, end = held[0].span()
                kept = text[:start] + text[end:]
                yield Omitted(Planted("omission", anchor.line, side, kept, start, start), other)


def _sides(corpus: Corpus, anchor: Anchor) -> Iterator[tuple[str, str, Numeral, str]]:
    zh, en = corpus.zh[anchor.line], corpus.en[anchor.line]
    yield "zh", zh, anchor.zh, en[anchor.en.start : anchor.en.end]
    yield "en", en, anchor.en, zh[anchor.zh.start : anchor.zh.end]


def round_figures(corpus: Corpus) -> Iterator[Planted]:
    """Lines of which one English integer with four digits and more is rounded to two digits, or its neighbour's zeros."""
    for anchor in find_anchors(corpus):
        text, numeral = corpus.en[anchor.line], anchor.en
        written = text[numeral.start : numeral.end]
        value = numeral.value
        if _SAID_BEFORE.search(text, 0, numeral.start):
            continue
        if re.fullmatch("[0-9]{1,3}(?:,[0-9]{3})+", written) and len(written.replace(",", "").rstrip("0")) > 3:
            place = Decimal(10) ** (len(written.replace(",", "")) - 2)
            rounded = f"about {int((value / place).to_integral_value() * place):,}"
            start, end = numeral.start, numeral.end
            yield Planted(
                "rounding", anchor.line, "en", text[:start] + rounded + text[end:], start, start + len(rounded)
            )
