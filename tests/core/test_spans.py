"""Edits can be replayed and undone, and every span of the text leads to the bytes it stands for."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.spans import (
    Edit,
    SourceMap,
    char_widths,
    decode_chain,
    decode_span,
    encode_chain,
    replay,
    undo,
)

ALPHABETS = {
    "utf-8": "aZ9 ,é中文，\U0001f600𠮷\n",
    "gb18030": "aZ9 ,é中文，𠮷\U0001f600\n",
    "big5": "aZ9 ,中文，會\n",
    "utf-16-le": "aZ9 中文\U0001f600\n",
    "utf-16-be": "aZ9 中文𠮷\n",
    "cp1252": "aZ9 éß“€\n",
}
CHAINS = {
    "utf-8>latin-1>gb18030": "a9中文，é𠮷",
    "utf-8>sloppy-windows-1252>utf-8": "a9中文，é𠮷",
    "utf-8>sloppy-windows-1252>utf-8>latin-1>utf-8": "a9中文é",
    "utf-8>latin-1>big5": "a9中文會",
    "utf-16-le>latin-1>gb18030": "a9中文",
    "gb18030": "a9中文𠮷",
}
Document = tuple[bytes, str, list[Edit], str]


@st.composite
def documents(draw: Callable[[st.SearchStrategy], object]) -> Document:
    """Bytes, charset, edits and text, built of plain stretches, chains, replacements, deletions and insertions."""
    charset = draw(st.sampled_from(sorted(ALPHABETS)))
    content, text, edits = b"", "", []
    for kind in draw(
        st.lists(st.sampled_from(["plain", "plain", "chain", "atom", "deletion", "insertion"]), max_size=8)
    ):
        codec = None
        if kind == "chain":
            codec = draw(st.sampled_from(sorted(CHAINS)))
            after = draw(st.text(CHAINS[codec], min_size=1, max_size=6))
            before = encode_chain(after, codec)
        elif kind == "plain":
            after = draw(st.text(ALPHABETS[charset], min_size=1, max_size=6))
            before = after.encode(charset)
        else:
            before = b"" if kind == "insertion" else draw(st.binary(min_size=1, max_size=4))
            after = "" if kind == "deletion" else draw(st.text("xy字\ufffd", min_size=1, max_size=3))
        if kind != "plain":
            start, end = len(content), len(content) + len(before)
            edits.append(Edit(start, end, len(text), len(text) + len(after), before, after, kind, codec))
        content += before
        text += after
    return content, charset, edits, text


def is_cut(edits: list[Edit], start: int, end: int) -> bool:
    """Whether a span of characters divides an indivisible edit, or ends at one that only inserts."""
    for edit in edits:
        if edit.codec is not None or not edit.after:
            continue
        if edit.before and (edit.char_start < start < edit.char_end or edit.char_start < end < edit.char_end):
            return True
        if not edit.before and (edit.char_start <= start <= edit.char_end or edit.char_start <= end <= edit.char_end):
            return True
    return False


@given(documents())
def test_replay_gives_the_text_and_undo_the_bytes(document: Document) -> None:
    content, charset, edits, text = document
    assert replay(content, charset, edits) == text
    assert undo(text, charset, edits) == content


@given(documents())
def test_byte_spans_are_in_order_and_inside(document: Document) -> None:
    content, charset, edits, text = document
    source = SourceMap(text, charset, edits, len(content))
    starts, ends = source.byte_spans(np.arange(len(text)), np.arange(1, len(text) + 1))
    assert len(starts) == len(text)
    assert np.all(starts <= ends)
    assert np.all(starts[1:] >= starts[:-1]) and np.all(ends[1:] >= ends[:-1])
    if len(text):
        assert starts[0] >= 0 and ends[-1] <= len(content)
    for index in range(len(text)):
        assert source.byte_span(index, index + 1) == (starts[index], ends[index])


@given(documents(), st.data())
def test_a_span_of_the_text_is_decoded_from_its_bytes(document: Document, data: st.DataObject) -> None:
    content, charset, edits, text = document
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if is_cut(edits, start, end):
        return
    source = SourceMap(text, charset, edits, len(content))
    assert decode_span(content, charset, edits, *source.byte_span(start, end)) == text[start:end]


@given(documents())
def test_pieces_cover_text_and_bytes(document: Document) -> None:
    content, charset, edits, text = document
    char = byte = 0
    for piece in SourceMap(text, charset, edits, len(content)).pieces():
        assert (piece.char_start, piece.byte_start) == (char, byte)
        char, byte = piece.char_end, piece.byte_end
    assert (char, byte) == (len(text), len(content))


@pytest.mark.parametrize("chain", sorted(CHAINS))
def test_widths_of_a_chain_are_those_of_its_characters(chain: str) -> None:
    text = CHAINS[chain]
    assert char_widths(text, chain).tolist() == [len(encode_chain(char, chain)) for char in text]
    assert decode_chain(encode_chain(text, chain), chain) == text


@pytest.mark.parametrize("charset", sorted(ALPHABETS))
def test_widths_of_a_charset_are_those_of_its_codec(charset: str) -> None:
    text = ALPHABETS[charset]
    assert char_widths(text, charset).tolist() == [len(char.encode(charset)) for char in text]


def test_a_cut_indivisible_edit_is_given_whole() -> None:
    edits = [Edit(1, 4, 1, 3, b"???", "xy", "some-rule")]
    assert decode_span(b"a???b", "utf-8", edits, 2, 5) == "xyb"
    assert decode_span(b"a???b", "utf-8", edits, 0, 1) == "a"
    assert decode_span(b"a???b", "utf-8", edits, 4, 5) == "b"


def test_a_deletion_at_an_end_of_a_span_is_no_part_of_it() -> None:
    edits = [Edit(1, 3, 1, 1, b"--", "", "some-rule")]
    source = SourceMap("ab", "utf-8", edits, 4)
    assert source.byte_span(0, 1) == (0, 1)
    assert source.byte_span(1, 2) == (3, 4)
    assert decode_span(b"a--b", "utf-8", edits, 0, 4) == "ab"


def test_an_ascii_text_without_edits_maps_to_itself() -> None:
    assert SourceMap("plain", "utf-8", [], 5).byte_span(1, 3) == (1, 3)


def test_a_chain_that_does_not_fit_raises() -> None:
    with pytest.raises(UnicodeError):
        decode_chain(b"\xff", "utf-8>latin-1>gb18030")
    with pytest.raises(UnicodeError):
        encode_chain("中", "latin-1")


@given(st.text("ab c’é中文😀", min_size=1, max_size=40), st.data())
def test_plain_offsets_are_the_bytes_before(text: str, data: st.DataObject) -> None:
    text += "a" * data.draw(st.sampled_from([0, 200]))
    ends = np.array(sorted(data.draw(st.sets(st.integers(1, len(text)), min_size=1, max_size=6))))
    starts = np.concatenate([[0], ends[:-1]])
    found = SourceMap(text, "utf-8", [], len(text.encode())).byte_spans(starts, ends)
    assert [side.tolist() for side in found] == [[len(text[:at].encode()) for at in side] for side in (starts, ends)]
