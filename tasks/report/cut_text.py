"""Cut the text of a segment where figures and edits begin and end, and leave out what is too long to be read."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .model import Change, Piece
from .write_text import ELLIPSIS, fit_range

LONGEST = 3000
"""Longer segments are shown by their beginning and around their figures, in code points."""
BEGINNING = 1000
RADIUS = 200


class Span(NamedTuple):
    """Code points of a text, half-open, that a figure stands in; `figure` is its place in a list."""

    start: int
    end: int
    figure: int


class Edited(NamedTuple):
    """Code points of a text, half-open, that an edit made; they are none where it took something away."""

    start: int
    end: int
    change: Change


def cut_pieces(
    text: str, spans: Sequence[Span], edits: Sequence[Edited] = (), kept: Sequence[tuple[int, int]] | None = None
) -> tuple[Piece, ...]:
    """The text in pieces; where figures lie in each other, a piece is of the shortest.

    `kept` are the ranges that are shown, in order and apart; an ellipsis stands for what lies between. Spans and edits
    are clipped to the text. One sweep from left to right: time grows with their number and with how many overlap.
    """
    ranges = choose_ranges(text, spans) if kept is None else kept
    cutter = _Cutter(text, spans, edits)
    pieces: list[Piece] = []
    at = 0
    for start, end in ranges:
        if start > at:
            pieces.append(Piece(ELLIPSIS))
        pieces += cutter.cut(start, end)
        at = end
    if at < len(text):
        pieces.append(Piece(ELLIPSIS))
    return tuple(pieces)


def choose_ranges(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """All of a short text; of a long one the beginning and what stands around figures."""
    if len(text) <= LONGEST:
        return [(0, len(text))]
    around = [(max(0, span.start - RADIUS), min(len(text), span.end + RADIUS)) for span in spans]
    merged: list[tuple[int, int]] = []
    for start, end in sorted([(0, BEGINNING), *around]):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return [fit_range(text, start, end) for start, end in merged]


class _Cutter:
    """Cuts ranges of one text, from left to right."""

    def __init__(self, text: str, spans: Sequence[Span], edits: Sequence[Edited]):
        self._text = text
        self._spans = sorted((span for span in spans if span.start < span.end), reverse=True)
        self._edits = sorted(((edit.start, edit.end, number) for number, edit in enumerate(edits)), reverse=True)
        self._changes: list[Change | None] = [edit.change for edit in edits]
        self._open_spans: list[Span] = []
        self._open_edits: list[tuple[int, int, int]] = []
        self._begun: set[int] = set()

    def cut(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a range; what begins before it and goes on is cut at its start."""
        at = start
        while at < end:
            yield from self._advance(at, is_last=False)
            stop = min([end, *self._next_bounds(at)])
            yield self._make_piece(at, stop)
            at = stop
        if end == len(self._text):
            yield from self._advance(end, is_last=True)

    def _advance(self, at: int, is_last: bool) -> Iterator[Piece]:
        """Open what has begun, close what has ended; an edit that left nothing is a piece of its own."""
        while self._spans and self._spans[-1].start <= at:
            self._open_spans.append(self._spans.pop())
        self._open_spans = [span for span in self._open_spans if span.end > at]
        while self._edits and self._edits[-1][0] <= at:
            first, last, number = self._edits.pop()
            if first == last == at:
                yield Piece("", is_edited=True, change=self._changes[number])
            elif last > at and not is_last:
                self._open_edits.append((first, last, number))
        self._open_edits = [edit for edit in self._open_edits if edit[1] > at]

    def _next_bounds(self, at: int) -> Iterator[int]:
        """Where the next thing begins or ends."""
        yield from (span.end for span in self._open_spans)
        yield from (last for _, last, _ in self._open_edits)
        for waiting in (self._spans, self._edits):
            if waiting:
                yield waiting[-1][0]

    def _make_piece(self, left: int, right: int) -> Piece:
        figure, begins, change = None, False, None
        if self._open_spans:
            figure = min(self._open_spans, key=lambda span: (span.end - span.start, span.figure)).figure
            begins = figure not in self._begun
            self._begun.add(figure)
        if self._open_edits:
            number = self._open_edits[0][2]
            change, self._changes[number] = self._changes[number], None
        return Piece(self._text[left:right], figure, begins, bool(self._open_edits), change)
