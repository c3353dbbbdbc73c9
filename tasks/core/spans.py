"""Edits, and the map between characters of the repaired text and bytes of the source.

A document is read as: its bytes decoded with one charset, but for the bytes that an edit covers. An edit is either one
piece (all its characters stand for all its bytes) or carries a codec chain, such as ``utf-8>latin-1>gb18030`` (decode,
encode, decode), by which every character stands for bytes of its own.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import ftfy.bad_codecs  # noqa: F401  # registers the sloppy codecs that mojibake needs
import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Edit:
    """A place where the text is not the plain decoding of the bytes; spans are half-open."""

    byte_start: int
    byte_end: int
    char_start: int
    char_end: int
    before: bytes
    after: str
    rule: str
    codec: str | None = None
    is_lossy: bool = False
    evidence: str | None = None
    suggestion: str | None = None


class Piece(NamedTuple):
    """A stretch of text and the bytes it stands for; codec None means one piece that cannot be divided."""

    char_start: int
    char_end: int
    byte_start: int
    byte_end: int
    codec: str | None


def decode_chain(data: bytes, chain: str) -> str:
    """The text of bytes by a codec chain.

    Raises UnicodeError when the bytes do not fit.
    """
    first, *rest = chain.split(">")
    text = data.decode(first)
    for encoder, decoder in zip(rest[::2], rest[1::2], strict=True):
        text = text.encode(encoder).decode(decoder)
    return text


def encode_chain(text: str, chain: str) -> bytes:
    """The bytes that `decode_chain` reads as the text.

    Raises UnicodeError when there are none.
    """
    if ">" not in chain:
        return text.encode(chain)
    *rest, last = chain.split(">")
    data = text.encode(last)
    for decoder, encoder in zip(rest[::-2], rest[-2::-2], strict=True):
        data = data.decode(decoder).encode(encoder)
    return data


def char_widths(text: str, chain: str) -> Positions:
    """Bytes that each character takes in a codec chain, shape (len(text),)."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    if chain == "utf-8":
        return 1 + (points >= 0x80).astype(np.int64) + (points >= 0x800) + (points >= 0x10000)
    if chain in ("utf-16-le", "utf-16-be"):
        return np.where(points >= 0x10000, 4, 2).astype(np.int64)
    table = _width_table(chain)
    unknown = points[table[points] == 0]
    for point in np.unique(unknown).tolist():
        table[point] = _char_width(chr(point), chain)
    return table[points].astype(np.int64)


@lru_cache(maxsize=32)
def _width_table(chain: str) -> npt.NDArray[np.uint8]:
    """Bytes of each code point that was asked for, else 0; shape (0x110000,), filled in as texts need it."""
    return np.zeros(0x110000, dtype=np.uint8)


def _char_width(char: str, chain: str) -> int:
    return len(encode_chain(char, chain))


SPARSE = 4
"""Characters for each byte beyond one a character, from which it takes less time to look at these bytes alone."""


