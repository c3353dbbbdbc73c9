"""Read again Chinese that was read in the wrong charset of China: UTF-8 or Big5 read as GBK, UTF-8 or GBK read as Big5.

What comes of that (涓枃 or いゅ for 中文) are characters too rare for a text. Refuses a line that has
none of them side by side, a run that does not become frequent characters and far cheaper, and what cannot be read to
the last byte, which is the business of the rule for guesses. Where UTF-8 was read in pairs of bytes, two characters
stand for three: they are one edit, for neither has bytes of its own.
"""

from collections.abc import Iterator

from ...core.spans import char_widths
from ..find_dear import ASCII, find_dear_lines, find_sparse_lines
from ..settings import RepairSettings
from ..sift import Sifted
from ..stretches import Change, decode_exactly
from .reread_chinese import Rereading, list_texts, place_bytes, read_again, reread_dear, reread_lines
from .runs import Run, is_line_break

RULE = "chinese-as-chinese"
NEAR_BITS = 12.0
SHORT_CHARS = 4096
"""In a text so short, lines with only two rare characters side by side are tried too."""
MAX_SHORT_CHARS = 12
TITLE_CHARS = 64
"""A text so short is tried as a whole, however its characters look."""
MIN_TITLE_BITS = 16.0
MIN_TITLE_BITS_PER_CHAR = 2.5
MIN_TITLE_SIGNS = 3
"""Of 70,000 clean clauses and words with three different characters, all entries of CC-CEDICT among them, none saves
more than 14 bits, of four or more 11; of two, such as 璨璨, some save 22."""
MIN_LINES_OF_REST = 2


def may_apply(text: str, sifted: Sifted) -> bool:
    """Whether a text may have a line to read again."""
    is_title = len(text) <= TITLE_CHARS and not text.isascii()
    return sifted.is_dear or is_title or (sifted.has_rare and len(text) <= SHORT_CHARS)


def find_changes(text: str, settings: RepairSettings) -> list[Change]:
    """Changes of the lines that pass, and of runs inside the others.

    A text that has one strong line, or weak ones that are as good together, is damaged: then all its lines are tried.
    """
    lines = find_dear_lines(text)
    found = reread_dear(text, lines)
    known = {ways[0].run.start for ways in found} | {line.start for line in lines}
    if len(text) <= TITLE_CHARS:
        found += reread_lines(text, tuple(_other_lines(text, known))).values()
    elif len(text) <= SHORT_CHARS:
        found += reread_lines(text, tuple(line for line in find_sparse_lines(text) if line not in lines)).values()
    totals = _total_gains(found, settings.min_further_line_bits)
    if max(totals.values(), default=0.0) < settings.min_line_bits and not _is_misread_title(text, found):
        return []
    known |= {ways[0].run.start for ways in found}
    found += reread_lines(text, tuple(_other_lines(text, known))).values()
    totals = _total_gains(found, settings.min_further_line_bits)
    chosen = [_choose(ways, totals) for ways in found]
    passed = [reread for reread in chosen if reread.gain_bits >= settings.min_further_line_bits]
    passed += _reread_rest(text, passed, settings)
    return [change for group in _join_lines(text, sorted(passed)) for change in _ask_together(text, group)]


def _is_misread_title(text: str, found: list[list[Rereading]]) -> bool:
    """Whether a text is nothing but a title or so, and all of it becomes better Chinese: few bits, but no chance."""
    best = [max(ways, key=lambda reread: reread.gain_bits) for ways in found]
    read = "".join(text[reread.run.start : reread.run.end] for reread in best)
    if len(text) > TITLE_CHARS or len(_beyond_ascii(read)) < len(_beyond_ascii(text)):
        return False
    gain = sum(reread.gain_bits for reread in best)
    n_signs = len(set(_beyond_ascii(read)))
    return n_signs >= MIN_TITLE_SIGNS and gain >= max(
        MIN_TITLE_BITS, MIN_TITLE_BITS_PER_CHAR * len(_beyond_ascii(read))
    )


def _beyond_ascii(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").translate(None, ASCII).decode("utf-8", "surrogatepass")


def _reread_rest(text: str, passed: list[Rereading], settings: RepairSettings) -> list[Rereading]:
    """Short lines that prove little by themselves, or might be Japanese, in a text of which most was misread alike.

    Refuses all of them where they are more than a few, unless the text has no other line then.
    """
    totals = _total_gains([[reread] for reread in passed], settings.min_further_line_bits)
    found: list[Rereading] = []
    others = list(_other_lines(text, {reread.run.start for reread in passed}))
    lines = [line for line in others if line.end - line.start <= MAX_SHORT_CHARS]
    for (read_as, stored), total in totals.items():
        if total < settings.min_line_bits or stored == "utf-8":
            continue
        again = {
            before: (after, gain) for before, after, gain in read_again(list_texts(text, lines), read_as, stored, True)
        }
        here = [
            Rereading(line, read_as, stored, *again[before])
            for line in lines
            if (before := text[line.start : line.end]) in again
        ]
        is_most = total >= 2 * settings.min_line_bits and MIN_LINES_OF_REST * len(here) <= len(passed)
        found += here if is_most or len(here) == len(others) else []
    return found


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
    places = place_bytes(text[run.start : run.end], reread.read_as)
    byte = before_start = after_start = 0
    for after_end, size in enumerate(char_widths(reread.after, "utf-8").tolist(), 1):
        byte += size
        before_end = places.get(byte)
        if before_end is not None:
            before, after = text[run.start + before_start : run.start + before_end], reread.after[after_start:after_end]
            if before != after:
                yield Change(run.start + before_start, run.start + before_end, after, (RULE,), evidence)
            before_start, after_start = before_end, after_end
