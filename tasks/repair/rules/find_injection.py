"""Tell injected readings, 驗(yàn)證, from readings that an author gave on purpose.

A faulty conversion puts the reading behind every character that its table lacks. So the characters that have a reading
have it wherever they stand, inside words, and are no harder than many others that never have one. An author does
otherwise: 重庆(Chongqing) and 拼音(pīnyīn) annotate words; a first reader annotates every character; a reader for
learners annotates the hard characters; a reader of traditional script annotates all traditional characters.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from statistics import median
from typing import NamedTuple

from ..measure_bits import load_han_bits
from ..settings import RepairSettings

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
LETTERS = "a-zāáǎàēéěèīíǐìōóǒòūúǔùüǖǘǚǜêńňǹḿ"
IS_HAN = re.compile(f"[{HAN}]")
READING = re.compile(f"\\(([{LETTERS}]{{1,6}})\\)")
GATE = re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]")
"""Vowels with the mark of a tone: a table of readings has some."""
SYLLABLE = re.compile(
    "(?:[zcs]h|[bpmfdtnlgkhjqxzcsryw])?"
    "(?:[iu]?ang|i?ong|eng|ing|iao|[iuü]an|uai|[ae]i|ao|[oui]u|[iuü]e|er|[aeiuü]n|ui|i?a|u?o|ua|[aeiuü])|m|n|ng"
)
MIN_ANNOTATED_SHARE = 0.9
MAX_SHARE_OF_TEXT = 0.5
MIN_INSIDE_SHARE = 0.5
MIN_HARDER_SHARE = 0.15
MIN_UNANNOTATED_TRADITIONAL_SHARE = 0.1
MIN_ONCE_EACH = 8
RAREST_BITS = 21


class Injection(NamedTuple):
    """The reading of each character that has one, and how often one occurs."""

    readings: dict[str, str]
    n_readings: int
    n_others: int

    @property
    def evidence(self) -> str:
        """Why this is damage."""
        return (
            f"{self.n_readings} readings, always behind the same {len(self.readings)} characters; "
            f"{self.n_others} others never have one"
        )


def find_injection(text: str, settings: RepairSettings) -> Injection | None:
    """The injected readings of a text, or None when it has too few or they may be there on purpose."""
    matches = list(find_readings(text))
    if len(matches) < settings.min_readings:
        return None
    annotated = Counter(text[match.start() - 1] for match in matches)
    counts = Counter({char: n for char, n in Counter(text).items() if IS_HAN.match(char)})
    others = [char for char in counts if char not in annotated]
    if len(matches) < MIN_ONCE_EACH and len(matches) == len(annotated):
        return None
    if not (_is_table(annotated, counts, others) and _is_inside_words(text, matches)):
        return None
    if _is_by_hardness(annotated, others) or _is_by_script(annotated, others):
        return None
    readings = {text[match.start() - 1]: match[1] for match in reversed(matches)}
    return Injection(readings, len(matches), len(others))


def find_readings(text: str) -> Iterator[re.Match[str]]:
    """Syllables in brackets behind Han characters; group 1 is the syllable."""
    for match in READING.finditer(text):
        if IS_HAN.match(text, match.start() - 1) and is_syllable(match[1]):
            yield match


def is_syllable(reading: str) -> bool:
    """Whether a reading is one syllable of pinyin, with at most one mark of a tone."""
    plain, n_tones = [], 0
    for char in unicodedata.normalize("NFD", reading):
        if char in "\u0304\u0301\u030c\u0300":
            n_tones += 1
        else:
            plain.append(char)
    return n_tones <= 1 and SYLLABLE.fullmatch(unicodedata.normalize("NFC", "".join(plain))) is not None


def _is_table(annotated: Counter[str], counts: Counter[str], others: list[str]) -> bool:
    """Whether a fixed set of characters has readings, nearly wherever they stand, and most of the text has none."""
    n_annotated = annotated.total()
    n_occurrences = sum(counts[char] for char in annotated)
    return (
        n_annotated >= MIN_ANNOTATED_SHARE * n_occurrences
        and n_annotated <= MAX_SHARE_OF_TEXT * counts.total()
        and len(others) >= len(annotated)
    )


def _is_inside_words(text: str, matches: list[re.Match[str]]) -> bool:
    """Whether text goes on with a Han character behind many of the readings."""
    n_inside = sum(text[match.end() : match.end() + 1] >= "\u3400" for match in matches)
    return n_inside >= MIN_INSIDE_SHARE * len(matches)


def _is_by_hardness(annotated: Counter[str], others: list[str]) -> bool:
    """Whether the characters with readings are the hard ones: few of the others are as rare as they."""
    bits = load_han_bits()
    hardness = median(bits.get(char, RAREST_BITS) for char in annotated)
    n_harder = sum(bits.get(char, RAREST_BITS) >= hardness for char in others)
    return n_harder < MIN_HARDER_SHARE * len(others)


def _is_by_script(annotated: Counter[str], others: list[str]) -> bool:
    """Whether the characters with readings are all that GB 2312 lacks: a help for readers of simplified script."""
    n_annotated = sum(_is_outside_gb2312(char) for char in annotated)
    n_others = sum(_is_outside_gb2312(char) for char in others)
    if n_annotated < MIN_ANNOTATED_SHARE * len(annotated):
        return False
    return n_others < MIN_UNANNOTATED_TRADITIONAL_SHARE * (n_annotated + n_others)


def _is_outside_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False
