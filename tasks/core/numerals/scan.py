"""Find the numerals of a text in both languages, in one pass for each of digits, Chinese characters and words."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from operator import itemgetter

from .numeral import Numeral
from .read_any_english import read_any_english
from .read_han import COMMON, DIGITS, EXACT, FINANCIAL, MAX_LENGTH, MYRIADS, POWERS, read_han
from .read_tables import alternation, cased, read_rows, sizes_by_first
from .read_words import ANY as _WORD
from .read_words import SCALES, WORD_RUN, read_words

_SUFFIXES = {suffix: (Decimal(10) ** int(power), where) for suffix, power, where in read_rows("scale_suffixes.tsv")}
_DIGIT_SCALES = SCALES | {suffix: factor for suffix, (factor, where) in _SUFFIXES.items() if where == "any"}
_SYMBOLS = frozenset(symbol for (symbol,) in read_rows("unit_symbols.tsv"))
_LOOK_ALIKES = frozenset(word for (word,) in read_rows("look_alikes.tsv"))
_COUNTERS = frozenset(word for (word,) in read_rows("counters.tsv"))
_NO_LOOK_ALIKES = frozenset(("十分钟", "十分鐘", "十分鍾"))
_LOOK_ALIKE_SIZES, _COUNTER_SIZES = sizes_by_first(_LOOK_ALIKES), sizes_by_first(_COUNTERS)
_ORDINAL_SUFFIXES = frozenset(("st", "nd", "rd", "th"))
_ONE = Decimal(1)
_NARROW = {0xFF10 + digit: 0x30 + digit for digit in range(10)} | {0xFF0C: 0x2C, 0xFF0E: 0x2E}

_NUMERAL_CHARS = frozenset(COMMON)
_MARKS_OF_LISTS = "至到—–~～、\\-"


def _before_lone() -> str:
    """What can stand behind a lone Chinese digit that counts, or that begins a look-alike with a second digit."""
    counters = {word[0] for word in _COUNTERS}
    joined = {word[1] for word in _LOOK_ALIKES if len(word) > 1 and _NUMERAL_CHARS.intersection(word[2:])}
    return "".join(sorted(counters | joined)) + "来來0-9" + _MARKS_OF_LISTS


BEFORE_LONE = _before_lone()
"""The inside of a class of characters."""


def _behind_code() -> str:
    """That a digit stands right behind a currency code, as in USD115 and RM50m: other letters there make it a name."""
    codes = [code for (code,) in read_rows("money_codes.tsv")]
    return "|".join(f"(?<={code}[0-9])(?<![A-Za-z]{code}[0-9])" for code in codes)


_DIGIT_RUN = re.compile(
    rf"[0-9０-９](?:(?<![A-Za-z_0-9０-９][0-9０-９])|{_behind_code()})"
    r"(?:[0-9]?(?:,[0-9]{2}(?=,)){1,6},[0-9]{3}(?![0-9])|[0-9]{0,2}(?>(?:,[0-9]{3}(?![0-9]))+)|[０-９]{0,2}(?>(?:[，,][０-９]{3}(?![０-９]))+)|[0-9０-９]*+)"
    r"(?>(?:[.．][0-9０-９]++)*)"
    rf"(?>(?:(?P<han>(?:[余多餘]?(?=[{POWERS}{MYRIADS}])|[ \u00a0](?=[{MYRIADS}]))"
    rf"(?>(?:[0-9{COMMON}余多餘]++|,(?=[0-9]{{3}}(?![0-9])))+))"
    rf"|(?P<scale>(?>(?:[ \u00a0-]?{alternation(cased(_DIGIT_SCALES))}\b)+)))?)"
    r"(?P<tail>[A-Za-z]++)?"
)
_HAN_RUN = re.compile(
    rf"[第{DIGITS}{POWERS}万萬](?:[{COMMON}点點余多餘]++|(?=[{BEFORE_LONE}]))",
)
_TRAILING = re.compile("[余多餘点點]++\\Z")
_PREFIXED = {"千": frozenset("瓦克米伏卡赫帕"), "兆": frozenset("瓦伏赫帕字比"), "百": frozenset("帕")}
"""千, 百 and 兆 before these make a unit (千瓦, 兆赫) and are no number."""
_TRIMMED = frozenset("余多餘点點两兩") | _PREFIXED.keys()

_FINANCIAL_RUN = re.compile(rf"[{FINANCIAL}][{FINANCIAL}零{MYRIADS}]++")
_IS_FINANCIAL = re.compile(f"[拾佰仟]|[壹贰貳叁叄參肆伍陆陸柒捌玖][{MYRIADS}]")
_LEADING = frozenset(DIGITS + "十廿卅")
_NO_LONE = frozenset("第零〇○百千万萬")
_SCALES_ALONE, _OVER = frozenset("百千万萬"), frozenset("余餘多")
"""百余公里 is more than a hundred kilometres; 百 alone is mostly a part of a word."""
_ABOUT = frozenset("余多餘來来")
_VAGUE = frozenset("数數几幾好若双雙")
_AMOUNTS = frozenset("时時人总總次件天户戶份额額倍学學年")
"""数 behind these is a noun: 授课时数三十六小时."""
_DECIMAL = re.compile("[一零][点點][一二三四五六七八九零〇]{1,4}")
_OF_AN_HOUR = frozenset("分刻")
_TO_NUMBER = re.compile(rf"[{_MARKS_OF_LISTS}][{COMMON}0-9]")

_OF_A = "of an? "
_PART_OF = re.compile(f"[ -]{_OF_A}")
_HALVES = re.compile(
    rf"\b(?P<front>{_WORD}(?>(?:[ -]{_WORD}){{0,9}})(?: and |-and-))?(?:[Aa]n?[ -]|[Tt]hree[ -])?(?:[Hh]alf|quarters?)"
    rf"(?P<scale>[ -](?:{_OF_A}|an? )?{alternation(SCALES)})?\b(?!-)"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]++|[A-Za-z0-9._%+-]++@[A-Za-z0-9.-]++")
_SIGNS = frozenset("-−－负負")
_MINUS = re.compile(r"(?:^|[\s(（:：,，、=为為是至到达達约約])(?<![0-9%]\s)[-−－]\Z|(?<![胜担勝擔正])[负負]\Z")
_RATIO_SIGNS = frozenset("%％‰")
_POINT = re.compile(r"(?:^|[\s($€£¥-])\.\Z")
_JOINTS = frozenset("-_/.")
_JOINED_BEFORE = _JOINTS | _SIGNS
_WINDOW = 24
_LONGEST = 2 * MAX_LENGTH
_start = itemgetter(0)
_HAS_LETTER = re.compile("[A-Za-z_]")
_SCALE_LETTERS = ("bn", "mn", "m", "trn", "tn", "k")
"""Letters that scale, behind which a range may go on: 1.2bn-1.5bn."""
_SCALED = f"(?:{'|'.join(_SCALE_LETTERS)})"
_NO_SCALE = "".join(f"(?<![0-9]{letters})" for letters in _SCALE_LETTERS)
_CODE_LEFT = re.compile(
    rf"(?:[A-Za-z](?<!agnitude){_NO_SCALE}[-_/]|_|[A-Za-z][0-9]++[A-Za-z0-9]*+[-_/.][0-9-]*+"
    rf"|[0-9](?!{_SCALED}-)[A-Za-z]++[-_/.][0-9-]*+)\Z"
)
_CODE_RIGHT = re.compile(
    rf"_|[-/](?![0-9][0-9.,]{{0,9}}{_SCALED}(?![A-Za-z0-9_/-]))[A-Za-z0-9]*?(?:[A-Za-z][0-9]|[0-9][A-Za-z])"
)
_CURRENCY_BEFORE = re.compile(r"(?:[$€£¥￥₩]|\b[A-Z]{3}|\bRM|\bRs\.?|\bRp)[ \u00a0]?\Z")

Spans = list[tuple[int, int]]


def find_numerals(text: str, may_hold_words: bool = True) -> list[Numeral]:
    """The numerals of a text in order and apart, whatever its language; takes time linear in the text.

    Digits with Chinese or English scales (`3314万`, `33.14 million`), Chinese numerals (两千零五) and English number
    words (`twenty-one`) are read. What is inside identifiers, addresses and words (`5fa71b43`, 十分) is left out.
    With `may_hold_words` False the caller promises that no English number word is there, and none is searched.
    """
    found, is_ascii = _find_digits(text), text.isascii()
    if is_ascii and not may_hold_words:
        return found
    n_digits = len(found)
    taken = [numeral[:2] for numeral in found]
    if not is_ascii:
        found += _find_han(text, taken)
    if may_hold_words:
        found += _find_words(text, taken)
    if n_digits != len(found):
        found.sort(key=_start)
    return found


def _outside(matches: Iterator[re.Match[str]], spans: Spans) -> Iterator[re.Match[str]]:
    """The matches that do not begin inside or right behind one of the spans, which are in order."""
    return _skip(matches, spans) if spans else matches


def _skip(matches: Iterator[re.Match[str]], spans: Spans) -> Iterator[re.Match[str]]:
    at, n_spans = 0, len(spans)
    for match in matches:
        start = match.start()
        while at < n_spans and spans[at][1] < start:
            at += 1
        if at == n_spans or spans[at][0] > start:
            yield match


def _find_digits(text: str) -> list[Numeral]:
    matches = _DIGIT_RUN.finditer(text)
    if "://" in text or "www." in text or "@" in text:
        matches = _outside(matches, [match.span() for match in _ADDRESS.finditer(text)])
    size = len(text)
    found: list[Numeral] = []
    for match in matches:
        start, end = match.span()
        is_alone = match.lastgroup is None and not (start and text[start - 1] in _JOINED_BEFORE)
        if is_alone and (end == size or text[end] not in _JOINTS):
            value = _read_short(match.group()) if end - start <= _LONGEST else None
            numeral = Numeral(start, end, value) if value is not None else None
        else:
            numeral = _read_digits(text, match)
        if numeral is not None:
            found.append(numeral)
    return found


def _read_digits(text: str, match: re.Match[str]) -> Numeral | None:
    """The numeral of one run of digits, or None when it is part of an identifier, a version or an address."""
    start, end = match.span()
    han, scale, tail = match.groups()
    if tail:
        end = match.end("han") if han else match.end("scale") if scale else match.start("tail")
    factor, is_ordinal = _ONE, False
    number_end = match.start("scale") if scale else end
    if han:
        end = number_end = _trim(text, start, end)
    if tail:
        kept = _read_tail(text, start, tail)
        if kept is None:
            return None
        factor, is_ordinal = kept
        end += len(tail) if is_ordinal or factor is not _ONE else 0
    if _is_code(text, start, end):
        return None
    if scale:
        for word in scale.replace("\u00a0", " ").replace("-", " ").split():
            factor = EXACT.multiply(factor, _DIGIT_SCALES[word.lower()])
    written = text[start:number_end]
    value = _read_written(written)
    if value is None:
        return None
    if start and text[start - 1] == "." and _POINT.search(text, max(0, start - 2), start):
        start, value = start - 1, EXACT.scaleb(value, -len(_narrow(written).partition(".")[0]))
    if start and text[start - 1] in _SIGNS and _is_minus(text, start, end):
        start, value = start - 1, -value
    return Numeral(start, end, value if factor is _ONE else EXACT.multiply(value, factor), is_ordinal)


def _is_minus(text: str, start: int, end: int) -> bool:
    """Whether the sign right before a number makes it negative; behind a Han character only a ratio: 增速-3.2%."""
    if _MINUS.search(text, max(0, start - 3), start):
        return True
    return text[end : end + 1] in _RATIO_SIGNS and "\u3400" <= text[start - 2 : start - 1] <= "\u9fff"


def _read_tail(text: str, start: int, tail: str) -> tuple[Decimal, bool] | None:
    """What letters right behind digits say, as (factor, is ordinal): bn, th, km; None where they make an identifier."""
    factor, where = _SUFFIXES.get(tail, (_ONE, ""))
    if where == "any" or (where and _CURRENCY_BEFORE.search(text, max(0, start - 5), start)):
        return factor, False
    if tail in _ORDINAL_SUFFIXES:
        return _ONE, True
    return (_ONE, False) if tail in _SYMBOLS else None


def _trim(text: str, start: int, end: int) -> int:
    """The end of a run without what belongs to the unit behind it: 余 of 300余家, 千 of 12千瓦."""
    if text[end - 1] not in _TRIMMED:
        return end
    if text[end - 1] in "余多餘点點":
        end = start + _TRAILING.search(text[start:end]).start()  # type: ignore[union-attr]
    elif text[end - 1] in "两兩" and end - start > 1:
        end -= 1  # a weight: 三十两; the number would end in 二
    return end - (text[end : end + 1] in _PREFIXED.get(text[end - 1], ()))


def _narrow(written: str) -> str:
    """ASCII digits without commas."""
    return (written if written.isascii() else written.translate(_NARROW)).replace(",", "")


def _read_written(written: str) -> Decimal | None:
    """The value of digits with or without Chinese scales; None when they are too long or dotted like a version."""
    return None if len(written) > _LONGEST else _read_short(written)


@lru_cache(maxsize=8192)
def _read_short(written: str) -> Decimal | None:
    digits = _narrow(written)
    if not digits.isascii():
        return read_han(digits)
    return None if len(digits) > MAX_LENGTH or digits.count(".") > 1 else Decimal(digits)


def _is_code(text: str, start: int, end: int) -> bool:
    """Whether the digits are a piece of an identifier such as `5fa71b43-ff57-4550-a010` or `COVID-19`."""
    if text[start - 1 : start] in _JOINTS and start:
        before = text[max(0, start - _WINDOW) : start]
        if _HAS_LETTER.search(before) and _CODE_LEFT.search(before):
            return True
    return text[end : end + 1] in _JOINTS and _CODE_RIGHT.match(text, end, end + _WINDOW) is not None


def _find_han(text: str, taken: Spans) -> Iterator[Numeral]:
    """Chinese numerals. A lone digit counts only before a counter or behind 第; estimates (数十, 三四) do not."""
    skipped = 0
    for match in _outside(_HAN_RUN.finditer(text), taken):
        start, end = match.span()
        if start < skipped or (end - start == 1 and text[start] in _NO_LONE):
            continue
        end = _trim(text, start, end)
        if text[start] in _LOOK_ALIKE_SIZES:
            skipped = max(skipped, start + _look_alike(text, start))
        if skipped <= start:
            value = _read_han_run(text, start, end)
            if value is not None:
                yield Numeral(start, end, value, text[start] == "第")
    for match in _outside(_FINANCIAL_RUN.finditer(text), taken):
        value = read_han(match.group()) if _IS_FINANCIAL.search(match.group()) else None
        if value is not None:
            yield Numeral(*match.span(), value)


def _look_alike(text: str, at: int) -> int:
    """Length of the longest word that begins here and counts nothing; 0 when there is none, as in 十分钟."""
    for size in _LOOK_ALIKE_SIZES.get(text[at], ()):
        if text[at : at + size] in _LOOK_ALIKES:
            is_number = text[at : at + size + 1] in _NO_LOOK_ALIKES or _is_decimal(text, at)
            return 0 if is_number else size
    return 0


def _is_decimal(text: str, at: int) -> bool:
    """Whether 一点 or 零点 begins a decimal with a counter behind it (一点五公吨), and no time of day (一点五十分)."""
    match = _DECIMAL.match(text, at)
    return (
        match is not None and text[match.end() : match.end() + 1] not in _OF_AN_HOUR and _is_counted(text, match.end())
    )


def _read_han_run(text: str, start: int, end: int) -> Decimal | None:
    is_ordinal = text[start] == "第"
    run = text[start + is_ordinal : end]
    before = text[start - 1 : start]
    is_noun = before in "数數" and text[start - 2 : start - 1] in _AMOUNTS
    if not run or (before in _VAGUE and not is_noun) or text[end : end + 1] in _VAGUE:
        return None
    is_bare = len(run) == 1 or run[0] not in _LEADING
    if is_bare and not is_ordinal and not _is_counted(text, end) and not _TO_NUMBER.match(text, end):
        return None
    if run in _NO_LONE:
        is_about = run in _SCALES_ALONE and text[end : end + 1] in _OVER and _is_counted(text, end)
        return read_han("一" + run) if is_about else None
    return _read_written(run if run[0] in _LEADING else "一" + run)


def _is_counted(text: str, at: int) -> bool:
    first = text[at : at + 1]
    if first in _ABOUT:
        at += 1
        first = text[at : at + 1]
    for size in _COUNTER_SIZES.get(first, ()):  # noqa: SIM110  # a generator takes longer than what it looks up
        if text[at : at + size] in _COUNTERS:
            return True
    return False


def _find_words(text: str, taken: Spans) -> Iterator[Numeral]:
    """English number words that no digits stand before (`3 million` is read with its digits)."""
    halves = list(_find_halves(text)) if "alf" in text or "quarter" in text else []
    yield from halves
    if halves:
        taken = sorted(taken + [(numeral.start, numeral.end) for numeral in halves])
    for match in _outside(WORD_RUN.finditer(text), taken):
        for start, end, value in read_words(match.group(), match.start()):
            yield Numeral(start, end, value)


def _find_halves(text: str) -> Iterator[Numeral]:
    """Two and a half, five and a half million, half a million, a quarter of a million."""
    for match in _HALVES.finditer(text):
        if match["front"] or match["scale"]:
            numerals = read_any_english(_PART_OF.sub(" ", match.group()))
            if len(numerals) == 1:
                yield Numeral(match.start(), match.end(), numerals[0].value)
