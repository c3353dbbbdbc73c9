"""Read again what was stored in GB 18030 or Big5 and read in a charset of single bytes (ÖÐÎÄ for 中文).

Of the ways to read a run that save about as much, the one that saves most over the text is taken: Latin-9 and
Windows-1252 have a few characters at different places, and either makes Chinese of most runs of the other.

Refuses what is no Chinese text of frequent characters when read again: the other reading must cost many more bits, and
a document needs one such run, with at least two different Han characters, or several short ones, or nothing else beyond
ASCII, before a weak one passes (a short title, a name with an accent of GBK). Refuses letters in alphabetical order,
what stands beside signs or letters that none of the charsets has, and what is UTF-8, but where others prove how the
text was read and that makes it cheaper. A run with a byte that has no meaning is tried again word by word.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from operator import lt
from typing import NamedTuple

from ..decode.read_bytes import read_strictly
from ..measure_bits import load_frequent_han, load_han_bits, measure_bits, measure_chinese
from ..measure_lines import measure_chinese_lines, measure_lines
from ..settings import RepairSettings
from ..stretches import Change, decode_exactly
from .reread_chinese import is_utf8_by_far
from .runs import Run, find_runs, is_line_break, trim_ascii

RULE = "chinese-as-latin"
CHARSETS = (
    *(
        "latin-1",
        "sloppy-windows-1252",
        "iso8859-15",
        "sloppy-windows-1254",
        "sloppy-windows-1250",
        "iso8859-2",
        "mac-roman",
        "cp437",
        "cp850",
    ),
    *("cp852", "sloppy-windows-1251", "koi8-r", "cp866"),
)
"""Those of single bytes that text was read in, of Western Europe first."""


def _list_characters(first: int, last: int) -> str:
    """What the bytes first to last are in one charset or another, without Chinese punctuation."""
    byte_range = bytes(range(first, last + 1))
    read = {char for charset in CHARSETS for char in byte_range.decode(charset, "ignore")}
    return re.escape("".join(sorted(read - set("‘’“”–—…·"))))


FIRST, SECOND = _list_characters(0xA1, 0xFE), _list_characters(0x80, 0xFF)
RUNS = re.compile(f"[\x00-\x09\x0b-\x7f{SECOND}‘’“”–—…·]+")
"""What these charsets can hold in a line."""
WORDS = re.compile(r"[^\s\x21-\x2f\x3a-\x3f]+")
GATE = re.compile(f"[{FIRST}][{SECOND}]")
HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
FAMILIES = (("gb18030",), ("big5", "cp950", "big5hkscs"))
ASCII = re.compile("[\x00-\x7f]+")
NO_TEXT = re.compile("[^\x00-\x7f\u3001-\u3011\u4e00-\u9fff\uff01-\uff1f]")
"""What is beyond ASCII and neither a Han character nor a sign of Chinese text."""
MIN_BITS_ALONE = 20.0
"""In 929 clean lines with two such Latin characters side by side, no reading as Han characters saves more than 12."""
NEAR_BITS = 12.0
MIN_HAN = 2
MAX_HAN_BITS = 13.0
MIN_HAN_SHARE_OF_UTF8 = 0.5
RARE_BITS = 21
"""A Han character of running text costs less than 10 bits on an average, one of misread bytes 15 and more."""


class Again(NamedTuple):
    """What a text becomes, by which steps, how many bits that saves, whether it may as well be UTF-8, and how many bits
    it saves as Chinese, which tells between ways."""

    after: str
    steps: str
    gain_bits: float
    is_utf8: bool
    chinese_gain_bits: float


class Rereading(NamedTuple):
    """A run, what it becomes and by which steps, how many bits that saves, and whether it may as well be UTF-8."""

    run: Run
    after: str
    steps: str
    gain_bits: float
    is_utf8: bool


def find_changes(text: str, settings: RepairSettings) -> list[Change]:
    """Changes of the runs that pass, those of neighbouring lines joined."""
    runs = [run for run in find_runs(text, GATE, RUNS) if _stands_apart(text, run)]
    found = _reread_runs(text, runs, settings)
    likely = [r for r in found if r.gain_bits >= settings.min_further_line_bits and not r.is_utf8]
    strong: set[str] = set()
    for reread in likely:
        if reread.steps not in strong and reread.gain_bits >= settings.min_line_bits and _is_chinese(reread.after):
            strong.add(reread.steps)
    strong |= _strong_together([r for r in likely if r.steps not in strong], 2 * settings.min_line_bits)
    strong = strong or _alone_in_text(text, likely)
    passed = [r for r in found if r.steps in strong and (r.is_utf8 or r.gain_bits >= settings.min_further_line_bits)]
    passed = _all_alike(text, found, strong) or passed
    return [change for group in _join_lines(text, passed) for change in _ask(text, group)]


def _all_alike(text: str, found: "list[Rereading]", strong: set[str]) -> "list[Rereading]":
    """All rereadings, where the same steps make cheaper text of all that is beyond ASCII: none must prove itself."""
    n_read = sum(len(ASCII.sub("", text[r.run.start : r.run.end])) for r in found)
    is_alike = len(strong) == 1 and all(r.steps in strong and r.gain_bits > 0 for r in found)
    return found if is_alike and n_read == len(ASCII.sub("", text)) else []


def _strong_together(likely: list[Rereading], min_bits: float) -> set[str]:
    """Steps of which many short runs are as good as one long one: a menu of titles of two characters."""
    by_steps: dict[str, list[Rereading]] = {}
    for reread in likely:
        by_steps.setdefault(reread.steps, []).append(reread)
    return {
        steps
        for steps, group in by_steps.items()
        if sum(r.gain_bits for r in group) >= min_bits and _is_chinese("".join(r.after for r in group), 2 * MIN_HAN)
    }


def _alone_in_text(text: str, likely: list[Rereading]) -> set[str]:
    """Steps that make Han characters of all that is beyond ASCII in a text, and such as follow each other: a title."""
    steps = {reread.steps for reread in likely}
    after = "".join(reread.after for reread in likely)
    n_beyond = len(ASCII.sub("", text))
    if len(steps) != 1 or n_beyond != sum(len(ASCII.sub("", text[r.run.start : r.run.end])) for r in likely):
        return set()
    gain = sum(measure_bits(text[r.run.start : r.run.end]) - measure_chinese(r.after) for r in likely)
    is_all_han = not NO_TEXT.search(after)
    return steps if is_all_han and gain >= MIN_BITS_ALONE and _is_chinese(after) else set()


def _stands_apart(text: str, run: Run) -> bool:
    """Whether a run ends where a line or a stretch of Chinese does, and not inside misread text of another kind."""
    around = text[max(0, run.start - 1) : run.start] + text[run.end : run.end + 1]
    return all(char == "\n" or char >= "\u2e80" for char in around)


def _reread_runs(text: str, runs: Sequence[Run], settings: RepairSettings) -> list[Rereading]:
    """The best rereading of each run; those of its words where the whole cannot be read."""
    whole = _read_again({text[run.start : run.end] for run in runs})
    words = {
        run: [Run(*match.span()) for match in WORDS.finditer(text, run.start, run.end) if GATE.search(match[0])]
        for run in runs
        if _is_unread(text[run.start : run.end], whole)
    }
    parts = _read_again({text[word.start : word.end] for found in words.values() for word in found})
    places = [(place, parts if run in words else whole) for run in runs for place in words.get(run, [run])]
    found = [(place, read.get(text[place.start : place.end], [])) for place, read in places]
    totals: Counter[str] = Counter()
    for _, ways in found:
        good = [way for way in ways if way.gain_bits >= settings.min_further_line_bits]
        totals.update({way.steps: way.chinese_gain_bits for way in good})
    return [_place(text, place, _choose(ways, totals)) for place, ways in found if ways]


def _choose(ways: "list[Again]", totals: "Counter[str]") -> "Again":
    """Of the ways to read a run that save about as much, the one that saves most over the text."""
    best = max(way.chinese_gain_bits for way in ways)
    near = [way for way in ways if way.chinese_gain_bits > best - NEAR_BITS]
    return max(near, key=lambda way: (totals[way.steps], way.chinese_gain_bits))


def _is_unread(before: str, read: "dict[str, list[Again]]") -> bool:
    """Whether a run was not read again, and is not UTF-8 either, which is for another rule."""
    return before not in read and not any(_is_utf8(data) for _, data in _encode(before))


def _is_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8, or were before some were lost."""
    return read_strictly(data, "utf-8") is not None or is_utf8_by_far(data, MIN_HAN_SHARE_OF_UTF8)


