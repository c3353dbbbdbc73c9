"""Ways to read a text again that was read in the wrong charset of China: whole lines, or the runs in them that it has.

A way counts where it makes frequent characters, and far cheaper Chinese, of what stands there. Refuses what cannot be
read to the last byte, and to believe of what is mostly kana, Greek or Cyrillic that it was Chinese if it may be a text.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ..decode.read_bytes import read_strictly
from ..find_dear import HAN, MAX_BITS_OF_FREQUENT, find_very_dear, is_frequent
from ..lattice import read_mixed
from ..measure_bits import measure_bits, measure_chinese
from ..measure_lines import are_frequent, measure_chinese_lines
from .runs import Run

READINGS = (
    ("gb18030", "utf-8"),
    ("gb18030", "big5hkscs"),
    ("big5hkscs", "utf-8"),
    ("cp950", "utf-8"),
    ("big5hkscs", "gb18030"),
    ("cp950", "gb18030"),
)
"""The charset that a text was read in, and the one that it was stored in."""
MAX_BITS_OF_UTF8 = 16.0
MAX_LIKELY_BITS = 16.0
"""Of a character, where the text around was misread so: names and rare words cost that much."""
MAX_LETTER_SHARE = 0.6
LETTERS = re.compile("[\u0370-\u04ff\u3041-\u30fe]")
ALPHABETS = tuple(map(re.compile, ("[\u0370-\u03ff]", "[\u0400-\u04ff]", "[\u3041-\u30fe]")))
"""Letters of Greek, of Cyrillic, and kana: a text has those of one at most."""
MIN_GAIN_BITS_PER_CHAR = 2.0
MIN_LIKELY_GAIN_BITS_PER_CHAR = 1.0
MAX_RUN_CHARS = 1 << 14
"""Characters of a document whose lines are searched for runs, which is slow."""
BLOCK_CHARS = 1 << 12
MAX_VAIN_LINES = 400
"""Dear lines that are tried before a text that has no line to read again is left alone."""
HAN_TOGETHER = re.compile("[\u4e00-\u9fff]{3}")
"""What a run of UTF-8 has at least, or it would not save what the way into it and back costs."""
HIGH = bytes(range(0x80, 0x100))
EURO = "\u20ac"
"""What Windows reads byte 80 of GBK as; the other codecs know nothing there."""


class Again(NamedTuple):
    """The charsets that a text was read in and is in, what it becomes, and how many bits that saves."""

    read_as: str
    stored: str
    after: str
    gain_bits: float


class Rereading(NamedTuple):
    """A run, the charsets it was read in and is in, what it becomes, and how many bits that saves."""

    run: Run
    read_as: str
    stored: str
    after: str
    gain_bits: float

    @property
    def pair(self) -> tuple[str, str]:
        """The charset that the run was read in, and the one it is in."""
        return self.read_as, self.stored


def reread_dear(text: str, lines: tuple[Run, ...]) -> list[list[Rereading]]:
    """The ways to read the dear lines again, or runs inside them."""
    found: list[list[Rereading]] = []
    budget = MAX_RUN_CHARS
    for first in range(0, len(lines), MAX_VAIN_LINES):
        if first and not found:
            return []
        whole = reread_lines(text, lines[first : first + MAX_VAIN_LINES])
        for line in lines[first : first + MAX_VAIN_LINES]:
            if line in whole:
                found.append(whole[line])
            elif budget > line.end - line.start:
                budget -= line.end - line.start
                found += _reread_parts(text, line)
    return found


def _reread_parts(text: str, line: Run) -> list[list[Rereading]]:
    """The runs in each dear stretch of a line, by the pair of charsets that saves most there."""
    runs: list[list[Rereading]] = []
    for stretch in find_very_dear(text, line):
        by_pair = [list(_reread_runs(text, stretch, *pair)) for pair in READINGS]
        runs += [[reread] for reread in max(by_pair, key=lambda found: sum(r.gain_bits for r in found))]
    return runs


@lru_cache(maxsize=8)
def reread_lines(text: str, lines: tuple[Run, ...]) -> dict[Run, list[Rereading]]:
    """The ways to read some whole lines again that make them better Chinese, of the lines that have any.

    Kept, for more than one rule asks. What is the same in several lines is read once.
    """
    befores = list_texts(text, lines)
    ways: dict[str, list[Again]] = {}
    for read_as, stored in READINGS:
        for before, after, gain in read_again(befores, read_as, stored):
            ways.setdefault(before, []).append(Again(read_as, stored, after, gain))
    return {
        line: [Rereading(line, *way) for way in ways[before]]
        for line in lines
        if (before := text[line.start : line.end]) in ways
    }


def list_texts(text: str, lines: Iterable[Run]) -> list[str]:
    """What stands in the lines, each text once."""
    return list(dict.fromkeys(text[line.start : line.end] for line in lines))


def read_again(
    befores: Iterable[str], read_as: str, stored: str, is_likely: bool = False
) -> list[tuple[str, str, float]]:
    """What each text is in another charset, and how many bits that saves, where it is much better Chinese.

    `is_likely`: the text around was misread so; then a little is enough, and what is mostly letters of others is none.
    """
    encoded = ((before, encode_misread(before, read_as)) for before in befores)
    read = [(before, read_strictly(data, stored)) for before, data in encoded if data]
    pairs = [(before, after) for before, after in read if after is not None]
    is_good = are_frequent([after for _, after in pairs], MAX_LIKELY_BITS if is_likely else _max_bits(stored)).tolist()
    pairs = [pair for pair, good in zip(pairs, is_good, strict=True) if good]
    gains = measure_chinese_lines([before for before, _ in pairs]) - measure_chinese_lines(
        [after for _, after in pairs]
    )
    found = []
    for (before, after), gain in zip(pairs, gains.tolist(), strict=True):
        bits = gain if is_likely else _bound_gain(before, after, gain)
        if bits >= (MIN_LIKELY_GAIN_BITS_PER_CHAR if is_likely else MIN_GAIN_BITS_PER_CHAR) * len(after):
            found.append((before, after, bits))
    return found


def _reread_runs(text: str, stretch: Run, read_as: str, stored: str) -> Iterator[Rereading]:
    """Runs of a stretch, where the charset has all characters."""
    for first, last in _find_encodable(text, stretch, read_as):
        before = text[first:last]
        data = encode_misread(before, read_as)
        places = place_bytes(before, read_as)
        if data is None or len(places) != len(before) + 1:
            continue
        if stored == "utf-8" and not HAN_TOGETHER.search(data.decode(stored, "ignore")):
            continue
        for part in read_mixed(data, (read_as, stored), may_lose=False)[0]:
            if part.charset == stored and part.start in places and part.end in places:
                run = Run(first + places[part.start], first + places[part.end])
                after = data[part.start : part.end].decode(stored)
                gain = measure_gain(text[run.start : run.end], after)
                if gain >= MIN_GAIN_BITS_PER_CHAR * len(after) and is_frequent(after, _max_bits(stored)):
                    yield Rereading(run, read_as, stored, after, gain)


def is_utf8_by_far(data: bytes, min_han_share: float) -> bool:
    """Whether a good part of bytes are Han characters in UTF-8, which is never chance."""
    n_high = len(data) - len(data.translate(None, HIGH))
    n_han = len(HAN.findall(data.decode("utf-8", "ignore")))
    return 3 * n_han >= min_han_share * n_high > 0


def measure_gain(before: str, after: str) -> float:
    """Bits that are saved; of what is mostly kana, Greek or Cyrillic, no more than as such a text."""
    return _bound_gain(before, after, measure_chinese(before) - measure_chinese(after))


def _bound_gain(before: str, after: str, gain: float) -> float:
    letters = "".join(LETTERS.findall(before))
    limit = MAX_LETTER_SHARE * len(before.replace(" ", ""))
    if len(letters) > limit and max(len(letter.findall(letters)) for letter in ALPHABETS) > limit:
        gain = min(gain, measure_bits(before) - measure_bits(after))
    return gain


def _max_bits(stored: str) -> float:
    """What a character of Chinese costs at most when read again; what is UTF-8 by chance is seldom Han at all."""
    return MAX_BITS_OF_UTF8 if stored == "utf-8" else MAX_BITS_OF_FREQUENT


def _find_encodable(text: str, stretch: Run, read_as: str) -> Iterator[tuple[int, int]]:
    """Parts of a stretch beyond ASCII that a charset has all characters of."""
    start = stretch.start
    while start < stretch.end:
        end = min(start + BLOCK_CHARS, stretch.end)
        try:
            text[start:end].encode(read_as)
        except UnicodeEncodeError as error:
            end = start + error.start
        if end > start and not text[start:end].isascii():
            yield start, end
            start = end
        else:
            start = max(end, start + 1)


def place_bytes(text: str, read_as: str) -> dict[int, int]:
    """The character that starts at each byte of a text in the charset it was read in; fewer where two share bytes."""
    places, byte = {}, 0
    sizes = {char: len(char.encode(read_as, "ignore")) for char in set(text)}
    if read_as == "gb18030" and EURO in sizes:
        sizes[EURO] = 1
    for at, char in enumerate(text):
        places[byte] = at
        byte += sizes[char]
    return places | {byte: len(text)}


def encode_misread(text: str, read_as: str) -> bytes | None:
    """The bytes that were read as a text, or None when the charset lacks a character of it."""
    try:
        if read_as == "gb18030" and EURO in text:
            return b"\x80".join(part.encode(read_as) for part in text.split(EURO))
        return text.encode(read_as)
    except UnicodeEncodeError:
        return None
