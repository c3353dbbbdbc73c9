"""Changes of the text are carried back to the bytes, whatever rules changed before."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.core.spans import SourceMap, decode_span, replay, undo
from tasks.repair.stretches import Change, Draft, Stretch, decode_exactly

CHARSETS = {"utf-8": "ab1 é中文\U0001f600", "gb18030": "ab1 é中文𠮷", "utf-16-le": "ab1 中文𠮷", "cp1252": "ab1 é“"}


def draft_of(text: str, charset: str = "utf-8") -> Draft:
    content = text.encode(charset)
    return Draft(content, charset, [Stretch(text, 0, len(content), charset)])


def check(draft: Draft) -> None:
    edits = draft.edits()
    assert replay(draft.content, draft.charset, edits) == draft.text
    assert undo(draft.text, draft.charset, edits) == draft.content


def spans_of(draft: Draft) -> list[tuple[int, int]]:
    source = SourceMap(draft.text, draft.charset, draft.edits(), len(draft.content))
    return [source.byte_span(at, at + 1) for at in range(len(draft.text))]


def test_a_draft_without_changes_has_no_edits() -> None:
    draft = draft_of("中文 text")
    assert draft.apply([]) is draft
    assert draft.edits() == []


def test_a_deletion_is_an_edit_of_its_bytes() -> None:
    draft = draft_of("中(x)文").apply([Change(1, 4, "", ("cut",), ("why",))])
    (edit,) = draft.edits()
    assert (edit.byte_start, edit.byte_end, edit.before, edit.after) == (3, 6, b"(x)", "")
    assert (edit.rule, edit.evidence, edit.codec) == ("cut", "why", None)
    assert spans_of(draft) == [(0, 3), (6, 9)]


def test_a_change_by_a_codec_keeps_a_span_for_each_character() -> None:
    before = "共18批".encode("gb18030").decode("latin-1")
    draft = draft_of(before).apply([Change(0, len(before), "共18批", ("reread",), (), "latin-1>gb18030")])
    (edit,) = draft.edits()
    assert edit.codec == "utf-8>latin-1>gb18030"
    assert spans_of(draft) == [(0, 4), (4, 5), (5, 6), (6, 10)]
    check(draft)


def test_a_deletion_inside_a_chain_splits_it() -> None:
    before = "中x文".encode("gb18030").decode("latin-1")
    draft = draft_of(f"a{before}b").apply([Change(1, 6, "中x文", ("reread",), (), "latin-1>gb18030")])
    draft = draft.apply([Change(2, 3, "", ("cut",))])
    assert draft.text == "a中文b"
    assert [edit.rule for edit in draft.edits()] == ["reread", "reread+cut", "reread"]
    assert [edit.codec for edit in draft.edits()] == ["utf-8>latin-1>gb18030", None, "utf-8>latin-1>gb18030"]
    assert spans_of(draft) == [(0, 1), (1, 5), (6, 10), (10, 11)]
    check(draft)


def test_a_change_that_a_codec_does_not_explain_is_indivisible() -> None:
    draft = draft_of("ÖÐÎÄ").apply([Change(0, 4, "中文!", ("reread",), (), "latin-1>gb18030")])
    assert [edit.codec for edit in draft.edits()] == [None]
    check(draft)


def test_a_change_over_an_indivisible_stretch_takes_it_whole() -> None:
    draft = draft_of("abcdef").apply([Change(1, 4, "XYZ", ("first",), ("one",))])
    draft = draft.apply([Change(2, 5, "-", ("second",), ("two",), is_lossy=True)])
    assert draft.text == "aX-f"
    (edit,) = draft.edits()
    assert (edit.before, edit.after) == (b"bcde", "X-")
    assert (edit.rule, edit.evidence, edit.is_lossy) == ("first+second", "one; two", True)
    check(draft)


def test_two_changes_inside_one_indivisible_stretch_are_joined() -> None:
    draft = draft_of("abcdef").apply([Change(1, 5, "BCDEF", ("first",))])
    draft = draft.apply([Change(2, 3, "", ("second",)), Change(4, 5, "!", ("second",)), Change(6, 7, "?", ("second",))])
    assert draft.text == "aBD!F?"
    assert [edit.before for edit in draft.edits()] == [b"bcde", b"f"]
    check(draft)


def test_an_insertion_is_an_edit_of_no_bytes() -> None:
    draft = draft_of("theDoor").apply([Change(3, 3, " ", ("space",))])
    (edit,) = draft.edits()
    assert (edit.byte_start, edit.byte_end, edit.before, edit.after) == (3, 3, b"", " ")
    check(draft)


def test_an_insertion_beside_an_indivisible_stretch_leaves_it() -> None:
    draft = draft_of("abc").apply([Change(1, 2, "XY", ("first",))])
    for at in (1, 3):
        assert len(draft.apply([Change(at, at, " ", ("space",))]).edits()) == 2
    assert len(draft.apply([Change(2, 2, " ", ("space",))]).edits()) == 1


def test_neighbouring_stretches_of_one_kind_are_one_edit() -> None:
    before = "中".encode("gb18030").decode("latin-1")
    changes = [Change(at, at + 2, "中", ("reread",), (), "latin-1>gb18030") for at in (0, 2)]
    assert len(draft_of(before * 2).apply(changes).edits()) == 1


@pytest.mark.parametrize(
    ("data", "chain", "text"),
    [
        ("ÖÐ".encode(), "utf-8>latin-1>gb18030", "中"),
        (b"\xff", "utf-8", None),
        ("é".encode(), "utf-8>ascii>utf-8", None),
        (b"\x88\x62", "big5hkscs", None),
        (b"\xfa\x54", "cp932", None),
        (b"~{VPND~}", "hz", None),
    ],
)
def test_decode_exactly_wants_bytes_of_its_own_for_each_character(data: bytes, chain: str, text: str | None) -> None:
    assert decode_exactly(data, chain) == text


@st.composite
def changes_of(draw: Callable[[Any], Any], text: str) -> list[Change]:
    """Changes in order and apart: deletions, replacements, insertions, rereadings."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    changes = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        steps = draw(st.sampled_from([None, None, "latin-1>gb18030", "sloppy-windows-1252>utf-8"]))
        try:
            after = text[start:end]
            for step in [steps.split(">")] if steps else []:
                after = after.encode(step[0]).decode(step[1])
        except UnicodeError:
            steps = None
        after = after if steps else draw(st.text("xy字", max_size=3))
        rule = draw(st.sampled_from(["one", "two"]))
        changes.append(Change(start, end, after, (rule,), (), steps, draw(st.booleans())))
    return changes


