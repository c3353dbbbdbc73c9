"""Every number that English spells out, whether it counts something or not: two thirds, five and a half million.

`find_numerals` leaves out what is mostly no figure (a lone `half`, `1 in 20`); this reads all of it, and is the grammar
of number words by itself. Chinese is read by `read_any_chinese`.
"""

import re
from decimal import Decimal
from typing import NamedTuple

from .numeral import Numeral
from .read_han import EXACT
from .read_tables import read_rows
from .read_words import WORDS
from .read_written_digits import DIGITS, read_written_digits

_MORE = {word: (kind, Decimal(value)) for word, kind, value in read_rows("number_words_en.tsv")}
_KINDS = (
    {word: (kind if word != "dozen" else "dozen", value) for word, (kind, value) in WORDS.items()}
    | {word: ("unit" if kind == "zero" else kind, value) for word, (kind, value) in _MORE.items()}
    | {"a": ("a", Decimal(1)), "and": ("and", Decimal(0)), "point": ("point", Decimal(0)), "out": ("out", Decimal(0))}
    | {"of": ("of", Decimal(0)), "in": ("in", Decimal(0))}
)
_LEX = re.compile(rf"(?P<digits>{DIGITS})|(?P<word>[A-Za-z]++)|(?P<gap>[\s\u00a0]++|-)|.", re.DOTALL)
_PLURAL = frozenset(("part", "last", "dozen", "scale", "hundred"))
_PRONOUN_BEFORE = frozenset(("the", "this", "that", "which", "these", "no", "any", "each", "every", "another"))
_ONE = Decimal(1)
_TEN = Decimal(10)


class _Token(NamedTuple):
    """A word or digits: what it is, its value and span; kind `stop` for what is part of no number."""

    kind: str
    value: Decimal
    start: int
    end: int
    word: str


class _Read(NamedTuple):
    """What was read of a number: its value and the token behind it."""

    value: Decimal
    at: int


def read_any_english(text: str) -> list[Numeral]:
    """The numbers of an English text in order, with signs, parts, points and quotients."""
    tokens = [*_tokenize(text), _Token("stop", Decimal(0), len(text), len(text), "")]
    found: list[Numeral] = []
    at = 0
    while tokens[at].end > tokens[at].start or at + 1 < len(tokens):
        read = None if _is_pronoun(tokens, at) else _read_number(tokens, at)
        if read is None:
            at += 1
            continue
        found.append(Numeral(tokens[at].start, tokens[read.at - 1].end, read.value))
        at = read.at
    return found


def _tokenize(text: str) -> list[_Token]:
    tokens = []
    for match in _LEX.finditer(text):
        if match["gap"]:
            continue
        value = read_written_digits(match["digits"]) if match["digits"] else None
        if value is not None:
            tokens.append(_Token("digits", value, *match.span(), ""))
            continue
        word = (match["word"] or "").lower()
        kind, number = _KINDS.get(word, ("stop", Decimal(0)))
        if kind == "stop" and word.endswith("s"):
            kind, number = _KINDS.get(word[:-1], ("stop", number))
            kind = kind if kind in _PLURAL else "stop"
        tokens.append(_Token(kind, number, *match.span(), word))
    return tokens


def _is_pronoun(tokens: list[_Token], at: int) -> bool:
    """This one, which one: no number."""
    return tokens[at].word == "one" and at > 0 and tokens[at - 1].word in _PRONOUN_BEFORE


def _read_number(tokens: list[_Token], at: int) -> _Read | None:
    """A number with its sign: minus five point five, one over three."""
    if tokens[at].kind == "sign":
        read = _read_number(tokens, at + 1)
        return read and _Read(-read.value, read.at)
    read = _read_mixed(tokens, at)
    if read is None:
        return None
    divisor = _read_quotient(tokens, read)
    if divisor is None or not divisor.value:
        return read
    return _Read(EXACT.divide(read.value, divisor.value), divisor.at)


