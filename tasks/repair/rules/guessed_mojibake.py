"""Read again Chinese in UTF-8 that was read in a charset of single bytes and lost some of them on the way.

Programs make a space of the no-break space that byte A0 is read as, or drop it as they drop soft hyphens; strict ones
put U+FFFD or `?` for bytes that the charset lacks; others change the case of letters. What a text still has was not
lost from it. Where only one byte fits, the character is proven by the others; where several do, it becomes the
likeliest, and its edit says that it was lost. Refuses what can be read again as it stands, and lines that are not UTF-8
by far or do not become far better Chinese, or of which more than half would be guessed.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from ...core.scripts import chinese_script
from ..decode.read_bytes import read_strictly
from ..guess import Piece, Prior, Token, guess_text, one_of
from ..measure_bits import measure_chinese
from ..settings import RepairSettings
from ..stretches import Change, decode_exactly
from .reread_chinese import is_utf8_by_far
from .runs import Run, find_runs
from .single_byte_mojibake import GATE, RUNS

__all__ = ["GATE", "RULE", "find_changes"]

RULE = "guessed-mojibake"
CHARSETS = ("latin-1", "sloppy-windows-1252", "sloppy-windows-1250", "sloppy-windows-1251")
"""Those in which byte A0 is the no-break space."""
STRICT = {"sloppy-windows-1252": "cp1252", "sloppy-windows-1250": "cp1250", "sloppy-windows-1251": "cp1251"}
LOST_EASILY = "\x81\x83\x88\x8d\x8f\x90\x98\x9d\xa0\xad"
OF_CASES = "sloppy-windows-1252"
SMALL, LARGE = "šœžÿ", "ŠŒŽŸ"
"""Bytes 9A, 9C, 9E, 8A, 8C, 8E and 9F of UTF-8 as Windows-1252, of which Chinese has all."""
MIN_OF_ONE_CASE = 6
MIN_HAN_SHARE = 0.4
MIN_GAIN_SHARE = 0.25
MAX_GUESSED_SHARE = 0.5
MIN_HAN_SHARE_AFTER = 0.8
MARKS_OF_HAN = "“”‘’…—·"
MAX_CHARS = 1 << 15
"""Characters of a document that guesses are made for, which is slow."""


class Way(NamedTuple):
    """How a line is read again: the charset it was read in, and the bits that it costs with the pieces that change."""

    read_as: str
    bits: float
    pieces: list[Piece]


class Signs(NamedTuple):
    """What a text still has of the characters that are lost easily, and whether the case of its letters was changed."""

    kept: str
    is_cased: bool


def find_changes(text: str, settings: RepairSettings) -> list[Change]:
    """The changes of the runs that pass; where some do, those of further ones that prove less by themselves."""
    changes: list[Change] = []
    budget, left = MAX_CHARS, list(find_runs(text, GATE, RUNS))
    signs = read_signs(text)
    for min_bits in (settings.min_line_bits, settings.min_further_line_bits):
        runs, left = left, []
        for run in runs:
            ways = list(_list_ways(text[run.start : run.end], signs)) if budget > run.end - run.start else []
            budget -= (run.end - run.start) * len(ways)
            found = _choose(text, run, ways, min_bits)
            changes += found
            left += [] if found else [run]
        if not changes:
            break
    return sorted(changes)


def read_signs(text: str) -> Signs:
    """What a text has, and lacks, of the characters that bytes of UTF-8 are read as."""
    n_small, n_large = (sum(map(text.count, chars)) for chars in (SMALL, LARGE))
    is_cased = min(n_small, n_large) == 0 and max(n_small, n_large) >= MIN_OF_ONE_CASE
    return Signs("".join(char for char in LOST_EASILY if char in text), is_cased)


def _choose(text: str, run: Run, ways: list[Way], min_bits: float) -> list[Change]:
    """The changes of the cheapest way to read a run, if it is good enough."""
    if not ways:
        return []
    before, way = text[run.start : run.end], min(ways, key=lambda way: way.bits)
    own_bits = measure_chinese(before)
    n_guessed = sum(piece.n_guessed for piece in way.pieces)
    n_read = sum(len(piece.text) for piece in way.pieces)
    is_better = own_bits - way.bits >= max(min_bits, MIN_GAIN_SHARE * own_bits)
    is_good = n_guessed <= MAX_GUESSED_SHARE * n_read and _is_han("".join(piece.text for piece in way.pieces))
    return list(_ask(run.start, before, way)) if is_better and is_good else []


def _is_han(text: str) -> bool:
    """Whether most of what is beyond ASCII in a text is Han characters and Chinese punctuation."""
    beyond = [char for char in text if char > "\x7f"]
    return sum(char in MARKS_OF_HAN or char >= "\u3001" for char in beyond) >= MIN_HAN_SHARE_AFTER * len(beyond) > 0


def _list_ways(before: str, signs: Signs) -> Iterator[Way]:
    """The readings of a run that is UTF-8 by far, but for what was lost of it."""
    charsets = (OF_CASES,) if signs.is_cased else CHARSETS
    if any(can_read_again(before, read_as) for read_as in CHARSETS if not signs.is_cased or read_as != OF_CASES):
        return
    for read_as in charsets:
        bytes_of, data = load_bytes(read_as, signs), before.encode(read_as, "ignore")
        is_like_utf8 = signs.is_cased or is_utf8_by_far(data, MIN_HAN_SHARE)
        if is_like_utf8 and all(char in bytes_of for char in before):
            tokens = [Token(char, (bytes_of[char],)) for char in before]
            lost = {byte for char, byte in _load_lost(read_as).items() if char not in signs.kept}
            script = chinese_script(data.decode("utf-8", "ignore"))
            pieces, bits = guess_text(tokens, Prior(read_as, script, dropped=one_of(lost)))
            yield Way(read_as, bits, pieces)


def can_read_again(before: str, read_as: str) -> bool:
    """Whether a run can be read again as it stands."""
    try:
        return read_strictly(before.encode(read_as), "utf-8") is not None
    except UnicodeEncodeError:
        return False


@lru_cache(maxsize=64)
def load_bytes(read_as: str, signs: Signs) -> dict[str, int]:
    """The byte, or one of several, that each character stands for."""
    chars = bytes(range(0x100)).decode(read_as)
    options: dict[str, set[int]] = {char: {byte} for byte, char in enumerate(chars)}
    for byte, char in enumerate(chars[0x80:] if signs.is_cased else "", 0x80):
        for other in (char.lower(), char.upper()):
            options.setdefault(other, set()).add(byte)
    unused = {byte for char, byte in _load_lost(read_as).items() if char not in f"{signs.kept}\xa0\xad"}
    options[" "] |= {0xA0}
    options["?"] |= unused
    options["\ufffd"] = unused
    return {char: one_of(found) for char, found in options.items() if len(char) == 1 and found}


@lru_cache(maxsize=8)
def _load_lost(read_as: str) -> dict[str, int]:
    """The characters that are lost easily, and their bytes: spaces, soft hyphens, and bytes without a character."""
    strict = bytes(range(0x100)).decode(STRICT.get(read_as, read_as), "replace")
    return {chr(byte): byte for byte in range(0x80, 0x100) if strict[byte] in "\ufffd\xa0\xad"}


def _ask(start: int, before: str, way: Way) -> Iterator[Change]:
    """One change for what stands together and can be read as it is, one for each character that cannot."""
    steps = f"{way.read_as}>utf-8"
    evidence = f"utf-8 read as {way.read_as}"
    for piece in _join_plain(before, way.pieces, steps):
        old = before[piece.start : piece.end]
        if old == piece.text:
            continue
        is_plain = decode_exactly(old.encode(), f"utf-8>{steps}") == piece.text
        is_lossy = piece.n_guessed > 0
        note = evidence + "; a byte is lost, the likeliest character is guessed" * is_lossy
        place = (start + piece.start, start + piece.end)
        yield Change(*place, piece.text, (RULE,), (note,), steps if is_plain else None, is_lossy)


def _join_plain(before: str, pieces: list[Piece], steps: str) -> list[Piece]:
    """The pieces, those one that stand side by side and can be read as they are."""
    joined: list[Piece] = []
    was_plain = False
    for piece in pieces:
        is_plain = decode_exactly(before[piece.start : piece.end].encode(), f"utf-8>{steps}") == piece.text
        if is_plain and was_plain and joined[-1].end == piece.start:
            joined[-1] = Piece(joined[-1].start, piece.end, joined[-1].text + piece.text, 0)
        else:
            joined.append(piece)
        was_plain = is_plain
    return joined