def _place(text: str, run: Run, again: Again) -> Rereading:
    head, tail = trim_ascii(text[run.start : run.end], again.after)
    place = Run(run.start + head, run.end - tail)
    return Rereading(place, again.after[head : len(again.after) - tail], *again[1:4])


def _read_again(befores: Iterable[str]) -> dict[str, list[Again]]:
    """The other readings of each text that has one better than UTF-8; each text is read once."""
    tried = [(before, *way) for before in sorted(befores) for way in _list_ways(before)]
    own = measure_lines([utf8 or before for before, _, _, utf8 in tried])
    afters = [after for _, _, after, _ in tried]
    gains, chinese_gains = own - measure_lines(afters), own - measure_chinese_lines(afters)
    read: dict[str, list[Again]] = {}
    for (before, steps, after, utf8), gain, chinese in zip(tried, gains.tolist(), chinese_gains.tolist(), strict=True):
        if utf8 is None or gain > 0:
            read.setdefault(before, []).append(Again(after, steps, gain, utf8 is not None, chinese))
    return read


def _list_ways(before: str) -> Iterator[tuple[str, str, str | None]]:
    """The steps by which a text can be read again, what it becomes, and what it is as UTF-8 if it may be that."""
    encoded = _encode(before)
    read_as_utf8 = [utf8 for _, data in encoded if (utf8 := read_strictly(data, "utf-8")) is not None]
    is_alike = any(is_utf8_by_far(data, MIN_HAN_SHARE_OF_UTF8) for _, data in encoded)
    if _is_alphabetical(before) or (is_alike and not read_as_utf8):
        return
    utf8 = min(read_as_utf8, key=measure_bits, default=None)
    for read_as, data in encoded:
        for charset, after in _read_families(data):
            yield f"{read_as}>{charset}", after, utf8


