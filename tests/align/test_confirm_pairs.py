"""What beads leave over: omissions stand on one side, what two documents of one pattern do not share on both."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.align.align_sentences import align_sentences
from tasks.align.confirm_pairs import MOST_FACING, confirm_pairs, measure_facing
from tasks.align.settings import AlignSettings
from tasks.align.stage import Lines, align_segments

from .own_texts import read_own_texts

POST = [("zh", "本馆招聘讲解员一名。"), ("zh", "应聘者须普通话标准，熟悉青铜器。"), ("zh", "工作时间为每周五天，周一休息。"),
        ("zh", "录用后签订两年合同，享受医疗保险。"), ("zh", "请将照片和学历证明寄到人事科。")]  # fmt: skip
OWN = [("en", "The museum is looking for a guide."), ("en", "Applicants must speak standard Mandarin and know about bronzes."),
       ("en", "Working time is five days a week; Monday is free."), ("en", "You will sign a contract for two years and have medical insurance."),
       ("en", "Please send a photograph and proof of your education to the personnel office.")]  # fmt: skip
OTHER = [("en", "The hospital needs a boilerman by autumn."), ("en", "Strong arms and a welder's licence are wanted more than anything else."), *OWN[2:]]  # fmt: skip


def list_lines(texts: list[str]) -> Lines:
    return Lines([str(at) for at in range(len(texts))], texts, [0] * len(texts))


def name(places: tuple[int, ...]) -> list[str]:
    return [str(at) for at in places]


def confirm(tables, documents, pairs):
    made = tables(documents, pairs)
    return confirm_pairs(made["segments"], align_segments(made, AlignSettings())["alignments"])


def test_a_translation_is_confirmed_and_a_document_of_one_pattern_is_not(tables):
    documents = {"a": POST, "b": OWN, "c": OTHER}
    assert confirm(tables, documents, [("a", "b"), ("a", "c")]) == {("a", "b")}


def test_a_translation_that_leaves_out_much_is_confirmed(tables):
    assert confirm(tables, {"a": POST, "b": OWN[:1] + OWN[3:]}, [("a", "b")]) == {("a", "b")}


def test_a_document_in_both_languages_needs_beads_alone(tables):
    mixed = [POST[0], OWN[0], POST[2], OWN[2], POST[3], OWN[3]]
    alone = [*POST, ("en", "Printed on recycled paper."), ("en", "Harbour lights at dusk, oil on canvas.")]
    assert confirm(tables, {"m": mixed, "n": alone}, [("m", "m"), ("n", "n")]) == {("m", "m")}


@pytest.mark.parametrize(
    ("beads", "share"),
    [
        ([(0, 0), (1, 1), (2, 2), (3, 3)], 0.0),
        ([(0, 0), (3, 3)], 0.5),
        ([(0, 3), (1, 0), (2, 1), (3, 2)], 0.0),
        ([(1, 1)], 0.75),
        ([(0, 0), (1, 3)], 0.0),
    ],
)
def test_what_stands_at_the_same_places_counts(beads, share):
    zh, en = list_lines(["中文中文中文中文中文"] * 4), list_lines(["a" * 41] * 4)
    found = measure_facing(zh, en, [([str(a)], [str(b)]) for a, b in beads])
    assert found == pytest.approx(share, abs=0.02)


@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_the_share_lies_between_nothing_and_all(n_zh, n_en, data):
    size = data.draw(st.integers(1, min(n_zh, n_en)))
    zh = sorted(data.draw(st.permutations(range(n_zh)))[:size])
    en = data.draw(st.permutations(range(n_en)))[:size]
    beads = [([str(a)], [str(b)]) for a, b in zip(zh, en, strict=True)]
    assert 0 <= measure_facing(list_lines(["山水"] * n_zh), list_lines(["hills"] * n_en), beads) <= 1


def test_labelled_translations_leave_little_at_the_same_places():
    for text in read_own_texts():
        if not text.is_mixed:
            beads = align_sentences(text.zh, text.en, AlignSettings())
            spans = [(name(bead.zh), name(bead.en)) for bead in beads]
            assert measure_facing(list_lines(text.zh), list_lines(text.en), spans) <= MOST_FACING / 2, text.name
