"""Keys: what a segment holds that its translation is likely to hold as well, whatever the words around it.

A figure is a key by its value (3314万 and 33.14 million are one), a word in Latin letters inside Chinese text by its
lower-case form, a name of the calendar or of a country or province by its entry in ``names.tsv``, and a few signs by
what they do: a question, an exclamation, speech, brackets, a colon or a semicolon at the end.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import accumulate, chain
from pathlib import Path
from typing import NamedTuple

from ..core.numerals import find_numerals

Key = Decimal | str
Keys = frozenset[Key]
NO_KEYS: Keys = frozenset()
NO_WORDS: frozenset[str] = frozenset()

LONG_FIGURE, LEAST_FIGURES = 3, 4
"""Digits from which a figure is seldom shared by chance, and how many such figures tell something about two texts."""

LIKELY_DIGITS = 450
"""Of so many different cells the first three digits would all be shared by chance: of 900, small ones more often."""

_ROW_ENDS = (*"0123456789", "%", "％", ")", "）", "|")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9]+")
_MARKS = (
    ("mark:question", "？", "?"),
    ("mark:exclamation", "！", "!"),
    ("mark:speech", "“", "“"),
    ("mark:speech", "「", '"'),
    ("mark:bracket", "（", "("),
)
_ENDS = {"：": "mark:colon", ":": "mark:colon", "；": "mark:semicolon", ";": "mark:semicolon"}


class TextKeys(NamedTuple):
    """The keys of the segments of both sides, as far as they stand on the other side too.

    `overlap` is the share of the distinct long figures of one side that stand on the other side as well, of the side
    that has fewer of them; None when it has so few that nothing follows.
    """

    zh: list[Keys]
    en: list[Keys]
    overlap: float | None


def read_keys(zh: Sequence[str], en: Sequence[str]) -> TextKeys:
    """The keys of each zh and each en segment."""
    zh_names, en_names = read_names()
    zh_words = [_find_words(text) for text in zh]
    vocabulary = NO_WORDS.union(*zh_words)
    en_words = [_find_words(text) & vocabulary for text in en] if vocabulary else [NO_WORDS] * len(en)
    zh_keys, en_keys = _collect(zh, zh_words, zh_names), _collect(en, en_words, en_names)
    zh_all, en_all = NO_KEYS.union(*zh_keys), NO_KEYS.union(*en_keys)
    common = zh_all & en_all
    return TextKeys(
        [common.intersection(keys) for keys in zh_keys],
        [common.intersection(keys) for keys in en_keys],
        _measure_overlap(zh_all, en_all, _gather_cells(zh, zh_keys), _gather_cells(en, en_keys)),
    )


def _measure_overlap(zh: Keys, en: Keys, zh_cells: frozenset[str], en_cells: frozenset[str]) -> float | None:
    """The overlap of all long figures or of the digits of those of tables, less what chance makes of the latter."""
    zh_figures, en_figures = ({key for key in keys if _is_long_figure(key)} for keys in (zh, en))
    fewer = min(len(zh_figures), len(en_figures))
    if fewer < LEAST_FIGURES:
        return None
    exact = len(zh_figures & en_figures) / fewer
    n_fewer, n_more = sorted((len(zh_cells), len(en_cells)))
    if n_fewer < LEAST_FIGURES:
        return exact
    return max(exact, len(zh_cells & en_cells) / n_fewer - n_more / LIKELY_DIGITS)


def _gather_cells(texts: Sequence[str], keys: Sequence[list[Key]]) -> frozenset[str]:
    """The first three digits of the long figures of rows of tables: 9,204 in 万元 are 92.0 in RMB million."""
    rows = (found for text, found in zip(texts, keys, strict=True) if _is_row(text))
    return frozenset(
        f"{key:.2e}"[:4] for found in rows for key in found if isinstance(key, Decimal) and _is_long_figure(key)
    )


def _is_row(text: str) -> bool:
    """Whether a line may be a row of a table: cells apart, or a number at its end."""
    return "\t" in text or "  " in text or text.startswith("|") or text.endswith(_ROW_ENDS)


def _is_long_figure(key: Key) -> bool:
    return isinstance(key, Decimal) and count_digits(key) >= LONG_FIGURE and not 1900 <= key <= 2100


def _find_words(text: str) -> frozenset[str]:
    return frozenset(_LATIN.findall(text.lower()))


def _collect(texts: Sequence[str], words: Sequence[frozenset[str]], names: "Names") -> list[list[Key]]:
    """The keys of each text. Figures and names are looked for in all of them at once: most texts are short."""
    found = [_find_marks(text) for text in texts]
    whole = "\n".join(text.replace("\n", " ") for text in texts)
    ends = list(accumulate(len(text) + 1 for text in texts))
    figures: list[tuple[int, Key]] = [(numeral.start, numeral.value) for numeral in find_numerals(whole)]
    for place, key in chain(figures, names.find(whole)):
        found[bisect_right(ends, place)].append(key)
    for keys, some in zip(found, words, strict=True):
        keys += ["token:" + word for word in some]
    return found


def _find_marks(text: str) -> list[Key]:
    marks: list[Key] = [name for name, full, narrow in _MARKS if full in text or narrow in text]
    if text[-1:] in _ENDS:
        marks.append(_ENDS[text[-1]])
    return marks


class Names:
    """Names of one language and their keys, found by one regular expression."""

    def __init__(self, keys: dict[str, Key], bounded: bool):
        """`bounded` names are not followed by a letter; what stands before is not looked at, for speed."""
        longest_first = "|".join(re.escape(name) for name in sorted(keys, key=lambda name: (-len(name), name)))
        self._keys = keys
        self._pattern = re.compile(rf"(?:{longest_first})(?![A-Za-z])" if bounded else longest_first)

    def find(self, text: str) -> list[tuple[int, Key]]:
        """Where each name in a text begins, and its key, in order."""
        return [(match.start(), self._keys[match.group()]) for match in self._pattern.finditer(text)]


@lru_cache(maxsize=1)
def read_names() -> tuple[Names, Names]:
    """The names of `names.tsv`, Chinese and English."""
    lines = (Path(__file__).parent / "names.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    zh = {name: _key(key) for key, names, _ in rows for name in names.split("|") if name}
    en = {name: _key(key) for key, _, names in rows for name in names.split("|") if name}
    return Names(zh, bounded=False), Names(en, bounded=True)


def _key(text: str) -> Key:
    kind, _, value = text.partition(":")
    return Decimal(value) if kind == "number" else text


def count_digits(figure: Decimal) -> int:
    """Significant digits, zeros at the end aside; at least one."""
    return len(figure.normalize().as_tuple().digits)


def is_mark(key: Key) -> bool:
    """Whether a key is a sign, which is shared too often to be evidence by itself."""
    return isinstance(key, str) and key.startswith("mark:")


def describe_keys(keys: Keys) -> list[str]:
    """Keys as evidence, figures first and the largest first among them: `number:15766`, `token:gdp`; no marks."""
    if not keys:
        return []
    figures = sorted((key for key in keys if isinstance(key, Decimal)), reverse=True)
    words = sorted(key for key in keys if isinstance(key, str) and not is_mark(key))
    return [f"number:{_plain(figure)}" for figure in figures] + words


def _plain(figure: Decimal) -> str:
    text = format(figure, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
