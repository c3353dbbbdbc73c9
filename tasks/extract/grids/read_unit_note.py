"""The unit that a note, a header or a label declares for numbers that stand elsewhere: 单位：万元, RMB million."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from ..find_quantities import find_quantities
from ..mention import Mention, Sentence

_NOTE = re.compile(
    r"(?:(?<![\u3400-\u9fff])|计量|数据)单位 ?[:：] ?(?P<zh>[^\s:：（）()]{1,20})"
    r"|\bUnits? ?: ?(?P<en>[^:()（）]{1,40})",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"[(（]([^()（）]{1,48})[)）]")
_MAGNITUDE = re.compile(r"\b(?:thousands?|millions?|billions?|bn|mn)\b", re.IGNORECASE)
_PLURAL = {"thousands": "thousand", "millions": "million", "billions": "billion", "mn": "million", "bn": "billion"}
_THOUSANDS = re.compile(r"['’]?000s?\Z")
_LEAD = re.compile(r"\A(?:(?:all )?(?:figures|amounts|values)(?: are)? |expressed )?in (?=\S)", re.IGNORECASE)
_TAIL = re.compile(r"(?:[,，;；]? ?(?:unless|except|币种|other than|百分比|百分数|除).*|人民币)\Z", re.IGNORECASE)
_CURRENCY = re.compile("[A-Z]{0,3}[$¥£€](?=[a-z])|(?:人民|港|新台|新臺|台|臺|澳门|澳門)[币幣]")
_WORD = re.compile("[a-z]+s|people")
_NAMED_BY_NOUN = "english-noun"
_BILINGUAL = re.compile(
    r"(?P<zh>[\u3400-\u9fff]{1,12}) ?[/(（]? ?(?P<en>[A-Za-z][A-Za-z0-9$¥€', ]{0,40}|[0-9,]{3,9} [a-z]{1,20})[)）]?"
)
_PER = re.compile(r"/|\bper\b|每")
_LISTED = re.compile("[、，,;；]")
_LONGEST = 48
_THOUSAND = 1000
_MONEY_DIGITS = re.compile("[A-Z]{3} 10{2,8} ")
_TWO = Decimal(2)
"""English counts two of a thing by its plural, as units are declared."""


class GridUnit(NamedTuple):
    """What one stands for in the cells of a unit: `scale` base units; `words` as they are declared, 万元."""

    scale: Decimal
    unit: str
    words: str
    unit_class: str
    currency: str | None


def read_note(line: str) -> GridUnit | None:
    """The unit that a line in front of a table declares for all of it, if it does nothing else or says so."""
    note = _NOTE.search(line)
    if note is not None:
        return read_listed(note["zh"] or note["en"])
    bracketed = _BRACKETED.findall(line)
    for inside in reversed(bracketed):
        unit = read_listed(inside)
        if unit is not None:
            return unit
    return read_listed(line)


def read_label_unit(label: str) -> GridUnit | None:
    """The unit in the brackets, or behind the last comma or slash, of a label: 员工人数（人）, Revenue, RMB million."""
    for inside in reversed(_BRACKETED.findall(label)):
        unit = read_unit(inside)
        if unit is not None:
            return unit
    head, comma, tail = label.rpartition(",")
    return read_unit(tail.strip()) if comma and head else None


def cut_unit(label: str) -> str:
    """A label without the unit that it declares."""
    if read_label_unit(label) is None:
        return label.strip()
    bracket = max(label.rfind(mark) for mark in "(（")
    return label[: bracket if bracket >= 0 else label.rfind(",")].strip()


def drop_brackets(text: str) -> str:
    """A text without what stands in brackets."""
    return _BRACKETED.sub("", text).strip()


def lists_percent(text: str) -> bool:
    """Whether a note names percent beside another unit: 单位：亿元，%."""
    note = _NOTE.search(text)
    listed = (note["zh"] or note["en"]) if note is not None else text
    return any(part.strip() in ("%", "％", "percent", "per cent") for part in _LISTED.split(listed))


def is_unit_alone(line: str) -> bool:
    """Whether a line declares a unit and says nothing else."""
    return len(line) <= _LONGEST and (_NOTE.search(line) is not None or read_listed(line.strip("()（） ")) is not None)


def read_listed(text: str) -> GridUnit | None:
    """The one unit of a list that is no ratio: 万元、%; None where two of them are none."""
    whole = read_unit(text)
    if whole is not None:
        return whole
    units = [read_unit(part.strip()) for part in _LISTED.split(text.rstrip("、，,;； "))]
    if len(units) < 2 or None in units:
        return None
    levels = [unit for unit in units if unit is not None and unit.unit_class != "ratio"]
    return levels[0] if len(levels) == 1 else None


@lru_cache(maxsize=4096)
def read_unit(text: str) -> GridUnit | None:
    """The unit that a text is, nothing left over: 万元, 亿千瓦时, %, US$'000, 10,000 tonnes."""
    text = text.strip()
    if not text or len(text) > _LONGEST or _PER.search(text):
        return None
    bilingual = _BILINGUAL.fullmatch(text)
    if bilingual is not None:
        chinese, english = read_unit(bilingual["zh"]), read_unit(bilingual["en"])
        return chinese if chinese is not None and english is not None and chinese[:2] == english[:2] else None
    text = _TAIL.sub("", _LEAD.sub("", text)).strip()
    text = _THOUSANDS.sub(" thousand", text)
    for candidate, divisor in _fill(text):
        found = find_quantities(Sentence(candidate))
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(candidate)):
            return _name_unit(found[0], text, divisor)
    return None


def _name_unit(found: Mention, text: str, divisor: Decimal) -> GridUnit | None:
    """What a quantity is counted in, if it is a unit of measure, or one plain noun."""
    if found.rule == _NAMED_BY_NOUN and not (_MAGNITUDE.search(text) or _WORD.fullmatch(text)):
        return None
    if found.value is None or found.unit is None or found.unit_class is None or not _is_scale(found, divisor):
        return None
    return GridUnit(found.value / divisor, found.unit, text, found.unit_class, found.currency)


def _is_scale(found: Mention, divisor: Decimal) -> bool:
    """Whether a quantity is a power of ten of a unit, and one of a thousand or more where digits say so."""
    if found.value is None or found.kind != "quantity" or found.qualifier is not None:
        return False
    scale = (found.value / divisor).normalize()
    return scale.as_tuple().digits == (1,) and scale >= (1 if divisor == _TWO else _THOUSAND)


def _fill(text: str) -> Iterator[tuple[str, Decimal]]:
    """A text as a quantity, with the number that stands in it where the unit has none."""
    if text[:1].isdigit() or _MONEY_DIGITS.match(text):
        yield text, Decimal(1)
        return
    magnitude = _MAGNITUDE.search(text)
    if magnitude is None:
        yield (f"2 {text}" if text.isascii() and text != "%" else f"2{text}"), _TWO
        name = _CURRENCY.match(text)
        if name is not None:
            yield f"{name.group()}2{text[name.end() :]}", _TWO
        return
    word = magnitude.group().lower()
    word = _PLURAL.get(word, word)
    before, after = text[: magnitude.start()].strip(), text[magnitude.end() :].strip().removeprefix("of ")
    yield " ".join(part for part in (before, "2", word, after) if part), _TWO
    if before and not after:
        yield f"2 {word} {before}", _TWO
