"""Read again UTF-8 that was read in a charset of China and lost bytes on the way, and guess what these were.

The marks U+FFFD and `?` stand where the wrong charset could not read a byte; some programs leave no mark. What is known
is read exactly; a character with a lost byte becomes the likeliest that fits, and its edit says that it was lost.
Refuses lines that can be read again without a guess, lines that do not become far better Chinese, and lines of which
more than a third would be guessed (UTF-8 read as Big5 loses so much). Where a line passes, the others must prove less.
"""

from typing import NamedTuple

from ...core.scripts import chinese_script
from ..find_dear import find_dear_lines, find_rare_lines
from ..guess import LOST, UNKNOWN, Piece, Prior, Token, guess_text
from ..lattice import BITS_OF_BAD_BYTE, BITS_OF_SWITCH
from ..measure_bits import measure_chinese
from ..settings import RepairSettings
from ..stretches import Change
from .reread_chinese import EURO, is_utf8_by_far, reread_lines
from .runs import Run

RULE = "guessed-chinese"
CHARSETS = ("gb18030", "big5hkscs", "cp950")
MAX_CHARS = 1 << 15
"""Characters of a document that guesses are made for, which is slow."""


class Limits(NamedTuple):
    """What a line must save as a share of its price, how much of it may be guessed, how much of its bytes must be read
    as Han, and what a run that is read again costs at each end, in bits."""

    min_gain_share: float
    max_guessed_share: float
    min_han_share: float
    bits_of_switch: float


STRICT = Limits(0.25, 0.34, 0.4, BITS_OF_SWITCH)
FURTHER = Limits(0.17, 0.5, 0.27, BITS_OF_SWITCH / 2)
"""For the lines of a text of which another line has passed."""


def find_changes(text: str, settings: RepairSettings) -> list[Change]:
    """The changes of the lines that pass; where some do, those of further ones that prove less by themselves."""
    lines = find_dear_lines(text)
    whole = reread_lines(text, lines)
    lines = tuple(line for line in lines if line not in whole)
    changes, left, budget = _guess_lines(text, lines, settings.min_line_bits, STRICT, MAX_CHARS)
    if changes:
        known = {line.start for line in lines} - {line.start for line in left} | {line.start for line in whole}
        others = tuple(line for line in find_rare_lines(text) if line.start not in known)
        changes += _guess_lines(text, others, settings.min_further_line_bits, FURTHER, budget)[0]
    return sorted(changes)


def _guess_lines(
    text: str, lines: tuple[Run, ...], min_bits: float, limits: Limits, budget: int
) -> tuple[list[Change], list[Run], int]:
    """The changes of lines, the lines that have none, and the characters that may still be looked at."""
    changes: list[Change] = []
    left: list[Run] = []
    for line in lines:
        found: list[Change] = []
        if budget > line.end - line.start:
            budget -= line.end - line.start
            found = _guess_line(text, line, min_bits, limits)
        changes += found
        left += [] if found else [line]
    return changes, left, budget


def _guess_line(text: str, line: Run, min_bits: float, limits: Limits) -> list[Change]:
    before = text[line.start : line.end]
    found = []
    for read_as in CHARSETS:
        if not is_utf8_by_far(before.encode(read_as, "ignore"), limits.min_han_share):
            continue
        script = chinese_script(before.encode(read_as, "ignore").decode("utf-8", "ignore"))
        prior = Prior(read_as, script, limits.bits_of_switch)
        for tokens in _list_tokens(before, read_as):
            if _loses_too_much(tokens, limits.max_guessed_share):
                continue
            pieces, bits = guess_text(tokens, prior)
            found.append((bits, read_as, pieces))
    if not found:
        return []
    own_bits = measure_chinese(before) + (BITS_OF_BAD_BYTE - 24.0) * before.count(LOST)
    bits, read_as, pieces = min(found, key=lambda way: way[0])
    gain = own_bits - bits
    n_guessed = sum(piece.n_guessed for piece in pieces)
    n_read = sum(len(piece.text) for piece in pieces)
    if gain < max(min_bits, limits.min_gain_share * own_bits) or n_guessed > limits.max_guessed_share * n_read:
        return []
    return [
        _ask(line.start, before, piece, read_as) for piece in pieces if before[piece.start : piece.end] != piece.text
    ]


def _loses_too_much(tokens: list[Token], max_guessed_share: float) -> bool:
    """Whether more than may be must be guessed: a guess stands for three bytes, of which two are lost at most."""
    n_bytes = sum(len(token.data) for token in tokens)
    n_lost = sum(token.data.count(UNKNOWN) for token in tokens)
    return n_lost / 2 > max_guessed_share * n_bytes / 3 + 1


def _ask(start: int, before: str, piece: Piece, read_as: str) -> Change:
    evidence = f"utf-8 read as {read_as}" + "; a byte is lost, the likeliest character is guessed" * (
        piece.n_guessed > 0
    )
    return Change(
        start + piece.start, start + piece.end, piece.text, (RULE,), (evidence,), is_lossy=piece.n_guessed > 0
    )


def _list_tokens(text: str, read_as: str) -> list[list[Token]]:
    """The bytes of a text in the charset it was read in, a mark being one lost byte, or in a second way two."""
    ways = []
    for n_lost in (1, 2) if LOST in text else (1,):
        lost = (UNKNOWN,) * n_lost
        marks = LOST if LOST in text else "?"
        ways.append([Token(char, lost if char in marks else _encode(char, read_as)) for char in text])
    return ways


def _encode(char: str, read_as: str) -> tuple[int, ...]:
    if char == EURO and read_as == "gb18030":
        return (0x80,)
    return tuple(char.encode(read_as, "ignore")) or (0x1A,)
