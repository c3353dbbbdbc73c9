"""Read again Chinese that was read in the wrong charset of China: UTF-8 or Big5 read as GBK, UTF-8 or GBK read as Big5.

What comes of that (涓枃 or いゅ for 中文) are characters too rare for a text. Refuses a line that has
none of them side by side, a run that does not become frequent characters and far cheaper, and what cannot be read to
the last byte, which is the business of the rule for guesses. Where UTF-8 was read in pairs of bytes, two characters
stand for three: they are one edit, for neither has bytes of its own.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from ...core.spans import char_widths
from ..decode.read_bytes import read_strictly
from ..find_dear import ASCII, MAX_BITS_OF_FREQUENT, find_dear_lines, find_sparse_lines, find_very_dear, is_frequent
from ..lattice import read_mixed
from ..measure_bits import measure_bits, measure_chinese
from ..measure_lines import are_frequent, measure_chinese_lines
from ..settings import RepairSettings
from ..sift import Sifted
from ..stretches import Change, decode_exactly
from .runs import Run, is_line_break

RULE = "chinese-as-chinese"
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
MIN_GAIN_BITS_PER_CHAR = 2.0
MIN_LIKELY_GAIN_BITS_PER_CHAR = 1.0
NEAR_BITS = 12.0
MAX_RUN_CHARS = 1 << 14
"""Characters of a document whose lines are searched for runs, which is slow."""
BLOCK_CHARS = 1 << 12
MAX_VAIN_LINES = 400
"""Dear lines that are tried before a text that has no line to read again is left alone."""
SHORT_CHARS = 4096
"""In a text so short, lines with only two rare characters side by side are tried too."""
MAX_SHORT_CHARS = 12
MIN_SHORT_BITS = 22.0
MIN_SHORT_BITS_PER_CHAR = 5.5
"""What a title saves that was misread; chance saves less a character."""
MIN_LINES_OF_REST = 2
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


def may_apply(text: str, sifted: Sifted) -> bool:
    """Whether a text may have a line to read again."""
    return sifted.is_dear or (sifted.has_rare and len(text) <= SHORT_CHARS)


def find_changes(text: str, settings: RepairSettings) -> list[Change]:
    """Changes of the lines that pass, and of runs inside the others.

    A text that has one strong line, or weak ones that are as good together, is damaged: then all its lines are tried.
    """
    lines = find_dear_lines(text)
    found = _reread_dear(text, lines)
    if len(text) <= SHORT_CHARS:
        others = [line for line in find_sparse_lines(text) if line not in lines]
        found += reread_lines(text, tuple(others)).values()
    totals = _total_gains(found, settings.min_further_line_bits)
    if max(totals.values(), default=0.0) < settings.min_line_bits and not _is_short_and_all_dear(text, found):
        return []
    known = {ways[0].run.start for ways in found} | {line.start for line in lines}
    found += reread_lines(text, tuple(_other_lines(text, known))).values()
    totals = _total_gains(found, settings.min_further_line_bits)
    chosen = [_choose(ways, totals) for ways in found]
    passed = [reread for reread in chosen if reread.gain_bits >= settings.min_further_line_bits]
    passed += _reread_rest(text, passed, settings)
    return [change for group in _join_lines(text, sorted(passed)) for change in _ask_together(text, group)]


def _reread_dear(text: str, lines: tuple[Run, ...]) -> list[list[Rereading]]:
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


def _is_short_and_all_dear(text: str, found: list[list[Rereading]]) -> bool:
    """Whether a text is nothing but a title or so, which becomes far better Chinese: few bits, but many a character."""
    n_beyond = len(text.encode("utf-8", "surrogatepass").translate(None, ASCII).decode("utf-8", "surrogatepass"))
    if not found or n_beyond > MAX_SHORT_CHARS:
        return False
    best = [max(ways, key=lambda reread: reread.gain_bits) for ways in found]
    n_read = sum(reread.run.end - reread.run.start for reread in best)
    gain = sum(reread.gain_bits for reread in best)
    return n_read >= n_beyond and gain >= max(MIN_SHORT_BITS, MIN_SHORT_BITS_PER_CHAR * n_read)


def _reread_rest(text: str, passed: list[Rereading], settings: RepairSettings) -> list[Rereading]:
    """Short lines that prove little by themselves, or might be Japanese, in a text of which most were misread alike.

    Refuses all of them where they are more than a few.
    """
    totals = _total_gains([[reread] for reread in passed], settings.min_further_line_bits)
    found: list[Rereading] = []
    known = {reread.run.start for reread in passed}
    lines = [line for line in _other_lines(text, known) if line.end - line.start <= MAX_SHORT_CHARS]
    for (read_as, stored), total in totals.items():
        if total < 2 * settings.min_line_bits or stored == "utf-8":
            continue
        again = {
            before: (after, gain) for before, after, gain in _read_again(_texts(text, lines), read_as, stored, True)
        }
        here = [
            Rereading(line, read_as, stored, *again[before])
            for line in lines
            if (before := text[line.start : line.end]) in again
        ]
        found += here if MIN_LINES_OF_REST * len(here) <= len(passed) else []
    return found


def _texts(text: str, lines: Iterable[Run]) -> list[str]:
    return list(dict.fromkeys(text[line.start : line.end] for line in lines))


def _total_gains(found: list[list[Rereading]], min_bits: float) -> dict[tuple[str, str], float]:
    """What each pair of charsets saves over all places."""
    totals: dict[tuple[str, str], float] = {}
    for ways in found:
        for reread in ways:
            if reread.gain_bits >= min_bits:
                totals[reread.pair] = totals.get(reread.pair, 0.0) + reread.gain_bits
    return totals


def _choose(ways: list[Rereading], totals: dict[tuple[str, str], float]) -> Rereading:
    """Of the ways to read a place that save about as much, the one that saves most over the text."""
    best = max(reread.gain_bits for reread in ways)
    near = [reread for reread in ways if reread.gain_bits > best - NEAR_BITS]
    return max(near, key=lambda reread: (totals.get(reread.pair, 0.0), reread.gain_bits))


def _other_lines(text: str, known: set[int]) -> Iterator[Run]:
    """Lines with characters beyond ASCII that start elsewhere."""
    start = 0
    for line in text.split("\n"):
        if start not in known and not line.isascii():
            yield Run(start, start + len(line))
        start += len(line) + 1


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
    befores = _texts(text, lines)
    ways: dict[str, list[Again]] = {}
    for read_as, stored in READINGS:
        for before, after, gain in _read_again(befores, read_as, stored):
            ways.setdefault(before, []).append(Again(read_as, stored, after, gain))
    return {
        line: [Rereading(line, *way) for way in ways[before]]
        for line in lines
        if (before := text[line.start : line.end]) in ways
    }


def _read_again(
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
        places = _places(before, read_as)
        if data is None or len(places) != len(before) + 1:
            continue
        for part in read_mixed(data, (read_as, stored), may_lose=False)[0]:
            if part.charset == stored and part.start in places and part.end in places:
                run = Run(first + places[part.start], first + places[part.end])
                after = data[part.start : part.end].decode(stored)
                gain = measure_gain(text[run.start : run.end], after)
                if gain >= MIN_GAIN_BITS_PER_CHAR * len(after) and is_frequent(after, _max_bits(stored)):
                    yield Rereading(run, read_as, stored, after, gain)


def measure_gain(before: str, after: str) -> float:
    """Bits that are saved; of what is mostly kana, Greek or Cyrillic, no more than as such a text."""
    return _bound_gain(before, after, measure_chinese(before) - measure_chinese(after))


def _bound_gain(before: str, after: str, gain: float) -> float:
    if len(LETTERS.findall(before)) > MAX_LETTER_SHARE * len(before.replace(" ", "")):
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


def _places(text: str, read_as: str) -> dict[int, int]:
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


def _join_lines(text: str, rereadings: list[Rereading]) -> list[list[Rereading]]:
    """Neighbouring lines of one pair of charsets together; those of UTF-8 each by itself."""
    groups: list[list[Rereading]] = []
    for reread in rereadings:
        last = groups[-1][-1] if groups else None
        is_alike = last is not None and last.pair == reread.pair and reread.stored != "utf-8"
        if last and is_alike and is_line_break(text[last.run.end : reread.run.start]):
            groups[-1].append(reread)
        else:
            groups.append([reread])
    return groups


def _ask_together(text: str, group: list[Rereading]) -> Iterator[Change]:
    """One change for a group of lines, or those of each line when the group does not lead back to its bytes."""
    start, end, (read_as, stored) = group[0].run.start, group[-1].run.end, group[0].pair
    after = decode_exactly(text[start:end].encode(), f"utf-8>{read_as}>{stored}") if len(group) > 1 else None
    if after is None:
        yield from (change for reread in group for change in _ask(text, reread))
    else:
        yield from _ask(text, Rereading(Run(start, end), read_as, stored, after, sum(r.gain_bits for r in group)))


def _ask(text: str, reread: Rereading) -> Iterator[Change]:
    """One change where each character has bytes of its own, else one for the few that share some."""
    run = reread.run
    evidence = (f"{reread.stored} read as {reread.read_as}; {reread.gain_bits:.0f} bits cheaper",)
    if reread.stored != "utf-8":
        steps = f"{reread.read_as}>{reread.stored}"
        yield Change(run.start, run.end, reread.after, (RULE,), evidence, steps)
        return
    places = _places(text[run.start : run.end], reread.read_as)
    byte = before_start = after_start = 0
    for after_end, size in enumerate(char_widths(reread.after, "utf-8").tolist(), 1):
        byte += size
        before_end = places.get(byte)
        if before_end is not None:
            before, after = text[run.start + before_start : run.start + before_end], reread.after[after_start:after_end]
            if before != after:
                yield Change(run.start + before_start, run.start + before_end, after, (RULE,), evidence)
            before_start, after_start = before_end, after_end
