"""English figures whose number is no plain numeral: two thirds, half of, doubled, threefold, twice the."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ..core.numerals import read_any_english
from .mention import Mention, read_ratio, round_fraction
from .tables.read_tables import read_rows

_COUNTS, _PARTS, _TIMES = (
    {word: Decimal(number) for of, number, word in read_rows("ratio_words.tsv") if of == kind}
    for kind in ("count", "part", "times")
)
_QUARTER = 4
_SCALE = r"(?:[mb]illion|trillion|hundred|thousand)\b"
_FOLD = r"|\b(?P<fold>[a-z]+-?|[0-9]+-)fold\b"
_ANY_RATIO = (
    rf"\b(?i:(?P<count>{'|'.join(_COUNTS)})[ -](?P<part>{'|'.join(_PARTS)})(?P<plural>s?)\b"
    rf"(?=[ ,.;)]|$)(?!(?<=quarter) of an? {_SCALE}|(?<=quarters) of an? {_SCALE})"
    r"|(?<!first )(?<!second )(?<!other )(?<!latter )(?<!-)(?P<half>half)(?= (?:of|the|its|their|all)\b))"
    r"|(?P<lone_half>(?<=by |an |ly |st |ut |er |up |wn )half"
    r"(?=[,.;)]|$| (?:in|since|from|to|compared|last|this|over|between|after|when|as)\b))"
    rf"{_FOLD}|\b(?P<times>{'|'.join(_TIMES)})\b(?! (?:down|as|up))|\b(?P<twice>[Tt]wice)(?= (?:the|as) )"
    r"|\b(?P<double>[Dd]ouble|[Tt]reble|[Tt]riple)(?= (?:the|last year's) (?![12][0-9]{3} [a-z])[$€£]?[0-9])"
)
_RATIO, _NOT_FOLD = re.compile(_ANY_RATIO), re.compile(_ANY_RATIO.replace(_FOLD, "|(?P<fold>(?!))"))
_SMALL = "[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[1-9]"
_ODDS = re.compile(
    rf"(?<![0-9.,/-])\b(?P<above>{_SMALL}|[Oo]ne(?= [a-z]+ in ))(?: (?:(?<=One )|(?<=one ))[a-z]+)? "
    r"(?:in|out of)(?: every)? "
    rf"(?P<below>{_SMALL}|ten|twenty|fifty|(?:a )?hundred|[1-9][0-9]{{1,2}})"
    r"\b(?!-|[.,%][0-9]| (?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|quarters?|cent|[mb]illion)\b)"
)
_IN = re.compile(rf" in (?:every )?(?:{_SMALL}|ten|twenty|fifty|(?:a )?hundred|[1-9][0-9]{{1,2}})\b")
_COMPARES = re.compile(r"\b(?:by|than|nearly|almost|about|over|up|down) \Z")
"""Words before `a fifth` or `half` that make it a share: rose by a fifth, more than half."""
_SAYS_OF_WHAT = (" of ", " or more", " less than ", " more than ", " fewer than ", " higher than ", " lower than ",
                 " below ", " above ")  # fmt: skip
_POINT = re.compile(" (?:of )?(?:a |one )?percentage point")
RATIO_STEMS = (
    *("half", "Half", "third", "quarter", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
    *("ripl", "rebl", "oubl", "quadrupl", "wice", "fold", "enth", "twelfth", "wentieth"),
)
"""One of these is in every English ratio."""


def find_english_ratios(text: str) -> Iterator[Mention]:
    """The English ratios of a text."""
    if (" in " in text and _IN.search(text)) or " out of " in text:
        yield from _find_odds(text)
    for part in RATIO_STEMS:
        if part in text:
            break
    else:
        return
    for match in (_RATIO if "fold" in text else _NOT_FOLD).finditer(text):
        if match["fold"]:
            mention = _read_fold(match)
        else:
            mention = (
                _read_multiple(match)
                if match["times"] or match["twice"] or match["double"]
                else _read_part(text, match)
            )
        if mention is not None:
            yield mention


def _find_odds(text: str) -> Iterator[Mention]:
    """One in five hospitals, nine out of ten: the part is below the whole; a time behind it would be how long."""
    for match in _ODDS.finditer(text):
        above, below = (read_any_english(match[side])[0].value for side in ("above", "below"))
        if above < below:
            yield read_ratio(match.span(), round_fraction(above, below), "fraction", "english-odds", 0.85)


def _read_fold(match: re.Match[str]) -> Mention | None:
    """Twelvefold, 10-fold; not manifold."""
    numbers = read_any_english(match["fold"].rstrip("-"))
    if len(numbers) != 1 or numbers[0].end < len(match["fold"].rstrip("-")):
        return None
    return read_ratio(match.span(), numbers[0].value, "times", "english-doubling", 0.85)


def _read_multiple(match: re.Match[str]) -> Mention:
    """`doubled` is a change; `twice the` compares."""
    if match["twice"]:
        return read_ratio(match.span(), Decimal(2), "times", "english-doubling", 0.7)
    if match["double"]:
        value = Decimal(2 if match["double"][0] in "Dd" else 3)
        return read_ratio(match.span(), value, "times", "english-doubling", 0.8)
    mention = read_ratio(match.span(), _TIMES[match["times"]], "times", "english-doubling", 0.85)
    mention.kind, mention.measure, mention.direction = "change", "change_pct", "increase"
    return mention


def _read_part(text: str, match: re.Match[str]) -> Mention | None:
    """`two thirds`, `one-fifth`, `half of`; not `a third`, which is mostly one more, unless `of` follows."""
    if match["lone_half"]:
        if not _COMPARES.search(text, max(0, match.start() - 12), match.start()):
            return None
        return read_ratio(match.span(), Decimal("0.5"), "fraction", "english-fraction", 0.8)
    if match["half"]:
        return read_ratio(match.span(), Decimal("0.5"), "fraction", "english-fraction", 0.9)
    article, count, part = match["count"].lower() == "a", _COUNTS[match["count"].lower()], _PARTS[match["part"].lower()]
    if (count > 1) != bool(match["plural"]):
        return None
    if part == _QUARTER and text.endswith("first ", 0, match.start()):
        return None  # a date: the first three quarters
    point = _POINT.match(text, match.end())
    if point is not None:
        value = round_fraction(count, part)
        return read_ratio((match.start(), point.end()), value, "percentage_point", "english-fraction", 0.85)
    is_said = text.startswith(_SAYS_OF_WHAT, match.end())
    if article and not (is_said or _COMPARES.search(text, max(0, match.start() - 12), match.start())):
        return None
    return read_ratio(match.span(), round_fraction(count, part), "fraction", "english-fraction", 0.9)
