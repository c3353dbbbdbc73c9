"""Text is cut where figures and edits begin and end, and nothing of it is lost or doubled."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.report.cut_text import BEGINNING, LONGEST, RADIUS, Edited, Span, choose_ranges, cut_pieces
from tasks.report.model import Change, Piece
from tests.growth import assert_in_proportion

CHANGE = Change("?", "mojibake", False)
ranges = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)


def test_a_figure_is_a_piece_of_its_own():
    assert cut_pieces("共有32件案", [Span(2, 5, 0)]) == (Piece("共有"), Piece("32件", 0, True), Piece("案"))


def test_of_figures_that_lie_in_each_other_a_piece_is_of_the_shortest():
    pieces = cut_pieces("from 10 to 20 percent", [Span(0, 21, 0), Span(5, 7, 1), Span(11, 21, 2)])
    assert [(piece.text, piece.figure, piece.begins) for piece in pieces] == [
        ("from ", 0, True),
        ("10", 1, True),
        (" to ", 0, False),
        ("20 percent", 2, True),
    ]


def test_an_edit_inside_a_figure_cuts_it_and_is_told_once():
    pieces = cut_pieces("有32万件", [Span(1, 5, 0)], [Edited(2, 4, CHANGE)])
    assert [(p.text, p.figure, p.is_edited, p.change) for p in pieces] == [
        ("有", None, False, None),
        ("3", 0, False, None),
        ("2万", 0, True, CHANGE),
        ("件", 0, False, None),
    ]


def test_an_edit_that_a_figure_cuts_is_told_once():
    pieces = cut_pieces("abcdef", [Span(2, 4, 0)], [Edited(0, 6, CHANGE)])
    assert [piece.is_edited for piece in pieces] == [True] * 3
    assert [piece.change for piece in pieces] == [CHANGE, None, None]


@pytest.mark.parametrize("at", [0, 2, 4])
def test_what_was_taken_away_is_an_empty_piece(at):
    pieces = cut_pieces("abcd", [], [Edited(at, at, CHANGE)])
    assert "".join(piece.text for piece in pieces) == "abcd"
    assert [piece for piece in pieces if piece.change] == [Piece("", is_edited=True, change=CHANGE)]


@given(st.text("甲1 a", max_size=30), st.lists(ranges, max_size=6), st.lists(ranges, max_size=6))
def test_the_pieces_are_the_text(text, figures, edits):
    spans = [Span(start, end, number) for number, (start, end) in enumerate(figures)]
    edited = [Edited(start, end, CHANGE) for start, end in edits]
    pieces = cut_pieces(text, spans, edited)
    assert "".join(piece.text for piece in pieces) == text
    at = 0
    begun = set()
    for piece in pieces:
        covering = {s.figure for s in spans if s.start <= at < s.end} if piece.text else set()
        assert (piece.figure is not None) == bool(covering) and (not covering or piece.figure in covering)
        assert piece.begins == (piece.figure is not None and piece.figure not in begun)
        begun |= {piece.figure}
        if piece.text:
            assert piece.is_edited == any(e.start <= at < e.end for e in edited)
        at += len(piece.text)
    told = [piece for piece in pieces if piece.change]
    assert len(told) <= len(edits)


def test_a_short_text_is_shown_whole_and_a_long_one_around_its_figures():
    assert choose_ranges("x" * LONGEST, []) == [(0, LONGEST)]
    text = "甲" * 50_000
    at = 40_000
    pieces = cut_pieces(text, [Span(at, at + 3, 0), Span(at + 100, at + 103, 1)])
    assert [len(piece.text) for piece in pieces] == [BEGINNING, 1, RADIUS, 3, 97, 3, RADIUS, 1]
    assert [piece.text for piece in pieces if len(piece.text) == 1] == ["…", "…"]


def test_ranges_do_not_tear_numbers():
    text = "甲" * LONGEST + "1" * 9 + "乙" * (RADIUS - 4) + "3件"
    at = len(text) - 2
    assert choose_ranges(text, [Span(at, at + 2, 0)])[1][0] == LONGEST + 9


def test_time_grows_with_the_text():
    def work(n):
        spans = [Span(3 * number, 3 * number + 2, number) for number in range(n)]
        edits = [Edited(3 * number + 1, 3 * number + 3, CHANGE) for number in range(n)]
        cut_pieces("x" * 3 * n, spans, edits, kept=[(0, 3 * n)])

    assert_in_proportion(work, 16_000)