def _encode(run: str) -> list[tuple[str, bytes]]:
    """The charsets of single bytes that a run may have been read in, and its bytes; of those that agree the first."""
    found: dict[bytes, str] = {}
    for charset in CHARSETS:
        try:
            found.setdefault(run.encode(charset), charset)
        except UnicodeEncodeError:
            continue
    return [(charset, data) for data, charset in found.items()]


def _read_families(data: bytes) -> Iterator[tuple[str, str]]:
    """The first charset of each family that can read the bytes, and the text."""
    for family in FAMILIES:
        for charset in family:
            text = read_strictly(data, charset)
            if text is not None:
                yield charset, text
                break


def _is_chinese(text: str, min_han: int = MIN_HAN) -> bool:
    """Whether a text has so many different Han characters, and they are such as text is made of."""
    han = HAN.findall(text)
    bits = load_han_bits()
    return len(set(han)) >= min_han and sum(bits.get(char, RARE_BITS) for char in han) <= MAX_HAN_BITS * len(han)


def _is_alphabetical(text: str) -> bool:
    """Whether the characters beyond ASCII are a list of letters in order, as in a table of a charset."""
    high = ASCII.sub("", text)
    return all(map(lt, high, high[1:]))


def _join_lines(text: str, rereadings: list[Rereading]) -> list[list[Rereading]]:
    groups: list[list[Rereading]] = []
    for reread in rereadings:
        last = groups[-1][-1] if groups else None
        if last and last.steps == reread.steps and is_line_break(text[last.run.end : reread.run.start]):
            groups[-1].append(reread)
        else:
            groups.append([reread])
    return groups


def _ask(text: str, group: list[Rereading]) -> list[Change]:
    """One change for a group of lines, or one for each line when the group does not lead back to its bytes."""
    start, end, steps = group[0].run.start, group[-1].run.end, group[0].steps
    after = decode_exactly(text[start:end].encode(), f"utf-8>{steps}")
    if after is None:
        return [Change(*r.run, r.after, (RULE,), (_explain(r.after, r.gain_bits),), steps) for r in group]
    evidence = _explain(after, sum(reread.gain_bits for reread in group))
    return [Change(start, end, after, (RULE,), (evidence,), steps)]


def _explain(after: str, gain_bits: float) -> str:
    n_frequent = sum(map(load_frequent_han().__contains__, after))
    return f"{n_frequent} of {len(HAN.findall(after))} Han characters are frequent; {gain_bits:.0f} bits cheaper"