def _read_quotient(tokens: list[_Token], read: _Read) -> _Read | None:
    """The number that another is taken over: one over three, 2 out of 500, 1 in 20; not 2000 over 3 years."""
    link, after = tokens[read.at], tokens[min(read.at + 1, len(tokens) - 1)]
    if link.kind == "ratio" or (link.kind == "in" and read.value == 1):
        divisor = _read_cardinal(tokens, read.at + 1)
        is_counted = divisor is not None and tokens[divisor.at].word != ""
        return None if is_counted and link.kind == "ratio" else divisor
    divisor = _read_cardinal(tokens, read.at + 2) if link.kind == "out" and after.kind == "of" else None
    return divisor if divisor is not None and read.value <= divisor.value else None


def _read_mixed(tokens: list[_Token], at: int) -> _Read | None:
    """A whole number, a part, or both: two, two thirds, three and a fifth, five and a half million."""
    part = _read_part(tokens, at)
    if part is not None:
        return part
    whole = _read_cardinal(tokens, at)
    if whole is None:
        return None
    if tokens[whole.at].kind == "point":
        return _read_decimal(tokens, whole) or whole
    if tokens[whole.at].kind != "and":
        return whole
    part = _read_part(tokens, whole.at + 1, is_proper=True)
    if part is not None:
        return _add_part(tokens, whole, part)
    rest = _read_cardinal(tokens, whole.at + 1)
    is_dozens = rest is not None and tokens[rest.at - 1].kind == "dozen"
    return _Read(whole.value + rest.value, rest.at) if rest is not None and is_dozens else whole


def _add_part(tokens: list[_Token], whole: _Read, part: _Read) -> _Read:
    """One million and a half is 1,500,000; five and a half million 5,500,000; a billion and a half million adds up."""
    last, behind = tokens[whole.at - 1], tokens[part.at - 1]
    if behind.kind != "scale":
        return _Read(whole.value + part.value * (last.value if last.kind == "scale" else _ONE), part.at)
    if last.kind == "scale":
        return _Read(whole.value + part.value, part.at)
    return _Read((whole.value + part.value / behind.value) * behind.value, part.at)


def _read_part(tokens: list[_Token], at: int, is_proper: bool = False) -> _Read | None:
    """A fraction in words: a half, three fifths, twenty-three hundredths, two thirds of a million, half a dozen."""
    if tokens[at].kind == "part" and tokens[at].word in ("half", "quarter"):
        return _scale(tokens, _Read(EXACT.divide(_ONE, tokens[at].value), at + 1))
    upper = _read_cardinal(tokens, at) or (_Read(_ONE, at + 1) if tokens[at].kind == "a" else None)
    if upper is None or tokens[upper.at - 1].kind == "digits":
        return None
    for stop in (*((upper.at - 1,) if _is_tens_of_part(tokens, at, upper.at - 1) else ()), upper.at):
        lower = _read_divisor(tokens, stop)
        above = upper if stop == upper.at else _read_cardinal(tokens, at, stop)
        if lower is None or above is None or above.at != stop:
            continue
        divided = _divide(tokens, at, above, lower, is_proper)
        if divided is not None:
            return divided
    return None


def _is_tens_of_part(tokens: list[_Token], at: int, last: int) -> bool:
    """One hundred thirty fifths are 100 of 35; one hundred and thirty fifths 130 of 5."""
    return last > at and tokens[last].kind == "tens" and tokens[last - 1].kind != "and"


def _divide(tokens: list[_Token], at: int, above: _Read, lower: _Read, is_proper: bool) -> _Read | None:
    """The quotient; what stands before `and` is whole where the rest is less than one: a hundred and three quarters."""
    is_plural = tokens[lower.at - 1].word.endswith("s")
    joints = [place for place in range(at, above.at) if tokens[place].kind == "and"]
    if joints:
        whole, rest = _read_cardinal(tokens, at, joints[-1]), _read_cardinal(tokens, joints[-1] + 1, above.at)
        if whole is not None and rest is not None and _is_proper(rest.value, lower.value, is_plural):
            part = _scale(tokens, _Read(EXACT.divide(rest.value, lower.value), lower.at))
            return _add_part(tokens, whole, part)
    if above.value != 1 and not is_plural:
        return None
    value = EXACT.divide(above.value, lower.value)
    return None if is_proper and value >= 1 else _scale(tokens, _Read(value, lower.at))


def _is_proper(above: Decimal, below: Decimal, is_plural: bool) -> bool:
    return above < below and (is_plural or above == 1)