def substitute(text: str, changes: list[Change]) -> str:
    """What the text becomes, done the plain way."""
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.char_start], change.after]
        at = change.char_end
    return "".join(parts) + text[at:]


@given(st.data(), st.sampled_from(sorted(CHARSETS)))
def test_any_changes_in_any_order_can_be_undone(data: st.DataObject, charset: str) -> None:
    text = data.draw(st.text(CHARSETS[charset], max_size=12))
    if charset == "utf-8":
        text += data.draw(st.sampled_from(["", "ÖÐ1ÎÄ", "ä¸­a"]))
    draft = draft_of(text, charset)
    for _ in range(data.draw(st.integers(0, 4))):
        changes = data.draw(changes_of(draft.text))
        expected = substitute(draft.text, changes)
        draft = draft.apply(changes)
        assert draft.text == expected
        check(draft)
        assert all(
            left.byte_end <= right.byte_start for left, right in zip(draft.edits(), draft.edits()[1:], strict=False)
        )


@given(st.data())
def test_untouched_characters_keep_their_bytes(data: st.DataObject) -> None:
    draft = draft_of(data.draw(st.text("ab中é", min_size=1, max_size=12)))
    draft = draft.apply(data.draw(changes_of(draft.text)))
    covered = [(edit.char_start, edit.char_end) for edit in draft.edits()]
    for at, span in enumerate(spans_of(draft)):
        if not any(start <= at < end for start, end in covered):
            assert draft.content[slice(*span)].decode() == draft.text[at]
            assert decode_span(draft.content, draft.charset, draft.edits(), *span) == draft.text[at]


def test_applying_many_changes_takes_linear_time() -> None:
    text = "a\u200b" * 20_000
    draft = draft_of(text).apply([Change(at, at + 1, "", ("cut",)) for at in range(1, len(text), 2)])
    assert draft.text == "a" * 20_000
    atom = draft_of("b" * 20_000).apply([Change(0, 20_000, "c" * 20_000, ("all",))])
    rng = random.Random(1)
    places = sorted(rng.sample(range(20_000), 5_000))
    assert atom.apply([Change(at, at + 1, "", ("cut",)) for at in places]).text == "c" * 15_000
