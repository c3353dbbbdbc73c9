"""Plant errors in clean translations: each changes one figure, or what is said of it, on one side of one line.

Figures are found without the rules that are measured: numerals whose value stands once in both languages and that are
no date, no ordinal and no name. What goes with them (a unit, a currency, `more than`) is found by plain words.
"""

import itertools
import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from tasks.core.numerals import Numeral, find_numerals
from tasks.core.slips import is_scaled

from .clean_lines import Corpus


class Planted(NamedTuple):
    """A line with an error: `text` is the changed side, the error stands at start:end of it."""

    kind: str
    line: int
    side: str
    text: str
    start: int
    end: int


class Anchor(NamedTuple):
    """A figure that stands on both sides of a line."""

    line: int
    zh: Numeral
    en: Numeral


KINDS = (
    "digit", "swap", "scale", "unit", "currency", "qualifier", "direction", "time", "percentage_point", "order",
)  # fmt: skip
REASONS = {"digit": "value", "swap": "value"}
"""The reason that is expected, where it is not named like the kind of error."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_NO_FIGURE_BEFORE = re.compile(
    rf"(?:{_MONTH} |\b(?:[Aa]rticles?|[Pp]aragraphs?|[Ss]ections?|[Ss]ubparagraphs?|[Ii]tems?|No\.|Nos\.|[Cc]hapter|Part|Appendix|Annex|Attachment|Table|Schedule|log|call|and|or|to|through|the) |[0-9] |[-–—/:.,#]|[0-9] - |[A-Za-z0-9_]|第|附[件表錄录圖图]|[年月至、及或與和])\Z"
)
_ITEM_BEFORE = re.compile(r"(?:^|[.;:。；：)） ]) ?\Z")
_NO_FIGURE_AFTER = re.compile(
    rf" ?{_MONTH}|[:/]| [0-9]| - [0-9]|-?(?:st|nd|rd|th)\b|[-–—][0-9A-Za-z]|[月号號時时点點届屆条條款项項]|[，,、] ?[0-9]{{4}}\b| ?[ap]\.?m\b|[A-Za-z]"
)
_YEAR = re.compile(r"(?:1[89]|20)[0-9]{2}\Z")
_WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_HAN = "二三四五六七八九"


def find_anchors(corpus: Corpus) -> list[Anchor]:
    """The figures that stand once on both sides of a line with the same value."""
    anchors = []
    for at, (zh, en) in enumerate(zip(corpus.zh, corpus.en, strict=True)):
        sides = [_figures(zh), _figures(en)]
        counts = [Counter(n.value for n in find_numerals(text)) for text in (zh, en)]
        theirs = {numeral.value: numeral for numeral in sides[1]}
        anchors += [
            Anchor(at, numeral, theirs[numeral.value])
            for numeral in sides[0]
            if numeral.value in theirs and counts[0][numeral.value] == counts[1][numeral.value] == 1
        ]
    return anchors


def _figures(text: str) -> list[Numeral]:
    return [n for n in find_numerals(text) if not n.is_ordinal and abs(n.value) > 1 and not _is_date_or_name(text, n)]


def _is_date_or_name(text: str, numeral: Numeral) -> bool:
    written = text[numeral.start : numeral.end]
    if _YEAR.match(written) or _NO_FIGURE_BEFORE.search(text[max(0, numeral.start - 14) : numeral.start]):
        return True
    is_item = re.match(r"\. [A-Z]|、", text[numeral.end :]) and _ITEM_BEFORE.search(text[: numeral.start])
    return bool(is_item) or _NO_FIGURE_AFTER.match(text, numeral.end) is not None


def plant(corpus: Corpus, kind: str, count: int, seed: int) -> list[Planted]:
    """Up to `count` different errors of one kind, the same for the same seed."""
    rng = random.Random(f"{corpus.name} {kind} {seed}")
    found = sorted(set(_PLANTERS[kind](corpus, rng)))
    rng.shuffle(found)
    return found[:count]


def _replace(kind: str, line: int, side: str, text: str, span: tuple[int, int], new: str) -> Planted:
    start, end = span
    return Planted(kind, line, side, text[:start] + new + text[end:], start, start + len(new))


def _sides(corpus: Corpus, anchor: Anchor) -> Iterator[tuple[str, str, Numeral]]:
    yield "zh", corpus.zh[anchor.line], anchor.zh
    yield "en", corpus.en[anchor.line], anchor.en


def _rewrite(
    change: Callable[[str, random.Random], list[str]], kind: str
) -> Callable[[Corpus, random.Random], Iterator[Planted]]:
    """A planter that writes the numeral of an anchor anew, on either side."""

    def planter(corpus: Corpus, rng: random.Random) -> Iterator[Planted]:
        for anchor in find_anchors(corpus):
            for side, text, numeral in _sides(corpus, anchor):
                for new in change(text[numeral.start : numeral.end], rng):
                    if kind == "scale" and _says_the_same(new, text[numeral.end :]):
                        continue
                    changed = _replace(kind, anchor.line, side, text, (numeral.start, numeral.end), new)
                    if _differs(changed, anchor.zh.value):
                        yield changed

    return planter


def _says_the_same(new: str, rest: str) -> bool:
    """Whether a scale is left out that the other bound of a range still says: 180至250亿."""
    return new[-1].isdigit() and re.match("[至到~～—-] ?[0-9.,]+ ?[万亿萬億]", rest) is not None


def _differs(changed: Planted, value: Decimal) -> bool:
    """The new text reads as one number that is another one, and that stands nowhere else in the line."""
    values = [
        n for n in find_numerals(changed.text) if n.value != value and n.start < changed.end and changed.start < n.end
    ]
    if len(values) != 1 or values[0].start != changed.start or values[0].end != changed.end:
        return False
    return changed.kind != "scale" or is_scaled(float(values[0].value), float(value))


def _change_digit(written: str, rng: random.Random) -> list[str]:
    places = [at for at, char in enumerate(written) if char in "0123456789" + _HAN]
    word = written.lower()
    for words in (_WORDS, _TENS):
        if word in words:
            other = rng.choice([w for w in words if w != word])
            return [other.capitalize() if written[0].isupper() else other]
    changed = []
    for at in rng.sample(places, min(2, len(places))):
        digits = _HAN if written[at] in _HAN else "123456789" if at == 0 else "0123456789"
        changed.append(written[:at] + rng.choice([d for d in digits if d != written[at]]) + written[at + 1 :])
    return changed


def _swap_digits(written: str, rng: random.Random) -> list[str]:
    places = [at for at, char in enumerate(written) if char in "0123456789"]
    swapped = []
    for one, other in itertools.pairwise(places):
        if written[one] != written[other] and not (one == 0 and written[other] == "0"):
            swapped.append(
                written[:one] + written[other] + written[one + 1 : other] + written[one] + written[other + 1 :]
            )
    return swapped[:2]


_SCALES = {
    "万": "亿", "亿": "万", "萬": "億", "億": "萬", "million": "billion", "billion": "million",
    "thousand": "million", "hundred": "thousand", "百": "千", "千": "百",
}  # fmt: skip
_SCALE = re.compile("|".join(_SCALES))


def _change_scale(written: str, rng: random.Random) -> list[str]:
    """Another word of scale, a scale left out, a zero more or less."""
    changed = []
    scale = _SCALE.search(written)
    if scale:
        changed.append(written[: scale.start()] + _SCALES[scale[0]] + written[scale.end() :])
        if scale[0] in "万亿萬億" and written[0].isdigit():
            changed.append(written[: scale.start()] + written[scale.end() :])
    if re.fullmatch("[0-9]+", written):
        changed += [written + "0", written + "00"]
        changed += [written[:-1]] if written.endswith("0") and len(written) > 1 else []
    if re.fullmatch("[0-9]{1,3}(?:,[0-9]{3})+", written):
        changed += [f"{int(written.replace(',', '')) * 10:,}", f"{int(written.replace(',', '')) * 100:,}"]
    decimal = re.fullmatch(r"([0-9]+)\.([0-9]+)(.*)", written)
    if decimal and decimal[1] != "0":
        changed.append(decimal[1] + decimal[2] + decimal[3])
    return changed


_SAME_UNITS = {"metres", "meters", "kilometers", "kilometres", "km"}
_TONNES = {"tons", "tonnes"}
"""吨 is written as either."""
_UNITS = {
    "en": (
        ("years", "months", "days", "weeks", "hours", "minutes", "seconds"), ("year", "month", "day", "week", "hour", "minute"),
        ("km", "miles", "metres", "meters", "feet", "inches", "kilometers", "kilometres"), ("mile", "metre", "foot"),
        ("kg", "tons", "tonnes", "pounds", "grams"), ("hectares", "acres"),
    ),
    "zh": (
        ("年", "个月", "天", "周", "小时", "分钟", "秒"), ("年", "個月", "日", "週", "小時", "分鐘", "秒"),
        ("公里", "英里", "米", "英尺", "厘米"), ("公里", "英里", "公尺", "英尺", "公分"),
        ("公斤", "吨", "克", "磅"), ("公斤", "公噸", "公克", "磅"), ("公顷", "亩"), ("公頃", "畝"),
    ),
}  # fmt: skip


def _plant_unit(corpus: Corpus, rng: random.Random) -> Iterator[Planted]:
    for anchor in find_anchors(corpus):
        for side, text, numeral in _sides(corpus, anchor):
            for group in _UNITS[side]:
                found = re.compile(r"[ -]?(" + "|".join(sorted(group, key=len, reverse=True)) + r")(?![a-z])").match(
                    text, numeral.end
                )
                if found and not _YEAR.match(text[numeral.start : numeral.end]):
                    new = rng.choice(
                        [
                            unit
                            for unit in group
                            if unit != found[1]
                            and not {unit, found[1]} <= _SAME_UNITS
                            and not {unit, found[1]} <= _TONNES
                        ]
                    )
                    yield _replace("unit", anchor.line, side, text, found.span(1), new)
                    break


_MONEY = {
    "en": (("NT$", "US$", "HK$"), ("US$", "€", "£", "HK$"), ("$", "€", "£"), (" US dollars", " euros", " pounds", " yen", " yuan"), (" dollars", " euros", " pounds", " yen")),
    "zh": (("美元", "欧元", "英镑", "日元", "港元"), ("美元", "歐元", "英鎊", "日圓", "港元")),
}  # fmt: skip


def _plant_currency(corpus: Corpus, rng: random.Random) -> Iterator[Planted]:
    for anchor in find_anchors(corpus):
        for side, text, numeral in _sides(corpus, anchor):
            for group in _MONEY[side]:
                before = (
                    next(
                        (
                            sign
                            for sign in group
                            if not sign[0].isalpha() or sign[-1] == "$"
                            if text[: numeral.start].endswith(sign)
                        ),
                        None,
                    )
                    if side == "en"
                    else None
                )
                after = next((name for name in group if text.startswith(name, numeral.end)), None)
                if before:
                    span = numeral.start - len(before), numeral.start
                elif after:
                    span = numeral.end, numeral.end + len(after)
                else:
                    continue
                new = rng.choice([name for name in group if name != (before or after)])
                yield _replace("currency", anchor.line, side, text, span, new)
                break


_QUALIFIERS = {
    "en": {"more than": "less than", "over": "nearly", "at least": "at most", "nearly": "more than", "almost": "more than",
           "less than": "more than", "no more than": "no less than", "up to": "at least", "fewer than": "more than", "not exceeding": "not less than", "not less than": "not more than"},
    "zh": {"超过": "不到", "超過": "不到", "逾": "近", "近": "超过", "至少": "最多", "不到": "超过", "不足": "超过", "最多": "至少", "接近": "超过", "將近": "超過", "不得少于": "不得超过", "不得少於": "不得超過", "不得超過": "不得少於", "不得超过": "不得少于", "多达": "至少"},
}  # fmt: skip


def _plant_qualifier(corpus: Corpus, rng: random.Random) -> Iterator[Planted]:
    for anchor in find_anchors(corpus):
        said = [
            next(
                (
                    q
                    for q in sorted(_QUALIFIERS[side], key=len, reverse=True)
                    if re.search(rf"(?<![a-z]){q} ?(?:US|HK|NT)?[$£€]?\Z", text[: numeral.start], re.I)
                ),
                None,
            )
            for side, text, numeral in _sides(corpus, anchor)
        ]
        if None in said:
            continue
        for (side, text, numeral), word in zip(_sides(corpus, anchor), said, strict=True):
            start = text.lower().rindex(word, 0, numeral.start)
            yield _replace("qualifier", anchor.line, side, text, (start, start + len(word)), _QUALIFIERS[side][word])


_DIRECTIONS = {
    "en": {"increased": "decreased", "rose": "fell", "grew": "shrank", "fell": "rose", "dropped": "rose", "declined": "grew", "up": "down", "down": "up", "increase": "decrease", "decrease": "increase", "growth": "decline", "decline": "growth", "rise": "fall", "drop": "rise", "decreased": "increased"},
    "zh": {"增长": "下降", "上升": "下降", "增加": "减少", "下降": "增长", "减少": "增加", "下跌": "上涨", "上涨": "下跌", "增長": "下降", "減少": "增加", "上漲": "下跌", "提高": "降低"},
}  # fmt: skip


def _plant_direction(corpus: Corpus, rng: random.Random) -> Iterator[Planted]:
    for anchor in find_anchors(corpus):
        words = [_find_near(_DIRECTIONS[side], text, numeral) for side, text, numeral in _sides(corpus, anchor)]
        if None in words:
            continue
        for (side, text, numeral), found in zip(_sides(corpus, anchor), words, strict=True):
            if found:
                changed = _replace(
                    "direction", anchor.line, side, text, found.span(), _DIRECTIONS[side][found[0].lower()]
                )
                shift = len(changed.text) - len(text) if found.start() < numeral.start else 0
                yield changed._replace(start=numeral.start + shift, end=numeral.end + shift)


def _find_near(words: dict[str, str], text: str, numeral: Numeral) -> re.Match[str] | None:
    pattern = re.compile(r"(?<![A-Za-z])(?:" + "|".join(sorted(words, key=len, reverse=True)) + r")(?![a-z])")
    low, high = max(0, numeral.start - 24), numeral.end + 12
    clause = max((text.rfind(mark, low, numeral.start) for mark in "，,；;。."), default=-1)
    found = list(pattern.finditer(text, max(low, clause + 1), high))
    return found[0] if len(found) == 1 else None


_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_NTH = ("first", "second", "third", "fourth")
_DATES = {
    "year": (r"(?<![0-9.,])(?:19|20)[0-9]{2}(?=年)", r"(?<![0-9.,$-])(?:19|20)[0-9]{2}(?![0-9,.%]*[0-9]|-|%)"),
    "month": (r"(?<![0-9])[0-9]{1,2}(?= ?月)", rf"\b(?:{'|'.join(_MONTH_NAMES)})\b"),
    "day": (r"(?<=月)[0-9]{1,2}(?= ?日)", rf"(?:(?<={')|(?<='.join(f'{name} ' for name in _MONTH_NAMES)}))[0-9]{{1,2}}(?![0-9])"),
    "quarter": (r"[一二三四](?=季)", rf"\b(?:{'|'.join(_NTH)})(?= quarter)"),
    "half": (r"[上下](?=半年)", r"\b(?:first|second)(?= half of)"),
}  # fmt: skip


def _plant_time(corpus: Corpus, rng: random.Random) -> Iterator[Planted]:
    """The only year, month, day, quarter or half-year of a line that holds a figure, changed on one side."""
    with_figures = {anchor.line: anchor for anchor in find_anchors(corpus)}
    for line, anchor in with_figures.items():
        for unit, patterns in _DATES.items():
            sides = corpus.zh[line], corpus.en[line]
            found = [list(re.finditer(pattern, text)) for pattern, text in zip(patterns, sides, strict=True)]
            if len(found[0]) == len(found[1]) == 1:
                for (side, text, numeral), dates in zip(_sides(corpus, anchor), found, strict=True):
                    new = _another_date(unit, dates[0][0], rng)
                    shift = len(new) - len(dates[0][0]) if dates[0].start() < numeral.start else 0
                    changed = _replace("time", line, side, text, dates[0].span(), new)
                    yield changed._replace(start=numeral.start + shift, end=numeral.end + shift)


def _another_date(unit: str, written: str, rng: random.Random) -> str:
    """Another year near by, month, day, quarter or half-year, in the language of the first."""
    if unit == "year":
        return str(int(written) + rng.choice((-2, -1, 1)))
    others: Sequence[str] = _MONTH_NAMES if unit == "month" else _NTH if unit == "quarter" else ("first", "second")
    if written.isdigit():
        others = [str(number) for number in range(1, 13 if unit == "month" else 29)]
    elif not written.isascii():
        others = "一二三四" if unit == "quarter" else "上下"
    return rng.choice([other for other in others if other != written])


def _plant_points(corpus: Corpus, rng: random.Random) -> Iterator[Planted]:
    for anchor in find_anchors(corpus):
        for side, text, numeral in _sides(corpus, anchor):
            for old, new in ((" percentage points", " percent"), (" percent", " percentage points"), ("%", " percentage points" if side == "en" else "个百分点"), ("个百分点", "%"), ("個百分點", "%"), (" per cent", " percentage points")):  # fmt: skip
                if text.startswith(old, numeral.end):
                    yield _replace(
                        "percentage_point", anchor.line, side, text, (numeral.end, numeral.end + len(old)), new
                    )
                    break


def _plant_order(corpus: Corpus, rng: random.Random) -> Iterator[Planted]:
    """Two figures that are written alike and count alike change places on one side."""
    by_line: dict[int, list[Anchor]] = {}
    for anchor in find_anchors(corpus):
        by_line.setdefault(anchor.line, []).append(anchor)
    for line, anchors in by_line.items():
        for one, other in itertools.pairwise(anchors):
            yield from _exchange(corpus, line, one, other)


def _exchange(corpus: Corpus, line: int, one: Anchor, other: Anchor) -> Iterator[Planted]:
    for side, text in (("zh", corpus.zh[line]), ("en", corpus.en[line])):
        first, second = sorted((getattr(one, side), getattr(other, side)))
        written = [text[n.start : n.end] for n in (first, second)]
        behind = [re.match(r"[ -]?[^\s，,。.、]{0,2}", text[n.end :])[0] for n in (first, second)]  # type: ignore[index]
        if behind[0] == behind[1] and written[0].isascii() == written[1].isascii():
            text = text[: first.start] + written[1] + text[first.end : second.start] + written[0] + text[second.end :]
            yield Planted("order", line, side, text, first.start, second.end)


_PLANTERS: dict[str, Callable[[Corpus, random.Random], Iterator[Planted]]] = {
    "digit": _rewrite(_change_digit, "digit"),
    "swap": _rewrite(_swap_digits, "swap"),
    "scale": _rewrite(_change_scale, "scale"),
    "unit": _plant_unit,
    "currency": _plant_currency,
    "qualifier": _plant_qualifier,
    "direction": _plant_direction,
    "time": _plant_time,
    "percentage_point": _plant_points,
    "order": _plant_order,
}


def with_planted(corpus: Corpus, planted: Sequence[Planted]) -> Corpus:
    """The lines that hold the errors, a line for each."""
    zh = [p.text if p.side == "zh" else corpus.zh[p.line] for p in planted]
    en = [p.text if p.side == "en" else corpus.en[p.line] for p in planted]
    return corpus._replace(zh=zh, en=en)