def _read_divisor(tokens: list[_Token], at: int) -> _Read | None:
    """What a number of is counted: fifths, twenty-fifths, one hundred fifths; `first` only behind tens."""
    if tokens[at].kind == "part":
        return _Read(tokens[at].value, at + 1)
    front = _read_cardinal(tokens, at)
    if front is None:
        return None
    last = tokens[front.at + (tokens[front.at].kind == "and")]
    if last.kind not in ("part", "last") or last.value >= _TEN or front.value % _TEN:
        return None
    return _Read(front.value + last.value, tokens.index(last) + 1)


def _scale(tokens: list[_Token], part: _Read) -> _Read:
    """Two thirds of a million, half a dozen, a quarter million."""
    at = part.at
    if tokens[at].kind == "of" and tokens[at + 1].kind == "a" and tokens[at + 2].kind in ("scale", "hundred", "dozen"):
        return _Read(part.value * tokens[at + 2].value, at + 3)
    if tokens[at].kind == "a" and tokens[at + 1].kind in ("scale", "dozen", "hundred"):
        return _Read(part.value * tokens[at + 1].value, at + 2)
    return _Read(part.value * tokens[at].value, at + 1) if tokens[at].kind == "scale" else part


def _read_decimal(tokens: list[_Token], whole: _Read) -> _Read | None:
    """Nine point nought four, two hundred point seventy-one."""
    at, digits = whole.at + 1, ""
    while tokens[at].kind == "unit" and tokens[at].value < _TEN:
        digits, at = digits + str(tokens[at].value), at + 1
    if not digits:
        rest = _read_cardinal(tokens, at)
        if rest is None or rest.value != rest.value.to_integral_value() or rest.value < 1:
            return None
        digits, at = str(int(rest.value)), rest.at
    return _Read(whole.value + Decimal(f"0.{digits}"), at)


def _read_cardinal(tokens: list[_Token], at: int, stop: int | None = None) -> _Read | None:
    """The longest whole number, in words, digits or both: three hundred and 21, 6 crore and two hundred."""
    number, end = _Cardinal(), at
    stop = len(tokens) if stop is None else stop
    if at < stop and tokens[at].kind == "a" and tokens[min(at + 1, stop - 1)].kind in ("hundred", "scale", "dozen"):
        at += 1
    before = _Read(Decimal(0), at)
    while at < stop:
        has_and = tokens[at].kind == "and" and not number.is_empty
        at += has_and
        known = number.value
        if at >= stop or not number.take(tokens[at], has_and):
            break
        before = _Read(known, end) if has_and else before
        at += 1
        end = at
    if before.at > 0 and end < stop and before.at == end - 2 and tokens[end].kind in ("hundred", "dozen", "scale"):
        return before  # three hundred and two dozens: the two counts dozens
    return None if number.is_empty else _Read(number.value, end)


class _Cardinal:
    """A whole number that is being read."""

    def __init__(self) -> None:
        self._total, self._section = Decimal(0), Decimal(0)
        self._room, self._lowest = Decimal(10) ** 30, Decimal(10) ** 30
        self.is_empty, self._has_hundred = True, False

    @property
    def value(self) -> Decimal:
        return self._total + self._section

    def take(self, token: _Token, has_and: bool) -> bool:
        """Join a token; False where it cannot belong to the number."""
        kind, value = token.kind, token.value
        if kind in ("unit", "tens", "digits"):
            if value >= self._room or (has_and and self._room < 100) or (value == 0 and not self.is_empty):
                return False
            self._section += value
            self._room = {"tens": _TEN, "unit": _ONE}.get(kind, Decimal(0))
        elif has_and or kind not in ("hundred", "dozen", "scale"):
            return False
        elif kind in ("hundred", "dozen"):
            if not self.is_empty and (not self._section or self._has_hundred):
                return False
            self._has_hundred = True
            self._section = (self._section or _ONE) * value
            self._room = Decimal(100) if kind == "hundred" else Decimal(0)
        elif not self._take_scale(value):
            return False
        self.is_empty = False
        return True

    def _take_scale(self, value: Decimal) -> bool:
        if self.is_empty or self._section:
            if value >= self._lowest:
                return False
            self._total += (self._section or _ONE) * value
        else:
            self._total *= value  # three lakh crore
        self._has_hundred = False
        self._section, self._room, self._lowest = Decimal(0), min(value, Decimal(1000)), value
        return True
