"""English figures whose number is no plain numeral: two thirds, half of, doubled, threefold, twice the."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .mention import Mention, read_ratio, round_fraction
from .tables.read_tables import read_rows

_COUNTS, _PARTS, _TIMES = (
    {word: Decimal(number) for of, number, word in read_rows("ratio_words.tsv") if of == kind}
    for kind in ("count", "part", "times")
)
_RATIO = re.compile(
    rf"\b(?i:(?P<count>{'|'.join(_COUNTS)})[ -](?P<part>{'|'.join(_PARTS)})(?P<plural>s?)\b(?=[ ,.;)]|$)"
    r"|(?<!first )(?<!second )(?<!other )(?<!latter )(?<!-)(?P<half>half)(?= (?:of|the|its|their|all)\b))"
    rf"|\b(?P<times>{'|'.join(_TIMES)})\b(?! (?:down|as|up))|\b(?P<twice>[Tt]wice)(?= (?:the|as) )"
)
RATIO_STEMS = (
    *("half", "Half", "third", "quarter", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("doubl", "tripl", "quadrupl", "wice", "fold"),
)
"""One of these is in every English ratio."""


def find_english_ratios(text: str) -> Iterator[Mention]:
    """The English ratios of a text in order."""
    for part in RATIO_STEMS:
        if part in text:
            break
    else:
        return
    for match in _RATIO.finditer(text):
        mention = _read_multiple(match) if match["times"] or match["twice"] else _read_part(text, match)
        if mention is not None:
            yield mention


def _read_multiple(match: re.Match[str]) -> Mention:
    """`doubled` is a change; `twice the` and `threefold` compare."""
    if match["twice"]:
        return read_ratio(match.span(), Decimal(2), "times", "english-doubling", 0.7)
    mention = read_ratio(match.span(), _TIMES[match["times"]], "times", "english-doubling", 0.85)
    if not match["times"].endswith("fold"):
        mention.kind, mention.measure, mention.direction = "change", "change_pct", "increase"
    return mention


def _read_part(text: str, match: re.Match[str]) -> Mention | None:
    """`two thirds`, `one-fifth`, `half of`; not `a third`, which is mostly one more, unless `of` follows."""
    if match["half"]:
        return read_ratio(match.span(), Decimal("0.5"), "fraction", "english-fraction", 0.8)
    article, count, part = match["count"].lower() == "a", _COUNTS[match["count"].lower()], _PARTS[match["part"].lower()]
    if (count > 1) != bool(match["plural"]):
        return None
    if article and not text.startswith((" of ", " or more"), match.end()):
        return None
    return read_ratio(match.span(), round_fraction(count, part), "fraction", "english-fraction", 0.85)