class SourceMap:
    """Where in the source each character of the repaired text comes from."""

    def __init__(self, text: str, charset: str, edits: Sequence[Edit], size_bytes: int):
        """Edits in order and apart; `size_bytes` is the length of the source."""
        self._text, self._charset, self._edits, self._size_bytes = text, charset, edits, size_bytes
        self._is_plain = charset in ("utf-8", "ascii") and not edits
        self._is_identity = self._is_plain and text.isascii()

    def pieces(self) -> Iterator[Piece]:
        """All stretches in order: what edits cover, and what lies between them."""
        char, byte = 0, 0
        for edit in self._edits:
            if edit.byte_start > byte:
                yield Piece(char, edit.char_start, byte, edit.byte_start, self._charset)
            yield Piece(edit.char_start, edit.char_end, edit.byte_start, edit.byte_end, edit.codec)
            char, byte = edit.char_end, edit.byte_end
        if byte < self._size_bytes:
            yield Piece(char, len(self._text), byte, self._size_bytes, self._charset)

    def byte_spans(self, char_starts: Positions, char_ends: Positions) -> tuple[Positions, Positions]:
        """First bytes and ends of the source spans of non-empty character spans; all shapes (n,)."""
        if self._is_identity:
            return char_starts, char_ends
        if self._is_plain:
            offsets = self._find_offsets(np.concatenate([char_starts, char_ends]))
            return offsets[: len(char_starts)], offsets[len(char_starts) :]
        begins, ends = self._bounds
        return begins[char_starts], ends[char_ends - 1]

    def byte_span(self, char_start: int, char_end: int) -> tuple[int, int]:
        """The source span of one non-empty character span."""
        if self._is_identity:
            return char_start, char_end
        begins, ends = self._bounds
        return int(begins[char_start]), int(ends[char_end - 1])

    def _find_offsets(self, positions: Positions) -> Positions:
        """Bytes before each of some characters of plain UTF-8: quicker than the widths of all characters."""
        source = np.frombuffer(self._text.encode(), dtype=np.int8)
        # Bytes 0x80 to 0xBF go on with a character; as signed numbers they are those below -64.
        if len(source) - len(self._text) <= len(self._text) // SPARSE:
            further = np.flatnonzero(source < -64)
            # What is left of the place of the k-th of them is the number of characters that begin up to there.
            return positions + np.searchsorted(further - np.arange(len(further)), positions, side="right")
        begins = np.flatnonzero(source >= -64)
        offsets = begins.take(positions, mode="clip")
        offsets[positions == len(begins)] = len(source)
        return offsets

    @cached_property
    def _bounds(self) -> tuple[Positions, Positions]:
        begins = np.empty(len(self._text), dtype=np.int64)
        ends = np.empty(len(self._text), dtype=np.int64)
        pieces = list(self.pieces())
        if self._charset == "utf-8":
            # Every character has its bytes there, those inside edits too: all that no edit covers is placed at once.
            begins, ends = _place_at_once(self._text, pieces)
            pieces = [piece for piece in pieces if piece.codec != self._charset]
        for piece in pieces:
            here = slice(piece.char_start, piece.char_end)
            if piece.codec is None:
                begins[here], ends[here] = piece.byte_start, piece.byte_end
            else:
                widths = char_widths(self._text[here], piece.codec)
                ends[here] = piece.byte_start + np.cumsum(widths)
                begins[here] = ends[here] - widths
        return begins, ends


def _place_at_once(text: str, pieces: Sequence[Piece]) -> tuple[Positions, Positions]:
    """First bytes and ends of all characters, as if each piece, which tile the text, were plain UTF-8."""
    offsets = np.concatenate([[0], np.cumsum(char_widths(text, "utf-8"))])
    starts = np.array([piece.char_start for piece in pieces], dtype=np.int64)
    shifts = np.array([piece.byte_start for piece in pieces], dtype=np.int64) - offsets[starts]
    by_char = np.repeat(shifts, np.diff(starts, append=len(text)))
    return offsets[:-1] + by_char, offsets[1:] + by_char


def replay(content: bytes, charset: str, edits: Sequence[Edit]) -> str:
    """The repaired text, made again from the source bytes and the edits."""
    parts, at = [], 0
    for edit in edits:
        parts += [content[at : edit.byte_start].decode(charset), edit.after]
        at = edit.byte_end
    parts.append(content[at:].decode(charset))
    return "".join(parts)


def decode_span(content: bytes, charset: str, edits: Sequence[Edit], byte_start: int, byte_end: int) -> str:
    """The repaired text of the source bytes byte_start:byte_end.

    An edit without codec that the span cuts gives all its text; one that only inserts text at an end of the span gives
    none. Raises UnicodeError when the span cuts through a character.
    """
    parts, at = [], byte_start
    for index in range(bisect_left(edits, byte_start, key=lambda edit: edit.byte_end), len(edits)):
        edit = edits[index]
        if edit.byte_start > byte_end:
            break
        low, high = max(edit.byte_start, byte_start), min(edit.byte_end, byte_end)
        is_inside = byte_start < edit.byte_start <= edit.byte_end < byte_end
        if low >= high and not is_inside:
            continue
        parts.append(content[at:low].decode(charset))
        parts.append(edit.after if edit.codec is None else decode_chain(content[low:high], edit.codec))
        at = high
    parts.append(content[at:byte_end].decode(charset))
    return "".join(parts)


def undo(text: str, charset: str, edits: Sequence[Edit]) -> bytes:
    """The source bytes, made again from the repaired text and the edits."""
    parts, char = [], 0
    for edit in edits:
        parts += [text[char : edit.char_start].encode(charset), edit.before]
        char = edit.char_end
    parts.append(text[char:].encode(charset))
    return b"".join(parts)
